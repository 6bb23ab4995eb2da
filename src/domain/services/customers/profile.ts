import { sql } from "kysely";
import type { Row } from "../../../platform/database.ts";
import type { Context } from "../../../platform/operation.ts";
import { iso } from "../../../platform/schemas.ts";
import { invoicesOf } from "../../commerce/invoices/of-customer.ts";
import { bookings, withTotals } from "./bookings.ts";

type Summary = {
  noShows: number;
  firstVisit: string | null;
  lastVisit: string | null;
  nextAppointment: string | null;
};

const most = 200;

/** Everything the business knows about one customer. */
export async function profileOf(context: Context, customer: Row<"customers">) {
  const mine = bookings(context, sql`= ${customer.id}`);
  const [known] = await withTotals(context, [customer]);
  const { rows: summaries } = await sql<Summary>`
    select count(*) filter (where status = 'no-show') as no_shows,
      min(starts_at) filter (where ${visited(context)}) as first_visit,
      max(starts_at) filter (where ${visited(context)}) as last_visit,
      min(starts_at) filter (where status in ('pending', 'approved') and starts_at > ${iso(context.now)}) as next_appointment
    from ${mine}`.execute(context.db);
  const { rows: appointments } = await sql`
    select a.id, a.uid, a.starts_at as start_time, a.ends_at as end_time, booking.status, booking.price, a.currency,
      jsonb_build_object('id', s.id, 'name', s.name) as service,
      case when e.id is not null then jsonb_build_object('id', e.id, 'name', e.name) end as employee,
      case when l.id is not null then jsonb_build_object('id', l.id, 'name', l.name) end as location
    from ${mine}
    join appointments a on a.business_id = ${context.businessId} and a.id = booking.id
    join services s on s.business_id = a.business_id and s.id = a.service_id
    left join employees e on e.business_id = a.business_id and e.id = a.employee_id
    left join locations l on l.business_id = a.business_id and l.id = a.location_id
    order by a.starts_at desc, a.id desc limit ${most}`.execute(context.db);
  const reviews = await context.db
    .selectFrom("reviews")
    .select(["id", "appointmentId", "rating", "comment", "published", "createdAt"])
    .where("businessId", "=", context.businessId)
    .where("customerId", "=", customer.id)
    .orderBy("id", "desc")
    .limit(most)
    .execute();
  const invoices = await invoicesOf(context, customer.id);
  return { ...known!, ...summaries[0]!, appointments, invoices, reviews };
}

/** Appointments that took place: completed, or over without anybody having said otherwise. */
const visited = (context: Context) =>
  sql`status = 'completed' or (status = 'approved' and starts_at <= ${iso(context.now)})`;
