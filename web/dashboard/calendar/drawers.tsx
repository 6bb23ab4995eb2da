import { Anchor, Button, Drawer, SegmentedControl, Select, SimpleGrid, Stack, Text, TextInput } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { Activity, useState } from "react";
import { createTimeBlock, deleteTimeBlock } from "../../../src/domain/services/time-blocks/operations.ts";
import { useClock, useSay, useTexts } from "../../shared/locale.ts";
import { AppointmentForm, type Beginning, minuteOfTime, timeOfMinute } from "../appointments/form.tsx";
import { sayTaken } from "../appointments/taken.ts";
import { texts as appointmentTexts } from "../appointments/texts.ts";
import { useDo } from "../parts/data.ts";
import { FormEnd, useConfirmDelete, useRecordForm } from "../parts/form.tsx";
import { words } from "../parts/words.ts";
import type { Employee, Entry } from "./entries.ts";
import type { Place } from "./moves.tsx";
import { texts } from "./texts.ts";
import { dateOf, instantAt, MINUTE, minuteOf } from "./zone.ts";

type Common = { staff: Employee[]; close: () => void };

/** What goes to a place that somebody pointed at: an appointment, or time that is blocked. */
export function NewDrawer({ beginning, staff, close }: Common & { beginning: Beginning | null }) {
  const text = useTexts(texts);
  const common = useTexts(words);
  const [what, setWhat] = useState("appointment");
  return (
    <Drawer
      opened={beginning !== null}
      onClose={close}
      position="right"
      size="lg"
      title={text.newEntry}
      closeButtonProps={{ "aria-label": common.close }}
    >
      {beginning && (
        <Stack gap="md">
          <SegmentedControl
            aria-label={text.what}
            value={what}
            onChange={setWhat}
            data={[
              { value: "appointment", label: text.appointment },
              { value: "block", label: text.blockTime },
            ]}
          />
          {/* Whoever looks at the other one finds what they typed when they come back. */}
          <Activity mode={what === "appointment" ? "visible" : "hidden"}>
            <AppointmentForm appointment={null} beginning={beginning} close={close} />
          </Activity>
          <Activity mode={what === "block" ? "visible" : "hidden"}>
            <BlockForm beginning={beginning} staff={staff} close={close} />
          </Activity>
        </Stack>
      )}
    </Drawer>
  );
}

function BlockForm({ beginning, staff, close }: Common & { beginning: Beginning }) {
  const text = useTexts(texts);
  const say = useSay();
  const clashWords = useTexts(appointmentTexts);
  const { timeZone } = useClock();
  const add = useDo(createTimeBlock, { alsoChanges: ["availability"] });
  const start = beginning.start ?? Date.now();
  const { form, refusal, sending, onSubmit } = useRecordForm(
    {
      ...timesOf(timeZone, start, start + (beginning.minutes ?? 60) * MINUTE),
      employeeId: beginning.employeeId ?? String(staff[0]?.id ?? ""),
      reason: "",
    },
    (values) => {
      const deed = add.deed({
        employeeId: Number(values.employeeId),
        ...instantsOf(timeZone, values),
        reason: values.reason || null,
      });
      const send = () =>
        deed.send().catch((error) => {
          throw sayTaken(error, clashWords, say, { who: nameIn(staff, values.employeeId) });
        });
      return { ...deed, send };
    },
    { done: close, nameOf: placeOfTime },
  );
  return (
    <form onSubmit={onSubmit} noValidate>
      <Stack gap="sm">
        <StaffSelect staff={staff} {...form.getInputProps("employeeId")} />
        <TimeFields form={form} />
        <TextInput label={text.reason} {...form.getInputProps("reason")} />
        <FormEnd form={form} refusal={refusal} sending={sending} cancel={close} />
      </Stack>
    </form>
  );
}

/** A booking or a block: what it is, and a form that moves it as dragging does. */
export function EntryDrawer({
  entry,
  staff,
  move,
  close,
}: Common & { entry: Entry | null; move: (entry: Entry, to: Place) => void }) {
  const common = useTexts(words);
  return (
    <Drawer
      opened={entry !== null}
      onClose={close}
      position="right"
      size="md"
      title={entry?.title ?? ""}
      closeButtonProps={{ "aria-label": common.close }}
    >
      {entry && <About key={entry.key} entry={entry} staff={staff} move={move} close={close} />}
    </Drawer>
  );
}

