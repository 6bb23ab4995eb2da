/** What the nodes need, and nothing else. */
const scopes = [
  "webhooks:read",
  "webhooks:write",
  "event-types:read",
  "bookings:read",
  "bookings:write",
  "customers:read",
  "customers:write",
  "appointments:read",
  "appointments:write",
];

const hidden = (name, value) => ({ displayName: name, name, type: "hidden", default: value });

/** OAuth 2.0 with PKCE, as n8n's own credential does it. Client: Settings → Developer → OAuth clients. */
exports.SchedlyOAuth2Api = class SchedlyOAuth2Api {
  name = "schedlyOAuth2Api";
  extends = ["oAuth2Api"];
  displayName = "Schedly OAuth2 API";
  documentationUrl = "https://app.schedly.io/docs";
  properties = [
    { displayName: "Schedly URL", name: "baseUrl", type: "string", default: "https://app.schedly.io", required: true },
    hidden("grantType", "pkce"),
    hidden("authUrl", '={{$self["baseUrl"].replace(//+$/, "")}}/auth/oauth2/authorize'),
    hidden("accessTokenUrl", '={{$self["baseUrl"].replace(//+$/, "")}}/api/auth/oauth/token'),
    hidden("scope", scopes.join(" ")),
    hidden("authQueryParameters", ""),
    hidden("authentication", "body"),
  ];
};
