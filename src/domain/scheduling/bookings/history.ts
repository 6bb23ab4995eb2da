import { sql } from "kysely";
import type { z } from "zod";
import type { Context } from "../../../platform/operation.ts";
import { iso } from "../../../platform/schemas.ts";
import type { History } from "./schema.ts";

/** Adds a line to a booking's history (SEMANTICS 17). */
export async function noteChange(
  context: Context,
  bookingId: number,
  line: { kind: string; by: string; reason?: string | null; details?: Record<string, unknown> },
): Promise<void> {
  await context.db
    .insertInto("bookingChanges")
    .values({
      businessId: context.businessId,
      bookingId,
      kind: line.kind,
      by: line.by,
      reason: line.reason ?? null,
      details: JSON.stringify(line.details ?? {}),
      createdAt: iso(context.now),
    })
    .execute();
}

/** What became of a booking, in order. */
export async function readHistory(context: Context, bookingId: number): Promise<z.input<typeof History>> {
  const { rows } = await sql<z.input<typeof History>[number]>`
    select kind, "by", reason, details, created_at as at from booking_changes
    where business_id = ${context.businessId} and booking_id = ${bookingId} order by id`.execute(context.db);
  return rows;
}
