import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { calibrationOf, rankContenders } from "./round-robin.ts";

const order = (contenders: Parameters<typeof rankContenders>[0]) => rankContenders(contenders).map(({ id }) => id);

describe("whose turn it is", () => {
  it("is whoever has got least of their share", () => {
    assert.deepEqual(
      order([
        { id: 1, bookings: 3 },
        { id: 2, bookings: 1 },
        { id: 3, bookings: 2 },
      ]),
      [2, 3, 1],
    );
    // Twice the weight, twice the share: 4 of 6 is exactly it, so the other one, with 2 of 6, is even as well.
    assert.deepEqual(
      rankContenders([
        { id: 1, weight: 100, bookings: 2 },
        { id: 2, weight: 200, bookings: 4 },
      ]).map(({ shortfall }) => Math.abs(shortfall) < 1e-9),
      [true, true],
    );
    assert.deepEqual(
      order([
        { id: 1, weight: 100, bookings: 2 },
        { id: 2, weight: 200, bookings: 3 },
      ]),
      [2, 1],
    );
  });

  it("goes by weight, then priority, then who was booked longest ago, then the list, where shortfalls are even", () => {
    assert.deepEqual(
      order([
        { id: 1, weight: 100, bookings: 0 },
        { id: 2, weight: 200, bookings: 0 },
      ]),
      [2, 1],
    );
    assert.deepEqual(
      order([
        { id: 1, bookings: 1 },
        { id: 2, bookings: 1, priority: 4 },
        { id: 3, bookings: 1, priority: 3 },
      ]),
      [2, 3, 1],
    );
    assert.deepEqual(
      order([
        { id: 1, bookings: 1, lastBookedAt: 20 },
        { id: 2, bookings: 1, lastBookedAt: 10 },
        { id: 3, bookings: 1 },
      ]),
      [3, 2, 1],
    );
    assert.deepEqual(
      order([
        { id: 7, bookings: 0 },
        { id: 5, bookings: 0 },
      ]),
      [7, 5],
    );
  });

  it("does not give everything to whoever is new", () => {
    const others = [
      { id: 1, joinedAt: 0 },
      { id: 2, joinedAt: 0 },
    ];
    const given = [1, 2, 3, 4]
      .map((at) => ({ hostId: 1, at }))
      .concat([1, 2, 3, 4, 5, 6].map((at) => ({ hostId: 2, at })));
    const calibration = calibrationOf({ id: 3, joinedAt: 10 }, others, given);
    assert.equal(calibration, 5);
    assert.deepEqual(
      order([
        { id: 1, bookings: 4 },
        { id: 2, bookings: 6 },
        { id: 3, bookings: 0, calibration },
      ]),
      [1, 3, 2],
    );
  });

  it("counts for an absence what the others got meanwhile, by weight", () => {
    const others = [
      { id: 1, joinedAt: 0, weight: 100 },
      { id: 2, joinedAt: 0, weight: 300 },
    ];
    const given = [2, 3, 8].map((at) => ({ hostId: 1, at })).concat([2, 3, 4, 9].map((at) => ({ hostId: 2, at })));
    assert.equal(
      calibrationOf({ id: 3, weight: 200, joinedAt: 0, absences: [{ start: 2, end: 5 }] }, others, given),
      2.5,
    );
  });

  it("gives nobody more than one above their share, however long it goes on", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 6 }),
        fc.integer({ min: 1, max: 200 }),
        (weights, rounds) => {
          const hosts = weights.map((weight, id) => ({ id, weight: weight * 100, bookings: 0 }));
          for (let round = 0; round < rounds; round++) hosts.find(({ id }) => id === order(hosts)[0])!.bookings++;
          const total = weights.reduce((sum, weight) => sum + weight, 0);
          for (const { id, bookings } of hosts)
            assert.ok(bookings - (rounds * weights[id]!) / total <= 1 + 1e-9, "more than one above their share");
          const shortfalls = rankContenders(hosts).reduce((sum, { shortfall }) => sum + shortfall, 0);
          assert.ok(Math.abs(shortfalls) < 1e-6);
        },
      ),
      { numRuns: 100, seed: 12 },
    );
  });
});
