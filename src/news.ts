import { randomUUID } from "node:crypto";
import { liveChannel, readLive, tellLive } from "./domain/events/live.ts";
import type { Database } from "./platform/database.ts";
import { listener } from "./platform/listener.ts";
import type { Logger } from "./platform/log.ts";

/** Which nouns of a business changed; null: some news may have been missed. */
export type Heard = { businessId: number; nouns: string[] } | null;

export type News = {
  /** Tells, after a commit, what it changed. Costs the one who tells nothing: what comes together is passed on together. */
  tell(businessId: number, nouns: string[]): void;
  /** Calls `hear` with what any process tells, from when the answer is there. */
  listen(hear: (news: Heard) => void): Promise<void>;
  close(): Promise<void>;
};

/** How long news wait for others of their kind on the way to other processes. Pages of this one hear at once. */
const gatherMilliseconds = 100;
/** Businesses in one notification, which may hold 8,000 bytes. */
const mostAtOnce = 20;

/**
 * What just changed, for the pages that are open, in whichever process they are. Not part of the transactions: NOTIFY makes
 * PostgreSQL commit one after the other whoever uses it, and a page that misses something reads it a little later.
 */
export function openNews(database: Database, log: Logger): News {
  const self = randomUUID().slice(0, 8);
  const hearers = new Set<(news: Heard) => void>();
  const waiting = new Map<number, Set<string>>();
  let timer: NodeJS.Timeout | null = null;
  let passing: Promise<void> = Promise.resolve();
  const hear = (news: Heard) => {
    for (const hearer of hearers) hearer(news);
  };
  const ears = listener(database.connection, { channel: liveChannel, name: "schedly-live" }, log, (payload) => {
    if (payload === null) return hear(null);
    const [from, ...all] = payload.split(" ") as [string, ...string[]];
    if (from !== self) for (const each of all) hear(readLive(each));
  });

  async function passOn() {
    timer = null;
    const all = [...waiting].map(([businessId, nouns]) => tellLive(businessId, [...nouns]));
    waiting.clear();
    for (let place = 0; place < all.length; place += mostAtOnce) {
      const payload = [self, ...all.slice(place, place + mostAtOnce)].join(" ");
      await database.pool
        .query("select pg_notify($1, $2)", [liveChannel, payload])
        .catch((error) => log.warn({ err: error }, "Other processes were not told what changed"));
    }
  }

  return {
    tell(businessId, nouns) {
      if (nouns.length === 0) return;
      hear({ businessId, nouns });
      const known = waiting.get(businessId) ?? new Set();
      for (const noun of nouns) known.add(noun);
      waiting.set(businessId, known);
      timer ??= setTimeout(() => {
        passing = passOn();
      }, gatherMilliseconds);
    },
    async listen(hearer) {
      hearers.add(hearer);
      await ears.listen();
    },
    async close() {
      hearers.clear();
      if (timer) clearTimeout(timer);
      await passing;
      await ears.close();
    },
  };
}
