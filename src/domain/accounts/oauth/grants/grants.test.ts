import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { jobTools } from "../../../../app.ts";
import { type OAuthInstallation, openFlow, openOAuthInstallation } from "../../../../http/oauth/flow.test-support.ts";
import { wait } from "../../browser.test-support.ts";
import { setPassword } from "../../passwords/change.ts";
import { userOfId } from "../../users/store.ts";
import { sweepOAuth } from "../sweep.ts";

const address = "/api/oauth-grants";

describe("what users have allowed apps", () => {
  let installation: OAuthInstallation;
  let flow: Awaited<ReturnType<typeof openFlow>>;
  before(async () => {
    installation = await openOAuthInstallation();
    flow = await openFlow(installation);
  });
  after(() => installation.close());

  const call = (method: string, path: string, cookie = flow.cookie) =>
    installation.send(method, path, { headers: { cookie } });

  it("is theirs to see and to take back, and then stops at once", async () => {
    const { access_token, refresh_token } = await flow.tokens();
    const { body } = await call("GET", address);
    const [grant] = body.data;
    assert.deepEqual(
      [grant.client.name, grant.client.verified, grant.scopes],
      ["Planner", true, ["bookings:write", "customers:read"]],
    );
    assert.equal((await flow.me(access_token)).status, 200);
    const { status, body: gone } = await call("DELETE", `${address}?id=${grant.id}`);
    assert.deepEqual([status, gone.data], [200, { id: grant.id, deleted: true }]);
    assert.equal((await flow.me(access_token)).status, 401);
    assert.equal((await flow.refresh(refresh_token)).body.error, "invalid_grant");
    assert.equal((await call("DELETE", `${address}?id=${grant.id}`)).status, 404);
    assert.equal((await call("GET", address)).body.pagination.total, 0);
  });

  it("is nobody else's, not even an owner's or a key's", async () => {
    const member = await installation.member(flow.salon.id, "manager");
    const cookie = await installation.signIn({ id: flow.salon.id, userId: member.userId });
    const { to } = await installation.authorize(cookie, flow.basics);
    await flow.exchange(to!.searchParams.get("code")!);
    const { id } = (await call("GET", address, cookie)).body.data[0];
    assert.equal((await call("DELETE", `${address}?id=${id}`)).status, 404);
    assert.equal((await flow.salon.call("GET", address)).status, 403);
  });

  it("ends with the membership", async () => {
    const member = await installation.member(flow.salon.id, "admin");
    const cookie = await installation.signIn({ id: flow.salon.id, userId: member.userId });
    const { to } = await installation.authorize(cookie, flow.basics);
    const { body } = await flow.exchange(to!.searchParams.get("code")!);
    assert.equal((await flow.me(body.access_token)).status, 200);
    assert.equal((await flow.salon.call("DELETE", `/api/members?id=${member.userId}`)).status, 200);
    assert.equal((await flow.me(body.access_token)).status, 401);
    assert.equal((await flow.refresh(body.refresh_token)).body.error, "invalid_grant");
  });

  it("follows the user's role from one moment to the next", async () => {
    const member = await installation.member(flow.salon.id, "admin");
    const cookie = await installation.signIn({ id: flow.salon.id, userId: member.userId });
    const { to } = await installation.authorize(cookie, flow.basics);
    const { body } = await flow.exchange(to!.searchParams.get("code")!);
    assert.ok((await flow.me(body.access_token)).body.scopes.includes("bookings:write"));
    await installation.asSystem(flow.salon.id, async (context) => {
      await context.db
        .updateTable("members")
        .set({ role: "employee" })
        .where("businessId", "=", context.businessId)
        .where("userId", "=", member.userId)
        .execute();
      context.afterCommit(context.services.callersChanged);
    });
    const { status } = await installation.send("GET", "/api/members", {
      headers: { authorization: `Bearer ${body.access_token}` },
    });
    assert.equal(status, 403);
  });

  it("ends in every business when the user changes their password", async () => {
    const { access_token, refresh_token } = await flow.tokens();
    const unused = await flow.codeFor();
    // From inside another business, and from none at all.
    const elsewhere = await installation.business();
    await installation.asSystem(elsewhere.id, async (context) => {
      await setPassword(context, await userOfId(context, flow.salon.userId), "a windy harbour at dusk");
      const { rows } = await context.db.executeQuery<{ id: number }>(
        context.db.selectFrom("businesses").select("id").compile(),
      );
      assert.ok(
        rows.some(({ id }) => id === elsewhere.id),
        "the transaction is back where it was",
      );
    });
    assert.equal((await flow.me(access_token)).status, 401);
    assert.equal((await flow.refresh(refresh_token)).body.error, "invalid_grant");
    assert.equal((await flow.exchange(unused)).body.error, "invalid_grant");
  });

  it("is forgotten a month after it ended, and what lives on stays", async () => {
    const fresh = await openFlow(installation);
    const { refresh_token } = await fresh.tokens();
    wait(installation, 32 * 24 * 60);
    assert.equal((await fresh.refresh(refresh_token)).status, 200);
    await sweepOAuth.run(jobTools(installation.app), {}, { attempt: 1, last: false });
    const left = (table: "oauthGrants" | "oauthCodes" | "oauthRefreshTokens", id: number) =>
      installation.asSystem(
        id,
        async ({ db }) =>
          (await db.selectFrom(table).select("businessId").where("businessId", "=", id).execute()).length,
      );
    const ended = await installation.asSystem(flow.salon.id, ({ db }) =>
      db.selectFrom("oauthGrants").select("id").where("revokedAt", "is not", null).execute(),
    );
    assert.deepEqual(ended, []);
    assert.deepEqual(
      [
        await left("oauthGrants", fresh.salon.id),
        await left("oauthCodes", fresh.salon.id),
        await left("oauthRefreshTokens", fresh.salon.id),
      ],
      [1, 0, 2],
    );
  });
});
