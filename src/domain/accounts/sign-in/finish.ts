import type { z } from "zod";
import type { Context } from "../../../platform/operation.ts";
import { iso, minutes } from "../../../platform/schemas.ts";
import { startSession } from "../sessions/store.ts";
import { issueToken, lifetimeMinutes } from "../tokens/store.ts";
import type { User } from "../users/store.ts";
import type { SignIn } from "./schema.ts";

type Answer = z.input<typeof SignIn>;

/**
 * Somebody has shown that they are this user, by password or by a link in a mail. Those who have set up a second factor
 * are asked for it; everybody else is signed in, in `businessId` where it is given.
 */
export async function finishSignIn(context: Context, user: User, businessId?: number): Promise<Answer> {
  if (user.totpEnabledAt) return askSecondFactor(context, user);
  return signedIn(context, user, businessId);
}

/** Nothing more to show: the session begins. */
export async function signedIn(context: Context, user: User, businessId?: number): Promise<Answer> {
  const business = await startSession(context, user.id, businessId);
  const { id, name, email } = user;
  return { signedIn: true, secondFactor: null, user: { id, name, email }, business };
}

async function askSecondFactor(context: Context, user: User): Promise<Answer> {
  const token = await issueToken(context, "second_factor", { userId: user.id });
  const expiresAt = iso(context.now + minutes(lifetimeMinutes.second_factor));
  return { signedIn: false, secondFactor: { token, expiresAt }, user: null, business: null };
}
