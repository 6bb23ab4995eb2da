import { sql } from "kysely";
import type { Row } from "../../../../platform/database.ts";
import { newHandle } from "../../../../platform/handles.ts";
import type { Context } from "../../../../platform/operation.ts";
import { iso } from "../../../../platform/schemas.ts";
import type { Claim } from "../../../time/calendars/claims.ts";
import { depositOf } from "../price.ts";
import type { Seat } from "../write.ts";
import type { Employee } from "./catalogue.ts";
import type { Draft } from "./draft.ts";

type Customer = Row<"customers">;
/** A draft whose time is taken and whose people are known. */
export type Ready = Draft & {
  takenBy: Employee | null;
  claims: Claim[];
  customer: Customer | null;
  seats: Pick<Seat, "customer" | "name" | "email" | "phone" | "status" | "customFields">[];
  language: string;
  timeZone: string;
};

/** Writes new appointments with all that belongs to them, in one statement per table. Answers their ids. */
export async function insertAll(context: Context, drafts: Ready[]): Promise<number[]> {
  if (drafts.length === 0) return [];
  const { businessId, db } = context;
  const rows = drafts.map((draft) => appointmentOf(context, draft));
  const { rows: made } = await sql<{ id: number; uid: string }>`
    insert into appointments (business_id, ${fields})
    select ${businessId}, ${fields} from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as row (${types})
    returning id, uid`.execute(db);
  const ids = new Map(made.map(({ id, uid }) => [uid, id]));
  const of = (index: number) => ids.get(rows[index]!.uid)!;
  const each = <Item>(list: (draft: Ready, index: number) => Item[]) => JSON.stringify(drafts.flatMap(list));

  if (drafts.some(({ claims }) => claims.length > 0))
    await sql`
      insert into claims (business_id, calendar_id, starts_at, ends_at, appointment_id, taken_at)
      select ${businessId}, calendar_id, starts_at, ends_at, appointment_id, ${iso(context.now)}
      from jsonb_to_recordset(${each(({ claims }, index) =>
        claims.map(({ calendarId, start, end }) => ({
          calendar_id: calendarId,
          starts_at: iso(start),
          ends_at: iso(end),
          appointment_id: of(index),
        })),
      )}::jsonb) as claim (calendar_id bigint, starts_at timestamptz, ends_at timestamptz, appointment_id bigint)`.execute(
      db,
    );
  if (drafts.some(({ extras }) => extras.length > 0))
    await sql`
      insert into appointment_extras (business_id, appointment_id, extra_id, name, quantity, price, duration)
      select ${businessId}, appointment_id, "extraId", name, quantity, price, duration
      from jsonb_to_recordset(${each(({ extras }, index) => extras.map((extra) => ({ ...extra, appointment_id: of(index) })))}::jsonb)
        as extra (appointment_id bigint, "extraId" bigint, name text, quantity int, price bigint, duration int)`.execute(
      db,
    );
  if (drafts.some(({ service }) => service.needs.length > 0))
    await sql`
      insert into appointment_resources (business_id, appointment_id, resource_id, quantity)
      select ${businessId}, appointment_id, "resourceId", quantity
      from jsonb_to_recordset(${each(({ service }, index) =>
        service.needs.map(({ resourceId, quantity }) => ({ resourceId, quantity, appointment_id: of(index) })),
      )}::jsonb) as need (appointment_id bigint, "resourceId" bigint, quantity int)`.execute(db);
  if (drafts.some(({ seats }) => seats.length > 0))
    await sql`
      insert into appointment_attendees (business_id, appointment_id, uid, customer_id, name, email, phone, time_zone, language, status, price, custom_fields, created_at)
      select ${businessId}, appointment_id, uid, customer_id, name, email, phone, time_zone, language, status, price, custom_fields, created_at
      from jsonb_to_recordset(${each((draft, index) =>
        draft.seats.map(({ customer, customFields = {}, ...seat }) => ({
          ...seat,
          appointment_id: of(index),
          uid: newHandle("apt", businessId),
          customer_id: customer.id,
          time_zone: customer.timeZone ?? draft.timeZone,
          language: customer.language ?? draft.language,
          price: draft.price,
          custom_fields: customFields,
          created_at: rows[index]!.created_at,
        })),
      )}::jsonb) as seat (appointment_id bigint, uid text, customer_id bigint, name text, email text, phone text, time_zone text, language text, status text, price bigint, custom_fields jsonb, created_at timestamptz)`.execute(
      db,
    );
  return [...ids.values()];
}

const columnTypes = {
  uid: "text",
  service_id: "bigint",
  customer_id: "bigint",
  employee_id: "bigint",
  location_id: "bigint",
  starts_at: "timestamptz",
  ends_at: "timestamptz",
  buffer_before: "int",
  buffer_after: "int",
  status: "text",
  price: "bigint",
  currency: "text",
  deposit_amount: "bigint",
  is_group: "boolean",
  capacity: "int",
  recurrence_rule: "text",
  series_uid: "text",
  notes: "text",
  internal_notes: "text",
  custom_fields: "jsonb",
  cancellation_reason: "text",
  time_zone: "text",
  language: "text",
  source: "text",
  created_at: "timestamptz",
} as const;
const fields = sql.raw(Object.keys(columnTypes).join(", "));
const types = sql.raw(
  Object.entries(columnTypes)
    .map(([name, type]) => `${name} ${type}`)
    .join(", "),
);

function appointmentOf(context: Context, draft: Ready): Record<keyof typeof columnTypes, unknown> & { uid: string } {
  const { cells, service, isGroup, seats } = draft;
  const booked = seats.filter(({ status }) => status === "booked").length;
  return {
    uid: cells.uid ?? newHandle("apt", context.businessId),
    service_id: service.id,
    customer_id: isGroup ? null : (draft.customer?.id ?? null),
    employee_id: draft.takenBy?.id ?? null,
    location_id: draft.locationId,
    starts_at: iso(draft.start),
    ends_at: iso(draft.end),
    buffer_before: service.bufferTimeBefore,
    buffer_after: service.bufferTimeAfter,
    status: draft.status,
    price: draft.price,
    currency: cells.currency ?? service.currency,
    deposit_amount: depositOf(service, draft.price),
    is_group: isGroup,
    capacity: isGroup ? Math.max(service.maxCapacity, booked, 1) : 1,
    recurrence_rule: cells.recurrenceRule ?? null,
    series_uid: cells.seriesUid ?? null,
    notes: cells.notes ?? null,
    internal_notes: cells.internalNotes ?? null,
    custom_fields: (!isGroup && cells.customFields) || {},
    cancellation_reason: cells.cancellationReason ?? null,
    time_zone: draft.timeZone,
    language: draft.language,
    source: context.source,
    created_at: cells.createdAt ?? iso(context.now),
  };
}
