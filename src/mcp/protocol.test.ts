import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import fc from "fast-check";
import { type McpDesk, openMcpDesk, type TestBusiness } from "./desk.test-support.ts";

const initialized = {
  protocolVersion: "2024-11-05",
  capabilities: { tools: { listChanged: false } },
  serverInfo: { name: "schedly-mcp", version: "2.0.0" },
};

describe("JSON-RPC at /api/mcp/sse", () => {
  let desk: McpDesk;
  let salon: TestBusiness;
  let client: ReturnType<McpDesk["with"]>;
  before(async () => {
    desk = await openMcpDesk();
    salon = await desk.installation.business();
    client = desk.with(salon.key);
  });
  after(() => desk.close());

  it("answers initialize without a version exactly as the reference shows", async () => {
    const { status, headers, body } = await client.post({ jsonrpc: "2.0", id: 1, method: "initialize", params: {} });
    assert.deepEqual(body, { jsonrpc: "2.0", id: 1, result: initialized });
    assert.deepEqual([status, headers.get("content-type")], [200, "application/json; charset=utf-8"]);
    assert.equal(headers.get("mcp-session-id"), null);
  });

  it("speaks the revision that the client asks for, or its newest", async () => {
    const speaks = async (protocolVersion: string) =>
      (await client.ask("initialize", { protocolVersion, capabilities: {}, clientInfo: { name: "a", version: "1" } }))
        .body.result.protocolVersion;
    for (const version of ["2024-11-05", "2025-03-26", "2025-06-18", "2025-11-25"])
      assert.equal(await speaks(version), version);
    assert.equal(await speaks("1999-01-01"), "2025-11-25");
    const wrong = await client.ask("initialize", { protocolVersion: 5 });
    assert.equal(wrong.body.error.code, -32602);
  });

  it("takes the key in every form of the reference, and refuses the rest in its words", async () => {
    const ping = JSON.stringify({ jsonrpc: "2.0", id: 1, method: "ping" });
    const forms: Record<string, string>[] = [
      { authorization: `Bearer cal_${salon.key}` },
      { authorization: `Bearer ${salon.key}` },
      { "cal-api-key": salon.key },
    ];
    for (const headers of forms) assert.equal((await desk.send(ping, headers)).status, 200);
    for (const headers of [{}, { authorization: "Bearer cal_wrong" }, { authorization: "Basic x" }] as typeof forms) {
      const { status, body, headers: told } = await desk.send(ping, headers);
      assert.equal(status, 401);
      assert.deepEqual(body, { error: "Invalid or missing API key. Use Authorization: Bearer cal_YOUR_KEY" });
      assert.equal(
        told.get("www-authenticate"),
        `Bearer resource_metadata="${desk.installation.app.services.publicUrl}/.well-known/oauth-protected-resource/api/mcp/sse"`,
      );
    }
  });

  it("gives ids of every kind back as they came", async () => {
    for (const id of ["a", "", 0, -1, 7, 1.5, "5"])
      assert.deepEqual((await client.ask("ping", {}, id)).body, {
        jsonrpc: "2.0",
        id,
        result: {},
      });
    for (const id of [null, true, {}, []]) {
      const { status, body } = await client.post({ jsonrpc: "2.0", id, method: "ping" });
      assert.deepEqual([status, body.error.code, body.id], [400, -32600, null]);
    }
  });

  it("takes notifications and answers without a word", async () => {
    for (const message of [
      { jsonrpc: "2.0", method: "notifications/initialized" },
      { jsonrpc: "2.0", method: "notifications/no-such-thing" },
      { jsonrpc: "2.0", id: 4, result: {} },
      [{ jsonrpc: "2.0", method: "notifications/cancelled", params: { requestId: 1 } }],
    ]) {
      const { status, text } = await client.post(message);
      assert.deepEqual([status, text], [202, ""]);
    }
  });

  it("runs the reference's batch in order", async () => {
    const batch = ["get_current_user", "dashboard_summary"].map((name, place) => ({
      jsonrpc: "2.0",
      id: place + 1,
      method: "tools/call",
      params: { name, arguments: {} },
    }));
    const { status, body } = await client.post([...batch, { jsonrpc: "2.0", method: "notifications/x" }, 5]);
    assert.equal(status, 200);
    assert.deepEqual(
      body.map(({ id }: { id: number }) => id),
      [1, 2, null],
    );
    assert.equal(body[0].result.structuredContent.email, salon.email);
    assert.ok(body[1].result.structuredContent.serviceAppointments.today);
    assert.equal(body[2].error.code, -32600);
  });

  it("takes fifty messages in a batch, and neither none nor more", async () => {
    const pings = (count: number) => Array.from({ length: count }, (_, id) => ({ jsonrpc: "2.0", id, method: "ping" }));
    assert.equal((await client.post(pings(50))).body.length, 50);
    for (const count of [0, 51, 5000]) {
      const { status, body } = await client.post(pings(count));
      assert.deepEqual([status, body.error.code, body.id], [400, -32600, null]);
    }
  });

  it("answers the errors of JSON-RPC", async () => {
    const error = async (message: unknown) => (await client.post(message)).body.error.code;
    assert.equal(await error({ jsonrpc: "2.0", id: 1, method: "resources/list" }), -32601);
    assert.equal(await error({ jsonrpc: "2.0", id: 1, method: "constructor" }), -32601);
    assert.equal(await error({ jsonrpc: "2.0", id: 1, method: "tools/call", params: { name: "nope" } }), -32602);
    assert.equal(await error({ jsonrpc: "2.0", id: 1, method: "tools/call", params: {} }), -32602);
    assert.equal(
      await error({ jsonrpc: "2.0", id: 1, method: "tools/call", params: { name: "list_bookings", arguments: [] } }),
      -32602,
    );
    assert.equal(await error({ jsonrpc: "2.0", id: 1, method: "tools/list", params: { cursor: "x" } }), -32602);
    assert.equal(await error({ id: 1, method: "ping" }), -32600);
    assert.equal(await error({ jsonrpc: "2.0", id: 1, method: "ping", params: [] }), -32600);
    for (const value of [null, 5, "text"]) assert.equal(await error(value), -32600);
    for (const raw of ["", "{", '{"jsonrpc"', "\u0000"]) {
      const { status, body } = await desk.send(raw, client.headers);
      assert.deepEqual([status, body.error.code, body.id], [400, -32700, null]);
    }
  });

  it("refuses bodies of another kind, too large or too deep", async () => {
    const ping = { jsonrpc: "2.0", id: 1, method: "ping" };
    const text = await desk.send(JSON.stringify(ping), { ...client.headers, "content-type": "text/plain" });
    assert.deepEqual([text.status, text.body.error.code], [415, -32600]);
    const large = await client.post({ ...ping, params: { text: "x".repeat(1024 * 1024) } });
    assert.deepEqual([large.status, large.body.error.code], [413, -32600]);
    const deep = `${"[".repeat(200_000)}${"]".repeat(200_000)}`;
    assert.equal((await desk.send(deep, client.headers)).status, 200);
    const call = `{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"create_customer","arguments":{"name":${deep}}}}`;
    const { body } = await desk.send(call, client.headers);
    assert.equal(body.result.isError, true);
  });

  it("gives a client that takes nothing but a stream a stream of one message", async () => {
    const { headers, text } = await desk.send(JSON.stringify({ jsonrpc: "2.0", id: 1, method: "ping" }), {
      ...client.headers,
      accept: "text/event-stream",
    });
    assert.match(headers.get("content-type")!, /^text\/event-stream/);
    assert.equal(text, 'event: message\ndata: {"jsonrpc":"2.0","id":1,"result":{}}\n\n');
  });

  it("names a session for later revisions, which the same key alone may use until it ends it", async () => {
    const opened = await client.ask("initialize", {
      protocolVersion: "2025-06-18",
      capabilities: {},
      clientInfo: { name: "Helper", version: "3" },
    });
    const session = { "mcp-session-id": opened.headers.get("mcp-session-id")!, "mcp-protocol-version": "2025-06-18" };
    const ping = JSON.stringify({ jsonrpc: "2.0", id: 1, method: "ping" });
    assert.equal((await desk.send(ping, { ...client.headers, ...session })).status, 200);
    const colleague = await desk.installation.member(salon.id, "admin");
    const neighbour = await desk.installation.business();
    for (const { key } of [colleague, neighbour]) {
      const other = await desk.send(ping, { ...desk.with(key).headers, ...session });
      assert.deepEqual([other.status, other.body.error.code], [404, -32001]);
    }
    const stream = await fetch(desk.url, { headers: { ...client.headers, ...session, accept: "text/event-stream" } });
    assert.equal(stream.status, 405);
    const end = () => fetch(desk.url, { method: "DELETE", headers: { ...client.headers, ...session } });
    assert.deepEqual([(await end()).status, (await end()).status], [204, 404]);
    assert.equal((await desk.send(ping, { ...client.headers, ...session })).status, 404);
  });

  it("refuses a protocol version that there never was", async () => {
    const ping = JSON.stringify({ jsonrpc: "2.0", id: 1, method: "ping" });
    const ask = (version: string) => desk.send(ping, { ...client.headers, "mcp-protocol-version": version });
    assert.equal((await ask("2025-06-18")).status, 200);
    assert.equal((await ask("rubbish")).status, 400);
  });

  it("answers no page of another site, and no name that is not ours", async () => {
    const send = (headers: Record<string, string>) =>
      desk.installation.server.inject({
        method: "POST",
        url: "/api/mcp/sse",
        headers: { ...client.headers, "content-type": "application/json", ...headers },
        payload: JSON.stringify({ jsonrpc: "2.0", id: 1, method: "ping" }),
      });
    assert.equal((await send({ origin: "https://evil.example" })).statusCode, 403);
    assert.equal((await send({ origin: "null" })).statusCode, 403);
    assert.equal((await send({ host: "evil.example:3000", origin: "http://evil.example:3000" })).statusCode, 403);
    assert.equal((await send({ host: "evil.example:3000" })).statusCode, 403);
    assert.equal((await send({ host: "localhost:3000", origin: "http://localhost:3000" })).statusCode, 200);
    assert.equal((await send({ host: "127.0.0.1:8080" })).statusCode, 200);
  });

  it("answers valid JSON-RPC, and never 500, whatever it is sent", async () => {
    const name = fc.constantFrom(
      "get_current_user",
      "list_bookings",
      "get_booking",
      "update_event_type",
      "nope",
      "__proto__",
    );
    const json = fc.jsonValue({ maxDepth: 4 });
    const method = fc.oneof(fc.constantFrom("tools/call", "tools/list", "initialize", "ping"), fc.string());
    const message = fc.record(
      {
        jsonrpc: fc.oneof({ weight: 5, arbitrary: fc.constant("2.0") }, json),
        id: fc.oneof(fc.integer(), fc.string(), json),
        method: fc.oneof({ weight: 5, arbitrary: method }, json),
        params: fc.oneof(
          fc.record({
            name,
            arguments: fc.oneof(json, fc.dictionary(fc.constantFrom("id", "uid", "limit", "dryRun"), json)),
          }),
          fc.record({ protocolVersion: json, clientInfo: json, capabilities: json }, { requiredKeys: [] }),
          json,
        ),
      },
      { requiredKeys: [] },
    );
    await fc.assert(
      fc.asyncProperty(fc.oneof(message, fc.array(message, { maxLength: 4 }), json), async (body) => {
        const answer = await client.post(body);
        assert.ok([200, 202, 400].includes(answer.status), `${answer.status} ${answer.text}`);
        if (answer.status === 202) return assert.equal(answer.text, "");
        for (const one of Array.isArray(answer.body) ? answer.body : [answer.body]) {
          assert.equal(one.jsonrpc, "2.0");
          assert.ok(["string", "number"].includes(typeof one.id) || one.id === null);
          assert.ok((one.result === undefined) !== (one.error === undefined));
          assert.notEqual(one.error?.code, -32603, answer.text);
          if (one.result?.isError) assert.notEqual(JSON.parse(one.result.content[0].text).error, "INTERNAL_ERROR");
        }
      }),
      { numRuns: 300, seed: 4, endOnFailure: true },
    );
  });
});

describe("rate limits of the MCP server", () => {
  it("count every call of a batch", async () => {
    const desk = await openMcpDesk({ settings: { RATE_LIMIT: "memory", DEFAULT_PLAN: "free" } });
    try {
      const { key } = await desk.installation.business({ plan: "free" });
      const client = desk.with(key);
      const pings = Array.from({ length: 40 }, (_, id) => ({ jsonrpc: "2.0", id, method: "ping" }));
      const first = await client.post(pings);
      assert.deepEqual([first.status, first.headers.get("x-ratelimit-remaining")], [200, "20"]);
      const second = await client.post(pings);
      assert.deepEqual([second.status, second.body.error.data.error], [429, "RATE_LIMITED"]);
      assert.ok(Number(second.headers.get("retry-after")) > 0);
    } finally {
      await desk.close();
    }
  });
});
