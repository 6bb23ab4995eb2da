import { sql } from "kysely";
import { invalid, missing } from "../../../platform/errors.ts";
import type { Context } from "../../../platform/operation.ts";
import { changeRecord, insertRecord } from "../../../platform/records.ts";
import { iso } from "../../../platform/schemas.ts";
import { editableEventType, refuseUneditable, visibleTo } from "./access.ts";
import { readHosts, replaceHosts, withTeam } from "./hosts.ts";
import { keepChildrenInStep, refuseLockedFields } from "./managed.ts";
import { refuseForeignSchedule, refuseWrongHosts } from "./references.ts";
import { refuseContradictions, refuseTeamFields } from "./rules.ts";
import type { EventTypeChanges } from "./schema.ts";
import { freeSlug, nextPosition } from "./store.ts";
import { copyColumns, type StoredEventType, toColumns } from "./stored.ts";

export async function changeEventType(context: Context, id: number, { hosts, ...changes }: EventTypeChanges) {
  const before = await editableEventType(context, id);
  if (before.teamId === null) refuseTeamFields({ ...changes, hosts });
  if (before.parentId !== null) await refuseLockedFields(context, before, changes);
  refuseChangeOfKind(before, changes);
  const columns = toColumns(changes);
  // Hosts are rows of their own, but changing them is a change of the event type: its version counts it.
  if (hosts) columns.hostGroups ??= JSON.stringify(before.hostGroups);
  const { after } = await changeRecord(context, "eventTypes", "event type", id, columns);
  refuseContradictions(after);
  if (after.scheduleId !== before.scheduleId) await refuseForeignSchedule(context, after);
  if (after.teamId !== null)
    await changeHosts(context, after, after.teamId, hosts, { renamed: after.slug !== before.slug });
  return after;
}

async function changeHosts(
  context: Context,
  eventType: StoredEventType,
  teamId: number,
  named: EventTypeChanges["hosts"],
  how: { renamed: boolean },
): Promise<void> {
  const earlier = await readHosts(context, eventType.id);
  const hosts = await withTeam(context, teamId, named ?? earlier, eventType.assignAllTeamMembers);
  await refuseWrongHosts(context, teamId, hosts, eventType.hostGroups);
  await replaceHosts(context, eventType.id, hosts);
  const [before, after] = [{ hosts: earlier }, { hosts: await readHosts(context, eventType.id) }];
  if (JSON.stringify(before) !== JSON.stringify(after))
    context.audit({ action: "event_type.updated", subject: "event_type", subjectId: eventType.id, before, after });
  if (eventType.schedulingType === "managed") await keepChildrenInStep(context, eventType, hosts, how);
}

function refuseChangeOfKind({ schedulingType }: StoredEventType, changes: EventTypeChanges): void {
  const wanted = changes.schedulingType;
  if (wanted !== undefined && wanted !== schedulingType && [wanted, schedulingType].includes("managed"))
    throw invalid("schedulingType", "A managed event type stays one, and no other becomes one: duplicate it instead");
}

const ofItsOwn = new Set(["id", "businessId", "parentId", "slug", "title", "position", "version", "createdAt"]);

/** A copy of the same owner under another slug. The copy of a managed one is free of its template. */
export async function duplicateEventType(
  context: Context,
  source: StoredEventType,
  { title, slug, description }: { title?: string; slug?: string; description?: string | null },
): Promise<StoredEventType> {
  await refuseUneditable(context, source);
  const columns = Object.keys(source).filter((column) => !ofItsOwn.has(column) && column !== "updatedAt");
  const copy = await insertRecord(context, "eventTypes", "event type", {
    ...copyColumns(source, columns),
    title: title ?? `${source.title.slice(0, 190)} (copy)`,
    slug: slug ?? (await freeSlug(context, source, source.slug)),
    position: await nextPosition(context, source),
    ...(description === undefined ? {} : { description }),
    createdAt: iso(context.now),
  });
  if (source.teamId === null) return copy;
  const hosts = await readHosts(context, source.id);
  await replaceHosts(context, copy.id, hosts);
  if (copy.schedulingType === "managed") await keepChildrenInStep(context, copy, hosts);
  return copy;
}

/** Shows event types in the order of `ids`. Throws 404 for one that the caller does not see, FORBIDDEN where they may not change it. */
export async function reorderEventTypes(context: Context, ids: number[]): Promise<void> {
  const { businessId, db } = context;
  const { rows } = await sql<StoredEventType>`
    select * from event_types where business_id = ${businessId} and id = any(${ids}) and ${visibleTo(context)}
    order by id for no key update`.execute(db);
  const unknown = ids.find((id) => !rows.some((row) => row.id === id));
  if (unknown !== undefined) throw missing("event type", unknown, "ids");
  const owners = Map.groupBy(rows, ({ userId, teamId }) => `${userId} ${teamId}`);
  for (const [first] of owners.values()) await refuseUneditable(context, first!);
  await sql`
    update event_types e set position = wanted.place - 1
    from (select id, min(place) as place from unnest(${ids}::bigint[]) with ordinality as w (id, place) group by id) wanted
    where e.business_id = ${businessId} and e.id = wanted.id and e.position <> wanted.place - 1`.execute(db);
  context.audit({ action: "event_type.reordered", subject: "event_type", subjectId: null, after: { ids } });
}
