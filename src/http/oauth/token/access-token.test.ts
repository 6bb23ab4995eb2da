import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { wait } from "../../../domain/accounts/browser.test-support.ts";
import { makeClient, type OAuthInstallation, openFlow, openOAuthInstallation } from "../flow.test-support.ts";

describe("an access token", () => {
  let installation: OAuthInstallation;
  let flow: Awaited<ReturnType<typeof openFlow>>;
  before(async () => {
    installation = await openOAuthInstallation();
    flow = await openFlow(installation);
  });
  after(() => installation.close());

  const told = ({ status, body }: { status: number; body: any }) => `${status} ${body.error}`;

  it("works for half an hour", async () => {
    const { cookie } = { cookie: await installation.signIn(flow.salon) };
    const { to } = await installation.authorize(cookie, flow.basics);
    const { access_token } = (await flow.exchange(to!.searchParams.get("code")!)).body;
    wait(installation, 29);
    assert.equal((await flow.me(access_token)).status, 200);
    wait(installation, 2);
    const late = await flow.me(access_token);
    assert.equal(late.status, 401);
    assert.deepEqual([late.body.status, late.body.error], ["error", "UNAUTHORIZED"]);
    assert.equal(late.headers.get("www-authenticate"), 'Bearer realm="Schedly", error="invalid_token"');
  });

  it("that was changed, or signed by somebody else, is none", async () => {
    const fresh = await installation.signIn(flow.salon);
    const { to } = await installation.authorize(fresh, flow.basics);
    const { access_token } = (await flow.exchange(to!.searchParams.get("code")!)).body as { access_token: string };
    const [head, body, signature] = access_token.split(".") as [string, string, string];
    const claims = JSON.parse(Buffer.from(body, "base64url").toString());
    const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
    const none = encode({ alg: "none", typ: "at+jwt" });
    const confused = encode({ ...JSON.parse(Buffer.from(head, "base64url").toString()), alg: "HS256" });
    for (const forged of [
      `${head}.${encode({ ...claims, scope: "billing:write" })}.${signature}`,
      `${none}.${body}.`,
      `${none}.${body}.${signature}`,
      `${confused}.${body}.${signature}`,
      `${head}.${body}.${"A".repeat(signature.length)}`,
      `${head}.${body}.${signature.slice(0, -4)}`,
    ])
      assert.equal((await flow.me(forged)).status, 401, forged.slice(0, 40));
    assert.equal((await flow.me(access_token)).status, 200);
  });

  it("is for the resource that was asked for", async () => {
    const fresh = await installation.signIn(flow.salon);
    const resource = `${installation.url}/api/mcp/sse`;
    const { to } = await installation.authorize(fresh, { ...flow.basics, resource });
    const other = await flow.exchange(to!.searchParams.get("code")!, { resource: `${installation.url}/api` });
    assert.equal(told(other), "400 invalid_target");
    const again = await installation.authorize(fresh, { ...flow.basics, resource });
    const { body } = await flow.exchange(again.to!.searchParams.get("code")!, { resource });
    const claims = JSON.parse(Buffer.from(body.access_token.split(".")[1], "base64url").toString());
    assert.equal(claims.aud, resource);
    assert.equal((await flow.me(body.access_token)).status, 401);
    const call = await installation.send("POST", "/api/mcp/sse", {
      headers: { authorization: `Bearer ${body.access_token}` },
      body: { jsonrpc: "2.0", id: 1, method: "tools/call", params: { name: "get_current_user", arguments: {} } },
    });
    assert.equal(call.status, 200, call.text);
    assert.match(call.text, new RegExp(flow.salon.email));
  });

  it("stops within a second when another process takes the consent back", async () => {
    const fresh = await installation.signIn(flow.salon);
    const { to } = await installation.authorize(fresh, flow.basics);
    const { access_token } = (await flow.exchange(to!.searchParams.get("code")!)).body;
    assert.equal((await flow.me(access_token)).status, 200);
    await installation.asSystem(flow.salon.id, ({ db, now, businessId }) =>
      db
        .updateTable("oauthGrants")
        .set({ revokedAt: new Date(now).toISOString() })
        .where("businessId", "=", businessId)
        .execute(),
    );
    await sleep(1100);
    assert.equal((await flow.me(access_token)).status, 401);
  });
});

describe("what an app may do with its tokens", () => {
  let installation: OAuthInstallation;
  let flow: Awaited<ReturnType<typeof openFlow>>;
  before(async () => {
    installation = await openOAuthInstallation();
    flow = await openFlow(installation);
  });
  after(() => installation.close());

  const revoke = (token: string, client: Record<string, string> = flow.withSecret) =>
    installation.form("/api/auth/oauth/revoke", { token, ...client });
  const introspect = (token: string, client: Record<string, string> = flow.withSecret) =>
    installation.form("/api/auth/oauth/introspect", { token, ...client });

  it("end them, with all that came of the same consent", async () => {
    for (const kind of ["access_token", "refresh_token"] as const) {
      const tokens = await flow.tokens();
      assert.deepEqual([(await revoke(tokens[kind])).status, (await revoke(tokens[kind])).status], [200, 200]);
      assert.equal((await flow.me(tokens.access_token)).status, 401);
      assert.equal((await flow.refresh(tokens.refresh_token)).status, 400);
    }
    for (const unknown of ["x", "rt_live_x", "eyJh.eyJi.x"]) assert.equal((await revoke(unknown)).status, 200);
    assert.equal((await installation.form("/api/auth/oauth/revoke", flow.withSecret)).body.error, "invalid_request");
    assert.equal((await revoke("x", {})).body.error, "invalid_client");
  });

  it("ask about them", async () => {
    const { access_token, refresh_token } = await flow.tokens();
    const { body } = await introspect(access_token);
    assert.deepEqual(
      [body.active, body.scope, body.client_id, body.sub, body.token_type],
      [true, "bookings:write customers:read", flow.client.clientId, String(flow.salon.userId), "Bearer"],
    );
    assert.deepEqual(
      [(await introspect(refresh_token)).body.active, (await introspect("x")).body],
      [true, { active: false }],
    );
    await flow.refresh(refresh_token);
    assert.equal((await introspect(refresh_token)).body.active, false);
    await revoke(access_token);
    assert.deepEqual((await introspect(access_token)).body, { active: false });
  });

  it("but nothing with another app's", async () => {
    const { access_token, refresh_token } = await flow.tokens();
    const other = await makeClient(flow.salon);
    const foreign = { client_id: other.clientId, client_secret: other.clientSecret };
    for (const token of [access_token, refresh_token]) {
      assert.equal((await revoke(token, foreign)).status, 200);
      assert.deepEqual((await introspect(token, foreign)).body, { active: false });
    }
    assert.equal((await flow.me(access_token)).status, 200);
  });
});
