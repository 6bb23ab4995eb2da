import { createHash } from "node:crypto";
import type { z } from "zod";
import { DomainError, forbidden } from "../../../platform/errors.ts";
import type { Context } from "../../../platform/operation.ts";
import type { Secret } from "../port.ts";
import { readAccount } from "./read.ts";
import type { ConnectionDraft } from "./schema.ts";
import { describe, keepConnection, sealSecret } from "./store.ts";

/** Keeps what was typed; a job then looks whether it opens anything. */
export async function connect(context: Context, draft: z.output<typeof ConnectionDraft>) {
  const { businessId } = context;
  const { account, key, secret } = identify(draft);
  const { connection } = await keepConnection(context, {
    userId: ownUser(context),
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

/** An account belongs to a person. */
export function ownUser({ caller }: Context): number {
  if (caller.userId === null) throw new DomainError(forbidden, "A calendar belongs to a person, and you are none.");
  return caller.userId;
}
