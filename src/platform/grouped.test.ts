import assert from "node:assert/strict";
import { after, before, beforeEach, describe, it } from "node:test";
import { sql } from "kysely";
import { createDatabase, dropDatabase, type TestServer, testServer } from "../../test/support/database.ts";
import { batched, type Database, type Db, openDatabase, prepared, sharedBy } from "./database.ts";

/** As in migrations/0025, without what this is not about. */
const calendars = `
  create table calendars (business_id bigint, id bigint, primary key (business_id, id));
  insert into calendars select 1, n from generate_series(1, 20) n;
  create table notes (business_id bigint, id bigint primary key, calendar_id bigint, text text);
  create function lock_calendars(business bigint, wishes jsonb) returns table (place int, taken text) language plpgsql volatile as $$
  declare
    ids bigint[];
  begin
    select array_agg(calendar_id) into ids from jsonb_to_recordset(wishes) as wish ("calendarIds" bigint[]), unnest("calendarIds") as calendar_id;
    perform 1 from calendars where business_id = business and id = any(ids) order by id for no key update;
    return query select wish.place, (select string_agg(text, ',' order by id) from notes where business_id = business and calendar_id = any("calendarIds"))
      from jsonb_to_recordset(wishes) as wish (place int, "calendarIds" bigint[]);
  end $$;`;

const lockAndRead = "select place, taken from lock_calendars($2, $1::jsonb)";

