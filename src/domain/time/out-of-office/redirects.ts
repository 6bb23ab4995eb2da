import { sql } from "kysely";
import type { Context } from "../../../platform/operation.ts";
import { iso } from "../../../platform/schemas.ts";
import { clip, type Interval, merge, subtract } from "../availability/interval.ts";
import "../tables.ts";

/** While `userId` is away, `toUserId` takes their bookings. Epoch milliseconds. */
export type Redirect = { userId: number; toUserId: number; start: number; end: number };
/** Time away of a user, and who takes over: null is nobody. */
export type Away = Interval & { userId: number; toUserId: number | null };

/** A → B → C → …: whoever is further down the line is nobody that a booker of A expects. */
const longestChain = 5;

/**
 * Who stands in for whom at some time in [from, to), in order of time for each of `userIds`. Where the colleague is away
 * too, it is the colleague's colleague for as long; where the line ends at somebody who is away, it is nobody.
 */
export async function readRedirects(
  context: Context,
  userIds: number[],
  from: number,
  to: number,
): Promise<Redirect[]> {
  const { rows } = await sql<Away>`
    with recursive line (user_id, depth) as (
      select unnest(${userIds}::bigint[]), 0
      union
      select o.redirect_user_id, depth + 1 from line
      join calendars c on c.business_id = ${context.businessId} and c.user_id = line.user_id
      join out_of_office o on o.business_id = c.business_id and o.calendar_id = c.id
      where depth < ${longestChain} and o.redirect_user_id is not null and o.ends_at > ${iso(from)} and o.starts_at < ${iso(to)}
    )
    select c.user_id, o.redirect_user_id as to_user_id, (extract(epoch from o.starts_at) * 1000)::float8 as start,
      (extract(epoch from o.ends_at) * 1000)::float8 as end
    from out_of_office o join calendars c on c.business_id = o.business_id and c.id = o.calendar_id
    where o.business_id = ${context.businessId} and c.user_id in (select user_id from line)
      and o.ends_at > ${iso(from)} and o.starts_at < ${iso(to)}`.execute(context.db);
  return redirectsOf(rows, userIds);
}

/** The pure part of `readRedirects`: the stretches of each user's absences in which somebody stands in. */
export function redirectsOf(absences: readonly Away[], userIds: readonly number[]): Redirect[] {
  const byUser = Map.groupBy(absences, ({ userId }) => userId);
  return [...new Set(userIds)].flatMap((userId) =>
    standIns(byUser, userId, { start: Number.NEGATIVE_INFINITY, end: Number.POSITIVE_INFINITY }, [userId])
      .map(({ toUserId, ...stretch }) => ({ userId, toUserId, ...stretch }))
      .toSorted((one, other) => one.start - other.start),
  );
}

type StandIn = Interval & { toUserId: number };

/** Of two entries for the same time, the first to start counts: it was there when its colleague said yes. */
function standIns(byUser: Map<number, Away[]>, userId: number, within: Interval, line: number[]): StandIn[] {
  const absences = (byUser.get(userId) ?? []).toSorted((one, other) => one.start - other.start);
  const found: StandIn[] = [];
  const settled: Interval[] = [];
  for (const { toUserId, ...away } of absences) {
    const open = subtract(clip([away], within.start, within.end), merge(settled));
    settled.push(away);
    // Round in a circle, or too far: nobody.
    if (toUserId === null || line.includes(toUserId) || line.length > longestChain) continue;
    for (const stretch of open) {
      const absent = clip(merge(byUser.get(toUserId) ?? []), stretch.start, stretch.end);
      found.push(...subtract([stretch], absent).map(({ start, end }) => ({ start, end, toUserId })));
      for (const gone of absent) found.push(...standIns(byUser, toUserId, gone, [...line, toUserId]));
    }
  }
  return found;
}
