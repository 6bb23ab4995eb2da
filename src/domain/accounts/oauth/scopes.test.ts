import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { addressOf, sampleOf } from "../../../../test/support/samples.ts";
import { operations } from "../../../app.ts";
import { type OAuthInstallation, openFlow, openOAuthInstallation } from "../../../http/oauth/flow.test-support.ts";
import { methodsOf } from "../../../http/routes.ts";
import type { Operation } from "../../../platform/operation.ts";
import { scopeList, scopes, withImplied } from "./scopes.ts";

describe("scopes", () => {
  let installation: OAuthInstallation;
  let flow: Awaited<ReturnType<typeof openFlow>>;
  before(async () => {
    installation = await openOAuthInstallation();
    flow = await openFlow(installation, { scopes });
  });
  after(() => installation.close());

  /** Every operation that is for somebody, and what an app needs for it. */
  const guarded = operations.filter(({ http, access, hidden }) => http && access !== "public" && !hidden);
  const neededFor = ({ access, appScope }: Operation) => (access === "user" ? appScope : access);

  const ask = (operation: Operation, token: string) =>
    installation.send(methodsOf(operation)[0]!, addressOf(operation, flow.salon.id), {
      headers: { authorization: `Bearer ${token}`, ...(operation.upload ? { "content-type": "text/csv" } : {}) },
      ...(operation.upload ? { raw: "name\nAda\n" } : {}),
      ...(operation.body ? { body: sampleOf(operation.body, flow.salon.id) ?? {} } : {}),
    });

  it("let a token do what they say, and nothing else of all that there is", async () => {
    for (const scope of ["bookings:read", "services:read", "customers:write"]) {
      const { access_token } = await flow.tokens({ scope });
      const allowed = withImplied([scope]);
      const wrong: string[] = [];
      for (const operation of guarded) {
        const needed = neededFor(operation);
        const may = needed === "any" || (needed !== undefined && allowed.has(needed));
        const { status, headers, text } = await ask(operation, access_token);
        if (may ? status === 403 || status === 401 : status !== 403)
          wrong.push(`${scope} ${operation.name}: ${status} ${text}`);
        if (may || needed === undefined) continue;
        const challenge = `Bearer realm="Schedly", error="insufficient_scope", scope="${needed}"`;
        if (headers["www-authenticate"] !== challenge) wrong.push(`${operation.name}: ${headers["www-authenticate"]}`);
      }
      assert.deepEqual(wrong, []);
    }
  });

  it("never reach keys, members, apps, sessions or passwords", async () => {
    const { access_token } = await flow.tokens();
    const never =
      /^(?:keys|members|oauth-clients)\.(?:create|update|delete|rotateSecret)|^sessions\.|^oauth-grants\.|[pP]assword|[tT]woFactor|^account\.update|^businesses\.(?:create|switch)/;
    const asked = guarded.filter(({ name }) => never.test(name));
    assert.ok(asked.length > 15);
    for (const operation of asked) assert.equal((await ask(operation, access_token)).status, 403, operation.name);
    const { status } = await installation.send("POST", "/api/invitations/accept", {
      headers: { authorization: `Bearer ${access_token}` },
      body: { token: "x" },
    });
    assert.ok(status >= 400);
  });

  it("give an app no more than its user has", async () => {
    const employee = await installation.member(flow.salon.id, "employee");
    const cookie = await installation.signIn({ id: flow.salon.id, userId: employee.userId });
    const { to } = await installation.authorize(cookie, flow.basics);
    const { body } = await flow.exchange(to!.searchParams.get("code")!);
    const may = (await flow.me(body.access_token)).body.scopes as string[];
    assert.ok(may.includes("bookings:write") && !may.includes("settings:write") && !may.includes("keys:write"));
    const { status } = await installation.send("PATCH", "/api/services/company-settings", {
      headers: { authorization: `Bearer ${body.access_token}` },
      body: { phone: "+14155550100" },
    });
    assert.equal(status, 403);
  });

  it("of what is written down tell who did it, and through which app", async () => {
    const { access_token } = await flow.tokens();
    const made = await installation.send("POST", "/api/services/services", {
      headers: { authorization: `Bearer ${access_token}` },
      body: { name: "Shave", duration: 20, price: 1500 },
    });
    assert.equal(made.status, 201, made.text);
    const { body } = await flow.salon.call("GET", "/api/services/audit-log?action=service.created");
    assert.deepEqual([body[0].actor.kind, body[0].actor.userId], ["oauth", flow.salon.userId]);
    assert.match(body[0].actor.name, /^Owner of .* \(via Planner\)$/);
  });

  it("are read as RFC 6749 writes them; write includes read", () => {
    assert.deepEqual(scopeList("  bookings:read  bookings:read offline_access"), ["bookings:read"]);
    assert.equal(scopeList("offline_access"), null);
    assert.deepEqual([...withImplied(["bookings:write"])], ["bookings:write", "bookings:read"]);
  });
});
