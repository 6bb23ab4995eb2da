import { randomBytes } from "node:crypto";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { setTimeout as pause } from "node:timers/promises";

export type Asked = {
  method: string;
  path: string;
  query: URLSearchParams;
  headers: IncomingMessage["headers"];
  /** The body: JSON as it was read, a form as an object, null without one. */
  body: any;
};
export type Answer = { status: number; body?: unknown; headers?: Record<string, string> };
type Grant = { refreshToken: string; scope: string; expiresAt: number };

/** What an OAuth service does its own way. */
export type Rules = {
  authorizePath: string;
  tokenPath: string;
  clientIn: "header" | "body";
  /** Whether a refresh token works once, and a new one comes with every renewal. */
  rotates: boolean;
  /** Why this authorization request would be turned down, or null; and the scopes that somebody who agrees to it gives. */
  authorize(query: URLSearchParams): string | null;
  scope(query: URLSearchParams): string;
  /** What comes along with tokens. */
  extras?: (scope: string) => Record<string, unknown>;
  tokenError(error: string, description: string): Answer;
  unauthorized(): Answer;
  /** The API itself, behind the token. */
  api(asked: Asked, scope: string): Answer;
};

const random = () => randomBytes(12).toString("hex");

/**
 * For tests: an OAuth 2.0 service (RFC 6749) on this machine, with an API behind it. Its owner agrees to everything at
 * once. It keeps count of what it was asked, lets its tokens end when told to, and fails on request.
 */
export async function loopback(rules: Rules) {
  const client = { id: "client-1", secret: `secret-${random()}` };
  const codes = new Map<string, { redirectUri: string; scope: string }>();
  const grants = new Map<string, Grant>();
  const refreshTokens = new Map<string, string>();
  const asked: Asked[] = [];
  const failures: { when: RegExp; answer: Answer | "hang" | "drop"; times: number }[] = [];
  const state = {
    client,
    asked,
    lifetimeSeconds: 3600,
    /** What people agree to, if it is not what they are asked for. */
    scope: null as string | null,
  };

  function authorize(query: URLSearchParams): Answer {
    const problem =
      query.get("client_id") !== client.id
        ? "unknown client"
        : query.get("response_type") !== "code" || !query.get("state") || !query.get("redirect_uri")
          ? "response_type, state and redirect_uri are needed"
          : rules.authorize(query);
    if (problem) return { status: 400, body: { error: "invalid_request", error_description: problem } };
    const [code, redirectUri] = [`code-${random()}`, query.get("redirect_uri")!];
    codes.set(code, { redirectUri, scope: state.scope ?? rules.scope(query) });
    const location = new URL(redirectUri);
    location.searchParams.set("code", code);
    location.searchParams.set("state", query.get("state")!);
    return { status: 302, headers: { location: location.href } };
  }

  function tokens({ headers, body, method }: Asked): Answer {
    if (method !== "POST" || !headers["content-type"]?.startsWith("application/x-www-form-urlencoded"))
      return rules.tokenError("invalid_request", "a form is needed");
    const basic = `Basic ${Buffer.from(`${client.id}:${client.secret}`).toString("base64")}`;
    const known =
      rules.clientIn === "header"
        ? headers.authorization === basic && body.client_secret === undefined
        : body.client_id === client.id && body.client_secret === client.secret;
    if (!known) return rules.tokenError("invalid_client", `no such client or secret: ${body.client_secret ?? ""}`);
    if (body.grant_type === "authorization_code") {
      const given = codes.get(body.code);
      codes.delete(body.code);
      if (!given || given.redirectUri !== body.redirect_uri) return rules.tokenError("invalid_grant", "Bad code");
      return issue(given.scope, `refresh-${random()}`);
    }
    if (body.grant_type !== "refresh_token") return rules.tokenError("unsupported_grant_type", body.grant_type);
    const scope = refreshTokens.get(body.refresh_token);
    if (scope === undefined) return rules.tokenError("invalid_grant", `Bad refresh token ${body.refresh_token}`);
    if (!rules.rotates) return issue(scope, body.refresh_token, false);
    refreshTokens.delete(body.refresh_token);
    return issue(scope, `refresh-${random()}`);
  }

  function issue(scope: string, refreshToken: string, tell = true): Answer {
    const accessToken = `access-${random()}`;
    refreshTokens.set(refreshToken, scope);
    grants.set(accessToken, { refreshToken, scope, expiresAt: Date.now() + state.lifetimeSeconds * 1000 });
    const told = tell ? { refresh_token: refreshToken } : {};
    const grant = { access_token: accessToken, token_type: "Bearer", expires_in: state.lifetimeSeconds, scope };
    return { status: 200, body: { ...grant, ...told, ...rules.extras?.(scope) } };
  }

  function answer(request: Asked): Answer {
    if (request.path === rules.authorizePath) return authorize(request.query);
    if (request.path === rules.tokenPath) return tokens(request);
    const grant = grants.get(/^Bearer (\S+)$/.exec(request.headers.authorization ?? "")?.[1] ?? "");
    if (!grant || grant.expiresAt <= Date.now()) return rules.unauthorized();
    return rules.api(request, grant.scope);
  }

  const server = createServer(async (request, response) => {
    const url = new URL(request.url!, "http://loopback");
    const raw = await text(request);
    const isForm = request.headers["content-type"]?.startsWith("application/x-www-form-urlencoded");
    const body = raw === "" ? null : isForm ? Object.fromEntries(new URLSearchParams(raw)) : JSON.parse(raw);
    const call: Asked = {
      method: request.method!,
      path: url.pathname,
      query: url.searchParams,
      headers: request.headers,
      body,
    };
    asked.push(call);
    const failure = failures.find(({ when, times }) => times > 0 && when.test(`${call.method} ${request.url}`));
    if (failure) failure.times -= 1;
    if (failure?.answer === "hang") return;
    if (failure?.answer === "drop") return void request.socket.destroy();
    await pause(1);
    const { status, body: told, headers } = failure?.answer ?? answer(call);
    response.writeHead(status, { ...(told === undefined ? {} : { "content-type": "application/json" }), ...headers });
    response.end(told === undefined ? "" : typeof told === "string" ? told : JSON.stringify(told));
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  const { port } = server.address() as AddressInfo;

  // One object, so that a test that sets `scope` or `lifetimeSeconds` sets what the server reads.
  return Object.assign(state, {
    url: `http://127.0.0.1:${port}`,
    /** Access tokens stop working before their time; refresh tokens go on. */
    endAccess: () => grants.clear(),
    /** The owner has thrown us out. */
    revoke: () => {
      grants.clear();
      refreshTokens.clear();
    },
    /** The next calls whose `METHOD /path?query` matches are answered so. */
    fail: (when: RegExp, answer: Answer | "hang" | "drop", times = 1) => failures.push({ when, answer, times }),
    /** How often a `METHOD /path` was asked for. */
    count: (when: RegExp) => asked.filter(({ method, path }) => when.test(`${method} ${path}`)).length,
    close: () =>
      new Promise<void>((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  });
}
export type Loopback = Awaited<ReturnType<typeof loopback>>;
