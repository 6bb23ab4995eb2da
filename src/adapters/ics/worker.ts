import { parentPort } from "node:worker_threads";
import { type Reading, readCalendar } from "./expand.ts";

// Runs in a thread of its own, see reader.ts.

parentPort!.on("message", ({ text, reading }: { text: string; reading: Reading }) => {
  try {
    parentPort!.postMessage({ calendar: readCalendar(text, reading) });
  } catch (error) {
    parentPort!.postMessage({ problem: error instanceof Error ? error.message : String(error) });
  }
});
parentPort!.postMessage({ ready: true });
