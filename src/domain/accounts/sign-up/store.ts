import type { Row } from "../../../platform/database.ts";
import type { Context } from "../../../platform/operation.ts";
import { iso } from "../../../platform/schemas.ts";
import type { SignUpBusiness } from "../../identity/tables.ts";

export type SignUp = Row<"signUps">;

const day = 24 * 3600_000;
/** As long as a forgotten sign-up can still be brought back by signing in. */
const keptFor = 7 * day;

export type SignUpDraft = { email: string; name: string; passwordHash: string; business: SignUpBusiness };

export async function addSignUp(context: Context, { business, ...draft }: SignUpDraft): Promise<number> {
  const { id } = await context.db
    .insertInto("signUps")
    .values({
      ...draft,
      business: JSON.stringify(business),
      createdAt: iso(context.now),
      mailedAt: null,
      expiresAt: iso(context.now + keptFor),
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  return id;
}

export const signUpOfId = (context: Context, id: number): Promise<SignUp | undefined> =>
  context.db
    .selectFrom("signUps")
    .selectAll()
    .where("id", "=", id)
    .where("expiresAt", ">", iso(context.now))
    .executeTakeFirst();

/** The same, kept for the rest of the transaction with all others for its address: of two, one becomes the account. */
export async function lockSignUp(context: Context, id: number): Promise<SignUp | undefined> {
  const rows = await context.db
    .selectFrom("signUps")
    .selectAll()
    .where("email", "=", (same) => same.selectFrom("signUps").select("email").where("id", "=", id))
    .where("expiresAt", ">", iso(context.now))
    .orderBy("id")
    .forUpdate()
    .execute();
  return rows.find((row) => row.id === id);
}

export const newestSignUp = (context: Context, email: string): Promise<SignUp | undefined> =>
  context.db
    .selectFrom("signUps")
    .selectAll()
    .where("email", "=", email)
    .where("expiresAt", ">", iso(context.now))
    .orderBy("id", "desc")
    .limit(1)
    .executeTakeFirst();

export const changeSignUp = (context: Context, id: number, changes: { mailedAt: string }) =>
  context.db.updateTable("signUps").set(changes).where("id", "=", id).execute();

export const dropSignUp = (context: Context, id: number) =>
  context.db.deleteFrom("signUps").where("id", "=", id).execute();

/** The address has an account now: other sign-ups for it, whoever made them, come to nothing. */
export const dropSignUpsOf = (context: Context, email: string) =>
  context.db.deleteFrom("signUps").where("email", "=", email).execute();
