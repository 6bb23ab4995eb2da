import { sql } from "kysely";
import type { Row } from "../../../platform/database.ts";
import { askAgain, once } from "../../../platform/once.ts";
import type { Context } from "../../../platform/operation.ts";
import type { StoredEvent, Subscriber } from "../../events/subscriber.ts";
import { localDate } from "../../time/availability/zone.ts";
import { FreedTime, timeFreed } from "../../time/calendars/freed.ts";
import type { AppointmentChange } from "../appointments/changes.ts";
import { moveOn } from "./end.ts";
import { anybodyWaits, freedTime } from "./offer.ts";

// What the waitlist learns from what happens elsewhere.

/** Time became free: whoever waits for it is offered it, by a job of its own. */
export const offerWhatIsFreed: Subscriber = {
  name: "offer-freed-time",
  triggers: [timeFreed],
  async run(context, event) {
    const freed = FreedTime.parse(event.payload);
    if (await anybodyWaits(context, freed)) context.enqueue(freedTime, { businessId: context.businessId, freed });
  },
};

/** Somebody who waits has an appointment: they wait no longer. If it was a request that is rejected, they go on waiting. */
export const closeWhatIsBooked: Subscriber = {
  name: "close-waitlist-entries",
  triggers: ["SERVICE_BOOKING_CREATED", "SERVICE_BOOKING_UPDATED", "SERVICE_BOOKING_CANCELLED"],
  // Two appointments may be what one entry waits for.
  inTurn: true,
  async run(context, event) {
    const { id, serviceId, change } = event.payload as { id: number; serviceId: number; change: AppointmentChange };
    const seats = [change.seatUid ?? [], change.joined ?? []].flat();
    const brings =
      ["booked", "requested", "joined", "moved", "reopened"].includes(change.kind) || change.joined?.length;
    if (brings && (await servicesWaitedFor(context)).has(serviceId)) await close(context, id, seats, event.createdAt);
    if (change.kind === "rejected") await reopen(context, event);
  },
};

type Entry = Row<"waitlistEntries">;

const waitedFor = "services waited for";
/** Most bookings are for what nobody waits for. */
const servicesWaitedFor = (context: Context): Promise<Set<number>> =>
  once(context, waitedFor, async () => {
    const { rows } = await sql<{ serviceId: number }>`
      select distinct service_id from waitlist_entries where business_id = ${context.businessId} and status in ('waiting', 'offered')`.execute(
      context.db,
    );
    return new Set(rows.map(({ serviceId }) => serviceId));
  });

/**
 * The entries of its customers, for its service, on whose days it is. `seats`: of a group session, whose it is about. Who
 * began to wait later, `since`, knew what they have and want another time.
 */
async function close(context: Context, appointmentId: number, seats: string[], since: string): Promise<void> {
  const { rows } = await sql<Entry & { startsMs: number; zone: string }>`
    select w.*, (extract(epoch from a.starts_at) * 1000)::float8 as starts_ms, coalesce(l.time_zone, b.time_zone) as zone
    from appointments a
    join businesses b on b.id = a.business_id
    join waitlist_entries w on w.business_id = a.business_id and w.service_id = a.service_id and w.status in ('waiting', 'offered')
      and w.created_at <= ${since} and (w.customer_id = a.customer_id or exists (select from appointment_attendees t where t.business_id = a.business_id
        and t.appointment_id = a.id and t.customer_id = w.customer_id and t.status = 'booked'
        and (t.uid = any(${seats}) or ${seats.length === 0})))
    left join locations l on l.business_id = a.business_id and l.id = a.location_id
    where a.business_id = ${context.businessId} and a.id = ${appointmentId} and a.status in ('pending', 'approved') and a.deleted_at is null
    order by w.id for no key update of w`.execute(context.db);
  for (const { startsMs, zone, ...entry } of rows) {
    const date = localDate(zone, startsMs);
    if (date >= entry.fromDate && date <= entry.toDate) await moveOn(context, entry, "booked", { appointmentId });
  }
}

async function reopen(context: Context, { payload }: StoredEvent): Promise<void> {
  const entries = await context.db
    .selectFrom("waitlistEntries")
    .selectAll()
    .where("businessId", "=", context.businessId)
    .where("appointmentId", "=", payload.id as number)
    .where("status", "=", "booked")
    .orderBy("id")
    .forNoKeyUpdate()
    .execute();
  for (const entry of entries) await moveOn(context, entry, "waiting", { appointmentId: null });
  askAgain(context, waitedFor);
}
