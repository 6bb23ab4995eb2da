import { performance } from "node:perf_hooks";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

// On a machine with much memory V8 lets the heap grow severalfold under load and then keeps it, since nothing is allocated
// any more that would make it tidy up. So it is to grow less, and what a burst needed is given back once the process has
// been quiet for a while.
//
// Measured with 32 clients who book for half a minute, then a backlog of 30,000 mails: 450 MB, with `growth` 308, and with
// the young generation of `npm start` (--max-semi-space-size, which V8 takes at its start alone; its own is 32) 241, for as
// many bookings a second. With 8 instead of 16 a month of slots, which makes much garbage, took half as long again.

/** How much of what is alive may come on top before V8 looks for garbage, in percent. */
const growth = 30;

/** Share of its time that a quiet process may be busy. */
const quietLoad = 0.1;
/** Below that a collection, which takes a tenth of a second, is not worth it. */
const largeEnough = 96 * 1024 * 1024;

/** To be called at the start. Call the answer's `busy` whenever something was done, and `stop` in the end. */
export function giveMemoryBack(quietMilliseconds = 10_000): { busy(): void; stop(): void } {
  setFlagsFromString(`--heap-growing-percent=${growth}`);
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as (how: object) => void;
  let before = performance.eventLoopUtilization();
  const timer = setTimeout(tidy, quietMilliseconds).unref();

  function tidy() {
    const { utilization } = performance.eventLoopUtilization(before);
    before = performance.eventLoopUtilization();
    if (utilization > quietLoad) timer.refresh();
    else if (process.memoryUsage().heapTotal > largeEnough)
      // Other kinds free what is garbage, but keep the pages that it was on.
      collect({ type: "major", execution: "sync", flavor: "last-resort" });
  }
  return { busy: () => void timer.refresh(), stop: () => clearTimeout(timer) };
}
