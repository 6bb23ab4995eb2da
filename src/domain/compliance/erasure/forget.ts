import { sql } from "kysely";
import { seeingAll } from "../../../platform/database.ts";
import { conflict, refuse } from "../../../platform/errors.ts";
import type { Context } from "../../../platform/operation.ts";
import { findRecord, refuseOldVersion } from "../../../platform/records.ts";
import { forgetEntries } from "../../connections/entries/forget.ts";
import { forgetInEvents } from "../../events/forget.ts";
import { forgetInAudit } from "../../identity/audit/forget.ts";
import type { Subject, Whereabouts } from "../../identity/forgetting/traces.ts";
import { forgetMessages } from "../../messaging/messages/forget.ts";
import { forgetResponses, responsesOf } from "../../routing/forms/forget.ts";
import { forgetParts, type Part, partsOf } from "../../scheduling/bookings/forget.ts";
import { appointmentsOf, forgetNotes } from "../../services/appointments/forget.ts";
import { eraseCustomer } from "../../services/customers/erase.ts";
import { tracesOf } from "../../services/customers/traces.ts";
import { forgetRuns } from "../../workflows/runs/forget.ts";

/**
 * Deletes a customer as the GDPR asks (article 17): what happened stays in the books, and nothing that is kept says who it
 * happened to. Whatever is found of them is changed set by set, so that a thousand appointments take seconds. Refused (409)
 * while somebody still expects them.
 */
export async function forgetCustomer(context: Context, id: number): Promise<{ id: number; deleted: true }> {
  const customer = await findRecord(context, "customers", "customer", id, { lock: true });
  refuseOldVersion(context, customer);
  // Whoever sees their own customers alone would leave behind what colleagues did for this one.
  return seeingAll(context.db, async () => {
    const { sharedEmails, ...known } = await tracesOf(context, id);
    const alone = known.emails.filter((email) => !sharedEmails.includes(email));
    const parts = [...(await partsOf(context, alone)), ...(await partsOf(context, sharedEmails, known.words))];
    refuseExpected(customer.name, parts);
    const traces = { ...known, words: [...known.words, ...parts.map(({ name }) => name)] };
    const where = await whereaboutsOf(context, id, parts);
    const answer = await eraseCustomer(context, customer);
    await forgetNotes(context, where, traces);
    await forgetParts(context, parts, where, traces);
    await forgetResponses(context, where, traces);
    await forgetMessages(context, where, traces);
    await forgetRuns(context, where, traces);
    await forgetEntries(context, where, traces);
    await forgetInEvents(context, where, traces);
    await forgetInAudit(context, where, traces);
    return answer;
  });
}

function refuseExpected(name: string, parts: Part[]) {
  const count = parts.filter(({ upcoming }) => upcoming).length;
  if (count === 0) return;
  const bookings = count === 1 ? "an upcoming booking" : `${count} upcoming bookings`;
  throw refuse(conflict, `${name} has ${bookings}. Cancel ${count === 1 ? "it" : "them"} first.`, [
    { field: "id", message: "Has upcoming bookings", upcomingBookings: count },
  ]);
}

async function whereaboutsOf(context: Context, customerId: number, parts: Part[]): Promise<Whereabouts> {
  const appointments = await appointmentsOf(context, customerId);
  const bookings = (own: boolean) =>
    parts.filter((part) => part.own === own).map(({ bookingId }): Subject => ({ kind: "booking", id: bookingId }));
  const uids = parts.filter(({ own }) => own).map(({ uid }) => uid);
  return {
    own: [...appointments.own, ...bookings(true), ...(await responsesOf(context, uids))],
    shared: [...appointments.shared, ...bookings(false), ...(await papersOf(context, customerId))],
  };
}

/** What has a place of its own beside appointments and bookings. */
async function papersOf({ businessId, db }: Context, customerId: number): Promise<Subject[]> {
  const { rows } = await sql<Subject>`
    select 'review' as kind, id from reviews where business_id = ${businessId} and customer_id = ${customerId}
    union all
    select 'invoice', id from invoices where business_id = ${businessId} and customer_id = ${customerId}`.execute(db);
  return rows;
}