function About({ entry, staff, move, close }: Common & { entry: Entry; move: (entry: Entry, to: Place) => void }) {
  const text = useTexts(texts);
  const common = useTexts(words);
  const say = useSay();
  const remove = useDo(deleteTimeBlock, { alsoChanges: ["availability"] });
  const confirmDelete = useConfirmDelete();
  const [start, end] = [entry.start, entry.end].map((instant) => new Date(instant).toISOString()) as [string, string];
  return (
    <Stack gap="md">
      <Text className="figures">{dateSpan(say, start, end)}</Text>
      <Text c="dimmed">{[entry.detail, nameIn(staff, String(entry.employeeId))].filter(Boolean).join(" · ")}</Text>
      {entry.kind === "booking" && (
        <Anchor component={Link} to={"/bookings" as string} search={{ id: String(entry.id) } as never}>
          {text.openBooking}
        </Anchor>
      )}
      {entry.movable && <MoveForm entry={entry} staff={staff} move={move} close={close} />}
      {entry.kind === "block" && entry.movable && (
        <Button
          variant="subtle"
          color="red"
          style={{ alignSelf: "start" }}
          onClick={() =>
            confirmDelete(entry.title, async () => {
              await remove.mutateAsync({ id: String(entry.id) });
              close();
            })
          }
        >
          {common.delete}
        </Button>
      )}
    </Stack>
  );
}

const dateSpan = (say: ReturnType<typeof useSay>, start: string, end: string) =>
  say.date(start) === say.date(end)
    ? `${say.date(start)}, ${say.range(start, end)}`
    : `${say.dateTime(start)} – ${say.dateTime(end)}`;

function MoveForm({ entry, staff, move, close }: Common & { entry: Entry; move: (entry: Entry, to: Place) => void }) {
  const text = useTexts(texts);
  const { timeZone } = useClock();
  const { form, refusal, sending, onSubmit } = useRecordForm(
    { ...timesOf(timeZone, entry.start, entry.end), employeeId: String(entry.employeeId ?? "") },
    (values) => {
      const { startTime, endTime } = instantsOf(timeZone, values);
      const start = Date.parse(startTime);
      const end = entry.flexible ? Date.parse(endTime) : start + entry.end - entry.start;
      const employeeId = values.employeeId ? Number(values.employeeId) : null;
      return {
        // Whatever it is that moves, its times are as those of a block.
        asks: [{ operation: createTimeBlock, input: { employeeId: employeeId ?? undefined, startTime, endTime } }],
        send: async () => move(entry, { start, end, employeeId, resources: entry.resources }),
      };
    },
    { done: close, nameOf: placeOfTime },
  );
  return (
    <form onSubmit={onSubmit} noValidate>
      <Stack gap="sm">
        <StaffSelect staff={staff} {...form.getInputProps("employeeId")} />
        <TimeFields form={form} fixedLength={!entry.flexible} />
        <FormEnd form={form} refusal={refusal} sending={sending} label={text.move} />
      </Stack>
    </form>
  );
}

type TimeForm = { getInputProps: (name: "date" | "start" | "end") => object };
function TimeFields({ form, fixedLength = false }: { form: TimeForm; fixedLength?: boolean }) {
  const text = useTexts(texts);
  return (
    <SimpleGrid cols={{ base: 2, xs: 3 }} spacing="sm">
      <TextInput type="date" label={text.date} required {...form.getInputProps("date")} />
      <TextInput type="time" label={text.start} required {...form.getInputProps("start")} />
      {!fixedLength && <TextInput type="time" label={text.end} required {...form.getInputProps("end")} />}
    </SimpleGrid>
  );
}

function StaffSelect({ staff, ...props }: { staff: Employee[] } & object) {
  const { staff: label } = useTexts(appointmentTexts);
  return (
    <Select
      label={label}
      allowDeselect={false}
      data={staff.map(({ id, name }) => ({ value: String(id), label: name }))}
      {...props}
    />
  );
}

const nameIn = (staff: Employee[], id: string) => staff.find((one) => String(one.id) === id)?.name;

const timesOf = (zone: string, start: number, end: number) => ({
  date: dateOf(zone, start),
  start: timeOfMinute(minuteOf(zone, start)),
  end: timeOfMinute(minuteOf(zone, end)),
});

/** Beside which input it is said what is wrong with a time. */
const placeOfTime = (field: string, { date }: { date: string }) =>
  field === "startTime" ? (date ? "start" : "date") : field === "endTime" ? (date ? "end" : "date") : field;

/** An end that is not after its start lies on the next day. */
function instantsOf(zone: string, { date, start, end }: { date: string; start: string; end: string }) {
  const [from, to] = [minuteOfTime(start), minuteOfTime(end)];
  // Without a time the operation says so beside the field.
  const instant = (minute: number) =>
    date && start && end ? new Date(instantAt(zone, date, minute)).toISOString() : "";
  return { startTime: instant(from), endTime: instant(to > from ? to : to + 1440) };
}
