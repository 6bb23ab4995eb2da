import { type RawBuilder, sql } from "kysely";
import { DomainError, forbidden, missing } from "../../../platform/errors.ts";
import type { Caller, Context } from "../../../platform/operation.ts";
import { managesTeam, managesTeams, teamsOf } from "../teams/access.ts";
import { lockEventType, storedEventType } from "./store.ts";
import type { StoredEventType } from "./stored.ts";

// Own event types are one's own. Managers and up see and change everybody's; owners and admins of a team those of the
// team, and its members see them.

const managing = ["owner", "admin", "manager"];
export const managesEverybody = ({ kind, role }: Caller): boolean => kind === "system" || managing.includes(role ?? "");

/** Which event types the caller may see, as a condition on event_types. */
export function visibleTo(context: Context): RawBuilder<unknown> {
  const { caller } = context;
  if (managesEverybody(caller)) return sql`true`;
  const teams = managesTeams(context) ? sql`team_id is not null` : sql`team_id in (${teamsOf(context)})`;
  return sql`(user_id = ${caller.userId} or ${teams})`;
}

/** One event type that the caller may see, or 404. */
export async function findEventType(context: Context, id: number): Promise<StoredEventType> {
  const found = await storedEventType(context, id, visibleTo(context));
  if (!found) throw missing("event type", id);
  return found;
}

/** The same, for a change: locked, and the caller may make it. Throws 404 where they may not see it, FORBIDDEN where they may. */
export async function editableEventType(context: Context, id: number): Promise<StoredEventType> {
  const found = await lockEventType(context, id, visibleTo(context));
  if (!found) throw missing("event type", id);
  await refuseUneditable(context, found);
  return found;
}

export async function refuseUneditable(context: Context, owner: { userId: number | null; teamId: number | null }) {
  const { caller } = context;
  if (managesEverybody(caller)) return;
  if (owner.teamId === null ? owner.userId === caller.userId : await managesTeam(context, owner.teamId)) return;
  throw new DomainError(
    forbidden,
    owner.teamId === null
      ? "Only managers change other people's event types."
      : "Only owners and admins of a team, and managers, change its event types.",
  );
}
