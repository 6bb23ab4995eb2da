import { invalid } from "../../../platform/errors.ts";
import { MINUTE } from "../../time/availability/calendar.ts";
import type { Plan } from "../availability/plan.ts";
import type { Except } from "../availability/search.ts";

/** A stretch of time that a plan shall take, in epoch milliseconds. */
export type Wish = {
  start: number;
  end: number;
  /**
   * "rules": as a customer may book, by the same engine that lists slots. "time": as staff may, at any time that nothing
   * else has taken, whatever the opening hours, notice and window say.
   */
  by: "rules" | "time";
  bookerZone?: string;
  except?: Except;
};

/** What a wish takes of a calendar: from when to when, with the service's buffers (SEMANTICS 3). */
export const blocked = ({ service }: Plan, { start, end }: Wish) =>
  [start - service.bufferTimeBefore * MINUTE, end + service.bufferTimeAfter * MINUTE] as const;

/** No other time helps where a resource does not have as many units. */
export function refuseTooMany(plan: Plan, asked: { resourceId: number; quantity: number }[]): void {
  for (const [index, { resourceId, quantity }] of asked.entries()) {
    const resource = plan.resources.find((one) => one.resourceId === resourceId);
    if (!resource || quantity <= resource.calendarIds.length) continue;
    const count = resource.calendarIds.length;
    throw invalid(
      `resources.${index}.quantity`,
      `${resource.name} has ${count === 1 ? "1 unit" : `${count} units`} to give`,
    );
  }
}
