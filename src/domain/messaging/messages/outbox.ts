import { sql } from "kysely";
import { type Database, type Db, enterBusiness, type Row } from "../../../platform/database.ts";
import "../tables.ts";

// What the page at /outbox shows. It may look into several businesses (the installation is 0), one after the other,
// because row-level security shows one at a time.

/** `sender`: the business's name; null is the installation itself. */
export type OutboxMessage = Row<"messages"> & { sender: string | null };

/** The newest messages of all these businesses together. Ids rise over the whole installation, so they tell the order. */
export const newestMessages = (
  database: Database,
  businessIds: number[],
  { before = Number.MAX_SAFE_INTEGER, limit }: { before?: number | undefined; limit: number },
): Promise<OutboxMessage[]> =>
  database.transaction(
    { businessId: 0 },
    async (db) => {
      let newest: OutboxMessage[] = [];
      for (const businessId of businessIds) {
        await enterBusiness(db, businessId);
        const found = await read(db, businessId, sql`m.id < ${before} order by m.id desc limit ${limit}`);
        newest = [...newest, ...found].sort((one, other) => other.id - one.id).slice(0, limit);
      }
      return newest;
    },
    { readOnly: true },
  );

export const outboxMessage = (database: Database, businessId: number, id: number): Promise<OutboxMessage | undefined> =>
  database.transaction({ businessId }, async (db) => (await read(db, businessId, sql`m.id = ${id}`))[0], {
    readOnly: true,
  });

async function read(db: Db, businessId: number, which: ReturnType<typeof sql>): Promise<OutboxMessage[]> {
  const { rows } = await sql<OutboxMessage>`
    select m.*, b.name as sender from messages m left join businesses b on b.id = m.business_id
    where m.business_id = ${businessId} and ${which}`.execute(db);
  return rows;
}
