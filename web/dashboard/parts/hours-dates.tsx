import { ActionIcon, Button, Group, Stack, Text, TextInput } from "@mantine/core";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import { useState } from "react";
import { fill, useSay, useTexts } from "../../shared/locale.ts";
import { AddRange, type Place, RangeRow } from "./hours-day.tsx";
import { type DateHours, nextRange, overlappingInDate } from "./hours-rules.ts";
import { texts } from "./hours-texts.ts";

type Props = {
  dates: DateHours[];
  change: (dates: DateHours[]) => void;
  places?: Place[] | undefined;
  readOnly: boolean;
};

/** Dates whose hours differ from the week's; one without a range is off. */
export function HoursDates({ dates, change, places, readOnly }: Props) {
  const text = useTexts(texts);
  return (
    <Stack gap="sm">
      <Text size="sm" c="dimmed">
        {text.datesText}
      </Text>
      {dates.map((entry, index) => (
        <OneDate
          key={entry.date}
          entry={entry}
          change={(changed) => change(dates.with(index, changed))}
          remove={() => change(dates.toSpliced(index, 1))}
          places={places}
          readOnly={readOnly}
        />
      ))}
      {!readOnly && (
        <NewDate
          taken={dates.map(({ date }) => date)}
          add={(date) => change([...dates, { date, ranges: [] }].sort((a, b) => a.date.localeCompare(b.date)))}
        />
      )}
    </Stack>
  );
}

function OneDate({
  entry,
  change,
  remove,
  places,
  readOnly,
}: {
  entry: DateHours;
  change: (entry: DateHours) => void;
  remove: () => void;
  places?: Place[] | undefined;
  readOnly: boolean;
}) {
  const text = useTexts(texts);
  const say = useSay();
  const name = say.day(entry.date);
  const wrong = overlappingInDate(entry.ranges);
  const { ranges } = entry;
  return (
    <Group align="flex-start" gap="xs" role="group" aria-label={name}>
      <Text w={140} pt={7}>
        {name}
      </Text>
      <Stack gap={6}>
        {ranges.length === 0 && (
          <Text c="dimmed" pt={7}>
            {text.closed}
          </Text>
        )}
        {ranges.map((range, index) => (
          <RangeRow
            key={index}
            range={range}
            day={name}
            n={index + 1}
            wrong={wrong}
            places={places}
            readOnly={readOnly}
            change={(changed) => change({ ...entry, ranges: ranges.with(index, changed) })}
            remove={() => change({ ...entry, ranges: ranges.toSpliced(index, 1) })}
          />
        ))}
        {wrong && (
          <Text size="sm" c="red" role="alert">
            {text.overlap}
          </Text>
        )}
      </Stack>
      {!readOnly && (
        <Group gap={2} pt={4}>
          <AddRange
            day={name}
            add={() => change({ ...entry, ranges: [...ranges, nextRange(ranges, { start: "09:00", end: "17:00" })] })}
          />
          <ActionIcon variant="subtle" color="gray" aria-label={fill(text.removeDate, { day: name })} onClick={remove}>
            <IconTrash size={16} aria-hidden />
          </ActionIcon>
        </Group>
      )}
    </Group>
  );
}

function NewDate({ taken, add }: { taken: string[]; add: (date: string) => void }) {
  const text = useTexts(texts);
  const [date, setDate] = useState("");
  return (
    <Group gap="xs" align="flex-end">
      <TextInput
        type="date"
        label={text.date}
        value={date}
        onChange={({ currentTarget }) => setDate(currentTarget.value)}
      />
      <Button
        variant="default"
        leftSection={<IconPlus size={16} aria-hidden />}
        disabled={!date || taken.includes(date)}
        onClick={() => {
          add(date);
          setDate("");
        }}
      >
        {text.addDate}
      </Button>
    </Group>
  );
}
