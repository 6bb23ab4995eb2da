import { z } from "zod";
import { newHandle } from "../../../../platform/handles.ts";
import { operation } from "../../../../platform/operation.ts";
import { iso } from "../../../../platform/schemas.ts";
import { networkOf } from "../../throttles.ts";
import { invalidClientMetadata, invalidRedirectUri, refuseOAuth } from "../errors.ts";
import { isScope, scopeList, usualScopes } from "../scopes.ts";
import { HomepageUrl, HttpsUrl, RedirectUris } from "./schema.ts";

const perAddress = { points: 20, seconds: 3600 };

/** Client metadata (RFC 7591 section 2). What is not named here is ignored, as the standard has it. */
const Metadata = z.object({
  redirect_uris: RedirectUris,
  client_name: z.string().trim().min(1).max(200).optional(),
  client_uri: HomepageUrl.optional(),
  logo_uri: HttpsUrl.optional(),
  scope: z.string().max(5000).optional(),
  grant_types: z.array(z.string()).max(20).optional(),
  response_types: z.array(z.string()).max(20).optional(),
});

/**
 * An app makes itself known (RFC 7591), so that somebody can connect it by this installation's address alone. It becomes a
 * public client whatever it asks for: a secret that anybody can have made proves nothing.
 */
export const registerClient = operation({
  name: "oauth.register",
  access: "public",
  global: true,
  summary: "Register an OAuth client",
  body: z.record(z.string(), z.unknown()),
  output: z.record(z.string(), z.unknown()),
  status: 201,
  async run(context, { ...given }) {
    await context.services.throttle(
      "oauth-register",
      networkOf(context.address),
      perAddress.points,
      perAddress.seconds,
    );
    const metadata = read(given);
    const client = await context.db
      .insertInto("oauthClients")
      .values({
        clientId: newHandle("cl_live", 0),
        businessId: null,
        createdByUserId: null,
        kind: "public",
        name: metadata.client_name ?? new URL(metadata.redirect_uris[0]!).host,
        description: null,
        logoUrl: metadata.logo_uri ?? null,
        homepage: metadata.client_uri ?? null,
        redirectUris: metadata.redirect_uris,
        scopes: metadata.scopes,
        hashedSecret: null,
        hint: null,
        approvedAt: null,
        lastUsedAt: null,
        createdAt: iso(context.now),
      })
      .returningAll()
      .executeTakeFirstOrThrow();
    context.audit({ action: "oauth_client.registered", subject: "oauth_client", subjectId: client.id, after: client });
    return {
      client_id: client.clientId,
      client_id_issued_at: Math.floor(context.now / 1000),
      client_name: client.name,
      redirect_uris: client.redirectUris,
      ...(client.homepage ? { client_uri: client.homepage } : {}),
      ...(client.logoUrl ? { logo_uri: client.logoUrl } : {}),
      token_endpoint_auth_method: "none",
      grant_types: ["authorization_code", "refresh_token"],
      response_types: ["code"],
      scope: client.scopes.join(" "),
    };
  },
});

function read(given: Record<string, unknown>) {
  const parsed = Metadata.safeParse(given);
  if (!parsed.success) {
    const { path, message } = parsed.error.issues[0]!;
    const type = path[0] === "redirect_uris" ? invalidRedirectUri : invalidClientMetadata;
    throw refuseOAuth(type, `${path.join(".")}: ${message}`);
  }
  const { grant_types = ["authorization_code"], response_types = ["code"], scope } = parsed.data;
  if (!grant_types.includes("authorization_code"))
    throw refuseOAuth(invalidClientMetadata, "grant_types: Must include authorization_code");
  if (!response_types.includes("code")) throw refuseOAuth(invalidClientMetadata, "response_types: Must include code");
  // What we do not know is left out rather than refused: the app learns from the answer what it may ask for.
  const known = scopeList(scope)?.filter(isScope) ?? [];
  return { ...parsed.data, scopes: known.length > 0 ? known : usualScopes };
}
