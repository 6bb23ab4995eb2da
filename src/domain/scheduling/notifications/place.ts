import type { Locale } from "../../messaging/mail/locale.ts";
import { texts } from "../../messaging/mail/texts/index.ts";
import type { BookingView } from "../bookings/schema.ts";

/** Conferencing services whose room is made after the booking, by a job. */
const roomServices: Record<string, string> = {
  "integrations:google:meet": "Google Meet",
  "integrations:zoom": "Zoom",
};
const services: Record<string, string> = { ...roomServices, "integrations:jitsi": "Jitsi Meet" };

/** Where it takes place, one line each: what kind of place, then the address, number or link. */
export function placeInWords(location: BookingView["location"], locale: Locale): string[] {
  if (!location) return [];
  const { phoneCall, webRoom } = texts[locale].words;
  const kind = location.phone ? phoneCall : (services[location.type] ?? (location.url ? webRoom : null));
  return [kind, location.address, location.phone, location.url].filter(
    (line): line is string => typeof line === "string" && line !== "",
  );
}

/** Whether the room is still being made. */
export const waitsForRoom = ({ location }: Pick<BookingView, "location">): boolean =>
  location !== null && location.type in roomServices && !location.url;
