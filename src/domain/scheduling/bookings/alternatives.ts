import { conflict, type DomainError, type ErrorDetail, refuse } from "../../../platform/errors.ts";
import type { Context } from "../../../platform/operation.ts";
import { iso } from "../../../platform/schemas.ts";
import { DAY, MINUTE } from "../../time/availability/calendar.ts";
import { findSlots, type Slot } from "../../time/availability/slots.ts";
import type { EventPlan } from "../slots/plan.ts";
import { searchFor } from "../slots/search.ts";
import type { Wish } from "./take.ts";

/** The open slots nearest to a time, earlier and later alike: looked for in the days around it, then in the weeks around. */
export async function nearestSlots(context: Context, plan: EventPlan, wish: Wish, count = 3): Promise<Slot[]> {
  for (const days of [2, 14]) {
    const { search } = await searchFor(context, plan, {
      from: wish.start - days * DAY,
      to: wish.start + days * DAY,
      lengthMinutes: Math.ceil((wish.end - wish.start) / MINUTE),
      bookerZone: wish.bookerZone,
      ...(wish.seats ? { seats: wish.seats } : {}),
      ...(wish.except ? { except: wish.except } : {}),
    });
    const slots = findSlots(search).filter(({ start }) => start !== wish.start);
    if (slots.length >= count || days === 14)
      return slots.toSorted((a, b) => distance(a, wish) - distance(b, wish) || a.start - b.start).slice(0, count);
  }
  return [];
}
const distance = (slot: Slot, { start }: Wish) => Math.abs(slot.start - start);

export const alternativeDetails = (slots: Slot[]): ErrorDetail[] =>
  slots.map(({ start, end }) => ({
    field: "start",
    message: `${iso(start)} is open`,
    start: iso(start),
    end: iso(end),
  }));

/** 409 for a slot that cannot be booked (any more), with the three nearest open ones. */
export async function slotLost(context: Context, plan: EventPlan, wish: Wish): Promise<DomainError> {
  const slots = await nearestSlots(context, plan, wish);
  // One seat of it may be open all the same.
  const many = plan.eventType.seatsPerTimeSlot !== null && (wish.seats ?? 1) > 1 ? ` for ${wish.seats} people` : "";
  return refuse(
    conflict,
    slots.length > 0
      ? `This time cannot be booked${many}. The nearest open times are in details.`
      : `This time cannot be booked${many}, and nothing near it is open.`,
    alternativeDetails(slots),
  );
}
