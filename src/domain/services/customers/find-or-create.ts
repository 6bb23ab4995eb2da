import { sql } from "kysely";
import { batchedRows, type Row, seeingAll } from "../../../platform/database.ts";
import { conflict, refuse } from "../../../platform/errors.ts";
import type { Context } from "../../../platform/operation.ts";
import { changeRecord } from "../../../platform/records.ts";
import { iso, phoneNumber } from "../../../platform/schemas.ts";
import "../tables.ts";
import { phoneE164, phoneKey } from "./phone.ts";
import { recognise, sameName } from "./rules.ts";

export type Visitor = {
  name: string;
  email?: string | null;
  phone?: string | null;
  timeZone?: string | null;
  language?: string | null;
};

/**
 * The customer who books: known by e-mail, else by phone number, else new. What is known is never overwritten by what
 * somebody types into a booking form; blanks are filled. Safe where two bookings bring the same new customer at once.
 * Somebody without e-mail and phone is always new.
 */
export function findOrCreateCustomer(
  context: Context,
  visitor: Visitor,
  asked?: Promise<Looked>,
): Promise<Row<"customers">> {
  // An employee who may see their own customers alone books for somebody whom only colleagues know: no second record.
  return context.caller.onlyOwn
    ? seeingAll(context.db, () => takeOrMake(context, visitor))
    : takeOrMake(context, visitor, asked);
}

type Looked = { e164: string | null; contact: Contact; known: Row<"customers"> | undefined };
/**
 * Looks beforehand whether the customer is known, beside other reads, for `findOrCreateCustomer`. `country`: the business's.
 * Asks at once, so that it does not come behind a lock that is waited for.
 */
export function askForCustomer(
  context: Context,
  visitor: Visitor,
  country: string | null,
): Promise<Looked> | undefined {
  if (context.caller.onlyOwn) return undefined;
  const asked = lookForNumber(context, visitor, visitor.phone ? phoneNumber(visitor.phone, country) : null);
  // Whoever asked may find another reason to stop.
  asked.catch(() => {});
  return asked;
}

const lookFor = async (context: Context, visitor: Visitor): Promise<Looked> =>
  lookForNumber(context, visitor, await phoneE164(context, visitor.phone));

async function lookForNumber(context: Context, visitor: Visitor, e164: string | null): Promise<Looked> {
  const contact = {
    name: visitor.name,
    email: visitor.email?.toLowerCase() || null,
    phone: visitor.phone || null,
    key: phoneKey(visitor.phone, e164),
  };
  return { e164, contact, known: await look(context, contact) };
}

async function takeOrMake(
  context: Context,
  visitor: Visitor,
  asked = lookFor(context, visitor),
): Promise<Row<"customers">> {
  const { e164, contact, known } = await asked;
  if (known) return fillBlanks(context, known, { ...contact, ...visitor }, e164);
  if (contact.key && !contact.email) {
    // No constraint keeps a phone number unique (families share one), so racing bookings with a new one take turns here.
    await sql`select pg_advisory_xact_lock(hashtextextended(${`customer:${context.businessId}:${contact.key}`}, 0))`.execute(
      context.db,
    );
    const quicker = await look(context, contact);
    if (quicker) return quicker;
  }
  const made = await context.db
    .insertInto("customers")
    .values({
      businessId: context.businessId,
      name: contact.name,
      email: contact.email,
      phone: contact.phone,
      phoneE164: e164,
      timeZone: visitor.timeZone ?? null,
      language: visitor.language ?? null,
      addedByEmployeeId: context.caller.onlyOwn ? context.caller.employeeId : null,
      createdAt: iso(context.now),
    })
    // Waits for a racing booking with the same new e-mail, and then makes nothing.
    .onConflict((taken) =>
      taken.columns(["businessId", "email"]).where("sharesEmail", "=", sql<boolean>`false`).doNothing(),
    )
    .returningAll()
    .executeTakeFirst();
  if (made) {
    context.audit({ action: "customer.created", subject: "customer", subjectId: made.id, after: made });
    return made;
  }
  const winner = await look(context, contact);
  if (!winner) throw refuse(conflict, "This customer was just deleted. Try again.");
  return winner;
}

type Contact = { name: string; email: string | null; phone: string | null; key: string | null };

const looked = (theirs: string) => `
  select place, theirs.* from jsonb_to_recordset($1::jsonb) as asked (place int, "email" text, key text) cross join lateral (
    select * from customers
    where business_id = $2 and deleted_at is null and ${theirs}
    order by email = asked.email desc nulls last, shares_email, id limit 50
  ) as theirs`;
const byEmail = looked("email = asked.email");
const byEither = looked("(email = asked.email or phone_key = asked.key)");

async function look(context: Context, contact: Contact) {
  const { email, key } = contact;
  if (!email && !key) return undefined;
  const rows = await batchedRows<"customers">(
    context.db,
    key ? byEither : byEmail,
    [{ email, key }],
    [context.businessId],
  );
  return recognise(rows, contact);
}

/** A new phone number or e-mail is taken down only for a person of the same name: who knows an address is not its owner. */
async function fillBlanks(context: Context, known: Row<"customers">, visitor: Contact & Visitor, e164: string | null) {
  const same = sameName(known.name, visitor.name);
  const changes = {
    ...(same && !known.email && visitor.email ? { email: visitor.email } : {}),
    ...(same && !known.phone && visitor.phone ? { phone: visitor.phone, phoneE164: e164 } : {}),
    ...(!known.timeZone && visitor.timeZone ? { timeZone: visitor.timeZone } : {}),
    ...(!known.language && visitor.language ? { language: visitor.language } : {}),
  };
  if (Object.keys(changes).length === 0) return known;
  const { after } = await changeRecord({ ...context, ifMatch: null }, "customers", "customer", known.id, changes);
  return after;
}
