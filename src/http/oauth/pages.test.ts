import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import type { TestInstallation } from "../../../test/support/installation.ts";
import { newOwner, openAccountsInstallation, password } from "../../domain/accounts/browser.test-support.ts";
import { formOf, type Reader, readerOf, wordsOf } from "../pages/reader.test-support.ts";

const email = "sarah@example.com";

describe("the pages about apps", () => {
  let installation: TestInstallation;
  let reader: Reader;
  let clientId: string;
  before(async () => {
    installation = await openAccountsInstallation();
    await newOwner(installation, email);
    reader = readerOf(installation);
  });
  after(() => installation.close());

  const query = () =>
    String(
      new URLSearchParams({
        client_id: clientId,
        redirect_uri: "http://127.0.0.1:9/cb",
        state: "s",
        scope: "bookings:read",
      }),
    );

  it("make an app, after signing in, and show its secret once", async () => {
    const first = await reader.open("/settings/oauth-clients");
    const page = await reader.send(first, "/sign-in", { email, password });
    assert.match(wordsOf(page), /OAuth clients .*There are no OAuth clients/);
    const wrong = await reader.send(page, "/settings/oauth-clients", {
      name: "Planner",
      redirectUris: "http://app.example/",
    });
    assert.equal(wrong.status, 422);
    assert.match(wordsOf(wrong), /One of these addresses is not possible.*Please choose at least one/);
    const made = await reader.send(wrong, "/settings/oauth-clients", {
      redirectUris: "http://127.0.0.1/cb\nhttps://app.example/cb",
      "scope-bookings": "bookings:write",
      "scope-customers": "customers:read",
    });
    const [, id, secret] = /client_id (cl_live_\w+) client_secret (cs_live_\w+)/.exec(wordsOf(made))!;
    clientId = id!;
    const list = await reader.open("/settings/oauth-clients");
    assert.match(wordsOf(list), /Planner.*cl_live_.*customers:read bookings:write/);
    assert.equal(list.text.includes(secret!), false);
    const rotated = await reader.send(list, "/settings/oauth-clients/rotate");
    assert.match(wordsOf(rotated), /client_secret cs_live_/);
    assert.equal(rotated.text.includes(secret!), false);
  });

  it("let somebody sign in and come back to what the app asked", async () => {
    const stranger = readerOf(installation, "203.0.113.8");
    const signIn = await stranger.open(`/auth/oauth2/authorize?${query()}`);
    assert.ok(formOf(signIn, "/sign-in").values.authorize);
    const wrong = await stranger.send(signIn, "/sign-in", { email, password: "not this one" });
    const asked = await stranger.send(wrong, "/sign-in", { email, password });
    assert.match(
      wordsOf(asked),
      /Allow Planner to act for you\?.*As Sarah Johnson \(sarah@example\.com\).*Bookings of meetings: see/,
    );
    const other = await stranger.send(asked, "/sign-out");
    assert.ok(formOf(other, "/sign-in").values.authorize);
  });

  it("speak the user's language", async () => {
    const page = await reader.open(`/auth/oauth2/authorize?${query()}`, { "accept-language": "de" });
    assert.match(wordsOf(page), /Darf Planner für Sie handeln\?.*Buchungen von Gesprächen: sehen/);
  });

  it("never lead anywhere but back to the request", async () => {
    const page = await reader.post(
      "/sign-in",
      String(new URLSearchParams({ email, password, authorize: "//evil.example/?client_id=x" })),
    );
    assert.match(page.url, /^\/auth\/oauth2\/authorize\?/);
    assert.match(wordsOf(page), /client_not_found/);
  });

  it("list what was allowed, and take it back", async () => {
    const asked = await reader.open(`/auth/oauth2/authorize?${query()}`);
    const request = formOf(asked, "/auth/oauth2/authorize").values;
    const allowed = await installation.server.inject({
      method: "POST",
      url: "/auth/oauth2/authorize",
      headers: {
        "content-type": "application/x-www-form-urlencoded",
        "sec-fetch-site": "same-origin",
        cookie: [...reader.cookies].map((pair) => pair.join("=")).join("; "),
      },
      payload: String(new URLSearchParams({ ...request, answer: "allow" })),
    });
    const code = new URL(String(allowed.headers.location)).searchParams.get("code")!;
    const list = await reader.open("/settings/oauth-clients");
    const secret = /client_secret (cs_live_\w+)/.exec(
      wordsOf(await reader.send(list, "/settings/oauth-clients/rotate")),
    )![1]!;
    const body = {
      grant_type: "authorization_code",
      code,
      redirect_uri: "http://127.0.0.1:9/cb",
      client_id: clientId,
      client_secret: secret,
    };
    const tokens = await installation.send("POST", "/api/auth/oauth/token", { body });
    assert.equal(tokens.status, 200, tokens.text);
    const apps = await reader.open("/settings/apps");
    assert.match(wordsOf(apps), /Allowed apps.*Planner.*Bookings of meetings: see/);
    assert.match(
      wordsOf(await reader.send(apps, "/settings/apps/revoke")),
      /can do nothing in your name any more.*not allowed any app/,
    );
    const gone = await reader.send(await reader.open("/settings/oauth-clients"), "/settings/oauth-clients/delete");
    assert.match(wordsOf(gone), /The OAuth client is deleted/);
  });
});
