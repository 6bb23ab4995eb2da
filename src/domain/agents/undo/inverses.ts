import type { Row } from "../../../platform/database.ts";
import type { Operation } from "../../../platform/operation.ts";
import { deleteCustomer } from "../../compliance/erasure/operations.ts";
import { deleteWebhook, updateWebhook } from "../../events/webhooks/operations.ts";
import { changedFields } from "../../identity/audit/store.ts";
import { markBookingNoShow } from "../../scheduling/bookings/operations.ts";
import { cancelBookingOperation, rescheduleBooking } from "../../scheduling/bookings/visitor-operations.ts";
import { deleteEventType, updateEventType } from "../../scheduling/event-types/operations.ts";
import { updateMe } from "../../scheduling/me/operations.ts";
import { deleteOneSchedule, updateSchedule } from "../../scheduling/schedules/operations.ts";
import { cancelAppointmentByStaff, updateAppointment } from "../../services/appointments/operations.ts";
import { answersChange } from "../../services/custom-fields/answers.ts";
import { updateCustomer } from "../../services/customers/operations.ts";
import { deleteWorkflow, updateWorkflow } from "../../workflows/workflows/operations.ts";

export type Entry = Row<"auditLog">;
type Stored = Record<string, any>;

/** How a change is undone: by which operation, with what. What was changed since, or does not come back, refuses it. */
export type Inverse = {
  operation: Operation;
  query: (entry: Entry) => Stored;
  body?: (entry: Entry) => Stored;
  /** The fields that must be as the change left them, and be afterwards as they were before it; by default all it changed. */
  fields?: string[];
  /** The change made the record: undoing removes or cancels it. */
  creation?: boolean;
};

const byId = ({ subjectId }: Entry) => ({ id: String(subjectId) });
const byUid = ({ subjectId }: Entry) => ({ uid: String(subjectId) });
const undone = { reason: "Undone by the assistant that made it" };

const removal = (operation: Operation): Inverse => ({ operation, query: byId, creation: true });
/** Gives the changed fields the values that they had. */
const restoration = (operation: Operation, query: Inverse["query"] = byId): Inverse => ({
  operation,
  query,
  body: ({ before, after }) => {
    const fields = Object.keys(operation.body.shape);
    return Object.fromEntries(
      Object.entries(changedFields(before as Stored, after as Stored))
        .filter(([name]) => fields.includes(name))
        .map(([name, change]) => [name, change.before]),
    );
  },
});

const changedBack = restoration(updateAppointment);
/** Whoever had a seat, as it is sent. */
const guestsOf = (attendees: Stored[]) =>
  attendees
    .filter(({ status }) => status !== "canceled")
    .map(({ customerId, status, customFields }) => ({ customerId, status, customFields }));

/** Of several entries that one call wrote, the first in this order is what the call was about. */
export const inverses: Record<string, Inverse> = {
  "booking.created": {
    operation: cancelBookingOperation,
    query: byUid,
    body: () => undone,
    creation: true,
  },
  "booking.moved": {
    operation: rescheduleBooking,
    query: byUid,
    body: ({ before }) => {
      const { startTime, endTime } = before as Stored;
      return { start: startTime, end: endTime, anyTime: true, ...undone };
    },
    fields: ["startTime", "endTime", "status"],
  },
  "booking.no_show": {
    operation: markBookingNoShow,
    query: byUid,
    body: ({ before, after }) => {
      const [was, is] = [before as Stored, after as Stored];
      const changed = (was.attendees as Stored[]).filter(
        ({ email, noShow }) => (is.attendees as Stored[]).find((one) => one.email === email)?.noShow !== noShow,
      );
      return {
        attendees: changed.map(({ email, noShow }) => ({ email, noShow })),
        ...(was.hostNoShow === is.hostNoShow ? {} : { host: was.hostNoShow }),
      };
    },
    fields: ["attendees", "hostNoShow"],
  },
  "appointment.created": {
    operation: cancelAppointmentByStaff,
    query: byId,
    body: () => undone,
    creation: true,
  },
  "appointment.updated": {
    ...changedBack,
    body(entry) {
      const body = changedBack.body!(entry);
      return {
        ...body,
        ...(body.extras ? { extras: body.extras.map(({ extraId, quantity }: Stored) => ({ extraId, quantity })) } : {}),
        ...(body.attendees ? { attendees: guestsOf(body.attendees) } : {}),
        // Answers are added to those that are there, so that one which was not has to be taken away.
        ...answersChange((entry.before as Stored).customFields, (entry.after as Stored).customFields),
      };
    },
  },
  "event_type.created": removal(deleteEventType),
  "event_type.updated": restoration(updateEventType),
  "schedule.created": removal(deleteOneSchedule),
  "schedule.updated": restoration(updateSchedule),
  "workflow.created": removal(deleteWorkflow),
  "workflow.updated": restoration(updateWorkflow),
  "webhook.created": removal(deleteWebhook),
  "webhook.updated": restoration(updateWebhook),
  "member.profile_updated": restoration(updateMe, () => ({})),
  "customer.created": removal(deleteCustomer),
  "customer.updated": restoration(updateCustomer),
};

/** Why the rest cannot be undone, by the end of the action's name. */
const reasons: [RegExp, string][] = [
  [/\.deleted$/, "what is deleted is gone: make it again"],
  [/\.cancelled$/, "the people concerned were told, and the time may be taken: book it again"],
  [/\.(confirmed|accepted|rejected)$/, "the people concerned were told: cancel it, or book it again"],
  [/\.(completed|no_show)$/, "it may have been charged: change the appointment itself"],
];
export const reasonAgainst = (action: string) =>
  reasons.find(([pattern]) => pattern.test(action))?.[1] ?? "there is no well-defined way back: change it by hand";
