import { Alert, Button, Drawer, Group, Select, Stack } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import {
  getWebhook,
  listDeliveries,
  replayWebhook,
  sendTest,
  updateWebhook,
} from "../../../src/domain/events/webhooks/operations.ts";
import type { ItemOf } from "../../shared/api.ts";
import { fill, useSay, useTexts } from "../../shared/locale.ts";
import { useSession } from "../app/session.tsx";
import { useAddress } from "../parts/address.ts";
import { useAsk, useDo, useList } from "../parts/data.ts";
import { tellFailure } from "../parts/form.tsx";
import { Row, Rows } from "../parts/rows.tsx";
import { Failed } from "../parts/states.tsx";
import { ToneBadge } from "../parts/tone.tsx";
import { words } from "../parts/words.ts";
import { DeliveryDetail } from "./delivery.tsx";
import { webhooksTexts } from "./webhooks-texts.ts";

type Delivery = ItemOf<typeof listDeliveries>;
const statuses = ["pending", "sending", "delivered", "failed", "discarded"] as const;
const tones = {
  pending: "waiting",
  sending: "waiting",
  delivered: "good",
  failed: "bad",
  discarded: "off",
} as const;

/** What was sent to a webhook and what came of it; one delivery in full. */
export function DeliveriesDrawer({ id, close }: { id: string | null; close: () => void }) {
  const common = useTexts(words);
  const webhook = useAsk(getWebhook, id === null ? null : { id });
  const [{ delivery }] = useAddress();
  return (
    <Drawer
      opened={id !== null}
      onClose={close}
      position="right"
      size="lg"
      title={id === null ? "" : webhook.data?.subscriberUrl}
      closeButtonProps={{ "aria-label": common.close }}
      styles={{ title: { fontWeight: 600, overflowWrap: "anywhere" } }}
    >
      {webhook.error && id !== null && <Failed error={webhook.error} />}
      {id !== null &&
        !webhook.error &&
        (delivery ? (
          <DeliveryDetail id={delivery} />
        ) : (
          <Deliveries webhookId={id} active={webhook.data?.active ?? true} version={webhook.data?.version} />
        ))}
    </Drawer>
  );
}

function Deliveries({
  webhookId,
  active,
  version,
}: {
  webhookId: string;
  active: boolean;
  version: number | undefined;
}) {
  const text = useTexts(webhooksTexts);
  const common = useTexts(words);
  const { may } = useSession();
  const [{ status }, setAddress] = useAddress();
  const list = useList(listDeliveries, { webhookId, status: status as Delivery["status"] | undefined, limit: "25" });
  const test = useDo(sendTest);
  const replay = useDo(replayWebhook);
  const update = useDo(updateWebhook);
  useLookingAgain(list.items.some(({ status }) => status === "pending" || status === "sending"));
  const tell = tellFailure(common.failed);
  const say = (message: string) => notifications.show({ message, color: "teal" });
  return (
    <Stack gap="sm">
      {!active && (
        <Alert variant="light" color="yellow">
          <Group justify="space-between">
            {text.disabled}
            {may("webhooks:write") && (
              <Button
                size="xs"
                onClick={() =>
                  update.mutateAsync({ id: webhookId, active: true, options: { ifMatch: version } }).catch(tell)
                }
              >
                {text.switchOn}
              </Button>
            )}
          </Group>
        </Alert>
      )}
      <Group align="flex-end" gap="xs">
        <Select
          aria-label={text.status}
          placeholder={text.status}
          clearable
          w={160}
          data={statuses.map((value) => ({ value, label: text[value] }))}
          value={status ?? null}
          onChange={(value) => setAddress({ status: value ?? undefined })}
        />
        {may("webhooks:write") && active && (
          <>
            <Button
              variant="default"
              loading={replay.isPending}
              onClick={() =>
                replay
                  .mutateAsync({ id: webhookId })
                  .then(({ replayed }) => say(fill(text.replayed, { count: replayed })), tell)
              }
            >
              {text.replayFailed}
            </Button>
            <Button
              ml="auto"
              loading={test.isPending}
              onClick={() => test.mutateAsync({ id: webhookId }).then(() => say(text.tested), tell)}
            >
              {text.test}
            </Button>
          </>
        )}
      </Group>
      <Rows label={text.deliveries} list={list} empty={{ title: text.none, text: text.noneText }}>
        {(delivery) => <DeliveryRow delivery={delivery} open={() => setAddress({ delivery: String(delivery.id) })} />}
      </Rows>
    </Stack>
  );
}

function DeliveryRow({ delivery, open }: { delivery: Delivery; open: () => void }) {
  const say = useSay();
  const text = useTexts(webhooksTexts);
  const { trigger, createdAt, responseStatus, durationMs, error, attempts, nextAttemptAt } = delivery;
  const facts = [
    say.dateTime(createdAt),
    responseStatus && `HTTP ${responseStatus}`,
    durationMs !== null && `${say.number(durationMs)} ms`,
    fill(text.attempts, { count: attempts }),
    nextAttemptAt && attempts > 0 && fill(text.next, { when: say.ago(nextAttemptAt) }),
    error,
  ];
  return (
    <Row
      title={trigger}
      badges={<DeliveryBadge status={delivery.status} />}
      actions={
        <Button
          size="xs"
          variant="default"
          aria-label={`${text.request}: ${trigger}, ${say.dateTime(createdAt)}`}
          onClick={open}
        >
          {text.request}
        </Button>
      }
    >
      {facts.filter(Boolean).join(" · ")}
    </Row>
  );
}

export function DeliveryBadge({ status }: { status: Delivery["status"] }) {
  const text = useTexts(webhooksTexts);
  return <ToneBadge tone={tones[status]}>{text[status]}</ToneBadge>;
}

/** While something is under way it is looked at again, every other second. */
export function useLookingAgain(underWay: boolean) {
  const client = useQueryClient();
  useEffect(() => {
    if (!underWay) return;
    const timer = setInterval(() => {
      for (const name of ["webhooks.deliveries", "webhooks.delivery"])
        void client.invalidateQueries({ queryKey: ["webhooks", name] });
    }, 2000);
    return () => clearInterval(timer);
  }, [underWay, client]);
}
