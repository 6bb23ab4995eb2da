import { DomainError, unauthorized } from "../../../platform/errors.ts";
import { hashSecret, newSecret } from "../../../platform/handles.ts";
import type { Context } from "../../../platform/operation.ts";
import { iso, minutes } from "../../../platform/schemas.ts";
import "../../identity/tables.ts";

// Links in mails, and sign-ins that wait for their second factor. A token works once and not for long; only its hash is
// stored.

export type Purpose = "verify_email" | "reset_password" | "magic_link" | "second_factor";
export const lifetimeMinutes: Record<Purpose, number> = {
  verify_email: 24 * 60,
  reset_password: 60,
  magic_link: 15,
  second_factor: 10,
};

/** Whose token it is: a user's, or that of somebody who is about to become one. */
export type Holder = { userId: number | null; signUpId: number | null };

/** Makes a token and answers it; nobody can read it again. */
export async function issueToken(context: Context, purpose: Purpose, holder: Partial<Holder>): Promise<string> {
  const token = newSecret();
  await context.db
    .insertInto("userTokens")
    .values({
      tokenHash: hashSecret(token),
      userId: holder.userId ?? null,
      signUpId: holder.signUpId ?? null,
      purpose,
      createdAt: iso(context.now),
      expiresAt: iso(context.now + minutes(lifetimeMinutes[purpose])),
    })
    .execute();
  return token;
}

/** Whose token this is; it stays good. 401 when it is unknown, was used or has expired. */
export async function readToken(context: Context, purpose: Purpose, token: string): Promise<Holder> {
  const holder = await context.db
    .selectFrom("userTokens")
    .select(["userId", "signUpId"])
    .where("tokenHash", "=", hashSecret(token))
    .where("purpose", "=", purpose)
    .where("expiresAt", ">", iso(context.now))
    .executeTakeFirst();
  if (!holder) throw usedUp(purpose);
  return holder;
}

/** The same, and it works no second time: of two that use it at once, one gets nothing. */
export async function takeToken(context: Context, purpose: Purpose, token: string): Promise<Holder> {
  const holder = await context.db
    .deleteFrom("userTokens")
    .where("tokenHash", "=", hashSecret(token))
    .where("purpose", "=", purpose)
    .where("expiresAt", ">", iso(context.now))
    .returning(["userId", "signUpId"])
    .executeTakeFirst();
  if (!holder) throw usedUp(purpose);
  return holder;
}

/** What was mailed to a person before their password changed is worth nothing any more. */
export const dropTokens = (context: Context, userId: number) =>
  context.db.deleteFrom("userTokens").where("userId", "=", userId).execute();

const usedUp = (purpose: Purpose) =>
  new DomainError(
    unauthorized,
    purpose === "second_factor"
      ? "This sign-in took too long. Begin again with your password."
      : "This link was used before or has expired. Ask for a new one.",
  );
