import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { DomainError } from "../../../platform/errors.ts";
import { type Status, statuses } from "./schema.ts";
import { type Actor, isOpen, takesTime, transition } from "./transitions.ts";

/** Whoever may make a change, and what webhooks hear of it. */
const table: [from: Status, to: Status, by: Actor[], event: string][] = [
  ["pending", "approved", ["staff", "system"], "UPDATED"],
  ["pending", "rejected", ["staff", "system"], "CANCELLED"],
  ["pending", "canceled", ["staff", "customer", "system"], "CANCELLED"],
  ["approved", "pending", ["staff"], "UPDATED"],
  ["approved", "completed", ["staff", "system"], "COMPLETED"],
  ["approved", "canceled", ["staff", "customer", "system"], "CANCELLED"],
  ["approved", "no-show", ["staff"], "UPDATED"],
  ["completed", "approved", ["staff"], "UPDATED"],
  ["completed", "no-show", ["staff"], "UPDATED"],
  ["no-show", "approved", ["staff"], "UPDATED"],
  ["no-show", "completed", ["staff"], "COMPLETED"],
];
const actors: Actor[] = ["staff", "customer", "system"];

describe("an appointment's states", () => {
  it("change as the table says, by whom it says, and in no other way", () => {
    for (const from of statuses)
      for (const to of statuses.filter((status) => status !== from))
        for (const actor of actors) {
          const row = table.find((one) => one[0] === from && one[1] === to);
          const outcome = codeOf(() => transition(from, to, actor).event);
          const expected = !row ? "CONFLICT" : row[2].includes(actor) ? `SERVICE_BOOKING_${row[3]}` : "FORBIDDEN";
          assert.equal(outcome, expected, `${from} → ${to} by ${actor}`);
        }
  });

  it("take time unless called off, and are open until something became of them", () => {
    assert.deepEqual(statuses.filter(takesTime), ["pending", "approved", "completed", "no-show"]);
    assert.deepEqual(statuses.filter(isOpen), ["pending", "approved"]);
  });

  it("say what is possible instead", () => {
    assert.throws(() => transition("pending", "completed", "staff"), /can become: approved, rejected, canceled/);
    assert.throws(() => transition("canceled", "approved", "staff"), /Book a new one/);
  });
});

function codeOf(work: () => string): string {
  try {
    return work();
  } catch (error) {
    assert.ok(error instanceof DomainError);
    return error.type.code;
  }
}
