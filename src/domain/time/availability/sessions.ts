import { inOrder } from "./interval.ts";
import type { Session, Slot, SlotSearch } from "./search.ts";

/** The sessions of this search's hosts that have the seats asked for, in order of their start. */
export function joinable({ sessions, hosts, seats = 1 }: SlotSearch): readonly Session[] {
  if (sessions.length === 0) return sessions;
  const ids = new Set(hosts.map(({ id }) => id));
  return inOrder(sessions.filter(({ hostId, seatsLeft }) => seatsLeft >= seats && ids.has(hostId)));
}

/** How many seats of a session that is opened at `start` nobody holds; null where that is no matter of seats. */
export const unheldSeats = ({ unopened }: Pick<SlotSearch, "unopened">, start: number): number | null =>
  unopened ? unopened.seats - (unopened.held.get(start) ?? 0) : null;

/** Whether a session can be opened at `start` without taking seats that are held of it. */
export const leavesHeldSeats = (search: Pick<SlotSearch, "unopened" | "seats">, start: number): boolean =>
  (unheldSeats(search, start) ?? Number.POSITIVE_INFINITY) >= (search.seats ?? 1);

/** `slots` and the sessions in [from, until), by start. A session comes before a fresh slot at the same start. */
export function addSessions(slots: Slot[], sessions: readonly Session[], from: number, until: number): Slot[] {
  const all: Slot[] = [];
  let next = 0;
  for (let i = 0; i < sessions.length; ) {
    const { start } = sessions[i]!;
    const together: Session[] = [];
    for (; sessions[i]?.start === start; i++) together.push(sessions[i]!);
    if (start < from || start >= until) continue;
    while (next < slots.length && slots[next]!.start < start) all.push(slots[next++]!);
    const fresh = slots[next]?.start === start ? slots[next++]!.hostIds : [];
    all.push(slotOf(together, fresh));
  }
  return [...all, ...slots.slice(next)];
}

function slotOf(together: Session[], fresh: number[]): Slot {
  const [roomiest, ...others] = together.toSorted((a, b) => b.seatsLeft - a.seatsLeft) as [Session, ...Session[]];
  const hostIds = new Set([roomiest.hostId, ...others.map(({ hostId }) => hostId), ...fresh]);
  return { start: roomiest.start, end: roomiest.end, hostIds: [...hostIds], seatsLeft: roomiest.seatsLeft };
}
