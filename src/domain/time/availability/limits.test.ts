import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { at, berlin, host, span, starts } from "./examples.test-support.ts";
import type { Limit } from "./search.ts";

const limit = (given: Partial<Limit>): Limit => ({ per: "day", zone: berlin, existing: [], ...given });
/** Whether the day of the examples, a Tuesday, is still open. */
const isOpen = (given: Partial<Limit>, rest = {}) => starts({ limits: [limit(given)], ...rest }).length > 0;

describe("limits (SEMANTICS 7)", () => {
  it("by count close the day when they are reached", () => {
    const existing = [span("08:00", "08:30"), span("14:00", "14:30")];
    assert.equal(isOpen({ count: 2, existing }), false);
    assert.equal(isOpen({ count: 3, existing }), true);
    assert.equal(isOpen({ count: 0 }), false);
  });

  it("by duration count the new booking in", () => {
    const existing = [span("08:00", "09:00")];
    assert.equal(isOpen({ minutes: 120, existing }), true);
    assert.equal(isOpen({ minutes: 119, existing }), false);
  });

  it("may be both, and several", () => {
    assert.equal(isOpen({ count: 5, minutes: 59 }), false);
    assert.deepEqual(starts({ limits: [limit({ count: 1 }), limit({ per: "year", count: 0 })] }), []);
  });

  for (const [per, inside, outside] of [
    ["day", "2026-05-05 23:59", "2026-05-06 00:00"],
    ["week", "2026-05-03 00:00", "2026-05-02 23:59"],
    ["week", "2026-05-09 23:59", "2026-05-10 00:00"],
    ["month", "2026-05-31 23:59", "2026-06-01 00:00"],
    ["year", "2026-12-31 23:59", "2025-12-31 23:59"],
  ] as const) {
    it(`per ${per} count a booking of ${inside} and not one of ${outside}`, () => {
      const booked = (start: string) => [{ start: at(start), end: at(start) + 60_000 }];
      assert.equal(isOpen({ per, count: 1, existing: booked(inside) }), false);
      assert.equal(isOpen({ per, count: 1, existing: booked(outside) }), true);
    });
  }

  it("per week begin on the weekday that is set", () => {
    const sunday = { per: "week", count: 1, existing: [span("2026-05-03 10:00", "2026-05-03 11:00")] } as const;
    assert.equal(isOpen({ ...sunday, existing: [...sunday.existing], weekStart: 0 }), false);
    assert.equal(isOpen({ ...sunday, existing: [...sunday.existing], weekStart: 1 }), true);
  });

  it("count in their own zone: late in Berlin is still the day before in New York", () => {
    const existing = [span("2026-05-04 15:00", "2026-05-04 16:00")];
    const early = { hosts: [host({ hours: [span("04:00", "07:00")] })] };
    assert.equal(isOpen({ count: 1, existing, zone: "America/New_York" }, early), true);
    assert.deepEqual(starts({ ...early, limits: [limit({ count: 1, existing, zone: "America/New_York" })] }), [
      "06:00",
    ]);
  });

  it("of one host leave the others bookable", () => {
    const hosts = [host(), host({ id: 2, hours: [span("10:00", "11:00")] })];
    const limits = [limit({ count: 0, hostId: 1 })];
    assert.deepEqual(starts({ hosts, limits }), ["10:00"]);
    assert.deepEqual(starts({ hosts, limits, choose: "all" }), []);
  });
});
