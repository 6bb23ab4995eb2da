import { Anchor, Stack, Text } from "@mantine/core";
import { changePassword } from "../../../src/domain/accounts/passwords/operations.ts";
import { useTexts } from "../../shared/locale.ts";
import { useSession } from "../app/session.tsx";
import { useDo } from "../parts/data.ts";
import { Section } from "../parts/fold.tsx";
import { FormEnd, useRecordForm } from "../parts/form.tsx";
import { SecretInput } from "../parts/secret.tsx";
import { SettingsPage } from "./frame.tsx";
import { securityTexts } from "./security-texts.ts";
import { OwnSessions } from "./sessions.tsx";
import { TwoFactor } from "./two-factor.tsx";

/** How one's account is kept one's own. */
export default function SecurityPage() {
  const text = useTexts(securityTexts);
  const { user } = useSession();
  return (
    <SettingsPage section="security">
      <Stack gap="xl" maw={640}>
        <Section title={text.password} text={text.passwordHint}>
          {user.hasPassword ? (
            <PasswordForm />
          ) : (
            <Text>
              {text.none} <Anchor href="/forgot">{text.choose}</Anchor>
            </Text>
          )}
        </Section>
        <TwoFactor />
        <OwnSessions />
      </Stack>
    </SettingsPage>
  );
}

const nothing = { currentPassword: "", newPassword: "" };

function PasswordForm() {
  const text = useTexts(securityTexts);
  const change = useDo(changePassword, { alsoChanges: ["sessions", "oauth-grants"] });
  const { form, refusal, sending, onSubmit } = useRecordForm(nothing, (values) => change.deed(values), {
    done: () => {
      form.setValues(nothing);
      form.resetDirty(nothing);
    },
  });
  return (
    <form onSubmit={onSubmit} noValidate>
      <Stack gap="sm">
        <SecretInput label={text.current} autoComplete="current-password" {...form.getInputProps("currentPassword")} />
        <SecretInput label={text.next} autoComplete="new-password" {...form.getInputProps("newPassword")} />
        <FormEnd form={form} refusal={refusal} sending={sending} label={text.change} />
      </Stack>
    </form>
  );
}
