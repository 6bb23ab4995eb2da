import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { jobTools, perform } from "../../../../app.ts";
import {
  answerOf,
  challenge,
  makeClient,
  type OAuthInstallation,
  openFlow,
  openOAuthInstallation,
  redirectUri,
  verifier,
} from "../../../../http/oauth/flow.test-support.ts";
import { systemCaller } from "../../../identity/callers.ts";
import { wait } from "../../browser.test-support.ts";
import { sweepOAuth } from "../sweep.ts";
import { approveOAuthClient } from "./operations.ts";
import { redirectUriProblem } from "./redirect-uris.ts";

const address = "/api/oauth-clients";

describe("OAuth clients", () => {
  let installation: OAuthInstallation;
  let flow: Awaited<ReturnType<typeof openFlow>>;
  before(async () => {
    installation = await openOAuthInstallation();
    flow = await openFlow(installation);
  });
  after(() => installation.close());

  it("are made with a secret that is shown once, and are listed without it", async () => {
    const { clientId, clientSecret, id } = await makeClient(flow.salon);
    assert.match(clientId, /^cl_live_\w{22,}$/);
    assert.match(clientSecret, /^cs_live_\w{32}$/);
    for (const path of [address, `${address}?id=${id}`]) {
      const { text, status } = await flow.salon.call("GET", path);
      assert.equal(status, 200);
      assert.ok(text.includes(clientId) && !text.includes(clientSecret) && !text.includes("hashed"));
    }
    const { text } = await flow.salon.call("GET", "/api/services/audit-log?subject=oauth_client");
    assert.ok(!text.includes(clientSecret) && !text.includes("ashedSecret"));
  });

  it("that are public have no secret", async () => {
    const { clientSecret, id } = await makeClient(flow.salon, { kind: "public" });
    assert.equal(clientSecret, null);
    assert.equal((await flow.salon.call("POST", `${address}/${id}/rotate-secret`)).status, 409);
  });

  it("get a new secret, and the old one stops at once", async () => {
    const client = await makeClient(flow.salon);
    const { body } = await flow.salon.call("POST", `${address}/${client.id}/rotate-secret`);
    const status = async (client_secret: string) =>
      (await installation.form("/api/auth/oauth/revoke", { token: "x", client_id: client.clientId, client_secret }))
        .status;
    assert.deepEqual([await status(client.clientSecret), await status(body.data.clientSecret)], [401, 200]);
  });

  it("are changed, and are gone with everything that was allowed them", async () => {
    const other = await openFlow(installation);
    const { access_token, refresh_token } = await other.tokens();
    const changed = await other.salon.call("PATCH", `${address}?id=${other.client.id}`, { name: "Diary" });
    assert.deepEqual([changed.status, changed.body.data.name], [200, "Diary"]);
    assert.equal((await other.salon.call("DELETE", `${address}?id=${other.client.id}`)).status, 200);
    assert.equal((await other.me(access_token)).status, 401);
    assert.equal((await other.refresh(refresh_token)).body.error, "invalid_client");
  });

  it("belong to their business alone, and to those who may", async () => {
    const neighbour = await installation.business();
    const { id } = flow.client;
    for (const [method, path] of [
      ["PATCH", `${address}?id=${id}`],
      ["DELETE", `${address}?id=${id}`],
      ["POST", `${address}/${id}/rotate-secret`],
    ] as const)
      assert.equal((await neighbour.call(method, path, method === "PATCH" ? { name: "x" } : undefined)).status, 404);
    const employee = await installation.member(flow.salon.id, "employee");
    assert.equal((await installation.send("GET", address, { key: employee.key })).status, 403);
    const manager = await installation.member(flow.salon.id, "manager");
    assert.equal((await installation.send("GET", address, { key: manager.key })).status, 200);
  });

  it("have addresses that lead to an app and nothing else", () => {
    for (const good of [
      "https://a.example/cb?x=1",
      "http://127.0.0.1:1/",
      "http://[::1]/",
      "http://localhost/cb",
      "cursor://x/cb",
      "com.example:/cb",
    ])
      assert.equal(redirectUriProblem(good), null, good);
    for (const bad of [
      "",
      "/cb",
      "http://a.example/",
      "https://a.example/#x",
      "javascript:alert(1)",
      "data:text/html,x",
      "https://u:p@a.example/",
      "https://a.example/ x",
      "https://a.exämple/",
      "http://127.0.0.1.evil.example/",
      "file:///etc/passwd",
    ])
      assert.notEqual(redirectUriProblem(bad), null, bad);
  });

  it("of one business wait for the operator before others' users can let them in", async () => {
    const neighbour = await installation.business();
    const cookie = await installation.signIn(neighbour);
    const before = await installation.authorize(cookie, flow.basics);
    assert.deepEqual([before.page.status, before.text.includes("not_approved")], [403, true]);
    const approve = (approved: boolean) =>
      perform(installation.app, approveOAuthClient, {
        caller: systemCaller(flow.salon.id),
        body: { clientId: flow.client.clientId, approved },
        address: "test",
        requestId: "test",
        source: "test",
      });
    await approve(true);
    const { to } = await installation.authorize(cookie, flow.basics);
    const { body } = await flow.exchange(to!.searchParams.get("code")!);
    assert.equal((await flow.me(body.access_token)).body.business.id, neighbour.id);
    await approve(false);
    assert.equal((await flow.me(body.access_token)).status, 401);
    assert.equal((await flow.refresh(body.refresh_token)).body.error, "invalid_grant");
    // Those of its own business are not concerned.
    assert.equal((await flow.me((await flow.tokens()).access_token)).status, 200);
  });

  it("are trusted where the installation says so", async () => {
    const trusting = await openOAuthInstallation({ OAUTH_TRUST_CLIENTS: "true" });
    try {
      const one = await openFlow(trusting);
      const neighbour = await trusting.business();
      const { to } = await trusting.authorize(await trusting.signIn(neighbour), one.basics);
      const { body } = await one.exchange(to!.searchParams.get("code")!);
      assert.equal((await one.me(body.access_token)).body.business.id, neighbour.id);
    } finally {
      await trusting.close();
    }
  });

  describe("that register themselves", () => {
    const register = (metadata: unknown, headers: Record<string, string> = {}) =>
      answerOf(
        fetch(`${installation.url}/api/auth/oauth/register`, {
          method: "POST",
          headers: { "content-type": "application/json", ...headers },
          body: JSON.stringify(metadata),
        }),
      );

    it("are public, shown as unverified, and work in any business", async () => {
      const { status, body, headers } = await register({
        client_name: "Assistant",
        redirect_uris: ["http://localhost:33418/callback"],
        token_endpoint_auth_method: "client_secret_basic",
        grant_types: ["authorization_code", "refresh_token"],
        software_id: "x",
      });
      assert.equal(status, 201);
      assert.equal(headers.get("access-control-allow-origin"), "*");
      assert.deepEqual([body.token_endpoint_auth_method, body.client_secret], ["none", undefined]);
      const asked = {
        client_id: body.client_id,
        redirect_uri: "http://localhost:50001/callback",
        state: "s",
        scope: "bookings:read",
        code_challenge: challenge,
        code_challenge_method: "S256",
      };
      const { text, page, to } = await installation.authorize(flow.cookie, asked);
      assert.match(text, /Nobody has checked who is behind this name/);
      assert.match(page.headers.get("content-security-policy")!, /form-action 'self' http:\/\/localhost:50001 https:;/);
      const tokens = await installation.form("/api/auth/oauth/token", {
        grant_type: "authorization_code",
        client_id: body.client_id,
        code: to!.searchParams.get("code")!,
        redirect_uri: asked.redirect_uri,
        code_verifier: verifier,
      });
      assert.deepEqual([tokens.status, tokens.body.scope], [200, "bookings:read"]);
    });

    it("are refused in the standard's words", async () => {
      const cases: [unknown, string][] = [
        [{}, "invalid_redirect_uri"],
        [{ redirect_uris: [] }, "invalid_redirect_uri"],
        [{ redirect_uris: ["http://app.example/cb"] }, "invalid_redirect_uri"],
        [{ redirect_uris: ["javascript:alert(1)"] }, "invalid_redirect_uri"],
        [{ redirect_uris: [redirectUri], logo_uri: "http://app.example/x.png" }, "invalid_client_metadata"],
        [{ redirect_uris: [redirectUri], grant_types: ["client_credentials"] }, "invalid_client_metadata"],
        [{ redirect_uris: [redirectUri], response_types: ["token"] }, "invalid_client_metadata"],
        [{ redirect_uris: [redirectUri], client_name: 5 }, "invalid_client_metadata"],
        [[], "invalid_request"],
      ];
      for (const [metadata, error] of cases) {
        const answer = await register(metadata);
        assert.deepEqual([answer.status, answer.body.error], [400, error], JSON.stringify(metadata));
      }
    });

    it("are counted by address, and forgotten where nobody uses them", async () => {
      const statuses: number[] = [];
      for (let n = 0; n < 25; n++) statuses.push((await register({ redirect_uris: [redirectUri] })).status);
      assert.ok(statuses.includes(201) && statuses.at(-1) === 429);
      const count = async () =>
        (
          await installation.app.database.db
            .selectFrom("oauthClients")
            .select("id")
            .where("businessId", "is", null)
            .execute()
        ).length;
      const before = await count();
      assert.ok(before > 10);
      wait(installation, 8 * 24 * 60);
      await sweepOAuth.run(jobTools(installation.app), {}, { attempt: 1, last: false });
      // The one that somebody allowed stays.
      assert.equal(await count(), 1);
    });
  });
});
