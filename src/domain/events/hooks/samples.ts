import { prepared } from "../../../platform/database.ts";
import type { Caller, Context } from "../../../platform/operation.ts";
import { exampleBody } from "../triggers/json-schema.ts";
import { concernedBy } from "../webhooks/match.ts";
import type { HookBody, SampleSearch } from "./schema.ts";

/** The latest bodies that a hook would have received, the newest first; where there are none, the documented example. */
export async function samplesOf(context: Context, search: SampleSearch): Promise<HookBody[]> {
  const { businessId, caller, db } = context;
  const { trigger, eventTypeId = null, teamId = null, limit } = search;
  const found = await prepared<HookBody>(db, recent, [businessId, trigger, eventTypeId, teamId]);
  const seen = caller.onlyOwn ? found.filter(({ payload }) => isAbout(caller, payload)) : found;
  return seen.length > 0 ? seen.slice(0, limit) : [exampleBody(trigger)];
}

// Only among the latest thousands, so that what never happened is not looked for in years of events. A managed event
// type's children count as its own and as its team's, as they do for webhooks.
const recent = `
  select trigger as "triggerEvent", created_at as "createdAt", payload
  from (select * from events where business_id = $1 order by id desc limit 2000) recent
  where trigger = $2
    and ($3::bigint is null or (payload->>'eventTypeId')::bigint in (
      select t.id from event_types t where t.business_id = $1 and (t.id = $3 or t.parent_id = $3)))
    and ($4::bigint is null or (payload->>'teamId')::bigint = $4 or (payload->>'eventTypeId')::bigint in (
      select t.id from event_types t left join event_types p on p.business_id = $1 and p.id = t.parent_id
      where t.business_id = $1 and coalesce(t.team_id, p.team_id) = $4))
  order by id desc limit 200`;

/** Members who see their own work alone get samples of nothing else. */
function isAbout({ userId, employeeId }: Caller, payload: Record<string, unknown>): boolean {
  const { userIds, employeeIds } = concernedBy(payload);
  return (userId !== null && userIds.includes(userId)) || (employeeId !== null && employeeIds.includes(employeeId));
}
