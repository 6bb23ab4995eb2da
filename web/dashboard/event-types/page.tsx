import { Button, Skeleton, Stack, Switch, Text, Title } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useState } from "react";
import { listEventTypes, reorderOwnEventTypes } from "../../../src/domain/scheduling/event-types/operations.ts";
import type { ItemOf } from "../../shared/api.ts";
import { useTexts } from "../../shared/locale.ts";
import { useSession } from "../app/session.tsx";
import { useAddress } from "../parts/address.ts";
import { useDo, useList } from "../parts/data.ts";
import { tellFailure } from "../parts/form.tsx";
import { Page } from "../parts/page.tsx";
import { Sortable } from "../parts/sortable.tsx";
import { Empty, Failed } from "../parts/states.tsx";
import { words } from "../parts/words.ts";
import { NewEventType } from "./new.tsx";
import { EventTypeRow } from "./row.tsx";
import { listWords } from "./texts.ts";

type Item = ItemOf<typeof listEventTypes>;

/** What can be booked with people: one's own event types, then each team's. */
export default function EventTypesPage() {
  const text = useTexts(listWords);
  const common = useTexts(words);
  const { user, may } = useSession();
  const [{ all, make }, setAddress] = useAddress();
  const list = useList(listEventTypes, { all: "true", withBookingCounts: "true", limit: "200" });
  const groups = groupsIn(list.items, user.id, all === "yes", text.yours);
  const others = list.items.some(({ userId }) => userId !== null && userId !== user.id);
  const add = may("event-types:write") && (
    <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setAddress({ make: "yes" })}>
      {text.add}
    </Button>
  );
  return (
    <Page title={text.title} action={add}>
      {others && (
        <Switch
          label={text.showAll}
          checked={all === "yes"}
          onChange={({ currentTarget }) => setAddress({ all: currentTarget.checked ? "yes" : undefined })}
        />
      )}
      {list.error && <Failed error={list.error} again={list.again} />}
      {list.loading && [1, 2, 3].map((one) => <Skeleton key={one} h={72} />)}
      {!list.loading && !list.error && groups.every(({ items }) => items.length === 0) && (
        <Empty title={text.empty} action={add}>
          {text.emptyText}
        </Empty>
      )}
      {groups.map(({ name, items }) => items.length > 0 && <OwnersTypes key={name} name={name} items={items} />)}
      {list.hasMore && (
        <Button variant="default" onClick={list.more} loading={list.refreshing}>
          {common.more}
        </Button>
      )}
      <NewEventType opened={make === "yes"} close={() => setAddress({ make: undefined })} />
    </Page>
  );
}

/** The event types of one person or team, in the order in which their page shows them. */
function OwnersTypes({ name, items }: { name: string; items: Item[] }) {
  const common = useTexts(words);
  const { may } = useSession();
  const reorder = useDo(reorderOwnEventTypes);
  // While rows move, and until the server's order is read again.
  const [moved, setMoved] = useState<number[] | null>(null);
  const shown = moved ? items.toSorted((one, other) => placeIn(moved, one.id) - placeIn(moved, other.id)) : items;
  const keep = (order: Item[]) => {
    if (order.every(({ id }, index) => id === items[index]?.id)) return;
    reorder
      .mutateAsync({ ids: order.map(({ id }) => id) })
      .catch(tellFailure(common.failed))
      .finally(() => setMoved(null));
  };
  return (
    <Stack gap="xs" component="section" aria-label={name}>
      <Title order={2}>
        {name}{" "}
        <Text span c="dimmed" fw={400} size="sm">
          {items.length}
        </Text>
      </Title>
      <Sortable
        items={shown}
        keyOf={({ id }) => id}
        nameOf={({ title }) => title}
        move={(order) => setMoved(order.map(({ id }) => id))}
        settled={keep}
        disabled={!may("event-types:write")}
      >
        {(item) => <EventTypeRow eventType={item} />}
      </Sortable>
    </Stack>
  );
}
const placeIn = (order: number[], id: number) => (order.includes(id) ? order.indexOf(id) : order.length);

function groupsIn(items: Item[], me: number, all: boolean, yours: string) {
  const own = { name: yours, items: items.filter(({ userId }) => userId === me) };
  const teams = Map.groupBy(
    items.filter(({ team }) => team),
    ({ team }) => team!.name,
  );
  const people = Map.groupBy(
    all ? items.filter(({ userId, owner }) => owner && userId !== me) : [],
    ({ owner }) => owner!.name,
  );
  return [own, ...[...teams, ...people].map(([name, items]) => ({ name, items }))];
}
