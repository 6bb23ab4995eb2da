import assert from "node:assert/strict";
import { it } from "node:test";
import fc from "fast-check";
import { MINUTE } from "../../time/availability/calendar.ts";
import { type Interval, overlaps } from "../../time/availability/interval.ts";
import type { SlotSearch } from "../../time/availability/slots.ts";
import type { Plan } from "../availability/plan.ts";
import { fitting, type Laid, openingsOf, type Part } from "./layout.ts";

// A visit against brute force: every person for every service, with and without the pause, minute by minute.

const day = Date.parse("2027-03-02T00:00:00Z");
const at = (minute: number) => day + minute * MINUTE;
const people = [1, 2, 3];
/** A person's calendar is ten times their id; those of the room's units come after. */
const calendarOf = (id: number) => id * 10;
const units = [101, 102];

const stretch = fc
  .tuple(fc.integer({ min: 100, max: 139 }), fc.integer({ min: 1, max: 12 }))
  .map(([from, length]): Interval => ({ start: at(from * 5), end: at((from + length) * 5) }));
const service = fc.record({
  length: fc.integer({ min: 1, max: 8 }).map((fives) => fives * 5),
  before: fc.constantFrom(0, 0, 5, 10),
  after: fc.constantFrom(0, 0, 5, 15),
  needed: fc.constantFrom(0, 0, 1, 2),
  able: fc.subarray(people, { minLength: 1 }),
});
type Service = ReturnType<typeof service.generate>["value"];
const world = fc.record({
  services: fc.array(service, { minLength: 1, maxLength: 4 }),
  busy: fc.dictionary(
    fc.constantFrom(...[...people.map(calendarOf), ...units].map(String)),
    fc.array(stretch, { maxLength: 4 }),
  ),
});
type World = ReturnType<typeof world.generate>["value"];

const open = { start: at(480), end: at(720) };
const busyOf = ({ busy }: World, calendarId: number) => busy[calendarId] ?? [];

function partOf(given: World, { length, before, after, needed, able }: Service): Part {
  const plan = {
    service: { duration: length, bufferTimeBefore: before, bufferTimeAfter: after },
    candidates: able.map((id) => ({
      employeeId: id,
      name: `${id}`,
      email: null,
      calendarId: calendarOf(id),
      schedule: null,
    })),
    resources: needed > 0 ? [{ resourceId: 1, name: "Room", needed, calendarIds: units }] : [],
  } as unknown as Plan;
  const search: SlotSearch = {
    from: open.start,
    to: open.end,
    now: day,
    lengthMinutes: length,
    intervalMinutes: 15,
    beforeMinutes: before,
    afterMinutes: after,
    noticeMinutes: 0,
    hosts: able.map((id) => ({ id, zone: "UTC", hours: [open], busy: busyOf(given, calendarOf(id)) })),
    choose: "any",
    resources: needed > 0 ? [{ id: 1, needed, units: units.map((unit) => busyOf(given, unit)) }] : [],
    sessions: [],
    limits: [],
  };
  return { plan, search };
}

type Step = { start: number; end: number; calendarIds: number[]; taken: Interval };
/** Whether any visit begins at `start`, by trying all of them. */
function anyVisit(given: World, start: number): boolean {
  const { services } = given;
  const from = (place: number, end: number, steps: Step[]): boolean => {
    const one = services[place];
    if (!one) return true;
    const before = services[place - 1];
    const pause = before ? (before.after + one.before) * MINUTE : 0;
    return [...new Set([end, end + pause])].some((begin) => {
      const until = begin + one.length * MINUTE;
      const taken = { start: begin - one.before * MINUTE, end: until + one.after * MINUTE };
      if (begin < open.start || until > open.end) return false;
      const isFree = (id: number) =>
        !busyOf(given, id).some((busy) => overlaps(busy, taken)) &&
        !steps.some((step) => step.calendarIds.includes(id) && overlaps(step.taken, taken));
      const free = units.filter(isFree);
      if (free.length < one.needed) return false;
      return one.able.some((id) => {
        if (!isFree(calendarOf(id))) return false;
        // Which units are taken may decide what is left for the next service.
        return choicesOf(free, one.needed).some((chosen) =>
          from(place + 1, until, [
            ...steps,
            { start: begin, end: until, calendarIds: [calendarOf(id), ...chosen], taken },
          ]),
        );
      });
    });
  };
  return from(0, start, []);
}
const choicesOf = (free: number[], needed: number): number[][] =>
  needed === 0 ? [[]] : needed === 1 ? free.map((id) => [id]) : [free];

/** Everything that must be true of a visit, whoever made it. */
function assertHolds(given: World, visit: Laid[]): void {
  for (const [place, { start, end, candidate, claims }] of visit.entries()) {
    const { length, before, after, able, needed } = given.services[place]!;
    assert.equal(end - start, length * MINUTE);
    assert.ok(start >= open.start && end <= open.end, "within working hours");
    assert.ok(able.includes(candidate.employeeId), "by somebody who performs it");
    assert.equal(claims.length, 1 + needed);
    for (const claim of claims) {
      assert.deepEqual([claim.start, claim.end], [start - before * MINUTE, end + after * MINUTE]);
      assert.ok(!busyOf(given, claim.calendarId).some((busy) => overlaps(busy, claim)), "takes what is free");
      for (const other of visit.slice(0, place).flatMap((one) => one.claims))
        assert.ok(other.calendarId !== claim.calendarId || !overlaps(other, claim), "takes nothing twice");
    }
    const last = visit[place - 1];
    if (last)
      assert.ok([0, (given.services[place - 1]!.after + before) * MINUTE].includes(start - last.end), "follows");
  }
}

it("sees at once that a visit cannot end, however many could begin it", () => {
  const length = { length: 10, before: 5, after: 5, needed: 0 } as const;
  const all = Array.from({ length: 10 }, (_, place) => place + 1);
  const services = [...Array.from({ length: 5 }, () => ({ ...length, able: all })), { ...length, able: [11] }];
  const evening = { start: at(600), end: open.end };
  // The last one is by somebody who is busy for good, or between whose appointments there is too little room.
  for (const busy of [[open], [{ start: open.start, end: at(540) }, { start: at(550), end: at(560) }, evening]]) {
    const parts = services.map((one) => partOf({ services, busy: { [calendarOf(11)]: busy } }, one));
    const starts = Array.from({ length: 240 }, (_, minute) => at(480 + minute));
    const began = performance.now();
    const fit = fitting(parts, starts);
    for (const start of starts) fit(start, all);
    assert.ok(performance.now() - began < 2000, `${Math.round(performance.now() - began)} ms`);
  }
});

it("finds a visit exactly where brute force finds one, and every one holds", () => {
  let found = 0;
  let refused = 0;
  const check = (given: World) => {
    const parts = given.services.map((one) => partOf(given, one));
    const openings = openingsOf(parts);
    const starts = openings.map(({ start }) => start);
    const fit = fitting(parts, starts);
    for (const { start, hostIds } of openings) {
      const visit = fit(start, hostIds);
      if (visit) assertHolds(given, visit);
      assert.equal(visit !== null, anyVisit(given, start), new Date(start).toISOString());
      if (visit) found++;
      else refused++;
    }
  };
  fc.assert(fc.property(world, check), { seed: 20_261_126, numRuns: 3000 });
  assert.ok(found > 5000 && refused > 500, `${found} found, ${refused} refused: that proves little`);
});
