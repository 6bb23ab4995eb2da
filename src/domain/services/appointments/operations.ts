import { z } from "zod";
import { conflict, forbidden, notFound, preconditionFailed } from "../../../platform/errors.ts";
import { file, operation } from "../../../platform/operation.ts";
import { page } from "../../../platform/page.ts";
import { Deleted, Instant, Text, TimeZone } from "../../../platform/schemas.ts";
import { bookAppointment } from "./book.ts";
import { Booking } from "./booking-schema.ts";
import { changeMany } from "./bulk.ts";
import { BulkChanges, BulkOutcome } from "./bulk-schema.ts";
import { calendarFile } from "./calendar-file.ts";
import { cancelAppointment as cancel } from "./cancel.ts";
import { changeAppointment } from "./change.ts";
import { confirmAppointment as confirm, readRequest } from "./confirm.ts";
import { createAppointment as create } from "./create.ts";
import { cancelOwn, cancelOwnVisit, moveOwn, moveOwnVisit, readOwn } from "./own.ts";
import { deleteAppointment } from "./remove.ts";
import {
  Appointment,
  AppointmentChanges,
  AppointmentDraft,
  AppointmentId,
  AppointmentSearch,
  Cancellation,
  OwnAppointment,
  RequestedAppointment,
} from "./schema.ts";
import { matching } from "./search.ts";
import { pageOfAppointments, readAppointment } from "./view.ts";

const address = "/api/services/appointments";
const Uid = z.string().min(1).max(100);
const VisitScope = z.enum(["one", "visit"]).default("one").meta({
  description: "Of a visit with several services: this one alone, or all that are left",
});
const byUid = { handles: ["uid"] };

export const listAppointments = operation({
  name: "appointments.list",
  http: `GET ${address}`,
  tool: "list_appointments",
  access: "appointments:read",
  summary: "List appointments by their start",
  query: AppointmentSearch,
  output: page(Appointment),
  async run(context, { limit, cursor, order, ...search }) {
    return pageOfAppointments(
      context,
      { limit, cursor, descending: order === "desc" },
      await matching(context, search),
    );
  },
});

export const getAppointment = operation({
  name: "appointments.get",
  http: `GET ${address}?id`,
  tool: "get_appointment",
  access: "appointments:read",
  summary: "Get one appointment with its customer, staff member, extras and notes",
  query: AppointmentId,
  output: Appointment,
  run: (context, { id }) => readAppointment(context, id),
});

export const createAppointment = operation({
  name: "appointments.create",
  http: `POST ${address}`,
  tool: "create_appointment",
  access: "appointments:write",
  summary: "Create an appointment of a service, or a series of them",
  description:
    "At any time that nothing else has taken: opening hours, notice and booking window bind customers (`POST /api/services/book`), not staff. " +
    "Without an employee, whoever is free and has least to do that day; without a price, the service's and its extras'.",
  body: AppointmentDraft,
  output: Appointment,
  status: 201,
  errors: [conflict, notFound],
  run: create,
});

export const updateAppointment = operation({
  name: "appointments.update",
  http: `PUT ${address}`,
  alsoMethod: "PATCH",
  tool: "update_appointment",
  access: "appointments:write",
  summary: "Change the given fields of an appointment and leave the others",
  description:
    "Another service brings its own length, price and resources; new extras add their time and price to what was agreed; `endTime` and `price` overrule both. " +
    "`employeeId: null` makes it nobody's. `attendees` replaces the list of a group session.",
  query: AppointmentId,
  body: AppointmentChanges,
  output: Appointment,
  errors: [conflict, notFound, preconditionFailed],
  run: (context, { id, ...changes }) => changeAppointment(context, id, changes),
});

export const removeAppointment = operation({
  name: "appointments.delete",
  http: `DELETE ${address}`,
  access: "appointments:write",
  summary: "Cancel an appointment and take it off every list",
  query: AppointmentId,
  output: Deleted,
  errors: [notFound],
  run: (context, { id }) => deleteAppointment(context, id),
});

export const cancelAppointmentByStaff = operation({
  name: "appointments.cancelByStaff",
  http: `POST ${address}/:id/cancel`,
  tool: "cancel_appointment",
  access: "appointments:write",
  summary: "Cancel an appointment, or what is left of its series",
  description:
    "Its time is free again at once. `notify: false` keeps the mail about it away from customer and employee.",
  query: AppointmentId,
  body: Cancellation,
  output: Appointment,
  errors: [conflict, notFound, preconditionFailed],
  run: (context, { id, ...cancellation }) => cancel(context, id, cancellation),
});

