import type { z } from "zod";
import type { Db } from "./database.ts";
import type { ErrorType } from "./errors.ts";
import type { JobDefinition } from "./jobs.ts";
import type { Secrets } from "./secrets.ts";
import type { Signal } from "./signal.ts";

/** Who is asking, through which key, session or none, and what they may do. The doors find out; operations read it. */
export type Caller = {
  kind: "key" | "session" | "oauth" | "public" | "system";
  businessId: number | null;
  userId: number | null;
  /** The name that the audit log shows. */
  name: string;
  role: string | null;
  /** Scopes such as `appointments:write`; see identity/abilities.ts. */
  abilities: ReadonlySet<string>;
  /** The caller's own record on the staff list, if any. */
  employeeId: number | null;
  /** Sees the calendar and customers of `employeeId` alone. */
  onlyOwn: boolean;
  plan: string;
  /** Rate limits and idempotency keys are kept per this. */
  accountKey: string;
  /** The session's id, for "this is you" in the list of sessions and for signing out. */
  sessionId: number | null;
  /** The API key's id in its business. */
  keyId: number | null;
  /** The OAuth client (app) that acts for the user, and what the user granted it in this business. */
  clientId: number | null;
  grantId: number | null;
  /** What the key may do less than its maker; see identity/agents/limits.ts. */
  limits?: KeyLimits | null;
  testMode: boolean;
};

/** Limits that an API key carries. */
export type KeyLimits = {
  readOnly: boolean;
  /** The tools that it may use, by name; null is all. */
  tools: readonly string[] | null;
  /** Calls on one local day of the business; null is no limit. */
  callsPerDay: number | null;
};

/** What happened, for webhooks, workflows, mails and statistics. `trigger` is a documented name, or a lower-case internal one. */
export type DomainEvent = { trigger: string; subject: string; payload: Record<string, unknown> };
/** Who changed what. `before` and `after` are records as they are stored; secrets are left out by `records.ts`. */
export type AuditEntry = {
  action: string;
  subject: string;
  subjectId: number | null;
  before?: unknown;
  after?: unknown;
};

/** Everything an operation may use. Made anew for each call, inside its transaction. */
export type Context = {
  db: Db;
  /** Epoch milliseconds, the same throughout the call. */
  now: number;
  caller: Caller;
  /** The business of the call: the caller's, or the one a public call named. */
  businessId: number;
  /** The calling browser or server, for throttles. */
  address: string;
  userAgent: string | null;
  requestId: string;
  source: string;
  /** What the calling program says it is, where an AI agent calls. */
  agent: string | null;
  /** The version an `If-Match` header asked for. */
  ifMatch: number | null;
  /** What the business's catalog is like, for operations with `plans`. */
  catalog: CatalogReading | null;
  /** The body of an operation with `upload`. */
  upload: AsyncIterable<Buffer> | null;
  services: Services;
  emit(event: DomainEvent): void;
  audit(entry: AuditEntry): void;
  /** Enqueues a job with this transaction: it runs if and only if the transaction commits. `at` is epoch milliseconds. */
  enqueue<Data extends object>(job: JobDefinition<Data>, data: Data, options?: { at?: number; key?: string }): void;
  /** Runs `work` so that its failure undoes it alone (a savepoint): the error is thrown on, the transaction lives. */
  attempt<Result>(work: () => Promise<Result>): Promise<Result>;
  /** Writes now what was audited, emitted and enqueued so far, so that work in batches does not keep it all in memory. */
  flush(): Promise<void>;
  /**
   * Takes a statement that is on its way: the commit follows it without waiting, and holds only if it succeeds. For what
   * nothing more is asked about in this transaction.
   */
  settle(statement: Promise<unknown>): void;
  /** Runs after the commit, for what lives in this process's memory (caches). Must not fail. */
  afterCommit(work: () => void): void;
  /** Asks the door to set (or, with null, to clear) the browser's session cookie. */
  setSession(session: { token: string; expiresAt: number } | null): void;
};

/** See services/availability/cache.ts. */
export type CatalogReading = {
  /** The catalog's version as the transaction began. */
  version(): Promise<number>;
  /** What is in memory may be used before the version is known: whoever runs the operation compares them at the end. */
  mayAssume: boolean;
  /** The versions of what was used in that way. */
  assumed: Set<number>;
};

/** What the process lends to operations besides the database: its settings' derived parts. */
export type Services = {
  secrets: Secrets;
  publicUrl: string;
  /** Whether mails leave, or stay in the outbox. */
  mailMode: "live" | "sandbox";
  defaultPlan: string;
  throttle: Throttle;
  /** Where a provider asks an account's owner to agree (OAuth); null where it knows no such thing. Asks nobody. */
  authorizeUrl(provider: string, request: { state: string; redirectUri: string }): string | null;
  /** Call it after the commit (`context.afterCommit`) when a key, session, role or membership changed. */
  callersChanged: Signal;
  settings: Record<string, unknown>;
  /** Where the installation's time can be set (CLOCK=virtual). */
  clock: SettableClock | null;
};
/** Milliseconds that the installation's clock is ahead of real time; and the waiting jobs, which have to follow it. */
export type SettableClock = {
  offset(): number;
  setOffset(milliseconds: number): void;
  shiftJobs(db: Db, milliseconds: number): Promise<void>;
};

