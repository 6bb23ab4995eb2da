import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import type { AddressInfo } from "node:net";
import { openTestInstallation, type TestInstallation } from "../../../test/support/installation.ts";
import { hashSecret, newSecret } from "../../platform/handles.ts";
import { iso } from "../../platform/schemas.ts";

export const redirectUri = "https://app.example/callback";
export const verifier = "a-verifier-that-has-at-least-forty-three-letters";
export const challenge = createHash("sha256").update(verifier).digest("base64url");

/** An installation that listens, with everything an app and its user do with it. */
export async function openOAuthInstallation(settings: Record<string, string> = {}) {
  const installation = await openTestInstallation({ settings: { CLOCK: "virtual", ...settings } });
  await installation.server.listen({ host: "127.0.0.1", port: 0 });
  const url = `http://127.0.0.1:${(installation.server.server.address() as AddressInfo).port}`;
  installation.app.services.publicUrl = url;

  const form = (
    path: string,
    body: Record<string, string> | [string, string][],
    headers: Record<string, string> = {},
  ) => answerOf(fetch(`${url}${path}`, { method: "POST", body: new URLSearchParams(body), headers }));

  /** A browser in which this user is signed in. */
  async function signIn(user: { id: number; userId: number }): Promise<string> {
    const token = newSecret();
    await installation.asSystem(user.id, ({ db, now }) => {
      const at = iso(now);
      const row = {
        tokenHash: hashSecret(token),
        userId: user.userId,
        businessId: user.id,
        createdAt: at,
        lastSeenAt: at,
      };
      return db
        .insertInto("sessions")
        .values({ ...row, expiresAt: iso(now + 30 * 24 * 3600_000) } as never)
        .execute();
    });
    return `schedly_session=${token}`;
  }

  /** Opens the page, presses a button, and answers where that leads; or the page, where there is no button. */
  async function authorize(cookie: string, parameters: Record<string, string>, answer = "allow", business?: number) {
    const query = new URLSearchParams(parameters);
    const page = await fetch(`${url}/auth/oauth2/authorize?${query}`, { headers: { cookie }, redirect: "manual" });
    const text = await page.text();
    if (page.status === 303) return { page, text, to: new URL(page.headers.get("location")!, url) };
    const request = /name="request" value="([^"]*)"/.exec(text)?.[1]?.replaceAll("&amp;", "&");
    if (request === undefined) return { page, text, to: null };
    const first = /name="business" value="(\d+)"/.exec(text)?.[1];
    const sent = await fetch(`${url}/auth/oauth2/authorize`, {
      method: "POST",
      headers: { cookie },
      redirect: "manual",
      body: new URLSearchParams({ request, answer, business: String(business ?? first) }),
    });
    assert.equal(sent.status, 303, await sent.text());
    return { page, text, to: new URL(sent.headers.get("location")!, url) };
  }

  return { ...installation, url, form, signIn, authorize };
}
export type OAuthInstallation = Awaited<ReturnType<typeof openOAuthInstallation>>;

export async function answerOf(
  sent: Promise<Response>,
): Promise<{ status: number; body: any; headers: Headers; text: string }> {
  const response = await sent;
  const text = await response.text();
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {}
  return { status: response.status, body, headers: response.headers, text };
}

type Maker = { call: Awaited<ReturnType<TestInstallation["business"]>>["call"] };
export type TestClient = { id: number; clientId: string; clientSecret: string };

/** An app of this business. */
export async function makeClient({ call }: Maker, changes: object = {}): Promise<TestClient> {
  const draft = {
    name: "Planner",
    redirectUris: [redirectUri],
    scopes: ["bookings:write", "customers:read"],
    ...changes,
  };
  const { status, body, text } = await call("POST", "/api/oauth-clients", draft);
  assert.equal(status, 201, text);
  return body.data;
}

/** A user who is signed in, an app of theirs, and the way from one to tokens. */
export async function openFlow(installation: OAuthInstallation, changes: object = {}) {
  const salon = await installation.business();
  const client = await makeClient(salon, changes);
  const cookie = await installation.signIn(salon);
  const basics = { client_id: client.clientId, redirect_uri: redirectUri, state: "a state" };
  const withSecret = { client_id: client.clientId, client_secret: client.clientSecret };

  const codeFor = async (parameters: Record<string, string> = {}) => {
    const { to, text } = await installation.authorize(cookie, { ...basics, ...parameters });
    const code = to?.searchParams.get("code");
    assert.ok(code, `${to} ${text}`);
    return code;
  };
  const exchange = (code: string, parameters: Record<string, string> = {}) =>
    installation.form("/api/auth/oauth/token", {
      grant_type: "authorization_code",
      code,
      redirect_uri: redirectUri,
      ...withSecret,
      ...parameters,
    });
  const refresh = (token: string, parameters: Record<string, string> = {}) =>
    installation.form("/api/auth/oauth/refreshToken", {
      grant_type: "refresh_token",
      refresh_token: token,
      ...withSecret,
      ...parameters,
    });
  const tokens = async (parameters: Record<string, string> = {}) => {
    const answer = await exchange(await codeFor(parameters));
    assert.equal(answer.status, 200, answer.text);
    return answer.body as { access_token: string; refresh_token: string; scope: string };
  };
  const me = (token: string) =>
    answerOf(fetch(`${installation.url}/api/auth/oauth/me`, { headers: { authorization: `Bearer ${token}` } }));
  return { salon, client, cookie, basics, withSecret, codeFor, exchange, refresh, tokens, me };
}