export const updateAppointments = operation({
  name: "appointments.bulkUpdate",
  http: `POST ${address}/bulk`,
  tool: "bulk_update_appointments",
  access: "appointments:write",
  summary: "Change up to a hundred appointments at once, each by itself",
  description:
    "What can be changed is; what cannot stays as it is and says why. Answers 200 either way: look at `failed`.",
  body: BulkChanges,
  output: BulkOutcome,
  run: changeMany,
});

export const book = operation({
  name: "appointments.book",
  http: "POST /api/services/book",
  access: "public",
  tenant: { subdomain: "subdomain", handles: ["hold"] },
  plans: true,
  grouped: true,
  summary: "Book a service, as its customers do",
  description:
    "A slot that `GET /api/services/availability` lists can be booked, by the same rules. One that was lost meanwhile answers 409 with the three nearest open ones in `details`. " +
    "Without an employee, whoever is free and has least to do that day.",
  body: Booking,
  output: OwnAppointment,
  status: 201,
  errors: [conflict, notFound],
  run: bookAppointment,
});

export const readAppointmentRequest = operation({
  name: "appointments.request",
  http: "GET /api/services/confirm-appointment",
  access: "public",
  tenant: byUid,
  summary: "Look at an appointment with the token from the mail to staff, or as staff",
  query: z.object({ uid: Uid, token: z.string().max(200).optional() }),
  output: RequestedAppointment,
  errors: [forbidden, notFound],
  run: (context, { uid, token }) => readRequest(context, uid, token),
});

export const confirmAppointment = operation({
  name: "appointments.confirm",
  http: "POST /api/services/confirm-appointment",
  access: "public",
  tenant: byUid,
  summary: "Approve a pending appointment, with the token from the mail or as staff",
  body: z.strictObject({ uid: Uid, token: z.string().max(200).optional() }),
  output: z.object({
    uid: z.string(),
    status: Appointment.shape.status,
    startTime: Instant,
    endTime: Instant,
    service: Appointment.shape.service,
  }),
  errors: [conflict, forbidden, notFound],
  run: (context, { uid, token }) => confirm(context, uid, token),
});

export const readOwnAppointment = operation({
  name: "appointments.own",
  http: `GET ${address}/own`,
  access: "public",
  tenant: byUid,
  summary: "Look at an appointment by the handle its customer has",
  query: z.object({ uid: Uid }),
  output: OwnAppointment,
  errors: [notFound],
  run: (context, { uid }) => readOwn(context, uid),
});

export const cancelAppointment = operation({
  name: "appointments.cancel",
  http: `POST ${address}/cancel`,
  access: "public",
  tenant: byUid,
  summary: "Cancel an appointment, or a seat in a group session, by the handle its customer has",
  body: z.strictObject({ uid: Uid, reason: Text.nullish(), scope: VisitScope }),
  output: OwnAppointment,
  errors: [conflict, notFound],
  run: (context, { uid, reason, scope }) =>
    (scope === "one" ? cancelOwn : cancelOwnVisit)(context, uid, reason ?? null),
});

export const rescheduleAppointment = operation({
  name: "appointments.reschedule",
  http: `POST ${address}/reschedule`,
  access: "public",
  tenant: byUid,
  summary: "Move an appointment to another open slot, by the handle its customer has",
  description:
    "With the scope `visit`, `startTime` is that of its first service: `POST /api/services/visits/availability` lists the open ones.",
  body: z.strictObject({ uid: Uid, startTime: Instant, timeZone: TimeZone.optional(), scope: VisitScope }),
  output: OwnAppointment,
  errors: [conflict, notFound],
  run: (context, { uid, startTime, timeZone, scope }) =>
    (scope === "one" ? moveOwn : moveOwnVisit)(context, uid, startTime, timeZone),
});

export const downloadAppointment = operation({
  name: "appointments.calendar",
  http: `GET ${address}/calendar`,
  access: "public",
  tenant: byUid,
  summary: "An appointment as a calendar file (.ics), by the handle its customer has",
  description: "With the same UID as in the mails. `series=true` holds every appointment of its series.",
  query: z.object({ uid: Uid, series: z.enum(["true", "false"]).optional() }),
  output: file(z.any(), "text/calendar"),
  errors: [notFound],
  run: (context, { uid, series }) => calendarFile(context, uid, series === "true"),
});
