import { DomainError, forbidden, invalid } from "../../../platform/errors.ts";
import type { Context } from "../../../platform/operation.ts";
import { insertRecord } from "../../../platform/records.ts";
import { iso } from "../../../platform/schemas.ts";
import { businessCurrency } from "../../identity/businesses/store.ts";
import { editableTeam } from "../teams/access.ts";
import { refuseStranger } from "../teams/strangers.ts";
import { managesEverybody } from "./access.ts";
import { replaceHosts, withTeam } from "./hosts.ts";
import { usualLocations } from "./locations.ts";
import { keepChildrenInStep } from "./managed.ts";
import { refuseForeignSchedule, refuseWrongHosts } from "./references.ts";
import { refuseContradictions, refuseTeamFields } from "./rules.ts";
import type { EventTypeDraft, HostDraft } from "./schema.ts";
import { freeSlug, nextPosition } from "./store.ts";
import { type StoredEventType, toColumns } from "./stored.ts";

/** Makes an event type of the caller, of somebody whom they manage, or of a team. */
export async function createEventType(
  context: Context,
  { teamId, userId, hosts, ...draft }: EventTypeDraft,
): Promise<StoredEventType> {
  const owner = await ownerOf(context, { teamId, userId });
  if (owner.teamId === null) refuseTeamFields({ ...draft, hosts });
  const eventType = await insertRecord(context, "eventTypes", "event type", {
    ...owner,
    schedulingType: owner.teamId === null ? null : "roundRobin",
    currency: draft.currency ?? (await businessCurrency(context)),
    locations: JSON.stringify(usualLocations),
    periodDays: (draft.periodType ?? "ROLLING") === "UNLIMITED" || draft.periodType === "RANGE" ? null : 60,
    position: await nextPosition(context, owner),
    ...given(toColumns({ ...draft, slug: draft.slug ?? (await freeSlug(context, owner, draft.title)) })),
    createdAt: iso(context.now),
  });
  refuseContradictions(eventType);
  await refuseForeignSchedule(context, { userId: owner.userId, scheduleId: eventType.scheduleId });
  if (owner.teamId !== null) await giveHosts(context, eventType, owner.teamId, hosts);
  return eventType;
}

/** Without hosts it is everybody's in the team. */
async function giveHosts(context: Context, eventType: StoredEventType, teamId: number, named?: HostDraft[]) {
  const everybody = named === undefined || eventType.assignAllTeamMembers;
  const hosts = await withTeam(context, teamId, named ?? [], everybody);
  await refuseWrongHosts(context, teamId, hosts, eventType.hostGroups);
  await replaceHosts(context, eventType.id, hosts);
  if (eventType.schedulingType === "managed") await keepChildrenInStep(context, eventType, hosts);
}

type Owner = { userId: number; teamId: null } | { userId: null; teamId: number };

async function ownerOf(
  context: Context,
  { teamId, userId }: { teamId?: number | undefined; userId?: number | undefined },
): Promise<Owner> {
  if (teamId !== undefined) {
    if (userId !== undefined) throw invalid("userId", "It belongs to a team or to a person");
    await editableTeam(context, teamId, "teamId");
    return { userId: null, teamId };
  }
  const { caller } = context;
  const person = userId ?? caller.userId;
  if (person === null) throw invalid("userId", "Required field");
  if (person === caller.userId) return { userId: person, teamId: null };
  if (!managesEverybody(caller)) throw new DomainError(forbidden, "Only managers make event types for other people.");
  await refuseStranger(context, person, "userId");
  return { userId: person, teamId: null };
}

const given = (columns: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(columns).filter(([, value]) => value !== undefined));
