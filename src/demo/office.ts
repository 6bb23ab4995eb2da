import { type App, asSystem } from "../app.ts";
import { DAY } from "../domain/time/availability/calendar.ts";
import { newHandle } from "../platform/handles.ts";
import type { Context } from "../platform/operation.ts";
import { iso } from "../platform/schemas.ts";
import { documentedClient } from "./client.ts";

type Does = (name: string, body: object, query?: object) => Promise<{ id: number }>;
type Known = { employeeId: number; serviceIds: number[]; customerIds: number[] };

const waiting = [
  { customer: 9, service: 0, from: 1, days: 3, latest: "12:00", notes: "Any morning before work." },
  { customer: 13, service: 1, from: 2, days: 10, notes: "With Ana, if she can." },
  { customer: 16, service: 3, from: 1, days: 1, earliest: "16:00" },
  { customer: 21, service: 0, from: 4, days: 7 },
  { customer: 28, service: 4, from: 3, days: 5, earliest: "10:00", latest: "15:00" },
];

/** Who waits for a time, who is away, who is invited, and which programs know of the salon. */
export async function fillOffice(app: App, businessId: number, does: Does, known: Known): Promise<void> {
  const now = app.clock.now();
  const inDays = (days: number) => iso(now + days * DAY).slice(0, 10);
  for (const { customer, service, from, days, ...wish } of waiting)
    await does("waitlist.create", {
      ...wish,
      customerId: known.customerIds[customer],
      serviceId: known.serviceIds[service],
      fromDate: inDays(from),
      toDate: inDays(from + days - 1),
    });
  // After the last of the appointments.
  const away = { start: inDays(40), end: inDays(49) };
  await does("out-of-office.create", { ...away, employeeId: known.employeeId, reason: "vacation", notes: "Portugal" });
  await does("out-of-office.create", {
    start: inDays(60),
    end: inDays(61),
    reason: "travel",
    notes: "Hair fair in Chicago",
  });
  await does("me.update", {
    bio: "I cut, I colour, and I plan weddings and photo shoots with you.",
    travelSchedules: [{ timeZone: "America/Chicago", startDate: inDays(60), endDate: inDays(61) }],
  });
  await does("invitations.create", { email: "mia.santos@example.com", role: "employee" });
  await connectCalendar(does);
  await fillWebhook(app, businessId, does);
  await asSystem(app, businessId, grantClient);
}

/** Where no real accounts are set up, agreeing is one step. */
async function connectCalendar(does: Does): Promise<void> {
  const started = (await does("calendars.connect", { provider: "google" })) as unknown as { authorizeUrl: string };
  const { searchParams, pathname } = new URL(started.authorizeUrl);
  if (pathname.endsWith("/calendars/callback")) await does("calendars.callback", {}, Object.fromEntries(searchParams));
}

/** A receiver that answered until it was switched off: a demo calls no address outside. */
async function fillWebhook(app: App, businessId: number, does: Does): Promise<void> {
  const { id } = await does("webhooks.create", {
    subscriberUrl: "https://sarahssalon.example/hooks/schedly",
    eventTriggers: ["BOOKING_CREATED", "BOOKING_CANCELLED", "SERVICE_BOOKING_CREATED"],
    active: false,
  });
  await asSystem(app, businessId, async ({ db, now }) => {
    for (const [place, trigger] of [
      "BOOKING_CREATED",
      "SERVICE_BOOKING_CREATED",
      "BOOKING_CANCELLED",
      "BOOKING_CREATED",
    ].entries()) {
      const at = iso(now - (place + 1) * 7 * 3_600_000);
      const worked = place !== 2;
      await db
        .insertInto("webhookDeliveries")
        .values({
          businessId,
          webhookId: id,
          messageId: newHandle("msg", businessId),
          eventId: null,
          trigger,
          subject: `booking:${place + 1}`,
          body: JSON.stringify({ triggerEvent: trigger, createdAt: at, payload: { title: "30-Min Consultation" } }),
          status: worked ? "delivered" : "failed",
          attempts: worked ? 1 : 8,
          nextAttemptAt: null,
          leaseUntil: null,
          responseStatus: worked ? 200 : 503,
          responseBody: worked ? "ok" : "Service Unavailable",
          durationMs: 80 + place * 37,
          error: worked ? null : "It answered 503",
          firstAttemptAt: at,
          finishedAt: at,
          createdAt: at,
        })
        .execute();
    }
  });
}

/** Sarah lets the app of the documentation's examples read her bookings. */
async function grantClient({ db, businessId, now, services }: Context): Promise<void> {
  const client = await db
    .selectFrom("oauthClients")
    .select("id")
    .where("clientId", "=", documentedClient.clientId)
    .executeTakeFirst();
  const owner = await db
    .selectFrom("members")
    .select("userId")
    .where("businessId", "=", businessId)
    .where("role", "=", "owner")
    .executeTakeFirstOrThrow();
  if (!client) return;
  await db
    .insertInto("oauthGrants")
    .values({
      businessId,
      userId: owner.userId,
      clientId: client.id,
      scopes: ["bookings:read", "event-types:read"],
      audience: services.publicUrl,
      createdAt: iso(now - 20 * DAY),
      lastUsedAt: iso(now - DAY),
      expiresAt: iso(now + 70 * DAY),
      revokedAt: null,
    })
    .execute();
}
