import { type App, asSystem } from "../app.ts";
import type { Status } from "../domain/services/appointments/schema.ts";
import { insertAppointment } from "../domain/services/appointments/write.ts";
import { type Candidate, type Plan, readPlan } from "../domain/services/availability/plan.ts";
import type { Answers } from "../domain/services/tables.ts";
import { DAY, dateOfDay, dayOfDate, MINUTE } from "../domain/time/availability/calendar.ts";
import { expandHours } from "../domain/time/availability/hours.ts";
import { overlaps } from "../domain/time/availability/interval.ts";
import { instantOf, localDate } from "../domain/time/availability/zone.ts";
import type { Claim } from "../domain/time/calendars/claims.ts";
import type { Row } from "../platform/database.ts";
import type { Context } from "../platform/operation.ts";
import { answersOf } from "./answers.ts";
import { randomFrom } from "./random.ts";

const weeksBack = 9;
const weeksAhead = 4;

/** A service, and the room or station that it takes where one is free. */
type Offered = { serviceId: number; resourceId: number };

/**
 * Three months of appointments that look like a salon's: busier on Fridays and Saturdays, regulars, a few cancellations
 * and no-shows, full days behind and thinning ones ahead. Written without events: nobody is mailed about the past.
 */
export async function fillAppointments(app: App, businessId: number, offered: Offered[]): Promise<void> {
  const random = randomFrom(20_260_225);
  const answering = randomFrom(20_260_301);
  const now = app.clock.now();
  await asSystem(app, businessId, async (context) => {
    const plans = new Map<number, Plan>();
    for (const { serviceId, resourceId } of offered) {
      const resources = [{ resourceId, quantity: 1 }];
      plans.set(serviceId, await readPlan(context, { serviceId, byStaff: true, resources }));
    }
    const customers = await context.db
      .selectFrom("customers")
      .selectAll()
      .where("businessId", "=", businessId)
      .orderBy("id")
      .execute();
    const [first] = plans.values();
    const today = dayOfDate(localDate(first!.zone, now));
    for (let day = today - weeksBack * 7; day <= today + weeksAhead * 7; day++) {
      const common = { day, today, now, plans: [...plans.values()], customers, random, answering, taken: [] };
      for (const candidate of first!.candidates) await fillDay(context, { ...common, candidate });
    }
  });
}

type Filling = {
  day: number;
  today: number;
  now: number;
  candidate: Candidate;
  plans: Plan[];
  customers: Row<"customers">[];
  random: ReturnType<typeof randomFrom>;
  /** For what customers answer: its own, so that more questions change nothing else of the demo. */
  answering: ReturnType<typeof randomFrom>;
  /** What the day's appointments have taken of rooms and stations. */
  taken: Claim[];
};

async function fillDay(context: Context, filling: Filling) {
  const { day, today, now, candidate, plans, customers, random, answering, taken } = filling;
  const [{ zone }] = plans as [Plan];
  const from = instantOf(zone, dateOfDay(day), 0);
  const hours = expandHours(candidate.schedule, from, from + DAY);
  // Days ahead are booked less and less.
  const fullness = day < today ? 0.78 : Math.max(0.15, 0.7 - (day - today) * 0.022);
  for (const { start, end } of hours) {
    for (let at = start; at < end - 20 * MINUTE; ) {
      const plan = random.pick(
        plans.filter(({ candidates }) => candidates.some(({ employeeId }) => employeeId === candidate.employeeId)),
      );
      const length = plan.service.duration * MINUTE;
      if (!random.chance(fullness) || at + length > end) {
        at += 30 * MINUTE;
        continue;
      }
      const customer = random.chance(0.4) ? customers[Math.floor(random.next() * 8)]! : random.pick(customers);
      const customFields = answersOf(plan, customer, answering);
      const times = { start: at, end: at + length };
      await insertOne(context, { plan, candidate, customer, customFields, ...times, now, random, taken });
      at += Math.ceil((length + plan.service.bufferTimeAfter * MINUTE) / (15 * MINUTE)) * 15 * MINUTE;
    }
  }
}

type One = {
  plan: Plan;
  candidate: Candidate;
  customer: Row<"customers">;
  customFields: Answers;
  start: number;
  end: number;
  now: number;
  random: Filling["random"];
  taken: Claim[];
};
async function insertOne(context: Context, one: One) {
  const { plan, candidate, customer, customFields, start, end, now, random, taken } = one;
  const booked = Math.min(now - 60 * MINUTE, start - Math.ceil(random.next() * 14) * DAY);
  const status: Status =
    end > now
      ? random.chance(0.08)
        ? "pending"
        : "approved"
      : random.chance(0.06)
        ? "canceled"
        : random.chance(0.04)
          ? "no-show"
          : "completed";
  const claim = {
    calendarId: candidate.calendarId,
    start: start - plan.service.bufferTimeBefore * MINUTE,
    end: end + plan.service.bufferTimeAfter * MINUTE,
  };
  const room = plan.resources
    .flatMap(({ calendarIds }) => calendarIds.map((calendarId) => ({ ...claim, calendarId })))
    .find((unit) => !taken.some((one) => one.calendarId === unit.calendarId && overlaps(one, unit)));
  if (room) taken.push(room);
  await insertAppointment(
    { ...context, now: booked, source: "demo" },
    room ? plan : { ...plan, resources: [] },
    { start, end, candidate, claims: room ? [claim, room] : [claim], sessionId: null },
    {
      status,
      price: plan.service.price,
      customer,
      customFields,
      extras: [],
      isGroup: false,
      timeZone: plan.zone,
      language: "en",
    },
  );
}
