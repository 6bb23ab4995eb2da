import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import * as newer from "@modelcontextprotocol/client";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { SSEClientTransport } from "@modelcontextprotocol/sdk/client/sse.js";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import { documentedTools } from "../domain/identity/agents/tools.ts";
import { type McpDesk, openMcpDesk, type TestBusiness } from "./desk.test-support.ts";

// The clients that other programs are built with, as they are published.

const info = { name: "official-client", version: "1.0.0" };

describe("the official MCP clients", () => {
  let desk: McpDesk;
  let salon: TestBusiness;
  before(async () => {
    desk = await openMcpDesk();
    salon = await desk.installation.business();
  });
  after(() => desk.close());

  const transports = {
    "SDK 1 over streams": () => [new Client(info), new SSEClientTransport(new URL(desk.url), withKey())] as const,
    "SDK 1 over streamable HTTP": () =>
      [new Client(info), new StreamableHTTPClientTransport(new URL(desk.url), withKey())] as const,
    "SDK 2 over streams": () =>
      [new newer.Client(info), new newer.SSEClientTransport(new URL(desk.url), withKey())] as const,
    "SDK 2 over streamable HTTP": () =>
      [new newer.Client(info), new newer.StreamableHTTPClientTransport(new URL(desk.url), withKey())] as const,
  };
  const withKey = () => ({ requestInit: { headers: { authorization: `Bearer cal_${salon.key}` } } });

  for (const [name, make] of Object.entries(transports)) {
    it(`${name} list the tools, call them, and take errors as results`, async () => {
      const [client, transport] = make() as [Client, StreamableHTTPClientTransport];
      await client.connect(transport);
      try {
        assert.deepEqual(
          [client.getServerVersion()?.name, client.getServerVersion()?.version],
          ["schedly-mcp", "2.0.0"],
        );
        assert.deepEqual(client.getServerCapabilities(), { tools: { listChanged: false } });
        const { tools } = await client.listTools();
        assert.deepEqual(
          tools.map((tool) => tool.name),
          documentedTools,
        );
        // The client checks structuredContent against the tool's outputSchema.
        const me = (await client.callTool({ name: "get_current_user", arguments: {} })) as any;
        assert.equal(me.structuredContent.email, salon.email);
        const made = (await client.callTool({
          name: "create_customer",
          arguments: { name: "Ada", idempotencyKey: name.replaceAll(" ", "-") },
        })) as any;
        assert.equal(made.structuredContent.name, "Ada");
        const tried = (await client.callTool({
          name: "delete_customer",
          arguments: { id: made.structuredContent.id, dryRun: true },
        })) as any;
        assert.equal(tried.structuredContent.dryRun, true);
        const wrong = (await client.callTool({ name: "get_booking", arguments: { uid: "bk_nothing" } })) as any;
        assert.deepEqual([wrong.isError, JSON.parse(wrong.content[0].text).error], [true, "NOT_FOUND"]);
        await assert.rejects(client.callTool({ name: "nope", arguments: {} }), /Unknown tool/);
        await client.ping();
        const calls = await Promise.all(
          Array.from({ length: 8 }, () => client.callTool({ name: "list_services", arguments: { limit: 1 } })),
        );
        assert.equal(calls.length, 8);
      } finally {
        if ("terminateSession" in transport) await transport.terminateSession();
        await client.close();
      }
      const { body } = await salon.call("GET", "/api/services/audit-log?action=customer.created&limit=1");
      assert.equal(body[0].agent, "official-client 1.0.0");
    });
  }
});
