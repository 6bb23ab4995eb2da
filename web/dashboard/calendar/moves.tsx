import { Button, Group, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useRef, useState } from "react";
import { reassignBookingOperation } from "../../../src/domain/scheduling/bookings/operations.ts";
import { rescheduleBooking } from "../../../src/domain/scheduling/bookings/visitor-operations.ts";
import { updateAppointment } from "../../../src/domain/services/appointments/operations.ts";
import { updateTimeBlock } from "../../../src/domain/services/time-blocks/operations.ts";
import { ApiError } from "../../shared/api.ts";
import { newKey } from "../../shared/keys.ts";
import { fill, useSay, useTexts } from "../../shared/locale.ts";
import { sayTaken } from "../appointments/taken.ts";
import { texts as appointmentTexts } from "../appointments/texts.ts";
import { useDo } from "../parts/data.ts";
import { tellFailure } from "../parts/form.tsx";
import { words } from "../parts/words.ts";
import { bookingKey, clashWith, type Employee, type Entry, type Needs } from "./entries.ts";
import { clashInRoom, keptBy, type Room } from "./rooms.ts";
import { texts } from "./texts.ts";

/** `hostId`: the host a booking goes back to, who may be on no staff list. */
export type Place = { start: number; end: number; employeeId: number | null; resources: Needs; hostId?: number | null };
const iso = (instant: number) => new Date(instant).toISOString();

/**
 * Moves entries: they are where they were put at once, and go back where the server says that the time is taken. `shown` is
 * the entries as they are to be shown meanwhile.
 */
export function useMoves(entries: Entry[], staff: Employee[], rooms: Room[]) {
  const text = useTexts(texts);
  const common = useTexts(words);
  const appointmentWords = useTexts(appointmentTexts);
  const say = useSay();
  const [underway, setUnderway] = useState<Record<string, Place>>({});
  const put = usePut(staff);
  // What was told of each entry last: the next move of it makes that untrue.
  const told = useRef<Record<string, string>>({});

  const tellKept = (message: string) =>
    notifications.show({ title: text.stays, message, color: "red", autoClose: 8000 });
  const nameOf = (employeeId: number | null) => staff.find(({ id }) => id === employeeId)?.name;

  /** Why it cannot go there, whatever time is free. */
  function obstacle(entry: Entry, to: Place): string | null {
    const kept = rooms.find(({ id }) => id === keptBy(entry, to.resources));
    if (kept) return fill(text.alwaysTakes, { room: kept.name });
    if (entry.kind !== "booking" || to.hostId || to.employeeId === null || to.employeeId === entry.employeeId)
      return null;
    const who = nameOf(to.employeeId) ?? "";
    if (entries.some(({ key }) => key === bookingKey(entry.id, to.employeeId))) return fill(text.hostsAlready, { who });
    return staff.find(({ id }) => id === to.employeeId)?.userId ? null : fill(text.hasNoAccount, { who });
  }

  async function move(entry: Entry, to: Place, undoing = false) {
    const stays = obstacle(entry, to);
    if (stays) return tellKept(stays);
    setUnderway((before) => ({ ...before, [entry.key]: to }));
    try {
      const undone = await put(entry, to);
      const when = `${say.date(iso(to.start))}, ${say.range(iso(to.start), iso(to.end))}`;
      const what = `${entry.kind} ${entry.id}`;
      if (told.current[what]) notifications.hide(told.current[what]);
      const id = newKey();
      told.current[what] = id;
      const undo = () => {
        notifications.hide(id);
        const { start, end, employeeId, resources, hostId } = entry;
        void move(undone, { start, end, employeeId, resources, hostId }, true);
      };
      notifications.show({
        id,
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
      const who = nameOf(to.employeeId);
      if (isNoHost(error)) return tellKept(fill(text.isNoHost, { who: who ?? "", what: entry.detail }));
      const theirs = clashWith(entries, entry, to);
      const inRoom = clashInRoom(entries, entry, to, rooms);
      const clash =
        theirs && who ? clashOf(who, theirs) : inRoom && !theirs ? clashOf(inRoom.room.name, inRoom.entry) : null;
      tellFailure(text.stays)(sayTaken(error, appointmentWords, say, { clash, who }));
    } finally {
      setUnderway(({ [entry.key]: _, ...others }) => others);
    }
  }
  const shown = entries.map((entry) => (underway[entry.key] ? { ...entry, ...underway[entry.key] } : entry));
  return { shown, move: (entry: Entry, to: Place) => void move(entry, to) };
}

const isNoHost = (error: unknown) =>
  error instanceof ApiError && error.status === 422 && error.details.some(({ field }) => field === "userId");

const clashOf = (who: string, { title, detail, start, end }: Entry) => ({
  who,
  what: `${title}${detail ? `, ${detail}` : ""}`,
  start: iso(start),
  end: iso(end),
});

/** Does the move, each kind its own way, and answers the entry as it is then. */
function usePut(staff: Employee[]) {
  const alsoChanges = ["availability", "audit"];
  const update = useDo(updateAppointment, { alsoChanges });
  const reschedule = useDo(rescheduleBooking);
  const reassign = useDo(reassignBookingOperation);
  const updateBlock = useDo(updateTimeBlock, { alsoChanges });
  return async (entry: Entry, to: Place): Promise<Entry> => {
    if (entry.kind === "appointment") {
      const staff = to.employeeId === entry.employeeId ? {} : { employeeId: to.employeeId };
      const things = to.resources === entry.resources ? {} : { resources: to.resources };
      const { version } = await update.mutateAsync({
        id: String(entry.id),
        startTime: iso(to.start),
        endTime: iso(to.end),
        ...staff,
        ...things,
        options: { ifMatch: entry.version! },
      });
      return { ...entry, ...to, version };
    }
    if (entry.kind === "booking") {
      const host = to.hostId ?? staff.find(({ id }) => id === to.employeeId)?.userId ?? entry.hostId;
      const [uid, start] = [entry.uid!, iso(to.start)];
      if (host === null || host === entry.hostId) await reschedule.mutateAsync({ uid, start, anyTime: true });
      else await reassign.mutateAsync({ uid, start, userId: host, fromUserId: entry.hostId ?? undefined });
      return { ...entry, ...to, hostId: host, key: bookingKey(entry.id, to.employeeId) };
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
