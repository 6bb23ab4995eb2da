import { type RawBuilder, sql } from "kysely";
import type { Refusals } from "../../../platform/constraints.ts";
import type { Row } from "../../../platform/database.ts";
import { conflict, missing, refuse } from "../../../platform/errors.ts";
import type { Context } from "../../../platform/operation.ts";
import { insertRecord, listRecords } from "../../../platform/records.ts";
import { iso } from "../../../platform/schemas.ts";
import "../tables.ts";

export const reviewedBefore = () => refuse(conflict, "This customer has reviewed this appointment already.");
export const refusals: Refusals = { reviews_once: reviewedBefore };

/** Members who see only what is their own see the reviews of their own work. */
export const visible = ({ caller }: Context): RawBuilder<unknown>[] =>
  caller.onlyOwn ? [sql`employee_id = ${caller.employeeId ?? 0}`] : [];

export async function findReview(context: Context, id: number): Promise<Row<"reviews">> {
  const where = [...visible(context), sql`id = ${id}`];
  const { items } = await listRecords(context, "reviews", { limit: 1 }, { where });
  if (!items[0]) throw missing("review", id);
  return items[0];
}

type NewReview = Omit<Row<"reviews">, "id" | "businessId" | "createdAt">;
/** Adds a review and tells whoever listens. Throws CONFLICT where its customer has reviewed its appointment already. */
export async function addReview(context: Context, values: NewReview): Promise<Row<"reviews">> {
  const review = await insertRecord(context, "reviews", "review", { ...values, createdAt: iso(context.now) });
  const { businessId: _, ...payload } = review;
  context.emit({ trigger: "review.created", subject: `review:${review.id}`, payload });
  return review;
}

/** Throws CONFLICT. The appointment must be locked: the unique index cannot see a second review without a customer. */
export async function refuseSecondReview(context: Context, appointmentId: number, customerId: number | null) {
  const { rows } = await sql`
    select 1 from reviews where business_id = ${context.businessId} and appointment_id = ${appointmentId}
      and customer_id is not distinct from ${customerId}::bigint`.execute(context.db);
  if (rows.length > 0) throw reviewedBefore();
}

type Named = { id: number; name: string } | null;
type Names = { customer: Named; employee: Named; service: Named };

/** Adds the names of what reviews are about: one query however many there are. */
export async function withNames(context: Context, reviews: Row<"reviews">[]): Promise<(Row<"reviews"> & Names)[]> {
  if (reviews.length === 0) return [];
  const { rows } = await sql<{ id: number } & Names>`
    select r.id,
      case when c.id is not null then jsonb_build_object('id', c.id, 'name', c.name) end as customer,
      case when e.id is not null then jsonb_build_object('id', e.id, 'name', e.name) end as employee,
      case when s.id is not null then jsonb_build_object('id', s.id, 'name', s.name) end as service
    from reviews r
    left join customers c on c.business_id = r.business_id and c.id = r.customer_id
    left join employees e on e.business_id = r.business_id and e.id = r.employee_id
    left join services s on s.business_id = r.business_id and s.id = r.service_id
    where r.business_id = ${context.businessId} and r.id = any(${reviews.map(({ id }) => id)})`.execute(context.db);
  const names = new Map(rows.map(({ id, ...rest }) => [id, rest]));
  return reviews.map((review) => ({ ...review, ...names.get(review.id)! }));
}
