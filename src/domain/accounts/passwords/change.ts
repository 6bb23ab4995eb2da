import { invalid } from "../../../platform/errors.ts";
import type { Context } from "../../../platform/operation.ts";
import { hashPassword, isPassword } from "../../identity/passwords/hash.ts";
import { mailAccount } from "../mails/queue.ts";
import { endGrantsOf } from "../oauth/grants/end.ts";
import { endSessions } from "../sessions/store.ts";
import { countAttempt } from "../throttles.ts";
import { dropTokens } from "../tokens/store.ts";
import { changeUser, type User } from "../users/store.ts";

/**
 * Sets a new password. Whoever knew the old one is out: other sessions end, links that were mailed before work no more,
 * and the owner is told by mail. Apps have to be allowed anew; API keys stay, they are revoked one by one.
 */
export async function setPassword(context: Context, user: User, password: string): Promise<User> {
  const changed = await changeUser(context, user.id, { passwordHash: await hashPassword(password) });
  await endSessions(context, user.id, context.caller.userId === user.id ? context.caller.sessionId : null);
  await dropTokens(context, user.id);
  await endGrantsOf(context, user.id);
  mailAccount(context, { about: "password changed", userId: user.id });
  return changed;
}

/** Asks for the password again before something that an unattended browser must not do. 422 when it is wrong. */
export async function requirePassword(context: Context, user: User, password: string, field: string): Promise<void> {
  const attempt = await countAttempt(context, "own-password", user.id);
  if (user.passwordHash === null)
    throw invalid(field, "This account has no password yet. Ask for a link to reset it, and set one");
  if (!(await isPassword(password, user.passwordHash))) throw invalid(field, "Is not your password");
  await attempt.forgive();
}
