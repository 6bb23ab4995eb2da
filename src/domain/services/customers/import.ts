import { sql } from "kysely";
import { z } from "zod";
import { BooleanCell, ListCell, maybe } from "../../../platform/csv/cells.ts";
import type { BatchResult, ImportRow } from "../../../platform/csv/import.ts";
import type { RowProblem } from "../../../platform/csv/report.ts";
import type { Row } from "../../../platform/database.ts";
import type { Context } from "../../../platform/operation.ts";
import { IdParameter, iso } from "../../../platform/schemas.ts";
import { phoneKey } from "./phone.ts";
import { sameName } from "./rules.ts";
import { fields, Tag } from "./schema.ts";
import { isUnborn } from "./store.ts";

export const columns = z.strictObject({
  id: maybe(IdParameter),
  name: fields.name,
  email: maybe(fields.email),
  phone: maybe(fields.phone),
  notes: maybe(fields.notes),
  gender: maybe(fields.gender),
  dateOfBirth: maybe(fields.dateOfBirth),
  address: maybe(fields.address),
  tags: ListCell(Tag).optional(),
  language: maybe(fields.language),
  timeZone: maybe(fields.timeZone),
  emailUnsubscribed: maybe(BooleanCell),
  smsConsent: maybe(BooleanCell),
});
export const aliases = {
  "full name": "name",
  "customer name": "name",
  "e-mail": "email",
  "email address": "email",
  "phone number": "phone",
  mobile: "phone",
  birthday: "dateOfBirth",
  note: "notes",
  tag: "tags",
};

type Stored = Row<"customers">;
type ReadPhone = (typed: string | null | undefined) => string | null;
type Given = Partial<Stored> & { name: string };
type Prepared = { line: number; id: number | null; given: Given; key: string | null };

/** Stores a batch of rows in a handful of statements, however many rows there are. */
export async function upsertCustomers(
  context: Context,
  rows: ImportRow<z.output<typeof columns>>[],
  readPhone: ReadPhone,
): Promise<BatchResult> {
  const result: BatchResult = { created: 0, updated: 0, unchanged: 0, problems: [] };
  for (const distinct of withoutTwins(rows.map((row) => prepare(row, readPhone)))) {
    const known = await findKnown(context, distinct);
    const added: Prepared[] = [];
    const changed: { before: Stored; after: Stored }[] = [];
    for (const row of distinct) {
      const problem = problemOf(context, row, known);
      const before = recogniseRow(row, known);
      if (problem) result.problems.push(problem);
      else if (!before) added.push(row);
      else if (Object.entries(row.given).every(([field, value]) => same(value, before[field as keyof Stored])))
        result.unchanged += 1;
      else changed.push({ before, after: { ...before, ...row.given } });
    }
    await insert(context, added);
    await update(context, changed);
    result.created += added.length;
    result.updated += changed.length;
  }
  return result;
}

function prepare({ line, value }: ImportRow<z.output<typeof columns>>, readPhone: ReadPhone): Prepared {
  const { id = null, emailUnsubscribed, smsConsent, ...rest } = value;
  const phoneE164 = readPhone(rest.phone);
  const given = {
    ...rest,
    ...(rest.phone === undefined ? {} : { phoneE164 }),
    // There is no unknown consent: an empty cell leaves what is stored.
    emailUnsubscribed: emailUnsubscribed ?? undefined,
    smsConsent: smsConsent ?? undefined,
  };
  return {
    line,
    id,
    given: Object.fromEntries(Object.entries(given).filter(([, cell]) => cell !== undefined)) as unknown as Given,
    key: phoneKey(rest.phone, phoneE164),
  };
}

/** Rows about one person are stored one after the other, so that the later one wins wherever batches begin and end. */
function* withoutTwins(rows: Prepared[]): Generator<Prepared[]> {
  let seen = new Set<string>();
  let distinct: Prepared[] = [];
  for (const row of rows) {
    const marks = [
      ...(row.id ? [`id ${row.id}`] : []),
      ...(row.given.email ? [`email ${row.given.email}`] : []),
      ...(row.key ? [`phone ${row.key} ${row.given.name.toLowerCase()}`] : []),
    ];
    if (marks.some((mark) => seen.has(mark))) {
      yield distinct;
      seen = new Set();
      distinct = [];
    }
    for (const mark of marks) seen.add(mark);
    distinct.push(row);
  }
  if (distinct.length > 0) yield distinct;
}

type Known = { byId: Map<number, Stored>; byEmail: Map<string, Stored>; byPhone: Map<string, Stored[]> };

