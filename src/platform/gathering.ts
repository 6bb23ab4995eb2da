import { NeedsOwnTransaction, NotTogether } from "./grouped.ts";

// When works that may share a transaction are started, and how many of them together.

type Settle<Result> = { resolve: (result: Result) => void; reject: (error: unknown) => void };
type Waiting<Work, Result> = Settle<Result> & { work: Work };

const groupsAtOnce = 2;
const mostInAGroup = 16;
/** How long those who wait let others join them, in milliseconds: while something is under way, and just after it. */
const patience = 20;
const echo = 2;

/**
 * Gathers what is asked while others of its kind are under way, and runs it together: one begin and one commit, few writes to
 * the connection, and statements that PostgreSQL has just run. Where nothing else is under way a work runs by itself.
 * Where a group fails, nothing of it holds, and each of its works runs by itself.
 */
export function gathering<Work, Result>(
  alone: (work: Work) => Promise<Result>,
  together: (works: Work[]) => Promise<PromiseSettledResult<Result>[]>,
  /** Nothing has been under way for a while. May be called more than once. */
  idle: () => unknown,
) {
  const waiting: Waiting<Work, Result>[] = [];
  const running: number[] = [];
  /** When a group ended last, and how many were waiting or under way then or at the end before: some are on their way. */
  let ended = { known: 0, at: 0 };
  let seen = 0;
  let looksSoon = false;
  let impatient: NodeJS.Timeout | null = null;

  async function runAll(group: Waiting<Work, Result>[]): Promise<void> {
    const outcomes = await outcomesOf(group.map(({ work }) => work));
    // Before those who are answered now come again.
    const known = waiting.length + underWay();
    ended = { known: Math.max(known, seen), at: performance.now() };
    seen = known;
    await Promise.all(
      group.map(({ work, resolve, reject }, place) => {
        const outcome = outcomes[place]!;
        if (outcome.status === "fulfilled") return resolve(outcome.value);
        const { reason } = outcome;
        const again = reason instanceof NeedsOwnTransaction || reason instanceof NotTogether;
        return again ? alone(work).then(resolve, reject) : reject(reason);
      }),
    );
  }

  async function outcomesOf(works: Work[]): Promise<PromiseSettledResult<Result>[]> {
    if (works.length === 1) return Promise.allSettled([alone(works[0]!)]);
    return together(works).catch((reason) => works.map(() => ({ status: "rejected", reason })));
  }

  const underWay = () => running.reduce((sum, size) => sum + size, 0);
  const isIdle = () => running.length === 0 && waiting.length === 0;

  /**
   * How many shall start together, for groups of a size: those that are known, by as many groups as run at once. Who was
   * answered just now comes again, or others like them, and is worth waiting for.
   */
  function sizeOfGroup(): number {
    const known = waiting.length + underWay();
    const expected = running.length > 0 || performance.now() - ended.at < echo ? Math.max(known, ended.known) : known;
    return Math.min(Math.ceil(expected / groupsAtOnce), mostInAGroup);
  }

  /** Starts what may start now. `anyway`: those who wait have waited long enough for others. */
  function start(anyway = false): void {
    while (running.length < groupsAtOnce && waiting.length > 0) {
      const size = sizeOfGroup();
      if (!anyway && waiting.length < size) break;
      run(waiting.splice(0, size));
    }
    if (waiting.length > 0 && running.length < groupsAtOnce)
      impatient ??= setTimeout(
        () => {
          impatient = null;
          start(true);
        },
        running.length > 0 ? patience : echo,
      );
    else calm();
  }
  function calm(): void {
    if (impatient) clearTimeout(impatient);
    impatient = null;
  }
  function run(group: Waiting<Work, Result>[]): void {
    running.push(group.length);
    void runAll(group).finally(() => {
      running.splice(running.indexOf(group.length), 1);
      ended.at = performance.now();
      calm();
      start();
      if (isIdle()) setTimeout(() => isIdle() && idle(), 1000).unref();
    });
  }

  return (work: Work): Promise<Result> =>
    new Promise((resolve, reject) => {
      waiting.push({ work, resolve, reject });
      // What came in with it may go with it.
      if (looksSoon) return;
      looksSoon = true;
      setImmediate(() => {
        looksSoon = false;
        start();
      });
    });
}
