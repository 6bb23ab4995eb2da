import { randomBytes } from "node:crypto";
import { type RawBuilder, sql } from "kysely";
import type { Context } from "../operation.ts";

/**
 * The rows of a query, `batch` at a time from a cursor of this transaction, so that a table of any size is read in
 * constant memory and from one snapshot. The context must not run other statements meanwhile that end the transaction.
 */
export async function* streamRows<Row>(context: Context, query: RawBuilder<Row>, batch = 500): AsyncGenerator<Row> {
  const name = sql.raw(`rows_${randomBytes(6).toString("hex")}`);
  await sql`declare ${name} no scroll cursor for ${query}`.execute(context.db);
  const next = sql<Row>`fetch ${sql.raw(String(batch))} from ${name}`;
  for (;;) {
    const { rows } = await next.execute(context.db);
    yield* rows;
    if (rows.length < batch) break;
  }
  await sql`close ${name}`.execute(context.db);
}
