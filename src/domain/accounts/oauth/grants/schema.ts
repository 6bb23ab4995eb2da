import { z } from "zod";
import { PageQuery } from "../../../../platform/page.ts";
import { Id, IdParameter, Instant } from "../../../../platform/schemas.ts";

/** What somebody has allowed an app to do in this business. */
export const OAuthGrant = z
  .object({
    id: Id,
    client: z.object({
      clientId: z.string(),
      name: z.string(),
      homepage: z.string().nullable(),
      verified: z.boolean().meta({ description: "false: the app registered itself, and nobody vouches for its name" }),
    }),
    scopes: z.array(z.string()),
    createdAt: Instant,
    lastUsedAt: Instant.nullable().meta({ description: "To the minute" }),
    expiresAt: Instant.meta({ description: "Unless the app uses it before" }),
  })
  .meta({ id: "OAuthGrant" });

export const OAuthGrantId = z.object({ id: IdParameter });
export const OAuthGrantSearch = PageQuery;

/** What the consent page sends on: an authorization request that has passed every check. */
export const Consent = z.strictObject({
  businessId: Id,
  clientId: Id,
  redirectUri: z.string(),
  scopes: z.array(z.string()),
  audience: z.string(),
  codeChallenge: z.string().nullable(),
});
export const IssuedCode = z.object({ code: z.string() });

/** The token endpoint's requests, once the app has shown who it is. `client` is its id. */
export const CodeExchange = z.strictObject({
  client: Id,
  code: z.string(),
  redirectUri: z.string().nullable(),
  codeVerifier: z.string().nullable(),
  audience: z.string().nullable(),
});
export const Refresh = z.strictObject({
  client: Id,
  token: z.string(),
  scope: z.array(z.string()).nullable(),
  audience: z.string().nullable(),
});
/** An access token (its claims are read already) or a refresh token, of one app. */
export const TokenOf = z.strictObject({ client: Id, token: z.string(), grantId: Id.nullable() });

/** RFC 6749 section 5.1. */
export const Tokens = z.object({
  access_token: z.string(),
  refresh_token: z.string(),
  token_type: z.literal("Bearer"),
  expires_in: z.int(),
  scope: z.string(),
});
