import { base, call } from "./api.js";

// OAuth 2.0: https://app.schedly.io/auth/oauth2/authorize and the two token endpoints. CLIENT_ID and CLIENT_SECRET are
// environment variables of the app (`zapier env:set`), from Settings → Developer → OAuth clients.

/** What the app's triggers, actions and searches need, and nothing else. */
const scopes = [
  "webhooks:read",
  "webhooks:write",
  "event-types:read",
  "bookings:read",
  "bookings:write",
  "services:read",
  "staff:read",
  "locations:read",
  "customers:read",
  "customers:write",
  "appointments:read",
  "appointments:write",
];

const authorizeUrl = (_z, { inputData }) =>
  `${base()}/auth/oauth2/authorize?${new URLSearchParams({
    client_id: process.env.CLIENT_ID ?? "",
    redirect_uri: inputData.redirect_uri,
    response_type: "code",
    state: inputData.state,
  })}`;

const getAccessToken = (z, { inputData }) =>
  tokensFrom(z, "POST /api/auth/oauth/token", {
    grant_type: "authorization_code",
    code: inputData.code,
    redirect_uri: inputData.redirect_uri,
    code_verifier: inputData.code_verifier,
  });

const refreshAccessToken = (z, { authData }) =>
  tokensFrom(z, "POST /api/auth/oauth/refreshToken", {
    grant_type: "refresh_token",
    refresh_token: authData.refresh_token,
  });

/** Refresh tokens rotate: the new one is kept with the access token. */
async function tokensFrom(z, endpoint, fields) {
  const client = { client_id: process.env.CLIENT_ID, client_secret: process.env.CLIENT_SECRET };
  const headers = { "content-type": "application/x-www-form-urlencoded" };
  const { access_token, refresh_token } = await call(z, endpoint, { headers, body: { ...fields, ...client } });
  return { access_token, refresh_token };
}

export default {
  type: "oauth2",
  oauth2Config: {
    authorizeUrl,
    getAccessToken,
    refreshAccessToken,
    autoRefresh: true,
    enablePkce: true,
    scope: scopes.join(" "),
  },
  test: (z) => call(z, "GET /api/auth/oauth/me"),
  connectionLabel: "{{username}}",
};
