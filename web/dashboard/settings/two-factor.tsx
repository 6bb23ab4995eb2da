import { Anchor, Button, Group, Modal, Skeleton, Stack, Text, TextInput } from "@mantine/core";
import { lazy, Suspense, useState } from "react";
import {
  confirmTwoFactor,
  disableTwoFactor,
  renewTwoFactorCodes,
  setUpTwoFactor,
} from "../../../src/domain/accounts/two-factor/operations.ts";
import type { Answer } from "../../shared/api.ts";
import { useTexts } from "../../shared/locale.ts";
import { useSession } from "../app/session.tsx";
import { CodeBlock, CopyField } from "../parts/copy.tsx";
import { useDo } from "../parts/data.ts";
import { Section } from "../parts/fold.tsx";
import { FormEnd, useRecordForm } from "../parts/form.tsx";
import { SecretInput } from "../parts/secret.tsx";
import { ToneBadge } from "../parts/tone.tsx";
import { words } from "../parts/words.ts";
import { securityTexts } from "./security-texts.ts";

/** Loaded when somebody sets it up, which is once. */
const QrCode = lazy(() => import("./qr-code.tsx"));

type Step =
  | { name: "password"; then: "setUp" | "renew" | "turnOff" }
  | { name: "scan"; setUp: Answer<typeof setUpTwoFactor> }
  | { name: "codes"; codes: string[] };

/** The second step of signing in: set up, renew its recovery codes, turn off. Each asks for the password first. */
export function TwoFactor() {
  const text = useTexts(securityTexts);
  const common = useTexts(words);
  const { user } = useSession();
  const [step, setStep] = useState<Step | null>(null);
  const enabled = user.twoFactorEnabled;
  const ask = (then: "setUp" | "renew" | "turnOff") => setStep({ name: "password", then });
  return (
    <Section title={text.twoFactor} text={text.twoFactorHint}>
      <Group>
        <ToneBadge tone={enabled ? "good" : "off"}>{enabled ? text.on : text.off}</ToneBadge>
        {enabled ? (
          <>
            <Button variant="default" onClick={() => ask("renew")}>
              {text.newCodes}
            </Button>
            <Button variant="subtle" color="red" onClick={() => ask("turnOff")}>
              {text.turnOff}
            </Button>
          </>
        ) : (
          <Button onClick={() => ask("setUp")}>{text.setUp}</Button>
        )}
      </Group>
      <Modal
        opened={step !== null}
        onClose={() => setStep(null)}
        title={step?.name === "codes" ? text.recovery : text.twoFactor}
        closeOnClickOutside={false}
        closeButtonProps={{ "aria-label": common.close }}
      >
        {step?.name === "password" && <PasswordStep then={step.then} go={setStep} />}
        {step?.name === "scan" && <ScanStep setUp={step.setUp} go={setStep} />}
        {step?.name === "codes" && <CodesStep codes={step.codes} close={() => setStep(null)} />}
      </Modal>
    </Section>
  );
}

function PasswordStep({ then, go }: { then: "setUp" | "renew" | "turnOff"; go: (step: Step | null) => void }) {
  const text = useTexts(securityTexts);
  const setUp = useDo(setUpTwoFactor);
  const renew = useDo(renewTwoFactorCodes);
  const disable = useDo(disableTwoFactor);
  const { form, refusal, sending, onSubmit } = useRecordForm(
    { password: "" },
    (proof) => {
      if (then === "setUp") return setUp.deed(proof, (setUp) => go({ name: "scan", setUp }));
      if (then === "renew")
        return renew.deed(proof, ({ recoveryCodes }) => go({ name: "codes", codes: recoveryCodes }));
      return disable.deed(proof, () => go(null));
    },
    { quiet: true },
  );
  return (
    <form onSubmit={onSubmit} noValidate>
      <Stack gap="sm">
        <SecretInput
          label={text.current}
          autoComplete="current-password"
          data-autofocus
          {...form.getInputProps("password")}
        />
        <FormEnd
          form={form}
          refusal={refusal}
          sending={sending}
          cancel={() => go(null)}
          label={then === "turnOff" ? text.turnOff : text.continue}
        />
      </Stack>
    </form>
  );
}

function ScanStep({ setUp, go }: { setUp: Answer<typeof setUpTwoFactor>; go: (step: Step | null) => void }) {
  const text = useTexts(securityTexts);
  const confirm = useDo(confirmTwoFactor);
  const { form, refusal, sending, onSubmit } = useRecordForm(
    { code: "" },
    (values) => confirm.deed(values, ({ recoveryCodes }) => go({ name: "codes", codes: recoveryCodes })),
    { quiet: true },
  );
  return (
    <form onSubmit={onSubmit} noValidate>
      <Stack gap="sm">
        <Text>{text.typeSecret}</Text>
        <Suspense fallback={<Skeleton h={208} w={208} style={{ alignSelf: "center" }} />}>
          <QrCode value={setUp.otpauthUri} label={text.qrCode} />
        </Suspense>
        <CopyField label={text.secret} value={setUp.secret} />
        <Anchor href={setUp.otpauthUri} w="fit-content">
          {text.openApp}
        </Anchor>
        <TextInput
          label={text.code}
          inputMode="numeric"
          autoComplete="one-time-code"
          maxLength={12}
          {...form.getInputProps("code")}
        />
        <FormEnd form={form} refusal={refusal} sending={sending} cancel={() => go(null)} label={text.turnOn} />
      </Stack>
    </form>
  );
}

function CodesStep({ codes, close }: { codes: string[]; close: () => void }) {
  const text = useTexts(securityTexts);
  return (
    <Stack gap="sm">
      <Text>{text.recoveryHint}</Text>
      <CodeBlock label={text.recovery} code={codes.join("\n")} />
      <Button onClick={close}>{text.kept}</Button>
    </Stack>
  );
}
