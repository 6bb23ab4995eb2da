import { sql } from "kysely";
import type { Context } from "../../../platform/operation.ts";
import { iso } from "../../../platform/schemas.ts";
import { DAY, dateOfDay } from "../../time/availability/calendar.ts";
import { hoursAround } from "../../time/availability/hours.ts";
import { rankContenders } from "../../time/availability/round-robin.ts";
import { instantOf, localDay } from "../../time/availability/zone.ts";
import { readBusy } from "../../time/calendars/busy.ts";
import type { Candidate, Plan } from "../availability/plan.ts";
import { blocked, isClaim, type Wish } from "./wish.ts";

// Who gets an appointment that names nobody.

/** One of those who are free. Where staff named nobody, whoever is at work then comes before those who are not. */
export async function choose(context: Context, { candidates, ...plan }: Plan, wish: Wish): Promise<Candidate | null> {
  const working = wish.by === "time" ? await atWork(context, candidates, plan.locationId, wish) : candidates;
  const able = working.length > 0 ? working : candidates;
  if (able.length <= 1 || plan.settings.staffSelection === "position") return able[0] ?? null;
  return fairest(context, plan.zone, able, wish.start);
}

async function atWork(context: Context, candidates: Candidate[], locationId: number | null, { start, end }: Wish) {
  if (candidates.length <= 1) return candidates;
  const calendarIds = candidates.map(({ calendarId }) => calendarId);
  const away = new Set((await readBusy(context, calendarIds, start, end)).map(({ calendarId }) => calendarId));
  return candidates.filter(
    ({ calendarId, schedule }) => !away.has(calendarId) && worksAt(schedule, locationId, { start, end }),
  );
}

const worksAt = (
  schedule: Candidate["schedule"],
  locationId: number | null,
  { start, end }: Pick<Wish, "start" | "end">,
) => hoursAround(schedule, start, end, locationId).some((hours) => hours.start <= start && end <= hours.end);

/**
 * The plan's people, whoever can take the most of a series first. What is claimed counts more than hours and holidays,
 * which staff may book over. Calendars must be locked.
 */
export async function byConstancy(context: Context, plan: Plan, wishes: Wish[]): Promise<Candidate[]> {
  const { candidates } = plan;
  if (candidates.length <= 1) return candidates;
  const stretches = wishes.map((wish) => blocked(plan, wish));
  const [from, to] = [Math.min(...stretches.map(([start]) => start)), Math.max(...stretches.map(([, end]) => end))];
  const busy = await readBusy(
    context,
    candidates.map(({ calendarId }) => calendarId),
    from,
    to,
  );
  const byCalendar = Map.groupBy(busy, ({ calendarId }) => calendarId);
  const scores = new Map<number, { taken: number; away: number }>();
  for (const { employeeId, calendarId, schedule } of candidates) {
    const score = { taken: 0, away: 0 };
    for (const [index, [start, end]] of stretches.entries()) {
      const there = (byCalendar.get(calendarId) ?? []).filter((one) => one.start < end && one.end > start);
      if (there.some(isClaim)) score.taken += 1;
      else if (there.length > 0 || !worksAt(schedule, plan.locationId, wishes[index]!)) score.away += 1;
    }
    scores.set(employeeId, score);
  }
  const of = ({ employeeId }: Candidate) => scores.get(employeeId)!;
  const best = candidates.toSorted((a, b) => of(a).taken - of(b).taken || of(a).away - of(b).away);
  const equals = best.filter((one) => of(one).taken === of(best[0]!).taken && of(one).away === of(best[0]!).away);
  const { zone, settings } = plan;
  const first =
    settings.staffSelection === "position" ? best[0]! : await fairest(context, zone, equals, wishes[0]!.start);
  return [first, ...best.filter((one) => one !== first)];
}

/** Round-robin by the day (SEMANTICS 12) with equal shares: who has least that day, then who was booked longest ago. */
async function fairest(context: Context, zone: string, able: Candidate[], start: number): Promise<Candidate> {
  const day = localDay(zone, start);
  const [from, to] = [instantOf(zone, dateOfDay(day), 0), instantOf(zone, dateOfDay(day + 1), 0)];
  const { rows } = await sql<{ employeeId: number; count: number; last: number }>`
    select employee_id, count(*) filter (where starts_at >= ${iso(from)} and starts_at < ${iso(to)}) as count, (extract(epoch from max(created_at)) * 1000)::float8 as last
    from appointments
    where business_id = ${context.businessId} and employee_id = any(${able.map(({ employeeId }) => employeeId)})
      and status in ('pending', 'approved', 'completed') and deleted_at is null
      and starts_at >= ${iso(from - 30 * DAY)} and starts_at < ${iso(from + 30 * DAY)}
    group by employee_id`.execute(context.db);
  const load = new Map(rows.map((row) => [row.employeeId, row]));
  const [first] = rankContenders(
    able.map(({ employeeId }) => {
      const { count, last } = load.get(employeeId) ?? { count: 0, last: null };
      return { id: employeeId, bookings: count, lastBookedAt: last };
    }),
  );
  return able.find(({ employeeId }) => employeeId === first!.id)!;
}
