import { sql } from "kysely";
import type { Refusals } from "../../../platform/constraints.ts";
import { conflict, invalid, refuse } from "../../../platform/errors.ts";
import type { Context } from "../../../platform/operation.ts";
import { iso } from "../../../platform/schemas.ts";
import "../../identity/tables.ts";
import { isReservedUsername } from "./rules.ts";

const taken = () => refuse(conflict, "This username is taken.", [{ field: "username", message: "Is taken" }]);
export const refusals: Refusals = { usernames_pkey: taken };

/** What the user is called in the business of the call; null where they have no page there. */
export async function usernameOf(context: Context, userId: number): Promise<string | null> {
  const found = await context.db
    .selectFrom("usernames")
    .select("username")
    .where("businessId", "=", context.businessId)
    .where("userId", "=", userId)
    .executeTakeFirst();
  return found?.username ?? null;
}

/** The wished one while it is free, else `sarah-johnson`, `sarah-johnson-2`, `-3` …: the first free one. */
export async function freeUsername({ db }: Context, wished: string): Promise<string> {
  const base = wished.slice(0, 56).replace(/-+$/, "");
  // Two who want the same name at once get two names.
  await sql`select pg_advisory_xact_lock(hashtextextended(${`username:${base}`}, 0))`.execute(db);
  const { rows } = await sql<{ username: string }>`
    select username from usernames where username = ${wished} or starts_with(username, ${`${base}-`})`.execute(db);
  const known = new Set(rows.map(({ username }) => username));
  for (let number = 1; ; number++) {
    const username = number === 1 ? wished : `${base}-${number}`;
    if (!known.has(username) && !isReservedUsername(username)) return username;
  }
}

/** Gives the user this name in the business instead of the one they had. Throws 422 for a reserved one, CONFLICT for a taken one. */
export async function giveUsername({ db, businessId, now }: Context, userId: number, username: string): Promise<void> {
  if (isReservedUsername(username)) throw invalid("username", "Is reserved: choose another one");
  const { rows } = await sql<{ mine: boolean }>`
    select business_id = ${businessId} and user_id = ${userId} as mine from usernames where username = ${username}`.execute(
    db,
  );
  if (rows[0] && !rows[0].mine) throw taken();
  // Of two who want it at this moment, the second breaks usernames_pkey.
  await sql`
    insert into usernames (username, business_id, user_id, created_at) values (${username}, ${businessId}, ${userId}, ${iso(now)})
    on conflict (business_id, user_id) do update set username = excluded.username`.execute(db);
}
