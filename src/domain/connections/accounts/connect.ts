import { createHash } from "node:crypto";
import type { z } from "zod";
import { DomainError, forbidden } from "../../../platform/errors.ts";
import type { Context } from "../../../platform/operation.ts";
import type { Secret } from "../port.ts";
import { readAccount } from "./read.ts";
import type { ConnectionDraft } from "./schema.ts";
import { describe, keepConnection, type StoredConnection, sealSecret } from "./store.ts";

/** Keeps what was typed; a job then looks whether it opens anything. */
export async function connect(context: Context, draft: z.output<typeof ConnectionDraft>) {
  const { businessId } = context;
  const { account, key, secret } = identify(draft);
  const userId = ownUser(context);
  const known = await knownConnection(context, userId, key);
  if (known) return tryAnew(context, known, secret);
  const { connection } = await keepConnection(context, {
    userId,
    provider: draft.provider,
    account,
    accountKey: key,
    mode: "live",
    sealedSecret: sealSecret(context, secret),
  });
  context.enqueue(readAccount, { businessId, connectionId: connection.id });
  return describe(context, connection);
}

function identify(draft: z.output<typeof ConnectionDraft>): { account: string; key: string; secret: Secret } {
  const { host } = new URL(draft.url.replace(/^webcals?:/i, "https:"));
  if (draft.provider === "ics")
    return { account: host, key: createHash("sha256").update(draft.url).digest("hex"), secret: { url: draft.url } };
  const { url, username, password } = draft;
  // One account may be given by several addresses of its server.
  return { account: `${username} (${host})`, key: `${username}@${host}`, secret: { url, username, password } };
}

/** A CalDAV account that is connected already, working or not. A feed's key is all there is to it. */
async function knownConnection({ businessId, db }: Context, userId: number, key: string) {
  return db
    .selectFrom("calendarConnections")
    .selectAll()
    .where("businessId", "=", businessId)
    .where("userId", "=", userId)
    .where("provider", "=", "caldav")
    .where("accountKey", "=", key)
    .where("status", "<>", "disconnected")
    .forUpdate()
    .executeTakeFirst();
}

/** A job looks whether this opens the account. Until then, and if it does not, what was kept before goes on. */
export async function tryAnew(context: Context, connection: StoredConnection, secret: Secret) {
  const { businessId, db } = context;
  const { id, status, lastSyncedAt } = connection;
  await db
    .updateTable("calendarConnections")
    .set({ status: "connecting", lastError: null })
    .where("businessId", "=", businessId)
    .where("id", "=", id)
    .execute();
  const after = { ...connection, status: "connecting" as const, lastError: null };
  context.audit({ action: "calendar_connection.updated", subject: "calendar_connection", subjectId: id, after });
  const given = {
    sealedSecret: sealSecret(context, secret),
    worked: status !== "failing" && lastSyncedAt !== null,
  };
  context.enqueue(readAccount, { businessId, connectionId: id, given });
  return describe(context, after);
}

/**
 * What opens a CalDAV account from now on. An address that leads to all that is known takes the place of the one before, one
 * that leads to less adds nothing but its password, and one that leads elsewhere (to another calendar of the same server) is
 * kept beside it.
 */
export function joined(
  kept: Secret,
  given: Secret,
  ids: { known: string[]; found: string[] },
  worked: boolean,
): Secret {
  const all = ids.known.every((id) => ids.found.includes(id));
  const nothingNew = ids.found.every((id) => ids.known.includes(id));
  if (given.url !== kept.url && all && !(nothingNew && worked)) return given;
  const others = (kept.others ?? []) as unknown[];
  const one = { ...kept, username: given.username, password: given.password };
  return given.url === kept.url || nothingNew ? one : { ...one, others: [...new Set([...others, given.url])] };
}

/** An account belongs to a person. */
export function ownUser({ caller }: Context): number {
  if (caller.userId === null) throw new DomainError(forbidden, "A calendar belongs to a person, and you are none.");
  return caller.userId;
}
