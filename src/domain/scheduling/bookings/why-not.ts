import type { Context } from "../../../platform/operation.ts";
import { MINUTE } from "../../time/availability/calendar.ts";
import { explain, type Reason } from "../../time/availability/explain.ts";
import type { EventPlan } from "../slots/plan.ts";
import { searchFor } from "../slots/search.ts";
import type { Wish } from "./take.ts";

/** Why a time cannot be booked: the rule that decides first, in words that follow the instant. */
export async function whyNot(context: Context, plan: EventPlan, wish: Wish): Promise<string> {
  const { search } = await searchFor(context, plan, {
    from: wish.start,
    to: wish.start + 1,
    lengthMinutes: (wish.end - wish.start) / MINUTE,
    bookerZone: wish.bookerZone,
    grid: "recent",
    ...(wish.seats ? { seats: wish.seats } : {}),
  });
  const [reason] = explain(search, wish.start).reasons;
  return words[reason?.rule ?? "busy"];
}

const outside = "is outside of the working hours";
const taken = "is taken";
/** What exactly keeps a host from it is the business's to know. */
const words: Record<Reason["rule"], string> = {
  past: "has passed",
  notice: "is sooner than bookings may begin",
  window: "is outside of the dates that can be booked",
  no_host: "has nobody to host it",
  capacity: "has too few seats left",
  day_off: outside,
  override: outside,
  break: outside,
  outside_hours: outside,
  busy: taken,
  buffer: taken,
  resource: taken,
  off_grid: "is none of the times that are offered",
  limit: "is over the limit of bookings",
};
