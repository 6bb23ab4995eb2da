import { Button, Group, Stack, Text, Title } from "@mantine/core";
import { IconArrowLeft } from "@tabler/icons-react";
import { getDelivery, replayOneDelivery } from "../../../src/domain/events/webhooks/operations.ts";
import type { Answer } from "../../shared/api.ts";
import { fill, useSay, useTexts } from "../../shared/locale.ts";
import { useSession } from "../app/session.tsx";
import { useAddress } from "../parts/address.ts";
import { CodeBlock, pretty } from "../parts/copy.tsx";
import { useAsk, useDo } from "../parts/data.ts";
import { tellFailure } from "../parts/form.tsx";
import { Failed, Waiting } from "../parts/states.tsx";
import { words } from "../parts/words.ts";
import { DeliveryBadge, useLookingAgain } from "./deliveries.tsx";
import { webhooksTexts } from "./webhooks-texts.ts";

type Delivery = Answer<typeof getDelivery>;

/** One delivery: what was sent, byte by byte, and what each attempt got back. */
export function DeliveryDetail({ id }: { id: string }) {
  const text = useTexts(webhooksTexts);
  const common = useTexts(words);
  const say = useSay();
  const { may } = useSession();
  const [, setAddress] = useAddress();
  const delivery = useAsk(getDelivery, { id });
  const replay = useDo(replayOneDelivery);
  const underWay = delivery.data?.status === "pending" || delivery.data?.status === "sending";
  useLookingAgain(underWay);
  if (delivery.error) return <Failed error={delivery.error} again={() => void delivery.refetch()} />;
  if (!delivery.data) return <Waiting />;
  const { trigger, status, createdAt, subject, body, log } = delivery.data;
  return (
    <Stack gap="md">
      <Group justify="space-between">
        <Button
          variant="subtle"
          size="compact-sm"
          leftSection={<IconArrowLeft size={16} aria-hidden />}
          onClick={() => setAddress({ delivery: undefined })}
        >
          {text.deliveries}
        </Button>
        {may("webhooks:write") && !underWay && (
          <Button
            size="xs"
            variant="default"
            loading={replay.isPending}
            onClick={() => replay.mutateAsync({ id }).catch(tellFailure(common.failed))}
          >
            {text.replay}
          </Button>
        )}
      </Group>
      <div>
        <Group gap="xs">
          <Title order={2}>{trigger}</Title>
          <DeliveryBadge status={status} />
        </Group>
        <Text size="sm" c="dimmed">
          {say.dateTime(createdAt)} · {subject.split(":msg")[0]}
        </Text>
      </div>
      <CodeBlock label={text.request} code={pretty(body)} />
      {log.map((attempt, index) => (
        <Attempt key={attempt.at} attempt={attempt} count={index + 1} />
      ))}
    </Stack>
  );
}

function Attempt({ attempt, count }: { attempt: Delivery["log"][number]; count: number }) {
  const text = useTexts(webhooksTexts);
  const say = useSay();
  const { at, url, requestHeaders, responseStatus, responseHeaders, responseBody, error, durationMs } = attempt;
  return (
    <Stack gap="xs" component="section" aria-label={fill(text.attempt, { count })}>
      <Title order={3}>{fill(text.attempt, { count })}</Title>
      <Text size="sm" c="dimmed">
        {[say.dateTime(at), responseStatus && `HTTP ${responseStatus}`, `${say.number(durationMs)} ms`]
          .filter(Boolean)
          .join(" · ")}
      </Text>
      {error && (
        <Text size="sm" c="red">
          {error}
        </Text>
      )}
      <CodeBlock label={`${text.request} ${count}`} code={`POST ${url}\n${headersOf(requestHeaders)}`} />
      {responseStatus === null ? (
        <Text size="sm">{text.noResponse}</Text>
      ) : (
        <CodeBlock
          label={`${text.response} ${count}`}
          code={`HTTP ${responseStatus}\n${headersOf(responseHeaders ?? {})}\n\n${pretty(responseBody ?? "")}`}
        />
      )}
    </Stack>
  );
}

const headersOf = (headers: Record<string, string>) =>
  Object.entries(headers)
    .map(([name, value]) => `${name}: ${value}`)
    .join("\n");
