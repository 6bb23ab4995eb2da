import { Alert, Group, List, Select, Stack, Table, Text } from "@mantine/core";
import { DateTimePicker } from "@mantine/dates";
import { IconCheck, IconX } from "@tabler/icons-react";
import { explainSlot } from "../../../src/domain/scheduling/slots/operations.ts";
import type { Answer } from "../../shared/api.ts";
import { fill, useClock, useSay, useTexts } from "../../shared/locale.ts";
import { useAddress } from "../parts/address.ts";
import { useAsk } from "../parts/data.ts";
import { Failed, Waiting } from "../parts/states.tsx";
import { instantAt, wallTimeAt } from "../parts/zoned.ts";
import { explainWords } from "./editor-more-texts.ts";
import type { TabProps } from "./fields.ts";
import { useReasons } from "./reasons.ts";

/** Pick a time: why it can or cannot be booked, in words. The time is part of the address, to send it to a colleague. */
export function Explain({ eventType }: TabProps) {
  const text = useTexts(explainWords);
  const say = useSay();
  const { timeZone } = useClock();
  const [{ at, minutes }, setAddress] = useAddress();
  const lengths = eventType.lengthOptions.length > 0 ? eventType.lengthOptions : [eventType.length];
  const duration = minutes ?? String(eventType.length);
  const asked = useAsk(explainSlot, at ? { eventTypeId: String(eventType.id), start: at, duration, timeZone } : null);
  return (
    <Stack gap="md">
      <Text c="dimmed">{text.text}</Text>
      <Group align="flex-end">
        <DateTimePicker
          label={`${text.when} · ${say.zone}`}
          valueFormat="D MMM YYYY, HH:mm"
          w={{ base: "100%", xs: 280 }}
          value={at ? wallTimeAt(timeZone, at) : null}
          onChange={(wall) => setAddress({ at: wall ? instantAt(timeZone, wall) : undefined })}
        />
        {lengths.length > 1 && (
          <Select
            label={text.length}
            w={120}
            allowDeselect={false}
            data={lengths.map(String)}
            value={duration}
            onChange={(chosen) => setAddress({ minutes: chosen ?? undefined })}
          />
        )}
      </Group>
      {at && asked.error && <Failed error={asked.error} again={() => void asked.refetch()} />}
      {at && asked.isPending && <Waiting />}
      {at && asked.data && !asked.error && (
        <Verdict
          answer={asked.data}
          names={new Map(eventType.hosts.map(({ userId, name }) => [userId, name]))}
          owner={eventType.owner?.name}
        />
      )}
    </Stack>
  );
}

type Told = Answer<typeof explainSlot>;

function Verdict({ answer, names, owner }: { answer: Told; names: Map<number, string>; owner: string | undefined }) {
  const text = useTexts(explainWords);
  const say = useSay();
  const inWords = useReasons();
  const { bookable, reasons, assignment, start } = answer;
  const Icon = bookable ? IconCheck : IconX;
  const nameOf = (id: number) =>
    names.get(id) ?? assignment?.ranking.find(({ userId }) => userId === id)?.name ?? owner ?? "";
  return (
    <Stack gap="sm" role="status">
      <Alert
        color={bookable ? "teal" : "red"}
        variant="light"
        icon={<Icon aria-hidden />}
        title={fill(bookable ? text.yes : text.no, { when: say.dateTime(start) })}
      >
        {assignment && assignment.hostIds.length > 0 && (
          <Text>{fill(text.takes, { names: assignment.hostIds.map(nameOf).filter(Boolean).join(", ") })}</Text>
        )}
        {reasons.length > 0 && (
          <List spacing="xs">
            {reasons.map((reason) => (
              <List.Item key={`${reason.rule}${reason.message}${reason.userId ?? ""}`}>
                <Text span fw={600}>
                  {reason.rule in text ? text[reason.rule as keyof typeof text] : reason.rule}
                </Text>
                {told(inWords(reason, reason.userId === undefined ? (owner ?? "") : nameOf(reason.userId)))}
              </List.Item>
            ))}
          </List>
        )}
      </Alert>
      {assignment && assignment.ranking.length > 1 && <Ranking ranking={assignment.ranking} />}
    </Stack>
  );
}

const told = (words: string) => (words ? `: ${words}` : "");

function Ranking({ ranking }: { ranking: NonNullable<Told["assignment"]>["ranking"] }) {
  const text = useTexts(explainWords);
  const say = useSay();
  const figures = { textAlign: "right" as const };
  return (
    <>
      <Text size="sm" c="dimmed">
        {text.ranking}
      </Text>
      <Table>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{text.host}</Table.Th>
            {[text.behind, text.had, text.weight, text.priority].map((one) => (
              <Table.Th key={one} style={figures}>
                {one}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {ranking.map((host) => (
            <Table.Tr key={host.userId}>
              <Table.Td>{host.name}</Table.Td>
              {(
                [
                  ["behind", host.shortfall],
                  ["had", host.bookings],
                  ["weight", host.weight],
                  ["priority", host.priority],
                ] as const
              ).map(([name, value]) => (
                <Table.Td key={name} style={figures}>
                  {say.number(Math.round(value * 100) / 100)}
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </>
  );
}
