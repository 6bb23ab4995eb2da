import { sql } from "kysely";
import { z } from "zod";
import { defineJob } from "../../../platform/jobs.ts";
import { type Context, job } from "../../../platform/operation.ts";
import { epoch, minutes } from "../../../platform/schemas.ts";
import { changeAppointment } from "../appointments/change.ts";
import type { AppointmentChange } from "../appointments/changes.ts";
import type { AppointmentView } from "../appointments/schema.ts";
import type { Sender } from "./facts.ts";
import { stillPlanned } from "./still-planned.ts";

const requestExpiry = defineJob({
  name: "expire-request",
  data: z.object({ businessId: z.int(), appointmentId: z.int(), startsAt: z.string() }),
});

/**
 * Plans the end of a request that nobody answers (SEMANTICS 11): when its time to wait is over, and no later than it would
 * begin. One that moves waits on from when it was asked for: otherwise it could be kept for ever.
 */
export async function planExpiry(
  context: Context,
  { settings }: Sender,
  appointment: AppointmentView,
  { kind }: AppointmentChange,
): Promise<void> {
  const start = epoch(appointment.startTime as string);
  if (appointment.status !== "pending" || start <= context.now || (kind !== "requested" && kind !== "moved")) return;
  const wait = minutes(settings.pendingHoldMinutes);
  const over = kind === "moved" ? (await askedAt(context, appointment)) + wait : 0;
  context.enqueue(
    requestExpiry,
    { businessId: context.businessId, appointmentId: appointment.id, startsAt: appointment.startTime as string },
    // What has waited too long already was not meant to end: whoever moves it now has not written it off.
    { at: Math.min(start, over > context.now ? over : context.now + wait) },
  );
}

/** Since when an appointment waits for its answer; epoch milliseconds. A session that a seat opened waits as the seat's last one did. */
async function askedAt(
  context: Context,
  { id, createdAt }: Pick<AppointmentView, "id" | "createdAt">,
): Promise<number> {
  const { rows } = await sql<{ createdAt: string; openedFrom: number | null }>`
    select created_at, case when payload->'change'->>'kind' = 'moved' then (payload->'change'->>'previousId')::bigint end as opened_from
    from events
    where business_id = ${context.businessId} and subject = ${`appointment:${id}`}
      and (payload->'change'->>'kind' = 'requested' or trigger = 'SERVICE_BOOKING_CREATED')
    order by id desc limit 1`.execute(context.db);
  const [asked] = rows;
  if (asked?.openedFrom) return askedAt(context, { id: asked.openedFrom, createdAt: asked.createdAt });
  return epoch(asked?.createdAt ?? (createdAt as string));
}

/** SEMANTICS 11: a request keeps its time for so long and no longer. */
export const expireRequest = job({
  ...requestExpiry,
  run: (tools, about) =>
    tools.inBusiness(about.businessId, async (context) => {
      if (!(await stillPlanned(context, about, "pending"))) return;
      await changeAppointment(
        context,
        about.appointmentId,
        { status: "rejected", cancellationReason: "Nobody confirmed it in time" },
        { actor: "system", by: "time" },
      );
    }),
});
