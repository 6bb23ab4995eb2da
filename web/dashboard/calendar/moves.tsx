import { Button, Group, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useState } from "react";
import { rescheduleBooking } from "../../../src/domain/scheduling/bookings/visitor-operations.ts";
import { updateAppointment } from "../../../src/domain/services/appointments/operations.ts";
import { updateTimeBlock } from "../../../src/domain/services/time-blocks/operations.ts";
import { fill, useSay, useTexts } from "../../shared/locale.ts";
import { sayTaken } from "../appointments/taken.ts";
import { texts as appointmentTexts } from "../appointments/texts.ts";
import { useDo } from "../parts/data.ts";
import { tellFailure } from "../parts/form.tsx";
import { words } from "../parts/words.ts";
import { clashWith, type Employee, type Entry } from "./entries.ts";
import { texts } from "./texts.ts";

export type Place = { start: number; end: number; employeeId: number | null };
const iso = (instant: number) => new Date(instant).toISOString();

/**
 * Moves entries: they are where they were put at once, and go back where the server says that the time is taken. `shown` is
 * the entries as they are to be shown meanwhile.
 */
export function useMoves(entries: Entry[], staff: Employee[]) {
  const text = useTexts(texts);
  const common = useTexts(words);
  const appointmentWords = useTexts(appointmentTexts);
  const say = useSay();
  const [underway, setUnderway] = useState<Record<string, Place>>({});
  const put = usePut();

  async function move(entry: Entry, to: Place, undoing = false) {
    setUnderway((before) => ({ ...before, [entry.key]: to }));
    try {
      const undone = await put(entry, to);
      const when = `${say.date(iso(to.start))}, ${say.range(iso(to.start), iso(to.end))}`;
      const id = `moved-${entry.key}`;
      const undo = () => {
        notifications.hide(id);
        void move(undone, { start: entry.start, end: entry.end, employeeId: entry.employeeId }, true);
      };
      notifications.show({
        id: undoing ? `${id}-back` : id,
        color: "teal",
        autoClose: 10_000,
        closeButtonProps: { "aria-label": common.close },
        message: undoing ? (
          text.putBack
        ) : (
          <Group justify="space-between" wrap="nowrap">
            <Text size="sm">{fill(text.moved, { when })}</Text>
            <Button size="compact-sm" variant="light" onClick={undo}>
              {common.undo}
            </Button>
          </Group>
        ),
      });
    } catch (error) {
      const found = clashWith(entries, entry, to);
      const who = staff.find(({ id }) => id === to.employeeId)?.name;
      const clash =
        found && who
          ? {
              who,
              what: `${found.title}${found.detail ? `, ${found.detail}` : ""}`,
              start: iso(found.start),
              end: iso(found.end),
            }
          : null;
      tellFailure(text.stays)(sayTaken(error, appointmentWords, say, { clash, who }));
    } finally {
      setUnderway(({ [entry.key]: _, ...others }) => others);
    }
  }
  const shown = entries.map((entry) => (underway[entry.key] ? { ...entry, ...underway[entry.key] } : entry));
  return { shown, move: (entry: Entry, to: Place) => void move(entry, to) };
}

/** Does the move, each kind its own way, and answers the entry as it is then. */
function usePut() {
  const alsoChanges = ["availability", "audit"];
  const update = useDo(updateAppointment, { alsoChanges });
  const reschedule = useDo(rescheduleBooking);
  const updateBlock = useDo(updateTimeBlock, { alsoChanges });
  return async (entry: Entry, to: Place): Promise<Entry> => {
    if (entry.kind === "appointment") {
      const staff = to.employeeId === entry.employeeId ? {} : { employeeId: to.employeeId };
      const { version } = await update.mutateAsync({
        id: String(entry.id),
        startTime: iso(to.start),
        endTime: iso(to.end),
        ...staff,
        options: { ifMatch: entry.version! },
      });
      return { ...entry, ...to, version };
    }
    if (entry.kind === "booking") {
      await reschedule.mutateAsync({ uid: entry.uid!, start: iso(to.start), anyTime: true });
      return { ...entry, ...to };
    }
    const owner = to.employeeId === null || to.employeeId === entry.employeeId ? {} : { employeeId: to.employeeId };
    const { version } = await updateBlock.mutateAsync({
      id: String(entry.id),
      startTime: iso(to.start),
      endTime: iso(to.end),
      ...owner,
      options: { ifMatch: entry.version! },
    });
    return { ...entry, ...to, version };
  };
}
