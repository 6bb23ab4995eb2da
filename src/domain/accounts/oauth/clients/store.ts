import { timingSafeEqual } from "node:crypto";
import { sql } from "kysely";
import type { Db, Row } from "../../../../platform/database.ts";
import { hashSecret, newSecret } from "../../../../platform/handles.ts";
import type { Context } from "../../../../platform/operation.ts";
import { iso } from "../../../../platform/schemas.ts";
import "../../../identity/tables.ts";
import "../tables.ts";

export type Client = Row<"oauthClients">;
/** A client as those see it who are asked to allow it: with its owner's name, null where it registered itself. */
export type KnownClient = Client & { owner: string | null };

const day = 24 * 3600_000;

/** The client with this `client_id`, which belongs to no business's data: any may ask. */
export const findClient = (db: Db, clientId: string): Promise<Client | undefined> =>
  db.selectFrom("oauthClients").selectAll().where("clientId", "=", clientId).executeTakeFirst();

export const clientOfId = (db: Db, id: number): Promise<Client> =>
  db.selectFrom("oauthClients").selectAll().where("id", "=", id).executeTakeFirstOrThrow();

export const newClientSecret = () => `cs_live_${newSecret()}`;
export const secretColumns = (secret: string | null) => ({
  hashedSecret: secret && hashSecret(secret),
  hint: secret?.slice(-4) ?? null,
});

/** Compares in constant time. Of hashes, so that lengths are equal. */
export function isSecretOf({ hashedSecret }: Client, secret: string): boolean {
  if (hashedSecret === null) return false;
  return timingSafeEqual(Buffer.from(hashSecret(secret)), Buffer.from(hashedSecret));
}

/**
 * Whether the users of a business may let the app in: it is their own, it registered itself (then it is shown as
 * unverified), the operator approved it, or the installation trusts all.
 */
export const mayAct = (client: Client, businessId: number, trustsApps: boolean): boolean =>
  trustsApps || client.businessId === null || client.businessId === businessId || client.approvedAt !== null;

export const trustsApps = (settings: Record<string, unknown>): boolean => settings.OAUTH_TRUST_CLIENTS === true;

/** Writes down, once a day, that somebody uses the app: what registered itself and is used by nobody is swept. */
export const noteClientUse = ({ db, now }: Context, id: number) =>
  sql`
    update oauth_clients set last_used_at = ${iso(now)}
    where id = ${id} and coalesce(last_used_at < ${iso(now - day)}::timestamptz, true)`.execute(db);

/** Forgets apps that registered themselves and that nobody has used: a week after the first time, half a year after a use. */
export const sweepClients = ({ db, now }: Context) =>
  sql`
    delete from oauth_clients where business_id is null
      and (last_used_at is null and created_at < ${iso(now - 7 * day)}::timestamptz or last_used_at < ${iso(now - 180 * day)}::timestamptz)`.execute(
    db,
  );
