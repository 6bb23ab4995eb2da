import assert from "node:assert/strict";
import { once } from "node:events";
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { createServer, request } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { createDatabase, dropDatabase, type TestServer, testServer } from "./support/database.ts";
import { type Serving, schedly, serving } from "./support/schedly.ts";

// The real program in processes of its own, as an operator meets it.

describe("schedly", () => {
  let server: TestServer;
  let database: string;
  let settings: Record<string, string>;
  before(async () => {
    server = await testServer();
    database = await createDatabase(server, process.env.TEST_DATABASE_TEMPLATE);
    settings = { DATABASE_URL: server.url(database), ENCRYPTION_KEY: "a key for the tests alone" };
  });
  after(async () => {
    await dropDatabase(server, database);
    await server.stop();
  });

  it("finishes what is in flight when it is asked to stop, and takes nothing new", async () => {
    const running = await serving(settings);
    const key = await makeAccountAndKey(settings, "in-flight@example.com");
    const upload = request(`${running.url}/api/services/customers/import`, {
      method: "POST",
      headers: { "cal-api-key": key, "content-type": "text/csv" },
    });
    upload.write("name\nAda\n");
    await sleep(300);
    running.child.kill("SIGTERM");
    await sleep(300);
    await assert.rejects(fetch(`${running.url}/healthz`), "a new connection was taken");
    upload.end("Grace\n");
    const [answer] = await once(upload, "response");
    assert.equal(answer.statusCode, 200);
    const { code } = await running.ended;
    assert.equal(code, 0);
    const again = await serving(settings);
    const customers = await fetch(`${again.url}/api/services/customers`, { headers: { "cal-api-key": key } });
    assert.equal(customers.headers.get("x-total-count"), "2");
    assert.equal((await again.stop("SIGINT")).code, 0);
  });

  it("stops at once at the second signal", async () => {
    const running = await serving(settings);
    const key = await makeAccountAndKey(settings, "hanging@example.com");
    const upload = request(`${running.url}/api/services/customers/import`, {
      method: "POST",
      headers: { "cal-api-key": key, "content-type": "text/csv" },
    });
    upload.on("error", () => {});
    upload.write("name\n");
    await sleep(300);
    const begin = performance.now();
    running.child.kill("SIGTERM");
    await sleep(1200); // npm hands on a signal twice; only a later one is a second
    assert.equal((await running.stop()).code, 1);
    assert.ok(performance.now() - begin < 5000);
  });

  it("ends when something fails that nothing catches", async () => {
    const mischief = "setTimeout(() => Promise.reject(new Error('mischief')), 2500)";
    const running = await serving(settings, ["--import", `data:text/javascript,${mischief}`]);
    const { code, stderr } = await running.ended;
    assert.equal(code, 1);
    assert.match(stderr, /"message":"mischief"/);
  });

  it("says in one sentence what is wrong, and ends with 1", async () => {
    const busy = createServer().listen(0, "127.0.0.1");
    await once(busy, "listening");
    const { port } = busy.address() as AddressInfo;
    const wrong: [settings: Record<string, string>, sentence: RegExp][] = [
      [{ PORT: "http" }, /PORT must be a whole number/],
      [{ PORT: "70000", SMTP_URL: "mail.example.com" }, /PORT must be a port.*SMTP_URL must begin with smtp/],
      [{ ...settings, PORT: String(port) }, new RegExp(`Port ${port} is taken: stop the other program, or set PORT`)],
      [{ ...settings, HOST: "203.0.113.7" }, /HOST 203.0.113.7 is no address of this machine/],
      [{ DATABASE_URL: "postgres://ada:secret@127.0.0.1:1/x" }, /No PostgreSQL answers at 127.0.0.1:1\/x/],
      [
        { DATABASE_URL: "postgres://ada:secret@nosuch.invalid/x" },
        /nosuch.invalid\/x, (is unknown|cannot be looked up)/,
      ],
      [{ DATABASE_URL: "mysql://x" }, /DATABASE_URL must begin with postgres/],
      [{ DATABASE_URL: server.adminUrl }, /a role that bypasses row-level security/],
      [{ DATABASE_URL: server.url("nosuch") }, /database "nosuch" does not exist\. Create it/],
      [{ ...settings, ENCRYPTION_KEY: "quite another key" }, /encryption key is not the one/],
    ];
    const outcomes = await inTurn(wrong, ([given]) => schedly(["start"], { PORT: "0", LOG_LEVEL: "warn", ...given }));
    busy.close();
    for (const [index, [given, sentence]] of wrong.entries()) {
      const { code, stderr } = outcomes[index]!;
      assert.match(stderr, sentence, JSON.stringify(given));
      assert.equal(stderr.trim().split("\n").length, 1, stderr);
      assert.ok(!stderr.includes("secret"), stderr);
      assert.equal(code, 1);
    }
  });

  it("knows its commands, and says so of those that it does not know", async () => {
    const [help, unknown, option, backup] = await inTurn(
      [["--help"], ["strat"], ["start", "--port"], ["backup", "--help"]],
      (words) => schedly(words),
    );
    assert.match(help!.stdout, /backup[\s\S]*restore[\s\S]*doctor/);
    assert.deepEqual([help!.code, unknown!.code, option!.code], [0, 1, 1]);
    assert.match(unknown!.stderr, /unknown command 'strat'[\s\S]*start/);
    assert.match(backup!.stdout, /--with-key/);
  });

  it("shows its settings, without the secrets", async () => {
    const { stdout } = await schedly(["config"], { PORT: "x", SMTP_URL: "smtp://ada:hush@mail.example.com" });
    assert.match(stdout, /PORT=x {3}← must be a whole number/);
    assert.match(stdout, /LOG_LEVEL=info \(default\)/);
    assert.ok(!stdout.includes("hush"));
    const { stdout: table } = await schedly(["config", "--markdown"]);
    const page = readFileSync(new URL("../docs/configuration.md", import.meta.url), "utf8");
    assert.ok(
      page.includes(table.trim()),
      "docs/configuration.md is behind: put the output of schedly config --markdown there",
    );
  });
});

