import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import * as oauth from "oauth4webapi";
import * as client from "openid-client";
import { type OAuthInstallation, openFlow, openOAuthInstallation, redirectUri } from "./flow.test-support.ts";

// Clients that nobody here wrote, each the way its own documentation says.

// It brings no types: those that are used here.
type Tokens = {
  token: Record<string, unknown>;
  expired(): boolean;
  refresh(): Promise<Tokens>;
  revokeAll(): Promise<void>;
};
type Flow = { authorizeURL(asked: object): string; getToken(asked: object): Promise<Tokens> };
const { AuthorizationCode } = (await import("simple-oauth2" as string)) as {
  AuthorizationCode: new (options: object) => Flow;
};

describe("OAuth clients of others", () => {
  let installation: OAuthInstallation;
  let flow: Awaited<ReturnType<typeof openFlow>>;
  before(async () => {
    installation = await openOAuthInstallation({ CLOCK: "system" });
    flow = await openFlow(installation);
  });
  after(() => installation.close());

  /** What the user's browser does: opens the address and presses the button. */
  async function consent(address: URL): Promise<URL> {
    assert.equal(address.href.split("?")[0], `${installation.url}/auth/oauth2/authorize`);
    const { to } = await installation.authorize(flow.cookie, Object.fromEntries(address.searchParams));
    return to!;
  }

  it("oauth4webapi: discovery, registration, PKCE, code, refresh, resource, revocation", async () => {
    const insecure = { [oauth.allowInsecureRequests]: true };
    const issuer = new URL(installation.url);
    const as = await oauth.processDiscoveryResponse(
      issuer,
      await oauth.discoveryRequest(issuer, { algorithm: "oauth2", ...insecure }),
    );
    const registered = await oauth.processDynamicClientRegistrationResponse(
      await oauth.dynamicClientRegistrationRequest(
        as,
        { client_name: "Browser app", redirect_uris: [redirectUri], token_endpoint_auth_method: "none" },
        insecure,
      ),
    );
    const app: oauth.Client = { client_id: registered.client_id };
    const verifier = oauth.generateRandomCodeVerifier();
    const state = oauth.generateRandomState();
    const address = new URL(as.authorization_endpoint!);
    address.search = String(
      new URLSearchParams({
        client_id: app.client_id,
        redirect_uri: redirectUri,
        response_type: "code",
        scope: "bookings:read",
        state,
        code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
        code_challenge_method: "S256",
        resource: installation.url,
      }),
    );
    const parameters = oauth.validateAuthResponse(as, app, await consent(address), state);
    const tokens = await oauth.processAuthorizationCodeResponse(
      as,
      app,
      await oauth.authorizationCodeGrantRequest(as, app, oauth.None(), parameters, redirectUri, verifier, {
        additionalParameters: { resource: installation.url },
        ...insecure,
      }),
    );
    assert.deepEqual([tokens.token_type, tokens.expires_in, tokens.scope], ["bearer", 1800, "bookings:read"]);

    const me = await oauth.protectedResourceRequest(
      tokens.access_token,
      "GET",
      new URL(`${installation.url}/api/auth/oauth/me`),
      undefined,
      undefined,
      insecure,
    );
    assert.equal(((await me.json()) as { id: number }).id, flow.salon.userId);
    const request = new Request(`${installation.url}/x`, {
      headers: { authorization: `Bearer ${tokens.access_token}` },
    });
    const claims = await oauth.validateJwtAccessToken(as, request, installation.url, insecure);
    assert.deepEqual([claims.sub, claims.client_id], [String(flow.salon.userId), app.client_id]);

    const refreshed = await oauth.processRefreshTokenResponse(
      as,
      app,
      await oauth.refreshTokenGrantRequest(as, app, oauth.None(), tokens.refresh_token!, insecure),
    );
    await oauth.processRevocationResponse(
      await oauth.revocationRequest(as, app, oauth.None(), refreshed.refresh_token!, insecure),
    );
    const ended = await oauth.refreshTokenGrantRequest(as, app, oauth.None(), refreshed.refresh_token!, insecure);
    await assert.rejects(oauth.processRefreshTokenResponse(as, app, ended), { error: "invalid_grant" });
  });

  it("oauth4webapi: the metadata of the API and of the MCP server lead to the authorization server", async () => {
    const insecure = { [oauth.allowInsecureRequests]: true };
    for (const path of ["", "/api/mcp/sse"]) {
      const resource = new URL(`${installation.url}${path}`);
      const found = await oauth.processResourceDiscoveryResponse(
        resource,
        await oauth.resourceDiscoveryRequest(resource, insecure),
      );
      assert.deepEqual(found.authorization_servers, [installation.url]);
    }
  });

  it("oauth4webapi: a confidential client asks about its token", async () => {
    const insecure = { [oauth.allowInsecureRequests]: true };
    const issuer = new URL(installation.url);
    const as = await oauth.processDiscoveryResponse(
      issuer,
      await oauth.discoveryRequest(issuer, { algorithm: "oauth2", ...insecure }),
    );
    const app = { client_id: flow.client.clientId };
    const { access_token } = await flow.tokens();
    for (const authentication of [oauth.ClientSecretBasic, oauth.ClientSecretPost]) {
      const answer = await oauth.introspectionRequest(
        as,
        app,
        authentication(flow.client.clientSecret),
        access_token,
        insecure,
      );
      const { active, sub } = await oauth.processIntrospectionResponse(as, app, answer);
      assert.deepEqual([active, sub], [true, String(flow.salon.userId)]);
    }
  });

  it("openid-client: discovery, PKCE, code, refresh, introspection, revocation", async () => {
    const config = await client.discovery(
      new URL(installation.url),
      flow.client.clientId,
      flow.client.clientSecret,
      undefined,
      { algorithm: "oauth2", execute: [client.allowInsecureRequests] },
    );
    const pkceCodeVerifier = client.randomPKCECodeVerifier();
    const expectedState = client.randomState();
    const address = client.buildAuthorizationUrl(config, {
      redirect_uri: redirectUri,
      scope: "bookings:read customers:read",
      state: expectedState,
      code_challenge: await client.calculatePKCECodeChallenge(pkceCodeVerifier),
      code_challenge_method: "S256",
    });
    const tokens = await client.authorizationCodeGrant(config, await consent(address), {
      pkceCodeVerifier,
      expectedState,
    });
    assert.equal(tokens.scope, "bookings:read customers:read");
    const me = await client.fetchProtectedResource(
      config,
      tokens.access_token,
      new URL(`${installation.url}/api/auth/oauth/me`),
      "GET",
    );
    assert.equal(me.status, 200);
    const refreshed = await client.refreshTokenGrant(config, tokens.refresh_token!);
    assert.equal((await client.tokenIntrospection(config, refreshed.access_token)).active, true);
    await client.tokenRevocation(config, refreshed.refresh_token!);
    assert.equal((await client.tokenIntrospection(config, refreshed.access_token)).active, false);
    await assert.rejects(client.refreshTokenGrant(config, refreshed.refresh_token!), { error: "invalid_grant" });
  });

  it("openid-client: a denial is an error that it understands", async () => {
    const config = await client.discovery(
      new URL(installation.url),
      flow.client.clientId,
      flow.client.clientSecret,
      undefined,
      {
        algorithm: "oauth2",
        execute: [client.allowInsecureRequests],
      },
    );
    const { to } = await installation.authorize(flow.cookie, flow.basics, "deny");
    await assert.rejects(client.authorizationCodeGrant(config, to!, { expectedState: "a state" }), {
      error: "access_denied",
      error_description: "User denied access",
    });
  });

  for (const [bodyFormat, authorizationMethod] of [
    ["form", "header"],
    ["form", "body"],
    ["json", "header"],
    ["json", "body"],
  ] as const) {
    it(`simple-oauth2: code, refresh and revocation, as ${bodyFormat} with the secret in the ${authorizationMethod}`, async () => {
      const { clientId: id, clientSecret: secret } = flow.client;
      const app = new AuthorizationCode({
        client: { id, secret },
        auth: {
          tokenHost: installation.url,
          tokenPath: "/api/auth/oauth/token",
          refreshPath: "/api/auth/oauth/refreshToken",
          revokePath: "/api/auth/oauth/revoke",
          authorizePath: "/auth/oauth2/authorize",
        },
        options: { bodyFormat, authorizationMethod },
      });
      const address = app.authorizeURL({ redirect_uri: redirectUri, scope: ["bookings:read"], state: "s" });
      const code = (await consent(new URL(address))).searchParams.get("code")!;
      const tokens = await app.getToken({ code, redirect_uri: redirectUri });
      assert.equal(tokens.expired(), false);
      const refreshed = await tokens.refresh();
      assert.equal((await flow.me(String(refreshed.token.access_token))).status, 200);
      await refreshed.revokeAll();
      assert.equal((await flow.me(String(refreshed.token.access_token))).status, 401);
    });
  }
});
