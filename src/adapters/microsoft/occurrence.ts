import { z } from "zod";
import type { ExternalEvent } from "../../domain/connections/port.ts";
import { instantOfWall } from "../../domain/time/availability/zone.ts";
import { zoneOfName } from "../ics/zones.ts";
import { startOfDay } from "../oauth/days.ts";

const Moment = z.object({ dateTime: z.string(), timeZone: z.string().nullish() });

export const Item = z.object({
  id: z.string(),
  "@removed": z.object({}).nullish(),
  type: z.string().nullish(),
  seriesMasterId: z.string().nullish(),
  iCalUId: z.string().nullish(),
  subject: z.string().nullish(),
  start: Moment.nullish(),
  end: Moment.nullish(),
  isAllDay: z.boolean().nullish(),
  isCancelled: z.boolean().nullish(),
  showAs: z.string().nullish(),
  responseStatus: z.object({ response: z.string().nullish() }).nullish(),
  originalStartTimeZone: z.string().nullish(),
});
export type Item = z.output<typeof Item>;

/** For calls that let us choose: what `Item` reads. */
export const select =
  "id,type,seriesMasterId,iCalUId,subject,start,end,isAllDay,isCancelled,showAs,responseStatus,originalStartTimeZone";

/**
 * An event as busy time; null when its times are missing. All-day events last from midnight to midnight in the zone in which
 * they were made; where that has a name that nobody knows, in `ownZone`.
 */
export function occurrenceOf(item: Item, ownZone: string): ExternalEvent | null {
  const [start, end] = [instantOf(item.start, item, ownZone), instantOf(item.end, item, ownZone)];
  if (start === null || end === null) return null;
  return {
    key: item.id,
    eventId: item.seriesMasterId ?? item.id,
    uid: item.iCalUId ?? null,
    title: item.subject ?? null,
    start,
    end,
    allDay: item.isAllDay === true,
    free: isFree(item),
  };
}

/** A cancelled meeting stays in the calendar of who was invited until they delete it. */
const isFree = ({ showAs, isCancelled, responseStatus }: Item) =>
  showAs === "free" || showAs === "workingElsewhere" || isCancelled === true || responseStatus?.response === "declined";

function instantOf(moment: Item["start"], { isAllDay, originalStartTimeZone }: Item, ownZone: string): number | null {
  if (!moment) return null;
  const { dateTime, timeZone } = moment;
  // Dates come as midnight in whatever zone was asked for: they mean the zone in which the event was made.
  if (isAllDay && /T00:00:00/.test(dateTime))
    return startOfDay(dateTime, zoneOfName(originalStartTimeZone ?? "") ?? ownZone);
  // Seven digits of a second are more than JavaScript reads everywhere.
  const wall = Date.parse(`${dateTime.slice(0, 19)}Z`);
  return Number.isNaN(wall) ? null : instantOfWall(zoneOfName(timeZone ?? "UTC") ?? "UTC", wall);
}
