import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { setImmediate as turn } from "node:timers/promises";
import { turns } from "./turns.ts";

describe("turns", () => {
  /** Works of `A`, `B` …, each of which goes on until it is told to end. */
  function works(keys: string) {
    const inTurn = turns({ atOnce: 3, ofEach: 2 });
    const started: string[] = [];
    const ends = new Map<string, () => void>();
    for (const [place, key] of [...keys].entries()) {
      const name = `${key}${place}`;
      void inTurn(key, () => {
        started.push(name);
        return new Promise<void>((end) => ends.set(name, end));
      });
    }
    const end = async (name: string) => {
      ends.get(name)!();
      await turn();
    };
    return { started, end };
  }

  it("are taken by so many at once and so many of each key, and nobody waits behind those who have had theirs", async () => {
    const { started, end } = works("AAAABC");
    await turn();
    assert.deepEqual(started, ["A0", "A1", "B4"]);
    await end("B4");
    assert.deepEqual(started.slice(3), ["C5"]);
    await end("A1");
    assert.deepEqual(started.slice(4), ["A2"]);
    await end("C5");
    assert.deepEqual(started.slice(5), []);
    await end("A0");
    assert.deepEqual(started.slice(5), ["A3"]);
  });

  it("go on after one that fails, which tells why", async () => {
    const inTurn = turns({ atOnce: 1, ofEach: 1 });
    const failing = inTurn("A", () => Promise.reject(new Error("no")));
    const next = inTurn("A", async () => "yes");
    await assert.rejects(failing, /^Error: no$/);
    assert.equal(await next, "yes");
  });
});
