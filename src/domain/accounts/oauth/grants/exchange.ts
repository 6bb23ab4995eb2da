import type { z } from "zod";
import { refuseButKeep } from "../../../../platform/errors.ts";
import { hashSecret } from "../../../../platform/handles.ts";
import { type Context, operation } from "../../../../platform/operation.ts";
import { iso } from "../../../../platform/schemas.ts";
import { mayAct, noteClientUse, trustsApps } from "../clients/store.ts";
import { invalidGrant } from "../errors.ts";
import { codeChecks } from "./checks/index.ts";
import { CodeExchange, Tokens } from "./schema.ts";
import { type Code, openGrant, revokeGrant } from "./store.ts";
import { actAsApp, answerTokens } from "./tokens.ts";

type Exchange = z.output<typeof CodeExchange>;

/** A code becomes tokens, once. Used again, by whomever, it ends all that the first use gave out (RFC 6749 section 4.1.2). */
export const exchangeCode = operation({
  name: "oauth.exchange",
  access: "public",
  summary: "Exchange an authorization code for tokens",
  body: CodeExchange,
  output: Tokens,
  async run(context, exchange) {
    const code = await takeCode(context, exchange);
    const client = await actAsApp(context, code);
    for (const check of codeChecks) {
      const problem = check(code, exchange, context.now);
      if (problem) throw refuseButKeep(problem.type, problem.description);
    }
    if (!mayAct(client, context.businessId, trustsApps(context.services.settings)))
      throw refuseButKeep(invalidGrant, "The app may not be used in this business any more.");
    const { userId, clientId, scopes, audience } = code;
    const grant = await openGrant(context, { userId, clientId, scopes, audience });
    await context.db
      .updateTable("oauthCodes")
      .set({ grantId: grant.id })
      .where("businessId", "=", context.businessId)
      .where("codeHash", "=", code.codeHash)
      .execute();
    await noteClientUse(context, clientId);
    return answerTokens(context, client, grant);
  },
});

/** The code, which from now on is used: the database decides who of several gets it. */
async function takeCode(context: Context, { code, client }: Exchange): Promise<Code> {
  const { db, businessId, now } = context;
  const taken = await db
    .updateTable("oauthCodes")
    .set({ usedAt: iso(now) })
    .where("businessId", "=", businessId)
    .where("codeHash", "=", hashSecret(code))
    .where("clientId", "=", client)
    .where("usedAt", "is", null)
    .returningAll()
    .executeTakeFirst();
  if (taken) return taken;
  throw await usedBefore(context, code);
}

async function usedBefore(context: Context, code: string) {
  const found = await context.db
    .selectFrom("oauthCodes")
    .selectAll()
    .where("businessId", "=", context.businessId)
    .where("codeHash", "=", hashSecret(code))
    .where("usedAt", "is not", null)
    .executeTakeFirst();
  if (found?.grantId) {
    await actAsApp(context, found);
    await revokeGrant(context, found.grantId);
    return refuseButKeep(invalidGrant, "The code was used before. What it was exchanged for has been revoked.");
  }
  return refuseButKeep(invalidGrant, "There is no such code.");
}
