import assert from "node:assert/strict";
import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { createDatabase, dropDatabase, type TestServer, testServer } from "./support/database.ts";
import { fillBusiness } from "./support/fill.ts";
import { openTestInstallation, type TestBusiness, type TestInstallation } from "./support/installation.ts";

describe("while the database is away", () => {
  let server: TestServer;
  let wire: Awaited<ReturnType<typeof wireTo>>;
  let database: string;
  let installation: TestInstallation;
  let salon: TestBusiness;
  before(async () => {
    server = await testServer();
    database = await createDatabase(server, process.env.TEST_DATABASE_TEMPLATE);
    wire = await wireTo(server.url(database));
    installation = await openTestInstallation({ database, workers: true, settings: { DATABASE_URL: wire.url } });
    salon = await installation.business();
  });
  after(async () => {
    wire.mend();
    await installation.close();
    await wire.close();
    await dropDatabase(server, database);
    await server.stop();
  });

  it("every request answers 503 and says when to come back; afterwards everything goes on", async () => {
    const create = (name: string) => salon.call("POST", "/api/services/categories", { name });
    assert.equal((await create("Before")).status, 201);
    wire.cut();
    for (const answer of [await create("Meanwhile"), await salon.call("GET", "/api/services/categories")]) {
      assert.deepEqual([answer.status, answer.body.error], [503, "UNAVAILABLE"]);
      assert.equal(answer.headers["retry-after"], "2");
    }
    assert.equal((await installation.send("GET", "/readyz")).status, 503);
    assert.equal((await installation.send("GET", "/healthz")).status, 200);
    wire.mend();
    assert.equal((await installation.send("GET", "/readyz")).status, 200);
    assert.equal((await create("After")).status, 201);
    const { body } = await salon.call("GET", "/api/services/categories");
    assert.deepEqual(
      body.map(({ name }: { name: string }) => name),
      ["Before", "After"],
    );
  });

  it("requests in the middle of their work are answered too, and their work is undone", async () => {
    const many = Array.from({ length: 30 }, (_, number) =>
      salon.call("POST", "/api/services/districts", { name: `District ${number}` }),
    );
    await sleep(15);
    wire.cut();
    const answers = await Promise.all(many);
    wire.mend();
    assert.deepEqual(
      [...new Set(answers.map(({ status }) => status))].filter((status) => ![201, 503].includes(status)),
      [],
    );
    const { headers } = await salon.call("GET", "/api/services/districts");
    const confirmed = answers.filter(({ status }) => status === 201).length;
    assert.ok(Number(headers["x-total-count"]) >= confirmed);
  });

  it("jobs wait, and are done when it is back", async () => {
    wire.cut();
    await sleep(200);
    wire.mend();
    await fillBusiness(salon);
    await installation.drain();
    const { body } = await salon.call("GET", "/api/messages");
    assert.ok(body.data.length > 0, "nobody was told about the appointment");
  });
});

/** A connection to PostgreSQL that can be cut and mended, whether it listens on a socket or on a port. */
async function wireTo(url: string) {
  const [, scheme, user = "", address = "", database, query] = /^(\w+:\/\/)([^@/]*@)?([^/]*)\/([^?]*)(\?.*)?$/.exec(
    url,
  )!;
  const settings = new URLSearchParams(query);
  const folder = settings.get("host");
  const [host = "127.0.0.1", port = "5432"] = address.split(":");
  const open = () =>
    folder ? connect(join(folder, `.s.PGSQL.${settings.get("port") ?? 5432}`)) : connect(Number(port), host);
  const sockets = new Set<Socket>();
  let broken = false;
  const proxy = createServer((near) => {
    if (broken) return near.destroy();
    const far = open();
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(one);
      one.on("error", () => {});
      one.on("close", () => other.destroy());
      one.pipe(other);
    }
  });
  proxy.listen(0, "127.0.0.1");
  await once(proxy, "listening");
  return {
    url: `${scheme}${user}127.0.0.1:${(proxy.address() as AddressInfo).port}/${database}`,
    cut() {
      broken = true;
      for (const socket of sockets) socket.destroy();
      sockets.clear();
    },
    mend() {
      broken = false;
    },
    close: () => new Promise((resolve) => proxy.close(resolve)),
  };
}