describe("schedly with its own PostgreSQL", () => {
  let folder: string;
  let settings: Record<string, string>;
  let running: Serving;
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), "schedly-process-"));
    chmodSync(folder, 0o755);
    settings = { DATA_DIR: join(folder, "data") };
    running = await serving(settings);
  });
  after(async () => {
    await running.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it("lets no second one at its data", async () => {
    const { code, stderr } = await schedly(["start"], { PORT: "0", ...settings });
    assert.equal(code, 1);
    assert.match(
      stderr,
      /^schedly: Another schedly \(process \d+\) is already using .*data\. Stop it, or set DATA_DIR/,
    );
  });

  it("is operated beside the running server: accounts, keys, health", async () => {
    const key = await makeAccountAndKey(settings, "ada@example.com");
    const headers = { "cal-api-key": key };
    assert.equal((await fetch(`${running.url}/api/services/services`, { headers })).status, 200);
    const list = await schedly(["key", "list"], settings);
    assert.ok(list.stdout.includes(key.slice(-4)) && !list.stdout.includes(key));
    const owner = await schedly(["key", "create", "--business", "business-of-ada"], settings);
    assert.match(owner.stdout, /^sk_live_\w+\n$/);
    const { id } = JSON.parse((await schedly(["key", "list", "--json"], settings)).stdout)[0];
    assert.equal((await schedly(["key", "revoke", String(id)], settings)).code, 0);
    assert.equal((await schedly(["key", "revoke", String(id)], settings)).code, 1);
    const twice = await schedly(accountWords("ada@example.com"), settings, "a quiet harbour\n");
    assert.match(twice.stderr, /Has an account/);
    const weak = await schedly(accountWords("grace@example.com"), settings, "short\n");
    assert.match(weak.stderr, /password Must have at least 10 characters/);
    const doctor = await schedly(["doctor", "--json"], settings);
    assert.deepEqual([doctor.code, JSON.parse(doctor.stdout).filter((some: any) => some.level !== "ok")], [0, []]);
  });

  it("names what is misconfigured", async () => {
    const key = join(settings.DATA_DIR!, "encryption.key");
    chmodSync(key, 0o644);
    const { code, stdout } = await schedly(["doctor"], {
      ...settings,
      PUBLIC_URL: "http://booking.example.com",
      SMTP_URL: "smtp://127.0.0.1:1",
      RATE_LIMIT: "off",
    });
    chmodSync(key, 0o600);
    assert.equal(code, 1);
    assert.match(stdout, /FAIL {2}key file: others can read it \(mode 644\)\n {6}→ chmod 600/);
    assert.match(stdout, /WARN {2}public address: .* is not encrypted/);
    assert.match(stdout, /WARN {2}rate limits: they are off/);
    assert.match(stdout, /FAIL {2}mail server: /);
    assert.match(stdout, /OK {4}isolation: row-level security is forced on every table/);
    const broken = await schedly(["doctor"], { PORT: "x" });
    assert.deepEqual([broken.code, /FAIL {2}settings: PORT must be a whole number/.test(broken.stdout)], [1, true]);
  });

  it("answers 503 while its PostgreSQL is away, and goes on when it is back", async () => {
    const pidFile = join(settings.DATA_DIR!, "postgres", "18", "postmaster.pid");
    process.kill(Number(readFileSync(pidFile, "utf8").split("\n")[0]), "SIGKILL");
    const seen = new Set<number>();
    for (let tries = 0; tries < 200; tries++) {
      const { status } = await fetch(`${running.url}/readyz`);
      seen.add(status);
      if (status === 200 && seen.has(503)) break;
      await sleep(50);
    }
    assert.deepEqual([...seen].sort(), [200, 503]);
  });

  it("is backed up while it runs, and restored elsewhere: with its key, without it, into another PostgreSQL", async () => {
    const [withKey, plain] = [join(folder, "with-key.gz"), join(folder, "plain.gz")];
    assert.equal((await schedly(["backup", withKey, "--with-key"], settings)).code, 0);
    const backup = await schedly(["backup", plain], settings);
    assert.match(backup.stderr, /Backed up 1 businesses, \d+ rows[\s\S]*Keep encryption.key/);
    assert.equal(statSync(plain).mode & 0o777, 0o600);
    assert.match((await schedly(["backup", plain], settings)).stderr, /exists already/);

    const elsewhere = { DATA_DIR: join(folder, "elsewhere") };
    const withoutKey = await schedly(["restore", plain], elsewhere);
    assert.match(withoutKey.stderr, /made with another encryption key: set ENCRYPTION_KEY, or put the original/);
    assert.equal((await schedly(["restore", withKey], elsewhere)).code, 0);
    const keyOf = ({ DATA_DIR = "" }) => readFileSync(join(DATA_DIR, "encryption.key"), "utf8");
    assert.equal(keyOf(elsewhere), keyOf(settings));
    const [there, here] = await inTurn([elsewhere, settings], (where) => schedly(["key", "list", "--json"], where));
    assert.deepEqual(JSON.parse(there!.stdout), JSON.parse(here!.stdout));
    assert.match((await schedly(["restore", withKey], elsewhere)).stderr, /installation is not empty/);
    assert.match((await schedly(["restore", join(folder, "nosuch.gz")], elsewhere)).stderr, /cannot be read/);

    const server = await testServer();
    const database = await createDatabase(server);
    try {
      const other = { DATABASE_URL: server.url(database), DATA_DIR: join(folder, "other") };
      const piped = await schedly(["restore", withKey], other);
      assert.match(piped.stdout, /The encryption key is in .*encryption.key/);
      assert.ok(existsSync(join(other.DATA_DIR, "encryption.key")));
      const list = await schedly(["key", "list", "--json"], other);
      assert.deepEqual(JSON.parse(list.stdout), JSON.parse(here!.stdout));
    } finally {
      await dropDatabase(server, database);
      await server.stop();
    }
  });
});

const accountWords = (email: string) => {
  const name = email.split("@")[0]!;
  return ["user", "create", "--email", email, "--name", name, "--business", `Business of ${name}`, "--password-stdin"];
};

async function makeAccountAndKey(settings: Record<string, string>, email: string): Promise<string> {
  const account = await schedly(accountWords(email), settings, "a quiet harbour\n");
  assert.equal(account.code, 0, account.stderr);
  const { stdout, stderr } = await schedly(["key", "create", "--email", email, "--name", "Test"], settings);
  assert.match(stdout, /^sk_live_\w+\n$/, stderr);
  return stdout.trim();
}

/** Two at a time would be quicker, but other tests run beside these. */
async function inTurn<Item, Result>(items: Item[], work: (item: Item) => Promise<Result>): Promise<Result[]> {
  const results: Result[] = [];
  for (const item of items) results.push(await work(item));
  return results;
}
