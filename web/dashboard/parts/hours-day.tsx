import { ActionIcon, Button, Checkbox, Group, Popover, Select, Stack, Text, TextInput } from "@mantine/core";
import { IconCopy, IconPlus, IconX } from "@tabler/icons-react";
import { type ReactNode, useState } from "react";
import { fill, useTexts } from "../../shared/locale.ts";
import type { Range } from "./hours-rules.ts";
import { texts } from "./hours-texts.ts";
import { words } from "./words.ts";

export type Place = { id: number; name: string };

/** One range of a day: from, to, and where, if there is a choice. */
export function RangeRow<One extends Range>({
  range,
  day,
  n,
  wrong,
  change,
  remove,
  places = [],
  readOnly = false,
  more,
}: {
  range: One;
  /** What the day is called, for those who do not see where it stands. */
  day: string;
  n: number;
  wrong: boolean;
  change: (range: One) => void;
  remove: () => void;
  places?: Place[] | undefined;
  readOnly?: boolean | undefined;
  /** What else can be done with the day, at the end of its first range. */
  more?: ReactNode;
}) {
  const text = useTexts(texts);
  const { required } = useTexts(words);
  const named = { day, n };
  const time = (field: "start" | "end", label: string) => (
    <TextInput
      type="time"
      aria-label={fill(label, named)}
      // A time input knows no 24:00; as an end both mean midnight.
      value={range[field] === "24:00" ? "00:00" : range[field]}
      error={wrong || !range[field]}
      readOnly={readOnly}
      onChange={({ currentTarget }) => change({ ...range, [field]: currentTarget.value })}
      w={96}
      className="clock"
    />
  );
  return (
    <Stack gap={2}>
      <Group gap={6} wrap="nowrap">
        {time("start", text.from)}
        <span aria-hidden>–</span>
        {time("end", text.to)}
        {!readOnly && (
          <ActionIcon variant="subtle" color="gray" aria-label={fill(text.remove, named)} onClick={remove}>
            <IconX size={16} aria-hidden />
          </ActionIcon>
        )}
        {more}
      </Group>
      {(!range.start || !range.end) && (
        <Text size="sm" c="red" role="alert">
          {required}
        </Text>
      )}
      {places.length > 1 && (
        <Select
          aria-label={fill(text.place, named)}
          data={[
            { value: "", label: text.everywhere },
            ...places.map(({ id, name }) => ({ value: String(id), label: name })),
          ]}
          value={range.locationId ? String(range.locationId) : ""}
          allowDeselect={false}
          readOnly={readOnly}
          onChange={(id) => change({ ...range, locationId: id ? Number(id) : null })}
          size="xs"
          w={206}
        />
      )}
      {range.start && range.end && range.end !== "24:00" && range.end !== "00:00" && range.end <= range.start && (
        <Text size="xs" c="dimmed">
          {text.nextDay}
        </Text>
      )}
    </Stack>
  );
}

export function AddRange({ day, add }: { day: string; add: () => void }) {
  const text = useTexts(texts);
  return (
    <ActionIcon variant="subtle" aria-label={fill(text.add, { day })} onClick={add}>
      <IconPlus size={16} aria-hidden />
    </ActionIcon>
  );
}

/** Puts a day's ranges on others too. */
export function CopyDay({
  day,
  others,
  copy,
}: {
  day: string;
  others: { day: number; name: string }[];
  copy: (to: number[]) => void;
}) {
  const text = useTexts(texts);
  const [open, setOpen] = useState(false);
  const [chosen, setChosen] = useState<string[]>([]);
  return (
    <Popover opened={open} onChange={setOpen} trapFocus returnFocus position="bottom-end">
      <Popover.Target>
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={fill(text.copy, { day })}
          onClick={() => {
            setChosen([]);
            setOpen(!open);
          }}
        >
          <IconCopy size={16} aria-hidden />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown aria-label={fill(text.copy, { day })}>
        <Stack gap="xs">
          <Checkbox.Group label={text.copyTo} value={chosen} onChange={setChosen}>
            <Stack gap={6} mt={6}>
              {others.map(({ day, name }) => (
                <Checkbox key={day} value={String(day)} label={name} />
              ))}
            </Stack>
          </Checkbox.Group>
          <Button
            size="xs"
            disabled={chosen.length === 0}
            onClick={() => {
              copy(chosen.map(Number));
              setOpen(false);
            }}
          >
            {text.apply}
          </Button>
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}
