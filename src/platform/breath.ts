import { setImmediate as turn } from "node:timers/promises";

const longest = 5;

/**
 * For work that goes on and on without waiting for anything, which would keep all else in this process from its turn: call it
 * with every step, and wait for what it answers. Every five milliseconds that is until all others have had theirs.
 */
export function breath(): () => Promise<void> | undefined {
  let since = performance.now();
  return () => {
    if (performance.now() - since < longest) return;
    return turn().then(() => {
      since = performance.now();
    });
  };
}
