import { Progress, Stack, Text, Title } from "@mantine/core";
import { useState } from "react";
import { getMe } from "../../../src/domain/scheduling/me/operations.ts";
import { fill, useTexts } from "../../shared/locale.ts";
import { useSession } from "../app/session.tsx";
import { useAddress } from "../parts/address.ts";
import { useAsk } from "../parts/data.ts";
import { Page } from "../parts/page.tsx";
import { isKind, type Kind, kinds } from "./kinds.ts";
import { HoursStep, KindStep, OfferStep, ReadyStep } from "./steps.tsx";
import { texts } from "./texts.ts";

const steps = ["kind", "hours", "offer", "ready"] as const;
type Step = (typeof steps)[number];

/** From a new business to a link that people can book by, with a sensible default at each step. */
export default function WelcomePage() {
  const text = useTexts(texts);
  const { business } = useSession();
  const me = useAsk(getMe, {});
  const [address, setAddress] = useAddress();
  const kind: Kind = isKind(address.kind) ? address.kind : "custom";
  const step: Step = steps.find((one) => one === address.step && isKind(address.kind)) ?? "kind";
  const at = steps.indexOf(step) + 1;
  const go = (next: Step, more: { kind?: Kind } = {}) => setAddress({ step: next, ...more });
  const [link, setLink] = useState<string | null>(null);
  const usual =
    kinds[kind].as === "service"
      ? `${location.origin}/b/${business.subdomain}`
      : (me.data?.bookingPage ?? location.origin);
  return (
    <Page title={text.title}>
      <Stack maw={560} gap="lg">
        <div>
          <Text size="sm" c="dimmed" mb={6} role="status">
            {fill(text.step, { at, of: steps.length })}
          </Text>
          <Progress value={(at / steps.length) * 100} aria-label={fill(text.step, { at, of: steps.length })} />
        </div>
        <Title order={2}>{text[step]}</Title>
        {step === "kind" && <KindStep choose={(kind) => go("hours", { kind })} />}
        {step === "hours" && <HoursStep key={kind} kind={kind} back={() => go("kind")} next={() => go("offer")} />}
        {step === "offer" && (
          <OfferStep
            key={kind}
            kind={kind}
            back={() => go("hours")}
            next={(made) => {
              setLink(made);
              go("ready");
            }}
          />
        )}
        {step === "ready" && <ReadyStep link={link ?? usual} />}
      </Stack>
    </Page>
  );
}
