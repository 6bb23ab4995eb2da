import { operations } from "../../app.ts";
import { scopes } from "../../domain/accounts/oauth/scopes.ts";
import { mcpPath } from "./resources.ts";

/** What the tools of the MCP server need: clients ask their users for all that is listed. */
const toolScopes = scopes.filter((scope) => operations.some(({ tool, access }) => tool && access === scope));

const secretMethods = ["client_secret_basic", "client_secret_post"];

/** Where everything is and what it can do (RFC 8414). We are no OpenID provider, and do not pretend to be one. */
export const serverMetadata = (issuer: string) => ({
  issuer,
  authorization_endpoint: `${issuer}/auth/oauth2/authorize`,
  token_endpoint: `${issuer}/api/auth/oauth/token`,
  jwks_uri: `${issuer}/.well-known/jwks.json`,
  registration_endpoint: `${issuer}/api/auth/oauth/register`,
  revocation_endpoint: `${issuer}/api/auth/oauth/revoke`,
  introspection_endpoint: `${issuer}/api/auth/oauth/introspect`,
  scopes_supported: scopes,
  response_types_supported: ["code"],
  response_modes_supported: ["query"],
  grant_types_supported: ["authorization_code", "refresh_token"],
  code_challenge_methods_supported: ["S256"],
  token_endpoint_auth_methods_supported: [...secretMethods, "none"],
  revocation_endpoint_auth_methods_supported: [...secretMethods, "none"],
  introspection_endpoint_auth_methods_supported: secretMethods,
  authorization_response_iss_parameter_supported: true,
  ui_locales_supported: ["en", "de", "es", "fr", "pt"],
  service_documentation: `${issuer}/docs`,
});

/** What a client that was refused learns about whom to ask for a token (RFC 9728). */
const resourceMetadata = (issuer: string, path: string, name: string, needed: readonly string[]) => ({
  resource: `${issuer}${path}`,
  authorization_servers: [issuer],
  jwks_uri: `${issuer}/.well-known/jwks.json`,
  scopes_supported: needed,
  bearer_methods_supported: ["header"],
  resource_name: name,
  resource_documentation: `${issuer}/docs`,
});

/** Every document under /.well-known that is the same for everybody. */
export const documents: Record<string, (issuer: string) => object> = {
  "/.well-known/oauth-authorization-server": serverMetadata,
  "/.well-known/oauth-protected-resource": (issuer) => resourceMetadata(issuer, "", "Schedly API", scopes),
  [`/.well-known/oauth-protected-resource${mcpPath}`]: (issuer) =>
    resourceMetadata(issuer, mcpPath, "Schedly MCP", toolScopes),
};
