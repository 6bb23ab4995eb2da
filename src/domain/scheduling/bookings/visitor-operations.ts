import { conflict, forbidden, notFound, rateLimited } from "../../../platform/errors.ts";
import { type Context, operation } from "../../../platform/operation.ts";
import { bookEvent } from "./book.ts";
import { cancelBooking, eventTypeOf, type Found } from "./cancel.ts";
import { addGuests } from "./guests.ts";
import { bookingOfHandle } from "./handle.ts";
import {
  BookingRef,
  Cancellation,
  CancellationBody,
  EventBooking,
  Guests,
  InstantBooking,
  Move,
  RecurringBooking,
} from "./inputs.ts";
import { requestInstant } from "./instant.ts";
import { ownView } from "./own-view.ts";
import { bookRecurring } from "./recurring.ts";
import { moveBooking } from "./reschedule.ts";
import { OwnBooking, RecurringOutcome } from "./schema.ts";
import { readBooking } from "./view.ts";

// What needs no key: booking, and what both sides may do with a booking. Members act as its host, whoever has nothing but
// the handle from the mail as its attendee.

const address = "/api/bookings";
const byHandle = { handles: ["uid"] };

export const bookEventOperation = operation({
  name: "bookings.book",
  http: "POST /api/book/event",
  tool: "book_slot",
  access: "public",
  tenant: { eventType: "eventTypeId" },
  plans: true,
  grouped: true,
  summary: "Book a slot of an event type",
  description:
    "Takes an open slot of `GET /api/slots`. Where it is gone, the answer is 409 with the three nearest open ones in `details`. With `rescheduleUid` a booking is moved instead: its time changes, while its attendees and their answers stay what they are.",
  body: EventBooking,
  output: OwnBooking,
  status: 201,
  errors: [conflict, forbidden, notFound, rateLimited],
  async run(context, { rescheduleUid, rescheduleReason, ...request }) {
    if (!rescheduleUid) return bookEvent(context, request);
    const { eventTypeId, start, end, timeZone, hold } = request;
    const to = { eventTypeId, start, end, timeZone, hold, reason: rescheduleReason ?? null };
    return own(context, await moveBooking(context, rescheduleUid, to));
  },
});

export const bookRecurringOperation = operation({
  name: "bookings.bookRecurring",
  http: "POST /api/book/recurring-event",
  access: "public",
  tenant: { eventType: "eventTypeId" },
  plans: true,
  summary: "Book a series of an event type that repeats",
  description:
    "All of its occurrences or, with `onConflict: skip`, those that are free. They share a `recurringEventId`.",
  body: RecurringBooking,
  output: RecurringOutcome,
  status: 201,
  errors: [conflict, notFound, rateLimited],
  run: bookRecurring,
});

export const bookInstantOperation = operation({
  name: "bookings.bookInstant",
  http: "POST /api/book/instant-event",
  access: "public",
  tenant: { eventType: "eventTypeId" },
  plans: true,
  summary: "Ask a team for a meeting now: the first host to accept takes it",
  description: "Look at `GET /api/bookings/own?uid=` to see whether somebody has: `status` is then `accepted`.",
  body: InstantBooking,
  output: OwnBooking,
  status: 201,
  errors: [conflict, notFound, rateLimited],
  run: requestInstant,
});

export const cancelByHandle = operation({
  name: "bookings.cancelOwn",
  http: "POST /api/cancel",
  access: "public",
  tenant: byHandle,
  summary: "Cancel a booking, or one seat of it, with the handle from the mail",
  body: Cancellation,
  output: OwnBooking,
  errors: [conflict, forbidden, notFound],
  run: async (context, { uid, ...how }) => own(context, await cancelBooking(context, uid, how)),
});

export const getOwnBooking = operation({
  name: "bookings.own",
  http: `GET ${address}/own`,
  access: "public",
  tenant: byHandle,
  summary: "Look at a booking, or one's seat in it, with the handle from the mail",
  query: BookingRef,
  output: OwnBooking,
  errors: [notFound],
  async run(context, { uid }) {
    const handled = await bookingOfHandle(context, uid);
    const booking = await readBooking(context, handled.id);
    return own(context, {
      booking,
      seatUid: handled.seat?.uid ?? null,
      eventType: await eventTypeOf(context, handled),
    });
  },
});

export const cancelBookingOperation = operation({
  name: "bookings.cancel",
  http: `POST ${address}/:uid/cancel`,
  tool: "cancel_booking",
  access: "public",
  tenant: byHandle,
  summary: "Cancel a booking, one seat of it, or the rest of a series: as its host, or with the handle from the mail",
  query: BookingRef,
  body: CancellationBody,
  output: OwnBooking,
  errors: [conflict, forbidden, notFound],
  run: async (context, { uid, ...how }) => own(context, await cancelBooking(context, uid, how)),
});

export const rescheduleBooking = operation({
  name: "bookings.reschedule",
  http: `POST ${address}/:uid/reschedule`,
  tool: "reschedule_booking",
  access: "public",
  tenant: byHandle,
  summary: "Move a booking: as its host, or with the handle from the mail",
  description:
    "Its uid stays. Where the time is gone, the answer is 409 with the three nearest open ones in `details`.",
  query: BookingRef,
  body: Move,
  output: OwnBooking,
  errors: [conflict, forbidden, notFound],
  run: async (context, { uid, ...to }) => own(context, await moveBooking(context, uid, to)),
});

export const addBookingGuests = operation({
  name: "bookings.addGuests",
  http: `POST ${address}/:uid/guests`,
  access: "public",
  tenant: byHandle,
  summary: "Add people whom the booker brings along: as host, or with the handle from the mail",
  query: BookingRef,
  body: Guests,
  output: OwnBooking,
  errors: [conflict, notFound],
  run: async (context, { uid, guests }) => own(context, await addGuests(context, uid, guests)),
});

const own = (context: Context, { booking, seatUid, eventType }: Found) => ownView(context, booking, eventType, seatUid);
