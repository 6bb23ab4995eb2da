import { sql } from "kysely";
import { type App, asSystem } from "../app.ts";

type Does = (name: string, body: object, query?: object) => Promise<{ id: number }>;

const comments: [rating: number, comment: string | null][] = [
  [5, "Exactly what I asked for, and done when they said it would be."],
  [5, "Ana listens. I come back every five weeks."],
  [4, "Lovely cut. The colour took a little longer than planned."],
  [5, null],
  [5, "James found me a time on the same day."],
  [3, "Good work, but I had to wait a quarter of an hour."],
  [5, "My hair has not looked like this in years."],
  [4, null],
  [5, "Friendly, quick, and the reminder came the day before."],
  [2, "The parking is a nuisance. The haircut was fine."],
];

/** What customers say after their visits. */
export async function fillReviews(app: App, businessId: number, does: Does): Promise<void> {
  const visits = await asSystem(app, businessId, async ({ db }) => {
    const { rows } = await sql<{ id: number }>`
      select distinct on (customer_id) id from appointments
      where business_id = ${businessId} and status = 'completed' and not is_group and customer_id is not null and uid <> 'apt_7f3b2a1c'
      order by customer_id, starts_at desc limit ${comments.length}`.execute(db);
    return rows;
  });
  for (const [place, { id }] of visits.entries()) {
    const [rating, comment] = comments[place]!;
    await does("reviews.create", { appointmentId: id, rating, comment, published: rating > 2 });
  }
}
