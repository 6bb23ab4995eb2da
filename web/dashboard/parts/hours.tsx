import { Group, Stack, Switch, Text } from "@mantine/core";
import { useState } from "react";
import { fill, useLocale, useTexts } from "../../shared/locale.ts";
import { Fold } from "./fold.tsx";
import { HoursDates } from "./hours-dates.tsx";
import { AddRange, CopyDay, type Place, RangeRow } from "./hours-day.tsx";
import { copyDay, type DayRange, type Hours, nextRange, overlapping, type Range } from "./hours-rules.ts";
import { texts } from "./hours-texts.ts";

export type { Hours } from "./hours-rules.ts";
export { hoursAreWrong, hoursLack } from "./hours-rules.ts";

type Props = {
  value: Hours;
  onChange: (hours: Hours) => void;
  /** With more than one, ranges can be of one of them alone. */
  places?: Place[] | undefined;
  /** Left out where there are no breaks, as in schedules of event types. */
  withBreaks?: boolean;
  readOnly?: boolean;
};

/**
 * Weekly hours with several ranges a day, breaks and dates that differ. It shows what overlaps; `hoursAreWrong` says
 * whether anything does, before it is sent.
 */
export function HoursEditor({ value, onChange, places: known = [], withBreaks = true, readOnly = false }: Props) {
  const text = useTexts(texts);
  const { weekly, breaks, overrides } = value;
  const all = [...weekly, ...breaks, ...overrides.flatMap(({ ranges }) => ranges)];
  const [byPlace, setByPlace] = useState(all.some(({ locationId }) => locationId));
  const places = byPlace ? known : [];
  return (
    <Stack gap="lg">
      {known.length > 1 && !readOnly && (
        <Switch
          label={text.byPlace}
          checked={byPlace}
          // Hours of one location cannot be hidden: they would be taken for hours of every one.
          disabled={all.some(({ locationId }) => locationId)}
          onChange={({ currentTarget }) => setByPlace(currentTarget.checked)}
        />
      )}
      <Week
        label={text.weekly}
        ranges={weekly}
        change={(weekly) => onChange({ ...value, weekly })}
        first={{ start: "09:00", end: "17:00" }}
        none={text.closed}
        places={places}
        readOnly={readOnly}
      />
      {withBreaks && (!readOnly || breaks.length > 0) && (
        <Fold label={text.breaks} open={breaks.length > 0}>
          <Text size="sm" c="dimmed">
            {text.breaksText}
          </Text>
          <Week
            label={text.breaks}
            ranges={breaks}
            change={(breaks) => onChange({ ...value, breaks })}
            first={{ start: "12:00", end: "13:00" }}
            none={text.noBreak}
            places={places}
            readOnly={readOnly}
          />
        </Fold>
      )}
      {(!readOnly || overrides.length > 0) && (
        <Fold label={text.dates} open={overrides.length > 0}>
          <HoursDates
            dates={overrides}
            change={(overrides) => onChange({ ...value, overrides })}
            places={places}
            readOnly={readOnly}
          />
        </Fold>
      )}
    </Stack>
  );
}

type WeekProps = {
  label: string;
  ranges: DayRange[];
  change: (ranges: DayRange[]) => void;
  first: Range;
  none: string;
  places?: Place[] | undefined;
  readOnly: boolean;
};

function Week({ label, ranges, change, first, none, places, readOnly }: WeekProps) {
  const days = useDays();
  const wrong = overlapping(ranges);
  return (
    <Stack gap="xs" role="group" aria-label={label}>
      {days.map(({ day, name }) => (
        <Day
          key={day}
          name={name}
          label={label}
          ranges={ranges.filter((one) => one.day === day)}
          wrong={wrong}
          none={none}
          places={places}
          readOnly={readOnly}
          others={days.filter((one) => one.day !== day)}
          change={(of) =>
            change([...ranges.filter((one) => one.day !== day), ...of.map((range) => ({ ...range, day }))])
          }
          copy={(to) => change(copyDay(ranges, day, to))}
          first={first}
        />
      ))}
    </Stack>
  );
}

type DayProps = Omit<WeekProps, "ranges" | "change"> & {
  name: string;
  ranges: DayRange[];
  wrong: Set<DayRange>;
  others: { day: number; name: string }[];
  change: (ranges: Range[]) => void;
  copy: (to: number[]) => void;
};

function Day({ name, label, ranges, wrong, none, places, readOnly, others, change, copy, first }: DayProps) {
  const text = useTexts(texts);
  const open = ranges.length > 0;
  return (
    <Group align="flex-start" gap="xs" wrap="wrap">
      <Switch
        checked={open}
        disabled={readOnly}
        label={name}
        aria-label={`${label}, ${fill(text.open, { day: name })}`}
        onChange={({ currentTarget }) => change(currentTarget.checked ? [first] : [])}
        w={140}
        pt={7}
      />
      <Stack gap={6} miw={0}>
        {ranges.map((range, index) => (
          <RangeRow
            key={index}
            range={range}
            day={name}
            n={index + 1}
            wrong={wrong.has(range)}
            places={places}
            readOnly={readOnly}
            change={(changed) => change(ranges.with(index, changed))}
            remove={() => change(ranges.toSpliced(index, 1))}
            more={
              index === 0 &&
              !readOnly && (
                <>
                  <AddRange day={name} add={() => change([...ranges, nextRange(ranges, first)])} />
                  <CopyDay day={name} others={others} copy={copy} />
                </>
              )
            }
          />
        ))}
        {!open && (
          <Text c="dimmed" pt={7}>
            {none}
          </Text>
        )}
        {ranges.some((range) => wrong.has(range)) && (
          <Text size="sm" c="red" role="alert">
            {text.overlap}
          </Text>
        )}
      </Stack>
    </Group>
  );
}

/** The days as a calendar of the reader's language has them: from Sunday in English, else from Monday. */
function useDays() {
  const locale = useLocale();
  const name = new Intl.DateTimeFormat(locale, { weekday: "long", timeZone: "UTC" });
  const order = locale === "en" ? [0, 1, 2, 3, 4, 5, 6] : [1, 2, 3, 4, 5, 6, 0];
  // 5 January 2025 was a Sunday.
  return order.map((day) => ({ day, name: name.format(Date.UTC(2025, 0, 5 + day)) }));
}
