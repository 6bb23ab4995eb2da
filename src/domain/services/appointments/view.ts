import { type RawBuilder, sql } from "kysely";
import { missing } from "../../../platform/errors.ts";
import type { Context } from "../../../platform/operation.ts";
import { decodeCursor, encodeCursor, foreignCursor, type Page } from "../../../platform/page.ts";
import type { AppointmentView } from "./schema.ts";
import "../tables.ts";

// Appointments as they are answered, with the names of everything they point at: one query for any number of them.

const columns = sql`
  a.id, a.uid, a.service_id, a.customer_id, a.employee_id, a.location_id, a.starts_at as start_time, a.ends_at as end_time, a.status, a.price,
  a.currency, a.deposit_amount, a.is_group as is_group_booking, a.capacity, a.recurrence_rule, a.series_uid, a.visit_uid, a.notes, a.internal_notes, a.custom_fields,
  a.cancellation_reason, a.canceled_by, a.time_zone, a.language, a.source, a.sequence, a.booked_as, a.created_at, a.updated_at, a.version,
  jsonb_build_object('id', s.id, 'name', s.name) as service,
  case when c.id is not null then jsonb_build_object('id', c.id, 'name', c.name, 'email', c.email, 'phone', c.phone) end as customer,
  case when e.id is not null then jsonb_build_object('id', e.id, 'name', e.name) end as employee,
  case when l.id is not null then jsonb_build_object('id', l.id, 'name', l.name) end as location,
  coalesce((select jsonb_agg(jsonb_build_object('extraId', x.extra_id, 'name', x.name, 'quantity', x.quantity, 'price', x.price, 'duration', x.duration) order by x.extra_id)
    from appointment_extras x where x.business_id = a.business_id and x.appointment_id = a.id), '[]') as extras,
  coalesce((select jsonb_agg(jsonb_build_object('resourceId', r.resource_id, 'quantity', r.quantity) order by r.resource_id)
    from appointment_resources r where r.business_id = a.business_id and r.appointment_id = a.id), '[]') as resources,
  coalesce((select jsonb_agg(jsonb_build_object('id', t.id, 'uid', t.uid, 'customerId', t.customer_id, 'name', t.name, 'email', t.email, 'phone', t.phone, 'timeZone', t.time_zone, 'status', t.status, 'customFields', t.custom_fields) order by t.id)
    from appointment_attendees t where t.business_id = a.business_id and t.appointment_id = a.id), '[]') as attendees`;

const joins = sql`
  from appointments a
  join services s on s.business_id = a.business_id and s.id = a.service_id
  left join customers c on c.business_id = a.business_id and c.id = a.customer_id
  left join employees e on e.business_id = a.business_id and e.id = a.employee_id
  left join locations l on l.business_id = a.business_id and l.id = a.location_id`;

/** One appointment of the caller's business, or 404. */
export async function readAppointment(context: Context, id: number): Promise<AppointmentView> {
  const [found] = await readAppointments(context, sql`a.id = ${id} and a.deleted_at is null`);
  if (!found) throw missing("appointment", id);
  return found;
}

/** Appointments of the business that fit `where`, by start. */
export async function readAppointments(context: Context, where: RawBuilder<unknown>): Promise<AppointmentView[]> {
  const { rows } = await sql<AppointmentView>`
    select ${columns} ${joins} where a.business_id = ${context.businessId} and ${where} order by a.starts_at, a.id`.execute(
    context.db,
  );
  return rows.map(withSeats);
}

export async function pageOfAppointments(
  context: Context,
  { limit, cursor, descending }: { limit: number; cursor?: string | undefined; descending: boolean },
  filters: RawBuilder<unknown>[],
): Promise<Page<AppointmentView>> {
  const where = [sql`a.business_id = ${context.businessId}`, sql`a.deleted_at is null`, ...filters];
  const counted = sql<{
    count: number;
  }>`select count(*) as count from appointments a where ${sql.join(where, sql` and `)}`;
  const direction = sql.raw(descending ? "desc" : "asc");
  const paged = [...where];
  if (cursor) {
    const [start, id] = decodeStartCursor(cursor);
    paged.push(sql`(a.starts_at, a.id) ${sql.raw(descending ? "<" : ">")} (${start}::timestamptz, ${id}::bigint)`);
  }
  const { rows } = await sql<AppointmentView>`
    select ${columns} ${joins} where ${sql.join(paged, sql` and `)}
    order by a.starts_at ${direction}, a.id ${direction} limit ${limit + 1}`.execute(context.db);
  const total = !cursor && rows.length <= limit ? rows.length : (await counted.execute(context.db)).rows[0]!.count;
  const items = rows.slice(0, limit).map(withSeats);
  const last = items.at(-1);
  return { items, total, nextCursor: rows.length > limit && last ? encodeCursor([last.startTime, last.id]) : null };
}

function decodeStartCursor(cursor: string): [string, number] {
  const [start, id] = decodeCursor(cursor, 2);
  if (typeof start === "string" && !Number.isNaN(Date.parse(start)) && Number.isSafeInteger(id))
    return [start, id as number];
  throw foreignCursor();
}

const withSeats = (row: AppointmentView): AppointmentView => ({
  ...row,
  seatsLeft: row.isGroupBooking
    ? Math.max(0, row.capacity - row.attendees.filter(({ status }) => status === "booked").length)
    : null,
});
