import { sql } from "kysely";
import { z } from "zod";
import { defineJob } from "../../../platform/jobs.ts";
import type { Context } from "../../../platform/operation.ts";
import { epoch, iso, minutes } from "../../../platform/schemas.ts";
import type { Provider } from "../port.ts";
import "../tables.ts";

/**
 * Reads one calendar. Each calendar has one job that waits for its next reading and makes the one after it; `due` is its
 * time, and a job that finds another time in the calendar was overtaken and ends there.
 */
export const syncCalendar = defineJob({
  name: "sync-calendar",
  data: z.object({ businessId: z.int(), calendarId: z.int(), due: z.string() }),
  retry: { limit: 4, delaySeconds: 20 },
  waitsOutside: true,
});

/** Minutes between two readings. Feeds say how often they want to be read; the others answer "nothing new" cheaply. */
const everyMinutes: Record<Provider, number> = { ics: 60, caldav: 6, google: 4, microsoft: 4 };
const leastMinutes = 15;
const mostMinutes = 24 * 60;

export function minutesUntilNext(provider: Provider, refreshMinutes: number | null): number {
  if (provider !== "ics") return everyMinutes[provider];
  return Math.min(Math.max(refreshMinutes ?? everyMinutes.ics, leastMinutes), mostMinutes);
}

/** After `failures` in a row: longer each time, and as long as the provider says. */
export const minutesAfterFailure = (every: number, failures: number, retryAfterSeconds: number | null): number =>
  Math.max(Math.min(every * 2 ** Math.min(failures, 8), 6 * 60), Math.ceil((retryAfterSeconds ?? 0) / 60));

/** Spread over a minute, each calendar at a second of its own, so that they do not all come at once. */
export const spread = (calendarId: number) => ((calendarId * 37) % 60) * 1000;

/** Reads now whatever of a connection is wanted: as busy time, or to see what becomes of the events that we wrote. */
export async function scheduleSync(context: Context, { connectionId }: { connectionId: number }): Promise<void> {
  const { rows } = await sql<{ id: number }>`
    update connected_calendars c set next_sync_at = ${iso(context.now)}
    where business_id = ${context.businessId} and connection_id = ${connectionId} and ${isWanted} returning id`.execute(
    context.db,
  );
  for (const { id } of rows) enqueueSync(context, id, context.now);
}

export const isWanted = sql`(c.is_busy or c.is_target or exists (select from calendar_entries e
  where e.business_id = c.business_id and e.connected_calendar_id = c.id))`;

export const enqueueSync = (context: Context, calendarId: number, at: number): void =>
  context.enqueue(syncCalendar, { businessId: context.businessId, calendarId, due: iso(at) }, { at });

/** Sets the time of the next reading and leaves the job for it. */
export async function scheduleNext(context: Context, calendarId: number, inMinutes: number): Promise<void> {
  const at = epoch(iso(Math.round((context.now + minutes(inMinutes) + spread(calendarId)) / 1000) * 1000));
  await sql`
    update connected_calendars set next_sync_at = ${iso(at)}
    where business_id = ${context.businessId} and id = ${calendarId}`.execute(context.db);
  enqueueSync(context, calendarId, at);
}
