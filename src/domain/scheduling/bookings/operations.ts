import { z } from "zod";
import { CsvFile } from "../../../platform/csv/export.ts";
import { conflict, forbidden, notFound } from "../../../platform/errors.ts";
import { type Context, operation } from "../../../platform/operation.ts";
import { page } from "../../../platform/page.ts";
import { editBooking } from "./edit.ts";
import { exportBookings as writeFile } from "./export.ts";
import { bookingOfHandle } from "./handle.ts";
import { readHistory } from "./history.ts";
import {
  BookingChanges,
  BookingId,
  BookingRef,
  BookingSearch,
  Confirmation,
  NoShow,
  Reassignment,
  Rejection,
} from "./inputs.ts";
import { acceptInstant } from "./instant.ts";
import { listBookings as listPage } from "./list.ts";
import { markNoShow as mark } from "./no-show.ts";
import { reassignBooking as reassign } from "./reassign.ts";
import { Booking, History } from "./schema.ts";
import { lockSeries, settle } from "./settle.ts";
import { readBooking } from "./view.ts";

// What hosts and their colleagues do. What attendees may do as well is in visitor-operations.ts.

const address = "/api/bookings";

export const listBookings = operation({
  name: "bookings.list",
  http: `GET ${address}`,
  tool: "list_bookings",
  access: "bookings:read",
  summary: "List bookings by status, dates, attendee, event type, team or host",
  description: "Members with the role employee see those that they host.",
  query: BookingSearch,
  output: page(Booking),
  run: listPage,
});

export const exportBookings = operation({
  name: "bookings.export",
  http: `GET ${address}/export`,
  access: "bookings:read",
  summary: "Export bookings as CSV",
  description:
    "With the filters of the list, in its order. UTF-8 with a byte order mark, for spreadsheets. The attendee is whoever booked; of a session with seats, the first.",
  query: BookingSearch.omit({ limit: true, cursor: true }),
  output: CsvFile,
  run: async (context, search) => writeFile(context, search),
});

export const getBookingById = operation({
  name: "bookings.get",
  http: `GET ${address}?id`,
  access: "bookings:read",
  summary: "Get one booking",
  query: BookingId,
  output: Booking,
  errors: [notFound],
  run: (context, { id }) => readBooking(context, id),
});

export const getBooking = operation({
  name: "bookings.getByUid",
  http: `GET ${address}/:uid`,
  tool: "get_booking",
  access: "bookings:read",
  summary: "Get one booking by its uid or id, with its history",
  query: BookingRef,
  output: Booking.extend({ history: History }),
  errors: [notFound],
  async run(context, { uid }) {
    const booking = await readBooking(context, uid);
    return { ...booking, history: await readHistory(context, booking.id) };
  },
});

export const updateBooking = operation({
  name: "bookings.update",
  http: `PATCH ${address}?id`,
  alsoMethod: "PUT",
  access: "bookings:write",
  summary: "Change a booking's title, place or notes and leave the rest",
  query: BookingId,
  body: BookingChanges,
  output: Booking,
  errors: [conflict, notFound],
  run: (context, { id, ...changes }) => editBooking(context, id, changes),
});

export const confirmBooking = operation({
  name: "bookings.confirm",
  http: `POST ${address}/:uid/confirm`,
  tool: "confirm_booking",
  access: "bookings:write",
  summary: "Confirm a pending booking: its booker is told, and the time is taken",
  query: BookingRef,
  body: Confirmation,
  output: Booking,
  errors: [conflict, notFound],
  run: (context, { uid, allRemaining }) => answerRequest(context, uid, { to: "accepted", allRemaining }),
});

export const rejectBooking = operation({
  name: "bookings.reject",
  http: `POST ${address}/:uid/reject`,
  tool: "reject_booking",
  access: "bookings:write",
  summary: "Reject a pending booking: its booker is told, and the time is free again",
  query: BookingRef,
  body: Rejection,
  output: Booking,
  errors: [conflict, notFound],
  run: (context, { uid, ...how }) => answerRequest(context, uid, { to: "rejected", ...how }),
});

export const markBookingNoShow = operation({
  name: "bookings.noShow",
  http: `POST ${address}/:uid/no-show`,
  tool: "mark_no_show",
  access: "bookings:write",
  summary: "Mark attendees of a booking, or its host, as not having come, or take that back",
  query: BookingRef,
  body: NoShow,
  output: Booking,
  errors: [conflict, notFound],
  run: (context, { uid, ...who }) => mark(context, uid, who),
});

export const reassignBookingOperation = operation({
  name: "bookings.reassign",
  http: `POST ${address}/:uid/reassign`,
  access: "bookings:write",
  summary: "Give a booking to another host: the one named, or whoever's turn it is",
  description: "With `start` it moves as well: both happen, or neither.",
  query: BookingRef,
  body: Reassignment,
  output: Booking,
  errors: [conflict, notFound],
  run: (context, { uid, ...wanted }) => reassign(context, uid, wanted),
});

export const acceptBooking = operation({
  name: "bookings.accept",
  http: `POST ${address}/:uid/accept`,
  access: "bookings:write",
  summary: "Take an instant meeting: the first host to accept has it",
  query: BookingRef,
  output: Booking,
  errors: [conflict, forbidden, notFound],
  run: (context, { uid }) => acceptInstant(context, uid),
});

export const listUpcomingBookings = operation({
  name: "bookings.upcoming",
  http: `GET ${address}/upcoming`,
  tool: "list_upcoming_bookings",
  access: "bookings:read",
  summary: "Get the next bookings, confirmed and pending, the first to come first",
  query: BookingSearch.pick({ limit: true }),
  output: z.object({ bookings: z.array(Booking) }),
  run: async (context, { limit }) => ({
    bookings: (await listPage(context, { limit, status: ["upcoming", "unconfirmed"] })).items,
  }),
});

export const searchBookings = operation({
  name: "bookings.search",
  http: `GET ${address}/search`,
  tool: "search_bookings",
  access: "bookings:read",
  summary: "Search bookings by an attendee's name or address, or by title",
  query: BookingSearch.pick({ limit: true, cursor: true, status: true }).extend({
    q: z
      .string()
      .trim()
      .min(1)
      .max(200)
      .meta({ description: "Part of an attendee's name or e-mail address, or of the title" }),
  }),
  output: page(Booking),
  run: (context, { q, ...paging }) => listPage(context, { ...paging, search: q, sort: "-startTime" }),
});

async function answerRequest(
  context: Context,
  uid: string,
  { to, reason, allRemaining }: { to: "accepted" | "rejected"; reason?: string | undefined; allRemaining: boolean },
) {
  const handled = await bookingOfHandle(context, uid, { lock: true });
  const all = allRemaining ? await lockSeries(context, handled, ["pending"]) : [handled];
  const occurrences = all.length > 1 ? all.map(({ startsAt }) => startsAt) : undefined;
  for (const one of all.length > 0 ? all : [handled])
    await settle(context, one.id, {
      to,
      side: "host",
      reason: reason ?? null,
      ...(occurrences ? (one.id === all[0]!.id ? { occurrences } : { silent: true }) : {}),
    });
  return readBooking(context, handled.id);
}
