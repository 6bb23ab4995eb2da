import { call, number, request } from "../api.js";
import booking from "../creates/booking.js";

const statuses = { upcoming: "Upcoming", past: "Past", unconfirmed: "Unconfirmed", cancelled: "Cancelled" };

export default {
  key: "find_booking",
  noun: "Booking",
  display: { label: "Find Booking", description: "Finds a booking by its UID, or by who comes to it." },
  operation: {
    inputFields: [
      { key: "uid", label: "UID", helpText: "Or the ID. If it is given, the other fields do not matter." },
      { key: "search", label: "Attendee", helpText: "Part of an attendee's name or email, or of the title." },
      { key: "eventTypeId", label: "Event Type", type: "integer", dynamic: "event_types.id.title" },
      { key: "status", label: "Status", choices: statuses },
    ],
    perform: (z, { inputData: { uid, search, eventTypeId, status } }) =>
      uid
        ? byUid(z, uid)
        : call(z, "GET /api/bookings", { query: { search, eventTypeId: number(eventTypeId), status, limit: 10 } }),
    sample: booking.operation.sample,
    outputFields: booking.operation.outputFields,
  },
};

/** One booking, or none: a search that finds nothing is no failure. */
async function byUid(z, uid) {
  const response = await request(z, "GET /api/bookings/:uid", { path: { uid }, skipThrowForStatus: true });
  if (response.status === 404) return [];
  response.throwForStatus();
  return [response.data.data];
}
