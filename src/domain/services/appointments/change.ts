import type { Row } from "../../../platform/database.ts";
import { invalid, missing } from "../../../platform/errors.ts";
import type { Context } from "../../../platform/operation.ts";
import { findRecord, refuseOldVersion, requireRecords } from "../../../platform/records.ts";
import { epoch, iso } from "../../../platform/schemas.ts";
import { insertClaims, releaseClaims } from "../../time/calendars/claims.ts";
import type { Candidate, Plan } from "../availability/plan.ts";
import { answersAfter } from "../custom-fields/answers.ts";
import { refuseOthers } from "../employees/access.ts";
import { slotLost } from "./alternatives.ts";
import { type Reseated, replaceAttendees } from "./attendees.ts";
import { extrasAfter, replaceExtras } from "./extras.ts";
import { isMove, planAfter, takesOtherThings, wishAfter } from "./move.ts";
import { depositOf, repriced } from "./price.ts";
import type { AppointmentView, Changes, Status } from "./schema.ts";
import { replaceResources, repriceSeats } from "./store.ts";
import { type Taking, takeTime, type Wish } from "./take.ts";
import { tellChange } from "./tell.ts";
import { type Actor, actorOf, takesTime, transition } from "./transitions.ts";
import { readAppointment } from "./view.ts";
import { leaveVisit } from "./visit.ts";
import { refuseTooMany } from "./wish.ts";

type Stored = Row<"appointments">;
export type How = {
  actor: Actor;
  /** Customers move within the rules, staff at any free time. */
  by: Wish["by"];
  bookerZone?: string;
  /** The occurrences of a series that this change is one of, for the one mail that tells of them all. */
  occurrences?: string[];
  /** Of a visit, see AppointmentChange. */
  visit?: string[];
  /** Of a group session that ends because its last guest left: the handle of that seat. */
  seatUid?: string;
  /** Time that was found for it already, as for one of several that move together. */
  taking?: Taking;
};

/**
 * Changes an appointment: its time, people, price or state. Under a lock of its row, with its claims taken anew where its
 * time is another; history, audit log and event tell it. What is as it was already is no change. Throws CONFLICT for a
 * taken time or an impossible state.
 */
export async function changeAppointment(
  context: Context,
  id: number,
  changes: Changes,
  how: How = { actor: actorOf(context), by: "time" },
): Promise<AppointmentView> {
  const stored = await findRecord(context, "appointments", "appointment", id, { lock: true });
  refuseOldVersion(context, stored);
  await refuseUnknown(context, stored, changes);
  const before = await readAppointment(context, id);
  const status = changes.status ?? (stored.status as Status);
  const step = status === stored.status ? null : transition(stored.status as Status, status, how.actor);
  const plan = await planAfter(context, stored, before, changes, how.by);
  refuseTooMany(plan, changes.resources ?? []);
  const extras = await extrasAfter(context, plan, before, changes);
  const wish = wishAfter(stored, before, plan, extras, changes, how);
  const moves = isMove(stored, before, plan, wish, changes);

  let taken: { candidate: Candidate | null } | null = null;
  if (!takesTime(status)) await releaseClaims(context, { appointmentId: id });
  else if (moves)
    taken = await claimAnew(context, stored, how.taking ?? (await takeAnew(context, plan, stored, wish, changes)));
  const employeeId = taken ? (taken.candidate?.employeeId ?? null) : employeeAfter(stored, changes);
  const price = changes.price ?? repriced(before, plan.service, extras ?? before.extras);
  const otherService = plan.service.id !== stored.serviceId;
  const seats = changes.attendees
    ? await replaceAttendees(context, stored, changes.attendees, { price, ...plan })
    : null;
  const answers = answersAfter(plan.fields, stored.customFields, changes.customFields);
  const columns = {
    serviceId: plan.service.id,
    employeeId,
    locationId: changes.locationId === undefined ? stored.locationId : changes.locationId,
    startsAt: iso(wish.start),
    endsAt: iso(wish.end),
    ...(taken ? { bufferBefore: plan.service.bufferTimeBefore, bufferAfter: plan.service.bufferTimeAfter } : {}),
    status,
    price,
    ...(otherService ? { currency: plan.service.currency } : {}),
    ...(price !== stored.price || otherService ? { depositAmount: depositOf(plan.service, price) } : {}),
    ...(await customerAfter(context, plan, stored, changes)),
    ...given(changes, ["notes", "internalNotes", "timeZone", "language", "cancellationReason"]),
    ...(step?.event === "SERVICE_BOOKING_CANCELLED" ? { canceledBy: how.actor } : {}),
    ...(answers ? { customFields: JSON.stringify(answers) } : {}),
  };
  const leaves = taken !== null && !how.taking && (await leaveVisit(context, stored, wish));
  const otherThings = takesOtherThings(before, plan, changes);
  const partsChange = extras !== null || otherThings || (seats?.changed ?? false);
  if (!partsChange && Object.entries(columns).every(([name, value]) => same(stored[name as keyof Stored], value)))
    return before;

  await context.db
    .updateTable("appointments")
    .set({ ...columns, ...(leaves ? { visitUid: null } : {}), sequence: stored.sequence + 1 })
    .where("businessId", "=", context.businessId)
    .where("id", "=", id)
    .execute();
  if (extras) await replaceExtras(context, id, extras);
  if (taken || otherThings) await replaceResources(context, id, plan);
  if (stored.isGroup && price !== stored.price) await repriceSeats(context, stored, price);
  return tellChange(context, plan, stored, before, {
    trigger: step?.event ?? "SERVICE_BOOKING_UPDATED",
    reason: changes.cancellationReason,
    silent: changes.notify === false,
    seats: seats ?? nobody,
    occurrences: how.occurrences,
    visit: how.visit,
    seatUid: how.seatUid,
    leftVisit: leaves ? stored.visitUid : null,
  });
}

