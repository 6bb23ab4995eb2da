import { Anchor, Button, Checkbox, Group, List, Modal, Stack, Text, TextInput } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { Link, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { listAppointments } from "../../../src/domain/services/appointments/operations.ts";
import { moveVisitOperation, searchVisits } from "../../../src/domain/services/visits/operations.ts";
import type { ItemOf } from "../../shared/api.ts";
import { useClock, useSay, useTexts } from "../../shared/locale.ts";
import { useSession } from "../app/session.tsx";
import { addDays } from "../calendar/zone.ts";
import { useAll, useAsk, useDo } from "../parts/data.ts";
import { FormEnd, useRecordForm } from "../parts/form.tsx";
import { instantAt, wallTimeAt } from "../parts/zoned.ts";
import { OpenSlots } from "./slots.tsx";
import { StatusBadge } from "./status.tsx";
import { texts } from "./texts.ts";

/** The other services that the customer booked for the same visit, each a link to its own appointment. */
export function VisitParts({ id, visitUid }: { id: number; visitUid: string }) {
  const text = useTexts(texts);
  const say = useSay();
  const search = useSearch({ strict: false }) as Record<string, string>;
  const { may, onlyOwn } = useSession();
  const [moving, { open, close }] = useDisclosure();
  const all = useAll(listAppointments, { visitUid }).data ?? [];
  const others = all.filter((one) => one.id !== id);
  const left = all.filter(({ status }) => status === "pending" || status === "approved");
  if (others.length === 0) return null;
  return (
    <Stack gap={4}>
      <Text size="sm" fw={600}>
        {text.sameVisit}
      </Text>
      <List listStyleType="none" size="sm">
        {others.map((one) => (
          <List.Item key={one.id}>
            <Group gap="xs">
              <Anchor component={Link} to="." search={{ ...search, id: String(one.id) } as never} replace size="sm">
                {`${one.service.name}, ${say.range(one.startTime, one.endTime)}`}
              </Anchor>
              <Text size="sm" c="dimmed">
                {one.employee?.name}
              </Text>
              {one.status !== "approved" && <StatusBadge status={one.status} />}
            </Group>
          </List.Item>
        ))}
      </List>
      {left.length > 1 && may("appointments:write") && !onlyOwn && (
        <Group>
          <Button variant="default" size="xs" onClick={open}>
            {text.moveVisit}
          </Button>
        </Group>
      )}
      <Modal opened={moving} onClose={close} title={text.moveVisit}>
        <MoveVisit visitUid={visitUid} left={left} close={close} />
      </Modal>
    </Stack>
  );
}

type Part = ItemOf<typeof listAppointments>;
type MoveProps = { visitUid: string; left: Part[]; close: () => void };

/** All that is left of it, to any time that nothing else has taken. */
function MoveVisit({ visitUid, left, close }: MoveProps) {
  const text = useTexts(texts);
  const say = useSay();
  const { timeZone } = useClock();
  const move = useDo(moveVisitOperation, { alsoChanges: ["appointments"] });
  const [date = "", time = ""] = wallTimeAt(timeZone, left[0]!.startTime).split(" ");
  const { onSubmit, ...record } = useRecordForm(
    { date, time: time.slice(0, 5), notify: true },
    ({ notify, ...values }) =>
      move.deed({
        uid: visitUid,
        startTime: values.date && values.time && instantAt(timeZone, `${values.date} ${values.time}`),
        ...(notify ? {} : { notify }),
      }),
    { done: close, nameOf: (field) => (field === "startTime" ? "time" : field) },
  );
  const { form } = record;
  return (
    <form onSubmit={onSubmit} noValidate>
      <Stack gap="sm">
        <Group grow align="flex-start">
          <TextInput type="date" label={text.date} required {...form.getInputProps("date")} />
          <TextInput type="time" label={text.time} required {...form.getInputProps("time")} />
        </Group>
        <Text size="sm" c="dimmed">
          {say.zone}
        </Text>
        <OpenTimesOfVisit left={left} {...form.values} pick={(at) => form.setFieldValue("time", at)} />
        <Checkbox label={text.notify} {...form.getInputProps("notify", { type: "checkbox" })} />
      </Stack>
      <FormEnd {...record} cancel={close} label={text.moveVisit} />
    </form>
  );
}

type PickProps = { left: Part[]; date: string; time: string; pick: (time: string) => void };

/** The starts that its customer could choose too: any of its appointments stands for the visit. */
function OpenTimesOfVisit({ left, date, time, pick }: PickProps) {
  const { timeZone } = useClock();
  // Starts are found for what is not over yet. Staff move all of it, and of that they would not be the starts.
  const [begun] = useState(() => left.some(({ endTime }) => Date.parse(endTime) <= Date.now()));
  // Days are asked for as they are where the visit takes place, whose clock may be another one.
  const around = (day: string) => ({ from: addDays(day, -1), to: addDays(day, 1) });
  const open = useAsk(searchVisits, date && !begun ? { moving: left[0]!.uid, timeZone, ...around(date) } : null);
  if (!date || begun) return null;
  return (
    <OpenSlots
      days={open.isPlaceholderData ? undefined : open.data?.days}
      error={open.error}
      again={() => void open.refetch()}
      date={date}
      time={time}
      zone={timeZone}
      pick={pick}
    />
  );
}
