import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { sql } from "kysely";
import { openTables } from "../src/doctor/database.ts";
import { openDatabase, refuseUnfitServer } from "../src/platform/database.ts";
import { testServer } from "./support/database.ts";
import { fillBusiness } from "./support/fill.ts";
import { openTestInstallation, type TestBusiness, type TestInstallation } from "./support/installation.ts";

// That one business never sees another's data does not rest on anybody's memory: PostgreSQL itself filters, and this
// asks its catalogue whether it does so everywhere.

/** Keys and indexes that do not begin with business_id, and why each may. */
const otherIndexes: Record<string, string> = {
  businesses_pkey: "id is the business's own id",
  businesses_subdomain_key: "says whether a subdomain is taken before any business is known",
  members_by_user: "lists the businesses of somebody who signs in, before one of them is chosen",
};

describe("the tables of a business", () => {
  let installation: TestInstallation;
  let salon: TestBusiness;
  let other: TestBusiness;
  before(async () => {
    installation = await openTestInstallation();
    salon = await installation.business();
    other = await installation.business();
    await fillBusiness(salon);
    await fillBusiness(other);
  });
  after(() => installation.close());

  const ask = async (query: string): Promise<any[]> =>
    (await sql.raw(query).execute(installation.app.database.db)).rows;

  /** Every table with a business_id that is not meant to be read by all. */
  const tenantTables = async () =>
    (
      await ask(`
        select c.relname as name, c.relrowsecurity as enabled, c.relforcerowsecurity as forced,
          array(select pg_get_expr(polqual, polrelid) from pg_policy
            where polrelid = c.oid and polpermissive and polcmd in ('*')) as policies
        from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'business_id'
        where c.relnamespace = current_schema()::regnamespace and c.relkind in ('r', 'p') order by 1`)
    ).filter(({ name }) => !(name in openTables));

  it("are under forced row-level security, all by the same rule", async () => {
    const tables = await tenantTables();
    assert.ok(tables.length > 30);
    const rule = "(business_id = (NULLIF(current_setting('app.business_id'::text, true), ''::text))::bigint)";
    for (const table of tables)
      assert.deepEqual(table, { name: table.name, enabled: true, forced: true, policies: [rule] });
  });

  it("have nothing that widens the rule but a user's own memberships", async () => {
    const policies = await ask(`
      select tablename || '.' || policyname as name, cmd from pg_policies
      where schemaname = current_schema() and permissive = 'PERMISSIVE' and policyname <> 'tenant' order by 1`);
    assert.deepEqual(policies, [
      { name: "businesses.own_businesses", cmd: "SELECT" },
      { name: "members.own_memberships", cmd: "SELECT" },
    ]);
  });

  it("cannot be reached around it, through a view or a function with its owner's rights", async () => {
    const ways = await ask(`
      select relname as name from pg_class where relnamespace = current_schema()::regnamespace and relkind in ('v', 'm')
      union all select proname from pg_proc where pronamespace = current_schema()::regnamespace and prosecdef
        and proowner <> current_user::regrole`);
    assert.deepEqual(ways, []);
  });

  it("begin every key and index with business_id, ready for Citus", async () => {
    const indexes = await ask(`
      select i.relname as name, t.relname as table,
        pg_get_indexdef(x.indexrelid, 1, true) as first, x.indisprimary as primary
      from pg_index x join pg_class i on i.oid = x.indexrelid join pg_class t on t.oid = x.indrelid
      where t.relnamespace = current_schema()::regnamespace order by 1`);
    const names = new Set([...(await tenantTables()).map(({ name }) => name), "businesses"]);
    const wrong = indexes.filter(
      ({ name, table, first }) => names.has(table) && first !== "business_id" && !(name in otherIndexes),
    );
    assert.deepEqual(wrong, []);
    const withPrimary = new Set(indexes.filter(({ primary }) => primary).map(({ table }) => table));
    assert.deepEqual(
      [...names].filter((name) => !withPrimary.has(name)),
      [],
    );
    const unknown = Object.keys(otherIndexes).filter((exception) => !indexes.some(({ name }) => name === exception));
    assert.deepEqual(unknown, [], "an exception for an index that is gone");
  });

  it("point at each other within one business only", async () => {
    const names = new Set((await tenantTables()).map(({ name }) => name));
    const keys = await ask(`
      select conname as name, conrelid::regclass::text as from, confrelid::regclass::text as to,
        array(select attname::text from unnest(conkey) with ordinality k (number, place)
          join pg_attribute on attrelid = conrelid and attnum = number order by place) as columns,
        array(select attname::text from unnest(confkey) with ordinality k (number, place)
          join pg_attribute on attrelid = confrelid and attnum = number order by place) as targets
      from pg_constraint where contype = 'f' and connamespace = current_schema()::regnamespace`);
    const wrong = keys.filter(
      ({ from, to, columns, targets }) =>
        names.has(from) && names.has(to) && !(columns[0] === "business_id" && targets[0] === "business_id"),
    );
    assert.deepEqual(wrong, []);
  });

  it("show nothing while no business is set", async () => {
    for (const { name } of await tenantTables()) assert.deepEqual(await ask(`select from ${name} limit 1`), [], name);
    assert.deepEqual(await ask("select from businesses"), []);
  });

  it("show a business its own rows, and let it touch no others", async () => {
    const filled: string[] = [];
    for (const { name } of await tenantTables()) {
      const rows = await installation.asSystem(salon.id, async ({ db }) => {
        const found = await sql<{ businessId: number }>`select distinct business_id from ${sql.table(name)}`.execute(
          db,
        );
        const theirs = sql`delete from ${sql.table(name)} where business_id = ${other.id}`;
        assert.equal((await theirs.execute(db)).numAffectedRows, 0n, name);
        return found.rows;
      });
      assert.ok(
        rows.every(({ businessId }) => businessId === salon.id),
        name,
      );
      if (rows.length > 0) filled.push(name);
    }
    assert.ok(filled.includes("appointments") && filled.includes("customers") && filled.includes("claims"));
  });

  it("take no row for another business", async () => {
    const smuggle = installation.asSystem(salon.id, ({ db }) =>
      sql`insert into districts (business_id, name, created_at) values (${other.id}, 'Theirs', now())`.execute(db),
    );
    await assert.rejects(smuggle, { code: "42501" });
  });

  it("forget the business at the end of each transaction, also on the same connection", async () => {
    await installation.app.database.db.connection().execute(async (connection) => {
      await sql.raw(`begin; select set_config('app.business_id', '${salon.id}', true)`).execute(connection);
      const seen = await sql`select from customers`.execute(connection);
      assert.ok(seen.rows.length > 0);
      await sql.raw("commit").execute(connection);
      assert.equal((await sql`select from customers`.execute(connection)).rows.length, 0);
    });
  });

  it("are owned by a role that is no superuser, and a superuser is refused", async () => {
    await refuseUnfitServer(installation.app.database.db);
    const server = await testServer();
    const asSuperuser = openDatabase(server.adminUrl);
    try {
      await assert.rejects(refuseUnfitServer(asSuperuser.db), /bypasses row-level security/);
    } finally {
      await asSuperuser.close();
      await server.stop();
    }
  });
});
