import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { at, berlin, wall } from "./examples.test-support.ts";
import { resolveWindow, type WindowPolicy } from "./windows.ts";

const newYork = "America/New_York";
const samoa = "Pacific/Apia";
/** Tuesday 5 May 2026, 20:00 in Berlin. */
const resolve = (policy: WindowPolicy, booker = berlin, event = berlin, now = at("20:00")) =>
  resolveWindow(policy, now, booker, event);
const until = (policy: WindowPolicy, booker = berlin) => wall(resolve(policy, booker).until!, booker);

describe("a booking window", () => {
  it("may be unlimited", () => assert.deepEqual(resolve({ kind: "unlimited" }), {}));

  it("of rolling days ends with the day, that many days after today", () => {
    assert.equal(until({ kind: "rolling", days: 0 }), "2026-05-06 00:00");
    assert.equal(until({ kind: "rolling", days: 7 }), "2026-05-13 00:00");
  });

  it("of rolling days ends in the booker's zone", () => {
    assert.equal(until({ kind: "rolling", days: 1 }, newYork), "2026-05-07 00:00");
    assert.equal(until({ kind: "rolling", days: 1 }, samoa), "2026-05-08 00:00", "where it is the 6th already");
  });

  it("of business days leaves out Saturday and Sunday", () => {
    assert.equal(
      until({ kind: "rolling", days: 3, businessDaysOnly: true }),
      "2026-05-09 00:00",
      "Friday is the third",
    );
    assert.equal(
      until({ kind: "rolling", days: 4, businessDaysOnly: true }),
      "2026-05-12 00:00",
      "Monday is the fourth",
    );
  });

  it("of dates is read in the event's zone and includes both", () => {
    const dates = resolve({ kind: "range", from: "2026-05-10", until: "2026-05-12" }, berlin, newYork);
    assert.equal(wall(dates.from!, newYork), "2026-05-10 00:00");
    assert.equal(wall(dates.until!, newYork), "2026-05-13 00:00");
  });

  it("begins at one o'clock where the date has no midnight", () => {
    const { from } = resolve({ kind: "range", from: "2017-10-15", until: "2017-10-15" }, berlin, "America/Sao_Paulo");
    assert.equal(wall(from!, "America/Sao_Paulo"), "2017-10-15 01:00");
  });

  it("of bookable days is left to the search", () =>
    assert.deepEqual(resolve({ kind: "rollingBookable", days: 5 }), {}));
});
