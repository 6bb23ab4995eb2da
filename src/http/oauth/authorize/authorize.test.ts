import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import {
  challenge,
  makeClient,
  type OAuthInstallation,
  openFlow,
  openOAuthInstallation,
  redirectUri,
} from "../flow.test-support.ts";
import { authorizeChecks } from "./checks/index.ts";

describe("an authorization request", () => {
  let installation: OAuthInstallation;
  let flow: Awaited<ReturnType<typeof openFlow>>;
  before(async () => {
    installation = await openOAuthInstallation();
    flow = await openFlow(installation);
  });
  after(() => installation.close());

  /** What came of it: the name that a page of ours shows, or the error that went back to the app. */
  async function outcome(query: string | Record<string, string>, cookie = flow.cookie) {
    const url = `${installation.url}/auth/oauth2/authorize?${new URLSearchParams(query)}`;
    const response = await fetch(url, { headers: { cookie }, redirect: "manual" });
    const text = await response.text();
    if (response.status !== 303) return /<code>(\w+)<\/code>/.exec(text)?.[1] ?? `page ${response.status}`;
    const to = new URL(response.headers.get("location")!, installation.url);
    if (to.origin === installation.url) return to.pathname;
    assert.equal(`${to.origin}${to.pathname}`, redirectUri);
    assert.equal(to.searchParams.get("iss"), installation.url);
    return `${to.searchParams.get("error")}: ${to.searchParams.get("error_description")}`;
  }

  it("is looked at in the order of the table: each thing that is put right shows the next", async () => {
    const other = await installation.business();
    const foreign = await makeClient(other, { kind: "public" });
    const own = await makeClient(flow.salon, { kind: "public" });
    // Everything is wrong; then one step after the other puts one thing right.
    const wrong: [string, string][] = [
      ["client_id", "cl_live_unknown"],
      ["redirect_uri", "https://app.example/callback/"],
      ["response_type", "token"],
      ["response_type", "token"],
      ["response_mode", "fragment"],
      ["code_challenge", "short"],
      ["code_challenge_method", "plain"],
      ["resource", "https://elsewhere.example"],
      ["scope", "bookings:fly"],
    ];
    const set =
      (name: string, ...values: string[]) =>
      (pairs: [string, string][]) => [
        ...pairs.filter(([known]) => known !== name),
        ...values.map((value): [string, string] => [name, value]),
      ];
    const steps: [(pairs: [string, string][]) => [string, string][], RegExp][] = [
      [set("nothing"), /^client_not_found$/],
      [set("client_id", foreign.clientId), /^redirect_uri_mismatch$/],
      [set("redirect_uri", redirectUri), /^not_approved$/],
      [set("client_id", own.clientId), /^invalid_request: response_type was given more than once$/],
      [set("response_type", "token"), /^unsupported_response_type/],
      [set("response_type", "code"), /^invalid_request: response_mode/],
      [set("response_mode", "query"), /^invalid_request: state/],
      [set("state", "s"), /^invalid_request: code_challenge_method/],
      [set("code_challenge_method", "S256"), /^invalid_request: code_challenge must/],
      [set("code_challenge", challenge), /^invalid_target/],
      [set("resource", `${installation.url}/api/mcp/sse`), /^invalid_scope: scope has a name/],
      [set("scope", "bookings:read services:write"), /^invalid_scope: scope is more/],
      [set("scope", "bookings:read"), /^page 200$/],
    ];
    let pairs = wrong;
    for (const [step, expected] of steps) {
      pairs = step(pairs);
      assert.match(await outcome(pairs as never), expected);
    }
    assert.equal(authorizeChecks.length, 10);
  });

  it("leads nowhere while the client or the address is not known", async () => {
    const { basics } = flow;
    const cases: [Record<string, string>, string][] = [
      [{ ...basics, client_id: "" }, "client_not_found"],
      [{ ...basics, redirect_uri: "" }, "redirect_uri_mismatch"],
      [{ ...basics, redirect_uri: `${redirectUri}?x=1` }, "redirect_uri_mismatch"],
      [{ ...basics, redirect_uri: "https://app.example.evil.example/callback" }, "redirect_uri_mismatch"],
      [{ ...basics, redirect_uri: "https://APP.example/callback" }, "redirect_uri_mismatch"],
      [{ ...basics, redirect_uri: "http://app.example/callback" }, "redirect_uri_mismatch"],
    ];
    for (const [query, expected] of cases) assert.equal(await outcome(query), expected, JSON.stringify(query));
    const twice = [...Object.entries(basics), ["redirect_uri", redirectUri]] as never;
    assert.equal(await outcome(twice), "redirect_uri_mismatch");
    const clients = [...Object.entries(basics), ["client_id", flow.client.clientId]] as never;
    assert.equal(await outcome(clients), "client_not_found");
  });

  it("wants PKCE of public clients, and S256 of everybody who uses it", async () => {
    const open = await makeClient(flow.salon, { kind: "public" });
    const basics = { ...flow.basics, client_id: open.clientId };
    assert.match(await outcome(basics), /^invalid_request: code_challenge is required/);
    assert.match(await outcome({ ...basics, code_challenge: challenge }), /must be S256/);
    assert.match(
      await outcome({ ...flow.basics, code_challenge: challenge, code_challenge_method: "plain" }),
      /must be S256/,
    );
    assert.match(await outcome({ ...flow.basics, code_challenge_method: "S256" }), /code_challenge is missing/);
    assert.equal(await outcome({ ...basics, code_challenge: challenge, code_challenge_method: "S256" }), "page 200");
    assert.equal(await outcome(flow.basics), "page 200");
  });

  it("takes any port on the user's own machine, and nothing else that differs", async () => {
    const uris = ["http://127.0.0.1/cb", "http://[::1]:1/cb", "http://localhost:4000/cb", "com.example.app:/cb"];
    const { clientId } = await makeClient(flow.salon, { redirectUris: uris });
    const at = (redirect_uri: string) => outcome({ ...flow.basics, client_id: clientId, redirect_uri });
    for (const uri of [
      "http://127.0.0.1:51004/cb",
      "http://127.0.0.1/cb",
      "http://[::1]:3/cb",
      "http://localhost/cb",
      "com.example.app:/cb",
    ])
      assert.equal(await at(uri), "page 200", uri);
    for (const uri of [
      "http://127.0.0.1:1/other",
      "http://127.0.0.2/cb",
      "https://127.0.0.1/cb",
      "http://localhost:1/cb?x",
      "http://127.0.0.1:1@evil.example/cb",
      "http://127.0.0.1:/cb#x",
      "com.example.app:/cb2",
    ])
      assert.equal(await at(uri), "redirect_uri_mismatch", uri);
  });

  it("has the user sign in first, and comes back to the same request and nowhere else", async () => {
    const query = { ...flow.basics, state: "a&b=c d\r\nä" };
    const url = `${installation.url}/auth/oauth2/authorize?${new URLSearchParams(query)}`;
    const response = await fetch(url, { redirect: "manual" });
    const to = new URL(response.headers.get("location")!, installation.url);
    assert.equal(to.pathname, "/sign-in");
    const carried = new URLSearchParams(to.searchParams.get("authorize")!);
    assert.deepEqual(Object.fromEntries(carried), query);
    const page = await (await fetch(to)).text();
    assert.match(page, /name="authorize" value="client_id=/);
  });

  it("gives the state back as it was, line ends and all", async () => {
    const state = "a&b=c d\r\nä+%20";
    const { to } = await installation.authorize(flow.cookie, { ...flow.basics, state });
    assert.equal(to!.searchParams.get("state"), state);
  });

  it("may do without a state where the app registered itself, and so uses PKCE", async () => {
    const draft = { client_name: "Agent", redirect_uris: [redirectUri], token_endpoint_auth_method: "none" };
    const { body } = await installation.send("POST", "/api/auth/oauth/register", { body: draft });
    const { state: _, ...basics } = flow.basics;
    const request = { ...basics, client_id: body.client_id };
    assert.match(await outcome(request), /^invalid_request: code_challenge/);
    const proof = { code_challenge: challenge, code_challenge_method: "S256" };
    const { to } = await installation.authorize(flow.cookie, { ...request, ...proof });
    assert.ok(to!.searchParams.get("code"));
    assert.equal(to!.searchParams.has("state"), false);
    assert.match(await outcome(basics), /^invalid_request: state/);
  });

  it("that is denied goes back saying so, in the reference's words", async () => {
    const { to } = await installation.authorize(flow.cookie, flow.basics, "deny");
    assert.match(to!.search, /^\?error=access_denied&error_description=User\+denied\+access&state=a\+state&iss=/);
  });

  it("is asked on a page that names the app, its owner and what it may do, and that nobody can frame", async () => {
    const { page, text } = await installation.authorize(flow.cookie, flow.basics);
    assert.match(text, /Allow Planner to act for you\?/);
    for (const words of [
      /Made by/,
      /Salon \d+/,
      /Bookings of meetings: see and change/,
      /Customers: see</,
      /app\.example/,
      /owner@/,
    ])
      assert.match(text, words);
    const policy = page.headers.get("content-security-policy")!;
    assert.match(policy, /frame-ancestors 'none'/);
    assert.match(policy, /form-action 'self' https:;/);
    assert.deepEqual([page.headers.get("x-frame-options"), page.headers.get("cache-control")], ["DENY", "no-store"]);
    assert.doesNotMatch(text, /<script/);
  });

  it("takes its answer from our own page alone", async () => {
    const request = String(new URLSearchParams(flow.basics));
    const body = String(new URLSearchParams({ request, answer: "allow" }));
    for (const headers of [{ "sec-fetch-site": "cross-site" }, { origin: "https://evil.example" }] as Record<
      string,
      string
    >[]) {
      const answer = await installation.send("POST", "/auth/oauth2/authorize", {
        raw: body,
        headers: { "content-type": "application/x-www-form-urlencoded", cookie: flow.cookie, ...headers },
      });
      assert.equal(answer.status, 403, JSON.stringify(headers));
    }
  });

  it("is checked again when it is answered: what the form brings is not believed", async () => {
    for (const [changes, code] of [
      [{ redirect_uri: "https://evil.example/" }, "redirect_uri_mismatch"],
      [{ client_id: "cl_live_x" }, "client_not_found"],
    ] as const) {
      const request = String(new URLSearchParams({ ...flow.basics, ...changes }));
      const answer = await installation.form(
        "/auth/oauth2/authorize",
        { request, answer: "allow" },
        { cookie: flow.cookie },
      );
      assert.deepEqual([answer.status, answer.text.includes(code)], [400, true]);
    }
  });

  it("asks in which of several businesses, and acts in the chosen one alone", async () => {
    const second = await installation.business();
    await installation.asSystem(second.id, ({ db, now, businessId }) =>
      db
        .insertInto("members")
        .values({ businessId, userId: flow.salon.userId, role: "admin", createdAt: new Date(now).toISOString() })
        .execute(),
    );
    await installation.asSystem(second.id, ({ db, now, businessId }) =>
      db
        .updateTable("oauthClients")
        .set({ approvedAt: new Date(now).toISOString() })
        .where("clientId", "=", flow.client.clientId)
        .execute()
        .then(() => businessId),
    );
    const { text, to } = await installation.authorize(flow.cookie, flow.basics, "allow", second.id);
    assert.match(text, /In which of your businesses\?/);
    const { body } = await flow.exchange(to!.searchParams.get("code")!);
    const me = await flow.me(body.access_token);
    assert.equal(me.body.business.id, second.id);
  });
});
