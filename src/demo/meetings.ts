import { sql } from "kysely";
import { type App, asSystem } from "../app.ts";
import type { Status } from "../domain/scheduling/bookings/schema.ts";
import { claimsFor } from "../domain/scheduling/bookings/take.ts";
import { insertBooking } from "../domain/scheduling/bookings/write.ts";
import { type EventPlan, readEventPlan } from "../domain/scheduling/slots/plan.ts";
import { DAY, dateOfDay, dayOfDate, MINUTE, weekdayOf } from "../domain/time/availability/calendar.ts";
import { instantOf, localDate } from "../domain/time/availability/zone.ts";
import { newHandle } from "../platform/handles.ts";
import type { Context } from "../platform/operation.ts";
import { iso } from "../platform/schemas.ts";
import { attendees } from "./cast.ts";
import { randomFrom } from "./random.ts";

type Does = (name: string, body: object, query?: object) => Promise<{ id: number }>;

/** The id and the handle that the documentation's examples use. */
const documentedEventType = 42;
const documentedBooking = "bk_2f8a9c3e";

/** Before the salon opens Sarah talks to people who plan something larger: an event type, and nine weeks of bookings of it. */
export async function fillMeetings(app: App, businessId: number, does: Does): Promise<void> {
  const days = [1, 2, 3, 4, 5];
  const schedule = await does("schedules.create", {
    name: "Consultations",
    timeZone: "America/Los_Angeles",
    weekly: days.map((day) => ({ day, start: "06:00", end: "18:00" })),
    isDefault: false,
  });
  const made = await does("event-types.create", {
    title: "30-Min Consultation",
    slug: "consultation",
    length: 30,
    description: "What you have in mind, what it takes, and what it costs.",
    scheduleId: schedule.id,
    minimumBookingNotice: 60,
    periodType: "UNLIMITED",
  });
  await asSystem(app, businessId, async (context) => {
    const eventTypeId = await renumber(context, made.id);
    const plan = await readEventPlan(context, { eventTypeId });
    await fillBookings(context, plan);
  });
}

/** Gives the event type the documented id, where nobody has it. */
async function renumber({ db, businessId }: Context, id: number): Promise<number> {
  const { rows } = await sql`select from event_type_businesses where event_type_id = ${documentedEventType}`.execute(
    db,
  );
  if (rows.length > 0) return id;
  await sql`update event_types set id = ${documentedEventType} where business_id = ${businessId} and id = ${id}`.execute(
    db,
  );
  await sql`update event_type_businesses set event_type_id = ${documentedEventType} where event_type_id = ${id}`.execute(
    db,
  );
  await sql`select setval(pg_get_serial_sequence('event_types', 'id'), greatest(${documentedEventType}, nextval(pg_get_serial_sequence('event_types', 'id'))))`.execute(
    db,
  );
  return documentedEventType;
}

/** One or two on most mornings, at times when the salon is closed; six o'clock stays free, for the documentation's example. Written without events: nobody is mailed about them. */
async function fillBookings(context: Context, plan: EventPlan): Promise<void> {
  const random = randomFrom(20_260_219);
  const today = dayOfDate(localDate(plan.zone, context.now));
  let documented = false;
  for (let day = today - 63; day <= today + 14; day++) {
    if ([0, 6].includes(weekdayOf(day)) || day === today) continue;
    const count = day > today + 7 ? 1 : Math.floor(random.next() * 3);
    for (let place = 0; place < count; place++) {
      const start = instantOf(plan.zone, dateOfDay(day), 390 + place * 60 + (random.chance(0.5) ? 30 : 0));
      const ahead = day > today;
      const isDocumented: boolean = ahead && !documented;
      documented ||= isDocumented;
      const status: Status = isDocumented ? "accepted" : random.chance(0.12) ? "cancelled" : "accepted";
      await fillBooking(context, plan, {
        uid: isDocumented ? documentedBooking : newHandle("bk", context.businessId),
        start,
        status,
        attendee: isDocumented ? attendees[0] : random.pick([...attendees]),
        bookedAt: Math.min(context.now, start - (2 + Math.floor(random.next() * 12)) * DAY),
        noShow: !ahead && status === "accepted" && random.chance(0.07),
      });
    }
  }
  await context.db
    .insertInto("handleAliases")
    .values({ handle: documentedBooking, businessId: context.businessId })
    .onConflict((taken) => taken.doNothing())
    .execute();
}

type Filled = {
  uid: string;
  start: number;
  status: Status;
  attendee: (typeof attendees)[number];
  bookedAt: number;
  noShow: boolean;
};
async function fillBooking(
  context: Context,
  plan: EventPlan,
  { uid, start, status, attendee, bookedAt, noShow }: Filled,
) {
  const { businessId, db } = context;
  const times = { start, end: start + plan.eventType.length * MINUTE };
  const [name, email, timeZone] = attendee;
  const claims = status === "accepted" ? claimsFor(plan, times, plan.hosts) : [];
  const booking = await insertBooking(
    { ...context, source: "demo", now: bookedAt },
    plan,
    { ...times, hosts: plan.hosts, claims, sessionId: null, assignment: null },
    {
      uid,
      status,
      booker: { name, email, phone: null, timeZone, language: "en", guests: [] },
      location: { type: "integrations:jitsi", url: `${context.services.settings.JITSI_URL}/schedly-demo-${bookedAt}` },
      responses: { name, email },
      metadata: {},
      recurringEventId: null,
      expiresAt: null,
    },
  );
  if (status === "cancelled")
    await sql`update bookings set cancellation_reason = 'Something came up', cancelled_by = ${name} where business_id = ${businessId} and id = ${booking.id}`.execute(
      db,
    );
  if (noShow)
    await sql`update booking_attendees set no_show = true where business_id = ${businessId} and booking_id = ${booking.id}`.execute(
      db,
    );
  await sql`update bookings set updated_at = ${iso(bookedAt)} where business_id = ${businessId} and id = ${booking.id}`.execute(
    db,
  );
}
