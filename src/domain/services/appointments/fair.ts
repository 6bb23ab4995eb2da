import { sql } from "kysely";
import type { Context } from "../../../platform/operation.ts";
import { iso } from "../../../platform/schemas.ts";
import { DAY, dateOfDay } from "../../time/availability/calendar.ts";
import { hoursAround } from "../../time/availability/hours.ts";
import type { Interval } from "../../time/availability/interval.ts";
import { calibrationOf, rankContenders } from "../../time/availability/round-robin.ts";
import { instantOf, localDay } from "../../time/availability/zone.ts";
import { isClaim, readBusy } from "../../time/calendars/busy.ts";
import type { Candidate, Plan } from "../availability/plan.ts";
import { blocked, type Wish } from "./wish.ts";

// Who gets an appointment that names nobody.

/** One of those who are free. Where staff named nobody, whoever is at work then comes before those who are not. */
export async function choose(context: Context, { candidates, ...plan }: Plan, wish: Wish): Promise<Candidate | null> {
  const working = wish.by === "time" ? await atWork(context, candidates, plan.locationId, wish) : candidates;
  const able = working.length > 0 ? working : candidates;
  if (able.length <= 1 || plan.settings.staffSelection === "position") return able[0] ?? null;
  return fairest(context, plan, able, wish.start);
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
  const first =
    plan.settings.staffSelection === "position" ? best[0]! : await fairest(context, plan, equals, wishes[0]!.start);
  return [first, ...best.filter((one) => one !== first)];
}

/** Round-robin by the day (SEMANTICS 12) with equal shares: who has least that day, then who was booked longest ago. */
async function fairest(
  context: Context,
  { zone, settings }: Pick<Plan, "zone" | "settings">,
  able: Candidate[],
  start: number,
): Promise<Candidate> {
  const day = localDay(zone, start);
  const [from, to] = [instantOf(zone, dateOfDay(day), 0), instantOf(zone, dateOfDay(day + 1), 0)];
  const given = await readGiven(context, settings, able, from, to);
  const today = given.flatMap(({ hostId, starts }) => starts.map((at) => ({ hostId, at })));
  const absent = settings.countAbsences ? await readAbsences(context, able, from, to) : new Map<number, Interval[]>();
  const colleagues = able.map(({ employeeId: id }) => ({
    id,
    joinedAt: Number.NEGATIVE_INFINITY,
    absences: absent.get(id) ?? [],
  }));
  const [first] = rankContenders(
    colleagues.map((host) => {
      const own = given.find(({ hostId }) => hostId === host.id);
      const others = colleagues.filter((other) => other !== host);
      return {
        id: host.id,
        bookings: own?.starts.length ?? 0,
        calibration: calibrationOf(host, others, today),
        lastBookedAt: own?.lastBookedAt ?? null,
      };
    }),
  );
  return able.find(({ employeeId }) => employeeId === first!.id)!;
}

/** `starts`: of the day's appointments. */
type Given = { hostId: number; starts: number[]; lastBookedAt: number };
/** What the candidates have been given. Whoever ends up with an appointment has it (SEMANTICS 14). */
async function readGiven(
  context: Context,
  settings: Plan["settings"],
  able: Candidate[],
  from: number,
  to: number,
): Promise<Given[]> {
  const statuses = [
    "pending",
    "approved",
    "completed",
    ...(settings.countNoShows ? ["no-show"] : []),
    ...(settings.countCancellations ? ["canceled"] : []),
  ];
  const { rows } = await sql<Given>`
    select employee_id as host_id, (extract(epoch from max(created_at)) * 1000)::float8 as last_booked_at,
      coalesce(array_agg((extract(epoch from starts_at) * 1000)::float8) filter (where starts_at >= ${iso(from)} and starts_at < ${iso(to)}), '{}') as starts
    from appointments
    where business_id = ${context.businessId} and employee_id = any(${able.map(({ employeeId }) => employeeId)})
      and status = any(${statuses}) and deleted_at is null
      and starts_at >= ${iso(from - 30 * DAY)} and starts_at < ${iso(from + 30 * DAY)}
    group by employee_id`.execute(context.db);
  return rows;
}

async function readAbsences(
  context: Context,
  able: Candidate[],
  from: number,
  to: number,
): Promise<Map<number, Interval[]>> {
  const { rows } = await sql<{ calendarId: number; start: number; end: number }>`
    select calendar_id, (extract(epoch from starts_at) * 1000)::float8 as start, (extract(epoch from ends_at) * 1000)::float8 as end
    from out_of_office
    where business_id = ${context.businessId} and calendar_id = any(${able.map(({ calendarId }) => calendarId)})
      and ends_at > ${iso(from)} and starts_at < ${iso(to)}`.execute(context.db);
  return new Map(
    able.map(({ employeeId, calendarId }) => [employeeId, rows.filter((row) => row.calendarId === calendarId)]),
  );
}
