import { createHash } from "node:crypto";
import { sql } from "kysely";
import type { Row } from "../../../platform/database.ts";
import { DomainError, missing, rateLimited } from "../../../platform/errors.ts";
import { businessOfHandle, newHandle } from "../../../platform/handles.ts";
import type { Context } from "../../../platform/operation.ts";
import { iso } from "../../../platform/schemas.ts";
import { insertClaims } from "../../time/calendars/claims.ts";
import type { Taking } from "../appointments/take.ts";

/** Visitors at one address may keep this many slots of one business at once, so that holds cannot close a shop. */
const mostHolds = 5;

export async function refuseTooManyHolds(context: Context): Promise<void> {
  if (context.caller.kind !== "public") return;
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from holds where business_id = ${context.businessId} and expires_at > ${iso(context.now)} and address_hash = ${addressHash(context)}`.execute(
    context.db,
  );
  if (rows[0]!.count >= mostHolds)
    throw new DomainError(
      rateLimited,
      `At most ${mostHolds} slots can be held at once. Book or release one first.`,
      undefined,
      60,
    );
}

/**
 * A hold that still keeps its time, locked. One that has ended is none: its time may be free all the same. It may be gone
 * already, as whoever comes by clears such holds away, so null is answered either way. Throws 404 for what is no hold's uid.
 */
export async function findHold({ db, businessId, now }: Context, uid: string): Promise<Row<"holds"> | null> {
  if (!uid.startsWith("hld_") || businessOfHandle(uid) !== businessId) throw missing("hold", uid, "hold");
  const hold = await db
    .selectFrom("holds")
    .selectAll()
    .where("businessId", "=", businessId)
    .where("uid", "=", uid)
    .where("expiresAt", ">", iso(now))
    .forUpdate()
    .executeTakeFirst();
  return hold ?? null;
}

/** Holds the time of a taking: claims on its calendars, or a seat of its session. `expiresAt` in epoch milliseconds. */
export async function insertHold(
  context: Context,
  draft: { serviceId: number; locationId: number | null; taking: Taking; expiresAt: number },
): Promise<Row<"holds">> {
  const { taking } = draft;
  const hold = await context.db
    .insertInto("holds")
    .values({
      businessId: context.businessId,
      uid: newHandle("hld", context.businessId),
      serviceId: draft.serviceId,
      employeeId: taking.candidate?.employeeId ?? null,
      locationId: draft.locationId,
      appointmentId: taking.sessionId,
      startsAt: iso(taking.start),
      endsAt: iso(taking.end),
      addressHash: context.caller.kind === "public" ? addressHash(context) : null,
      expiresAt: iso(draft.expiresAt),
      createdAt: iso(context.now),
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  await insertClaims(context, taking.claims, { holdId: hold.id });
  return hold;
}

/** Enough to count by, without keeping the address. */
export const addressHash = ({ address, businessId }: Context) =>
  createHash("sha256").update(`${businessId}:${address}`).digest("base64url").slice(0, 22);
