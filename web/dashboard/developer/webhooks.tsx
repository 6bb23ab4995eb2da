import { Anchor, Badge, Button, Text } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { listWebhooks } from "../../../src/domain/events/webhooks/operations.ts";
import type { ItemOf } from "../../shared/api.ts";
import { fill, useSay, useTexts } from "../../shared/locale.ts";
import { useSession } from "../app/session.tsx";
import { useAddress } from "../parts/address.ts";
import { useList } from "../parts/data.ts";
import { Row, Rows } from "../parts/rows.tsx";
import { ToneBadge } from "../parts/tone.tsx";
import { words } from "../parts/words.ts";
import { DeliveriesDrawer } from "./deliveries.tsx";
import { DeveloperPage } from "./frame.tsx";
import { texts } from "./texts.ts";
import { WebhookDrawer } from "./webhook-drawer.tsx";
import { webhooksTexts } from "./webhooks-texts.ts";

type Webhook = ItemOf<typeof listWebhooks>;

export default function WebhooksPage() {
  const text = useTexts(webhooksTexts);
  const { may } = useSession();
  const [{ id, deliveries }, setAddress] = useAddress();
  const list = useList(listWebhooks, { limit: "50" });
  const add = may("webhooks:write") && (
    <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setAddress({ id: "new" })}>
      {text.add}
    </Button>
  );
  return (
    <DeveloperPage section="webhooks" action={add}>
      <Text c="dimmed">{text.intro}</Text>
      <Rows label="Webhooks" list={list} empty={{ title: text.empty, text: text.emptyText, action: add }}>
        {(webhook) => (
          <WebhookRow
            webhook={webhook}
            edit={() => setAddress({ id: String(webhook.id) })}
            look={() => setAddress({ deliveries: String(webhook.id) })}
          />
        )}
      </Rows>
      <WebhookDrawer id={id ?? null} close={() => setAddress({ id: undefined })} />
      <DeliveriesDrawer
        id={deliveries ?? null}
        close={() => setAddress({ deliveries: undefined, delivery: undefined })}
      />
    </DeveloperPage>
  );
}

function WebhookRow({ webhook, edit, look }: { webhook: Webhook; edit: () => void; look: () => void }) {
  const text = useTexts(webhooksTexts);
  const developer = useTexts(texts);
  const common = useTexts(words);
  const say = useSay();
  const { may } = useSession();
  const { subscriberUrl, active, eventTriggers, hasSecret, kind, createdAt, disabledReason, subscribedBy } = webhook;
  const told =
    eventTriggers.length > 2 ? fill(text.triggerCount, { count: eventTriggers.length }) : eventTriggers.join(", ");
  const facts = [told, hasSecret && text.signed, fill(developer.made, { when: say.date(createdAt) }), subscribedBy];
  return (
    <Row
      title={
        <Anchor component="button" type="button" fw={600} ta="left" onClick={look}>
          {subscriberUrl}
        </Anchor>
      }
      badges={
        <>
          <ToneBadge tone={active ? "good" : "off"}>{active ? developer.active : developer.off}</ToneBadge>
          {kind === "hook" && (
            <Badge variant="default" tt="none">
              {text.hook}
            </Badge>
          )}
        </>
      }
      actions={
        <>
          <Button size="xs" variant="default" aria-label={`${text.deliveries}: ${subscriberUrl}`} onClick={look}>
            {text.deliveries}
          </Button>
          {may("webhooks:write") && (
            <Button size="xs" variant="default" aria-label={`${common.edit}: ${subscriberUrl}`} onClick={edit}>
              {common.edit}
            </Button>
          )}
        </>
      }
    >
      {facts.filter(Boolean).join(" · ")}
      {!active && disabledReason && (
        <Text size="sm" c="red">
          {fill(text.offByUs, { reason: disabledReason })}
        </Text>
      )}
    </Row>
  );
}
