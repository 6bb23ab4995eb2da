import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { type Entry, plain } from "./entries.ts";
import { clashInRoom, inRooms, keptBy, movedTo, takesAny } from "./rooms.ts";

const [bridal, chairs, steamer] = [
  { id: 1, name: "Bridal Room", quantity: 1 },
  { id: 2, name: "Styling Chair", quantity: 3 },
  { id: 3, name: "Steamer", quantity: 2 },
];
const need = (resourceId: number, quantity = 1) => ({ resourceId, quantity });
const entry = (given: Partial<Entry>): Entry => ({
  ...plain,
  key: "appointment-1",
  kind: "appointment",
  id: 1,
  title: "Maria Garcia",
  detail: "Haircut",
  start: 0,
  end: 3_600_000,
  employeeId: 7,
  ...given,
});

describe("rooms side by side", () => {
  it("shows appointments alone, each with whoever performs it", () => {
    const block = entry({ key: "block-1", kind: "block" });
    const shown = inRooms([entry({}), block], [{ id: 7, name: "James" } as never]);
    assert.deepEqual(
      shown.map(({ key, detail }) => [key, detail]),
      [["appointment-1", "Haircut, James"]],
    );
  });
  it("knows what takes one of them", () => {
    assert.ok(takesAny({ resources: [need(1), need(3)] }, [3]));
    assert.ok(!takesAny({ resources: [need(9)] }, [1, 2, 3]));
  });
  it("changes one room for another and keeps what else is taken", () => {
    const moves: [ReturnType<typeof need>[], number | null, typeof bridal | null, ReturnType<typeof need>[]][] = [
      [[need(1), need(3)], 1, chairs, [need(3), need(2)]],
      [[need(1), need(3)], 1, steamer, [need(3)]],
      [[need(2, 3)], 2, steamer, [need(3, 2)]],
      [[need(1)], 1, null, []],
      [[need(9)], null, bridal, [need(9), need(1)]],
      [[], null, null, []],
    ];
    for (const [before, from, to, after] of moves) assert.deepEqual(movedTo(before, from, to), after);
  });
  it("leaves the list as it is within a room", () => {
    const needs = [need(1)];
    assert.equal(movedTo(needs, 1, bridal), needs);
  });
  it("names the room that the service does not give up", () => {
    const facial = entry({ resources: [need(1), need(3)], always: [1] });
    assert.equal(keptBy(facial, [need(2), need(3)]), 1);
    assert.equal(keptBy(facial, [need(1), need(2)]), null);
  });
  it("finds what has a room already, by its units and with buffers", () => {
    const there = entry({ key: "appointment-2", resources: [need(1), need(2, 2)], bufferAfter: 15 });
    const moved = entry({ key: "appointment-3" });
    const at = (minutes: number, ...resources: ReturnType<typeof need>[]) =>
      clashInRoom([there, moved], moved, { start: minutes * 60_000, end: (minutes + 30) * 60_000, resources }, [
        bridal,
        chairs,
        steamer,
      ]);
    assert.deepEqual(at(70, need(1)), { room: bridal, entry: there });
    assert.equal(at(75, need(1)), null);
    assert.equal(at(0, need(2, 1)), null, "one chair is left");
    assert.deepEqual(at(0, need(2, 2)), { room: chairs, entry: there });
    assert.equal(at(0, need(3)), null);
  });
});
