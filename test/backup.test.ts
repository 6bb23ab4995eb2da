import assert from "node:assert/strict";
import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable, Writable } from "node:stream";
import { after, before, describe, it } from "node:test";
import { pathToFileURL } from "node:url";
import { gunzipSync, gzipSync } from "node:zlib";
import { restoreBackup } from "../src/backup/restore.ts";
import { writeBackup } from "../src/backup/write.ts";
import { allJobs, migrations } from "../src/open.ts";
import { openDatabase } from "../src/platform/database.ts";
import { openJobs } from "../src/platform/jobs.ts";
import { createLog } from "../src/platform/log.ts";
import { createDatabase, dropDatabase, type TestServer, testServer } from "./support/database.ts";
import { fillBusiness } from "./support/fill.ts";
import { openTestInstallation, type TestBusiness, type TestInstallation } from "./support/installation.ts";

describe("a backup", () => {
  let server: TestServer;
  let original: TestInstallation;
  let businesses: TestBusiness[];
  let backup: Buffer;
  const emptied: string[] = [];
  before(async () => {
    server = await testServer();
    original = await openTestInstallation();
    businesses = [await original.business(), await original.business(), await original.business()];
    for (const business of businesses.slice(0, 2)) {
      await fillBusiness(business);
      await business.call("POST", "/api/services/customers", {
        name: 'Tab\t, line\n, \\. and "quotes" 🙂',
        notes: "\\N",
      });
      await business.call("POST", "/api/services/districts", { name: "Once" }, { "idempotency-key": "once" });
    }
    // Its id must not be given out again after a restore.
    const { body } = await businesses[0]!.call("POST", "/api/services/categories", { name: "Gone" });
    await businesses[0]!.call("DELETE", `/api/services/categories?id=${body.id}`);
    backup = await backUp(original);
  });
  after(async () => {
    await original.close();
    for (const name of emptied) await dropDatabase(server, name);
    await server.stop();
  });

  async function emptyDatabase() {
    const name = await createDatabase(server);
    emptied.push(name);
    return name;
  }

  it("restores every row of every table, and the work that waits", async () => {
    const copy = await emptyDatabase();
    const { skippedJobs } = await restore(server, copy, backup);
    assert.equal(skippedJobs, 0);
    const [before, after] = [await rowsOf(server, original.database), await rowsOf(server, copy)];
    assert.deepEqual(Object.keys(after), Object.keys(before));
    for (const table of Object.keys(before)) assert.deepEqual(after[table], before[table], table);
    const filled = Object.keys(before).filter((table) => before[table]!.length > 0);
    for (const table of ["users", "businesses", "appointments", "claims", "events", "audit_log", "idempotency_keys"])
      assert.ok(filled.includes(table), table);
    const jobs = await jobsOf(server, original.database);
    assert.ok(jobs.length > 0);
    assert.deepEqual(await jobsOf(server, copy), jobs);
  });

  it("comes to life again: same keys, same answers, new ids behind all old ones, guards in place", async () => {
    const copy = await emptyDatabase();
    await restore(server, copy, backup);
    const revived = await openTestInstallation({ database: copy });
    try {
      const addresses = ["services", "categories", "customers", "employees", "locations", "appointments", "audit-log"];
      for (const { key } of businesses)
        for (const address of addresses) {
          const [was, is] = [original, revived].map(({ send }) => send("GET", `/api/services/${address}`, { key }));
          assert.deepEqual((await is!).body, (await was!).body, address);
        }
      const [{ key }] = businesses as [TestBusiness];
      const make = (installation: TestInstallation, path: string, body: object, headers = {}) =>
        installation.send("POST", path, { key, body, headers });
      const next = await make(revived, "/api/services/categories", { name: "Next" });
      const expected = await make(original, "/api/services/categories", { name: "Next" });
      assert.equal(next.body.id, expected.body.id);
      const again = await make(revived, "/api/services/districts", { name: "Once" }, { "idempotency-key": "once" });
      assert.deepEqual([again.status, again.headers["idempotent-replayed"]], [201, "true"]);
      const guards = await server.admin(async (client) => (await client.query(guardsQuery)).rows, copy);
      assert.deepEqual(
        guards,
        await server.admin(async (client) => (await client.query(guardsQuery)).rows, original.database),
      );
    } finally {
      await revived.close();
    }
  });

  it("is of one instant, however much is written meanwhile", async () => {
    const [salon] = businesses as [TestBusiness];
    let writing = true;
    const writer = (async () => {
      for (let number = 0; writing; number++) {
        const { body } = await salon.call("POST", "/api/services/categories", { name: `Meanwhile ${number}` });
        await salon.call("POST", "/api/services/services", { name: `Meanwhile ${number}`, categoryId: body.id });
      }
    })();
    const meanwhile = await backUp(original);
    writing = false;
    await writer;
    // Restoring makes the foreign keys anew, which a service without its category would prevent.
    await restore(server, await emptyDatabase(), meanwhile);
  });

  it("is refused by an installation that runs, and by one that has data", async () => {
    await assert.rejects(restore(server, original.database, backup), /Schedly is running on this database: stop it/);
    const target = await emptyDatabase();
    await restore(server, target, backup);
    const before = await rowsOf(server, target);
    await assert.rejects(restore(server, target, backup), /not empty \(there are \w+/);
    assert.deepEqual(await rowsOf(server, target), before);
  });

  it("that is damaged restores nothing, wherever the damage is", async () => {
    const plain = gunzipSync(backup).toString();
    const damages: Record<string, Buffer> = {
      "cut short": backup.subarray(0, Math.floor(backup.length * 0.8)),
      "cut short and packed again": gzipSync(plain.slice(0, Math.floor(plain.length * 0.8))),
      "without its end": gzipSync(plain.slice(0, plain.lastIndexOf('{"end"'))),
      "with a word changed": gzipSync(plain.replace("Emily Chen", "Emily Chan")),
      "with a row lost": gzipSync(plain.replace(/^.*Emily Chen.*\n/m, "")),
      "no backup": gzipSync("hello\n"),
      "not packed": Buffer.from(plain),
      empty: Buffer.alloc(0),
    };
    const target = await emptyDatabase();
    for (const [what, damaged] of Object.entries(damages)) {
      await assert.rejects(restore(server, target, damaged), { name: "BadBackup" }, what);
      const rows = await rowsOf(server, target);
      assert.ok(
        Object.values(rows).every((found) => found.length === 0),
        what,
      );
    }
    await restore(server, target, backup);
  });

  it("of a newer version is refused", async () => {
    const newer = gunzipSync(backup).toString().replace('"0001_platform"', '"0001_platform","9999_later"');
    await assert.rejects(restore(server, await emptyDatabase(), gzipSync(newer)), /made by a newer Schedly/);
  });

  it("of an older version is brought up to date", async () => {
    const later = mkdtempSync(join(tmpdir(), "schedly-migrations-"));
    try {
      cpSync(migrations, later, { recursive: true });
      writeFileSync(
        join(later, "9999_later.sql"),
        "alter table customers add column shoe_size integer not null default 42",
      );
      const target = await emptyDatabase();
      await restore(server, target, backup, pathToFileURL(`${later}/`));
      const { customers } = await rowsOf(server, target);
      assert.ok(customers!.length > 0);
      assert.ok(customers!.every((row) => (row as { shoe_size: number }).shoe_size === 42));
    } finally {
      rmSync(later, { recursive: true });
    }
  });
});

const log = createLog("silent");

async function backUp({ app }: TestInstallation): Promise<Buffer> {
  const chunks: Buffer[] = [];
  const out = new Writable({
    write(chunk, _encoding, done) {
      chunks.push(chunk);
      done();
    },
  });
  await writeBackup(app.database, out);
  return Buffer.concat(chunks);
}

async function restore(server: TestServer, name: string, backup: Buffer, folder = migrations) {
  const database = openDatabase(server.url(name), { max: 2, name: "schedly-command" });
  try {
    return await restoreBackup(Readable.from([backup]), {
      database,
      migrations: folder,
      checkKey: () => {},
      openJobs: async () => {
        const jobs = await openJobs(database, allJobs, log, { work: false });
        return { ...jobs, close: jobs.stop };
      },
      beforeCommit: () => {},
    });
  } finally {
    await database.close();
  }
}

/** Every row of every table, seen by a superuser, whom no policy filters. */
async function rowsOf(server: TestServer, database: string): Promise<Record<string, unknown[]>> {
  return server.admin(async (client) => {
    const { rows: tables } = await client.query(
      "select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' and relname !~ '^(schema_migrations|rate_limits)' order by 1",
    );
    const rows: Record<string, unknown[]> = {};
    for (const { name } of tables) {
      // A transaction's number means nothing on another server.
      const found = await client.query(`select to_jsonb(t) - 'transaction' as row from ${name} t order by 1`);
      rows[name] = found.rows.map(({ row }) => row);
    }
    return rows;
  }, database);
}

const jobsOf = (server: TestServer, database: string) =>
  server.admin(async (client) => {
    const { rows } = await client.query(
      "select id, name, data, priority, start_after, singleton_key, retry_limit, dead_letter from jobs.job where state = 'created' order by id",
    );
    return rows;
  }, database);

const guardsQuery = `
  select relname::text as name, relrowsecurity as enabled, relforcerowsecurity as forced,
    array(select pg_get_constraintdef(oid) from pg_constraint where conrelid = c.oid order by 1) as constraints,
    array(select tgname || ' ' || tgenabled::text from pg_trigger where tgrelid = c.oid and not tgisinternal order by 1) as triggers
  from pg_class c where relnamespace = 'public'::regnamespace and relkind = 'r' order by 1`;
