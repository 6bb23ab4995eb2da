import { sql } from "kysely";
import { DomainError, type ErrorDetail, invalid, missing, validationError } from "../../../platform/errors.ts";
import type { Context } from "../../../platform/operation.ts";
import type { HostDraft } from "./schema.ts";

/** A person's event type follows one of their own schedules or the opening hours; a team's the opening hours. */
export async function refuseForeignSchedule(
  context: Context,
  { userId, scheduleId }: { userId: number | null; scheduleId: number | null },
  field = "scheduleId",
): Promise<void> {
  if (scheduleId === null) return;
  const { rows } = await sql<{ userId: number | null; shared: boolean }>`
    select c.user_id, s.calendar_id is null as shared
    from schedules s left join calendars c on c.business_id = s.business_id and c.id = s.calendar_id
    where s.business_id = ${context.businessId} and s.id = ${scheduleId}`.execute(context.db);
  const [schedule] = rows;
  if (!schedule) throw missing("schedule", scheduleId, field);
  if (schedule.shared || (userId !== null && schedule.userId === userId)) return;
  throw invalid(
    field,
    userId === null
      ? "A team's event type follows the opening hours, or each host's own schedule"
      : "Must be a schedule of the person whose time it is, or the opening hours",
  );
}

/** Throws VALIDATION_ERROR where a host is none of the team, named twice, or in a group that there is not. */
export async function refuseWrongHosts(
  context: Context,
  teamId: number,
  hosts: HostDraft[],
  groups: { id: string }[],
): Promise<void> {
  const { rows } = await sql<{ userId: number }>`
    select user_id from team_members where business_id = ${context.businessId} and team_id = ${teamId}`.execute(
    context.db,
  );
  const members = new Set(rows.map((row) => row.userId));
  const details: ErrorDetail[] = hosts.flatMap(({ userId, groupId }, index) => {
    const field = `hosts.${index}`;
    if (!members.has(userId)) return [{ field: `${field}.userId`, message: `The user ${userId} is not in the team` }];
    if (hosts.findIndex((other) => other.userId === userId) < index)
      return [{ field: `${field}.userId`, message: "Is named twice" }];
    if (groupId && !groups.some(({ id }) => id === groupId))
      return [{ field: `${field}.groupId`, message: "Must be the id of one of hostGroups" }];
    return [];
  });
  if (details.length > 0) throw new DomainError(validationError, validationError.message, details);
  for (const [index, { userId, scheduleId }] of hosts.entries())
    await refuseForeignSchedule(context, { userId, scheduleId: scheduleId ?? null }, `hosts.${index}.scheduleId`);
}
