import type { Context } from "../../../platform/operation.ts";
import type { EventPlan, PlanHost } from "./plan.ts";
import { type Assignment, type Rank, rankHosts } from "./rank.ts";

export type Choice = { hosts: PlanHost[]; assignment: Assignment | null };

/**
 * Who takes a slot, of those who can: the organizer first. Everybody of a collective type; of a round-robin the fixed hosts
 * and whoever's turn it is, one of each group. `preferred` stays with the meeting where they can.
 */
export async function chooseHosts(
  context: Context,
  plan: EventPlan,
  able: PlanHost[],
  start: number,
  preferred: number[] = [],
): Promise<Choice> {
  const { schedulingType } = plan.eventType;
  if (schedulingType !== "roundRobin" || able.length === 1) return { hosts: able, assignment: standIn(plan, able) };
  const fixed = able.filter(({ isFixed }) => isFixed);
  const others = able.filter(({ isFixed }) => !isFixed);
  const stay = others.filter(({ userId }) => preferred.includes(userId));
  const ranking = others.length > 1 && stay.length < others.length ? await rankHosts(context, plan, others, start) : [];
  const chosen = oneOfEachGroup(others, (group) => pick(group, stay, ranking));
  const hosts = [...fixed, ...chosen];
  const rule = stay.length > 0 ? "stays with its host" : "whose turn it is: the largest shortfall";
  return { hosts, assignment: { rule, hostIds: hosts.map(({ userId }) => userId), ranking } };
}

/** Why somebody else takes what is its owner's. Of a team's event type everybody is a host. */
export function standIn({ team, hosts: [owner] }: EventPlan, [taker]: PlanHost[]): Assignment | null {
  if (team || !owner || !taker || taker.userId === owner.userId) return null;
  return { rule: `stands in for ${owner.name}, who is away`, hostIds: [taker.userId], ranking: [] };
}

/** Hosts without a group form one. */
function oneOfEachGroup(hosts: PlanHost[], choose: (group: PlanHost[]) => PlanHost): PlanHost[] {
  return [...Map.groupBy(hosts, ({ groupId }) => groupId).values()].map(choose);
}

function pick(group: PlanHost[], stay: PlanHost[], ranking: Rank[]): PlanHost {
  const kept = group.find((host) => stay.includes(host));
  if (kept) return kept;
  const first = ranking.find(({ userId }) => group.some((host) => host.userId === userId));
  return group.find(({ userId }) => userId === first?.userId) ?? group[0]!;
}
