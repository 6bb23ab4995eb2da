import { z } from "zod";
import { Email, Id, Instant } from "../../../platform/schemas.ts";
import { TypedPassword } from "../../identity/passwords/rules.ts";

/** A secret out of a mail's link or an earlier answer. */
export const Token = z.string().trim().min(1, { error: "Must not be empty" }).max(200);

export const SignInForm = z.strictObject({ email: Email, password: TypedPassword });

/** The second step: a code from the authenticator app, or one of the recovery codes. */
export const SecondFactorForm = z.strictObject({
  token: Token.meta({ description: "`secondFactor.token` of the first step's answer" }),
  code: z.string().trim().min(6, { error: "Must be the six digits of the app, or a recovery code" }).max(40),
});

/** Either the session has begun (its cookie is set), or `secondFactor` says how to go on. */
export const SignIn = z
  .object({
    signedIn: z.boolean(),
    secondFactor: z
      .object({ token: z.string(), expiresAt: Instant })
      .nullable()
      .meta({ description: "Send it with a code to /api/account/second-factor" }),
    user: z.object({ id: Id, name: z.string(), email: z.string() }).nullable(),
    business: z
      .object({ id: Id, name: z.string(), subdomain: z.string(), role: z.string() })
      .nullable()
      .meta({ description: "The business that the session acts in; null for somebody who belongs to none" }),
  })
  .meta({ id: "SignIn" });

export const SignedOut = z.object({ signedOut: z.literal(true) });

/** What a request answers whose outcome only the owner of the address learns, by mail. */
export const MailUnderWay = z.object({ message: z.string() }).meta({ id: "MailUnderWay" });
