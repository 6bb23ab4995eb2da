import type { Row } from "../../../platform/database.ts";
import type { Context } from "../../../platform/operation.ts";
import { epoch } from "../../../platform/schemas.ts";
import { personIn } from "../../identity/caller-names.ts";
import { MINUTE } from "../../time/availability/calendar.ts";
import type { BookingView, OwnBooking } from "./schema.ts";
import { isOpen } from "./transitions.ts";

type Rules = Pick<
  Row<"eventTypes">,
  | "disableCancelling"
  | "disableRescheduling"
  | "minimumCancellationNotice"
  | "minimumReschedulingNotice"
  | "seatsShowAttendees"
  | "seatsShowAvailabilityCount"
>;

/**
 * A booking as whoever holds its handle sees it. In a session with seats that is one's own seat: others' names are shown
 * where the event type says so, and their handles and addresses never.
 */
export function ownView(
  context: Context,
  booking: BookingView,
  rules: Rules | null,
  seatUid: string | null,
): OwnBooking {
  const ahead = isOpen(booking.status) && epoch(booking.startTime) > context.now;
  const left = (epoch(booking.startTime) - context.now) / MINUTE;
  const seat = seatUid === null ? undefined : booking.attendees.find(({ uid }) => uid === seatUid);
  // What a booker answers is between them and the host.
  const brought = booking.seats === null && seat?.guest === true;
  const mine = seat === undefined || seat.status === "booked";
  // A session is the host's: whoever has its handle and no seat can do nothing about it.
  const theirs = mine && (booking.seats === null || seat !== undefined);
  return {
    ...booking,
    // Of a session the booking's are those of whoever came first.
    responses: booking.seats === null && !brought ? booking.responses : (seat?.responses ?? {}),
    status: mine ? booking.status : "cancelled",
    seatsLeft: rules?.seatsShowAvailabilityCount === false ? null : booking.seatsLeft,
    hosts: booking.hosts,
    cancelledBy: booking.cancelledBy && personIn(booking.cancelledBy),
    rescheduledBy: booking.rescheduledBy && personIn(booking.rescheduledBy),
    attendees: booking.attendees.flatMap((attendee): OwnBooking["attendees"] => {
      if (booking.seats === null) return [{ ...attendee, uid: null }];
      if (attendee.uid === seatUid) return [attendee];
      return rules?.seatsShowAttendees && attendee.status === "booked"
        ? [{ ...attendee, uid: null, email: "", phone: null, responses: {} }]
        : [];
    }),
    seatUid,
    canCancel:
      // Nobody's time is taken by a meeting that waits for a host, so it can be called off whatever the rules are.
      (booking.status === "awaiting_host" && !brought) ||
      (ahead && theirs && !rules?.disableCancelling && left >= (rules?.minimumCancellationNotice ?? 0)),
    canReschedule:
      ahead &&
      theirs &&
      !brought &&
      rules !== null &&
      !rules.disableRescheduling &&
      left >= rules.minimumReschedulingNotice,
  };
}
