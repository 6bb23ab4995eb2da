import { sql } from "kysely";
import { exportCsv } from "../../../../platform/csv/export.ts";
import { streamRows } from "../../../../platform/csv/stream-rows.ts";
import type { Context, FileAnswer } from "../../../../platform/operation.ts";
import { iso } from "../../../../platform/schemas.ts";
import type { Answers } from "../../tables.ts";
import { matching, type Search } from "../search.ts";
import { columns } from "./columns.ts";

/** Everything that a line of the file says, as the columns are called. */
const line = sql`
  a.id, a.uid, a.starts_at as start_time, a.ends_at as end_time, a.status, a.service_id, s.name as service_name,
  a.customer_id, c.name as customer_name, c.email as customer_email, c.phone as customer_phone,
  a.employee_id, e.name as employee_name, e.email as employee_email, a.location_id, l.name as location_name,
  a.price, a.currency, a.notes, a.internal_notes, a.cancellation_reason, a.recurrence_rule, a.series_uid, a.time_zone,
  a.language, a.created_at,
  nullif(a.custom_fields, '{}') as custom_fields,
  (select jsonb_agg(jsonb_build_object('name', x.name, 'quantity', x.quantity, 'price', x.price, 'duration', x.duration) order by x.extra_id)
    from appointment_extras x where x.business_id = a.business_id and x.appointment_id = a.id) as extras,
  case when a.is_group then coalesce((select jsonb_agg(jsonb_strip_nulls(jsonb_build_object('name', t.name, 'email', t.email, 'phone', t.phone, 'status', t.status, 'customFields', nullif(t.custom_fields, '{}'))) order by t.id)
    from appointment_attendees t where t.business_id = a.business_id and t.appointment_id = a.id), '[]') end as attendees`;

type Line = Record<string, unknown> & {
  extras: unknown[] | null;
  attendees: unknown[] | null;
  customFields: Answers | null;
};

/** The appointments that fit as a CSV file, by start, read and written a few hundred at a time. */
export async function exportAppointments(
  context: Context,
  search: Search,
  { descending }: { descending: boolean },
): Promise<FileAnswer> {
  const direction = sql.raw(descending ? "desc" : "asc");
  const where = [
    sql`a.business_id = ${context.businessId}`,
    sql`a.deleted_at is null`,
    ...(await matching(context, search)),
  ];
  const query = sql<Line>`
    select ${line}
    from appointments a
    join services s on s.business_id = a.business_id and s.id = a.service_id
    left join customers c on c.business_id = a.business_id and c.id = a.customer_id
    left join employees e on e.business_id = a.business_id and e.id = a.employee_id
    left join locations l on l.business_id = a.business_id and l.id = a.location_id
    where ${sql.join(where, sql` and `)} order by a.starts_at ${direction}, a.id ${direction}`;
  const filename = `appointments-${iso(context.now).slice(0, 10)}.csv`;
  return exportCsv(filename, Object.keys(columns.shape), inCells(streamRows(context, query)));
}

async function* inCells(lines: AsyncIterable<Line>) {
  for await (const { extras, attendees, customFields, ...cells } of lines)
    yield {
      ...cells,
      extras: extras && JSON.stringify(extras),
      attendees: attendees && JSON.stringify(attendees),
      customFields: customFields && JSON.stringify(customFields),
    };
}
