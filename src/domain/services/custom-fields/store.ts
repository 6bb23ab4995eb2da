import { type RawBuilder, sql } from "kysely";
import type { z } from "zod";
import type { Refusals } from "../../../platform/constraints.ts";
import type { Row } from "../../../platform/database.ts";
import { conflict, refuse } from "../../../platform/errors.ts";
import { once } from "../../../platform/once.ts";
import type { Context } from "../../../platform/operation.ts";
import { requireRecords } from "../../../platform/records.ts";
import { slugFrom } from "../../../platform/slugs.ts";
import type { Answers } from "../tables.ts";
import type { CustomFieldView, PublicCustomField } from "./schema.ts";
import "../tables.ts";

export const refusals: Refusals = {
  custom_fields_key: () =>
    refuse(conflict, "Another custom field has this key, or had it before it was deleted.", [
      { field: "key", message: "Is taken" },
    ]),
};

/** Adds the services with which fields are asked: one query however many there are. */
export async function withServices(context: Context, fields: Row<"customFields">[]): Promise<CustomFieldView[]> {
  if (fields.length === 0) return [];
  const { rows } = await sql<{ id: number; serviceIds: number[] }>`
    select custom_field_id as id, array_agg(service_id order by service_id) as service_ids from custom_field_services
    where business_id = ${context.businessId} and custom_field_id = any(${fields.map(({ id }) => id)}) group by 1`.execute(
    context.db,
  );
  const services = new Map(rows.map(({ id, serviceIds }) => [id, serviceIds]));
  return fields.map((field) => ({ ...field, serviceIds: services.get(field.id) ?? [] }));
}

/** The fields that are asked with a service: as a condition on custom_fields. */
export const askedWith = (serviceId: number): RawBuilder<unknown> => sql`
  (not exists (select from custom_field_services s where s.business_id = custom_fields.business_id and s.custom_field_id = custom_fields.id)
    or exists (select from custom_field_services s
      where s.business_id = custom_fields.business_id and s.custom_field_id = custom_fields.id and s.service_id = ${serviceId}))`;

/** What customers are asked with each of the services, in order. */
export async function publicFieldsOf(
  context: Context,
  serviceIds: number[],
): Promise<Map<number, z.output<typeof PublicCustomField>[]>> {
  const fields = await context.db
    .selectFrom("customFields")
    .selectAll()
    .where("businessId", "=", context.businessId)
    .where("active", "=", true)
    .where("visibleToCustomers", "=", true)
    .where("deletedAt", "is", null)
    .orderBy("position")
    .orderBy("id")
    .execute();
  const shown = await withServices(context, fields);
  return new Map(
    serviceIds.map((id) => [
      id,
      shown.filter((field) => field.serviceIds.length === 0 || field.serviceIds.includes(id)),
    ]),
  );
}

/** Of answers those that a customer may read, whatever became of the questions since. */
export async function shownToCustomer(context: Context, answers: Answers): Promise<Answers> {
  const keys = Object.keys(answers);
  if (keys.length === 0) return answers;
  const { rows } = await sql<{ key: string }>`
    select key from custom_fields where business_id = ${context.businessId} and key = any(${keys}) and visible_to_customers`.execute(
    context.db,
  );
  return Object.fromEntries(rows.map(({ key }) => [key, answers[key]]));
}

/** The questions whose answers customers may read, whatever became of them since, in order. Read once in a transaction. */
export const fieldsOfCustomers = (context: Context) =>
  once(context, "fields of customers", () =>
    context.db
      .selectFrom("customFields")
      .select(["key", "label", "options"])
      .where("businessId", "=", context.businessId)
      .where("visibleToCustomers", "=", true)
      .orderBy("position")
      .orderBy("id")
      .execute(),
  );

type Answered = { customFields: Answers; attendees: { customFields: Answers }[] };

/** Appointments without what staff alone may read: the answers to their own questions, of each seat as well. */
export async function withoutStaffAnswers<One extends Answered>(context: Context, appointments: One[]): Promise<One[]> {
  const answered = appointments.flatMap(({ customFields, attendees }) => [customFields, ...attendees.map(answersOf)]);
  if (answered.every((answers) => Object.keys(answers).length === 0)) return appointments;
  const shown = new Set((await fieldsOfCustomers(context)).map(({ key }) => key));
  const only = (answers: Answers) => Object.fromEntries(Object.entries(answers).filter(([key]) => shown.has(key)));
  return appointments.map((one) => ({
    ...one,
    customFields: only(one.customFields),
    attendees: one.attendees.map((seat) => ({ ...seat, customFields: only(seat.customFields) })),
  }));
}
const answersOf = ({ customFields }: Answered["attendees"][number]) => customFields;

/** `had`: those it was asked with before. They may stay although they were deleted meanwhile. */
export async function replaceServices(
  context: Context,
  customFieldId: number,
  serviceIds: number[],
  had: number[] = [],
): Promise<void> {
  const { businessId, db } = context;
  const added = serviceIds
    .map((id, index) => ({ id, field: `serviceIds.${index}` }))
    .filter(({ id }) => !had.includes(id));
  await requireRecords(context, "services", "service", added);
  await sql`delete from custom_field_services where business_id = ${businessId} and custom_field_id = ${customFieldId}`.execute(
    db,
  );
  await sql`
    insert into custom_field_services (business_id, custom_field_id, service_id)
    select distinct ${businessId}::bigint, ${customFieldId}::bigint, id from unnest(${serviceIds}::bigint[]) id`.execute(
    db,
  );
}

/** `any-allergies`, else `any-allergies-2` …: the first that no field of the business has or had. */
export async function freeKey(context: Context, label: string): Promise<string> {
  const wanted = slugFrom(label, 56) || "field";
  const { rows } = await sql<{ key: string }>`
    select key from custom_fields
    where business_id = ${context.businessId} and (key = ${wanted} or starts_with(key, ${`${wanted}-`}))`.execute(
    context.db,
  );
  const taken = new Set(rows.map(({ key }) => key));
  for (let number = 1; ; number++) {
    const key = number === 1 ? wanted : `${wanted}-${number}`;
    if (!taken.has(key)) return key;
  }
}
