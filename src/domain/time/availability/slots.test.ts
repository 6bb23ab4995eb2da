import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { at, host, search, span, starts } from "./examples.test-support.ts";
import { hoursAround } from "./hours.ts";
import type { SlotSearch } from "./search.ts";
import { findSlots, isBookable, stillBookable } from "./slots.ts";

describe("the grid of starts (SEMANTICS 1)", () => {
  for (const [lengthMinutes, intervalMinutes, rangeStart, expected] of [
    [30, undefined, "09:07", ["09:30", "10:00", "10:30"]],
    [25, undefined, "09:07", ["09:10", "09:35", "10:00", "10:25"]],
    [60, undefined, "09:07", ["10:00"]],
    [120, undefined, "08:07", ["09:00"]],
    [45, undefined, "09:07", ["09:15", "10:00"]],
    [40, undefined, "09:07", ["09:20", "10:00"]],
    [7, undefined, "10:40", ["10:40", "10:47"]],
    [60, 15, "09:50", ["10:00"]],
    [60, 30, "09:00", ["09:00", "09:30", "10:00"]],
    [30, 60, "09:07", ["10:00"]],
  ] as const) {
    const step = intervalMinutes ? `${lengthMinutes} minutes every ${intervalMinutes}` : `${lengthMinutes} minutes`;
    it(`${step} from ${rangeStart} to 11:00: ${expected.join(", ")}`, () => {
      const hosts = [host({ hours: [span(rangeStart, "11:00")] })];
      assert.deepEqual(starts({ lengthMinutes, intervalMinutes, hosts }), expected);
    });
  }

  it("starts anew after each busy time", () => {
    const hosts = [host({ busy: [span("09:40", "10:06")] })];
    assert.deepEqual(starts({ lengthMinutes: 25, hosts }), ["09:00", "10:10", "10:35", "11:00", "11:25"]);
  });

  it("rounds up from a second past the minute", () => {
    const hosts = [host({ busy: [span("09:00", "09:30:01")] })];
    assert.deepEqual(starts({ lengthMinutes: 30, hosts }), ["10:00", "10:30", "11:00", "11:30"]);
  });

  it("adds the offset once and not at each step", () =>
    assert.deepEqual(starts({ offsetMinutes: 10 }), ["09:10", "10:10"]));

  it("is on the host's wall clock: full hours in Nepal are a quarter past in Berlin", () => {
    const hosts = [host({ zone: "Asia/Kathmandu", hours: [span("05:20", "09:00")] })];
    assert.deepEqual(starts({ hosts }), ["06:15", "07:15"]);
    assert.deepEqual(starts({ hosts }, "Asia/Kathmandu"), ["10:00", "11:00"]);
  });

  it("does not move with the window that is listed", () => {
    assert.deepEqual(starts({ lengthMinutes: 50, from: at("10:00") }), ["10:40"]);
    assert.deepEqual(starts({ lengthMinutes: 50, from: at("09:50"), to: at("10:40") }), ["09:50"]);
  });

  it("begins anew at midnight where somebody is free for more than a day, and stays where it is until then", () => {
    const hosts = [host({ hours: [span("2026-05-04 18:00", "2026-05-08 00:00")] })];
    const listed = (from: string, to: string) =>
      starts({ lengthMinutes: 50, hosts, from: at(from), to: at(to), now: at("2026-05-01 08:00") });
    assert.deepEqual(listed("2026-05-04 23:00", "01:00"), ["2026-05-04 23:00", "2026-05-04 23:50", "00:40"]);
    const wednesday = ["23:10", "2026-05-06 00:00", "2026-05-06 00:50"];
    assert.deepEqual(listed("22:40", "2026-05-06 01:00").slice(-3), wednesday);
    assert.deepEqual(listed("2026-05-06 00:00", "2026-05-06 01:00"), wednesday.slice(-2));
  });

  it("takes for a booking what may have been listed within the last hour, and nothing else", () => {
    // Listed at 09:00 as 09:45, 10:30; by now it is 09:20 and the grid is 09:30, 10:15, 11:00.
    const later = search({ lengthMinutes: 45, now: at("09:20"), grid: "recent" });
    const takes = (given: Partial<SlotSearch>, ...times: string[]) =>
      times.map((time) => isBookable({ ...later, ...given }, at(time)) !== null);
    assert.deepEqual(takes({}, "09:30", "09:45", "10:15", "10:30", "11:00"), [true, true, true, true, true]);
    assert.deepEqual(takes({}, "09:31", "09:50"), [false, false]);
    // The day before nothing had been listed but 09:00, 09:45 and so on.
    const before = { now: at("2026-05-04 20:00") };
    assert.deepEqual(takes(before, "09:00", "09:15", "09:30", "09:45", "10:30"), [true, false, false, true, true]);
    // A neighbour took 09:00 to 09:55: the grid was 09:00, 09:45, 10:30 and is 10:00, 10:45.
    const asked = ["09:45", "10:00", "10:15", "10:30", "10:45"] as const;
    const took = (young: boolean) => ({ ...before, hosts: [host({ busy: [{ ...span("09:00", "09:55"), young }] })] });
    assert.deepEqual(takes(took(true), ...asked), [false, true, false, true, true]);
    // Longer than an hour ago, and nobody has seen another list than the one of now.
    assert.deepEqual(takes(took(false), ...asked), [false, true, false, false, true]);
  });

  it("counts days by what they offer, also for whoever books what has left the list", async () => {
    // The first hour is too short for the offset, so its day offers nothing; the next one is the only bookable day.
    const hours = [span("2026-05-05 09:00", "2026-05-05 10:00"), span("2026-05-06 09:00", "2026-05-06 12:00")];
    const asked = {
      ...search({ lengthMinutes: 45, offsetMinutes: 30, now: at("2026-05-04 20:00") }),
      from: at("2026-05-06 10:15"),
      to: at("2026-05-06 10:15") + 1,
      bookableDays: { days: 1, zone: "Europe/Berlin" },
    };
    const hosts = (young: boolean) => [
      host({ hours, busy: [{ ...span("2026-05-06 09:00", "2026-05-06 09:20"), young }] }),
    ];
    const still = (young: boolean) =>
      stillBookable({ ...asked, hosts: hosts(young) }, asked.from, async () => ({
        ...asked,
        hosts: hosts(young),
        grid: "recent",
      }));
    assert.notEqual(await still(true), null);
    assert.equal(await still(false), null);
  });

  it("offers every minute when asked for any", () => {
    const later = search({ lengthMinutes: 45, now: at("09:20") });
    assert.deepEqual(starts(later), ["09:30", "10:15", "11:00"]);
    assert.equal(isBookable(later, at("10:31")), null);
    assert.notEqual(isBookable({ ...later, grid: "any" }, at("10:31")), null);
  });
});

