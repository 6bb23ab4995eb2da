import { sql } from "kysely";
import { DomainError, forbidden } from "../../../platform/errors.ts";
import type { Context } from "../../../platform/operation.ts";
import { iso } from "../../../platform/schemas.ts";
import type { EventTypeChanges, HostDraft } from "./schema.ts";
import { freeSlug, nextPosition } from "./store.ts";
import { copyColumns, fromColumns, type StoredEventType, sharedColumns } from "./stored.ts";
import "../tables.ts";

// A managed event type of a team is a template: each of its hosts has a copy, which is booked and follows the template,
// but for the fields that it leaves to them.

/**
 * Makes, changes and removes the copies so that each host has one that agrees with the template. `renamed`: its slug is
 * another than it was.
 */
export async function keepChildrenInStep(
  context: Context,
  template: StoredEventType,
  hosts: HostDraft[],
  { renamed = false } = {},
) {
  const children = await childrenOf(context, template.id);
  for (const child of children)
    if (!hosts.some(({ userId }) => userId === child.userId)) await removeChild(context, child);
  for (const host of hosts) {
    const child = children.find(({ userId }) => userId === host.userId);
    if (child) await adapt(context, template, { host, child, renamed });
    else await addChild(context, template, host);
  }
}

/** Throws FORBIDDEN naming each field of a copy that the template does not leave to its owner. Saying what it is already is no change. */
export async function refuseLockedFields(context: Context, child: StoredEventType, changes: EventTypeChanges) {
  const { rows } = await sql<{ unlockedFields: string[]; team: string }>`
    select e.unlocked_fields, t.name as team from event_types e join teams t on t.business_id = e.business_id and t.id = e.team_id
    where e.business_id = ${context.businessId} and e.id = ${child.parentId}`.execute(context.db);
  const { unlockedFields, team } = rows[0]!;
  const current = fromColumns(child) as Record<string, unknown>;
  const details = Object.entries(changes)
    .filter(([field, value]) => !unlockedFields.includes(field) && !same(value, current[field]))
    .map(([field]) => ({ field, message: `Is set for everybody by the team ${team}` }));
  if (details.length > 0)
    throw new DomainError(forbidden, `The team ${team} manages this event type and has not unlocked this.`, details);
}

export function refuseRemovingChild({ parentId }: StoredEventType): void {
  if (parentId !== null)
    throw new DomainError(
      forbidden,
      "A team manages this event type. It goes when you are no host of the team's one any more.",
    );
}

async function childrenOf(context: Context, templateId: number): Promise<StoredEventType[]> {
  const { rows } = await sql<StoredEventType>`
    select * from event_types where business_id = ${context.businessId} and parent_id = ${templateId}
    order by id for no key update`.execute(context.db);
  return rows;
}

async function addChild(context: Context, template: StoredEventType, host: HostDraft): Promise<void> {
  const { businessId, db, now } = context;
  const owner = { userId: host.userId, teamId: null };
  const child = (await (db as any)
    .insertInto("eventTypes")
    .values({
      ...copyColumns(
        template,
        sharedColumns.map(({ column }) => column),
      ),
      ...owner,
      businessId,
      parentId: template.id,
      schedulingType: null,
      slug: await freeSlug(context, owner, template.slug),
      scheduleId: host.scheduleId ?? template.scheduleId,
      position: await nextPosition(context, owner),
      createdAt: iso(now),
    })
    .returningAll()
    .executeTakeFirstOrThrow()) as StoredEventType;
  context.audit({ action: "event_type.created", subject: "event_type", subjectId: child.id, after: child });
}

type Copy = { host: HostDraft; child: StoredEventType; renamed: boolean };
async function adapt(context: Context, template: StoredEventType, { host, child, renamed }: Copy) {
  const locked = sharedColumns
    .filter(({ field }) => !(template.unlockedFields as string[]).includes(field))
    .map(({ column }) => column);
  const wanted = copyColumns(template, locked);
  if ("slug" in wanted) wanted.slug = await slugFor(context, template, child, renamed);
  if ("scheduleId" in wanted) wanted.scheduleId = host.scheduleId ?? template.scheduleId;
  const current = copyColumns(child, locked);
  if (same(wanted, current)) return;
  const after = (await (context.db as any)
    .updateTable("eventTypes")
    .set(wanted)
    .where("businessId", "=", context.businessId)
    .where("id", "=", child.id)
    .returningAll()
    .executeTakeFirstOrThrow()) as StoredEventType;
  context.audit({
    action: "event_type.updated",
    subject: "event_type",
    subjectId: child.id,
    before: child,
    after,
  });
}

/**
 * The template's, or that with a number where the host has such an event type already. A number stays while the template is
 * called as it was: links lead there. One of an earlier name does not: `demo-30` becomes `demo` with its template.
 */
async function slugFor(
  context: Context,
  { slug }: StoredEventType,
  child: StoredEventType,
  renamed: boolean,
): Promise<string> {
  const numbered = !renamed && child.slug.startsWith(`${slug}-`) && /^\d+$/.test(child.slug.slice(slug.length + 1));
  if (child.slug === slug || numbered) return child.slug;
  return freeSlug(context, { userId: child.userId, teamId: null }, slug, child.id);
}

async function removeChild(context: Context, child: StoredEventType): Promise<void> {
  await context.db
    .deleteFrom("eventTypes")
    .where("businessId", "=", context.businessId)
    .where("id", "=", child.id)
    .execute();
  context.audit({ action: "event_type.deleted", subject: "event_type", subjectId: child.id, before: child });
}

/** Whatever the order of their keys. */
const same = (one: unknown, other: unknown) => sorted(one ?? null) === sorted(other ?? null);
const sorted = (value: unknown): string =>
  JSON.stringify(value, (_, part) =>
    part && typeof part === "object" && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
