import { sql } from "kysely";
import type { Row } from "../../../../platform/database.ts";
import type { Context } from "../../../../platform/operation.ts";
import type { Visitor } from "../../customers/find-or-create.ts";
import { findOrCreateCustomers } from "../../customers/find-or-create-many.ts";
import { sameName } from "../../customers/rules.ts";
import type { Cells, GuestCell } from "./columns.ts";
import { BadRow } from "./directory.ts";
import type { Stored } from "./stored.ts";

type Customer = Row<"customers">;
/** Whom a row means: a customer by id, somebody by what is known of them, nobody (null), or whoever it is now. */
export type Who = { id: number } | Visitor | null | "as stored";

export function whoIs(cells: Cells, stored: Stored | null): Who {
  const { customerId: id, customerName: name, customerEmail: email, customerPhone: phone } = cells;
  if ([id, name, email, phone].every((cell) => cell === undefined)) return stored ? "as stored" : null;
  if (stored?.isGroup) {
    if (id || name || email || phone) throw new BadRow("customerName", "A group session has attendees");
    return "as stored";
  }
  if (stored && stored.customerId === (id ?? null) && (id || !(name || email || phone))) return "as stored";
  if (stored?.customer && !id && (name || email || phone) && fits(stored.customer, cells)) return "as stored";
  if (id) return { id };
  const { timeZone, language } = cells;
  return name || email || phone ? { name: (name ?? email ?? phone)!, email, phone, timeZone, language } : null;
}

const fits = (known: NonNullable<Stored["customer"]>, { customerName, customerEmail, customerPhone }: Cells) =>
  (!customerName || sameName(known.name, customerName)) &&
  (!customerEmail || known.email === customerEmail) &&
  (!customerPhone || known.phone === customerPhone);

export const guestOf = ({ name, email, phone }: GuestCell): Visitor => ({ name, email, phone });

/**
 * The customers behind what rows say, in their order; BadRow where an id is unknown or another person's, or nobody can say
 * whom a name means. Those who are new are made.
 */
export async function findPeople(
  context: Context,
  wanted: { who: { id: number } | Visitor; cells: Cells }[],
): Promise<(Customer | BadRow)[]> {
  const ids = wanted.flatMap(({ who }) => ("id" in who ? who.id : []));
  const byId = await readCustomers(context, ids);
  const visitors = wanted.flatMap(({ who }) => ("id" in who ? [] : who));
  const found = (await findOrCreateCustomers(context, visitors, { byName: true })).values();
  return wanted.map(({ who, cells }) => {
    if ("id" in who) {
      const customer = byId.get(who.id);
      if (!customer) return new BadRow("customerId", `There is no customer ${who.id}`);
      if (isSomebodyElse(customer, cells))
        return new BadRow(
          "customerName",
          `Number ${who.id} is ${customer.name} here: leave customerId or customerName empty`,
        );
      return customer;
    }
    const customer = found.next().value;
    return customer ?? new BadRow("customerName", `Several customers are called ${who.name}: send customerEmail`);
  });
}

const isSomebodyElse = (known: Customer, { customerName, customerEmail }: Cells) =>
  Boolean(customerName) && !sameName(known.name, customerName!) && (!customerEmail || known.email !== customerEmail);

async function readCustomers(context: Context, ids: number[]): Promise<Map<number, Customer>> {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<Customer>`
    select * from customers where business_id = ${context.businessId} and id = any(${ids}) and deleted_at is null`.execute(
    context.db,
  );
  return new Map(rows.map((customer) => [customer.id, customer]));
}