describe("works that are asked for at once", () => {
  let server: TestServer;
  let name: string;
  let database: Database;
  before(async () => {
    server = await testServer();
    name = await createDatabase(server);
    database = openDatabase(server.url(name), { max: 6 });
    for (const statement of calendars.split(/;\n(?= {2}(?:create|insert))/))
      await sql.raw(statement).execute(database.db);
  });
  after(async () => {
    await database.close();
    await dropDatabase(server, name);
    await server.stop();
  });
  beforeEach(() => sql`delete from notes`.execute(database.db));

  type Work<Result> = (db: Db) => Promise<Result>;
  const at = <Result>(work: Work<Result>) => database.transaction({ businessId: 1 }, work, { grouped: true });
  /** Of one group: as many others, behind them, make up the second one. */
  const outcomesOf = async (works: Work<unknown>[]) =>
    (await Promise.allSettled([...works, ...works.map(() => async () => {})].map(at)))
      .slice(0, works.length)
      .map((one) =>
        one.status === "fulfilled" ? one.value : ((one.reason as { code?: string }).code ?? String(one.reason)),
      );
  const transactionOf = async (db: Db) =>
    (await prepared<{ id: string }>(db, "select pg_current_xact_id()::text as id", []))[0]!.id;
  const write = (db: Db, id: number, calendarId = 0) =>
    prepared(db, "insert into notes values (1, $1::bigint, $2, ($1::bigint)::text)", [id, calendarId]);
  const lock = async (db: Db, ...ids: number[]) =>
    (await batched<{ taken: string | null }>(db, lockAndRead, [{ calendarIds: ids }], [1]))[0]!.taken;
  /** What works of one transaction tell each other: who has taken which calendar. */
  const told = new WeakMap<object, { id: number; calendarId: number }[]>();
  const tell = (db: Db, id: number, calendarId: number) => {
    const group = sharedBy(db);
    if (group) told.set(group, [...(told.get(group) ?? []), { id, calendarId }]);
  };
  const toldOf = (db: Db, ids: number[]) =>
    (told.get(sharedBy(db) ?? {}) ?? []).filter(({ calendarId }) => ids.includes(calendarId)).map(({ id }) => id);
  const written = async () =>
    (await sql<{ id: number }>`select id from notes order by id`.execute(database.db)).rows.map(({ id }) => id);

  it("share one transaction, and each gets its own answer", async () => {
    const answers = await outcomesOf(
      Array.from({ length: 5 }, (_, place) => async (db: Db) => {
        await write(db, place);
        return [place, await transactionOf(db)];
      }),
    );
    assert.deepEqual(
      answers.map((answer) => (answer as [number])[0]),
      [0, 1, 2, 3, 4],
    );
    assert.equal(new Set(answers.map((answer) => (answer as [number, string])[1])).size, 1);
    assert.deepEqual(await written(), [0, 1, 2, 3, 4]);
  });

  it("are refused without harm to the others, whether they had written or not", async () => {
    const works: Work<unknown>[] = [
      (db) => write(db, 1).then(() => "kept"),
      async (db) => {
        await transactionOf(db);
        throw new Error("before");
      },
      (db) => write(db, 2).then(() => "kept"),
    ];
    assert.deepEqual(await outcomesOf(works), ["kept", "Error: before", "kept"]);
    assert.deepEqual(await written(), [1, 2]);
    const [again, refused, other] = works.map((_, place) => async (db: Db) => {
      await write(db, 10 + place);
      if (place === 1) throw new Error("after");
      return "kept";
    });
    assert.deepEqual(await outcomesOf([again!, refused!, other!]), ["kept", "Error: after", "kept"]);
    assert.deepEqual(await written(), [1, 2, 10, 12]);
  });

  it("hold by themselves where one of them breaks the transaction", async () => {
    const works = [1, 2, 2, 3].map((id) => async (db: Db) => {
      await write(db, id);
      return id;
    });
    const outcomes = await outcomesOf(works);
    assert.deepEqual(outcomes.toSorted(), [1, "23505", 2, 3].toSorted());
    assert.deepEqual(await written(), [1, 2, 3]);
  });

  it("get a transaction of their own for savepoints, settings and locks that nobody keeps apart", async () => {
    const own = [
      (db: Db) => sql`savepoint here`.execute(db),
      (db: Db) => sql`select set_config('app.employee_id', '7', true)`.execute(db),
      (db: Db) => sql`select id from calendars where id = 1 for update`.execute(db),
      (db: Db) => sql`select pg_advisory_xact_lock(1)`.execute(db),
    ];
    const outcomes = await outcomesOf([
      ...own.map((ask) => async (db: Db) => {
        // Even where the refusal is swallowed.
        await ask(db).catch(() => {});
        return transactionOf(db);
      }),
      transactionOf,
      transactionOf,
    ]);
    const [, , , , shared, alsoShared] = outcomes;
    assert.equal(shared, alsoShared);
    assert.equal(new Set(outcomes).size, 5);
  });

  it("take turns at a calendar and know what those before them have done; at others they do not wait", async () => {
    const began: number[] = [];
    const seen = await outcomesOf(
      [[1, 2], [2, 3], [5], [3]].map((ids, place) => async (db: Db) => {
        // One asks later than the others: all wait for it, since locks are taken in one go.
        if (place === 2) await transactionOf(db);
        const [taken, also] = await Promise.all([
          lock(db, ...ids),
          prepared<{ count: number }>(db, "select count(*)::int as count from notes where calendar_id = any($1)", [
            ids,
          ]),
        ]);
        began.push(place);
        const before = toldOf(db, ids);
        await transactionOf(db);
        void write(db, place, ids.at(-1)!);
        tell(db, place, ids.at(-1)!);
        return [taken, also[0]!.count, before];
      }),
    );
    // What was read with the lock was read for all at once, what they ask on their turn comes after it.
    assert.deepEqual(seen, [
      [null, 0, []],
      [null, 1, [0]],
      [null, 0, []],
      [null, 1, [1]],
    ]);
    assert.deepEqual(began, [0, 2, 1, 3]);
  });

  it("need a transaction of their own to lock twice, and leave nothing behind that they had asked before they ended", async () => {
    const outcomes = await outcomesOf([
      async (db) => {
        await lock(db, 1);
        await transactionOf(db);
        await write(db, 1, 1);
      },
      // Waits for the one before; the second lock would wait for the first for ever.
      async (db) => (await Promise.all([lock(db, 1), lock(db, 2)])).length,
      async (db) => {
        void lock(db, 1).catch(() => {});
        void write(db, 2, 1).catch(() => {});
        throw new Error("ended");
      },
    ]);
    assert.deepEqual(outcomes, [undefined, 2, "Error: ended"]);
    assert.deepEqual(await written(), [1]);
  });

  it("are asked as one what all of them ask, and each gets its own answers in the order of its items", async () => {
    const text =
      "select place, name || $2 as name, (select count(*)::int from notes) as notes from jsonb_to_recordset($1::jsonb) as item (place int, name text) order by place desc";
    const outcomes = await outcomesOf(
      ["a", "b", "c"].map((name, place) => async (db: Db) => {
        // What somebody has asked before is answered before it, also where that keeps it from the others.
        const before = place === 2 ? write(db, 1) : null;
        const rows = await batched<{ name: string; notes: number }>(db, text, [{ name }, { name: `${name}2` }], ["!"]);
        await before;
        return rows;
      }),
    );
    assert.deepEqual(outcomes, [
      [
        { place: 1, name: "a2!", notes: 0 },
        { place: 0, name: "a!", notes: 0 },
      ],
      [
        { place: 1, name: "b2!", notes: 0 },
        { place: 0, name: "b!", notes: 0 },
      ],
      [
        { place: 1, name: "c2!", notes: 1 },
        { place: 0, name: "c!", notes: 1 },
      ],
    ]);
  });

  it("never overlap, wait in a circle or get lost, in whatever order they ask", async () => {
    const works = Array.from({ length: 300 }, (_, id) => async (db: Db) => {
      const first = (id * 7) % 20;
      if (id % 3 === 0) await transactionOf(db);
      const ids = [1 + first, 1 + ((first * 11 + id) % 20)];
      if ((await lock(db, ...ids)) || toldOf(db, ids).length > 0) return "taken";
      const done = write(db, id, 1 + first);
      tell(db, id, 1 + first);
      await done;
      return "booked";
    });
    const began = Date.now();
    const outcomes = (await Promise.all(works.map((work) => Promise.all([at(work), at(work)])))).flat();
    const { rows } = await sql<{ calendarId: number }>`select calendar_id from notes`.execute(database.db);
    assert.equal(new Set(rows.map(({ calendarId }) => calendarId)).size, rows.length);
    assert.equal(outcomes.filter((one) => one === "booked").length, rows.length);
    assert.equal(outcomes.length, 600);
    assert.ok(Date.now() - began < 20_000);
  });

  it("are not run again where the connection was lost while they were committed: nobody knows what became of them", async () => {
    await sql`create table ends (id int)`.execute(database.db);
    await sql`create function end_connection() returns trigger language plpgsql as $$
      begin perform pg_terminate_backend(pg_backend_pid()); return new; end $$`.execute(database.db);
    await sql`create constraint trigger at_commit after insert on ends deferrable initially deferred
      for each row execute function end_connection()`.execute(database.db);
    let runs = 0;
    const outcomes = await outcomesOf(
      ["insert into ends values (1)", "insert into notes values (1, 1, 1, '1')"].map((text) => async (db) => {
        runs++;
        await prepared(db, text, []);
      }),
    );
    assert.deepEqual([runs, outcomes], [2, ["57P01", "57P01"]]);
    assert.deepEqual(await written(), []);
  });
});