describe("a slot", () => {
  it("ends by the end of the range at the latest (SEMANTICS 2)", () => {
    assert.deepEqual(starts({}), ["09:00", "10:00", "11:00"]);
    assert.deepEqual(starts({ hosts: [host({ hours: [span("09:00", "11:59")] })] }), ["09:00", "10:00"]);
  });

  it("may have its buffers outside working hours (SEMANTICS 2)", () =>
    assert.deepEqual(starts({ beforeMinutes: 60, afterMinutes: 60 }), ["09:00", "10:00", "11:00"]));

  it("runs across touching ranges, midnight too", () => {
    const hours = [span("23:00", "2026-05-06 00:00"), span("2026-05-06 00:00", "2026-05-06 01:00")];
    assert.deepEqual(starts({ lengthMinutes: 90, intervalMinutes: 30, hosts: [host({ hours })] }), ["23:00", "23:30"]);
  });

  it("is offered if it starts in [from, to), even if it ends later", () =>
    assert.deepEqual(starts({ from: at("10:00"), to: at("11:01") }), ["10:00", "11:00"]));

  it("may touch what is busy but not overlap it (SEMANTICS 4)", () => {
    const touching = host({ busy: [span("08:00", "09:00"), span("10:00", "11:00")] });
    assert.deepEqual(starts({ hosts: [touching] }), ["09:00", "11:00"]);
    const overlapping = host({ busy: [span("08:00", "09:00:01"), span("10:59:59", "11:00:01")] });
    assert.deepEqual(starts({ hosts: [overlapping] }), []);
  });

  it("is not hindered by an empty busy time", () =>
    assert.deepEqual(starts({ hosts: [host({ busy: [span("09:30", "09:30")] })], beforeMinutes: 30 }).length, 3));

  it("does not care in which order busy times come", () => {
    const busy = [span("11:00", "12:00"), span("08:00", "11:30"), span("09:00", "09:10")];
    assert.deepEqual(starts({ hosts: [host({ busy })] }), []);
  });

  it("keeps its buffers free on the right sides (SEMANTICS 3)", () => {
    const hosts = [host({ hours: [span("08:00", "14:00")], busy: [span("10:00", "11:00")] })];
    const every5 = { hosts, intervalMinutes: 5 };
    const before = starts({ ...every5, beforeMinutes: 20 });
    assert.deepEqual(
      [before.includes("09:00"), before.includes("11:15"), before.includes("11:20")],
      [true, false, true],
    );
    const after = starts({ ...every5, afterMinutes: 20 });
    assert.deepEqual([after.includes("08:40"), after.includes("08:45"), after.includes("11:00")], [true, false, true]);
  });
});

