import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { byReason, doEach } from "./each.ts";

describe("doing something with each of many", () => {
  it("does it with all of them, a few at a time and in their order", async () => {
    const begun: number[] = [];
    let [running, most] = [0, 0];
    const failed = await doEach([1, 2, 3, 4, 5, 6, 7, 8, 9], async (one) => {
      begun.push(one);
      most = Math.max(most, ++running);
      await new Promise((resolve) => setTimeout(resolve, one % 3));
      running--;
    });
    assert.deepEqual([begun, failed], [[1, 2, 3, 4, 5, 6, 7, 8, 9], []]);
    assert.equal(most, 4);
  });
  it("goes on where some fail, and says which and why", async () => {
    const done: string[] = [];
    const failed = await doEach(["Ana", "Ben", "Cleo", "Dan"], async (name) => {
      if (name !== "Ana") throw new Error(name === "Dan" ? "is gone" : "comes tomorrow");
      done.push(name);
    });
    assert.deepEqual(done, ["Ana"]);
    assert.deepEqual(
      byReason(
        failed,
        (name) => name,
        (error) => (error as Error).message,
      ),
      ["Ben, Cleo: comes tomorrow", "Dan: is gone"],
    );
  });
});
