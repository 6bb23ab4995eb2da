import assert from "node:assert/strict";
import ICAL from "ical.js";
import { sql } from "kysely";
import {
  openTestInstallation,
  type TestBusiness,
  type TestInstallation,
} from "../../../../test/support/installation.ts";
import { newHandle } from "../../../platform/handles.ts";
import type { Context } from "../../../platform/operation.ts";
import { iso } from "../../../platform/schemas.ts";
import type { BookingChange } from "../bookings/changes.ts";
import { type BookingTrigger, emitBooking } from "../bookings/payload.ts";
import { readBooking } from "../bookings/view.ts";
import type { BookingField, BookingLocation, BookingStatus } from "../tables.ts";

/** An event type with a booking of it, written as they are, so that one can say what happened to it. */
export type Meeting = { id: number; uid: string; eventTypeId: number; seats: string[] };

type Draft = {
  hosts: number[];
  attendees: { name: string; email: string; timeZone?: string; language?: string; guest?: boolean }[];
  start: string;
  status?: BookingStatus;
  seats?: number | null;
  seatsShowAttendees?: boolean;
  location?: BookingLocation | null;
  fields?: BookingField[];
  responses?: Record<string, unknown>;
  expiresAt?: string;
  recurringEventId?: string;
};

let counter = 0;

export function meetingsOf(installation: TestInstallation, business: TestBusiness) {
  const inside = <Result>(work: (context: Context) => Promise<Result>) => installation.asSystem(business.id, work);
  return {
    make: (draft: Draft) => inside((context) => insert(context, draft)),

    /** Something happened to it: `set` are the booking's columns as they are after it. */
    happen: (
      meeting: Meeting,
      trigger: BookingTrigger,
      change: Partial<BookingChange>,
      set: Record<string, unknown> = {},
    ) =>
      inside(async (context) => {
        const where = { businessId: context.businessId, id: meeting.id };
        if (Object.keys(set).length > 0)
          await context.db
            .updateTable("bookings")
            .set(set as never)
            .where("businessId", "=", where.businessId)
            .where("id", "=", where.id)
            .execute();
        const booking = await readBooking(context, meeting.id);
        emitBooking(context, trigger, booking, { kind: "booked", by: "Test", side: "attendee", ...change });
      }),

    hosts: (meeting: Meeting, ids: number[]) =>
      inside(async (context) => {
        await sql`delete from booking_hosts where business_id = ${context.businessId} and booking_id = ${meeting.id}`.execute(
          context.db,
        );
        await insertHosts(context, meeting.id, ids);
      }),
  };
}

async function insert(context: Context, draft: Draft): Promise<Meeting> {
  const { businessId, db } = context;
  const slug = `meeting-${++counter}`;
  const createdAt = iso(context.now);
  const { id: eventTypeId } = await db
    .insertInto("eventTypes")
    .values({
      businessId,
      userId: draft.hosts[0]!,
      title: "Consultation",
      slug,
      length: 30,
      currency: "usd",
      seatsShowAttendees: draft.seatsShowAttendees ?? false,
      bookingFields: JSON.stringify(draft.fields ?? []),
      createdAt,
    } as never)
    .returning("id")
    .executeTakeFirstOrThrow();
  const uid = newHandle("bk", businessId);
  const { id } = await db
    .insertInto("bookings")
    .values({
      businessId,
      uid,
      eventTypeId,
      userId: draft.hosts[0]!,
      title: "Consultation",
      type: slug,
      status: draft.status ?? "accepted",
      startsAt: draft.start,
      endsAt: iso(Date.parse(draft.start) + 30 * 60_000),
      location: draft.location ? JSON.stringify(draft.location) : null,
      responses: JSON.stringify(draft.responses ?? {}),
      seats: draft.seats ?? null,
      currency: "usd",
      timeZone: "UTC",
      language: "en",
      source: "api",
      expiresAt: draft.expiresAt ?? null,
      recurringEventId: draft.recurringEventId ?? null,
      createdAt,
    } as never)
    .returning("id")
    .executeTakeFirstOrThrow();
  await insertHosts(context, id, draft.hosts);
  const seats: string[] = [];
  for (const { guest, timeZone = "UTC", language = "en", ...attendee } of draft.attendees) {
    const handle = newHandle("bka", businessId);
    seats.push(handle);
    await sql`insert into booking_attendees (business_id, booking_id, uid, name, email, time_zone, language, guest_of, created_at)
      values (${businessId}, ${id}, ${handle}, ${attendee.name}, ${attendee.email}, ${timeZone}, ${language},
        ${guest ? sql`(select min(id) from booking_attendees where business_id = ${businessId} and booking_id = ${id})` : null}, ${createdAt})`.execute(
      db,
    );
  }
  return { id, uid, eventTypeId, seats };
}

