import { type RawBuilder, sql } from "kysely";
import { seeingAll } from "../../../platform/database.ts";
import { missing } from "../../../platform/errors.ts";
import type { Context } from "../../../platform/operation.ts";
import { decodeCursor, type Page, toPage } from "../../../platform/page.ts";
import { timeOfMinute } from "../../../platform/schemas.ts";
import type { EntryView, OwnEntryView, Status } from "./schema.ts";
import "../tables.ts";

// Entries as they are answered, with the names of what they point at: one query for any number of them.

type Named = { id: number; name: string } | null;
type Found = Omit<EntryView, "earliest" | "latest" | "offer"> & {
  status: Status;
  queuedAt: string;
  earliestMinute: number;
  latestMinute: number;
  offeredStartsAt: string | null;
  offeredEndsAt: string | null;
  offerExpiresAt: string | null;
  offeredEmployee: Named;
  appointment: OwnEntryView["appointment"];
};

const named = (alias: string) =>
  sql`case when ${sql.ref(`${alias}.id`)} is not null then jsonb_build_object('id', ${sql.ref(`${alias}.id`)}, 'name', ${sql.ref(`${alias}.name`)}) end`;

const columns = sql`
  w.id, w.uid, w.service_id, w.employee_id, w.location_id, w.customer_id, w.from_date, w.to_date, w.earliest_minute, w.latest_minute,
  w.status, w.queued_at, w.offered_starts_at, w.offered_ends_at, w.offer_expires_at, w.appointment_id, w.notes, w.time_zone, w.language,
  w.created_at, w.updated_at, w.version,
  ${named("s")} as service, ${named("e")} as employee, ${named("l")} as location, ${named("o")} as offered_employee,
  jsonb_build_object('id', c.id, 'name', c.name, 'email', c.email, 'phone', c.phone) as customer,
  case when a.id is not null then jsonb_build_object('startTime', a.starts_at, 'endTime', a.ends_at, 'status', a.status, 'employee', ${named("ae")},
    -- A customer's handle in a group session is that of their seat.
    'uid', coalesce((select t.uid from appointment_attendees t where t.business_id = a.business_id and t.appointment_id = a.id
      and t.customer_id = w.customer_id order by t.status = 'booked' desc, t.id limit 1), a.uid)) end as appointment`;

const joins = sql`
  from waitlist_entries w
  join services s on s.business_id = w.business_id and s.id = w.service_id
  join customers c on c.business_id = w.business_id and c.id = w.customer_id
  left join employees e on e.business_id = w.business_id and e.id = w.employee_id
  left join locations l on l.business_id = w.business_id and l.id = w.location_id
  left join employees o on o.business_id = w.business_id and o.id = w.offered_employee_id
  left join appointments a on a.business_id = w.business_id and a.id = w.appointment_id
  left join employees ae on ae.business_id = a.business_id and ae.id = a.employee_id`;

/** Members who see their own alone see who waits for them. */
export const visible = ({ caller }: Context): RawBuilder<unknown>[] =>
  caller.onlyOwn ? [sql`w.employee_id = ${caller.employeeId ?? 0}`] : [];

export async function readEntry(context: Context, id: number): Promise<EntryView> {
  return entryView(await find(context, sql`w.id = ${id}`, id));
}

/** An entry as its customer may see it. */
export async function readOwnEntry(context: Context, uid: string): Promise<OwnEntryView> {
  const found = await find(context, sql`w.uid = ${uid}`, uid);
  return { ...entryView(found), appointment: found.appointment, link: linkTo(context, uid) };
}

export const linkTo = (context: Context, uid: string) => `${context.services.publicUrl}/waitlist/${uid}`;

/** Whoever joined first comes first; those who let an offer pass have queued anew. */
export async function pageOfEntries(
  context: Context,
  { limit, cursor }: { limit: number; cursor?: string | undefined },
  filters: RawBuilder<unknown>[],
): Promise<Page<EntryView>> {
  const where = [sql`w.business_id = ${context.businessId}`, ...visible(context), ...filters];
  const paged = [...where];
  if (cursor) {
    const [queuedAt, id] = decodeCursor(cursor, 2);
    paged.push(sql`(w.queued_at, w.id) > (${queuedAt}::timestamptz, ${id}::bigint)`);
  }
  return asFarAsNamed(context, async () => {
    const { rows } = await sql<Found>`
      select ${columns} ${joins} where ${sql.join(paged, sql` and `)} order by w.queued_at, w.id limit ${limit + 1}`.execute(
      context.db,
    );
    const counted = await sql<{ count: number }>`
      select count(*) as count from waitlist_entries w where ${sql.join(where, sql` and `)}`.execute(context.db);
    const { items, ...rest } = toPage(rows, limit, counted.rows[0]!.count, ({ queuedAt, id }) => [queuedAt, id]);
    return { items: items.map(entryView), ...rest };
  });
}

async function find(context: Context, where: RawBuilder<unknown>, handle: number | string): Promise<Found> {
  const filters = [sql`w.business_id = ${context.businessId}`, ...visible(context), where];
  const { rows } = await asFarAsNamed(context, () =>
    sql<Found>`select ${columns} ${joins} where ${sql.join(filters, sql` and `)}`.execute(context.db),
  );
  if (!rows[0]) throw missing("waitlist entry", handle);
  return rows[0];
}

/** Who waits for somebody is shown to them by name, even where they have never met: `visible` has narrowed it down. */
const asFarAsNamed = <Result>(context: Context, read: () => Promise<Result>): Promise<Result> =>
  context.caller.onlyOwn ? seeingAll(context.db, read) : read();

const entryView = ({ earliestMinute, latestMinute, offeredEmployee, ...row }: Found): EntryView => ({
  ...row,
  earliest: earliestMinute === 0 ? null : timeOfMinute(earliestMinute),
  latest: latestMinute === 1440 ? null : timeOfMinute(latestMinute),
  offer:
    row.status === "offered" && row.offeredStartsAt
      ? {
          startTime: row.offeredStartsAt,
          endTime: row.offeredEndsAt!,
          employee: offeredEmployee,
          expiresAt: row.offerExpiresAt!,
        }
      : null,
});
