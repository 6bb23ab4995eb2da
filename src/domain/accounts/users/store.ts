import { sql } from "kysely";
import type { Refusals } from "../../../platform/constraints.ts";
import type { Row } from "../../../platform/database.ts";
import { conflict, DomainError, forbidden, refuse } from "../../../platform/errors.ts";
import type { Context } from "../../../platform/operation.ts";
import { iso } from "../../../platform/schemas.ts";
import "../../identity/tables.ts";

export const refusals: Refusals = {
  users_email_key: () =>
    refuse(conflict, "There is an account for this address already. Sign in with it.", [
      { field: "email", message: "Has an account" },
    ]),
};

export type User = Row<"users">;

export const userOfEmail = (context: Context, email: string): Promise<User | undefined> =>
  context.db.selectFrom("users").selectAll().where("email", "=", email).executeTakeFirst();

export const userOfId = (context: Context, id: number): Promise<User> =>
  context.db.selectFrom("users").selectAll().where("id", "=", id).executeTakeFirstOrThrow();

/** The person behind the call, whatever they came in with. */
export function callingUser(context: Context): Promise<User> {
  if (context.caller.userId === null) throw new DomainError(forbidden, "This is about a person's own account.");
  return userOfId(context, context.caller.userId);
}

/** The person who is signed in. A key may not touch what protects the account that it belongs to. */
export function signedInUser(context: Context): Promise<User> {
  if (context.caller.kind !== "session")
    throw new DomainError(
      forbidden,
      "Sign in for this: an API key or an app is not enough to change how an account is protected.",
    );
  return callingUser(context);
}

/** Somebody new, whose address is proven: they have opened a link that was mailed to it. */
export const createUser = (
  context: Context,
  user: { email: string; name: string; passwordHash: string; timeZone: string; language: string },
): Promise<User> =>
  context.db
    .insertInto("users")
    .values({
      ...user,
      weekStart: weekStartOf(user.language),
      emailVerifiedAt: iso(context.now),
      createdAt: iso(context.now),
    } as never)
    .returningAll()
    .executeTakeFirstOrThrow();

/** On which day weeks begin where a language is spoken most, 0 being Sunday. People change it in their profile. */
function weekStartOf(language: string): number {
  const locale = new Intl.Locale(language).maximize() as Intl.Locale & { getWeekInfo?(): { firstDay: number } };
  return (locale.getWeekInfo?.().firstDay ?? 1) % 7;
}

export const changeUser = (context: Context, id: number, changes: Partial<User>): Promise<User> =>
  context.db.updateTable("users").set(changes).where("id", "=", id).returningAll().executeTakeFirstOrThrow();

/** A link that was mailed to the address has been opened. */
export const markVerified = async (context: Context, user: User): Promise<User> =>
  user.emailVerifiedAt ? user : changeUser(context, user.id, { emailVerifiedAt: iso(context.now) });

export type Credentials = { userId: number | null; signUpId: number | null; passwordHash: string | null };

/**
 * What a typed password is compared with: the account's, else that of the newest sign-up whose address is not verified
 * yet. One statement whichever of them exists, so that time does not tell.
 */
export async function credentialsOf(context: Context, email: string): Promise<Credentials | undefined> {
  const { rows } = await sql<Credentials>`
    select user_id, sign_up_id, password_hash from (
      select id as user_id, null::bigint as sign_up_id, password_hash, 0 as rank from users
      where email = ${email} and email_verified_at is not null
      union all
      select null, id, password_hash, -id from sign_ups where email = ${email} and expires_at > ${iso(context.now)}
    ) as found order by user_id is null, rank limit 1`.execute(context.db);
  return rows[0];
}
