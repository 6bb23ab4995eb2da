import { sql } from "kysely";
import type { Db } from "./platform/database.ts";
import { DomainError, type ErrorDetail, type ErrorType, rateLimited, validationError } from "./platform/errors.ts";
import type { Context, Operation } from "./platform/operation.ts";
import { iso } from "./platform/schemas.ts";

/** The first answer to a request: what it gave, or how it was refused. */
export type Kept =
  | { status: number; answer: unknown; session?: { token: string; expiresAt: number } | null }
  | { error: { type: ErrorType; message: string; details?: ErrorDetail[] | undefined } };

type Request = { operation: Operation; context: Context; key: string; query: unknown; body: unknown };
const keptFor = 24 * 3600_000;

/**
 * Takes the key for this transaction, or answers what the first request with it got. A racing twin waits here, inside
 * PostgreSQL, until the first one commits. Answers are sealed: they may hold a new API key or a session.
 */
export async function answerBefore(request: Request): Promise<Kept | null> {
  const home = homeOf(request);
  const { businessId, db } = request.context;
  if (home !== businessId) await act(db, home);
  const kept = await takeKey(request, home);
  if (home !== businessId) await act(db, businessId);
  return kept;
}

async function takeKey({ operation, context, key, query, body }: Request, home: number): Promise<Kept | null> {
  // Keyed, because bodies hold passwords: without the installation's key the hash is no help in guessing them.
  const hash = context.upload ? "" : context.services.secrets.mac(`request\0${canonical({ query, body })}`);
  const scope = [home, operation.name, callerOf(context), key] as const;
  const { rows } = await sql<{ key: string }>`
    insert into idempotency_keys (business_id, operation, caller, key, request_hash, created_at)
    values (${sql.join(scope)}, ${hash}, ${iso(context.now)})
    on conflict (business_id, operation, caller, key) do update
      set request_hash = excluded.request_hash, sealed_answer = null, created_at = excluded.created_at
      where idempotency_keys.created_at < ${iso(context.now - keptFor)}
    returning key`.execute(context.db);
  if (rows.length > 0) return null;
  const { rows: stored } = await sql<{ requestHash: string; sealedAnswer: string }>`
    select request_hash, sealed_answer from idempotency_keys
    where business_id = ${scope[0]} and operation = ${scope[1]} and caller = ${scope[2]} and key = ${key}`.execute(
    context.db,
  );
  const earlier = stored[0]!;
  if (!context.upload && earlier.requestHash !== hash) {
    throw new DomainError(
      validationError,
      "This Idempotency-Key was used before with another request. Use a new key.",
      [{ field: "Idempotency-Key", message: "Was used with another body" }],
    );
  }
  return JSON.parse(context.services.secrets.open(earlier.sealedAnswer)) as Kept;
}

/**
 * Runs the request and keeps its answer beside its effects. A refusal undoes the effects but is kept as the answer too,
 * except "later, please": that one is for the first try alone.
 */
export async function keepAnswer(request: Request, run: () => Promise<Kept>): Promise<Kept> {
  const { operation, context, key } = request;
  const home = homeOf(request);
  const caller = callerOf(context);
  await sql`savepoint request`.execute(context.db);
  let kept: Kept;
  try {
    kept = await run();
  } catch (error) {
    if (!(error instanceof DomainError) || error.type.status >= 500 || error.type === rateLimited) throw error;
    if (!error.keepsEffects) await sql`rollback to savepoint request`.execute(context.db);
    kept = { error: { type: error.type, message: error.message, details: error.details } };
  }
  if (context.businessId !== home) await act(context.db, home);
  await sql`
    update idempotency_keys set sealed_answer = ${context.services.secrets.seal(JSON.stringify(kept))}
    where business_id = ${home} and operation = ${operation.name} and caller = ${caller} and key = ${key}`.execute(
    context.db,
  );
  return kept;
}

/**
 * Where the key is kept: in the business of the call. What concerns none (signing in), or moves the caller from one to
 * another (joining), is the installation's own, so that a repetition finds it wherever the caller is by then.
 */
const homeOf = ({ operation, context }: Request) => (operation.global ? 0 : context.businessId);
const act = (db: Db, businessId: number) =>
  sql`select set_config('app.business_id', ${String(businessId)}, true)`.execute(db);

// Visitors share one space per business: their address may change between two tries of one request.
const callerOf = ({ caller }: Context) => (caller.kind === "public" ? "public" : caller.accountKey);

/** What two requests are the same by: everything the caller sent, keys in any order. */
const canonical = (value: unknown): string =>
  JSON.stringify(value, (_, inner) =>
    inner && typeof inner === "object" && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  ) ?? "";
