import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { sql } from "kysely";
import { createDatabase, dropDatabase, type TestServer, testServer } from "../../test/support/database.ts";
import { type Database, type Db, openDatabase, prepared } from "./database.ts";

describe("a transaction", () => {
  let server: TestServer;
  let name: string;
  let database: Database;
  before(async () => {
    server = await testServer();
    name = await createDatabase(server);
    // One connection, so that each transaction follows on the one before.
    database = openDatabase(server.url(name), { max: 1 });
    await sql`create table notes (id int primary key, text text)`.execute(database.db);
  });
  after(async () => {
    await database.close();
    await dropDatabase(server, name);
    await server.stop();
  });

  const scope = { businessId: 1 };
  const add = (db: Db, id: number) => prepared(db, "insert into notes (id, text) values ($1, 'x')", [id]);
  const ids = async () =>
    (await sql<{ id: number }>`select id from notes order by id`.execute(database.db)).rows.map(({ id }) => id);

  it("is undone by a last statement that fails on the way to its commit, and says why", async () => {
    await database.transaction(scope, (db) => add(db, 1));
    const doubled = database.transaction(scope, async (db, _first, closing) => {
      await add(db, 2);
      closing(add(db, 1));
    });
    await assert.rejects(doubled, { code: "23505" });
    assert.deepEqual(await ids(), [1]);
    await database.transaction(scope, async (db, _first, closing) => closing(add(db, 3)));
    assert.deepEqual(await ids(), [1, 3]);
  });

  it("fails for what was refused first, also where nobody waited for that and the next statement is told of it", async () => {
    const doubled = database.transaction(scope, async (db) => {
      add(db, 1).catch(() => {});
      await new Promise((resolve) => setTimeout(resolve, 20));
      await add(db, 9);
    });
    await assert.rejects(doubled, { code: "23505" });
    const triedBefore = database.transaction(scope, async (db) => {
      await sql`savepoint attempt`.execute(db);
      await assert.rejects(add(db, 1), { code: "23505" });
      await sql`rollback to savepoint attempt`.execute(db);
      prepared(db, "select $1::int / 0", [1]).catch(() => {});
      await new Promise((resolve) => setTimeout(resolve, 20));
      await add(db, 9);
    });
    await assert.rejects(triedBefore, { code: "22012" });
    await database.transaction(scope, async (db) => {
      await sql`savepoint attempt`.execute(db);
      await assert.rejects(add(db, 1), { code: "23505" });
      await sql`rollback to savepoint attempt`.execute(db);
    });
    assert.deepEqual(await ids(), [1, 3]);
  });

  it("that only reads leaves its connection as free as any other", async () => {
    const reading = () =>
      database.transaction(scope, (db) => prepared(db, "select $1::int as one", [1]), { readOnly: true });
    await reading();
    // At once and outside of any transaction: what was owed is paid first.
    await sql`insert into notes values (4, 'x')`.execute(database.db);
    await reading();
    await database.transaction(scope, (db) => add(db, 5));
    await reading();
    await assert.rejects(
      database.transaction(scope, (db) => add(db, 6), { readOnly: true }),
      { code: "25006" },
    );
    assert.deepEqual(await ids(), [1, 3, 4, 5]);
    await reading();
    await new Promise((resolve) => setTimeout(resolve, 20));
    const { rows } = await server.admin((client) =>
      client.query("select state from pg_stat_activity where datname = $1 and application_name = 'schedly'", [name]),
    );
    assert.deepEqual(rows, [{ state: "idle" }]);
  });

  it("sees its scope and what was asked for first, however early it asks", async () => {
    const seen = await database.transaction(
      { businessId: 7, userId: 3 },
      async (db, first) => {
        const setting = prepared<{ id: string }>(db, "select current_setting('app.business_id') as id, $1::int", [1]);
        return [(await setting)[0]!.id, await first()];
      },
      { readOnly: true, first: "select current_setting('app.user_id') as user" },
    );
    assert.deepEqual(seen, ["7", [{ user: "3" }]]);
  });
});
