import type { useCalendarData } from "./data.ts";
import type { Entry } from "./entries.ts";
import type { Column } from "./grid.tsx";
import { type Room, takingNone } from "./rooms.ts";

type Data = ReturnType<typeof useCalendarData>;

/** Staff side by side, and what is nobody's where there is any. */
export function staffColumns(
  { staff, entries, closed }: Data,
  date: string,
  person: string | undefined,
  others: string,
): Column[] {
  const columns = staff
    .filter(({ id }) => !person || String(id) === person)
    .map(({ id, name }) => ({
      key: String(id),
      date,
      employeeId: id as number | null,
      all: false,
      label: name,
      closed: closed(id, date),
    }));
  const ids = new Set(staff.map(({ id }) => id));
  const lost = !person && entries.some(({ employeeId }) => employeeId === null || !ids.has(employeeId));
  return lost
    ? [...columns, { key: "others", date, employeeId: null, all: false, label: others, closed: [] }]
    : columns;
}

/** Rooms side by side, and what takes none of them where there is any. */
export function roomColumns(rooms: Room[], entries: Entry[], date: string, noRoom: string): Column[] {
  const plain = { date, employeeId: null, all: true, closed: [] };
  const columns = rooms.map((room) => ({ ...plain, key: `room-${room.id}`, room, label: room.name }));
  return takingNone(entries, rooms).length > 0
    ? [...columns, { ...plain, key: "room-none", room: null, label: noRoom }]
    : columns;
}

/** Days side by side, of one person or of everybody. */
export function weekColumns(
  { closed }: Data,
  dates: string[],
  person: string | undefined,
  say: (date: string) => string,
): Column[] {
  const employeeId = person ? Number(person) : null;
  return dates.map((date) => ({
    key: date,
    date,
    employeeId,
    all: employeeId === null,
    label: say(date),
    closed: employeeId === null ? [] : closed(employeeId, date),
  }));
}
