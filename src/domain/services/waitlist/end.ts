import { sql } from "kysely";
import type { Row } from "../../../platform/database.ts";
import { type Context, job } from "../../../platform/operation.ts";
import { changeRecord } from "../../../platform/records.ts";
import { epoch, iso } from "../../../platform/schemas.ts";
import { emitFreed } from "../../time/calendars/freed.ts";
import { offerExpiry } from "./offer.ts";
import type { Status } from "./schema.ts";
import "../tables.ts";

type Entry = Row<"waitlistEntries">;

/** Whoever has let this many offers in a row pass without a word does not look any more. */
const mostMissed = 3;

/**
 * Moves a locked entry to another state, with further changes. An offer that it had ends: the time that was kept is free
 * at once, and offered to the next in line.
 */
export async function moveOn(
  context: Context,
  entry: Entry,
  status: Exclude<Status, "offered">,
  more: Partial<Entry> = {},
): Promise<Entry> {
  const hadOffer = entry.status === "offered";
  if (hadOffer) await giveBack(context, entry);
  const { after } = await changeRecord({ ...context, ifMatch: null }, "waitlistEntries", "waitlist entry", entry.id, {
    ...more,
    status,
    ...(hadOffer ? { ...noOffer, ...passed(entry, status) } : {}),
  });
  return after;
}

export const noOffer = {
  holdId: null,
  offeredStartsAt: null,
  offeredEndsAt: null,
  offeredEmployeeId: null,
  offerExpiresAt: null,
};

const passed = ({ passedStarts, offeredStartsAt }: Entry, status: Status) =>
  status === "booked" ? {} : { passedStarts: [...passedStarts, offeredStartsAt!] };

async function giveBack(context: Context, entry: Entry): Promise<void> {
  const { businessId, db } = context;
  if (entry.holdId !== null)
    await db.deleteFrom("holds").where("businessId", "=", businessId).where("id", "=", entry.holdId).execute();
  // Looked up, not taken from the hold: an expired one may have been cleared away by somebody who booked.
  const { rows } = await sql<{ calendarId: number; isGroup: boolean }>`
    select e.calendar_id, s.enable_group_booking as is_group from employees e
    join services s on s.business_id = e.business_id and s.id = ${entry.serviceId}
    where e.business_id = ${businessId} and e.id = ${entry.offeredEmployeeId}
    union all
    select u.calendar_id, false from service_resources r
    join resource_units u on u.business_id = r.business_id and u.resource_id = r.resource_id
    where r.business_id = ${businessId} and r.service_id = ${entry.serviceId}`.execute(db);
  emitFreed(context, {
    calendarIds: rows.map(({ calendarId }) => calendarId),
    stretches: [{ start: epoch(entry.offeredStartsAt!), end: epoch(entry.offeredEndsAt!) }],
    ...(rows.some(({ isGroup }) => isGroup) ? { seats: 1 } : {}),
  });
}

/** An offer that nobody answered: its customer queues again at the end, unless they never answer. */
export const endUnansweredOffer = job({
  ...offerExpiry,
  run: (tools, { businessId, entryId, until }) =>
    tools.inBusiness(businessId, (context) => endIfUnanswered(context, entryId, until)),
});

/** `until`: which offer is meant (ISO instant). Whoever accepts at the same time holds the lock of the entry, or waits for it. */
export async function endIfUnanswered(context: Context, entryId: number, until: string): Promise<void> {
  const entry = await lockEntry(context, { id: entryId });
  if (entry?.status !== "offered" || epoch(entry.offerExpiresAt!) !== epoch(until)) return;
  if (epoch(until) > context.now) {
    // The clock was set back.
    context.enqueue(offerExpiry, { businessId: context.businessId, entryId, until }, { at: epoch(until) });
    return;
  }
  const missedOffers = entry.missedOffers + 1;
  const status = missedOffers < mostMissed ? "waiting" : "expired";
  await moveOn(context, entry, status, { missedOffers, queuedAt: iso(context.now) });
}

/** An entry, kept to this transaction. Before any calendar: everybody takes these locks in that order. */
export const lockEntry = (
  { businessId, db }: Context,
  by: { id: number } | { uid: string },
): Promise<Entry | undefined> =>
  db
    .selectFrom("waitlistEntries")
    .selectAll()
    .where("businessId", "=", businessId)
    .where((is) => ("id" in by ? is("id", "=", by.id) : is("uid", "=", by.uid)))
    .forNoKeyUpdate()
    .executeTakeFirst();
