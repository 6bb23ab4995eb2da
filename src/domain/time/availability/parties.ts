import { type Interval, intersect, merge } from "./interval.ts";
import type { Host, SlotSearch } from "./search.ts";

/** Each party must send at least one of its hosts. */
export function partiesOf({ hosts, choose }: SlotSearch): Host[][] {
  const alone = (host: Host) => choose === "all" || (choose === "groups" && host.fixed === true);
  const groups = Map.groupBy(
    hosts.filter((host) => !alone(host)),
    ({ group }) => (choose === "groups" ? group : undefined),
  );
  return [...hosts.filter(alone).map((host) => [host]), ...groups.values()];
}

/** Where every party has some host free. A slot may still fall between two hosts of a party: check it by host. */
export function commonTime(parties: { free: Interval[] }[][]): Interval[] {
  const [first, ...others] = parties.map((hosts) => merge(hosts.flatMap(({ free }) => free)));
  return others.reduce(intersect, first ?? []);
}
