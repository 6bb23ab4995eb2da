import { Button, Group, MultiSelect, Stack, Text } from "@mantine/core";
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { listEvents } from "../../../src/domain/events/feed/operations.ts";
import { listTriggers } from "../../../src/domain/events/triggers/operations.ts";
import type { Answer, ApiError } from "../../shared/api.ts";
import { call } from "../../shared/api.ts";
import { useSay, useTexts } from "../../shared/locale.ts";
import { useAddress } from "../parts/address.ts";
import { CodeBlock, CopyField, pretty } from "../parts/copy.tsx";
import { useAsk } from "../parts/data.ts";
import { Row, Rows } from "../parts/rows.tsx";
import { DeveloperPage } from "./frame.tsx";
import { logTexts } from "./log-texts.ts";

type Feed = Answer<typeof listEvents>;

/** What happened, from the first event on: the pages follow the cursor that programs keep. */
export default function EventsPage() {
  const text = useTexts(logTexts);
  const [{ types }, setAddress] = useAddress();
  const triggers = useAsk(listTriggers, {});
  const { cursor, ...list } = useFeed(types);
  return (
    <DeveloperPage section="events">
      <Text c="dimmed" maw={620}>
        {text.eventsIntro}
      </Text>
      <MultiSelect
        label={text.triggers}
        searchable
        clearable
        hidePickedOptions
        data={(triggers.data ?? []).map(({ trigger }) => trigger as string)}
        value={types?.split(",") ?? []}
        onChange={(chosen) => setAddress({ types: chosen.join(",") || undefined })}
      />
      <Rows label={text.triggers} list={list} empty={{ title: text.noEvents, text: text.noEventsText }}>
        {(event) => <EventRow event={event} />}
      </Rows>
      {cursor && <CopyField label={text.cursor} value={cursor} />}
    </DeveloperPage>
  );
}

/** The feed is no page with a Link: its cursor is a part of what it answers. */
function useFeed(types: string | undefined) {
  const query = useInfiniteQuery({
    queryKey: ["webhooks", "events.list", types],
    queryFn: ({ signal, pageParam }) =>
      call(
        listEvents,
        { limit: "25", ...(types ? { types } : {}), ...(pageParam ? { after: pageParam } : {}) },
        { signal },
      ),
    initialPageParam: null as string | null,
    getNextPageParam: ({ hasMore, cursor }: Feed) => (hasMore ? cursor : null),
    placeholderData: keepPreviousData,
  });
  return {
    items: query.data?.pages.flatMap(({ events }) => events) ?? [],
    cursor: query.data?.pages.at(-1)?.cursor ?? null,
    loading: query.isPending,
    refreshing: query.isFetching,
    error: query.error as ApiError | null,
    hasMore: query.hasNextPage,
    more: () => void query.fetchNextPage(),
    again: () => void query.refetch(),
  };
}

function EventRow({ event }: { event: Feed["events"][number] }) {
  const text = useTexts(logTexts);
  const say = useSay();
  const [open, setOpen] = useState(false);
  return (
    <Stack gap={0}>
      <Row
        title={event.triggerEvent}
        actions={
          <Button
            size="xs"
            variant="default"
            aria-expanded={open}
            aria-label={`${text.payload}: ${event.subject}`}
            onClick={() => setOpen(!open)}
          >
            {text.payload}
          </Button>
        }
      >
        {say.dateTime(event.createdAt)} · {event.subject}
      </Row>
      {open && (
        <Group px="md" pb="sm" display="block">
          <CodeBlock label={`${text.payload}: ${event.subject}`} code={pretty(event.payload)} />
        </Group>
      )}
    </Stack>
  );
}
