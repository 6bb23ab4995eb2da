import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { test } from "node:test";
import { promisify } from "node:util";

test("what a burst needed is given back once it is quiet", async () => {
  // In a process of its own: others at work in this one would keep it from being quiet.
  const program = `
    import { giveMemoryBack } from ${JSON.stringify(new URL("memory.ts", import.meta.url).href)};
    const memory = giveMemoryBack(200);
    const megabytes = () => Math.round(process.memoryUsage().heapTotal / 1024 / 1024);
    const burst = Array.from({ length: 3_000_000 }, (_, number) => ({ number }));
    memory.busy();
    const before = megabytes();
    burst.length = 0;
    setTimeout(() => console.log(JSON.stringify([before, megabytes()])), 2000);
  `;
  const { stdout } = await promisify(execFile)(process.execPath, ["--input-type=module", "--eval", program]);
  const [before, after] = JSON.parse(stdout) as [number, number];
  assert.ok(after < before / 2, `${before} MB, then ${after} MB`);
});
