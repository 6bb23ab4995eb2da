import { sql } from "kysely";
import { once } from "../../../platform/once.ts";
import type { Context } from "../../../platform/operation.ts";
import type { StoredEvent, Subscriber } from "../../events/subscriber.ts";
import { enqueueRoom } from "../rooms/job.ts";
import { enqueueEntry } from "./job.ts";
import "../tables.ts";

/** Whatever happens to a booking or an appointment is written into its hosts' calendars: one job for each of them. */
export const writeBack: Subscriber = {
  name: "calendar entries",
  triggers: [
    "BOOKING_CREATED",
    "BOOKING_REQUESTED",
    "BOOKING_CONFIRMED",
    "BOOKING_REJECTED",
    "BOOKING_RESCHEDULED",
    "BOOKING_CANCELLED",
    "MEETING_URL_CHANGED",
    "booking.updated",
    "SERVICE_BOOKING_CREATED",
    "SERVICE_BOOKING_UPDATED",
    "SERVICE_BOOKING_CANCELLED",
  ],
  async run(context, event) {
    for (const userId of await concerned(context, event)) enqueueEntry(context, { subject: event.subject, userId });
    const [kind, id] = event.subject.split(":");
    if (kind === "booking" && event.trigger !== "MEETING_URL_CHANGED") await enqueueRoom(context, Number(id));
  },
};

/** Most businesses have connected none. */
const anyCalendars = (context: Context): Promise<boolean> =>
  once(context, "calendars to write to", async () => {
    const { rows } = await sql<{ any: boolean }>`
      select exists (select from connected_calendars where business_id = ${context.businessId} and is_target)
        or exists (select from calendar_entries where business_id = ${context.businessId}) as any`.execute(context.db);
    return rows[0]!.any;
  });

/** Who hosts it and has a calendar to write into, and whoever has it in their calendar from before. */
async function concerned(context: Context, { subject }: StoredEvent): Promise<number[]> {
  const { businessId, db } = context;
  if (!(await anyCalendars(context))) return [];
  const [kind, text] = subject.split(":");
  const id = Number(text);
  const hosts =
    kind === "booking"
      ? sql`select user_id from booking_hosts where business_id = ${businessId} and booking_id = ${id}`
      : sql`select e.user_id from appointments a join employees e on e.business_id = a.business_id and e.id = a.employee_id
          where a.business_id = ${businessId} and a.id = ${id}`;
  const { rows } = await sql<{ userId: number }>`
    select user_id from connected_calendars where business_id = ${businessId} and is_target and user_id in (${hosts})
    union select user_id from calendar_entries where business_id = ${businessId} and subject = ${subject}
    order by 1`.execute(db);
  return rows.map(({ userId }) => userId);
}
