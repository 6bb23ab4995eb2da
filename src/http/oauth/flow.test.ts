import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { createRemoteJWKSet, jwtVerify } from "jose";
import { type OAuthInstallation, openFlow, openOAuthInstallation, redirectUri } from "./flow.test-support.ts";

describe("an app that acts for a user", () => {
  let installation: OAuthInstallation;
  let flow: Awaited<ReturnType<typeof openFlow>>;
  before(async () => {
    installation = await openOAuthInstallation();
    flow = await openFlow(installation);
  });
  after(() => installation.close());

  it("is sent back with a code, which becomes tokens, which say whom it acts for", async () => {
    const { to } = await installation.authorize(flow.cookie, flow.basics);
    assert.equal(`${to!.origin}${to!.pathname}`, redirectUri);
    assert.deepEqual([to!.searchParams.get("state"), to!.searchParams.get("iss")], ["a state", installation.url]);
    const { status, body, headers } = await flow.exchange(to!.searchParams.get("code")!);
    assert.equal(status, 200);
    assert.deepEqual([headers.get("cache-control"), headers.get("pragma")], ["no-store", "no-cache"]);
    assert.match(body.refresh_token, /^rt_live_\w{22,}$/);
    assert.deepEqual([body.token_type, body.expires_in, body.scope], ["Bearer", 1800, "bookings:write customers:read"]);
    const me = await flow.me(body.access_token);
    assert.equal(me.status, 200, me.text);
    assert.deepEqual([me.body.id, me.body.email], [flow.salon.userId, flow.salon.email]);
    assert.deepEqual(me.body.scopes, ["bookings:read", "bookings:write", "customers:read"]);
  });

  it("holds a token that anybody can verify with the published keys", async () => {
    const { access_token } = await flow.tokens();
    const keys = createRemoteJWKSet(new URL(`${installation.url}/.well-known/jwks.json`));
    const { payload, protectedHeader } = await jwtVerify(access_token, keys, {
      issuer: installation.url,
      audience: installation.url,
      typ: "at+jwt",
    });
    assert.equal(protectedHeader.alg, "RS256");
    const { sub, client_id, scope, jti, iat, exp, business_id } = payload;
    assert.deepEqual(
      [sub, client_id, scope, business_id],
      [String(flow.salon.userId), flow.client.clientId, "bookings:write customers:read", flow.salon.id],
    );
    assert.ok(typeof jti === "string" && exp! - iat! === 1800);
  });
});
