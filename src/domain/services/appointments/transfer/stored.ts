import { sql } from "kysely";
import type { ImportRow } from "../../../../platform/csv/import.ts";
import type { Row } from "../../../../platform/database.ts";
import type { Context } from "../../../../platform/operation.ts";
import { answersChange } from "../../custom-fields/answers.ts";
import type { Answers } from "../../tables.ts";
import type { Cells, ExtraCell, GuestCell } from "./columns.ts";
import { BadRow } from "./directory.ts";

type Guest = { customerId: number; name: string; email: string | null; phone: string | null; status: string } & {
  customFields: Answers;
};
/** An appointment that is there already, with all that a row may say about it. */
export type Stored = Row<"appointments"> & {
  customer: { name: string; email: string | null; phone: string | null } | null;
  extras: (Required<ExtraCell> & { extraId: number })[];
  guests: Guest[];
};
export type Known = { byId: Map<number, Stored>; byUid: Map<string, Stored> };

/** What the rows may be about, by id or handle, deleted ones too: their handles are taken. */
export async function readStored(context: Context, rows: ImportRow<Cells>[]): Promise<Known> {
  const ids = rows.flatMap(({ value }) => value.id ?? []);
  const uids = rows.flatMap(({ value }) => value.uid ?? []);
  if (ids.length === 0 && uids.length === 0) return { byId: new Map(), byUid: new Map() };
  const { rows: found } = await sql<Stored>`
    select a.*,
      (select jsonb_build_object('name', c.name, 'email', c.email, 'phone', c.phone) from customers c where c.business_id = a.business_id and c.id = a.customer_id) as customer,
      coalesce((select jsonb_agg(jsonb_build_object('extraId', x.extra_id, 'name', x.name, 'quantity', x.quantity, 'price', x.price, 'duration', x.duration) order by x.extra_id)
        from appointment_extras x where x.business_id = a.business_id and x.appointment_id = a.id), '[]') as extras,
      coalesce((select jsonb_agg(jsonb_build_object('customerId', t.customer_id, 'name', t.name, 'email', t.email, 'phone', t.phone, 'status', t.status, 'customFields', t.custom_fields) order by t.id)
        from appointment_attendees t where t.business_id = a.business_id and t.appointment_id = a.id), '[]') as guests
    from appointments a
    where a.business_id = ${context.businessId} and (a.id = any(${ids}::bigint[]) or a.uid = any(${uids}::text[]))`.execute(
    context.db,
  );
  return {
    byId: new Map(found.map((appointment) => [appointment.id, appointment])),
    byUid: new Map(found.map((appointment) => [appointment.uid, appointment])),
  };
}

/** The appointment that a row is about, or null where it is a new one. */
export function recognise({ byId, byUid }: Known, { id, uid }: Cells): Stored | null {
  const stored = (id ? byId.get(id) : undefined) ?? (uid ? byUid.get(uid) : undefined) ?? null;
  if (id && (!stored || stored.id !== id))
    throw new BadRow("id", `There is no appointment ${id}. Leave the id empty to add one`);
  if (stored?.deletedAt) throw new BadRow(id ? "id" : "uid", "This appointment was deleted");
  if (stored && uid && stored.uid !== uid) throw new BadRow("uid", "Cannot be changed by an import");
  return stored;
}

/** Whether a list of guests says what is stored. Absent and empty are the same. */
export const sameGuests = (cells: GuestCell[], stored: Guest[]) =>
  cells.length === stored.length && cells.every((guest, index) => says(guest, stored[index]!));

const says = (guest: GuestCell, seat: Guest) =>
  isSameGuest(guest, seat) &&
  guest.status === seat.status &&
  !answersChange(guest.customFields, seat.customFields).customFields;

export const isSameGuest = (one: GuestCell, other: Guest) =>
  one.name === other.name && (one.email ?? null) === other.email && (one.phone ?? null) === other.phone;

export const sameExtras = (cells: ExtraCell[], stored: Stored["extras"]) =>
  cells.length === stored.length && cells.every((extra) => stored.some((other) => isSameExtra(extra, other)));

const isSameExtra = (one: ExtraCell, other: Stored["extras"][number]) =>
  one.name === other.name &&
  one.quantity === other.quantity &&
  (one.price ?? other.price) === other.price &&
  (one.duration ?? other.duration) === other.duration;
