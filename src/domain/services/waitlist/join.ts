import { sql } from "kysely";
import type { z } from "zod";
import { type Row, seeingAll } from "../../../platform/database.ts";
import { conflict, DomainError, rateLimited, refuse } from "../../../platform/errors.ts";
import { newHandle } from "../../../platform/handles.ts";
import type { Context } from "../../../platform/operation.ts";
import { findRecord, insertRecord } from "../../../platform/records.ts";
import { iso } from "../../../platform/schemas.ts";
import { localDate } from "../../time/availability/zone.ts";
import { type Plan, readPlan } from "../availability/plan.ts";
import { findOrCreateCustomer } from "../customers/find-or-create.ts";
import { refuseOthers } from "../employees/access.ts";
import { mailJoined } from "./mails.ts";
import { rangeOf } from "./rules.ts";
import type { EntryDraft, EntryView, JoinDraft, JoinedEntry, WishDraft } from "./schema.ts";
import { readEntry, readOwnEntry } from "./view.ts";

/** One person waits for so many things at once in one business, and no more: each of them may keep time from others. */
const mostEntries = 10;
/** Joining sends a mail to whatever address was typed. */
const joinsPerHour = 20;

/** Staff put a customer on the list. Throws CONFLICT where the customer waits for the same thing already. */
export async function addEntry(context: Context, draft: z.output<typeof EntryDraft>): Promise<EntryView> {
  const { caller } = context;
  const employeeId = draft.employeeId ?? (caller.onlyOwn ? caller.employeeId : null);
  if (employeeId !== null) refuseOthers(context, employeeId);
  const { serviceId, locationId } = draft;
  const plan = await readPlan(context, { serviceId, employeeId, locationId, byStaff: true });
  const customer = draft.customerId
    ? await findRecord(context, "customers", "customer", draft.customerId, { field: "customerId" })
    : await findOrCreateCustomer(context, { ...draft, name: draft.name! });
  const { id, isNew } = await takePlace(context, plan, customer, { ...draft, employeeId });
  if (!isNew)
    throw refuse(conflict, `${customer.name} is on the waitlist for ${plan.service.name} in these days already.`, [
      { field: "fromDate", message: `Overlaps waitlist entry ${id}`, id },
    ]);
  return readEntry(context, id);
}

/**
 * A customer joins. Whoever waits for the same service in overlapping days stays where they are: the answer is what is on
 * the list already, and its link goes by mail to its owner. It is not answered, because anybody can type an address.
 */
export function joinWaitlist(
  context: Context,
  draft: z.output<typeof JoinDraft>,
): Promise<z.input<typeof JoinedEntry>> {
  const { caller, db } = context;
  if (!caller.onlyOwn) return join(context, draft);
  // Whom they wait for is nobody's secret here: staff who see their own alone may do what any visitor may.
  return seeingAll(db, () => join({ ...context, caller: { ...caller, onlyOwn: false } }, draft));
}

async function join(context: Context, draft: z.output<typeof JoinDraft>): Promise<z.input<typeof JoinedEntry>> {
  const isVisitor = context.caller.kind === "public";
  if (isVisitor)
    await context.services.throttle("waitlist-join", `${context.businessId}:${context.address}`, joinsPerHour, 3600);
  const { serviceId, employeeId, locationId } = draft;
  const plan = await readPlan(context, { serviceId, employeeId, locationId });
  const customer = await findOrCreateCustomer(context, draft);
  const { uid, isNew } = await takePlace(context, plan, customer, draft);
  const entry = await readOwnEntry(context, uid);
  if (isNew || !isVisitor) return entry;
  return { ...entry, uid: null, link: null, notes: null, offer: null, appointment: null };
}

type Place = { id: number; uid: string; isNew: boolean };

async function takePlace(
  context: Context,
  plan: Plan,
  customer: Row<"customers">,
  draft: Omit<WishDraft, "serviceId">,
): Promise<Place> {
  const range = rangeOf(draft, localDate(plan.zone, context.now));
  const open = await openEntries(context, customer.id);
  const twin = open.find(
    ({ serviceId, fromDate, toDate }) =>
      serviceId === plan.service.id && fromDate <= range.toDate && toDate >= range.fromDate,
  );
  if (twin) {
    await mailJoined(context, plan, customer, await readEntry(context, twin.id));
    return { ...twin, isNew: false };
  }
  if (open.length >= mostEntries)
    throw new DomainError(rateLimited, `At most ${mostEntries} things can be waited for at once.`, undefined, 3600);
  const { id, uid } = await insertRecord(context, "waitlistEntries", "waitlist entry", {
    uid: newHandle("wtl", context.businessId),
    serviceId: plan.service.id,
    employeeId: draft.employeeId ?? null,
    locationId: draft.locationId ?? null,
    customerId: customer.id,
    ...range,
    notes: draft.notes || null,
    timeZone: draft.timeZone ?? customer.timeZone ?? plan.zone,
    language: draft.language ?? customer.language ?? plan.business.language,
    queuedAt: iso(context.now),
    createdAt: iso(context.now),
  });
  await mailJoined(context, plan, customer, await readEntry(context, id));
  return { id, uid, isNew: true };
}

/** What a customer waits for. Their joining is kept to this transaction, so that twins see each other. */
async function openEntries(context: Context, customerId: number) {
  const { businessId, db } = context;
  await sql`select pg_advisory_xact_lock(hashtextextended(${`waitlist:${businessId}:${customerId}`}, 0))`.execute(db);
  const { rows } = await sql<Pick<Row<"waitlistEntries">, "id" | "uid" | "serviceId" | "fromDate" | "toDate">>`
    select id, uid, service_id, from_date, to_date from waitlist_entries
    where business_id = ${businessId} and customer_id = ${customerId} and status in ('waiting', 'offered') order by id`.execute(
    db,
  );
  return rows;
}
