import type { z } from "zod";
import { seeingAll } from "../../../platform/database.ts";
import { conflict, type DomainError, invalid, refuse } from "../../../platform/errors.ts";
import { newHandle } from "../../../platform/handles.ts";
import type { Context } from "../../../platform/operation.ts";
import { epoch, iso } from "../../../platform/schemas.ts";
import { lockCalendars } from "../../time/calendars/claims.ts";
import { type EventPlan, readEventPlan } from "../slots/plan.ts";
import { calendarsOf } from "../slots/search.ts";
import { alternativeDetails, nearestSlots } from "./alternatives.ts";
import { dropHold, finish, prepare, takeUpHold, wishOf } from "./book.ts";
import type { RecurringBooking } from "./inputs.ts";
import { occurrences } from "./recurrence.ts";
import type { OwnBooking, RecurringOutcome } from "./schema.ts";
import { lockLimits, takeTime, type Wish } from "./take.ts";
import { whyNot } from "./why-not.ts";

type Request = z.output<typeof RecurringBooking>;

/**
 * Books a series: every occurrence is checked, all in one transaction (SEMANTICS 15). Whoever takes the first takes the
 * others where they can.
 */
export const bookRecurring = (context: Context, request: Request): Promise<z.input<typeof RecurringOutcome>> =>
  context.caller.onlyOwn ? seeingAll(context.db, () => book(context, request)) : book(context, request);

async function book(context: Context, request: Request): Promise<z.input<typeof RecurringOutcome>> {
  const plan = await readEventPlan(context, { eventTypeId: request.eventTypeId });
  const starts = startsOf(plan, request);
  const draft = { ...(await prepare(context, plan, request)), recurringEventId: newHandle("rec", context.businessId) };
  const wishes = starts.map((start) =>
    wishOf(plan, { ...request, start, end: endOf(request, starts, start) }, draft.booker),
  );
  const hold = await takeUpHold(context, request, starts);
  await lockLimits(context, plan);
  // Every calendar at once, in the order of their ids: racing series take turns instead of deadlocking.
  await lockCalendars(context, calendarsOf(plan.hosts));
  // Nobody else gets at its time before this transaction ends; where the series is refused, the hold stays.
  if (hold) await dropHold(context, hold.id);

  const bookings: OwnBooking[] = [];
  const lost: Lost[] = [];
  let preferred = hold?.hostIds ?? [];
  for (const wish of wishes) {
    const taking = await takeTime(context, plan, { ...wish, preferred });
    if (!taking) {
      lost.push({ ...wish, why: await whyNot(context, plan, wish) });
      continue;
    }
    preferred = taking.hosts.map(({ userId }) => userId);
    // Written at once: an occurrence must not overlap the one before, and limits count it.
    const told = bookings.length === 0 ? { occurrences: starts } : { silent: true };
    bookings.push(await finish(context, plan, taking, draft, told));
  }
  if (lost.length > 0 && (request.onConflict !== "skip" || bookings.length === 0))
    throw await refused(context, plan, request, lost);
  return {
    recurringEventId: draft.recurringEventId,
    bookings,
    skipped: lost.map(({ start, why }) => ({ start: iso(start), message: `${why[0]!.toUpperCase()}${why.slice(1)}` })),
  };
}

function startsOf({ eventType, zone }: EventPlan, { start, starts, recurringCount }: Request): string[] {
  const rule = eventType.recurringEvent;
  if (!rule) throw refuse(conflict, `${eventType.title} is booked one by one: it does not repeat.`);
  if (starts) {
    if (starts.length > rule.count) throw invalid("starts", `At most ${rule.count} at once`);
    const sorted = starts.toSorted();
    if (new Set(sorted).size < sorted.length) throw invalid("starts", "Two of them are the same");
    return sorted;
  }
  const count = recurringCount ?? rule.count;
  if (count > rule.count) throw invalid("recurringCount", `At most ${rule.count} at once`);
  return occurrences(epoch(start!), rule, count, zone).map(iso);
}

/** The end that was given belongs to the first; the others are as long. */
const endOf = ({ end }: Request, [first]: string[], start: string) =>
  end === undefined ? undefined : iso(epoch(start) + epoch(end) - epoch(first!));

/** A time that cannot be had, and why. */
type Lost = Wish & { why: string };

/** 409 with each time that cannot be had; with alternatives where they were asked for. Nothing is booked. */
async function refused(context: Context, plan: EventPlan, { onConflict }: Request, lost: Lost[]): Promise<DomainError> {
  const details = [];
  for (const wish of lost) {
    const proposals = onConflict === "propose" ? alternativeDetails(await nearestSlots(context, plan, wish)) : null;
    details.push({
      field: "start",
      message: `${iso(wish.start)} ${wish.why}`,
      start: iso(wish.start),
      end: iso(wish.end),
      ...(proposals ? { alternatives: proposals } : {}),
    });
  }
  return refuse(
    conflict,
    `${lost.length} of the times cannot be booked, so nothing was. See details for why.`,
    details,
  );
}
