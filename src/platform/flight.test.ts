import assert from "node:assert/strict";
import type { Duplex } from "node:stream";
import { after, before, describe, it } from "node:test";
import pg from "pg";
import { createDatabase, dropDatabase, type TestServer, testServer } from "../../test/support/database.ts";
import { poolSettings, ThriftyClient } from "./connection.ts";

describe("statements that leave together", () => {
  let server: TestServer;
  let name: string;
  let pool: pg.Pool;
  before(async () => {
    server = await testServer();
    name = await createDatabase(server);
    pool = new pg.Pool({
      ...poolSettings(server.url(name), 1),
      Client: ThriftyClient,
      pipeline: true,
    } as pg.PoolConfig);
    // It ends before its connections have: the database may be dropped under the last of them.
    pool.on("error", () => {});
  });
  after(async () => {
    await pool.end();
    await dropDatabase(server, name);
    await server.stop();
  });

  async function withClient<Result>(work: (client: ThriftyClient) => Promise<Result>): Promise<Result> {
    const client = (await pool.connect()) as pg.PoolClient & ThriftyClient;
    try {
      return await work(client);
    } finally {
      client.release();
    }
  }
  const outcomesOf = async (asked: Promise<pg.QueryResult>[]) =>
    (await Promise.allSettled(asked)).map((one) =>
      one.status === "fulfilled" ? one.value.rows : (one.reason as { code: string }).code,
    );

  it("are answered each with its own rows, types and command, also when their shape is known already", () =>
    withClient(async (client) => {
      await client.query("create temp table notes (id bigint, text text)");
      for (let round = 0; round < 2; round++) {
        const [added, two, one, none] = await Promise.all([
          client.constant("insert into notes values ($1, 'a'), ($2, null)", [1, 2]),
          client.constant("select id, text, now() > $1 as later from notes order by id", ["2020-01-01"]),
          client.constant("select $1::jsonb as json, array[$2::bigint] as ids", [{ a: ["ä"] }, 7]),
          client.constant("delete from notes where id < $1", [0]),
        ]);
        assert.deepEqual([added.command, added.rowCount, added.rows], ["INSERT", 2, []]);
        assert.deepEqual([two.command, two.rowCount], ["SELECT", 2 * (round + 1)]);
        assert.deepEqual(two.rows.at(-1), { id: 2, text: null, later: true });
        assert.deepEqual(one.rows, [{ json: { a: ["ä"] }, ids: [7] }]);
        assert.deepEqual([none.command, none.rowCount, none.rows], ["DELETE", 0, []]);
      }
    }));

  it("end with the one that fails: the others before it are answered, those behind it are skipped", () =>
    withClient(async (client) => {
      const ask = (divisor: number) =>
        outcomesOf([
          client.constant("begin"),
          client.constant("select 1 as before"),
          client.constant("select 1 / $1::int as broken", [divisor]),
          client.constant("select 1 as behind"),
          client.constant("commit"),
        ]);
      assert.deepEqual(await ask(0), [[], [{ before: 1 }], "22012", "25P02", "25P02"]);
      await client.query("rollback");
      // What was skipped had not been parsed either.
      assert.deepEqual(await ask(1), [[], [{ before: 1 }], [{ broken: 1 }], [{ behind: 1 }], []]);
      assert.deepEqual(await ask(1), [[], [{ before: 1 }], [{ broken: 1 }], [{ behind: 1 }], []]);
    }));

  it("are one where they are the same over lists of items, if nobody's order suffers", () =>
    withClient(async (client) => {
      const count =
        "select place, n * $2::int as n, (select count(*)::int from counted) as rows from jsonb_to_recordset($1::jsonb) as item (place int, n int)";
      await client.query("create temp table counted (id int)");
      const [one, other] = [{}, {}];
      const answers = await Promise.all([
        client.batch(count, [{ n: 1 }, { n: 2 }], [10], one),
        client.constant("insert into counted values ($1)", [1], undefined, one),
        client.batch(count, [{ n: 3 }], [10], other),
        // Comes after what it has asked before; and other values are another question.
        client.batch(count, [{ n: 4 }], [10], one),
        client.batch(count, [{ n: 5 }], [100], other),
        client.batch(count, [], [100], other),
      ]);
      assert.deepEqual(
        answers.map(({ rows }) => rows),
        [
          [
            { place: 0, n: 10, rows: 0 },
            { place: 1, n: 20, rows: 0 },
          ],
          [],
          [{ place: 0, n: 30, rows: 0 }],
          [{ place: 0, n: 40, rows: 1 }],
          [{ place: 0, n: 500, rows: 1 }],
          [],
        ],
      );
      const failing = "select place, 1 / n as n from jsonb_to_recordset($1::jsonb) as item (place int, n int)";
      const failed = await outcomesOf([
        client.batch(failing, [{ n: 1 }], [], one),
        client.batch(failing, [{ n: 0 }], [], other),
      ]);
      assert.deepEqual(failed, ["22012", "22012"]);
    }));

  it("keep their order among statements that leave alone", () =>
    withClient(async (client) => {
      const [first, second, third] = await Promise.all([
        client.constant("select set_config('flight.note', $1, false) as note", ["a"]),
        client.query("select current_setting('flight.note') as note, set_config('flight.note', 'b', false)"),
        client.constant("select current_setting('flight.note') as note, $1::int as n", [1]),
      ]);
      assert.deepEqual([first.rows[0].note, second.rows[0].note, third.rows[0].note], ["a", "a", "b"]);
    }));

  it("leave out the one whose value cannot be sent", () =>
    withClient(async (client) => {
      const circular: Record<string, unknown> = {};
      circular.self = circular;
      const asked = [
        client.constant("select 1 as a"),
        client.constant("select $1::jsonb as b", [circular]),
        client.constant("select 2 as c"),
      ];
      const outcomes = await Promise.allSettled(asked);
      assert.deepEqual(
        outcomes.map(({ status }) => status),
        ["fulfilled", "rejected", "fulfilled"],
      );
    }));

  it("all fail alike where the connection is lost on the way", async () => {
    const client = (await pool.connect()) as pg.PoolClient & ThriftyClient;
    client.on("error", () => {});
    const outcomes = await outcomesOf([
      client.constant("select 1 as before"),
      client.constant("select pg_terminate_backend(pg_backend_pid())"),
      client.constant("select 1 as behind"),
    ]);
    client.release(true);
    assert.deepEqual(outcomes, [[{ before: 1 }], "57P01", "57P01"]);
    const broken = (await pool.connect()) as pg.PoolClient & ThriftyClient;
    broken.on("error", () => {});
    const asked = outcomesOf([broken.constant("select pg_sleep(5)"), broken.constant("select 1 as behind")]);
    setTimeout(() => {
      const { connection } = broken as unknown as { connection: { stream: Duplex } };
      connection.stream.destroy(Object.assign(new Error("read ECONNRESET"), { code: "ECONNRESET" }));
    }, 20);
    assert.deepEqual(await asked, ["ECONNRESET", "ECONNRESET"]);
    broken.release(true);
    assert.deepEqual(await withClient(async (again) => (await again.constant("select 1 as here")).rows), [{ here: 1 }]);
  });
});
