import type { Subscriber } from "../../events/subscriber.ts";
import { waitsForRoom } from "./place.ts";
import { announceHeldBack, isAnnouncement, sendHeldBack } from "./rooms.ts";
import { bookingAt, changeOf, tell } from "./tell.ts";

/** Tells attendees and hosts what happened to a booking: one mail per recipient and event (SEMANTICS 22). */
export const notifyAboutBookings: Subscriber = {
  name: "notify-about-bookings",
  triggers: [
    "BOOKING_CREATED",
    "BOOKING_REQUESTED",
    "BOOKING_CONFIRMED",
    "BOOKING_REJECTED",
    "BOOKING_RESCHEDULED",
    "BOOKING_CANCELLED",
    "INSTANT_MEETING",
    "MEETING_URL_CHANGED",
    "booking.updated",
  ],
  async run(context, event) {
    const booking = await bookingAt(context, event);
    if (!booking) return;
    const { kind } = changeOf(event);
    if (isAnnouncement(kind) && booking.status === "accepted" && waitsForRoom(booking))
      return sendHeldBack(context, event);
    // The room that the mails were waiting for; what comes after they left is a change.
    if (kind === "url" && (await announceHeldBack(context, event))) return;
    await tell(context, event, booking);
  },
};
