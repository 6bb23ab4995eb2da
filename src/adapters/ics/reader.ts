import { Worker } from "node:worker_threads";
import { ProviderRefused } from "../../domain/connections/port.ts";
import type { ReadCalendar, Reading } from "./expand.ts";

/**
 * Reads calendar files in a thread of its own, one after the other. They come from strangers: a large one would keep this
 * process from its callers, and some rules ("every day that is the 30th of February") can be looked through for ever. Such
 * a thread is ended, and the next file gets a new one.
 */
export type CalendarReader = { read(text: string, reading: Reading): Promise<ReadCalendar>; close(): Promise<void> };

type Task = { text: string; reading: Reading; done(calendar: ReadCalendar): void; fail(error: Error): void };
type Told = { ready?: true; calendar?: ReadCalendar; problem?: string };

export function calendarReader({ patienceSeconds = 20 } = {}): CalendarReader {
  const queue: Task[] = [];
  let thread: { worker: Worker; ready: boolean } | null = null;
  let current: Task | null = null;
  let timer: NodeJS.Timeout | undefined;

  function start() {
    const worker = new Worker(new URL("./worker.ts", import.meta.url), {
      resourceLimits: { maxOldGenerationSizeMb: 256 },
    });
    const begun = { worker, ready: false };
    worker.on("message", (told: Told) => {
      if (thread !== begun) return;
      if (told.ready) begun.ready = true;
      else if (told.calendar) take()?.done(told.calendar);
      else take()?.fail(unreadable(told.problem ?? "for no reason that it says"));
      advance();
    });
    worker.on("error", () => end(begun, "it is too large"));
    worker.on("exit", () => end(begun, "it is too large"));
    return begun;
  }

  function advance() {
    // A process that wants to end does not wait for a thread that has nothing to do.
    if (!current && queue.length === 0) return thread?.worker.unref();
    thread ??= start();
    thread.worker.ref();
    if (current || !thread.ready) return;
    current = queue.shift()!;
    const mine = thread;
    timer = setTimeout(() => end(mine, "it takes too long"), patienceSeconds * 1000);
    thread.worker.postMessage({ text: current.text, reading: current.reading });
  }

  function take() {
    clearTimeout(timer);
    const task = current;
    current = null;
    return task;
  }

  /** The file that was being read is to blame. A thread that never came to reading fails all that wait. */
  function end(ended: { worker: Worker; ready: boolean }, why: string) {
    if (thread !== ended) return;
    thread = null;
    void ended.worker.terminate();
    take()?.fail(unreadable(why));
    if (!ended.ready) failAll();
    advance();
  }

  function failAll() {
    for (const task of queue.splice(0)) task.fail(new ProviderRefused("temporary", "Reading was interrupted"));
  }

  return {
    read: (text, reading) =>
      new Promise((done, fail) => {
        queue.push({ text, reading, done, fail });
        advance();
      }),
    async close() {
      const last = thread;
      thread = null;
      take()?.fail(new ProviderRefused("temporary", "Reading was interrupted"));
      failAll();
      await last?.worker.terminate();
    },
  };
}

const unreadable = (why: string) => new ProviderRefused("refused", `The calendar cannot be read: ${why}`);
