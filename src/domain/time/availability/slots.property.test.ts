import assert from "node:assert/strict";
import { it } from "node:test";
import fc from "fast-check";
import { explain } from "./explain.ts";
import { gridReach } from "./grid.ts";
import { oracleSlots } from "./oracle.test-support.ts";
import { allZones, type Scenario, scenario } from "./scenarios.test-support.ts";
import { findSlots, type Host, isBookable } from "./slots.ts";

const seed = Number(process.env.SLOTS_SEED ?? 20260505);
const numRuns = Number(process.env.SLOTS_RUNS ?? 10_000);

it(`agrees with a brute-force oracle on ${numRuns} random searches (SLOTS_SEED=${seed})`, () => {
  const zones = new Set<string>();
  let offered = 0;
  const check = (given: Scenario) => {
    const { search, hosts, hoursFrom, hoursTo } = given;
    const expected = oracleSlots(search, hosts, hoursFrom, hoursTo);
    assert.deepEqual(findSlots(search), expected);
    for (const start of startsToAsk(given)) {
      const slot = expected.find((one) => one.start === start) ?? null;
      assert.deepEqual(isBookable(search, start), slot);
      const { bookable, reasons } = explain(search, start);
      assert.equal(bookable, slot !== null);
      assert.equal(reasons.length === 0, bookable, "every refusal has a reason");
    }
    for (const { zone } of hosts) zones.add(zone);
    offered += expected.length;
  };
  fc.assert(fc.property(scenario, check), { seed, numRuns });
  if (numRuns >= 10_000)
    assert.deepEqual(
      allZones.filter((zone) => !zones.has(zone)),
      [],
      "every zone was met",
    );
  assert.ok(offered > numRuns, `only ${offered} slots were ever offered: the searches are too strict to prove much`);
});

it("takes for a booking whatever a list of the last hour offered and nobody took", () => {
  const drawn = fc.record({
    given: scenario,
    minutesAgo: fc.integer({ min: 0, max: 60 }),
    since: fc.integer({ min: 0, max: 3 }),
  });
  let moved = 0;
  const check = ({
    given: { search: drawnSearch },
    minutesAgo,
    since,
  }: {
    given: Scenario;
    minutesAgo: number;
    since: number;
  }) => {
    const { bookableDays, ...search } = { ...drawnSearch, grid: "offered" as const };
    const listed = findSlots({ ...search, hosts: before(search.hosts, since), now: search.now - minutesAgo * 60_000 });
    const now = { ...search, hosts: withYoung(search.hosts, since), grid: "recent" as const };
    for (const { start, hostIds } of [...listed.slice(0, 3), ...listed.slice(-3)]) {
      const free = isBookable({ ...search, grid: "any" }, start);
      // Where any host will do, it was those who were listed that could be met then.
      if (free === null || (search.choose === "any" && !free.hostIds.some((id) => hostIds.includes(id)))) continue;
      const taken = isBookable(now, start);
      assert.ok(taken, `${new Date(start).toISOString()} was offered`);
      if (isBookable(search, start) === null) moved++;
    }
  };
  fc.assert(fc.property(drawn, check), { seed, numRuns: numRuns / 5 });
  assert.ok(moved > 0, "no grid has ever moved");
});

it("takes nothing that no list has offered within the last hour", () => {
  let off = 0;
  let earlier = 0;
  const check = ({ given: { search: drawnSearch }, since }: { given: Scenario; since: number }) => {
    const { bookableDays, firstOfDay, sessions, limits, resources, ...kept } = drawnSearch;
    // Of one host it is known whose list it was.
    const search = {
      ...kept,
      hosts: kept.hosts.slice(0, 1),
      choose: "any" as const,
      grid: "offered" as const,
      sessions: [],
      limits: [],
      resources: [],
    };
    const now = { ...search, hosts: withYoung(search.hosts, since) };
    const { from, to } = search;
    const listed = new Set<number>();
    // Young times came one by one, in any order, and an hour has sixty minutes.
    for (let taken = 0; taken < 2 ** since; taken++) {
      const hosts = now.hosts.map((host) => ({
        ...host,
        busy: host.busy.filter(({ young }, place) => !young || (taken >> place) % 2 === 1),
      }));
      for (let ago = 0; ago <= 60; ago++)
        for (const { start } of findSlots({ ...search, hosts, now: search.now - ago * 60_000 })) listed.add(start);
    }
    const offered = new Set(findSlots(search).map(({ start }) => start));
    for (const { start } of findSlots({ ...search, grid: "any" })) {
      if (start % 300_000 !== 0 || start < from || start >= to) continue;
      const takes = isBookable({ ...now, grid: "recent" }, start) !== null;
      assert.equal(
        takes,
        listed.has(start),
        `${new Date(start).toISOString()} was ${listed.has(start) ? "" : "not "}listed`,
      );
      if (!takes) off++;
      else if (!offered.has(start)) earlier++;
    }
  };
  const drawnYoung = fc.record({ given: scenario, since: fc.integer({ min: 0, max: 3 }) });
  fc.assert(fc.property(drawnYoung, check), { seed, numRuns: numRuns / 10 });
  assert.ok(off > 0 && earlier > 0, `${off} times were on no list, ${earlier} on one that has changed since`);
});

/** What hosts had to do before the first `since` of it came, and all of it, with those young. */
const before = (hosts: Host[], since: number) => hosts.map((host) => ({ ...host, busy: host.busy.slice(since) }));
const withYoung = (hosts: Host[], since: number) =>
  hosts.map((host) => ({
    ...host,
    busy: host.busy.map((one, place) => (place < since ? { ...one, young: true } : one)),
  }));

it("is moved by nothing that was busy longer ago than its grid reaches back", () => {
  // Later than Nepal's clocks, which were put forward by a quarter of an hour in 1986, and any others' than by halves.
  const since = Date.UTC(2000, 0);
  let cut = 0;
  const check = ({ search: { bookableDays, ...search } }: Scenario) => {
    if (search.from < since) return;
    const neighbours = (search.lengthMinutes + search.beforeMinutes + search.afterMinutes) * 60_000;
    const from = search.from - neighbours - gridReach(search);
    const hosts = search.hosts.map((host) => ({ ...host, busy: host.busy.filter(({ end }) => end > from) }));
    assert.deepEqual(findSlots({ ...search, hosts }), findSlots(search));
    if (hosts.some(({ busy }, place) => busy.length < search.hosts[place]!.busy.length)) cut++;
  };
  fc.assert(fc.property(scenario, check), { seed, numRuns });
  assert.ok(cut > numRuns / 100, `busy time was left out ${cut} times: too seldom to prove much`);
});

/** Within [from, to): some starts that are offered, and some that most likely are not. */
function startsToAsk({ search }: Scenario): number[] {
  const { from, to, sessions, hosts } = search;
  const slots = findSlots(search);
  const starts = [slots[0], slots[slots.length >> 1], slots.at(-1)].map((slot) => slot?.start);
  const near = [from, (from + to) / 2, sessions[0]?.start, hosts[0]?.busy[0]?.end, slots[0] && slots[0].start + 60_000];
  return [...new Set([...starts, ...near])].filter(
    (start) => start !== undefined && start >= from && start < to,
  ) as number[];
}
