import { sql } from "kysely";
import type { Context } from "../../../platform/operation.ts";
import { epoch, iso } from "../../../platform/schemas.ts";
import { DAY } from "../../time/availability/calendar.ts";
import { markFailing } from "../accounts/failing.ts";
import { readAccount } from "../accounts/read.ts";
import type { Provider, ProviderRefused } from "../port.ts";
import { minutesAfterFailure, minutesUntilNext, scheduleNext } from "./schedule.ts";
import type { Round } from "./sync.ts";

/** A provider that is away, or makes no sense, for longer than this is no passing trouble: its owner is told. */
const patience = DAY;

/**
 * A calendar could not be read. What was read before stays: old busy time is nearer to the truth than none. What may pass
 * by itself is tried again: an absence, and where there was a calendar before what is none (a page that announces
 * maintenance, a file that was cut off on its way) or nothing at all (a server that comes up without its data).
 */
export async function recordFailure(context: Context, round: Round, refusal: ProviderRefused): Promise<void> {
  const { calendar, connection } = round;
  const { businessId, db, now } = context;
  const since = calendar.failingSince ? epoch(calendar.failingSince) : now;
  await sql`
    update connected_calendars
    set last_error = ${refusal.message.slice(0, 500)}, failures = failures + 1, failing_since = ${iso(since)}
    where business_id = ${businessId} and id = ${calendar.id}`.execute(db);
  // The calendar may have been deleted, the account be well: the list of its calendars tells, unless it told just now.
  if (refusal.kind === "gone" && calendar.failures === 0)
    return context.enqueue(readAccount, { businessId, connectionId: connection.id });
  const worked = calendar.lastSyncedAt !== null && refusal.kind !== "credentials";
  const mayPass = refusal.kind === "temporary" || worked;
  const lasting = !mayPass || now - since >= patience;
  if (lasting) return markFailing(context, connection.id, refusal.message);
  const every = minutesUntilNext(connection.provider as Provider, calendar.refreshMinutes);
  await scheduleNext(context, calendar.id, minutesAfterFailure(every, calendar.failures, refusal.retryAfterSeconds));
}
