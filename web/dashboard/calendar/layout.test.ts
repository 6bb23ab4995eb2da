import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { clampMinute, heightOf, partOnDate, sideBySide, snap, toMinute, toPixels } from "./layout.ts";
import { addMonths, dateOf, instantAt, MINUTE, minuteOf, monthOf, weekOf } from "./zone.ts";

const berlin = "Europe/Berlin";
const at = (text: string) => Date.parse(text);

describe("the calendar's clock", () => {
  it("finds the instant of a wall time in winter and in summer", () => {
    assert.equal(instantAt(berlin, "2027-01-15", 600), at("2027-01-15T09:00:00Z"));
    assert.equal(instantAt(berlin, "2027-07-15", 600), at("2027-07-15T08:00:00Z"));
    assert.equal(instantAt("Asia/Kathmandu", "2027-07-15", 345), at("2027-07-15T00:00:00Z"));
  });
  it("goes there and back at every quarter of an hour of the days around a change", () => {
    for (const date of ["2027-03-27", "2027-03-29", "2027-10-30", "2027-11-01"])
      for (let minute = 0; minute < 1440; minute += 15) {
        const instant = instantAt(berlin, date, minute);
        assert.deepEqual([dateOf(berlin, instant), minuteOf(berlin, instant)], [date, minute]);
      }
  });
  it("moves a time that spring leaves out behind the gap", () => {
    assert.equal(instantAt(berlin, "2027-03-28", 150), at("2027-03-28T01:30:00Z"));
    assert.equal(minuteOf(berlin, instantAt(berlin, "2027-03-28", 150)), 210);
  });
  it("takes the first of a time that autumn has twice", () => {
    assert.equal(instantAt(berlin, "2027-10-31", 150), at("2027-10-31T00:30:00Z"));
    assert.equal(minuteOf(berlin, at("2027-10-31T01:30:00Z")), 150);
  });
  it("knows weeks and months", () => {
    assert.deepEqual([weekOf("2027-03-10", 1)[0], weekOf("2027-03-10", 0)[0]], ["2027-03-08", "2027-03-07"]);
    const march = monthOf("2027-03-10", 1);
    assert.deepEqual([march[0], march.at(-1), march.length % 7], ["2027-03-01", "2027-04-04", 0]);
    assert.equal(addMonths("2027-01-31", 1), "2027-02-28");
    assert.equal(addMonths("2027-01-31", -2), "2026-11-30");
  });
});

describe("the calendar's grid", () => {
  it("maps minutes to pixels and back, on its steps and within the day", () => {
    assert.equal(toMinute(toPixels(615)), 615);
    assert.deepEqual([snap(607), snap(608), clampMinute(-5), clampMinute(1430, 30)], [600, 615, 0, 1410]);
  });
  it("shows the part of an entry that is on a date, until midnight at most", () => {
    const [start, end] = [at("2027-01-15T22:00:00Z"), at("2027-01-16T00:30:00Z")];
    assert.deepEqual(partOnDate(berlin, "2027-01-15", start, end), { from: 1380, to: 1440 });
    assert.deepEqual(partOnDate(berlin, "2027-01-16", start, end), { from: 0, to: 90 });
    assert.equal(partOnDate(berlin, "2027-01-17", start, end), null);
    assert.deepEqual(partOnDate(berlin, "2027-01-15", start, start + 60 * MINUTE), { from: 1380, to: 1440 });
  });
  it("shows what lies over a change of the clocks where the wall clock is", () => {
    const spring = at("2027-03-28T00:30:00Z");
    assert.deepEqual(partOnDate(berlin, "2027-03-28", spring, spring + 60 * MINUTE), { from: 90, to: 210 });
    const autumn = at("2027-10-31T00:45:00Z");
    const shown = partOnDate(berlin, "2027-10-31", autumn, autumn + 30 * MINUTE)!;
    assert.equal(shown.from, 165);
    assert.ok(shown.to > shown.from);
  });
  it("gives short entries the height that a finger needs, and no neighbour under it", () => {
    assert.deepEqual(heightOf(600, 660), { top: 720, height: 70 });
    const late = heightOf(1430, 1440);
    assert.ok(late.height >= 24 && heightOf(600, 615).height === late.height);
    assert.equal(Math.round(late.top + late.height), 1440 * 1.2 - 2);
    const placed = sideBySide([
      { from: 600, to: 620 },
      { from: 620, to: 680 },
      { from: 680, to: 700 },
    ]);
    assert.deepEqual(
      placed.map(({ lane, lanes }) => [lane, lanes]),
      [
        [0, 2],
        [1, 2],
        [0, 1],
      ],
    );
  });
  it("puts what overlaps side by side and gives the rest the whole width", () => {
    const placed = sideBySide([
      { id: "a", from: 540, to: 600 },
      { id: "b", from: 570, to: 630 },
      { id: "c", from: 600, to: 660 },
      { id: "d", from: 700, to: 760 },
    ]);
    assert.deepEqual(
      placed.map(({ id, lane, lanes }) => [id, lane, lanes]),
      [
        ["a", 0, 2],
        ["b", 1, 2],
        ["c", 0, 2],
        ["d", 0, 1],
      ],
    );
  });
  it("never puts two that overlap into one lane", () => {
    let seed = 7;
    const random = (most: number) => {
      seed = (seed * 1103515245 + 12345) % 2147483648;
      return seed % most;
    };
    for (let round = 0; round < 50; round++) {
      const items = Array.from({ length: 20 }, () => {
        const from = random(1300);
        return { from, to: from + 5 + random(120) };
      });
      const placed = sideBySide(items);
      assert.equal(placed.length, items.length);
      for (const one of placed)
        for (const other of placed)
          if (one !== other && one.from < other.to && other.from < one.to) assert.notEqual(one.lane, other.lane);
    }
  });
});
