import { sql } from "kysely";
import type { z } from "zod";
import type { Row } from "../../../platform/database.ts";
import { conflict, refuse } from "../../../platform/errors.ts";
import type { Context } from "../../../platform/operation.ts";
import { findRecord, refuseOldVersion } from "../../../platform/records.ts";
import { iso } from "../../../platform/schemas.ts";
import { changeAppointment } from "./change.ts";
import type { AppointmentView, Cancellation } from "./schema.ts";
import { actorOf } from "./transitions.ts";
import { readAppointment } from "./view.ts";

type Wanted = z.output<typeof Cancellation>;

/**
 * Staff cancel an appointment, or what is still open of its series. Cancelling twice is no error. Answers the appointment
 * that was named, with what was cancelled of the series as `occurrences`.
 */
export async function cancelAppointment(context: Context, id: number, wanted: Wanted): Promise<AppointmentView> {
  const stored = await findRecord(context, "appointments", "appointment", id, { lock: wanted.scope === "one" });
  refuseOldVersion(context, stored);
  if (wanted.scope === "one" || stored.seriesUid === null) {
    if (stored.status === "canceled") return readAppointment(context, id);
    return cancelOne(context, id, wanted);
  }
  const open = await lockOpen(context, stored, wanted.scope);
  if (open.length === 0)
    throw refuse(conflict, "Nothing of this series is left to cancel.", [
      { field: "scope", message: "Has no open appointment" },
    ]);
  const starts = open.map(({ startsAt }) => startsAt);
  const canceled: AppointmentView[] = [];
  for (const [index, one] of open.entries()) {
    // One mail tells of them all.
    const notify = index === 0 && wanted.notify !== false;
    canceled.push(await cancelOne({ ...context, ifMatch: null }, one.id, { ...wanted, notify }, starts));
  }
  return {
    ...(await readAppointment(context, id)),
    occurrences: canceled.map(({ id, uid, startTime, endTime, status }) => ({ id, uid, startTime, endTime, status })),
  };
}

const cancelOne = (context: Context, id: number, { reason, notify }: Omit<Wanted, "scope">, occurrences?: string[]) =>
  changeAppointment(
    context,
    id,
    { status: "canceled", cancellationReason: reason, notify },
    { actor: actorOf(context), by: "time", ...(occurrences ? { occurrences } : {}) },
  );

/** What is still open of a series and not over, from `from` on or all of it, by start. Locked in the order of ids. */
async function lockOpen(context: Context, from: Row<"appointments">, scope: "following" | "all") {
  const { rows } = await sql<{ id: number; startsAt: string }>`
    select id, starts_at from appointments
    where business_id = ${context.businessId} and series_uid = ${from.seriesUid} and deleted_at is null
      and status in ('pending', 'approved')
      and ${scope === "all" ? sql`ends_at > ${iso(context.now)}` : sql`starts_at >= ${from.startsAt}`}
    order by id for no key update`.execute(context.db);
  return rows.toSorted((a, b) => Date.parse(a.startsAt) - Date.parse(b.startsAt) || a.id - b.id);
}
