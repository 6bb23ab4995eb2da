import type { z } from "zod";
import { enterBusiness } from "../../../../platform/database.ts";
import { DomainError, forbidden } from "../../../../platform/errors.ts";
import { hashSecret, newHandle } from "../../../../platform/handles.ts";
import { type Context, operation } from "../../../../platform/operation.ts";
import { iso } from "../../../../platform/schemas.ts";
import { ownBusiness } from "../../businesses/store.ts";
import { signedInUser } from "../../users/store.ts";
import { clientOfId, mayAct, trustsApps } from "../clients/store.ts";
import { Consent, IssuedCode } from "./schema.ts";
import "../tables.ts";

export const codeLifetimeSeconds = 60;

/** The signed-in user allows an app what it asked for. Only the consent page does this: a code must never be had without it. */
export const allowApp = operation({
  name: "oauth.allow",
  access: "user",
  global: true,
  summary: "Let an app act for you in one of your businesses",
  body: Consent,
  output: IssuedCode,
  run: issueCode,
});

async function issueCode(context: Context, consent: z.output<typeof Consent>) {
  const user = await signedInUser(context);
  const business = await ownBusiness(context, consent.businessId);
  if (!business) throw new DomainError(forbidden, "You do not belong to this business.");
  const client = await clientOfId(context.db, consent.clientId);
  if (!mayAct(client, business.id, trustsApps(context.services.settings)))
    throw new DomainError(forbidden, "This app may not be used in this business.");
  await enterBusiness(context.db, business.id);
  context.businessId = business.id;
  const code = newHandle("code", business.id);
  await context.db
    .insertInto("oauthCodes")
    .values({
      businessId: business.id,
      codeHash: hashSecret(code),
      userId: user.id,
      clientId: client.id,
      redirectUri: consent.redirectUri,
      scopes: consent.scopes,
      audience: consent.audience,
      codeChallenge: consent.codeChallenge,
      createdAt: iso(context.now),
      expiresAt: iso(context.now + codeLifetimeSeconds * 1000),
      usedAt: null,
      grantId: null,
    })
    .execute();
  return { code };
}
