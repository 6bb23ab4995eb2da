import type { Row } from "../../../platform/database.ts";
import { type Db, prepared } from "../../../platform/database.ts";
import type { StoredEvent } from "../subscriber.ts";
import "./tables.ts";

export type Subscription = Pick<Row<"webhooks">, "id" | "payloadTemplate">;

/** The webhooks that want to hear of an event: those of the whole business, and of whom and what it is about. */
export function webhooksFor(db: Db, { businessId, trigger, payload }: StoredEvent): Promise<Subscription[]> {
  const { userIds, employeeIds, eventTypeId, teamId } = concernedBy(payload);
  return prepared(db, matching, [businessId, trigger, userIds, employeeIds, eventTypeId, teamId]);
}

// Whose an event type or an employee is, later wings know; their tables say it in one statement with the rest. A managed
// event type's children count as its own, and as its team's.
const matching = `
  select id, payload_template as "payloadTemplate" from webhooks w
  where business_id = $1 and active and $2 = any(event_triggers) and (
    num_nonnulls(user_id, team_id, event_type_id) = 0
    or user_id = any($3::bigint[])
    or user_id in (select e.user_id from employees e where e.business_id = $1 and e.id = any($4::bigint[]))
    or event_type_id = $5
    or event_type_id = (select t.parent_id from event_types t where t.business_id = $1 and t.id = $5)
    or team_id = $6
    or team_id = (
      select coalesce(t.team_id, p.team_id) from event_types t
      left join event_types p on p.business_id = $1 and p.id = t.parent_id
      where t.business_id = $1 and t.id = $5))
  order by id`;

export type Concerned = {
  userIds: number[];
  employeeIds: number[];
  eventTypeId: number | null;
  teamId: number | null;
};

/** Whom and what a documented payload is about. Those who had the booking before it moved are concerned too. */
export function concernedBy(payload: Record<string, unknown>): Concerned {
  const { hosts, organizer, employee, change, oooEntry, eventTypeId, teamId } = payload as Partial<{
    hosts: Person[];
    organizer: Person | null;
    employee: Person | null;
    change: { previousHostIds?: number[]; previousEmployeeId?: number | null };
    oooEntry: { user: Person | null; employee: Person | null };
    eventTypeId: number | null;
    teamId: number | null;
  }>;
  const users = [...(hosts ?? []), organizer, oooEntry?.user].map((person) => person?.id);
  const employees = [employee?.id, change?.previousEmployeeId, oooEntry?.employee?.id];
  return {
    userIds: known([...users, ...(change?.previousHostIds ?? [])]),
    employeeIds: known(employees),
    eventTypeId: eventTypeId ?? null,
    teamId: teamId ?? null,
  };
}
type Person = { id?: number };

const known = (ids: (number | null | undefined)[]) => [...new Set(ids.filter((id): id is number => id != null))];
