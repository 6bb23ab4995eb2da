import type { z } from "zod";
import { DomainError, forbidden, invalid } from "../../../platform/errors.ts";
import { hashSecret, newApiKey } from "../../../platform/handles.ts";
import type { Context } from "../../../platform/operation.ts";
import { insertRecord } from "../../../platform/records.ts";
import { epoch, iso } from "../../../platform/schemas.ts";
import type { ApiKeyDraft } from "./schema.ts";
import { lockKey, withMakers } from "./store.ts";

/** Makes a key that acts as the caller in this business. The answer holds it; only its hash is stored. */
export async function createKey(context: Context, draft: z.output<typeof ApiKeyDraft>) {
  const { name, testMode, expiresAt = null, readOnly, tools, callsPerDay } = draft;
  if (context.caller.userId === null) throw new DomainError(forbidden, "A key acts as a person, and you are none.");
  if (expiresAt !== null && epoch(expiresAt) <= context.now) throw invalid("expiresAt", "Must lie in the future");
  await refuseBeyondOwnKey(context, { testMode, expiresAt, callsPerDay });
  const key = newApiKey(testMode ? "test" : "live", context.businessId);
  const stored = await insertRecord(context, "apiKeys", "key", {
    userId: context.caller.userId,
    name,
    hashedKey: hashSecret(key),
    hint: key.slice(-4),
    testMode,
    readOnly,
    tools,
    callsPerDay,
    expiresAt,
    createdAt: iso(context.now),
  });
  const [answer] = await withMakers(context, [stored]);
  return { ...answer!, key };
}

/** A key makes no key that can do more than itself: else one that leaks could never be got rid of. */
async function refuseBeyondOwnKey(
  context: Context,
  draft: { testMode: boolean; expiresAt: string | null; callsPerDay: number | null },
) {
  const { keyId } = context.caller;
  if (keyId === null) return;
  const own = await lockKey(context, keyId);
  if (own.testMode && !draft.testMode) throw new DomainError(forbidden, "A test key makes test keys alone.");
  // A key that may only read, or has a list of tools, makes no key at all.
  if (own.callsPerDay !== null && (draft.callsPerDay ?? Number.POSITIVE_INFINITY) > own.callsPerDay)
    throw new DomainError(
      forbidden,
      `This key may make ${own.callsPerDay} calls a day, and a key that it makes no more: send callsPerDay.`,
    );
  if (own.expiresAt && (draft.expiresAt === null || epoch(draft.expiresAt) > epoch(own.expiresAt)))
    throw new DomainError(forbidden, `This key ends at ${own.expiresAt}, and so must a key that it makes.`);
}
