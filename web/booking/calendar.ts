import { getBookingCalendar } from "../../src/domain/scheduling/notifications/operations.ts";
import { addressOf } from "../shared/api.ts";
import type { Booked } from "./details/send.ts";

// The ways into somebody's own calendar. The file holds what the mails hold, so that later mails find the entry again.

export const calendarFile = ({ uid, seatUid }: Booked, series: boolean): string =>
  addressOf(getBookingCalendar, { uid: seatUid ?? uid, ...(series ? { series: "true" as const } : {}) });

type Entry = { title: string; start: string; end: string; place: string; details: string };
const placeOf = ({ location, meetingUrl }: Booked): string => meetingUrl ?? location?.address ?? location?.phone ?? "";
const compact = (instant: string) => new Date(instant).toISOString().replace(/[-:]|\.\d+/g, "");

const entryOf = (booking: Booked): Entry => ({
  title: booking.title,
  start: booking.startTime,
  end: booking.endTime,
  place: placeOf(booking),
  details: booking.description ?? "",
});
export const googleCalendar = (booking: Booked): string => entryInGoogle(entryOf(booking));
export const outlookCalendar = (booking: Booked): string => entryInOutlook(entryOf(booking));

export function entryInGoogle({ title, start, end, place, details }: Entry): string {
  const dates = `${compact(start)}/${compact(end)}`;
  const query = { action: "TEMPLATE", text: title, dates, location: place, details };
  return `https://calendar.google.com/calendar/render?${new URLSearchParams(query)}`;
}

export function entryInOutlook({ title, start, end, place, details }: Entry): string {
  const query = {
    path: "/calendar/action/compose",
    rru: "addevent",
    subject: title,
    startdt: start,
    enddt: end,
    location: place,
    body: details,
  };
  return `https://outlook.live.com/calendar/0/deeplink/compose?${new URLSearchParams(query)}`;
}
