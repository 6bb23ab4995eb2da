import { sql } from "kysely";
import { conflict, type ErrorDetail, refuse } from "../../../platform/errors.ts";
import type { Context } from "../../../platform/operation.ts";
import { epoch, iso } from "../../../platform/schemas.ts";
import { type BusyTime, readBusy } from "../../time/calendars/busy.ts";
import { lockCalendars } from "../../time/calendars/claims.ts";
import { closeCalendars, deleteCalendars } from "../../time/calendars/store.ts";
import "../tables.ts";

// The units of a resource. Each has a calendar of its own, so that the database itself refuses to give one away twice.

export type Unit = { unit: number; calendarId: number };

export async function readUnits(context: Context, resourceId: number): Promise<Unit[]> {
  const { rows } = await sql<Unit>`
    select unit, calendar_id from resource_units
    where business_id = ${context.businessId} and resource_id = ${resourceId} order by unit`.execute(context.db);
  return rows;
}

/** Makes or removes units until there are `quantity`. The resource's row must be locked. */
export async function resize(context: Context, resourceId: number, quantity: number): Promise<void> {
  const units = await readUnits(context, resourceId);
  if (quantity > units.length) await addUnits(context, resourceId, quantity - units.length);
  if (quantity < units.length) await removeUnits(context, units, units.length - quantity);
}

/** New units take the lowest numbers that are free. */
async function addUnits(context: Context, resourceId: number, count: number): Promise<void> {
  const { businessId, db } = context;
  await sql`
    with numbers as (
      select number, row_number() over (order by number) as place
      from generate_series(1, 1000) number
      where number not in (select unit from resource_units where business_id = ${businessId} and resource_id = ${resourceId})
      order by number limit ${count}
    ), made as (
      insert into calendars (business_id, kind) select ${businessId}, 'resource_unit' from numbers returning id
    ), placed as (
      select id, row_number() over (order by id) as place from made
    )
    insert into resource_units (business_id, resource_id, unit, calendar_id)
    select ${businessId}, ${resourceId}, numbers.number, placed.id from numbers join placed using (place)`.execute(db);
}

/** The highest units that nothing is booked on go, their calendars with them. Throws CONFLICT when too few are free. */
async function removeUnits(context: Context, units: Unit[], count: number): Promise<void> {
  const booked = await lockAndReadBookings(context, units);
  const free = units.filter(({ calendarId }) => !booked.has(calendarId));
  if (free.length < count) {
    throw refuse(
      conflict,
      `Only ${units.length - free.length} of ${units.length} units can stay free of bookings: quantity cannot go below ${units.length - free.length} now.`,
      tellBookings(units, booked),
    );
  }
  await deleteCalendars(
    context,
    free.slice(-count).map(({ calendarId }) => calendarId),
  );
}

/** Throws CONFLICT while any unit is booked in the future. */
export async function refuseWhileBooked(context: Context, resource: { id: number; name: string }): Promise<void> {
  const units = await readUnits(context, resource.id);
  const booked = await lockAndReadBookings(context, units);
  if (booked.size > 0)
    throw refuse(
      conflict,
      `${resource.name} is booked in the future. Move or cancel those appointments first.`,
      tellBookings(units, booked, "id"),
    );
}

/** Whoever is about to book the resource is refused. Its units must be locked. */
export const closeUnits = async (context: Context, resourceId: number): Promise<void> =>
  closeCalendars(
    context,
    (await readUnits(context, resourceId)).map(({ calendarId }) => calendarId),
  );

/** What is booked on the units from now on, by calendar. Locked first, so that nothing can be added until the commit. */
async function lockAndReadBookings(context: Context, units: Unit[]): Promise<Map<number, BusyTime[]>> {
  const calendarIds = units.map(({ calendarId }) => calendarId);
  await lockCalendars(context, calendarIds);
  return Map.groupBy(await readBusy(context, calendarIds, context.now, endOfTime), ({ calendarId }) => calendarId);
}
/** Instants beyond are refused at the door. */
const endOfTime = epoch("2200-01-01T00:00:00Z");

const tellBookings = (units: Unit[], booked: Map<number, BusyTime[]>, field = "quantity"): ErrorDetail[] =>
  units
    .flatMap(({ unit, calendarId }) => (booked.get(calendarId) ?? []).map((booking) => ({ unit, ...booking })))
    .sort((one, other) => one.start - other.start)
    .slice(0, 20)
    .map(({ unit, start, end }) => ({ field, message: `Unit ${unit} is booked from ${iso(start)} to ${iso(end)}` }));
