import { sql } from "kysely";
import { type Row, seeingAll } from "../../../platform/database.ts";
import { conflict, refuse } from "../../../platform/errors.ts";
import type { Context } from "../../../platform/operation.ts";
import { iso } from "../../../platform/schemas.ts";
import "../tables.ts";
import type { Visitor } from "./find-or-create.ts";
import { phoneKey, phoneReader } from "./phone.ts";
import { sameName } from "./rules.ts";

type Customer = Row<"customers">;
type Wanted = Visitor & { email: string | null; phone: string | null; e164: string | null; key: string | null };

/**
 * The customers behind many visitors at once, in their order: known by e-mail, else by phone number and name (on a list
 * a family has one number), else new; twice the same person is one customer. Two statements, or three where somebody is
 * new. What is known stays as it is.
 *
 * Somebody without e-mail and phone is new each time. With `byName` such a person is whoever is called so; null where
 * several customers are.
 */
export function findOrCreateCustomers<Options extends { byName: boolean }>(
  context: Context,
  visitors: Visitor[],
  options?: Options,
): Promise<(Options extends { byName: true } ? Customer | null : Customer)[]> {
  const work = () => takeOrMake(context, visitors, options?.byName ?? false);
  return (context.caller.onlyOwn ? seeingAll(context.db, work) : work()) as never;
}

async function takeOrMake(context: Context, visitors: Visitor[], byName: boolean): Promise<(Customer | null)[]> {
  if (visitors.length === 0) return [];
  const readPhone = await phoneReader(context);
  const wanted = visitors.map((visitor): Wanted => {
    const email = visitor.email?.toLowerCase() || null;
    const phone = visitor.phone || null;
    const e164 = readPhone(phone);
    return { ...visitor, email, phone, e164, key: phoneKey(phone, e164) };
  });
  const known = await look(context, wanted, byName);
  // Those who are new, each once, and for every visitor the one that stands for them.
  const fresh: Wanted[] = [];
  const found = wanted.map((visitor) => {
    const customer = pick(known, visitor, byName);
    if (customer !== undefined) return { customer };
    const twin = fresh.find((other) => isTwin(other, visitor, byName));
    if (!twin) fresh.push(visitor);
    return { twin: twin ?? visitor };
  });
  const made = new Map((await insert(context, fresh)).map((customer, index) => [fresh[index]!, customer]));
  return found.map((one) => ("twin" in one ? made.get(one.twin!)! : one.customer!));
}

type Known = { byEmail: Map<string, Customer>; byPhone: Map<string, Customer[]>; byName: Map<string, Customer[]> };

async function look(context: Context, wanted: Wanted[], byName: boolean): Promise<Known> {
  const emails = wanted.flatMap(({ email }) => email ?? []);
  const keys = wanted.flatMap(({ key }) => key ?? []);
  const names = byName ? wanted.filter(isNameless).map(({ name }) => name) : [];
  const { rows } = await sql<Customer>`
    select * from customers where business_id = ${context.businessId} and deleted_at is null
      and (email = any(${emails}::text[]) or phone_key = any(${keys}::text[])
        or name_key in (select lower(name) from unnest(${names}::text[]) as name))
    order by id`.execute(context.db);
  return {
    byEmail: new Map(rows.flatMap((customer) => (customer.email ? [[customer.email, customer]] : []))),
    byPhone: Map.groupBy(rows, ({ phoneKey }) => phoneKey ?? ""),
    byName: Map.groupBy(rows, ({ name }) => name.toLowerCase()),
  };
}

/** The customer, null where nobody can say which, undefined where there is none. */
function pick({ byEmail, byPhone, byName }: Known, visitor: Wanted, allowName: boolean): Customer | null | undefined {
  if (isNameless(visitor)) {
    const called = allowName ? (byName.get(visitor.name.toLowerCase()) ?? []) : [];
    return called.length > 1 ? null : called[0];
  }
  const mailed = visitor.email ? byEmail.get(visitor.email) : undefined;
  const samePhone = visitor.key ? (byPhone.get(visitor.key) ?? []) : [];
  return mailed ?? samePhone.find(({ name, email }) => (!visitor.email || !email) && sameName(name, visitor.name));
}

/** Known by nothing but a name. */
const isNameless = ({ email, key }: Wanted) => !email && !key;

function isTwin(one: Wanted, other: Wanted, byName: boolean): boolean {
  if (one.email && other.email) return one.email === other.email;
  if (one.key && one.key === other.key) return sameName(one.name, other.name);
  return byName && isNameless(one) && isNameless(other) && one.name.toLowerCase() === other.name.toLowerCase();
}

/** Adds customers, and says so. Where somebody else was quicker with the same e-mail, theirs is taken. */
async function insert(context: Context, fresh: Wanted[]): Promise<Customer[]> {
  if (fresh.length === 0) return [];
  const { caller, db, businessId } = context;
  const made = await db
    .insertInto("customers")
    .values(
      fresh.map(({ name, email, phone, e164, timeZone, language }) => ({
        businessId,
        name,
        email,
        phone,
        phoneE164: e164,
        timeZone: timeZone ?? null,
        language: language ?? null,
        addedByEmployeeId: caller.onlyOwn ? caller.employeeId : null,
        createdAt: iso(context.now),
      })),
    )
    .onConflict((taken) =>
      taken.columns(["businessId", "email"]).where("sharesEmail", "=", sql<boolean>`false`).doNothing(),
    )
    .returningAll()
    .execute();
  for (const after of made)
    context.audit({ action: "customer.created", subject: "customer", subjectId: after.id, after });
  if (made.length === fresh.length) return made;
  const quicker = await look(context, fresh, false);
  const mine = made.values();
  let next = mine.next();
  return fresh.map((visitor) => {
    const own = next.value;
    if (own && own.email === visitor.email && own.phone === visitor.phone && own.name === visitor.name) {
      next = mine.next();
      return own;
    }
    const theirs = visitor.email ? quicker.byEmail.get(visitor.email) : undefined;
    if (!theirs) throw refuse(conflict, "This customer was just deleted. Try again.");
    return theirs;
  });
}
