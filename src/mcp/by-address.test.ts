import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { UnauthorizedError } from "@modelcontextprotocol/sdk/client/auth.js";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { SSEClientTransport } from "@modelcontextprotocol/sdk/client/sse.js";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import { type OAuthInstallation, openOAuthInstallation } from "../http/oauth/flow.test-support.ts";

// As Claude, ChatGPT and Cursor do it: a person gives them the address, and nothing else.

const toolOf = async (client: Client, name: string, given: object) => {
  const { content } = (await client.callTool({ name, arguments: given as Record<string, unknown> })) as any;
  return { told: JSON.parse(content[0].text) };
};
const redirectUrl = "http://localhost:7777/callback";

describe("a client that knows the address alone", () => {
  let installation: OAuthInstallation;
  let url: URL;
  before(async () => {
    installation = await openOAuthInstallation();
    url = new URL(`${installation.url}/api/mcp/sse`);
  });
  after(async () => {
    const giveUp = setTimeout(() => installation.server.server.closeAllConnections(), 500);
    await installation.close();
    clearTimeout(giveUp);
  });

  /** What the official client wants to be kept for it. `asked` is where it sends the browser. */
  function keeper() {
    const kept: Record<string, any> = {};
    return {
      kept,
      redirectUrl,
      state: () => "any",
      clientMetadata: {
        client_name: "Assistant",
        redirect_uris: [redirectUrl],
        grant_types: ["authorization_code", "refresh_token"],
        response_types: ["code"],
        token_endpoint_auth_method: "none",
      },
      clientInformation: () => kept.client,
      saveClientInformation(client: unknown) {
        kept.client = client;
      },
      tokens: () => kept.tokens,
      saveTokens(tokens: unknown) {
        kept.tokens = tokens;
      },
      saveCodeVerifier(verifier: string) {
        kept.verifier = verifier;
      },
      codeVerifier: () => kept.verifier as string,
      redirectToAuthorization(asked: URL) {
        kept.asked = asked;
      },
    };
  }

  const transports = { "streamable HTTP": StreamableHTTPClientTransport, streams: SSEClientTransport };
  for (const [name, Transport] of Object.entries(transports))
    it(`registers itself, asks the person, and works over ${name}`, async () => {
      const salon = await installation.business();
      const authProvider = keeper() as any;
      const make = () => new Transport(url, { authProvider }) as StreamableHTTPClientTransport;
      const first = make();
      await assert.rejects(new Client({ name: "Assistant", version: "1" }).connect(first), UnauthorizedError);
      const { asked } = authProvider.kept;
      assert.equal(asked.origin, installation.url);
      const cookie = await installation.signIn(salon);
      const { to } = await installation.authorize(cookie, Object.fromEntries(asked.searchParams));
      assert.equal(`${to!.origin}${to!.pathname}`, redirectUrl);
      await first.finishAuth(to!.searchParams.get("code")!);
      const client = new Client({ name: "Assistant", version: "1" });
      await client.connect(make());
      const { structuredContent } = (await client.callTool({ name: "get_current_user", arguments: {} })) as any;
      assert.equal(structuredContent.email, salon.email);
      assert.equal((await client.listTools()).tools.length, 71);
      const { told } = await toolOf(client, "create_customer", { name: "Ada" });
      const { body } = await salon.call("GET", "/api/services/audit-log?action=customer.created");
      assert.deepEqual([body[0].subjectId, body[0].actor.kind, body[0].agent], [told.id, "oauth", "Assistant 1"]);
      await client.close();
    });
});
