import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { watchRush } from "./rush.ts";

describe("a rush", () => {
  const overOf = (rush: ReturnType<typeof watchRush>, within: number) => {
    const state = { over: false };
    void rush.over(performance.now() + within).then(() => {
      state.over = true;
    });
    return state;
  };

  it("is over once nobody has waited for a moment", async () => {
    const rush = watchRush(30);
    const [first, second] = [rush.joined(), rush.joined()];
    const state = overOf(rush, 10_000);
    first();
    first();
    await sleep(60);
    assert.equal(state.over, false, "one still waits, however often the other leaves");
    second();
    const third = rush.joined();
    await sleep(60);
    assert.equal(state.over, false, "who has been answered has asked again");
    third();
    await sleep(60);
    assert.equal(state.over, true);
  });

  it("does not keep anybody beyond the instant that was given", async () => {
    const rush = watchRush(30);
    const leave = rush.joined();
    const began = performance.now();
    await rush.over(began + 50);
    const kept = performance.now() - began;
    // Timers count whole milliseconds, from when the event loop last looked at the clock.
    assert.ok(kept > 40 && kept < 10_000, `${kept} ms`);
    leave();
  });

  it("keeps nobody where all is quiet", async () => {
    const rush = watchRush(0);
    rush.joined()();
    const state = overOf(rush, 10_000);
    await Promise.resolve();
    assert.equal(state.over, true);
  });
});
