import { sql } from "kysely";
import type { Context } from "../../../platform/operation.ts";

type Sent = { id: number; status: string; error: string | null };

/** What became of the messages that these runs put into the outbox. */
export async function messagesOf(
  { db, businessId }: Context,
  runs: { messageId: number | null }[],
): Promise<Map<number, Sent>> {
  const ids = runs.flatMap(({ messageId }) => messageId ?? []);
  if (ids.length === 0) return new Map();
  const { rows } = await sql<Sent>`
    select id, status, error from messages where business_id = ${businessId} and id = any(${ids})`.execute(db);
  return new Map(rows.map((row) => [row.id, row]));
}
