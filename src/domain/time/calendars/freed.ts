import { z } from "zod";
import type { Context } from "../../../platform/operation.ts";
import { epoch, iso } from "../../../platform/schemas.ts";
import { DAY } from "../availability/calendar.ts";
import { expandHours, type Schedule } from "../availability/hours.ts";
import { type Interval, subtract } from "../availability/interval.ts";

// Time that was taken, or closed, and can be booked now: what people on the waitlist wait for.

export const timeFreed = "time.freed";

/** What the event says. `seats`: so many places of a group session that goes on; left out, the time itself. */
export const FreedTime = z.object({
  calendarIds: z.array(z.int()),
  stretches: z.array(z.object({ start: z.string(), end: z.string() })),
  seats: z.int().optional(),
});
export type FreedTime = z.output<typeof FreedTime>;

/** The stretches in epoch milliseconds. */
export const intervalsOf = ({ stretches }: FreedTime): Interval[] =>
  stretches.map(({ start, end }) => ({ start: epoch(start), end: epoch(end) }));

/** Says that time on the calendars can be booked again. Stretches in epoch milliseconds; what is over is left out. */
export function emitFreed(
  context: Context,
  { calendarIds, stretches, seats }: { calendarIds: number[]; stretches: Interval[]; seats?: number },
): void {
  const coming = stretches.filter(({ start, end }) => end > context.now && end > start);
  if (calendarIds.length === 0 || coming.length === 0) return;
  const payload: FreedTime = {
    calendarIds: [...new Set(calendarIds)],
    stretches: coming.map(({ start, end }) => ({ start: iso(start), end: iso(end) })),
    ...(seats === undefined ? {} : { seats }),
  };
  context.emit({ trigger: timeFreed, subject: `calendar:${calendarIds[0]}`, payload });
}

/** Nobody waits for anything further ahead. */
const horizonDays = 120;

/** Says what a change of hours has opened that was closed before. */
export function emitOpened(context: Context, calendarIds: number[], before: Schedule, after: Schedule): void {
  const [from, to] = [context.now, context.now + horizonDays * DAY];
  const stretches = subtract(expandHours(after, from, to), expandHours(before, from, to));
  emitFreed(context, { calendarIds, stretches });
}
