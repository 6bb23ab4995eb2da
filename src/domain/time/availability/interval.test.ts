import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { clip, type Interval, inOrder, intersect, merge, overlaps, subtract } from "./interval.ts";

/** '1-3 5-8' */
const some = (text: string): Interval[] =>
  text === ""
    ? []
    : text.split(" ").map((pair) => ({ start: Number(pair.split("-")[0]), end: Number(pair.split("-")[1]) }));

describe("intervals", () => {
  it("touch without overlapping", () => {
    assert.equal(overlaps({ start: 1, end: 2 }, { start: 2, end: 3 }), false);
    assert.equal(overlaps({ start: 1, end: 3 }, { start: 2, end: 4 }), true);
  });

  for (const [title, given, merged] of [
    ["merge when they overlap or touch, in whatever order they come", "5-8 1-3 3-4 7-9", "1-4 5-9"],
    ["merge when one contains the next", "1-9 2-3 4-5", "1-9"],
    ["vanish when they are empty or turned round", "3-3 5-4", ""],
  ] as const) {
    it(title, () => assert.deepEqual(merge(some(given)), some(merged)));
  }

  for (const [title, open, taken, left] of [
    ["leave both ends when something is taken from the middle", "1-9", "3-5", "1-3 5-9"],
    ["leave nothing under a longer one", "2-4", "1-9", ""],
    [
      "lose to a long one over several ranges, although shorter ones come after it",
      "1-3 4-6 7-9",
      "2-8 2-3 5-5",
      "1-2 8-9",
    ],
    ["stay whole when they only touch what is taken", "3-5", "1-3 5-7", "3-5"],
    ["stay whole under an empty one", "1-9", "4-4", "1-9"],
  ] as const) {
    it(title, () => assert.deepEqual(subtract(some(open), some(taken)), some(left)));
  }

  it("are widened by lead before and tail after when taken away", () =>
    assert.deepEqual(subtract(some("0-100"), some("40-50"), 10, 3), some("0-30 53-100")));

  it("have in common what lies in both lists", () =>
    assert.deepEqual(intersect(some("1-5 7-9"), some("2-3 4-8")), some("2-3 4-5 7-8")));

  it("are cut at both ends of a window", () => assert.deepEqual(clip(some("1-3 4-6 8-9"), 2, 5), some("2-3 4-5")));

  it("are not copied when they are in order already", () => {
    const sorted = some("1-2 3-4");
    assert.equal(inOrder(sorted), sorted);
    const unsorted = some("3-4 1-2");
    assert.deepEqual(inOrder(unsorted), sorted);
    assert.deepEqual(unsorted, some("3-4 1-2"), "the caller's list is left as it was");
  });
});
