import { sql } from "kysely";
import type { Row } from "../../../platform/database.ts";
import { conflict, refuse } from "../../../platform/errors.ts";
import type { Context } from "../../../platform/operation.ts";
import type { Page } from "../../../platform/page.ts";
import { insertRecord, listRecords } from "../../../platform/records.ts";
import { iso } from "../../../platform/schemas.ts";
import { readBusy } from "../calendars/busy.ts";
import { insertClaims, lockCalendars } from "../calendars/claims.ts";
import "../tables.ts";

export type Block = Row<"blocks">;
/** Epoch milliseconds. */
export type BlockDraft = { calendarId: number; start: number; end: number; reason: string | null };

/** Keeps time free of bookings. Throws CONFLICT, telling by what, where some of it is taken. */
export async function blockTime(context: Context, { calendarId, start, end, reason }: BlockDraft): Promise<Block> {
  await lockCalendars(context, [calendarId]);
  const taken = (await readBusy(context, [calendarId], start, end)).filter(isClaimed);
  if (taken.length > 0) throw overlaps(taken);
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

type Taken = Awaited<ReturnType<typeof readBusy>>[number];
/** Out of office claims nothing: somebody may be away and have blocked an hour of it as well. */
const isClaimed = ({ appointmentId, holdId, blockId }: Taken) => (appointmentId ?? holdId ?? blockId) !== null;

const overlaps = (taken: Taken[]) =>
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
const nameOf = ({ appointmentId, holdId }: Taken) =>
  appointmentId !== null ? "an appointment" : holdId !== null ? "a slot that is being booked" : "another block";
