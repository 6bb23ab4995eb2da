import { z } from "zod";
import { operation } from "../../../../platform/operation.ts";
import { Id } from "../../../../platform/schemas.ts";
import { readBusiness } from "../../../identity/businesses/store.ts";
import { usernameOf } from "../../../scheduling/usernames/store.ts";
import { callingUser } from "../../users/store.ts";

const Identity = z
  .object({
    id: Id.meta({ description: "The user's id; a token's `sub`, as a number" }),
    username: z
      .string()
      .nullable()
      .meta({ description: "Their booking page's address in this business", examples: ["sarahj"] }),
    name: z.string(),
    email: z.string(),
    timeZone: z.string(),
    business: z.object({ id: Id, name: z.string(), subdomain: z.string(), timeZone: z.string() }).nullable(),
    scopes: z
      .array(z.string())
      .meta({ description: "What the key, token or session may do: granted, and within the user's role" }),
  })
  .meta({ id: "Identity" });

export const identify = operation({
  name: "oauth.me",
  http: "GET /api/auth/oauth/me",
  access: "user",
  appScope: "any",
  summary: "Verify an access token, and get whom it acts for",
  description: "401 where the token is invalid, has expired or was revoked.",
  output: Identity,
  async run(context) {
    const user = await callingUser(context);
    const { businessId, abilities } = context.caller;
    const business = businessId === null ? null : await readBusiness(context);
    return {
      id: user.id,
      username: businessId === null ? null : await usernameOf(context, user.id),
      name: user.name,
      email: user.email,
      timeZone: user.timeZone,
      business,
      scopes: [...abilities].sort(),
    };
  },
});
