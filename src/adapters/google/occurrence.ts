import { z } from "zod";
import type { ExternalEvent } from "../../domain/connections/port.ts";
import { startOfDay } from "../oauth/days.ts";

const Moment = z.object({ date: z.string().nullish(), dateTime: z.string().nullish() });

/** What we rely on of an event. Of a deleted one Google may send the id alone. */
export const Item = z.object({
  id: z.string(),
  status: z.string().nullish(),
  recurringEventId: z.string().nullish(),
  iCalUID: z.string().nullish(),
  summary: z.string().nullish(),
  start: Moment.nullish(),
  end: Moment.nullish(),
  transparency: z.string().nullish(),
  eventType: z.string().nullish(),
  attendees: z.array(z.object({ self: z.boolean().nullish(), responseStatus: z.string().nullish() })).nullish(),
});
type Item = z.output<typeof Item>;

/** An event as busy time; null when there is none any more. All-day events last from midnight to midnight in the calendar's zone. */
export function occurrenceOf(item: Item, calendarZone: string): ExternalEvent | null {
  const [start, end] = [instantOf(item.start, calendarZone), instantOf(item.end, calendarZone)];
  if (item.status === "cancelled" || start === null || end === null) return null;
  return {
    key: item.id,
    eventId: item.recurringEventId ?? item.id,
    uid: item.iCalUID ?? null,
    title: item.summary ?? null,
    start,
    end,
    allDay: Boolean(item.start?.date),
    free: isFree(item),
  };
}

/** Where somebody works and whose birthday it is are events to Google, but nothing that keeps anybody from a meeting. */
const neverBusy = new Set(["workingLocation", "birthday"]);

const isFree = ({ transparency, eventType, attendees }: Item) =>
  transparency === "transparent" ||
  neverBusy.has(eventType ?? "default") ||
  (attendees?.some(({ self, responseStatus }) => self === true && responseStatus === "declined") ?? false);

function instantOf(moment: z.output<typeof Moment> | null | undefined, zone: string): number | null {
  if (moment?.date) return startOfDay(moment.date, zone);
  const instant = Date.parse(moment?.dateTime ?? "");
  return Number.isNaN(instant) ? null : instant;
}
