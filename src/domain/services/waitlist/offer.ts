import { sql } from "kysely";
import { z } from "zod";
import type { Row } from "../../../platform/database.ts";
import { DomainError } from "../../../platform/errors.ts";
import { defineJob } from "../../../platform/jobs.ts";
import { type Context, job } from "../../../platform/operation.ts";
import { changeRecord, findRecord } from "../../../platform/records.ts";
import { iso } from "../../../platform/schemas.ts";
import { DAY, MINUTE } from "../../time/availability/calendar.ts";
import { type Interval, overlaps } from "../../time/availability/interval.ts";
import { findSlots, type Slot } from "../../time/availability/slots.ts";
import { FreedTime, intervalsOf } from "../../time/calendars/freed.ts";
import { takeTime } from "../appointments/take.ts";
import { type Plan, readPlan } from "../availability/plan.ts";
import { searchFor } from "../availability/search.ts";
import { insertHold } from "../holds/store.ts";
import { mailOffer } from "./mails.ts";
import { fits, offerEnd, passedBefore } from "./rules.ts";
import { readEntry } from "./view.ts";

type Entry = Row<"waitlistEntries">;

export const freedTime = defineJob({
  name: "offer-freed-time",
  data: z.object({ businessId: z.int(), freed: FreedTime }),
});
export const offerExpiry = defineJob({
  name: "expire-waitlist-offer",
  data: z.object({ businessId: z.int(), entryId: z.int(), until: z.string() }),
});

/** More people than this never fit into what one change frees. */
const mostOffers = 200;

/** Offers time that became free to those who wait, one after the other, until nothing fits anybody any more. */
export const offerFreedTime = job({
  ...freedTime,
  async run(tools, { businessId, freed }) {
    for (let left = freed.seats ?? mostOffers; left > 0; left--) {
      // A transaction for each, so that nobody who books waits for more than one.
      if (!(await tools.inBusiness(businessId, (context) => offerToNext(context, freed)))) return;
    }
  },
});

/** Holds a slot in the freed time for the first who fits, and tells them. False when there is nobody or nothing. */
async function offerToNext(context: Context, freed: FreedTime): Promise<boolean> {
  const { businessId, db } = context;
  // One at a time in each business: two cancellations at once then find different people.
  await sql`select pg_advisory_xact_lock(hashtextextended(${`waitlist:${businessId}`}, 0))`.execute(db);
  const known = new Map<string, Promise<Found | null>>();
  for (const entry of await whoWaits(context, freed)) {
    const wanted = `${entry.serviceId}:${entry.employeeId}:${entry.locationId}`;
    if (!known.has(wanted)) known.set(wanted, freedSlots(context, entry, freed));
    const found = await known.get(wanted)!;
    if (found && (await offerBest(context, entry, found))) return true;
  }
  return false;
}

/** Who waits for days like these, in their order. Whoever has an offer already, or cannot be reached by mail, is left out. */
async function whoWaits(context: Context, freed: FreedTime): Promise<Entry[]> {
  const { first, last } = spanOf(intervalsOf(freed));
  // A local date is at most a day away from that of UTC; `fits` looks closer.
  const { rows } = await sql<Entry>`
    select w.* from waitlist_entries w join customers c on c.business_id = w.business_id and c.id = w.customer_id
    where w.business_id = ${context.businessId} and w.status = 'waiting' and c.email is not null and c.deleted_at is null
      and w.from_date <= ${dateOf(last + DAY)} and w.to_date >= ${dateOf(first - DAY)}
      and not exists (select from waitlist_entries other
        where other.business_id = w.business_id and other.customer_id = w.customer_id and other.status = 'offered')
    order by w.queued_at, w.id`.execute(context.db);
  return rows;
}

export const anybodyWaits = async (context: Context, freed: FreedTime) => (await whoWaits(context, freed)).length > 0;

type Found = { plan: Plan; slots: Slot[] };

/**
 * The slots of what an entry waits for that take some of the freed time, by the same engine that lists them. Null where
 * it cannot be booked at all: the service is switched off, the employee left.
 */
