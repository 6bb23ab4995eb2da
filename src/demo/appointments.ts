import { type App, asSystem } from "../app.ts";
import type { Status } from "../domain/services/appointments/schema.ts";
import { insertAppointment } from "../domain/services/appointments/write.ts";
import { type Candidate, type Plan, readPlan } from "../domain/services/availability/plan.ts";
import { DAY, dateOfDay, dayOfDate, MINUTE } from "../domain/time/availability/calendar.ts";
import { expandHours } from "../domain/time/availability/hours.ts";
import { instantOf, localDate } from "../domain/time/availability/zone.ts";
import type { Row } from "../platform/database.ts";
import type { Context } from "../platform/operation.ts";
import { randomFrom } from "./random.ts";

const weeksBack = 9;
const weeksAhead = 4;

/**
 * Three months of appointments that look like a salon's: busier on Fridays and Saturdays, regulars, a few cancellations
 * and no-shows, full days behind and thinning ones ahead. Written without events: nobody is mailed about the past.
 */
export async function fillAppointments(app: App, businessId: number, serviceIds: number[]): Promise<void> {
  const random = randomFrom(20_260_225);
  const now = app.clock.now();
  await asSystem(app, businessId, async (context) => {
    const plans = new Map<number, Plan>();
    for (const serviceId of serviceIds) plans.set(serviceId, await readPlan(context, { serviceId, byStaff: true }));
    const customers = await context.db
      .selectFrom("customers")
      .selectAll()
      .where("businessId", "=", businessId)
      .orderBy("id")
      .execute();
    const [first] = plans.values();
    const today = dayOfDate(localDate(first!.zone, now));
    for (let day = today - weeksBack * 7; day <= today + weeksAhead * 7; day++) {
      for (const candidate of first!.candidates)
        await fillDay(context, { day, today, now, candidate, plans: [...plans.values()], customers, random });
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
};

async function fillDay(context: Context, { day, today, now, candidate, plans, customers, random }: Filling) {
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
      await insertOne(context, { plan, candidate, customer, start: at, end: at + length, now, random });
      at += Math.ceil((length + plan.service.bufferTimeAfter * MINUTE) / (15 * MINUTE)) * 15 * MINUTE;
    }
  }
}

type One = {
  plan: Plan;
  candidate: Candidate;
  customer: Row<"customers">;
  start: number;
  end: number;
  now: number;
  random: Filling["random"];
};
async function insertOne(context: Context, { plan, candidate, customer, start, end, now, random }: One) {
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
  await insertAppointment(
    { ...context, now: booked, source: "demo" },
    { ...plan, resources: [] },
    { start, end, candidate, claims: [claim], sessionId: null },
    {
      status,
      price: plan.service.price,
      customer,
      extras: [],
      isGroup: false,
      timeZone: plan.zone,
      language: "en",
    },
  );
}
