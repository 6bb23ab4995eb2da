import { sql } from "kysely";
import { requestHash } from "./app.ts";
import { DomainError, type ErrorDetail, type ErrorType, validationError } from "./platform/errors.ts";
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
export async function answerBefore({ operation, context, key, query, body }: Request): Promise<Kept | null> {
  const hash = context.upload ? "" : requestHash({ query, body });
  const scope = [context.businessId, operation.name, callerOf(context), key] as const;
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
  if (context.upload) for await (const _ of context.upload);
  else if (earlier.requestHash !== hash) {
    throw new DomainError(
      validationError,
      "This Idempotency-Key was used before with another request. Use a new key.",
      [{ field: "Idempotency-Key", message: "Was used with another body" }],
    );
  }
  return JSON.parse(context.services.secrets.open(earlier.sealedAnswer)) as Kept;
}

/** Runs the request and keeps its answer beside its effects. A refusal undoes the effects but is kept as the answer too. */
export async function keepAnswer({ operation, context, key }: Request, run: () => Promise<Kept>): Promise<Kept> {
  await sql`savepoint request`.execute(context.db);
  let kept: Kept;
  try {
    kept = await run();
  } catch (error) {
    if (!(error instanceof DomainError) || error.type.status >= 500) throw error;
    await sql`rollback to savepoint request`.execute(context.db);
    kept = { error: { type: error.type, message: error.message, details: error.details } };
  }
  await sql`
    update idempotency_keys set sealed_answer = ${context.services.secrets.seal(JSON.stringify(kept))}
    where business_id = ${context.businessId} and operation = ${operation.name} and caller = ${callerOf(context)} and key = ${key}`.execute(
    context.db,
  );
  return kept;
}

// Visitors share one space per business: their address may change between two tries of one request.
const callerOf = ({ caller }: Context) => (caller.kind === "public" ? "public" : caller.accountKey);
