// What a workflow can follow, and what its steps can do: the words of the API.

export const bookingTriggers = [
  "booked",
  "requested",
  "confirmed",
  "rejected",
  "rescheduled",
  "cancelled",
  "noShow",
  "beforeStart",
  "afterEnd",
] as const;
export const appointmentTriggers = [
  "appointmentBooked",
  "appointmentUpdated",
  "appointmentCancelled",
  "appointmentCompleted",
  "beforeAppointment",
  "afterAppointment",
] as const;
export const triggers = [...bookingTriggers, "formSubmitted", ...appointmentTriggers] as const;
export type Trigger = (typeof triggers)[number];

/** Cal.com's names, for whoever brings their workflows along. Taken, and answered as ours. */
export const calComTriggers: Record<string, Trigger> = {
  NEW_EVENT: "booked",
  EVENT_CANCELLED: "cancelled",
  RESCHEDULE_EVENT: "rescheduled",
  BEFORE_EVENT: "beforeStart",
  AFTER_EVENT: "afterEnd",
  BOOKING_REQUESTED: "requested",
  BOOKING_REJECTED: "rejected",
  BOOKING_NO_SHOW_UPDATED: "noShow",
  FORM_SUBMITTED: "formSubmitted",
};

/** Triggers that come some time before the start or after the end, instead of with an event. */
export const timedTriggers: Trigger[] = ["beforeStart", "afterEnd", "beforeAppointment", "afterAppointment"];
export const isTimed = (trigger: Trigger): boolean => timedTriggers.includes(trigger);
export const isBefore = (trigger: Trigger): boolean => trigger === "beforeStart" || trigger === "beforeAppointment";

export type Kind = "booking" | "appointment" | "form";
/** What a trigger is about. */
export const kindOf = (trigger: Trigger): Kind =>
  trigger === "formSubmitted"
    ? "form"
    : (appointmentTriggers as readonly Trigger[]).includes(trigger)
      ? "appointment"
      : "booking";

export const offsetUnits = ["minute", "hour", "day"] as const;
export type OffsetUnit = (typeof offsetUnits)[number];

export const actions = [
  "email_host",
  "email_attendee",
  "email_address",
  "sms_attendee",
  "sms_number",
  "webhook",
] as const;
export type Action = (typeof actions)[number];
export const isEmail = (action: Action): boolean => action.startsWith("email_");
export const isSms = (action: Action): boolean => action.startsWith("sms_");

/** The events that set workflows off, or have them planned anew. */
const byEvent: Record<string, Trigger[]> = {
  BOOKING_CREATED: ["booked"],
  BOOKING_REQUESTED: ["requested"],
  // A request that is confirmed is booked then, and not before.
  BOOKING_CONFIRMED: ["confirmed", "booked"],
  BOOKING_REJECTED: ["rejected"],
  BOOKING_RESCHEDULED: ["rescheduled"],
  BOOKING_CANCELLED: ["cancelled"],
  BOOKING_NO_SHOW_UPDATED: ["noShow"],
  // Who comes and who hosts: reminders follow them.
  "booking.updated": [],
  FORM_SUBMITTED: ["formSubmitted"],
  SERVICE_BOOKING_CREATED: ["appointmentBooked"],
  SERVICE_BOOKING_UPDATED: ["appointmentUpdated"],
  SERVICE_BOOKING_CANCELLED: ["appointmentCancelled"],
  SERVICE_BOOKING_COMPLETED: ["appointmentCompleted"],
};
export const followedEvents = Object.keys(byEvent);

/** Which triggers an event sets off at once. An appointment that awaits confirmation is booked when it is approved. */
export function triggersOf(event: string, change?: { kind: string }): Trigger[] {
  if (event.startsWith("SERVICE_")) {
    const { kind = "" } = change ?? {};
    if (kind === "requested") return [];
    if (kind === "approved" || kind === "joined") return ["appointmentBooked"];
    // A seat that moves into a session of its own is no new booking.
    if (kind === "moved") return ["appointmentUpdated"];
    // Somebody gave up their seat in a group session.
    if (kind === "left") return ["appointmentCancelled"];
  }
  return byEvent[event] ?? [];
}
