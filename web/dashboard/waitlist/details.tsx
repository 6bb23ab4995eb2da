import { Anchor, Button, Group, Stack, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { type getWaitlistEntry, updateWaitlistEntry } from "../../../src/domain/services/waitlist/operations.ts";
import type { Answer } from "../../shared/api.ts";
import { fill, useSay, useTexts } from "../../shared/locale.ts";
import { useSession } from "../app/session.tsx";
import { useDo } from "../parts/data.ts";
import { tellFailure } from "../parts/form.tsx";
import { words } from "../parts/words.ts";
import { WishForm } from "./form.tsx";
import { EntryStatus } from "./status.tsx";
import { texts } from "./texts.ts";

export type Entry = Answer<typeof getWaitlistEntry>;

/** Somebody who waits: how to reach them, what they wait for, and what can be done. */
export function EntryDetails({ entry, close }: { entry: Entry; close: () => void }) {
  const text = useTexts(texts);
  const say = useSay();
  const { may } = useSession();
  const { status, offer, service, customer } = entry;
  const open = status === "waiting" || status === "offered";
  return (
    <Stack gap="md">
      <Group gap="xs">
        <EntryStatus status={status} />
        <Text fw={600}>{service.name}</Text>
      </Group>
      <Group gap="md">
        {customer.email && <Anchor href={`mailto:${customer.email}`}>{customer.email}</Anchor>}
        {customer.phone && <Anchor href={`tel:${customer.phone.replace(/[^\d+]/g, "")}`}>{customer.phone}</Anchor>}
      </Group>
      {offer && (
        <Text role="status">
          {fill(text.offer, { time: say.dateTime(offer.startTime), until: say.dateTime(offer.expiresAt) })}
        </Text>
      )}
      {may("waitlist:write") && <Moves entry={entry} close={close} />}
      {open && <WishForm entry={entry} close={close} />}
    </Stack>
  );
}

function Moves({ entry: { id, status, version }, close }: { entry: Entry; close: () => void }) {
  const text = useTexts(texts);
  const { failed } = useTexts(words);
  const update = useDo(updateWaitlistEntry);
  const become = (status: "waiting" | "removed") =>
    void update
      .mutateAsync({ id: String(id), status, options: { ifMatch: version } })
      .then(() => {
        notifications.show({ message: text.done, color: "teal" });
        close();
      })
      .catch(tellFailure(failed));
  return (
    <Group gap="xs">
      {status === "offered" && (
        <Button variant="default" loading={update.isPending} onClick={() => become("waiting")}>
          {text.takeBack}
        </Button>
      )}
      {(status === "expired" || status === "removed") && (
        <Button loading={update.isPending} onClick={() => become("waiting")}>
          {text.putBack}
        </Button>
      )}
      {(status === "waiting" || status === "offered") && (
        <Button variant="subtle" color="red" loading={update.isPending} onClick={() => become("removed")}>
          {text.remove}
        </Button>
      )}
    </Group>
  );
}
