import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { at, host, search, span, starts, wall } from "./examples.test-support.ts";
import type { SlotSearch } from "./search.ts";
import { findSlots } from "./slots.ts";

const who = (given: Partial<SlotSearch>) =>
  Object.fromEntries(findSlots(search(given)).map(({ start, hostIds }) => [wall(start), hostIds]));

describe("any host", () => {
  it("offers the union, with those who can take each start", () => {
    const hosts = [host({ busy: [span("10:00", "11:00")] }), host({ id: 2, hours: [span("10:00", "13:00")] })];
    assert.deepEqual(who({ hosts }), { "09:00": [1], "10:00": [2], "11:00": [1, 2], "12:00": [2] });
  });

  it("keeps each host's own wall clock", () => {
    const kathmandu = host({ id: 2, zone: "Asia/Kathmandu", hours: [span("09:00", "12:00")] });
    assert.deepEqual(who({ hosts: [host(), kathmandu] }), {
      "09:00": [1],
      "09:15": [2],
      "10:00": [1],
      "10:15": [2],
      "11:00": [1],
    });
  });

  it("offers nothing without hosts", () => {
    for (const choose of ["any", "all", "groups"] as const) assert.deepEqual(starts({ hosts: [], choose }), []);
  });
});

describe("all hosts (SEMANTICS 13)", () => {
  it("offers what everybody can, and nobody else decides", () => {
    const hosts = [host(), host({ id: 2, busy: [span("10:00", "11:00")] })];
    assert.deepEqual(who({ hosts, choose: "all" }), { "09:00": [1, 2], "11:00": [1, 2] });
  });

  it("grids the common time, so that hosts off each other's grid still meet", () => {
    const hosts = [host({ hours: [span("09:00", "12:00")] }), host({ id: 2, hours: [span("09:05", "12:00")] })];
    assert.deepEqual(starts({ hosts, choose: "all", lengthMinutes: 25 }), [
      "09:05",
      "09:30",
      "09:55",
      "10:20",
      "10:45",
      "11:10",
      "11:35",
    ]);
  });

  it("grids on the first host's wall clock", () => {
    const kathmandu = host({ id: 2, zone: "Asia/Kathmandu" });
    assert.deepEqual(starts({ hosts: [host(), kathmandu], choose: "all" }), ["09:00", "10:00", "11:00"]);
    assert.deepEqual(starts({ hosts: [kathmandu, host()], choose: "all" }), ["09:15", "10:15"]);
  });
});

describe("groups of hosts (SEMANTICS 13)", () => {
  const fixed = host({ fixed: true });
  const member = (id: number, group: number, ...hours: [string, string]) =>
    host({ id, group, hours: [span(...hours)] });

  it("offers where the fixed hosts are free and one of each group is", () => {
    const hosts = [
      fixed,
      member(2, 1, "09:00", "10:00"),
      member(3, 1, "09:00", "11:00"),
      member(4, 2, "09:00", "12:00"),
    ];
    assert.deepEqual(who({ hosts, choose: "groups" }), { "09:00": [1, 2, 3, 4], "10:00": [1, 3, 4] });
  });

  it("does not put a slot together from two hosts of a group", () => {
    const hosts = [fixed, member(2, 1, "09:00", "10:30"), member(3, 1, "10:30", "12:00")];
    assert.deepEqual(who({ hosts, choose: "groups" }), { "09:00": [1, 2], "11:00": [1, 3] });
  });

  it("takes hosts that are neither fixed nor grouped for one group", () => {
    const hosts = [fixed, host({ id: 2, hours: [] }), host({ id: 3, hours: [span("09:00", "10:00")] })];
    assert.deepEqual(who({ hosts, choose: "groups" }), { "09:00": [1, 3] });
  });

  it("offers nothing while one group has nobody", () =>
    assert.deepEqual(starts({ hosts: [fixed, member(2, 1, "13:00", "14:00")], choose: "groups" }), []));
});

describe("the search", () => {
  it("leaves its input as it was", () => {
    const given = search({
      hosts: [host({ busy: [span("11:00", "12:00"), span("09:00", "10:00")] }), host({ id: 2 })],
      limits: [{ per: "day", count: 9, zone: "Europe/Berlin", existing: [span("09:00", "10:00")] }],
      resources: [{ id: 1, needed: 1, units: [[span("11:00", "12:00"), span("08:00", "09:00")]] }],
      sessions: [{ hostId: 1, ...span("09:00", "10:00"), seatsLeft: 2 }],
    });
    const before = structuredClone(given);
    findSlots(given);
    assert.deepEqual(given, before);
    assert.equal(at("09:00"), findSlots(given)[0]!.start);
  });
});
