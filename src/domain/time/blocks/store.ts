import { sql } from "kysely";
import type { Row } from "../../../platform/database.ts";
import { conflict, refuse } from "../../../platform/errors.ts";
import type { Context } from "../../../platform/operation.ts";
import type { Page } from "../../../platform/page.ts";
import { changeRecord, findRecord, insertRecord, listRecords, refuseOldVersion } from "../../../platform/records.ts";
import { epoch, iso } from "../../../platform/schemas.ts";
import { type BusyTime, isClaim, readBusy } from "../calendars/busy.ts";
import { type Claim, insertClaims, lockCalendars, releaseClaims } from "../calendars/claims.ts";
import "../tables.ts";

export type Block = Row<"blocks">;
/** Epoch milliseconds. */
export type BlockDraft = { calendarId: number; start: number; end: number; reason: string | null };

/** Keeps time free of bookings. Throws CONFLICT, telling by what, where some of it is taken. */
export async function blockTime(context: Context, { calendarId, start, end, reason }: BlockDraft): Promise<Block> {
  await lockCalendars(context, [calendarId]);
  await refuseTaken(context, { calendarId, start, end });
  const block = await insertRecord(context, "blocks", "time block", {
    calendarId,
    startsAt: iso(start),
    endsAt: iso(end),
    reason,
    createdAt: iso(context.now),
  });
  await insertClaims(context, [{ calendarId, start, end }], { blockId: block.id });
  return block;
}

/** Moves a block, or says why it is there. Throws CONFLICT, telling by what, where its new time is taken. */
export async function changeBlock(context: Context, known: Block, draft: BlockDraft): Promise<Block> {
  const { calendarId, start, end, reason } = draft;
  await lockCalendars(context, [...new Set([known.calendarId, calendarId])]);
  const before = await findRecord(context, "blocks", "time block", known.id, { lock: true });
  refuseOldVersion(context, before);
  const moves = calendarId !== before.calendarId || start !== epoch(before.startsAt) || end !== epoch(before.endsAt);
  if (moves) await refuseTaken(context, draft, before.id);
  const { after } = await changeRecord(context, "blocks", "time block", before.id, {
    ...(moves ? { calendarId, startsAt: iso(start), endsAt: iso(end) } : {}),
    ...(reason === before.reason ? {} : { reason }),
  });
  if (!moves) return after;
  await releaseClaims(context, { blockId: before.id });
  await insertClaims(context, [{ calendarId, start, end }], { blockId: before.id });
  return after;
}

/** Of a calendar that is locked. Its own old time is in no block's way. */
async function refuseTaken(context: Context, { calendarId, start, end }: Claim, except?: number): Promise<void> {
  const taken = (await readBusy(context, [calendarId], start, end)).filter(
    (claim) => isClaim(claim) && (except === undefined || claim.blockId !== except),
  );
  if (taken.length > 0) throw overlaps(taken);
}

type Search = { calendarIds: number[] | null; from?: string | undefined; to?: string | undefined };
/** Blocks that overlap [from, to), the first to start first. `calendarIds` null: everybody's. */
export function listBlocks(
  context: Context,
  { calendarIds, from, to }: Search,
  paging: { limit: number; cursor?: string | undefined },
): Promise<Page<Block>> {
  const where = [];
  if (from) where.push(sql`ends_at > ${from}`);
  if (to) where.push(sql`starts_at < ${to}`);
  if (calendarIds) where.push(sql`calendar_id = any(${calendarIds})`);
  return listRecords(context, "blocks", paging, { where, order: "starts_at" });
}

const overlaps = (taken: BusyTime[]) =>
  refuse(
    conflict,
    "This time is no longer free.",
    taken
      .sort((one, other) => one.start - other.start)
      .slice(0, 10)
      .map((claim) => ({
        field: "startTime",
        message: `Overlaps ${nameOf(claim)} from ${iso(claim.start)} to ${iso(claim.end)}`,
      })),
  );
const nameOf = ({ appointmentId, bookingId, holdId }: BusyTime) =>
  appointmentId !== null
    ? "an appointment"
    : bookingId !== null
      ? "a booking"
      : holdId !== null
        ? "a slot that is being booked"
        : "another block";
