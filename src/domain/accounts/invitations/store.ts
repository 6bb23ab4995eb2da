import { sql } from "kysely";
import { enterBusiness, type Row } from "../../../platform/database.ts";
import { missing } from "../../../platform/errors.ts";
import { businessOfHandle, hashSecret, newHandle } from "../../../platform/handles.ts";
import type { Context } from "../../../platform/operation.ts";
import { iso } from "../../../platform/schemas.ts";
import type { invitedRoles } from "./schema.ts";

export type Stored = Row<"invitations">;
export type InvitedRole = (typeof invitedRoles)[number];

const lifetimeDays = 7;
export const lifetimeMinutes = lifetimeDays * 24 * 60;

/** A token that names its business, so that the link needs nothing else. Its hash is what is stored. */
const newToken = (context: Context) => {
  const token = newHandle("inv", context.businessId);
  const expiresAt = iso(context.now + lifetimeMinutes * 60_000);
  return { token, stored: { tokenHash: hashSecret(token), expiresAt } };
};

type Draft = { email: string; role: InvitedRole; employeeId: number | null; language: string };

/** A new invitation takes the place of one that the address still has. */
export async function addInvitation(context: Context, draft: Draft): Promise<{ invitation: Stored; token: string }> {
  const { businessId, caller, db, now } = context;
  await sql`
    update invitations set revoked_at = ${iso(now)}
    where business_id = ${businessId} and email = ${draft.email} and accepted_at is null and revoked_at is null`.execute(
    db,
  );
  const { token, stored } = newToken(context);
  const invitation = await db
    .insertInto("invitations")
    .values({
      businessId,
      ...draft,
      ...stored,
      invitedBy: caller.userId,
      createdAt: iso(now),
      acceptedAt: null,
      revokedAt: null,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  return { invitation, token };
}

/** A new link, which lives as long as the first did; the old one works no more. */
export async function renewInvitation(context: Context, id: number): Promise<{ invitation: Stored; token: string }> {
  const { token, stored } = newToken(context);
  return { invitation: await changeInvitation(context, id, stored), token };
}

export const changeInvitation = (context: Context, id: number, changes: Partial<Stored>): Promise<Stored> =>
  context.db
    .updateTable("invitations")
    .set(changes)
    .where("businessId", "=", context.businessId)
    .where("id", "=", id)
    .returningAll()
    .executeTakeFirstOrThrow();

/**
 * The open invitation behind a token, kept for the rest of the transaction, which is in its business from now on. 404 for
 * one that is unknown, revoked, accepted or expired: whoever holds it learns no more.
 */
export async function enterByInvitation(context: Context, token: string): Promise<Stored> {
  const businessId = businessOfHandle(token);
  if (businessId === null) throw noSuch();
  await enterBusiness(context.db, businessId);
  context.businessId = businessId;
  return openInvitation(context, token, { lock: true });
}

export async function openInvitation(context: Context, token: string, { lock = false } = {}): Promise<Stored> {
  let query = context.db
    .selectFrom("invitations")
    .selectAll()
    .where("businessId", "=", context.businessId)
    .where("tokenHash", "=", hashSecret(token))
    .where("acceptedAt", "is", null)
    .where("revokedAt", "is", null)
    .where("expiresAt", ">", iso(context.now));
  if (lock) query = query.forUpdate();
  const invitation = await query.executeTakeFirst();
  if (!invitation) throw noSuch();
  return invitation;
}

const noSuch = () => missing("open invitation");

/** Where an invitation stands at `now`, as the list tells it. */
export const statusSql = ({ now }: Context) => sql<string>`
  case when accepted_at is not null then 'accepted' when revoked_at is not null then 'revoked'
    when expires_at <= ${iso(now)} then 'expired' else 'pending' end`;

export function statusOf({ now }: Context, { acceptedAt, revokedAt, expiresAt }: Stored) {
  if (acceptedAt) return "accepted" as const;
  if (revokedAt) return "revoked" as const;
  return Date.parse(expiresAt) <= now ? ("expired" as const) : ("pending" as const);
}

/** Adds status and who invited: one query however many invitations there are. */
export async function described(context: Context, invitations: Stored[]) {
  const ids = [...new Set(invitations.map(({ invitedBy }) => invitedBy))].filter((id) => id !== null);
  const { rows } = await sql<{ id: number; name: string }>`
    select id, name from users where id = any(${ids})`.execute(context.db);
  const names = new Map(rows.map((row) => [row.id, row]));
  return invitations.map((invitation) => ({
    ...invitation,
    role: invitation.role as InvitedRole,
    status: statusOf(context, invitation),
    invitedBy: names.get(invitation.invitedBy ?? 0) ?? null,
  }));
}
