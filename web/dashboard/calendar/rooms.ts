import type { listResources } from "../../../src/domain/services/resources/operations.ts";
import type { ItemOf } from "../../shared/api.ts";
import type { Employee, Entry, Needs } from "./entries.ts";

/** What has a column of its own beside others of its kind: a room, a station or a piece of equipment. */
export type Room = Pick<ItemOf<typeof listResources>, "id" | "name" | "quantity">;

/** What rooms are taken by: appointments, each with whoever performs it. People's own time takes no room. */
export const inRooms = (entries: Entry[], staff: Employee[]): Entry[] =>
  entries.flatMap((entry) => {
    if (entry.kind !== "appointment") return [];
    const who = staff.find(({ id }) => id === entry.employeeId)?.name;
    return { ...entry, detail: [entry.detail, who].filter(Boolean).join(", ") };
  });

/** What the page's address calls a room; null is no room. */
export const nameOf = (room: Room | null | undefined): string => String(room?.id ?? "none");

/** Whether an appointment takes one of these rooms. */
export const takesAny = ({ resources }: Pick<Entry, "resources">, rooms: number[]): boolean =>
  resources.some(({ resourceId }) => rooms.includes(resourceId));

export const takingNone = (entries: Entry[], rooms: Room[]): Entry[] => {
  const ids = rooms.map(({ id }) => id);
  return entries.filter((entry) => !takesAny(entry, ids));
};

/**
 * What an appointment takes once it is moved from one room to another; null is no room. What else it takes stays, and it
 * takes as many units of the new one as of the old one, or as there are.
 */
export function movedTo(needs: Needs, from: number | null, to: Room | null): Needs {
  if (from === (to?.id ?? null)) return needs;
  const { quantity = 1 } = needs.find(({ resourceId }) => resourceId === from) ?? {};
  const others = needs.filter(({ resourceId }) => resourceId !== from);
  if (!to || others.some(({ resourceId }) => resourceId === to.id)) return others;
  return [...others, { resourceId: to.id, quantity: Math.min(quantity, to.quantity) }];
}

/** The room that a move would give up although the service always takes it: the server would put it back. */
export const keptBy = ({ resources, always }: Entry, to: Needs): number | null =>
  resources.find(({ resourceId }) => always.includes(resourceId) && !to.some((need) => need.resourceId === resourceId))
    ?.resourceId ?? null;

/** What has a room already at a time, where that leaves too few units for what is moved there. */
export function clashInRoom(
  entries: Entry[],
  moved: Entry,
  to: { start: number; end: number; resources: Needs },
  rooms: Room[],
): { room: Room; entry: Entry } | null {
  for (const { resourceId, quantity } of to.resources) {
    const room = rooms.find(({ id }) => id === resourceId);
    const there = entries.filter(
      (one) =>
        one.key !== moved.key &&
        takesAny(one, [resourceId]) &&
        one.start - one.bufferBefore * 60_000 < to.end + moved.bufferAfter * 60_000 &&
        one.end + one.bufferAfter * 60_000 > to.start - moved.bufferBefore * 60_000,
    );
    const taken = there.reduce((sum, one) => sum + quantityOf(one, resourceId), 0);
    if (room && there[0] && taken + quantity > room.quantity) return { room, entry: there[0] };
  }
  return null;
}
const quantityOf = ({ resources }: Entry, id: number) =>
  resources.find(({ resourceId }) => resourceId === id)?.quantity ?? 0;