async function freedSlots(
  context: Context,
  { serviceId, employeeId, locationId }: Entry,
  freed: FreedTime,
): Promise<Found | null> {
  let plan: Plan;
  try {
    plan = await readPlan(context, { serviceId, employeeId, locationId });
  } catch (error) {
    if (error instanceof DomainError) return null;
    throw error;
  }
  const candidates = plan.candidates.filter(({ calendarId }) => canUse(plan, calendarId, freed));
  if (candidates.length === 0) return null;
  const { bufferTimeBefore, bufferTimeAfter, duration } = plan.service;
  const [before, after] = [bufferTimeBefore * MINUTE, bufferTimeAfter * MINUTE];
  const stretches = intervalsOf(freed);
  const { first, last } = spanOf(stretches);
  const search = await searchFor(
    context,
    { ...plan, candidates },
    { from: first - duration * MINUTE - after, to: last + before },
  );
  const takesFreed = (slot: Interval) =>
    stretches.some((stretch) => overlaps(stretch, { start: slot.start - before, end: slot.end + after }));
  return { plan, slots: findSlots(search).filter(takesFreed) };
}

/** Somebody's own time became free, or that of a thing they need: then they may have been free all along. */
const canUse = ({ resources }: Plan, calendarId: number, { calendarIds }: FreedTime) =>
  calendarIds.includes(calendarId) ||
  resources.some((resource) => resource.calendarIds.some((id) => calendarIds.includes(id)));

/** The earliest slot that suits the entry is held for it. False where none does, or somebody was quicker. */
async function offerBest(context: Context, { id }: Entry, { plan, slots }: Found): Promise<boolean> {
  // Somebody may be leaving the list just now.
  const entry = await findRecord(context, "waitlistEntries", "waitlist entry", id, { lock: true });
  if (entry.status !== "waiting") return false;
  const terms = {
    offerMinutes: plan.settings.waitlistOfferMinutes,
    noticeMinutes: plan.service.minimumNotice ?? plan.settings.minimumNotice,
  };
  for (const slot of slots) {
    const until = offerEnd(slot.start, context.now, terms);
    if (until === null || !fits(entry, slot, plan.zone) || passedBefore(entry.passedStarts, slot)) continue;
    if (await offer(context, plan, entry, slot, until)) return true;
  }
  return false;
}

async function offer(context: Context, plan: Plan, entry: Entry, slot: Slot, until: number): Promise<boolean> {
  const candidates = plan.candidates.filter(({ employeeId }) => slot.hostIds.includes(employeeId));
  const wish = { start: slot.start, end: slot.end, by: "rules", bookerZone: entry.timeZone } as const;
  const taking = await takeTime(context, { ...plan, candidates }, wish);
  if (!taking) return false;
  const expiresAt = iso(until);
  const opens = plan.service.enableGroupBooking && taking.sessionId === null;
  const hold = await insertHold(context, {
    serviceId: plan.service.id,
    locationId: plan.locationId,
    // An offer may stand for hours: of a session that nobody has opened it keeps a seat.
    taking: opens ? { ...taking, claims: [] } : taking,
    expiresAt: until,
  });
  await changeRecord({ ...context, ifMatch: null }, "waitlistEntries", "waitlist entry", entry.id, {
    status: "offered",
    holdId: hold.id,
    offeredStartsAt: iso(taking.start),
    offeredEndsAt: iso(taking.end),
    offeredEmployeeId: taking.candidate?.employeeId ?? null,
    offerExpiresAt: expiresAt,
  });
  const view = await readEntry(context, entry.id);
  await mailOffer(context, plan, view.customer, view);
  context.enqueue(offerExpiry, { businessId: context.businessId, entryId: entry.id, until: expiresAt }, { at: until });
  return true;
}

const spanOf = (stretches: Interval[]) => ({
  first: Math.min(...stretches.map(({ start }) => start)),
  last: Math.max(...stretches.map(({ end }) => end)),
});
const dateOf = (instant: number) => iso(instant).slice(0, 10);
