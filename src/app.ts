import { parseInput, refuseUnable, tenantOf } from "./admission.ts";
import { countCall, refuseBeyondLimits } from "./domain/identity/agents/limits.ts";
import { systemCaller } from "./domain/identity/callers.ts";
import { allBusinessIds } from "./domain/identity/tenants.ts";
import { jobs, operations, refusals, subscribers } from "./domain/index.ts";
import { currentVersion } from "./domain/services/availability/cache.ts";
import { TriedOut, triedOut } from "./dry-run.ts";
import { answerBefore, type Kept, keepAnswer } from "./idempotency.ts";
import type { News } from "./news.ts";
import type { Clock } from "./platform/clock.ts";
import { translateConstraint } from "./platform/constraints.ts";
import type { Database, Db } from "./platform/database.ts";
import { badRequest, DomainError, internalError } from "./platform/errors.ts";
import { type Jobs, secondsUntil } from "./platform/jobs.ts";
import type { Logger } from "./platform/log.ts";
import type { Caller, CatalogReading, Context, JobTools, Operation, Ports, Services } from "./platform/operation.ts";
import { refusedCursor } from "./platform/page.ts";
import type { Rush } from "./platform/rush.ts";
import { attempt, flush, type UnitOfWork } from "./unit-of-work.ts";

export { jobs, operations, subscribers };

/** A running installation, as everything inside it sees it. */
export type App = {
  database: Database;
  jobs: Jobs;
  clock: Clock;
  services: Services;
  ports: Ports;
  log: Logger;
  /** Set where this process runs background work. */
  relay: { wake(businessId: number): void } | null;
  /** Hears of every commit, for the pages that are open. */
  news: News;
  /** Whether anybody waits for an answer, for background work to step back. */
  rush: Rush;
};

/** One request to do something, from whichever door. */
export type Call = {
  caller: Caller;
  query?: unknown;
  body?: unknown;
  address: string;
  userAgent?: string | null;
  requestId: string;
  source: string;
  /** What the calling program says it is, where an AI agent calls. */
  agent?: string | null;
  /** Does everything, tells the outcome, and undoes it: nothing is kept, sent or enqueued. */
  dryRun?: boolean;
  idempotencyKey?: string | null;
  ifMatch?: number | null;
  upload?: AsyncIterable<Buffer> | null;
  /** Called inside the transaction with an answer that streams. */
  deliver?: (answer: unknown) => Promise<void>;
};

export type Outcome = {
  status: number;
  answer: unknown;
  /** The session cookie to set; null clears it. */
  session?: { token: string; expiresAt: number } | null;
  /** This is the stored answer of an earlier request with the same Idempotency-Key. */
  replayed: boolean;
  /** Of a dry run: the names of the events that would have been sent. */
  wouldSend?: string[];
};

/** The one way into the domain: who is asking → may they → parse → transaction → run → parse out. */
export async function perform(app: App, operation: Operation, call: Call): Promise<Outcome> {
  const leave = app.rush.joined();
  try {
    return await performed(app, operation, call);
  } finally {
    leave();
  }
}

async function performed(app: App, operation: Operation, call: Call): Promise<Outcome> {
  refuseUnable(operation, call.caller);
  const reads = isRead(operation);
  refuseBeyondLimits(operation, reads, call.caller);
  if (call.caller.limits) await countCall(app.database, call.caller, call.caller.limits, app.clock.now());
  const dryRun = !reads && call.dryRun === true;
  if (dryRun && operation.global)
    throw new DomainError(badRequest, "This cannot be tried in a dry run: it is about accounts, not about a business.");
  const input = parseInput(operation, call);
  const { caller, businessId, openly } = await tenantOf(app.database, operation, call.caller, input);
  const scope = {
    // What concerns no business (signing in) is kept under the installation's own number.
    businessId: businessId ?? (operation.global ? 0 : null),
    userId: caller.userId,
    onlyEmployeeId: caller.onlyOwn && !openly ? (caller.employeeId ?? 0) : null,
  };
  const repeatable = !call.upload && !call.deliver;
  // What is kept under a key, or only tried out, is decided on what is known for certain.
  const mayAssume = reads || (!call.idempotencyKey && !dryRun);
  let unit!: UnitOfWork;
  const once = (mayAssume: boolean) =>
    app.database.transaction(
      scope,
      async (db, first, closing) => {
        unit = newUnit();
        const context = contextFor(app, db, unit, businessId, caller, call);
        if (operation.plans) context.catalog = { version: versionIn(first), mayAssume, assumed: new Set() };
        if (operation.plans && !mayAssume) await first();
        const run = async () => answered(operation, await told(app, operation, context, unit, input, call), unit);
        if (dryRun) throw await triedOut(db, unit, () => flushed(app, context, unit, run));
        if (call.idempotencyKey && !reads) {
          const request = { operation, context, key: call.idempotencyKey, query: call.query, body: call.body };
          const earlier = await answerBefore(request);
          if (earlier) return { ...earlier, replayed: true };
          return keepAnswer(request, () => flushed(app, context, unit, run));
        }
        const answer = await unlessStale(context.catalog, run().catch(keptRefusal));
        await flush(app, context, unit, closing);
        return answer;
      },
      {
        readOnly: reads,
        attempts: repeatable ? 4 : 1,
        first: operation.plans ? currentVersion : undefined,
        grouped: (operation.grouped ?? false) && mayAssume,
      },
    );
  try {
    const outcome = await once(mayAssume).catch((error) => {
      if (error instanceof StaleCatalog) return once(false);
      throw error;
    });
    for (const work of unit.afterCommit) work();
    if ("error" in outcome) throw new DomainError(outcome.error.type, outcome.error.message, outcome.error.details);
    return { ...outcome, replayed: "replayed" in outcome };
  } catch (error) {
    if (error instanceof TriedOut) return error.outcome;
    throw translateConstraint(refusedCursor(error, input.cursor), refusals);
  }
}

