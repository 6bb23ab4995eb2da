import type { listBookings } from "../../../src/domain/scheduling/bookings/operations.ts";
import type { ItemOf } from "../../shared/api.ts";

export type Booking = ItemOf<typeof listBookings>;

export const isOpen = ({ status }: Pick<Booking, "status">) => status === "accepted" || status === "pending";

/** What the badge says: a meeting that is over is more than confirmed. */
export function statusOf(booking: Pick<Booking, "status" | "endTime" | "hostNoShow" | "attendees">) {
  if (booking.status !== "accepted" || Date.parse(booking.endTime) > Date.now()) return booking.status;
  return booking.hostNoShow || booking.attendees.some(({ noShow }) => noShow) ? "no-show" : "completed";
}
