import { sql } from "kysely";
import type { z } from "zod";
import type { Row } from "../../../platform/database.ts";
import { conflict, invalid, refuse } from "../../../platform/errors.ts";
import { newHandle } from "../../../platform/handles.ts";
import type { Context } from "../../../platform/operation.ts";
import { findRecord, requireRecords } from "../../../platform/records.ts";
import { iso } from "../../../platform/schemas.ts";
import { type Plan, readPlan } from "../availability/plan.ts";
import { answersOfStaff } from "../custom-fields/answers.ts";
import { refuseOthers } from "../employees/access.ts";
import { guestsOf } from "./attendees.ts";
import { chooseExtras } from "./extras.ts";
import { emitAppointment } from "./payload.ts";
import { usualPrice } from "./price.ts";
import type { AppointmentDraft, AppointmentView } from "./schema.ts";
import { refuseConflicts, takeSeries, wishesOf } from "./series.ts";
import type { Wish } from "./take.ts";
import { isOpen, takesTime } from "./transitions.ts";
import { readAppointments } from "./view.ts";
import { refuseTooMany } from "./wish.ts";
import { addSeats, type Facts, insertAppointment, type Seat } from "./write.ts";

type Draft = z.output<typeof AppointmentDraft>;

/**
 * Staff write an appointment down, or a series of them: at any time that nothing else has taken. All occurrences are made
 * in this transaction; what happens to those whose time is taken is the caller's choice (SEMANTICS 15).
 */
export async function createAppointment(context: Context, draft: Draft): Promise<AppointmentView> {
  const plan = await planOf(context, draft);
  const facts = await factsOf(context, plan, draft);
  const wishes = wishesOf(plan, draft);
  const write = (taking: Parameters<typeof insertAppointment>[2]) => insertAppointment(context, plan, taking, facts);
  const { ids, lost } = takesTime(facts.status)
    ? await takeSeries(context, plan, wishes, write)
    : { ids: await noteDown(plan, wishes, write), lost: [] };
  if (lost.length > 0 && (draft.onConflict !== "skip" || ids.length === 0))
    throw await refuseConflicts(context, plan, draft, lost);
  // People come after time: whoever books meanwhile takes calendars first and makes their customer then, too.
  const seats = facts.isGroup ? await seatsOf(context, plan, draft, facts) : [];
  for (const id of ids) await addSeats(context, id, seats);
  return tell(context, plan, ids, lost, { series: wishes.length > 1, silent: draft.notify === false });
}

async function planOf(context: Context, draft: Draft): Promise<Plan> {
  const { caller } = context;
  // Whoever may only see their own calendar books into their own.
  const employeeId = draft.employeeId ?? (caller.onlyOwn ? caller.employeeId : null);
  if (caller.onlyOwn) refuseOthers(context, employeeId ?? 0);
  const { resources = [] } = draft;
  const named = resources.map(({ resourceId: id }, index) => ({ id, field: `resources.${index}.resourceId` }));
  await requireRecords(context, "resources", "resource", named);
  const { serviceId, locationId } = draft;
  const plan = await readPlan(context, { serviceId, employeeId, locationId, resources, byStaff: true });
  refuseTooMany(plan, resources);
  return plan;
}

/** A cancelled appointment takes no time: somebody notes down what was called off. */
async function noteDown(
  plan: Plan,
  wishes: Wish[],
  write: (taking: Parameters<typeof insertAppointment>[2]) => Promise<number>,
) {
  const candidate = plan.candidates.length === 1 ? plan.candidates[0]! : null;
  const ids: number[] = [];
  for (const wish of wishes) ids.push(await write({ ...wish, candidate, claims: [], sessionId: null }));
  return ids;
}

async function factsOf(context: Context, plan: Plan, draft: Draft): Promise<Facts> {
  const { service, business } = plan;
  const hasRoom = service.enableGroupBooking || service.maxCapacity > 1;
  const isGroup = draft.isGroupBooking ?? (draft.attendees !== undefined && hasRoom);
  if (draft.attendees && !isGroup)
    throw invalid("attendees", "Send isGroupBooking: true for an appointment with several attendees");
  if (isGroup && !hasRoom)
    throw invalid("isGroupBooking", `${service.name} is for one person: set maxCapacity on the service`);
  const people = (draft.attendees?.length ?? 0) + (draft.customerId ? 1 : 0);
  if (isGroup && people > service.maxCapacity)
    throw refuse(conflict, `${service.name} has room for ${service.maxCapacity}.`, [
      { field: "attendees", message: `At most ${service.maxCapacity}` },
    ]);
  if (isGroup && draft.customFields && !draft.customerId)
    throw invalid("customFields", "A group session's answers are its attendees': send them with attendees");
  const customFields = answersOfStaff(plan.fields, draft.customFields);
  const extras = await chooseExtras(context, service.id, draft.extras);
  const customer: Row<"customers"> | null = draft.customerId
    ? await findRecord(context, "customers", "customer", draft.customerId, { field: "customerId" })
    : null;
  return {
    status: draft.status ?? "approved",
    price: draft.price ?? usualPrice(service, extras),
    customer,
    extras,
    isGroup,
    notes: draft.notes,
    internalNotes: draft.internalNotes,
    customFields,
    timeZone: draft.timeZone ?? customer?.timeZone ?? plan.zone,
    language: draft.language ?? customer?.language ?? business.language,
    recurrenceRule: draft.recurrenceRule,
    seriesUid: draft.recurrenceRule && (draft.recurrenceCount ?? 1) > 1 ? newHandle("ser", context.businessId) : null,
  };
}

/** The first attendee of a group session may be named as its customer. */
async function seatsOf(context: Context, plan: Plan, draft: Draft, facts: Facts): Promise<Seat[]> {
  const { customer, price, timeZone, language } = facts;
  const first = customer ? [{ customerId: customer.id }] : [];
  const attendees = draft.attendees ?? [];
  const guests = await guestsOf(context, [...first, ...attendees], -first.length);
  const answers = attendees.map(({ customFields }, index) =>
    answersOfStaff(plan.fields, customFields, `attendees.${index}.customFields`),
  );
  if (customer) answers.unshift(facts.customFields ?? {});
  return guests.map((guest, index) => ({ timeZone, language, ...guest, price, customFields: answers[index]! }));
}

async function tell(
  context: Context,
  plan: Plan,
  ids: number[],
  lost: Wish[],
  { series, silent }: { series: boolean; silent: boolean },
): Promise<AppointmentView> {
  const made = await readAppointments(context, sql`a.id = any(${ids})`);
  const business = { name: plan.business.name, email: plan.settings.email };
  for (const [index, appointment] of made.entries()) {
    const { id, status } = appointment;
    context.audit({ action: "appointment.created", subject: "appointment", subjectId: id, after: appointment });
    await emitAppointment(context, "SERVICE_BOOKING_CREATED", appointment, business, {
      kind: status === "pending" ? "requested" : "booked",
      by: context.caller.name,
      // A series is announced once, with all its times.
      ...(series ? { occurrences: made.map(({ startTime }) => startTime as string) } : {}),
      // What is over or called off is noted down, not announced.
      silent: silent || index > 0 || !isOpen(status),
    });
  }
  const [first] = made;
  if (!series) return first!;
  return {
    ...first!,
    occurrences: made.map(({ id, uid, startTime, endTime, status }) => ({ id, uid, startTime, endTime, status })),
    skipped: lost.map(({ start, end }) => ({ startTime: iso(start), endTime: iso(end), reason: "This time is taken" })),
  };
}
