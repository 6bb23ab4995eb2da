import type { Booked } from "./details/send.ts";
import type { EventType } from "./page.ts";

/** The page that the event type names for whoever has booked, with what it wants to be told; null where it names none. */
export function onwardTo(type: EventType, booking: Booked): string | null {
  if (!type.successRedirectUrl) return null;
  const url = new URL(type.successRedirectUrl);
  if (!type.forwardParamsSuccessRedirect) return url.href;
  const booker = booking.attendees.find(({ guest }) => !guest);
  const told = {
    uid: booking.seatUid ?? booking.uid,
    type: booking.type,
    title: booking.title,
    status: booking.status.toUpperCase(),
    startTime: booking.startTime,
    endTime: booking.endTime,
    attendeeName: booker?.name,
    email: booker?.email,
    hostName: booking.hosts[0]?.name,
  };
  for (const [name, value] of Object.entries(told)) if (value) url.searchParams.set(name, value);
  return url.href;
}
