import { type RawBuilder, sql } from "kysely";
import type { z } from "zod";
import type { Row } from "../../../platform/database.ts";
import { missing } from "../../../platform/errors.ts";
import type { Context } from "../../../platform/operation.ts";
import { bookable } from "../../scheduling/event-types/public-views.ts";
import type { Route } from "./route.ts";
import type { RoutingForm } from "./schema.ts";
import "../tables.ts";

export type StoredForm = Row<"routingForms">;
type FormView = z.input<typeof RoutingForm>;

export const eventTypesIn = (routes: Route[]): number[] => [
  ...new Set(routes.flatMap(({ action }) => (action.type === "eventType" ? [action.eventTypeId] : []))),
];

export const linkOf = ({ services }: Context, uid: string): string => `${services.publicUrl}/form/${uid}`;

/** Forms as the API shows them, with their responses counted and their dead ends named: two queries however many there are. */
export async function viewsOf(context: Context, forms: StoredForm[]): Promise<FormView[]> {
  if (forms.length === 0) return [];
  const counts = await countResponses(
    context,
    forms.map(({ id }) => id),
  );
  const offered = await offeredAmong(context, eventTypesIn(forms.flatMap(({ routes }) => routes)));
  return forms.map(({ businessId: _, ...form }) => ({
    ...form,
    link: linkOf(context, form.uid),
    responseCount: counts.get(form.id)?.count ?? 0,
    lastResponseAt: counts.get(form.id)?.last ?? null,
    problems: form.routes.flatMap(({ id, action }) =>
      action.type === "eventType" && !offered.has(action.eventTypeId)
        ? [
            {
              routeId: id,
              message: `Event type ${action.eventTypeId} cannot be booked: it is deleted or switched off.`,
            },
          ]
        : [],
    ),
  }));
}
export const viewOf = async (context: Context, form: StoredForm) => (await viewsOf(context, [form]))[0]!;

async function countResponses({ businessId, db }: Context, formIds: number[]) {
  const { rows } = await sql<{ formId: number; count: number; last: string }>`
    select form_id, count(*) as count, max(created_at) as last from routing_form_responses
    where business_id = ${businessId} and form_id = any(${formIds}) group by form_id`.execute(db);
  return new Map(rows.map((row) => [row.formId, row]));
}

async function offeredAmong({ businessId, db }: Context, ids: number[]): Promise<ReadonlySet<number>> {
  if (ids.length === 0) return new Set();
  const { rows } = await sql<{ id: number }>`
    select e.id from event_types e where e.business_id = ${businessId} and e.id = any(${ids}) and ${bookable}`.execute(
    db,
  );
  return new Set(rows.map(({ id }) => id));
}

/** A form that can be opened and sent, by the handle in its address, or 404. */
export async function openForm(context: Context, uid: string): Promise<StoredForm> {
  const form = await context.db
    .selectFrom("routingForms")
    .selectAll()
    .where("businessId", "=", context.businessId)
    .where("uid", "=", uid)
    .where("active", "=", true)
    .executeTakeFirst();
  if (!form) throw missing("form", uid, "uid");
  return form;
}

/** Which responses are asked for, as conditions on routing_form_responses. Days are the business's. */
export function responsesWhere(
  { formId, from, to, q, routeId }: ResponseFilters,
  zone: string,
  containing: (text: string) => string,
): RawBuilder<unknown>[] {
  const where = [sql`form_id = ${formId}`];
  if (from) where.push(sql`created_at >= (${from}::date)::timestamp at time zone ${zone}`);
  if (to) where.push(sql`created_at < (${to}::date + 1)::timestamp at time zone ${zone}`);
  if (routeId) where.push(sql`route_id = ${routeId}`);
  if (q)
    where.push(
      sql`exists (select from jsonb_each(answers) as answer where answer.value ->> 'value' ilike ${containing(q)})`,
    );
  return where;
}
type ResponseFilters = {
  formId: number;
  from?: string | undefined;
  to?: string | undefined;
  q?: string | undefined;
  routeId?: string | undefined;
};
