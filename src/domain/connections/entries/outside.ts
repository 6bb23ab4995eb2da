import { DomainError } from "../../../platform/errors.ts";
import type { Context } from "../../../platform/operation.ts";
import { epoch, iso } from "../../../platform/schemas.ts";
import type { Round } from "../busy/sync.ts";
import type { Changes, ExternalEvent } from "../port.ts";
import type { OnExternalChange, Outside } from "../tables.ts";
import { askHost } from "./ask.ts";
import { carryOut } from "./carry-out.ts";
import { changeEntry, type Entry } from "./store.ts";

/**
 * Somebody deleted or moved an event of ours in their own calendar: what the owner of the calendar chose happens. What
 * cannot be done (the new time is taken) is asked instead.
 */
export async function followOutside(
  context: Context,
  { calendar, startedAt, from, to }: Round,
  entries: Entry[],
  changes: Changes,
): Promise<{ unsettled: boolean }> {
  const seen = { startedAt, from, to, now: context.now };
  const found = outsideChanges(entries, changes, seen);
  const settled = found.filter(({ entry }) => isSettled(entry, seen));
  for (const { entry, outside } of settled) await follow(context, entry, outside, calendar.onExternalChange);
  return { unsettled: settled.length < found.length };
}

async function follow(context: Context, entry: Entry, outside: Outside, choice: OnExternalChange): Promise<void> {
  if (choice === "ignore") return settle(context, entry, outside, "ignored");
  if (choice === "ask") return askHost(context, entry, outside);
  try {
    await context.attempt(() => carryOut(context, entry, outside));
    await settle(context, entry, outside, "written");
  } catch (error) {
    const reason = refusalIn(error);
    if (reason === null) throw error;
    await askHost(context, entry, { ...outside, reason });
  }
}

/** Why it cannot be, in words; null for what is no refusal. */
function refusalIn(error: unknown): string | null {
  if (error instanceof DomainError) return error.message;
  // An exclusion constraint: somebody was quicker.
  return (error as { code?: string }).code === "23P01" ? "The new time is taken." : null;
}

/** The event is where its owner put it, and no news any more. */
export const settle = (context: Context, entry: Entry, outside: Outside, state: "written" | "ignored") =>
  changeEntry(context, entry.id, {
    state,
    outside: null,
    ...(outside.kind === "deleted"
      ? { eventId: null, fingerprint: null }
      : { startsAt: outside.startTime!, endsAt: outside.endTime!, fingerprint: null }),
  });

type Seen = { startedAt: number; from: number; to: number; now: number };

/** Which of our events are not as we wrote them. Left out: what is over, and what its owner was asked about already. */
export function outsideChanges(entries: Entry[], changes: Changes, seen: Seen): { entry: Entry; outside: Outside }[] {
  const byId = Map.groupBy(changes.events, ({ eventId }) => eventId);
  const byUid = Map.groupBy(changes.events, ({ uid }) => uid);
  const gone = new Set(changes.gone);
  return entries.flatMap((entry): { entry: Entry; outside: Outside }[] => {
    if (entry.eventId === null || entry.state !== "written" || epoch(entry.endsAt) <= seen.now) return [];
    const events = byId.get(entry.eventId!) ?? byUid.get(entry.uid);
    if (events) {
      const event = placeOf(entry, events);
      return event
        ? [{ entry, outside: { kind: "moved" as const, startTime: iso(event.start), endTime: iso(event.end) } }]
        : [];
    }
    const missing = changes.full
      ? epoch(entry.startsAt) < seen.to && epoch(entry.endsAt) > seen.from
      : gone.has(entry.eventId!);
    return missing ? [{ entry, outside: { kind: "deleted" as const } }] : [];
  });
}

/**
 * Where the event stands now; null where it stands as it was written. Its owner may have made it a series: the booking is
 * one of its occurrences, else the earliest, and never a later one each time that it is read.
 */
function placeOf({ startsAt, endsAt }: Entry, events: ExternalEvent[]): ExternalEvent | null {
  if (events.some(({ start, end }) => start === epoch(startsAt) && end === epoch(endsAt))) return null;
  return events.reduce((earliest, event) => (event.start < earliest.start ? event : earliest));
}

/** What is being written right now, or was written after the reading began, the reading may not have seen. */
function isSettled({ leasedUntil, writtenAt }: Entry, { startedAt, now }: Seen): boolean {
  if (leasedUntil && epoch(leasedUntil) > now) return false;
  return writtenAt !== null && epoch(writtenAt) < startedAt;
}
