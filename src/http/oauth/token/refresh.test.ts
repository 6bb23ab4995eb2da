import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { wait } from "../../../domain/accounts/browser.test-support.ts";
import { makeClient, type OAuthInstallation, openFlow, openOAuthInstallation } from "../flow.test-support.ts";

const token = "/api/auth/oauth/token";

describe("refreshing", () => {
  let installation: OAuthInstallation;
  let flow: Awaited<ReturnType<typeof openFlow>>;
  before(async () => {
    installation = await openOAuthInstallation();
    flow = await openFlow(installation);
  });
  after(() => installation.close());

  const told = ({ status, body }: { status: number; body: any }) => `${status} ${body.error}`;

  it("gives a new pair, and the old refresh token works no more", async () => {
    const first = await flow.tokens();
    const second = await flow.refresh(first.refresh_token);
    assert.equal(second.status, 200);
    assert.notEqual(second.body.refresh_token, first.refresh_token);
    assert.equal((await flow.me(second.body.access_token)).status, 200);
    wait(installation, 1);
    assert.equal(told(await flow.refresh(first.refresh_token)), "400 invalid_grant");
    // Somebody else has it: the family ends.
    assert.equal(told(await flow.refresh(second.body.refresh_token)), "400 invalid_grant");
    assert.equal((await flow.me(second.body.access_token)).status, 401);
  });

  it("forgives an honest retry within ten seconds", async () => {
    const { refresh_token } = await flow.tokens();
    const lost = await flow.refresh(refresh_token);
    wait(installation, 9 / 60);
    const again = await flow.refresh(refresh_token);
    assert.deepEqual([lost.status, again.status], [200, 200]);
    assert.equal((await flow.refresh(again.body.refresh_token)).status, 200);
    wait(installation, 2 / 60);
    assert.equal(told(await flow.refresh(refresh_token)), "400 invalid_grant");
  });

  it("at both addresses, by several at once, gives each a pair of one family", async () => {
    const { refresh_token } = await flow.tokens();
    const [one, other] = await Promise.all([
      flow.refresh(refresh_token),
      installation.form(token, { grant_type: "refresh_token", refresh_token, ...flow.withSecret }),
    ]);
    assert.deepEqual([one.status, other.status], [200, 200]);
    assert.notEqual(one.body.refresh_token, other.body.refresh_token);
  });

  it("is for the client that the token was given to", async () => {
    const { refresh_token } = await flow.tokens();
    const other = await makeClient(flow.salon);
    const foreign = { client_id: other.clientId, client_secret: other.clientSecret };
    assert.equal(told(await flow.refresh(refresh_token, foreign)), "400 invalid_grant");
    assert.equal((await flow.refresh(refresh_token)).status, 200);
  });

  it("may ask for less than was granted, never for more", async () => {
    const { refresh_token } = await flow.tokens();
    assert.equal(told(await flow.refresh(refresh_token, { scope: "services:read" })), "400 invalid_scope");
    assert.equal(told(await flow.refresh(refresh_token, { scope: "bookings:fly" })), "400 invalid_scope");
    const { body } = await flow.refresh(refresh_token, { scope: "bookings:read" });
    assert.equal(body.scope, "bookings:read");
    assert.deepEqual((await flow.me(body.access_token)).body.scopes, ["bookings:read"]);
    assert.equal((await flow.refresh(body.refresh_token)).body.scope, "bookings:write customers:read");
  });

  it("ends when nobody has used it for three months", async () => {
    const { refresh_token } = await flow.tokens();
    wait(installation, 89 * 24 * 60);
    const second = await flow.refresh(refresh_token);
    assert.equal(second.status, 200);
    wait(installation, 91 * 24 * 60);
    assert.equal(told(await flow.refresh(second.body.refresh_token)), "400 invalid_grant");
  });
});
