import type pg from "pg";
import type { ThriftyClient } from "./connection.ts";

// Works that share one transaction. Each is written as if it had one of its own; this file sees to it that they do not
// notice each other, or sends back who would.

/** Thrown at a work for which a shared transaction will not do. Nobody needs to catch it: the work is run again by itself. */
export class NeedsOwnTransaction extends Error {}

/** A group of which nothing holds: its works are to be run each by itself. */
export class NotTogether extends Error {}

type Kind = "read" | "write" | "lock" | "own";
const kinds = new Map<string, Kind>();
function kindOf(text: string): Kind {
  const known = kinds.get(text);
  if (known) return known;
  const kind = classify(text);
  if (kinds.size < 2000) kinds.set(text, kind);
  return kind;
}
function classify(text: string): Kind {
  // Of calendars it is known here who has them, and how to wait.
  if (/\block_calendars\(/.test(text)) return "lock";
  // Other locks would be granted to all of the transaction at once, and settings and savepoints would hold for all of it.
  if (/\bfor (no key )?(update|share)\b|\bpg_(try_)?advisory|\bset_config\(/i.test(text)) return "own";
  if (/^\s*select\b/i.test(text)) return "read";
  return /^\s*(insert|update|delete|with)\b/i.test(text) ? "write" : "own";
}

/** What `lock_calendars` (migrations/0028) is asked for. */
type CalendarsToLock = { calendarIds: number[] };
type Waiting = { member: Member; calendarIds: number[]; ask: () => void };

/** One work of a group, and the connection as it sees it. */
export class Member {
  wrote = false;
  needsOwn = false;
  readonly done: Promise<void>;
  isDone = false;
  #end!: () => void;
  readonly group: Group;
  readonly #client: ThriftyClient;
  /** While it waits for its lock: that, and what it asks after it, as it would wait in a transaction of its own. */
  #held: (() => void)[] | null = null;
  #onTurn = () => {};

  constructor(group: Group, client: ThriftyClient) {
    this.group = group;
    this.#client = client;
    this.done = new Promise((resolve) => {
      this.#end = resolve;
    });
  }

  /** Runs the work of this member. Throws what it throws, and NeedsOwnTransaction also where the work has swallowed that. */
  async run<Result>(work: () => Promise<Result>): Promise<Result> {
    try {
      const result = await work();
      if (this.needsOwn) throw new NeedsOwnTransaction();
      return result;
    } finally {
      this.isDone = true;
      this.#end();
      this.group.lockWhenAllHaveAsked();
    }
  }

  readonly query = (text: string, values: unknown[]): Promise<pg.QueryResult> =>
    this.#ask(text, () => this.#client.constant(text, values, undefined, this));
  readonly batch = (text: string, items: object[], rest: unknown[]): Promise<pg.QueryResult> => {
    const send = () => this.#client.batch(text, items, rest, this);
    return kindOf(text) === "lock" ? this.#lock(items as CalendarsToLock[], send) : this.#ask(text, send);
  };

  #ask(text: string, send: () => Promise<pg.QueryResult>): Promise<pg.QueryResult> {
    const kind = kindOf(text);
    if (kind === "write") this.wrote = true;
    if (kind === "own" || kind === "lock") return this.#refuse();
    return this.#held ? this.#hold(this.#held, send) : send();
  }

  #lock(items: CalendarsToLock[], send: () => Promise<pg.QueryResult>): Promise<pg.QueryResult> {
    if (this.#held || !this.group.takesLocks) return this.#refuse();
    this.#held = [];
    return new Promise((resolve, reject) => {
      let answer: Promise<pg.QueryResult>;
      this.#onTurn = () => void answer.then(resolve, reject);
      this.group.lock({
        member: this,
        calendarIds: items.flatMap(({ calendarIds }) => calendarIds),
        ask: () => {
          answer = send();
          // Heard when it is its turn.
          answer.catch(() => {});
        },
      });
    });
  }

  #refuse(): Promise<never> {
    this.needsOwn = true;
    return Promise.reject(new NeedsOwnTransaction());
  }

  #hold(held: (() => void)[], send: () => Promise<pg.QueryResult>): Promise<pg.QueryResult> {
    return new Promise((resolve, reject) => held.push(() => send().then(resolve, reject)));
  }

  /** Its calendars are its own now. Nobody hears any more of what a work that has ended had asked. */
  goOn(): void {
    const held = this.#held ?? [];
    this.#held = null;
    if (this.isDone) return;
    this.#onTurn();
    for (const send of held) send();
  }
}

/**
 * The works of one transaction. PostgreSQL grants a lock that the transaction has to any of them, so calendars are kept apart
 * here: once all works have asked for theirs, or ended, all are locked in one statement in the order of ids (racing
 * transactions then take turns, and never wait for each other in a circle), and each work goes on when those before it that
 * share a calendar with it are done. What it asks from then on comes after all that they have asked. What was read with the
 * lock came before: what they took meanwhile they tell each other, see `sharedBy` in database.ts.
 */
export class Group {
  readonly members: Member[];
  readonly #waiting: Waiting[] = [];
  takesLocks = true;

  constructor(client: ThriftyClient, size: number) {
    this.members = Array.from({ length: size }, () => new Member(this, client));
  }

  lock(one: Waiting): void {
    this.#waiting.push(one);
    this.lockWhenAllHaveAsked();
  }

  lockWhenAllHaveAsked(): void {
    const asking = this.#waiting;
    if (!this.takesLocks || asking.length === 0) return;
    if (this.members.some((member) => !member.isDone && !asking.some((one) => one.member === member))) return;
    this.takesLocks = false;
    // In one turn, and so in one statement, see `batch`.
    for (const { ask } of asking) ask();
    for (const [place, { member, calendarIds }] of asking.entries()) {
      const before = asking.slice(0, place).filter((one) => one.calendarIds.some((id) => calendarIds.includes(id)));
      if (before.length === 0) member.goOn();
      else void Promise.all(before.map((one) => one.member.done)).then(() => member.goOn());
    }
  }
}
