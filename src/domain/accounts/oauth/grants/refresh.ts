import { DomainError, refuseButKeep } from "../../../../platform/errors.ts";
import { hashSecret } from "../../../../platform/handles.ts";
import { type Context, operation } from "../../../../platform/operation.ts";
import { epoch, iso } from "../../../../platform/schemas.ts";
import { mayAct, noteClientUse, trustsApps } from "../clients/store.ts";
import { invalidGrant, invalidScope, invalidTarget } from "../errors.ts";
import { covers } from "../scopes.ts";
import { Refresh, Tokens } from "./schema.ts";
import { type Grant, lockLiveGrant, revokeGrant, unusedLifetime } from "./store.ts";
import { actAsApp, answerTokens } from "./tokens.ts";

/**
 * For this long a refresh token that was used is taken once more: of an app whose answer got lost, or that asked twice at
 * once. It gets another successor, since what is stored of the first is a hash. After that, somebody else has the token.
 */
const graceMilliseconds = 10_000;

/** New tokens for a refresh token, which works no more (RFC 9700 section 4.14.2). Reuse ends its whole family. */
export const refreshTokens = operation({
  name: "oauth.refresh",
  access: "public",
  summary: "Exchange a refresh token for new tokens",
  body: Refresh,
  output: Tokens,
  async run(context, { client: clientId, token, scope, audience }) {
    const grant = await useToken(context, token, clientId);
    const client = await actAsApp(context, grant);
    if (!mayAct(client, context.businessId, trustsApps(context.services.settings)))
      throw new DomainError(invalidGrant, "The app may not be used in this business any more.");
    if (scope && !covers(grant.scopes, scope))
      throw new DomainError(invalidScope, "scope is more than the user granted.");
    if (audience !== null && audience !== grant.audience)
      throw new DomainError(invalidTarget, "resource is not the one that the user agreed to.");
    await context.db
      .updateTable("oauthGrants")
      .set({ lastUsedAt: iso(context.now), expiresAt: iso(context.now + unusedLifetime) })
      .where("businessId", "=", context.businessId)
      .where("id", "=", grant.id)
      .execute();
    await noteClientUse(context, client.id);
    return answerTokens(context, client, grant, scope ?? grant.scopes);
  },
});

/** The grant that a refresh token belongs to, and the token is used from now on. */
async function useToken(context: Context, token: string, clientId: number): Promise<Grant> {
  const { db, businessId, now } = context;
  const stored = await db
    .selectFrom("oauthRefreshTokens")
    .select("grantId")
    .where("businessId", "=", businessId)
    .where("tokenHash", "=", hashSecret(token))
    .executeTakeFirst();
  // The grant is locked before the token, so that two who refresh at once come one after the other.
  const grant = stored && (await lockLiveGrant(context, stored.grantId));
  if (!grant || grant.clientId !== clientId) throw new DomainError(invalidGrant);
  const { usedAt } = await db
    .selectFrom("oauthRefreshTokens")
    .select("usedAt")
    .where("businessId", "=", businessId)
    .where("tokenHash", "=", hashSecret(token))
    .executeTakeFirstOrThrow();
  if (usedAt === null) {
    await db
      .updateTable("oauthRefreshTokens")
      .set({ usedAt: iso(now) })
      .where("businessId", "=", businessId)
      .where("tokenHash", "=", hashSecret(token))
      .execute();
  } else if (now - epoch(usedAt) > graceMilliseconds) {
    await actAsApp(context, grant);
    await revokeGrant(context, grant.id);
    throw refuseButKeep(
      invalidGrant,
      "This refresh token was used before. Everything that came of the same consent is revoked.",
    );
  }
  return grant;
}
