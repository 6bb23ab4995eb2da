import { z } from "zod";
import { systemCaller } from "./domain/identity/callers.ts";
import { allBusinessIds, businessOf, businessOfSubdomain } from "./domain/identity/tenants.ts";
import { jobs, operations, refusals, subscribers } from "./domain/index.ts";
import { currentVersion } from "./domain/services/availability/cache.ts";
import { answerBefore, type Kept, keepAnswer } from "./idempotency.ts";
import type { Clock } from "./platform/clock.ts";
import { translateConstraint } from "./platform/constraints.ts";
import type { Database, Db } from "./platform/database.ts";
import {
  badRequest,
  DomainError,
  forbidden,
  internalError,
  missing,
  unauthorized,
  validationError,
} from "./platform/errors.ts";
import { issueDetails } from "./platform/issues.ts";
import { type Jobs, secondsUntil } from "./platform/jobs.ts";
import type { Logger } from "./platform/log.ts";
import type { Caller, Context, JobTools, Operation, Ports, Services } from "./platform/operation.ts";
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
};

/** The one way into the domain: who is asking → may they → parse → transaction → run → parse out. */
export async function perform(app: App, operation: Operation, call: Call): Promise<Outcome> {
  refuseUnable(operation, call.caller);
  const input = parseInput(operation, call);
  const { caller, businessId } = await tenantOf(app, operation, call.caller, input);
  const scope = {
    // What concerns no business (signing in) is kept under the installation's own number.
    businessId: businessId ?? (operation.global ? 0 : null),
    userId: caller.userId,
    onlyEmployeeId: caller.onlyOwn ? (caller.employeeId ?? 0) : null,
  };
  const reads = operation.reads ?? operation.http?.startsWith("GET") ?? false;
  const repeatable = !call.upload && !call.deliver;
  let unit!: UnitOfWork;
  try {
    const outcome = await app.database.transaction(
      scope,
      async (db, first) => {
        unit = newUnit();
        const context = contextFor(app, db, unit, businessId, caller, call);
        if (operation.plans) context.catalogVersion = (first as { version: number }[])[0]?.version ?? 0;
        const run = async () => answered(operation, await runOnce(app, operation, context, unit, input, call), unit);
        if (reads || !call.idempotencyKey) return run().catch(keptRefusal);
        const request = { operation, context, key: call.idempotencyKey, query: call.query, body: call.body };
        const earlier = await answerBefore(request);
        if (earlier) return { ...earlier, replayed: true };
        return keepAnswer(request, run);
      },
      { readOnly: reads, attempts: repeatable ? 4 : 1, first: operation.plans ? currentVersion : undefined },
    );
    for (const work of unit.afterCommit) work();
    if ("error" in outcome) throw new DomainError(outcome.error.type, outcome.error.message, outcome.error.details);
    return { ...outcome, replayed: "replayed" in outcome };
  } catch (error) {
    throw translateConstraint(error, refusals);
  }
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

function refuseUnable(operation: Operation, caller: Caller) {
  if (operation.access === "public") return;
  if (caller.kind === "public") throw new DomainError(unauthorized);
  if (operation.access === "user" || caller.kind === "system") return;
  if (caller.businessId === null)
    throw new DomainError(forbidden, "You belong to no business yet. Make one, or accept an invitation.");
  if (caller.abilities.has(operation.access)) return;
  throw new DomainError(
    forbidden,
    `This needs the permission ${operation.access}, which ${describeRole(caller)} does not have.`,
  );
}
const describeRole = ({ role, name }: Caller) => (role ? `the role ${role}` : name);

const nothing = z.object({});
function parseInput(operation: Operation, call: Call): Record<string, unknown> {
  const query = (operation.query ?? nothing).safeParse(call.query ?? {});
  if (!query.success) throw new DomainError(badRequest, "Invalid request parameters", issueDetails(query.error));
  if (!operation.body) return query.data as Record<string, unknown>;
  const body = operation.body.safeParse(call.body === undefined ? {} : call.body);
  if (!body.success) throw new DomainError(validationError, undefined, issueDetails(body.error));
  return { ...(body.data as object), ...query.data };
}

/** A public call names its business in its input; everybody else acts in their own. */
async function tenantOf(app: App, operation: Operation, caller: Caller, input: Record<string, unknown>) {
  const { subdomain, handles = [], optional } = operation.tenant ?? {};
  if (!operation.tenant) return { caller, businessId: caller.businessId };
  const address = subdomain ? (input[subdomain] as string | undefined) : undefined;
  const handle = handles.map((field) => input[field] as string | undefined).find(Boolean);
  let businessId: number | null = null;
  if (address !== undefined) {
    businessId = await businessOfSubdomain(app.database.db, address);
    if (businessId === null) throw missing("business", address, subdomain);
  } else if (handle !== undefined) {
    businessId = await businessOf(app.database.db, handle);
    if (businessId === null) throw missing(operation.name.split(".")[0]!.replace(/s$/, ""), handle);
  } else {
    businessId = caller.businessId;
  }
  if (businessId === null && !optional) {
    throw new DomainError(
      badRequest,
      `Say which business: send ${[subdomain, ...handles].filter(Boolean).join(" or ")}, or an API key.`,
      [{ field: subdomain ?? handles[0]!, message: "Required field" }],
    );
  }
  if (businessId === caller.businessId) return { caller, businessId };
  // Somebody else's business: a member of another one is a visitor here.
  const visitor: Caller = {
    ...caller,
    kind: "public",
    businessId,
    role: null,
    abilities: new Set(),
    employeeId: null,
    onlyOwn: false,
    userId: null,
    name: "Visitor",
  };
  return { caller: visitor, businessId };
}

async function runOnce(app: App, operation: Operation, context: Context, unit: UnitOfWork, input: object, call: Call) {
  const result = await operation.run(context, input as never).catch(async (error) => {
    if (error instanceof DomainError && error.keepsEffects) await flush(app, context, unit);
    throw error;
  });
  await flush(app, context, unit);
  if (call.deliver) {
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

const newUnit = (): UnitOfWork => ({ events: [], audits: [], jobs: [], afterCommit: [] });

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
    ifMatch: call.ifMatch ?? null,
    catalogVersion: null,
    upload: call.upload ?? null,
    services: app.services,
    emit: (event) => void unit.events.push(event),
    audit: (entry) => void unit.audits.push(entry),
    enqueue: (job, data, { at, key } = {}) =>
      void unit.jobs.push({ name: job.name, data, delaySeconds: secondsUntil(app.clock, at), ...(key ? { key } : {}) }),
    attempt: (work) => attempt(db, unit, work),
    flush: () => flush(app, context, unit),
    afterCommit: (work) => void unit.afterCommit.push(work),
    setSession: (session) => {
      unit.session = session;
    },
  };
  return context;
}
