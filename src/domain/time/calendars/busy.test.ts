import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { sql } from "kysely";
import { openTestInstallation, type TestInstallation } from "../../../../test/support/installation.ts";
import { asSystem } from "../../../app.ts";
import type { Context } from "../../../platform/operation.ts";
import { readBusy } from "./busy.ts";

describe("busy time", () => {
  let installation: TestInstallation;
  before(async () => {
    installation = await openTestInstallation();
  });
  after(() => installation.close());

  const day = 86_400_000;
  const from = Date.UTC(2035, 0, 1);
  const within = <Result>({ id }: { id: number }, work: (context: Context) => Promise<Result>) =>
    asSystem(installation.app, id, work);
  const calendarOf = async ({ db, businessId }: Context) =>
    (
      await db
        .selectFrom("calendars")
        .select("id")
        .where("businessId", "=", businessId)
        .orderBy("id")
        .executeTakeFirstOrThrow()
    ).id;

  it("tells what keeps each stretch, by its kind, and another calendar by its name", async () => {
    const business = await installation.business();
    await within(business, async (context) => {
      const { businessId, db } = context;
      const calendarId = await calendarOf(context);
      const at = (hour: number) => new Date(from + hour * 3_600_000).toISOString();
      const values = { businessId, calendarId };
      const block = await db
        .insertInto("blocks")
        .values({ ...values, startsAt: at(1), endsAt: at(40), reason: null, createdAt: at(0) })
        .returning("id")
        .executeTakeFirstOrThrow();
      await sql`insert into claims (business_id, calendar_id, starts_at, ends_at, block_id) values
        (${businessId}, ${calendarId}, ${at(1)}, ${at(2)}, ${block.id}), (${businessId}, ${calendarId}, ${at(3)}, ${at(40)}, ${block.id})`.execute(
        db,
      );
      await sql`insert into out_of_office (business_id, uid, calendar_id, starts_at, ends_at, created_at)
        values (${businessId}, 'ooo_test', ${calendarId}, ${at(5)}, ${at(6)}, ${at(0)})`.execute(db);
      await sql`
        with connection as (
          insert into calendar_connections (business_id, user_id, provider, account, account_key, mode, sealed_secret, created_at)
          values (${businessId}, ${business.userId}, 'ics', 'Private', 'private', 'live', '', ${at(0)}) returning id
        ), connected as (
          insert into connected_calendars (business_id, connection_id, user_id, external_id, name, created_at)
          select ${businessId}, id, ${business.userId}, 'private', 'Private', ${at(0)} from connection returning id
        )
        insert into external_busy (business_id, calendar_id, connected_calendar_id, event_key, source, starts_at, ends_at)
        select ${businessId}, ${calendarId}, id, 'one', ${"Family, a1\nand work"}, ${at(7)}, ${at(8)} from connected`.execute(
        db,
      );
      const busy = await readBusy(context, [calendarId], from, from + day);
      const told = busy.map(({ start, end, blockId, outside }) => [
        (start - from) / 3_600_000,
        (end - from) / 3_600_000,
        blockId,
        outside,
      ]);
      assert.deepEqual(told, [
        [1, 2, block.id, null],
        [3, 40, block.id, null],
        [5, 6, null, null],
        [7, 8, null, "Family, a1 and work"],
      ]);
    });
  });

  it("finds a day among many by a plan that was made for a business with next to nothing", async () => {
    const [small, large] = [await installation.business(), await installation.business()];
    await within(large, async (context) => {
      const { businessId, db } = context;
      const calendarId = await calendarOf(context);
      await sql`
        with block as (
          insert into blocks (business_id, calendar_id, starts_at, ends_at, created_at)
          values (${businessId}, ${calendarId}, ${new Date(from).toISOString()}, ${new Date(from + 1000 * day).toISOString()}, now()) returning id
        )
        insert into claims (business_id, calendar_id, starts_at, ends_at, block_id)
        select ${businessId}, ${calendarId}, slot, slot + interval '30 minutes', block.id
        from block, generate_series(${new Date(from - 400 * day).toISOString()}::timestamptz, ${new Date(from + 400 * day).toISOString()}::timestamptz, interval '1 hour') slot`.execute(
        db,
      );
    });
    // As the database is told of its own when tables have grown (platform/statistics.ts).
    await sql`analyze claims`.execute(installation.app.database.db);
    // One connection after the other, as it is when little is asked: the plans are those of the small business.
    for (let time = 0; time < 20; time++)
      await within(small, async (context) => readBusy(context, [await calendarOf(context)], from, from + day));
    await within(large, async (context) => {
      const calendarId = await calendarOf(context);
      const before = await rowsRead(context);
      assert.equal((await readBusy(context, [calendarId], from, from + day)).length, 24);
      const read = (await rowsRead(context)) - before;
      assert.ok(read < 100, `${read} rows were read for a day`);
    });
  });
});

/** How many claims this connection has read lately. */
async function rowsRead({ db }: Context): Promise<number> {
  const { rows } = await sql<{ read: number }>`
    select seq_tup_read + idx_tup_fetch as read from pg_stat_xact_user_tables where relname = 'claims'`.execute(db);
  return rows[0]!.read;
}