async function insertHosts({ db, businessId, now }: Context, bookingId: number, ids: number[]) {
  for (const [place, userId] of ids.entries())
    await db
      .insertInto("bookingHosts")
      .values({ businessId, bookingId, userId, isOrganizer: place === 0, createdAt: iso(now) })
      .execute();
}

type Mail = { kind: string; recipient: string; subject: string; text: string; ics: string | null; replyTo: string };

/** A firm with an owner and a colleague, whose clock stands at Monday 1 March 2027, and what its mails say. */
export type Firm = Awaited<ReturnType<typeof openFirm>>;
export async function openFirm() {
  const installation = await openTestInstallation({ settings: { CLOCK: "virtual" }, workers: true, ports: { zoom } });
  installation.app.services.clock!.setOffset(Date.parse("2027-03-01T16:00:00Z") - Date.now());
  const firm = await installation.business({ name: "Nordlicht", subdomain: "nordlicht" });
  const meetings = meetingsOf(installation, firm);
  const { userId } = await installation.member(firm.id, "manager");
  const { email } = await installation.asSystem(firm.id, ({ db }) =>
    db.selectFrom("users").select("email").where("id", "=", userId).executeTakeFirstOrThrow(),
  );
  let people = 0;
  /** Every mail about it, oldest first. */
  const mailsOf = async ({ id }: Meeting): Promise<Mail[]> => {
    await installation.drain();
    const { body } = await firm.call("GET", `/api/messages?bookingId=${id}&limit=100`);
    return Promise.all(
      body.data
        .toReversed()
        .map(async (one: { id: number }) => (await firm.call("GET", `/api/messages?id=${one.id}`)).body.data),
    );
  };
  const heard = async (meeting: Meeting) =>
    (await mailsOf(meeting)).map(
      ({ kind, recipient, ics }) => `${recipient.split("@")[0]}: ${kind} ${entry(ics)?.method ?? "-"}`,
    );
  const ana = (more: object = {}) => {
    const email = `ana${++people}@example.com`;
    return { name: "Ana Ruiz", email, ...more };
  };
  const book = (meeting: Meeting) => meetings.happen(meeting, "BOOKING_CREATED", { kind: "booked" });
  return {
    installation,
    firm,
    meetings,
    colleague: { userId, email },
    mailsOf,
    heard,
    ana,
    book,
    close: () => installation.close(),
  };
}

/** Nobody has connected an account: rooms come when a test says so. */
const zoom = {
  mode: "live" as const,
  put: async () => assert.fail(),
  remove: async () => assert.fail(),
  close: async () => {},
};

/** What a calendar file holds. */
export const entry = (ics: string | null) => {
  if (!ics) return null;
  const calendar = new ICAL.Component(ICAL.parse(ics));
  const event = calendar.getFirstSubcomponent("vevent")!;
  const found = new ICAL.Event(event);
  return {
    method: calendar.getFirstPropertyValue("method") as string,
    uid: found.uid,
    sequence: found.sequence,
    start: found.startDate.toJSDate().toISOString(),
    organizer: found.organizer,
    attendees: event.getAllProperties("attendee").map((one) => String(one.getFirstValue()).toLowerCase()),
    location: found.location,
  };
};