/** Who the rows may be about, locked in the order of their ids. An index lookup per row, however many customers there are. */
async function findKnown(context: Context, rows: Prepared[]): Promise<Known> {
  const ids = rows.flatMap(({ id }) => id ?? []);
  const others = rows.filter(({ id }) => id === null);
  const emails = others.flatMap(({ given }) => given.email ?? []);
  const withPhone = others.filter(({ key }) => key !== null);
  const here = sql`business_id = ${context.businessId} and deleted_at is null`;
  const { rows: found } = await sql<Stored>`
    select * from customers where ${here} and id = any(array(
      select unnest(${ids}::bigint[])
      union select same.id from unnest(${emails}::text[]) as wanted (email),
        lateral (select id from customers where ${here} and email = wanted.email order by shares_email limit 1) as same
      union select same.id from unnest(${withPhone.map(({ key }) => key)}::text[], ${withPhone.map(({ given }) => given.name)}::text[]) as wanted (phone, name),
        lateral (select id from customers where ${here} and phone_key = wanted.phone and name_key = lower(wanted.name) limit 20) as same
    )) order by id for no key update`.execute(context.db);
  return {
    byId: new Map(found.map((customer) => [customer.id, customer])),
    byEmail: new Map(
      found
        .filter(({ email }) => email !== null)
        // Of a family that shares an address, the first to have it: what comes last stays in the map.
        .toSorted((a, b) => Number(b.sharesEmail) - Number(a.sharesEmail))
        .map((customer) => [customer.email!, customer]),
    ),
    byPhone: Map.groupBy(found, ({ phoneKey }) => phoneKey ?? ""),
  };
}

/**
 * By id, else by e-mail, else by phone number and name where no e-mail speaks against it. A number alone may be a
 * family's: the second child of the file would take the first one's place.
 */
function recogniseRow({ id, given, key }: Prepared, { byId, byEmail, byPhone }: Known): Stored | undefined {
  if (id) return byId.get(id);
  if (given.email && byEmail.has(given.email)) return byEmail.get(given.email);
  const samePhone = key ? (byPhone.get(key) ?? []) : [];
  return samePhone.find(({ name, email }) => (!given.email || !email) && sameName(name, given.name));
}

function problemOf(context: Context, { line, id, given }: Prepared, known: Known): RowProblem | null {
  if (id && !known.byId.has(id))
    return { line, field: "id", reason: `There is no customer ${id}. Leave the id empty to add one` };
  if (given.dateOfBirth && isUnborn(context, given.dateOfBirth))
    return { line, field: "dateOfBirth", reason: "Must not lie in the future" };
  return null;
}

const same = (a: unknown, b: unknown) =>
  Array.isArray(a) && Array.isArray(b) ? a.length === b.length && a.every((item, i) => item === b[i]) : a === b;

const stored = sql.raw(
  "name, email, phone, phone_e164, notes, gender, date_of_birth, address, tags, language, time_zone, email_unsubscribed, sms_consent",
);
const recordset = sql.raw(
  `id bigint, name text, email text, phone text, "phoneE164" text, notes text, gender text, "dateOfBirth" date, address text,
   tags text[], language text, "timeZone" text, "emailUnsubscribed" boolean, "smsConsent" boolean`,
);
const given = sql.raw(
  `r.name, r.email, r.phone, r."phoneE164", r.notes, r.gender, r."dateOfBirth", r.address, coalesce(r.tags, '{}'), r.language,
   r."timeZone", coalesce(r."emailUnsubscribed", false), coalesce(r."smsConsent", false)`,
);

async function insert(context: Context, rows: Prepared[]) {
  if (rows.length === 0) return;
  const { onlyOwn, employeeId } = context.caller;
  const { rows: made } = await sql<Stored>`
    insert into customers (business_id, added_by_employee_id, created_at, ${stored})
    select ${context.businessId}, ${onlyOwn ? employeeId : null}::bigint, ${iso(context.now)}, ${given}
    from jsonb_to_recordset(${JSON.stringify(rows.map((row) => row.given))}::jsonb) as r (${recordset})
    returning *`.execute(context.db);
  for (const after of made)
    context.audit({ action: "customer.created", subject: "customer", subjectId: after.id, after });
}

async function update(context: Context, changes: { before: Stored; after: Stored }[]) {
  if (changes.length === 0) return;
  const { rows: made } = await sql<Stored>`
    update customers c set (${stored}) = row(${given})
    from jsonb_to_recordset(${JSON.stringify(changes.map(({ after }) => after))}::jsonb) as r (${recordset})
    where c.business_id = ${context.businessId} and c.id = r.id
    returning c.*`.execute(context.db);
  const before = new Map(changes.map((change) => [change.before.id, change.before]));
  for (const after of made) {
    context.audit({
      action: "customer.updated",
      subject: "customer",
      subjectId: after.id,
      before: before.get(after.id),
      after,
    });
  }
}
