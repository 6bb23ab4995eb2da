import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { periodOf, sendsRound } from "./rules.ts";

describe("time away", () => {
  const cases: [start: string, end: string, zone: string, from: string, to: string][] = [
    ["2026-07-01", "2026-07-01", "UTC", "2026-07-01T00:00:00Z", "2026-07-02T00:00:00Z"],
    ["2026-07-01", "2026-07-14", "Europe/Berlin", "2026-06-30T22:00:00Z", "2026-07-14T22:00:00Z"],
    // The clocks change on 29 March 2026 in Berlin: that day has 23 hours.
    ["2026-03-29", "2026-03-29", "Europe/Berlin", "2026-03-28T23:00:00Z", "2026-03-29T22:00:00Z"],
    ["2026-07-01T08:00:00Z", "2026-07-01", "America/Los_Angeles", "2026-07-01T08:00:00Z", "2026-07-02T07:00:00Z"],
    ["2026-07-01", "2026-07-01T12:00:00Z", "Asia/Kathmandu", "2026-06-30T18:15:00Z", "2026-07-01T12:00:00Z"],
  ];
  for (const [start, end, zone, from, to] of cases) {
    it(`from ${start} to ${end} in ${zone}`, () => {
      assert.deepEqual(periodOf(start, end, zone), { start: Date.parse(from), end: Date.parse(to) });
    });
  }

  it("sends bookings on, but not round in a circle", () => {
    const redirect = (userId: number, redirectUserId: number) => ({ userId, redirectUserId });
    assert.equal(sendsRound(1, 2, []), false);
    assert.equal(sendsRound(1, 1, []), true);
    assert.equal(sendsRound(1, 2, [redirect(2, 3)]), false);
    assert.equal(sendsRound(1, 2, [redirect(2, 3), redirect(3, 1)]), true);
    // Somebody else's circle is not this one's making.
    assert.equal(sendsRound(1, 2, [redirect(2, 3), redirect(3, 2)]), false);
    assert.equal(sendsRound(null, 2, [redirect(2, 3)]), false);
  });
});
