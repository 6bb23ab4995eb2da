import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { at, berlin, host, search, span, starts } from "./examples.test-support.ts";
import type { Session, SlotSearch } from "./search.ts";
import { findSlots } from "./slots.ts";

describe("resources", () => {
  const room =
    (...units: [string, string][][]) =>
    (needed: number) => [{ id: 7, needed, units: units.map((busy) => busy.map((one) => span(...one))) }];

  it("need as many free units as asked for", () => {
    const twoStations = room([["09:00", "10:00"]], [["11:00", "12:00"]]);
    assert.deepEqual(starts({ resources: twoStations(1) }), ["09:00", "10:00", "11:00"]);
    assert.deepEqual(starts({ resources: twoStations(2) }), ["10:00"]);
    assert.deepEqual(starts({ resources: twoStations(3) }), []);
  });

  it("do not add up units that are free for different parts of the slot", () => {
    const halves = room([["09:00", "09:30"]], [["09:30", "10:00"]]);
    assert.deepEqual(starts({ resources: halves(1) }), ["10:00", "11:00"]);
  });

  it("are taken for the buffers too, on the right sides", () => {
    const oneRoom = room([["10:00", "11:00"]])(1);
    const every5 = { resources: oneRoom, intervalMinutes: 5, hosts: [host({ hours: [span("08:00", "14:00")] })] };
    const found = starts({ ...every5, beforeMinutes: 20, afterMinutes: 10 });
    assert.deepEqual(
      ["08:50", "08:55", "11:15", "11:20"].map((start) => found.includes(start)),
      [true, false, false, true],
    );
  });

  it("are all needed", () => {
    const resources = [...room([["09:00", "10:00"]])(1), ...room([["11:00", "12:00"]])(1)];
    assert.deepEqual(starts({ resources }), ["10:00"]);
  });

  it("do not move the grid", () =>
    assert.deepEqual(starts({ resources: room([["09:00", "09:10"]])(1), lengthMinutes: 25 })[0], "09:25"));
});

describe("group sessions (SEMANTICS 10)", () => {
  const session = (start: string, end: string, seatsLeft: number, hostId = 1): Session => ({
    hostId,
    ...span(start, end),
    seatsLeft,
  });
  /** The session's claim, with a buffer of a quarter of an hour on either side, is in the busy list as it always is. */
  const booked = host({ busy: [span("09:45", "11:15")] });
  const find = (given: Partial<SlotSearch>) => findSlots(search({ hosts: [booked], ...given }));
  const joined = { start: at("10:00"), end: at("11:00"), hostIds: [1], seatsLeft: 3 };

  it("can be joined although their claim makes the host busy", () =>
    assert.deepEqual(find({ sessions: [session("10:00", "11:00", 3)] }), [joined]));

  it("block other starts with their buffers", () => {
    const sessions = [session("10:00", "11:00", 3)];
    const found = find({ sessions, lengthMinutes: 45, intervalMinutes: 15 }).map(({ start }) => start);
    assert.deepEqual(found, [at("09:00"), at("10:00"), at("11:15")]);
  });

  it("cannot be joined when they are full or hold too few seats", () => {
    assert.deepEqual(find({ sessions: [session("10:00", "11:00", 0)] }), []);
    assert.deepEqual(find({ sessions: [session("10:00", "11:00", 3)], seats: 4 }), []);
    assert.deepEqual(find({ sessions: [session("10:00", "11:00", 3)], seats: 3 }), [joined]);
  });

  it("can be joined off the grid, off hours, over the limit and without a further room", () => {
    const sessions = [session("07:20", "08:20", 1)];
    const limits = [{ per: "day" as const, count: 1, zone: berlin, existing: [span("07:20", "08:20")] }];
    const resources = [{ id: 1, needed: 1, units: [[span("00:00", "23:00")]] }];
    assert.deepEqual(
      find({ sessions, limits, resources }).map(({ start }) => start),
      [at("07:20")],
    );
  });

  it("keep to the time rules of every start", () => {
    const sessions = [session("10:00", "11:00", 3)];
    assert.deepEqual(find({ sessions, now: at("09:30"), noticeMinutes: 31 }), []);
    assert.deepEqual(find({ sessions, now: at("09:30"), noticeMinutes: 30 }), [joined]);
    assert.deepEqual(find({ sessions, now: at("10:01") }), []);
    assert.deepEqual(find({ sessions, window: { until: at("10:00") } }), []);
    assert.deepEqual(find({ sessions, to: at("10:00") }), []);
  });

  it("come before a host who would open a new one, the one with most seats first", () => {
    const hosts = [booked, host({ id: 2, busy: [span("10:00", "11:00")] }), host({ id: 3 })];
    const sessions = [session("10:00", "11:00", 1), session("10:00", "11:00", 2, 2), session("10:00", "11:00", 9, 99)];
    const slot = find({ hosts, sessions }).find(({ start }) => start === at("10:00"));
    assert.deepEqual([slot?.hostIds, slot?.seatsLeft], [[2, 1, 3], 2]);
  });
});
