import type { z } from "zod";
import type { Context } from "../../../../platform/operation.ts";
import { userOfId } from "../../users/store.ts";
import { type Client, clientOfId } from "../clients/store.ts";
import { signAccessToken } from "../keys/access-token.ts";
import { tokenSeconds } from "../keys/store.ts";
import type { Tokens } from "./schema.ts";
import { type Grant, issueRefreshToken } from "./store.ts";

/** From here on the call is the user's, through the app: so the audit log tells. */
export async function actAsApp(
  context: Context,
  { userId, clientId }: { userId: number; clientId: number },
): Promise<Client> {
  const client = await clientOfId(context.db, clientId);
  const { name } = await userOfId(context, userId);
  context.caller = { ...context.caller, kind: "oauth", userId, clientId, name: `${name} (via ${client.name})` };
  return client;
}

/** An access token and the next refresh token of the family. `scopes` may be fewer than were granted. */
export async function answerTokens(
  context: Context,
  client: Client,
  grant: Grant,
  scopes: string[] = grant.scopes,
): Promise<z.output<typeof Tokens>> {
  const scope = scopes.join(" ");
  const access_token = await signAccessToken(context, {
    aud: grant.audience,
    sub: String(grant.userId),
    client_id: client.clientId,
    scope,
    business_id: context.businessId,
    grant_id: grant.id,
  });
  const refresh_token = await issueRefreshToken(context, grant.id);
  return { access_token, refresh_token, token_type: "Bearer", expires_in: tokenSeconds, scope };
}
