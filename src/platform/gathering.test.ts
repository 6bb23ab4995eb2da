import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { gathering } from "./gathering.ts";

describe("works that are gathered", () => {
  /** Runs nothing: tells which works were started together, and ends them when it is told to. */
  function groups() {
    const sizes: number[] = [];
    const ends: (() => void)[] = [];
    const started = <Answer>(size: number, answer: Answer) => {
      sizes.push(size);
      return new Promise<Answer>((resolve) => ends.push(() => resolve(answer)));
    };
    const ask = gathering<number, number>(
      (work) => started(1, work),
      (works) =>
        started(
          works.length,
          works.map((value) => ({ status: "fulfilled", value }) as const),
        ),
      () => {},
    );
    return { sizes, ask, end: (place: number) => ends[place]!() };
  }
  /** Some turns of the event loop: sooner than anybody's patience ends, however busy the machine is. */
  const soon = async () => {
    for (let turn = 0; turn < 5; turn++) await new Promise((resolve) => setImmediate(resolve));
  };

  it("make two groups of a size; who comes later waits until they are as many, or for a moment", async () => {
    const { sizes, ask, end } = groups();
    const first = [1, 2, 3, 4, 5, 6].map(ask);
    await soon();
    assert.deepEqual(sizes, [3, 3]);
    end(0);
    assert.deepEqual(await Promise.all(first.slice(0, 3)), [1, 2, 3]);
    void ask(7);
    void ask(8);
    await soon();
    assert.deepEqual(sizes, [3, 3]);
    void ask(9);
    await soon();
    assert.deepEqual(sizes, [3, 3, 3]);
    end(1);
    await first[5];
    void ask(10);
    await new Promise((resolve) => setTimeout(resolve, 40));
    assert.deepEqual(sizes, [3, 3, 3, 1]);
  });

  it("are of a size again after a moment in which few came", async () => {
    const { sizes, ask, end } = groups();
    const first = [1, 2, 3, 4, 5, 6, 7, 8].map(ask);
    await soon();
    end(0);
    await first[0];
    void ask(9);
    void ask(10);
    await new Promise((resolve) => setTimeout(resolve, 40));
    assert.deepEqual(sizes, [4, 4, 2]);
    end(1);
    await first[7];
    void ask(11);
    void ask(12);
    await soon();
    assert.deepEqual(sizes, [4, 4, 2], "the others are on their way");
    void ask(13);
    void ask(14);
    await soon();
    assert.deepEqual(sizes, [4, 4, 2, 4]);
  });

  it("start at once where nothing is under way, and are never more than sixteen", async () => {
    const { sizes, ask, end } = groups();
    void ask(1);
    await soon();
    assert.deepEqual(sizes, [1]);
    for (let work = 0; work < 40; work++) void ask(work);
    await soon();
    end(0);
    await soon();
    assert.deepEqual(sizes, [1, 16, 16]);
    end(1);
    end(2);
    // Others might be on their way.
    await new Promise((resolve) => setTimeout(resolve, 40));
    assert.deepEqual(sizes, [1, 16, 16, 4, 4]);
  });
});
