import { z } from "zod";
import { hashSecret } from "../../../../platform/handles.ts";
import { type Context, operation } from "../../../../platform/operation.ts";
import { epoch } from "../../../../platform/schemas.ts";
import { TokenOf } from "./schema.ts";
import { type Grant, lockLiveGrant, revokeGrant } from "./store.ts";
import { actAsApp } from "./tokens.ts";

// What an app may do with a token besides using it: end it (RFC 7009), and ask whether it still works (RFC 7662). Of another
// app's token it learns nothing, and it can end none.

export const revokeToken = operation({
  name: "oauth.revoke",
  access: "public",
  summary: "End what a token came of",
  description: "Either kind of token ends the whole consent: an access token without its family would be of no use.",
  body: TokenOf,
  output: z.object({ revoked: z.boolean() }),
  async run(context, asked) {
    const grant = await grantOf(context, asked, { evenUsed: true });
    if (!grant) return { revoked: false };
    await actAsApp(context, grant);
    return { revoked: (await revokeGrant(context, grant.id)) !== null };
  },
});

export const inspectToken = operation({
  name: "oauth.introspect",
  access: "public",
  summary: "Ask whether a token works",
  body: TokenOf,
  output: z.object({
    grant: z
      .object({ userId: z.int(), scopes: z.array(z.string()), audience: z.string(), expiresAt: z.int() })
      .nullable(),
  }),
  async run(context, asked) {
    const grant = await grantOf(context, asked);
    if (!grant) return { grant: null };
    const { userId, scopes, audience } = grant;
    return { grant: { userId, scopes, audience, expiresAt: Math.floor(epoch(grant.expiresAt) / 1000) } };
  },
});

type Asked = z.output<typeof TokenOf>;

/** The live grant behind a token of this app: of an access token by its claims, of a refresh token that was not used yet. */
async function grantOf(
  context: Context,
  { client, token, grantId }: Asked,
  { evenUsed = false } = {},
): Promise<Grant | null> {
  const id = grantId ?? (await grantOfRefreshToken(context, token, evenUsed));
  const grant = id === null ? undefined : await lockLiveGrant(context, id);
  return grant && grant.clientId === client ? grant : null;
}

async function grantOfRefreshToken(
  { db, businessId }: Context,
  token: string,
  evenUsed: boolean,
): Promise<number | null> {
  const found = await db
    .selectFrom("oauthRefreshTokens")
    .select(["grantId", "usedAt"])
    .where("businessId", "=", businessId)
    .where("tokenHash", "=", hashSecret(token))
    .executeTakeFirst();
  return found && (evenUsed || found.usedAt === null) ? found.grantId : null;
}
