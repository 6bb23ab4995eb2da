import { sql } from "kysely";
import type { Context } from "../../../../platform/operation.ts";
import { MINUTE } from "../../../time/availability/calendar.ts";
import { isClaim, readBusy } from "../../../time/calendars/busy.ts";
import { type Claim, lockCalendars } from "../../../time/calendars/claims.ts";
import type { Employee, Service } from "./catalogue.ts";

/** Time that a row asks for, in epoch milliseconds. `candidates`: who may do it, in this order; nobody in particular if none. */
export type Request = { start: number; end: number; service: Service; candidates: Employee[] };
export type Taken = { employee: Employee | null; claims: Claim[] };

/**
 * Keeps all calendars of the business to this import, in one statement and in the order of ids: whoever books meanwhile
 * waits until it is through, and never in a circle. Asked anew for each batch, because a batch that is undone lets go.
 */
export async function lockAllCalendars(context: Context): Promise<void> {
  const { rows } = await sql<{ id: number }>`
    select id from calendars where business_id = ${context.businessId} and not closed`.execute(context.db);
  await lockCalendars(
    context,
    rows.map(({ id }) => id),
  );
}

/** What the rows of one batch can still take of people and things. The calendars must be locked. */
export async function openCalendars(context: Context, requests: Request[]) {
  const stretches = requests.map(blocked);
  const calendarIds = [
    ...new Set(
      requests.flatMap(({ candidates, service }) => [
        ...candidates.map(({ calendarId }) => calendarId),
        ...service.needs.flatMap((need) => need.calendarIds),
      ]),
    ),
  ];
  const from = stretches.reduce((first, { start }) => Math.min(first, start), Number.POSITIVE_INFINITY);
  const to = stretches.reduce((last, { end }) => Math.max(last, end), 0);
  const busy = requests.length > 0 ? await readBusy(context, calendarIds, from, to) : [];
  const taken = new Map<number, { start: number; end: number }[]>();
  for (const { calendarId, start, end } of busy.filter(isClaim)) listOf(taken, calendarId).push({ start, end });

  const isFree = (calendarId: number, { start, end }: { start: number; end: number }) =>
    !listOf(taken, calendarId).some((other) => other.start < end && other.end > start);

  return {
    /** Claims for a request and keeps them in mind, or what is in its way. */
    take(request: Request): Taken | { inTheWay: "employee" | "resource" } {
      const stretch = blocked(request);
      const employee = request.candidates.find(({ calendarId }) => isFree(calendarId, stretch)) ?? null;
      if (!employee && request.candidates.length > 0) return { inTheWay: "employee" };
      const calendars = employee ? [employee.calendarId] : [];
      for (const { quantity, calendarIds } of request.service.needs) {
        const free = calendarIds.filter((id) => isFree(id, stretch));
        if (free.length < quantity) return { inTheWay: "resource" };
        calendars.push(...free.slice(0, quantity));
      }
      for (const id of calendars) listOf(taken, id).push(stretch);
      return { employee, claims: calendars.map((calendarId) => ({ calendarId, ...stretch })) };
    },
  };
}

const blocked = ({ start, end, service }: Request) => ({
  start: start - service.bufferTimeBefore * MINUTE,
  end: end + service.bufferTimeAfter * MINUTE,
});

function listOf<Item>(lists: Map<number, Item[]>, id: number): Item[] {
  const list = lists.get(id) ?? [];
  lists.set(id, list);
  return list;
}
