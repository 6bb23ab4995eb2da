import { Drawer, Stack, TextInput } from "@mantine/core";
import { connectCalendar } from "../../../src/domain/connections/accounts/operations.ts";
import { useTexts } from "../../shared/locale.ts";
import { useDo } from "../parts/data.ts";
import { FormEnd, useRecordForm } from "../parts/form.tsx";
import { SecretInput } from "../parts/secret.tsx";
import { words } from "../parts/words.ts";
import { calendarsTexts } from "./calendars-texts.ts";

type Kind = "ics" | "caldav";

/** A calendar that is connected by an address, and for CalDAV a password. */
export function ConnectDrawer({ kind, close }: { kind: Kind | null; close: () => void }) {
  const text = useTexts(calendarsTexts);
  const common = useTexts(words);
  return (
    <Drawer
      opened={kind !== null}
      onClose={close}
      position="right"
      title={kind ? text[kind] : ""}
      closeButtonProps={{ "aria-label": common.close }}
    >
      {kind && <ConnectForm key={kind} kind={kind} close={close} />}
    </Drawer>
  );
}

function ConnectForm({ kind, close }: { kind: Kind; close: () => void }) {
  const text = useTexts(calendarsTexts);
  const connect = useDo(connectCalendar);
  const { form, refusal, sending, onSubmit } = useRecordForm(
    { url: "", username: "", password: "" },
    ({ url, ...account }) =>
      connect.deed(kind === "ics" ? { provider: "ics", url } : { provider: "caldav", url, ...account }),
    { done: close },
  );
  return (
    <form onSubmit={onSubmit} noValidate>
      <Stack gap="sm">
        <TextInput
          label={text.url}
          type="url"
          required
          placeholder="https://"
          data-autofocus
          {...form.getInputProps("url")}
        />
        {kind === "caldav" && (
          <>
            <TextInput label={text.username} required autoComplete="off" {...form.getInputProps("username")} />
            <SecretInput label={text.password} required autoComplete="off" {...form.getInputProps("password")} />
          </>
        )}
        <FormEnd form={form} refusal={refusal} sending={sending} cancel={close} label={text.connect} />
      </Stack>
    </form>
  );
}
