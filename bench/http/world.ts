import type pg from "pg";

/** A business made straight in the database, with `employees` open around the clock and `appointments` behind and ahead. */
export type World = {
  businessId: number;
  subdomain: string;
  key: string;
  serviceId: number;
  employeeIds: number[];
  eventTypeIds: number[];
};

/** Writes appointments with their claims, spread over the employees and a year around now, half-hour slots that never overlap. */
export async function addAppointments(client: pg.Client, world: World, count: number): Promise<void> {
  const { businessId, serviceId, employeeIds } = world;
  await client.query("begin");
  await client.query("select set_config('app.business_id', $1, true)", [String(businessId)]);
  await client.query(
    `with made as (
       insert into appointments (business_id, uid, service_id, employee_id, starts_at, ends_at, status, price, currency, time_zone, language, source, created_at)
       select $1, 'apt_bench' || n || '_' || e.id, $2, e.id, date_trunc('hour', now()) - interval '400 days' + (n / $4) * interval '1 hour' + interval '30 minutes',
         date_trunc('hour', now()) - interval '400 days' + (n / $4) * interval '1 hour' + interval '60 minutes', 'approved', 3500, 'usd', 'UTC', 'en', 'bench', now()
       from generate_series(0, $3 - 1) n join (select id, row_number() over (order by id) - 1 as place from unnest($5::bigint[]) id) e on e.place = n % $4
       returning business_id, id, employee_id, starts_at, ends_at)
     insert into claims (business_id, calendar_id, starts_at, ends_at, appointment_id)
     select made.business_id, employees.calendar_id, made.starts_at, made.ends_at, made.id
     from made join employees on employees.business_id = made.business_id and employees.id = made.employee_id`,
    [businessId, serviceId, count, employeeIds.length, employeeIds],
  );
  await client.query("commit");
  // What autovacuum would do in the middle of the measurement.
  await client.query("vacuum analyze appointments, claims");
}
