import assert from "node:assert/strict";
import { once } from "node:events";
import { readdirSync, readlinkSync } from "node:fs";
import type { AddressInfo } from "node:net";
import net from "node:net";
import { after, before, describe, it } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "kysely";
import { openTestInstallation, type TestBusiness, type TestInstallation } from "../../test/support/installation.ts";

/** How many of the files that clients wait for, or are waited for with, this process has open. */
const openFiles = () =>
  process.platform === "linux"
    ? readdirSync("/proc/self/fd").filter((fd) => linkOf(fd).includes("schedly-spool")).length
    : 0;
function linkOf(fd: string): string {
  try {
    return readlinkSync(`/proc/self/fd/${fd}`);
  } catch {
    return "";
  }
}

/** More than there are connections to the database. */
const crowd = 10;

describe("clients that take their time", () => {
  let installation: TestInstallation;
  let slow: TestBusiness;
  let other: TestBusiness;
  let port: number;
  const sockets: net.Socket[] = [];
  before(async () => {
    installation = await openTestInstallation({ settings: { LOG_LEVEL: "error" } });
    [slow, other] = [await installation.business(), await installation.business()];
    await installation.server.listen({ host: "127.0.0.1", port: 0 });
    port = (installation.server.server.address() as AddressInfo).port;
  });
  after(async () => {
    for (const socket of sockets) socket.destroy();
    await installation.close();
  });
  const hangUp = () => {
    for (const socket of sockets.splice(0)) socket.destroy();
  };

  async function say(text: string): Promise<net.Socket> {
    const socket = net.connect(port, "127.0.0.1").on("error", () => {});
    sockets.push(socket);
    await once(socket, "connect");
    socket.write(text);
    return socket;
  }
  /** What somebody else gets meanwhile. */
  async function askedByOthers() {
    const began = performance.now();
    const { status, body } = await other.call("POST", "/api/services/categories", { name: `Hair ${began}` });
    assert.equal(status, 201, JSON.stringify(body));
    assert.ok(performance.now() - began < 2000, "somebody else had to wait");
  }

  it("keep nobody else waiting while they send a file, however many there are", async () => {
    const head = (length: number) =>
      `POST /api/services/customers/import HTTP/1.1\r\nHost: localhost\r\ncal-api-key: ${slow.key}\r\nContent-Type: text/csv\r\nContent-Length: ${length}\r\n\r\n`;
    const begun = await Promise.all(Array.from({ length: crowd }, (_, place) => say(`${head(11)}name\nAda ${place}`)));
    await sleep(200);
    await askedByOthers();
    begun[0]!.write("\n");
    const [answer] = await once(begun[0]!, "data");
    assert.match(String(answer), /^HTTP\/1\.1 200 .*"created":1/s);
    hangUp();
  });

  it("keep nobody else waiting while they take an export", async () => {
    await installation.asSystem(slow.id, ({ db }) =>
      sql`insert into customers (business_id, name, notes, created_at)
        select ${slow.id}, 'Customer ' || n, repeat('long ', 600), now() from generate_series(1, 4000) n`.execute(db),
    );
    const head = `GET /api/services/customers/export HTTP/1.1\r\nHost: localhost\r\ncal-api-key: ${slow.key}\r\n\r\n`;
    const begun = await Promise.all(Array.from({ length: crowd }, () => say(head)));
    for (const socket of begun) socket.pause();
    await sleep(500);
    await askedByOthers();
    hangUp();
  });

  it("leave no file open, whether they took it or went away", async () => {
    const taken = await slow.call("GET", "/api/services/customers/export");
    assert.ok(taken.text.split("\n").length > 4000);
    const head = `GET /api/services/customers/export HTTP/1.1\r\nHost: localhost\r\ncal-api-key: ${slow.key}\r\n\r\n`;
    const begun = await Promise.all(Array.from({ length: 3 }, () => say(head)));
    await Promise.all(begun.map((socket) => once(socket, "data")));
    for (const socket of begun) socket.pause();
    if (process.platform === "linux") assert.ok(openFiles() > 0, "the export is in no file");
    hangUp();
    for (let tries = 0; openFiles() > 0 && tries < 50; tries++) await sleep(100);
    assert.equal(openFiles(), 0);
    // And none of the places that a business has for them is lost.
    assert.equal((await slow.call("GET", "/api/services/customers/export")).status, 200);
  });

  it("keep nobody else waiting with a file of which no row is good", async () => {
    const bad = `name,email\n${",x\n".repeat(100_000)}`;
    let going = true;
    const headers = { "content-type": "text/csv" };
    const importing = installation
      .send("POST", "/api/services/customers/import", { key: slow.key, raw: bad, headers })
      .finally(() => {
        going = false;
      });
    const waited: number[] = [];
    while (going) {
      const began = performance.now();
      assert.equal((await other.call("GET", "/api/services/categories")).status, 200);
      waited.push(performance.now() - began);
      await sleep(20);
    }
    assert.equal((await importing).body.failed, 100_000);
    assert.ok(
      waited.length > 10 && Math.max(...waited) < 500,
      `${waited.length} others, at most ${Math.max(...waited)} ms`,
    );
  });

  it("have no file made for them once they have gone", async () => {
    const timed = async () => {
      const began = performance.now();
      assert.equal((await slow.call("GET", "/api/services/customers/export")).status, 200);
      return performance.now() - began;
    };
    const alone = await timed();
    const head = `GET /api/services/customers/export HTTP/1.1\r\nHost: localhost\r\ncal-api-key: ${slow.key}\r\n\r\n`;
    await Promise.all(Array.from({ length: 60 }, () => say(head)));
    await sleep(100);
    hangUp();
    await sleep(100);
    const later = await timed();
    assert.ok(later < 20 * alone, `${Math.round(later)} ms, and ${Math.round(alone)} where nobody had waited`);
  });

  it("are no failure of ours where they go away in the middle of a body", async (t) => {
    const logged: string[] = [];
    t.mock.method(process.stderr, "write", (line: string) => logged.push(line));
    for (const [path, type] of [
      ["customers/import", "text/csv"],
      ["book", "application/json"],
    ])
      await say(
        `POST /api/services/${path} HTTP/1.1\r\nHost: localhost\r\ncal-api-key: ${slow.key}\r\nContent-Type: ${type}\r\nContent-Length: 1000\r\n\r\n{`,
      );
    await sleep(200);
    hangUp();
    await sleep(200);
    assert.deepEqual(logged, []);
  });

  it("have no file read which they may not send", async () => {
    const text = `POST /api/services/customers/import HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/csv\r\nContent-Length: 1000000\r\n\r\nname\n`;
    const [answer] = await once(await say(text), "data");
    assert.match(String(answer), /^HTTP\/1\.1 401 /);
    hangUp();
  });
});
