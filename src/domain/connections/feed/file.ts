import ical, { ICalCalendarMethod, ICalEventStatus } from "ical-generator";
import type { Context, FileAnswer } from "../../../platform/operation.ts";
import { iso } from "../../../platform/schemas.ts";
import { readBusiness } from "../../identity/businesses/store.ts";
import { oneLine, paragraphs } from "../../messaging/mail/clean.ts";
import { DAY } from "../../time/availability/calendar.ts";
import { hostedBetween } from "../hosted/hosted.ts";

/** What the feed shows: the last month and the next year. */
const before = 30 * DAY;
const after = 366 * DAY;
/** Seconds after which a calendar program is asked to look again. */
const refreshSeconds = 900;

/**
 * Everything that a person hosts, for calendar programs that subscribe. UIDs and SEQUENCE are those of the mails, so that an
 * invitation that was opened and the feed show one event. What was cancelled is left out: programs drop what is gone.
 */
export async function feedFile(context: Context, userId: number): Promise<FileAnswer> {
  const { name } = await readBusiness(context);
  const calendar = ical({
    name: oneLine(name),
    method: ICalCalendarMethod.PUBLISH,
    prodId: { company: "Schedly", product: "Feed", language: "EN" },
    ttl: refreshSeconds,
  });
  const hosted = await hostedBetween(context, userId, iso(context.now - before), iso(context.now + after));
  for (const event of hosted) {
    if (event.status === "cancelled") continue;
    calendar.createEvent({
      id: oneLine(event.uid),
      sequence: event.sequence,
      stamp: new Date(context.now),
      start: new Date(event.start),
      end: new Date(event.end),
      status: event.status === "tentative" ? ICalEventStatus.TENTATIVE : ICalEventStatus.CONFIRMED,
      summary: oneLine(event.title),
      description: event.description ? paragraphs(event.description) : null,
      location: event.location ? oneLine(event.location) : null,
    });
  }
  const content = `${calendar
    .toString()
    .replace(/\r?\n/g, "\r\n")
    .replace(/(\r\n)+$/, "")}\r\n`;
  return { contentType: "text/calendar; charset=utf-8", filename: "schedly.ics", content };
}
