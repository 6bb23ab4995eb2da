import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { startEmbedded } from "../../src/platform/postgres/embedded.ts";

// Tests run on real PostgreSQL: the one that test/run.ts started (or was given) for the whole run, else one of their own.

const role = "schedly_test";

export type TestServer = {
  /** As a superuser. */
  adminUrl: string;
  url(database: string): string;
  admin<Result>(work: (client: pg.Client) => Promise<Result>, database?: string): Promise<Result>;
  stop(): Promise<void>;
};

let shared: Promise<TestServer> | undefined;
let users = 0;

/** The server of this run, by TEST_DATABASE_ADMIN_URL; started here, once, when a test file is run by itself. */
export async function testServer(): Promise<TestServer> {
  users++;
  shared ??= openServer();
  const server = await shared;
  const leave = async () => {
    if (--users > 0) return;
    shared = undefined;
    await server.stop();
  };
  return { ...server, stop: leave };
}

async function openServer(): Promise<TestServer> {
  const given = process.env.TEST_DATABASE_ADMIN_URL;
  if (given) return serverAt(given, async () => {});
  const folder = mkdtempSync(join(tmpdir(), "schedly-test-"));
  const embedded = await startEmbedded(folder);
  const { host, port, user, database } = embedded.admin;
  const url = `postgres://${user}@/${database}?host=${encodeURIComponent(host)}&port=${port}`;
  return serverAt(url, async () => {
    await embedded.stop();
    rmSync(folder, { recursive: true, force: true });
  });
}

function serverAt(adminUrl: string, stop: () => Promise<void>): TestServer {
  return {
    adminUrl,
    stop,
    url: (database) => withPath(adminUrl, database, role),
    async admin(work, database) {
      const client = new pg.Client({ connectionString: database ? withPath(adminUrl, database) : adminUrl });
      await client.connect();
      try {
        return await work(client);
      } finally {
        await client.end();
      }
    },
  };
}

/** The same server, another database and (with `user`) another role. Works for sockets (`?host=`) and addresses. */
function withPath(url: string, database: string, user?: string): string {
  const [, scheme, credentials = "", host = "", , query = ""] = /^(\w+:\/\/)([^@/]*@)?([^/]*)(\/[^?]*)?(\?.*)?$/.exec(
    url,
  )!;
  return `${scheme}${user ? `${user}@` : credentials}${host}/${database}${query}`;
}

/** An empty database of its own, owned by a role that is no superuser. */
export async function createDatabase(server: TestServer, template?: string): Promise<string> {
  const name = `schedly_t_${process.pid}_${randomBytes(4).toString("hex")}`;
  await server.admin(async (client) => {
    await ensureRole(client);
    await client.query(`create database ${name} owner ${role}${template ? ` template ${template}` : ""}`);
  });
  return name;
}

export const dropDatabase = (server: TestServer, name: string) =>
  server.admin((client) => client.query(`drop database if exists ${name} with (force)`));

async function ensureRole(client: pg.Client) {
  // Two test files may get here at once. Nobody needs these databases after a power cut, so commits need not wait for
  // the disk.
  await client.query(
    `do $$ begin create role ${role} login nosuperuser; alter role ${role} set synchronous_commit = off; exception when duplicate_object or unique_violation then null; end $$`,
  );
}
