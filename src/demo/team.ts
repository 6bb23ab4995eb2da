import { sql } from "kysely";
import { type App, asSystem } from "../app.ts";
import { DAY } from "../domain/time/availability/calendar.ts";
import { iso } from "../platform/schemas.ts";

type Does = (name: string, body: object, query?: object) => Promise<{ id: number }>;

/** A team whose event type any of its members hosts, a series that somebody booked, and what is sent by itself. */
export async function fillTeam(app: App, businessId: number, does: Does, colleagues: number[]): Promise<void> {
  const team = await does("teams.create", {
    name: "Consultations",
    bio: "Whoever is free first takes your questions.",
  });
  for (const userId of colleagues) await does("teams.addMember", { userId }, { id: String(team.id) });
  await does("event-types.create", {
    teamId: team.id,
    schedulingType: "roundRobin",
    title: "Colour advice",
    slug: "colour-advice",
    length: 20,
    description: "Whoever is free first looks at your hair with you, here or on video.",
    isInstantEvent: true,
    locations: [{ type: "integrations:jitsi" }],
  });
  await fillSeries(app, businessId, does);
  await does("workflows.create", {
    name: "A day before a consultation",
    trigger: "beforeStart",
    offset: { time: 24, unit: "hour" },
    steps: [
      {
        action: "email_attendee",
        texts: {
          en: {
            subject: "Tomorrow: {{ event.title }}",
            body: "<p>Hello {{ attendee.firstName }},</p><p>we look forward to seeing you.</p>",
          },
        },
      },
    ],
  });
}

/** Four weeks of coaching, and two requests that wait for an answer. */
async function fillSeries(app: App, businessId: number, does: Does): Promise<void> {
  const schedule = await asSystem(app, businessId, async ({ db }) => {
    const { rows } = await sql<{ id: number }>`
      select id from schedules where business_id = ${businessId} and name = 'Consultations'`.execute(db);
    return rows[0]!.id;
  });
  const usual = { scheduleId: schedule, minimumBookingNotice: 60, periodType: "UNLIMITED" };
  const coaching = await does("event-types.create", {
    ...usual,
    title: "Styling coaching",
    slug: "coaching",
    length: 45,
    slotInterval: 60,
    description: "Four sessions, a week apart: how to do at home what we do here.",
    recurringEvent: { freq: "weekly", count: 4 },
    price: 12000,
    color: "#0f766e",
  });
  const request = await does("event-types.create", {
    ...usual,
    title: "Wedding party",
    slug: "wedding-party",
    length: 60,
    description: "Hair and make-up for the whole party. We look into our books and answer within a day.",
    requiresConfirmation: true,
    color: "#9d174d",
  });
  const book = (operation: string, eventTypeId: number, hour: number, ahead: number, name: string, more: object = {}) =>
    does(operation, {
      eventTypeId,
      start: weekday(app.clock.now(), ahead, hour),
      responses: { name, email: `${name.split(" ")[0]!.toLowerCase()}@example.com` },
      timeZone: "America/Los_Angeles",
      ...more,
    });
  await book("bookings.bookRecurring", coaching.id, 22, 3, "Grace Okafor", { recurringCount: 4, onConflict: "skip" });
  await book("bookings.book", request.id, 23, 6, "Isabel Costa");
  await book("bookings.book", request.id, 20, 6, "Laura Schmidt");
}

/** An instant at a UTC hour, so many days ahead or a little later, on a Monday: the salon is closed then. */
function weekday(now: number, ahead: number, hour: number): string {
  let day = Math.floor(now / DAY) + ahead;
  while (new Date(day * DAY).getUTCDay() !== 1) day++;
  return iso(day * DAY + hour * 3_600_000);
}
