import { sql } from "kysely";
import { type App, asSystem } from "../app.ts";

/** Everything was written a moment ago; now it looks as if it had come over the weeks and months in which such things come. */
export async function spreadDates(app: App, businessId: number): Promise<void> {
  await asSystem(app, businessId, async ({ db }) => {
    // Two new ones a month, and three this week.
    await sql`
      update customers c set created_at = c.created_at - placed.days * interval '1 day'
      from (select id, case when place <= 3 then place * 2 else 10 + place * 14 end as days
        from (select id, row_number() over (order by id desc) as place from customers where business_id = ${businessId}) c) placed
      where c.business_id = ${businessId} and c.id = placed.id`.execute(db);
    // A day after the visit.
    await sql`
      update reviews r set created_at = least(r.created_at, a.ends_at + interval '20 hours')
      from appointments a
      where r.business_id = ${businessId} and a.business_id = ${businessId} and a.id = r.appointment_id`.execute(db);
    // Two weeks before they are due, and paid after nine days.
    await sql`
      update invoices set issued_at = least(issued_at, due_date - interval '14 days'),
        paid_at = least(paid_at, due_date - interval '5 days')
      where business_id = ${businessId} and issued_at is not null`.execute(db);
  });
}