const nobody: Reseated = { joined: [], left: [], changed: false };

/** 404 for what the caller newly points at and is not there; 403 where it would become a colleague's. */
async function refuseUnknown(context: Context, stored: Stored, changes: Changes) {
  const { serviceId, employeeId, locationId, customerId, resources = [] } = changes;
  if (employeeId !== undefined && context.caller.onlyOwn) refuseOthers(context, employeeId ?? 0);
  if (customerId && stored.isGroup) throw invalid("customerId", "A group session has attendees: send attendees");
  if (changes.customFields && stored.isGroup)
    throw invalid("customFields", "A group session's answers are its attendees': send them with attendees");
  const named = (id: number | null | undefined, was: number | null, field: string) =>
    id && id !== was ? [{ id, field }] : [];
  await requireRecords(context, "services", "service", named(serviceId, stored.serviceId, "serviceId"));
  await requireRecords(context, "employees", "employee", named(employeeId, stored.employeeId, "employeeId"));
  await requireRecords(context, "locations", "location", named(locationId, stored.locationId, "locationId"));
  await requireRecords(context, "customers", "customer", named(customerId, stored.customerId, "customerId"));
  const things = resources.map(({ resourceId: id }, index) => ({ id, field: `resources.${index}.resourceId` }));
  await requireRecords(context, "resources", "resource", things);
}

/** Gives back the old time for the new: both are this transaction's, so nobody can come between. */
async function claimAnew(context: Context, { id }: Stored, taking: Taking): Promise<Taking> {
  await releaseClaims(context, { appointmentId: id });
  await insertClaims(context, taking.claims, { appointmentId: id });
  return taking;
}

async function takeAnew(context: Context, plan: Plan, stored: Stored, wish: Wish, changes: Changes) {
  const wanted = employeeAfter(stored, changes);
  if (wanted !== null && plan.candidates.length === 0 && wish.by === "time")
    throw missing("employee", wanted, "employeeId");
  const taking = await takeTime(context, plan, wish);
  if (!taking || taking.sessionId) throw await slotLost(context, plan, wish);
  return taking;
}

const employeeAfter = (stored: Stored, { employeeId }: Changes) =>
  employeeId === undefined ? stored.employeeId : employeeId;

/** Mails follow the new customer's language and zone. */
async function customerAfter(context: Context, plan: Plan, stored: Stored, { customerId }: Changes) {
  if (customerId === undefined || customerId === stored.customerId) return {};
  if (customerId === null) return { customerId, bookedAs: null };
  const customer = await findRecord(context, "customers", "customer", customerId, { field: "customerId" });
  const { zone, business } = plan;
  return {
    customerId,
    bookedAs: null,
    timeZone: customer.timeZone ?? zone,
    language: customer.language ?? business.language,
  };
}

const given = <Key extends keyof Changes>(changes: Changes, keys: Key[]) =>
  Object.fromEntries(keys.filter((key) => changes[key] !== undefined).map((key) => [key, changes[key]]));

/** Instants may be written with and without a fraction. */
const same = (one: unknown, other: unknown) =>
  one === other ||
  (typeof one === "string" && typeof other === "string" && isInstant(one) && epoch(one) === epoch(other));
const isInstant = (text: string) => /^\d{4}-\d\d-\d\dT.*Z$/.test(text);
