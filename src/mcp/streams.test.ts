import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { sql } from "kysely";
import { type McpDesk, openMcpDesk, openStream, type TestBusiness } from "./desk.test-support.ts";

describe("streams of the older MCP transport", () => {
  let desk: McpDesk;
  let salon: TestBusiness;
  let client: ReturnType<McpDesk["with"]>;
  before(async () => {
    desk = await openMcpDesk();
    salon = await desk.installation.business();
    client = desk.with(salon.key);
  });
  after(() => desk.close());

  const open = async (key = salon.key, from = desk) => {
    const stream = await openStream(from.url, { authorization: `Bearer cal_${key}` });
    const first = await stream.next();
    return { ...stream, endpoint: first!.data, event: first!.event };
  };
  const sessions = () =>
    desk.installation.asSystem(salon.id, ({ db }) =>
      db.selectFrom("agentSessions").selectAll().where("transport", "=", "sse").execute(),
    );
  const until = async (done: () => Promise<boolean>) => {
    for (let attempt = 0; attempt < 200; attempt++) {
      if (await done()) return;
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
    assert.fail("It did not come to be within five seconds");
  };

  it("begin with the address for messages, of the same origin", async () => {
    const stream = await open();
    assert.deepEqual([stream.status, stream.event], [200, "endpoint"]);
    assert.match(stream.headers.get("content-type")!, /^text\/event-stream/);
    assert.match(stream.endpoint, new RegExp(`^${desk.url}\\?sessionId=[\\w-]{36}$`));
    const posted = await client.post({ jsonrpc: "2.0", id: "x", method: "initialize", params: {} }, stream.endpoint);
    assert.deepEqual([posted.status, posted.text], [202, "Accepted"]);
    const { id, result } = await stream.message();
    assert.deepEqual([id, result.protocolVersion], ["x", "2024-11-05"]);
    stream.leave();
  });

  it("answer calls that come at the same time, each with its id", async () => {
    const stream = await open();
    const ids = Array.from({ length: 12 }, (_, id) => id);
    await Promise.all(
      ids.map((id) =>
        client.post(
          { jsonrpc: "2.0", id, method: "tools/call", params: { name: "get_current_user" } },
          stream.endpoint,
        ),
      ),
    );
    const answers = [];
    for (const _ of ids) answers.push(await stream.message());
    assert.deepEqual(
      answers.map(({ id }) => id).sort((a, b) => a - b),
      ids,
    );
    assert.ok(answers.every(({ result }) => result.structuredContent.email === salon.email));
    stream.leave();
  });

  it("belong to their key: for another one there is no such session", async () => {
    const stream = await open();
    const colleague = await desk.installation.member(salon.id, "admin");
    const neighbour = await desk.installation.business();
    const ping = { jsonrpc: "2.0", id: 1, method: "ping" };
    for (const { key } of [colleague, neighbour])
      assert.equal((await desk.with(key).post(ping, stream.endpoint)).status, 404);
    assert.equal((await client.post(ping, `${desk.url}?sessionId=nobody`)).status, 404);
    stream.leave();
  });

  it("leave nothing behind when the client vanishes, even in the middle of a call", async () => {
    await until(async () => (await sessions()).length === 0);
    const opened = await Promise.all(Array.from({ length: 10 }, () => open()));
    assert.equal((await sessions()).length, 10);
    await Promise.all(
      opened.map(async (stream, id) => {
        await client.post(
          { jsonrpc: "2.0", id, method: "tools/call", params: { name: "dashboard_summary" } },
          stream.endpoint,
        );
        stream.leave();
      }),
    );
    await until(async () => (await sessions()).length === 0);
    const gone = await client.post({ jsonrpc: "2.0", id: 1, method: "ping" }, opened[0]!.endpoint);
    assert.equal(gone.status, 404);
  });

  it("end within seconds when their key is revoked", async () => {
    const { body } = await salon.call("POST", "/api/keys", { name: "Agent" });
    const stream = await open(body.data.key);
    await salon.call("DELETE", `/api/keys?id=${body.data.id}`);
    assert.equal(await stream.next(), null);
  });

  it("are not opened for a browser's page, nor beyond fifty per key", async () => {
    const page = await fetch(desk.url, { headers: { ...client.headers, accept: "text/html,*/*;q=0.8" } });
    assert.equal(page.status, 406);
    const { key } = await desk.installation.business();
    const opened = await Promise.all(Array.from({ length: 50 }, () => open(key)));
    const more = await fetch(desk.url, { headers: { "cal-api-key": key, accept: "text/event-stream" } });
    assert.equal(more.status, 429);
    await more.text();
    for (const stream of opened) stream.leave();
  });

  it("carry what another process has answered, in one session over both", async () => {
    const other = await openMcpDesk({ database: desk.installation.database });
    try {
      const stream = await open();
      const elsewhere = stream.endpoint.replace(desk.origin, other.origin);
      const hello = { clientInfo: { name: "Two", version: "1" } };
      await client.post({ jsonrpc: "2.0", id: 0, method: "initialize", params: hello }, elsewhere);
      assert.equal((await stream.message()).id, 0);
      const call = {
        jsonrpc: "2.0",
        id: 1,
        method: "tools/call",
        params: { name: "create_customer", arguments: { name: "Ada" } },
      };
      assert.equal((await client.post(call, elsewhere)).status, 202);
      const { result } = await stream.message();
      assert.equal(result.structuredContent.name, "Ada");
      const { body } = await salon.call("GET", "/api/services/audit-log?action=customer.created");
      assert.equal(body[0].agent, "Two 1");
      // Far more than a notification can hold.
      await client.post({ jsonrpc: "2.0", id: 2, method: "tools/list" }, elsewhere);
      assert.equal((await stream.message()).id, 2);
      await client.post({ jsonrpc: "2.0", id: 3, method: "ping" }, stream.endpoint);
      assert.equal((await stream.message()).id, 3);
      stream.leave();
      await until(async () => (await sessions()).length === 0);
    } finally {
      await other.close();
    }
  });

  it("hear again what is left for them after the connection that listens was lost", async () => {
    const other = await openMcpDesk({ database: desk.installation.database });
    try {
      const stream = await open();
      const elsewhere = stream.endpoint.replace(desk.origin, other.origin);
      await desk.installation.asSystem(salon.id, ({ db }) =>
        sql`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'schedly-mcp' and datname = current_database()`.execute(
          db,
        ),
      );
      await client.post({ jsonrpc: "2.0", id: 9, method: "ping" }, elsewhere);
      assert.equal((await stream.message()).id, 9);
      stream.leave();
    } finally {
      await other.close();
    }
  });

  it("end when the process stops, which waits for nobody", async () => {
    const short = await openMcpDesk();
    const { key } = await short.installation.business();
    const stream = await open(key, short);
    const ended = stream.next();
    const began = Date.now();
    await short.close();
    assert.equal(await ended, null);
    assert.ok(Date.now() - began < 5000);
  });
});
