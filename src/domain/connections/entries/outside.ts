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
  lookedUp: LookedUp,
): Promise<{ unsettled: boolean }> {
  const seen = { startedAt, from, to, now: context.now };
  const found = outsideChanges(entries, changes, seen, lookedUp);
  const settled = found.filter(({ entry }) => isSettled(entry, seen));
  for (const one of settled) await follow(context, one, calendar.onExternalChange);
  return { unsettled: settled.length < found.length };
}

async function follow(context: Context, { entry, outside, doubt }: Found, choice: OnExternalChange): Promise<void> {
  if (choice === "ignore") return settle(context, entry, outside, "ignored");
  if (choice === "ask") return askHost(context, entry, outside);
  if (doubt) return askHost(context, entry, { ...outside, reason: doubt });
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
/** `doubt`: why a booking is not put there without asking. */
type Found = { entry: Entry; outside: Outside; doubt: string | null };
/** What the provider said of single events that a reading did not bring, by the ids of our entries. */
export type LookedUp = Map<number, ExternalEvent | "gone" | "unreadable">;

/**
 * Which of our events a reading does not show though it should: deleted, or moved to where it does not look. Only the
 * provider can tell the one from the other.
 */
export function missingFrom(changes: Changes, entries: Entry[], seen: Omit<Seen, "startedAt">): Entry[] {
  const shown = new Set(changes.events.flatMap(({ eventId, uid }) => [eventId, uid]));
  const gone = new Set(changes.gone);
  return entries.filter((entry) => {
    if (!isWatched(entry, seen) || shown.has(entry.eventId!) || shown.has(entry.uid)) return false;
    return changes.full ? epoch(entry.startsAt) < seen.to && epoch(entry.endsAt) > seen.from : gone.has(entry.eventId!);
  });
}

/** Which of our events are not as we wrote them. */
function outsideChanges(entries: Entry[], changes: Changes, seen: Seen, lookedUp: LookedUp): Found[] {
  const byId = Map.groupBy(changes.events, ({ eventId }) => eventId);
  const byUid = Map.groupBy(changes.events, ({ uid }) => uid);
  const missing = new Set(missingFrom(changes, entries, seen));
  return entries.flatMap((entry): Found[] => {
    if (!isWatched(entry, seen)) return [];
    const found = missing.has(entry) ? (lookedUp.get(entry.id) ?? "gone") : null;
    if (found === "unreadable") return [];
    if (found === "gone") return [{ entry, outside: { kind: "deleted" }, doubt: null }];
    const event = placeOf(entry, found ? [found] : (byId.get(entry.eventId!) ?? byUid.get(entry.uid) ?? []));
    if (!event) return [];
    const outside = { kind: "moved" as const, startTime: iso(event.start), endTime: iso(event.end) };
    return [{ entry, outside, doubt: doubtOf(event, seen) }];
  });
}

/** What is over nobody asks about any more, and what its owner was asked about is asked once. */
const isWatched = ({ eventId, state, endsAt }: Entry, { now }: Pick<Seen, "now">) =>
  eventId !== null && state === "written" && epoch(endsAt) > now;

/** An event can be where no booking can, or be what no booking is: a slip of the hand as likely as a wish. */
function doubtOf({ start, end, allDay }: ExternalEvent, { now, to }: Seen): string | null {
  if (end <= start) return "The event has no length any more.";
  if (allDay) return "The event takes the whole day now.";
  if (start < now) return "The new time is over.";
  return start >= to ? "The new time is more than a year ahead." : null;
}

/**
 * Where the event stands now; null where it stands as it was written, or nothing is said of it. Its owner may have made it a
 * series: the booking is one of its occurrences, else the earliest, and never a later one each time that it is read.
 */
function placeOf({ startsAt, endsAt }: Entry, events: ExternalEvent[]): ExternalEvent | null {
  if (events.length === 0 || events.some(({ start, end }) => start === epoch(startsAt) && end === epoch(endsAt)))
    return null;
  return events.reduce((earliest, event) => (event.start < earliest.start ? event : earliest));
}

/** What is being written right now, or was written after the reading began, the reading may not have seen. */
function isSettled({ leasedUntil, writtenAt }: Entry, { startedAt, now }: Seen): boolean {
  if (leasedUntil && epoch(leasedUntil) > now) return false;
  return writtenAt !== null && epoch(writtenAt) < startedAt;
}