describe("minimum notice (SEMANTICS 5)", () => {
  it("is bookable at equality and not a millisecond later", () => {
    assert.deepEqual(starts({ now: at("08:00"), noticeMinutes: 60 }), ["09:00", "10:00", "11:00"]);
    assert.deepEqual(starts({ now: at("08:00") + 1, noticeMinutes: 60 }), ["10:00", "11:00"]);
  });

  it("ending at 09:07 gives 09:30 with a step of 30 and 09:10 with one of 25", () => {
    const rule = { now: at("08:07"), noticeMinutes: 60 };
    assert.equal(starts({ ...rule, lengthMinutes: 30 })[0], "09:30");
    assert.equal(starts({ ...rule, lengthMinutes: 25 })[0], "09:10");
  });

  it("compares instants over a change of the clock", () => {
    // 24 hours before Sunday 10:00 in summer time was Saturday 09:00 in winter time.
    const hours = [span("2026-03-29 09:00", "2026-03-29 12:00")];
    const given = {
      from: at("2026-03-29 00:00"),
      to: at("2026-03-30 00:00"),
      hosts: [host({ hours })],
      noticeMinutes: 1440,
    };
    assert.equal(starts({ ...given, now: at("2026-03-28 09:00") })[0], "2026-03-29 10:00");
  });

  it("never makes the past bookable, whatever it is", () =>
    assert.deepEqual(starts({ now: at("10:00"), noticeMinutes: -600 }), ["10:00", "11:00"]));
});

describe("a booking window (SEMANTICS 6)", () => {
  it("includes its first instant and excludes its last for the start", () =>
    assert.deepEqual(starts({ window: { from: at("10:00"), until: at("11:00") } }), ["10:00"]));

  it("lets the last slot end after it", () => assert.deepEqual(starts({ window: { until: at("09:01") } }), ["09:00"]));
});

describe("a window of bookable days (SEMANTICS 6)", () => {
  const weekly = [2, 4, 5].map((day) => ({ day: day as 2, startMinute: 540, endMinute: 600 }));
  const schedule = { zone: "Europe/Berlin", weekly, breaks: [], overrides: [] };
  const to = at("2026-05-20 00:00");
  const given = (days: number) => ({
    to,
    bookableDays: { days, zone: "Europe/Berlin" },
    hosts: [host({ hours: hoursAround(schedule, at("2026-05-04 20:00"), to) })],
  });

  it("counts only days that have a slot", () =>
    assert.deepEqual(starts(given(3)), ["09:00", "2026-05-07 09:00", "2026-05-08 09:00"]));

  it("counts from now on, also when a later month is listed", () => {
    assert.deepEqual(starts({ ...given(3), from: at("2026-05-08 00:00") }), ["2026-05-08 09:00"]);
    assert.deepEqual(starts({ ...given(3), from: at("2026-05-09 00:00") }), []);
  });

  it("does not count a day that is booked out", () => {
    const { hosts, ...rest } = given(2);
    const booked = [{ ...hosts[0]!, busy: [span("09:30", "10:00")] }];
    assert.deepEqual(starts({ ...rest, hosts: booked }), ["2026-05-07 09:00", "2026-05-08 09:00"]);
  });

  it("holds for the booking too, and not only for the list", () => {
    assert.notEqual(isBookable(search(given(3)), at("2026-05-08 09:00")), null);
    assert.equal(isBookable(search(given(3)), at("2026-05-12 09:00")), null);
  });
});

describe("slots on days when the clock changes", () => {
  const night = (date: string) => [span(`${date} 00:00`, `${date} 05:00`)];
  const day = (date: string) => ({ from: at(`${date} 00:00`), to: at(`${date} 12:00`), now: at("2026-01-01 00:00") });

  it("skip the hour that does not exist", () => {
    const given = { ...day("2026-03-29"), hosts: [host({ hours: night("2026-03-29") })] };
    assert.deepEqual(
      starts(given).map((start) => start.slice(11)),
      ["00:00", "01:00", "03:00", "04:00"],
    );
  });

  it("come twice in the hour that does", () => {
    const given = { ...day("2026-10-25"), hosts: [host({ hours: night("2026-10-25") })] };
    const found = findSlots(search(given));
    assert.equal(new Set(found.map(({ start }) => start)).size, 6);
    assert.deepEqual(
      starts(given).map((start) => start.slice(11)),
      ["00:00", "01:00", "02:00", "02:00", "03:00", "04:00"],
    );
  });
});
