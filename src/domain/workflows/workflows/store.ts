import { sql } from "kysely";
import type { Row } from "../../../platform/database.ts";
import type { Context } from "../../../platform/operation.ts";
import type { OffsetUnit, Trigger } from "../triggers.ts";
import "../tables.ts";

export type Step = Row<"workflowSteps">;
/** A workflow with its steps in order. */
export type FullWorkflow = Row<"workflows"> & { steps: Step[] };
/** And with what it is kept to and is deleted since. */
export type ShownWorkflow = FullWorkflow & { goneEventTypeIds: number[]; goneServiceIds: number[] };

const withSteps = (more = sql``) => sql`
  select w.*, (select coalesce(jsonb_agg(jsonb_build_object('businessId', s.business_id, 'id', s.id, 'workflowId', s.workflow_id,
      'position', s.position, 'action', s.action, 'senderName', s.sender_name, 'recipient', s.recipient, 'url', s.url, 'texts', s.texts,
      'defaultLanguage', s.default_language, 'includeCalendarEvent', s.include_calendar_event) order by s.position, s.id), '[]')
    from workflow_steps s where s.business_id = w.business_id and s.workflow_id = w.id) as steps${more}
  from workflows w`;

/** Those that are switched on and follow one of these triggers, in one statement. */
export async function activeWorkflows(context: Context, triggers: Trigger[]): Promise<FullWorkflow[]> {
  const { rows } = await sql<FullWorkflow>`
    ${withSteps()} where w.business_id = ${context.businessId} and w.active and w.trigger = any(${triggers}) order by w.id`.execute(
    context.db,
  );
  return rows;
}

export async function readWorkflows(context: Context, ids: number[]): Promise<ShownWorkflow[]> {
  if (ids.length === 0) return [];
  const { rows } = await sql<ShownWorkflow>`
    ${withSteps(gone)} where w.business_id = ${context.businessId} and w.id = any(${ids})`.execute(context.db);
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}

const gone = sql`,
  array(select id from unnest(w.event_type_ids) id
    where not exists (select from event_types t where t.business_id = w.business_id and t.id = id.id)) as gone_event_type_ids,
  array(select id from unnest(w.service_ids) id
    where not exists (select from services s where s.business_id = w.business_id and s.id = id.id)) as gone_service_ids`;

const unitMinutes: Record<OffsetUnit, number> = { minute: 1, hour: 60, day: 1440 };
/** How long before the start or after the end, in milliseconds. */
export const offsetOf = ({ offsetTime, offsetUnit }: Pick<Row<"workflows">, "offsetTime" | "offsetUnit">): number =>
  (offsetTime ?? 0) * unitMinutes[offsetUnit ?? "minute"] * 60_000;
