import { Anchor, Box, Button, Group, Skeleton, Stack, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { Link } from "@tanstack/react-router";
import { fill, useSay, useTexts } from "../../shared/locale.ts";
import { Panel } from "../insights/chart-card.tsx";
import { Failed } from "../parts/states.tsx";
import { StatusBadge } from "../parts/status.tsx";
import { type Entry, useAgenda } from "./entries.ts";
import { texts } from "./texts.ts";

/** Who comes today, when and where. What is over is folded away. */
export function Agenda({ date }: { date: string }) {
  const text = useTexts(texts);
  const { entries, loading, error, again } = useAgenda(date);
  const [earlierShown, { toggle }] = useDisclosure(false);
  const now = new Date().toISOString();
  const earlier = entries.filter(({ end }) => Date.parse(end) <= Date.parse(now));
  const ahead = entries.filter(({ end }) => Date.parse(end) > Date.parse(now));
  return (
    <Panel title={text.agenda}>
      {error && <Failed error={error} again={again} />}
      {loading && <Skeleton h={160} />}
      {!loading && !error && (
        <Stack gap="xs">
          {earlier.length > 0 && (
            <Button
              variant="subtle"
              size="compact-sm"
              ml={-8}
              style={{ alignSelf: "flex-start" }}
              onClick={toggle}
              aria-expanded={earlierShown}
            >
              {fill(text.earlier, { count: earlier.length })}
            </Button>
          )}
          <Box component="ul" m={0} p={0} style={{ listStyle: "none" }}>
            {(earlierShown ? entries : ahead).map((entry) => (
              <Line key={entry.key} entry={entry} />
            ))}
          </Box>
          {ahead.length === 0 && <Text c="dimmed">{text.agendaEmpty}</Text>}
        </Stack>
      )}
    </Panel>
  );
}

function Line({ entry }: { entry: Entry }) {
  const text = useTexts(texts);
  const say = useSay();
  const { start, end, title, who, host, place, status } = entry;
  return (
    <Group
      component="li"
      wrap="nowrap"
      align="flex-start"
      gap="sm"
      py={8}
      style={{ borderTop: "1px solid var(--mantine-color-default-border)" }}
    >
      <Box w={76} className="figures" style={{ flexShrink: 0 }}>
        <Text fw={600}>{say.time(start)}</Text>
        <Text size="sm" c="dimmed">
          {say.time(end)}
        </Text>
      </Box>
      <Box style={{ flex: 1, minWidth: 0 }}>
        <EntryLink entry={entry}>{who ?? title}</EntryLink>
        <Text size="sm" c="dimmed" style={{ overflowWrap: "anywhere" }}>
          {[who && title, host && fill(text.with, { name: host }), place].filter(Boolean).join(" · ")}
        </Text>
      </Box>
      <StatusBadge status={status} />
    </Group>
  );
}

export function EntryLink({ entry, children }: { entry: Entry; children: string }) {
  return (
    <Anchor component={Link} to={entry.to as string} search={entry.search as never} fw={600}>
      {children}
    </Anchor>
  );
}
