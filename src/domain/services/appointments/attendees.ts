import { sql } from "kysely";
import type { Row } from "../../../platform/database.ts";
import { conflict, invalid, missing, refuse } from "../../../platform/errors.ts";
import type { Context } from "../../../platform/operation.ts";
import { type AskedField, answersAfter, answersOfStaff } from "../custom-fields/answers.ts";
import { findOrCreateCustomers } from "../customers/find-or-create-many.ts";
import { sameName } from "../customers/rules.ts";
import type { Answers } from "../tables.ts";
import type { Changes } from "./schema.ts";
import { emitSeatsFreed } from "./seats-freed.ts";
import { addSeats, type Seat } from "./write.ts";

type Draft = NonNullable<Changes["attendees"]>[number];
type Guest = Omit<Seat, "price" | "timeZone" | "language" | "customFields"> & {
  name: string;
  timeZone?: string;
  language?: string;
};

/**
 * Whom a list of attendees means, in its order: known customers by id, the others found or made. Who shares a customer's
 * e-mail may have a name of their own (a family); the same person twice is a slip and refused. `shift` is where the list
 * begins in what the caller sent.
 */
export async function guestsOf(context: Context, drafts: Draft[], shift = 0): Promise<Guest[]> {
  const field = (index: number) => `attendees.${index + shift}`;
  const byId = await customersById(
    context,
    drafts.flatMap(({ customerId }) => customerId ?? []),
  );
  const named = drafts.filter(({ customerId }) => customerId === undefined);
  const found = await findOrCreateCustomers(
    context,
    named.map(({ name, email, phone }) => ({ name: name!, email, phone })),
  );
  const guests: Guest[] = [];
  for (const [index, { customerId, name, email, phone, timeZone, language, status }] of drafts.entries()) {
    const customer = customerId === undefined ? found[named.indexOf(drafts[index]!)]! : byId.get(customerId);
    if (!customer) throw missing("customer", customerId!, `${field(index)}.customerId`);
    const guest = {
      customer,
      name: name ?? customer.name,
      email: email === undefined ? customer.email : email,
      phone: phone === undefined ? customer.phone : phone,
      ...((timeZone ?? customer.timeZone) ? { timeZone: timeZone ?? customer.timeZone! } : {}),
      ...((language ?? customer.language) ? { language: language ?? customer.language! } : {}),
      ...(status ? { status } : {}),
    };
    if (guests.some((other) => isSame(other, guest)))
      throw invalid(field(index), `${guest.name} is on the list already`);
    guests.push(guest);
  }
  return guests;
}

const isSame = (one: Guest, other: Guest) => one.customer.id === other.customer.id && sameName(one.name, other.name);

async function customersById(context: Context, ids: number[]): Promise<Map<number, Row<"customers">>> {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<Row<"customers">>`
    select * from customers where business_id = ${context.businessId} and id = any(${ids}) and deleted_at is null`.execute(
    context.db,
  );
  return new Map(rows.map((customer) => [customer.id, customer]));
}

/** Seats that were given and seats that were lost, by their handles. */
export type Reseated = { joined: string[]; left: string[]; changed: boolean };

/** Makes a group session's list of attendees what staff sent: who is on it keeps their seat, the others lose theirs. */
export async function replaceAttendees(
  context: Context,
  session: Row<"appointments">,
  drafts: Draft[],
  { price, fields }: { price: number; fields: AskedField[] },
): Promise<Reseated> {
  if (!session.isGroup)
    throw refuse(conflict, "This is no group session: it has one customer.", [
      { field: "attendees", message: "Only group sessions have attendees" },
    ]);
  if (drafts.length > session.capacity)
    throw refuse(conflict, `This session has room for ${session.capacity}.`, [
      { field: "attendees", message: `At most ${session.capacity}` },
    ]);
  const guests = await guestsOf(context, drafts);
  const seated = await context.db
    .selectFrom("appointmentAttendees")
    .select(["id", "uid", "customerId", "name", "status", "customFields"])
    .where("businessId", "=", context.businessId)
    .where("appointmentId", "=", session.id)
    .where("status", "<>", "canceled")
    .orderBy("id")
    .execute();
  const kept = new Map<number, string>();
  const answered: { id: number; answers: Answers }[] = [];
  const added: Seat[] = [];
  for (const [index, guest] of guests.entries()) {
    const theirs = seated.filter(({ id, customerId }) => customerId === guest.customer.id && !kept.has(id));
    // Sent by id alone, it may be any seat of the family's.
    const seat = theirs.find(({ name }) => sameName(name, guest.name)) ?? (drafts[index]!.name ? undefined : theirs[0]);
    const [given, as] = [drafts[index]!.customFields, `attendees.${index}.customFields`];
    if (seat) {
      kept.set(seat.id, guest.status ?? seat.status);
      const answers = answersAfter(fields, seat.customFields, given, as);
      if (answers) answered.push({ id: seat.id, answers });
    } else {
      const customFields = answersOfStaff(fields, given, as);
      added.push({ timeZone: session.timeZone, language: session.language, ...guest, price, customFields });
    }
  }
  const lost = seated.filter(({ id }) => !kept.has(id));
  const statuses = seated
    .map(({ id, status }) => ({ id, was: status, becomes: kept.get(id) ?? "canceled" }))
    .filter(({ was, becomes }) => was !== becomes);
  if (statuses.length > 0) {
    await sql`
      update appointment_attendees set status = becomes from jsonb_to_recordset(${JSON.stringify(statuses)}::jsonb) as seat (id bigint, becomes text)
      where business_id = ${context.businessId} and appointment_id = ${session.id} and appointment_attendees.id = seat.id`.execute(
      context.db,
    );
  }
  if (answered.length > 0)
    await sql`
      update appointment_attendees set custom_fields = answers from jsonb_to_recordset(${JSON.stringify(answered)}::jsonb) as seat (id bigint, answers jsonb)
      where business_id = ${context.businessId} and appointment_id = ${session.id} and appointment_attendees.id = seat.id`.execute(
      context.db,
    );
  if (lost.length > added.length) await emitSeatsFreed(context, session, lost.length - added.length);
  const joined = await addSeats(context, session.id, added);
  return { joined, left: lost.map(({ uid }) => uid), changed: added.length + statuses.length + answered.length > 0 };
}