/** Outside services, each declared by the noun that needs it: `interface Ports { mail: MailPort }`. Jobs alone call them. */
// biome-ignore lint/suspicious/noEmptyInterface: filled by declaration merging
export interface Ports {}

/** What a job may use. A call to a provider goes between two transactions, never inside one. */
export type JobTools = {
  /** One transaction in one business (0 is the installation), as the system itself. */
  inBusiness<Result>(businessId: number, work: (context: Context) => Promise<Result>): Promise<Result>;
  /** Every business's id, for jobs that the installation runs for each of them. */
  businessIds(): Promise<number[]>;
  ports: Ports;
  services: Services;
  now(): number;
};
export type Job<Data extends object = any> = JobDefinition<Data> & {
  run(tools: JobTools, data: Data, attempt: { attempt: number; last: boolean }): Promise<void>;
};
export const job = <Data extends object>(definition: Job<Data>): Job<Data> => definition;

/**
 * Counts attempts at something guessable, at once and whatever becomes of the transaction. Throws RATE_LIMITED when a key
 * has used up its points. `forgive` takes the attempt back: of the right password, say, so that only wrong ones count.
 */
export type Throttle = (
  name: string,
  key: string,
  points: number,
  seconds: number,
) => Promise<{ forgive(): Promise<void> }>;

export type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

/**
 * One thing the product can do, as plain data: every door (REST, MCP, OpenAPI, CLI) is made from it.
 *
 * `http` may end in `?id`: the route is then taken when the query names an id, beside the list at the same address.
 * `access`: "public"; "user" (anybody signed in); or an ability such as `customers:write`.
 */
export type Operation<Query extends z.ZodObject = any, Body extends z.ZodType = any, Output extends z.ZodType = any> = {
  name: string;
  http?: `${Method} /${string}`;
  /** A second method for the same thing: `PUT` and `PATCH` are both accepted on every editable resource. */
  alsoMethod?: Method;
  tool?: string;
  access: "public" | "user" | (string & {});
  /**
   * Of an operation for anybody signed in ("user"): the scope that an app (OAuth) needs for it, or "any". Without one it is
   * for the person alone.
   */
  appScope?: "any" | (string & {});
  summary: string;
  description?: string;
  /** Path and query parameters: coerced; unknown ones are ignored. */
  query?: Query;
  /** A strict object: never coerced, unknown fields refused. */
  body?: Body;
  /** Raw text/csv (or a multipart file) instead of a JSON body. */
  upload?: "csv";
  output: Output;
  status?: 200 | 201 | 202;
  errors?: ErrorType[];
  /** How a public call names its business: input fields that hold a subdomain, a handle, an event type or a username. */
  tenant?: { subdomain?: string; handles?: string[]; eventType?: string; username?: string; optional?: boolean };
  /** The operation only reads. Assumed of GET. */
  reads?: boolean;
  /** Reads the catalog version of its business along with the start of the transaction, see services/availability/cache.ts. */
  plans?: boolean;
  /** While many are asked for, it may be done in one transaction with others of its business, see platform/grouped.ts. */
  grouped?: boolean;
  /** Not part of what a business does: needs no business (sign-up, own sessions). */
  global?: boolean;
  /** Left out of the OpenAPI document (none of the documented API). */
  hidden?: boolean;
  run(context: Context, input: InputOf<Query, Body>): Promise<z.input<Output>>;
};

type InputOf<Query, Body> = (Query extends z.ZodObject ? z.output<Query> : unknown) &
  (Body extends z.ZodType ? z.output<Body> : unknown);

/** Returns its argument: an operation is plain data, and this call only infers its types. */
export const operation = <
  Query extends z.ZodObject = z.ZodObject<Record<never, never>>,
  Body extends z.ZodType = z.ZodObject<Record<never, never>>,
  Output extends z.ZodType = z.ZodType,
>(
  definition: Operation<Query, Body, Output>,
): Operation<Query, Body, Output> => definition;

/** The answer of an export: streamed while the transaction that reads it is open. */
export type FileAnswer = {
  contentType: string;
  filename?: string;
  content: AsyncIterable<string | Buffer> | string | Buffer;
};
const files = new WeakMap<object, string>();
/** An output that is no JSON. */
export function file(schema: z.ZodType<FileAnswer>, contentType: string) {
  files.set(schema, contentType);
  return schema;
}
export const fileType = (schema: z.ZodType) => files.get(schema) ?? null;
