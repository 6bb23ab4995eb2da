import assert from "node:assert/strict";
import { it } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { createDatabase, dropDatabase, testServer } from "../../test/support/database.ts";
import { openDatabase } from "./database.ts";
import { createLog } from "./log.ts";
import { freshStatistics } from "./statistics.ts";

it("looks at a table that begins to fill, also after a long time in which none did", async () => {
  const server = await testServer();
  const name = await createDatabase(server);
  const database = openDatabase(server.url(name));
  const { pool } = database;
  const statistics = freshStatistics(pool, createLog("silent"));
  try {
    await pool.query("create table filled (id bigint primary key)");
    for (let second = 0; second < 8; second++) {
      statistics.changed();
      await sleep(1000);
    }
    await pool.query("insert into filled select generate_series(1, 1000)");
    const known = async () =>
      (await pool.query("select reltuples::int as rows from pg_class where relname = 'filled'")).rows[0].rows;
    // PostgreSQL counts what was written once a second.
    for (const until = Date.now() + 3500; Date.now() < until && (await known()) !== 1000; await sleep(100))
      statistics.changed();
    assert.equal(await known(), 1000);
  } finally {
    await statistics.close();
    await database.close();
    await dropDatabase(server, name);
    await server.stop();
  }
});