/** Runs an operation and writes what it asked for on the side, also where its refusal keeps its effects. */
async function flushed(app: App, context: Context, unit: UnitOfWork, run: () => Promise<Kept>): Promise<Kept> {
  try {
    const kept = await run();
    await flush(app, context, unit);
    return kept;
  } catch (error) {
    if (error instanceof DomainError && error.keepsEffects) await flush(app, context, unit);
    throw error;
  }
}

/** Whether an operation leaves everything as it is. */
export const isRead = (operation: Operation): boolean => operation.reads ?? operation.http?.startsWith("GET") ?? false;

const versionIn = (first: () => Promise<unknown[]>) => async () =>
  ((await first()) as { version: number }[])[0]?.version ?? 0;

class StaleCatalog extends Error {}
/** The outcome, be it an answer or an error, unless it came of something in memory that no longer stands. */
async function unlessStale<Result>(catalog: CatalogReading | null, outcome: Promise<Result>): Promise<Result> {
  const [settled] = await Promise.allSettled([outcome]);
  if (catalog && catalog.assumed.size > 0) {
    const version = await catalog.version();
    if ([...catalog.assumed].some((assumed) => assumed !== version)) throw new StaleCatalog();
  }
  if (settled.status === "rejected") throw settled.reason;
  return settled.value;
}

/** Runs `work` as the system in one business: what jobs, the command line and the demo use. */
export async function asSystem<Result>(
  app: App,
  businessId: number,
  work: (context: Context) => Promise<Result>,
): Promise<Result> {
  const caller = systemCaller(businessId);
  const call: Call = { caller, address: "system", requestId: "system", source: "system" };
  let unit!: UnitOfWork;
  try {
    const result = await app.database.transaction({ businessId }, async (db) => {
      unit = newUnit();
      const context = contextFor(app, db, unit, businessId, caller, call);
      const result = await work(context);
      await flush(app, context, unit);
      return result;
    });
    for (const task of unit.afterCommit) task();
    return result;
  } catch (error) {
    throw translateConstraint(error, refusals);
  }
}

export const jobTools = (app: App): JobTools => ({
  inBusiness: (businessId, work) => asSystem(app, businessId, work),
  businessIds: () => allBusinessIds(app.database),
  ports: app.ports,
  services: app.services,
  now: () => app.clock.now(),
});

/** What the operation answers, in the shape that it promises; or delivered already, where it is told as it is made. */
async function told(app: App, operation: Operation, context: Context, unit: UnitOfWork, input: object, call: Call) {
  const result = await operation.run(context, input as never);
  if (call.deliver) {
    // The audit log knows of it before the first byte leaves.
    await flush(app, context, unit);
    await call.deliver(result);
    return null;
  }
  const parsed = operation.output.safeParse(result);
  if (parsed.success) return parsed.data;
  app.log.error(
    { operation: operation.name, issues: parsed.error.issues },
    "An operation answered something else than it promises",
  );
  throw new DomainError(internalError);
}

/** A refusal that keeps its effects is an answer to the transaction, which commits, and an error to the caller. */
function keptRefusal(error: unknown): Kept {
  if (error instanceof DomainError && error.keepsEffects) return { error };
  throw error;
}

const answered = (operation: Operation, answer: unknown, unit: UnitOfWork): Kept => ({
  status: operation.status ?? 200,
  answer,
  ...(unit.session === undefined ? {} : { session: unit.session }),
});

const newUnit = (): UnitOfWork => ({ events: [], audits: [], jobs: [], triggers: [], afterCommit: [], underWay: [] });

function contextFor(
  app: App,
  db: Db,
  unit: UnitOfWork,
  businessId: number | null,
  caller: Caller,
  call: Call,
): Context {
  const context: Context = {
    db,
    now: app.clock.now(),
    caller,
    businessId: businessId ?? 0,
    address: call.address,
    userAgent: call.userAgent ?? null,
    requestId: call.requestId,
    source: call.source,
    agent: call.agent ?? null,
    ifMatch: call.ifMatch ?? null,
    catalog: null,
    upload: call.upload ?? null,
    services: app.services,
    emit: (event) => {
      unit.events.push(event);
      unit.triggers.push(event.trigger);
    },
    audit: (entry) => void unit.audits.push(entry),
    enqueue: (job, data, { at, key } = {}) =>
      void unit.jobs.push({ name: job.name, data, delaySeconds: secondsUntil(app.clock, at), ...(key ? { key } : {}) }),
    attempt: (work) => attempt(db, unit, work),
    flush: () => flush(app, context, unit),
    settle: (statement) => {
      // Its failure is the commit's to tell; meanwhile it is no stray one.
      statement.catch(() => {});
      unit.underWay.push(statement);
    },
    afterCommit: (work) => void unit.afterCommit.push(work),
    setSession: (session) => {
      unit.session = session;
    },
  };
  return context;
}
