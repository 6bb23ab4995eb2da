import {
  Button,
  Center,
  Group,
  Loader,
  SegmentedControl,
  SimpleGrid,
  Stack,
  Text,
  Textarea,
  TextInput,
} from "@mantine/core";
import { DatePicker } from "@mantine/dates";
import "dayjs/locale/de.js";
import "dayjs/locale/es.js";
import "dayjs/locale/fr.js";
import "dayjs/locale/pt.js";
import { useState } from "react";
import { rescheduleBooking } from "../../../src/domain/scheduling/bookings/visitor-operations.ts";
import { listSlots } from "../../../src/domain/scheduling/slots/operations.ts";
import { fill, useClock, useLocale, useSay, useTexts } from "../../shared/locale.ts";
import { useAsk, useDo } from "../parts/data.ts";
import { useRecordForm } from "../parts/form.tsx";
import { Failed } from "../parts/states.tsx";
import { words } from "../parts/words.ts";
import { instantAt, wallTimeAt } from "../parts/zoned.ts";
import { Acting, type FormProps } from "./acting.tsx";
import { acting } from "./texts-acting.ts";

/** Moves a booking: to an open slot, or, as its host, to any time that nothing else has taken. */
export function RescheduleForm({ booking, close }: FormProps) {
  const text = useTexts(acting);
  const say = useSay();
  const { timeZone } = useClock();
  const move = useDo(rescheduleBooking, { alsoChanges: ["insights", "slots"] });
  const [date = "", time = ""] = wallTimeAt(timeZone, booking.startTime).split(" ");
  const record = useRecordForm(
    { how: booking.eventTypeId === null ? "any" : "open", start: "", date, time: time.slice(0, 5), reason: "" },
    (values) => {
      const anyTime = values.how === "any";
      const typed = values.date && values.time && instantAt(timeZone, `${values.date} ${values.time}`);
      const start = anyTime ? typed : values.start;
      return move.deed({ uid: booking.uid, start, anyTime, reason: values.reason || undefined });
    },
    { done: close, nameOf: (field) => (field === "start" ? "date" : field) },
  );
  const { form } = record;
  const missing = (form.values.how === "any" ? (["date", "time"] as const) : (["start"] as const)).filter(
    (field) => !form.values[field],
  );
  const refuse = () => form.setErrors(Object.fromEntries(missing.map((field) => [field, text.chooseTime])));
  const modes = [
    { value: "open", label: text.openTimes, disabled: booking.eventTypeId === null },
    { value: "any", label: text.anyTime },
  ];
  return (
    <Acting
      title={text.move}
      {...record}
      onSubmit={(event) => {
        if (missing.length === 0) return record.onSubmit(event);
        event?.preventDefault();
        refuse();
      }}
      close={close}
    >
      <Text size="sm" c="dimmed">
        {fill(text.was, { time: `${say.date(booking.startTime)}, ${say.range(booking.startTime, booking.endTime)}` })}
      </Text>
      <SegmentedControl aria-label={text.reschedule} data={modes} {...form.getInputProps("how")} />
      {form.values.how === "open" ? (
        <>
          <OpenTimes booking={booking} start={form.values.start} pick={(start) => form.setFieldValue("start", start)} />
          {form.errors.start && (
            <Text size="sm" c="var(--mantine-color-error)" role="alert">
              {form.errors.start}
            </Text>
          )}
        </>
      ) : (
        <Stack gap="xs">
          <Text size="sm">{booking.eventTypeId === null ? text.noEventType : text.anyTimeHint}</Text>
          <Group grow>
            <TextInput type="date" label={text.day} required {...form.getInputProps("date")} />
            <TextInput type="time" label={text.start} required {...form.getInputProps("time")} />
          </Group>
          <Text size="sm" c="dimmed">
            {say.zone}
          </Text>
        </Stack>
      )}
      <Textarea
        label={text.reason}
        description={text.reasonHint}
        autosize
        minRows={2}
        {...form.getInputProps("reason")}
      />
    </Acting>
  );
}

type Picking = { booking: FormProps["booking"]; start: string; pick: (start: string) => void };

/** The month with its open days, and the times of the day that is chosen: the first open one to begin with. */
function OpenTimes({ booking, start, pick }: Picking) {
  const text = useTexts(acting);
  const say = useSay();
  const locale = useLocale();
  const { timeZone } = useClock();
  const { loading } = useTexts(words);
  const today = wallTimeAt(timeZone, new Date().toISOString()).slice(0, 10);
  const [month, setMonth] = useState(`${today.slice(0, 7)}-01`);
  const [chosen, setChosen] = useState<string | null>(null);
  const slots = useAsk(listSlots, {
    eventTypeId: String(booking.eventTypeId),
    rescheduleUid: booking.uid,
    timeZone,
    start: month < today ? today : month,
    end: lastOf(month),
  });
  const days = slots.isPlaceholderData ? {} : (slots.data?.slots ?? {});
  const day = chosen && days[chosen] ? chosen : (Object.keys(days).sort()[0] ?? null);
  // A time of a day that is no longer shown is not what one means to move to.
  const leave = () => start && pick("");
  if (slots.error) return <Failed error={slots.error} again={() => void slots.refetch()} />;
  return (
    <Stack gap="xs" align="stretch">
      <Center>
        <DatePicker
          locale={locale}
          value={day}
          date={month}
          onDateChange={(next) => {
            setMonth(`${next.slice(0, 7)}-01`);
            leave();
          }}
          onChange={(next) => {
            if (!next || next === day) return;
            setChosen(next);
            leave();
          }}
          minDate={today}
          excludeDate={(date) => !days[date]}
          maxLevel="month"
          aria-label={text.pickDay}
          ariaLabels={{ previousMonth: text.previousMonth, nextMonth: text.nextMonth }}
          weekendDays={[]}
          hideOutsideDates
        />
      </Center>
      {slots.isFetching && !day ? (
        <Center>
          <Loader size="sm" role="status" aria-label={loading} />
        </Center>
      ) : day ? (
        <>
          <Text fw={600}>{fill(text.times, { day: say.day(day) })}</Text>
          <SimpleGrid cols={{ base: 3, xs: 4 }} spacing={6}>
            {days[day]!.map((slot) => (
              <Button
                key={slot.start}
                variant={slot.start === start ? "filled" : "default"}
                aria-pressed={slot.start === start}
                px={4}
                onClick={() => pick(slot.start)}
              >
                {say.time(slot.start)}
              </Button>
            ))}
          </SimpleGrid>
        </>
      ) : (
        <Text c="dimmed">{text.noTimes}</Text>
      )}
    </Stack>
  );
}

const lastOf = (month: string) => {
  const [year, number] = month.split("-").map(Number) as [number, number];
  return new Date(Date.UTC(year, number, 0)).toISOString().slice(0, 10);
};
