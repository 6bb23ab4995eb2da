import { sql } from "kysely";
import type { z } from "zod";
import { translateConstraint } from "../../../platform/constraints.ts";
import { DomainError } from "../../../platform/errors.ts";
import type { Context } from "../../../platform/operation.ts";
import { lockCalendars, refusals } from "../../time/calendars/claims.ts";
import type { BulkChanges, BulkOutcome } from "./bulk-schema.ts";
import { changeAppointment } from "./change.ts";
import { touchesTime } from "./move.ts";
import type { Changes } from "./schema.ts";

type Item = { id: number; version: number | null; changes: Changes };

/** Changes up to a hundred appointments, each by itself: what cannot be changed stays as it is, and says why. */
export async function changeMany(
  context: Context,
  bulk: z.output<typeof BulkChanges>,
): Promise<z.input<typeof BulkOutcome>> {
  const items = itemsOf(bulk);
  await lockEverything(context, items);
  const results: z.input<typeof BulkOutcome>["results"] = [];
  for (const { id, version, changes } of items) {
    try {
      const own = { ...context, ifMatch: version };
      const appointment = await context.attempt(() => changeAppointment(own, id, changes));
      results.push({ id, updated: true, appointment, error: null });
    } catch (thrown) {
      const error = translateConstraint(thrown, refusals);
      if (!(error instanceof DomainError)) throw error;
      const { type, message, details } = error;
      results.push({ id, updated: false, appointment: null, error: { code: type.code, message, details } });
    }
  }
  const failed = results.filter(({ updated }) => !updated).length;
  return { updated: results.length - failed, failed, results };
}

const itemsOf = ({ ids, changes, appointments }: z.output<typeof BulkChanges>): Item[] =>
  appointments
    ? appointments.map(({ id, version = null, ...own }) => ({ id, version, changes: own }))
    : ids!.map((id) => ({ id, version: null, changes: changes! }));

/**
 * Locks the appointments and every calendar that they take or may take, in the order of ids: two bulk changes of the same
 * appointments, in whatever order they name them, take turns.
 */
async function lockEverything(context: Context, items: Item[]): Promise<void> {
  const { businessId, db } = context;
  const ids = items.map(({ id }) => id);
  await sql`
    select id from appointments where business_id = ${businessId} and id = any(${ids}) order by id for no key update`.execute(
    db,
  );
  const employeeIds = items.flatMap(({ changes }) => changes.employeeId ?? []);
  const serviceIds = items.flatMap(({ changes }) => changes.serviceId ?? []);
  const resourceIds = items.flatMap(({ changes }) => (changes.resources ?? []).map(({ resourceId }) => resourceId));
  const { rows } = await sql<{ calendarId: number }>`
    with wanted as (select * from appointments where business_id = ${businessId} and id = any(${ids}))
    select calendar_id from employees e where e.business_id = ${businessId} and e.deleted_at is null
      and (e.id = any(${employeeIds}::bigint[]) or e.id in (select employee_id from wanted))
    union
    select calendar_id from resource_units u where u.business_id = ${businessId}
      and (u.resource_id = any(${resourceIds}::bigint[])
        or u.resource_id in (select r.resource_id from appointment_resources r join wanted on r.business_id = wanted.business_id and r.appointment_id = wanted.id)
        or u.resource_id in (select s.resource_id from service_resources s where s.business_id = ${businessId}
          and (s.service_id = any(${serviceIds}::bigint[]) or s.service_id in (select service_id from wanted))))`.execute(
    db,
  );
  if (items.some(({ changes }) => touchesTime(changes)))
    await lockCalendars(
      context,
      rows.map(({ calendarId }) => calendarId),
    );
}
