import { type Context, type JobTools, job } from "../../../platform/operation.ts";
import { iso } from "../../../platform/schemas.ts";
import { setMeetingUrl } from "../../scheduling/bookings/location.ts";
import { markFailing } from "../accounts/failing.ts";
import { accountOf } from "../accounts/store.ts";
import { type CalendarPort, ProviderRefused } from "../port.ts";
import { enqueueEntry, writeEntry } from "./job.ts";
import { isOutdated, type Step, stepsFor } from "./plan.ts";
import { changeEntry } from "./store.ts";
import "../tables.ts";

/** How often, and how many seconds apart, a provider is asked for a room that it is still making. */
const roomPatience = { times: 6, seconds: 10 };

/**
 * Writes, changes or removes the event of one booking in one host's calendar. What is to be there is read when the job runs,
 * so of several jobs each writes the newest; a lease lets one of them at a time speak to the provider.
 */
export const writeEntryNow = job({
  ...writeEntry,
  async run(tools, { businessId, subject, userId, waited = 0 }, { last }) {
    const steps = await tools.inBusiness(businessId, (context) => stepsFor(context, subject, userId));
    for (const step of steps) {
      try {
        const done = await take(tools, step);
        await tools.inBusiness(businessId, (context) => record(context, step, done, waited));
      } catch (error) {
        await tools.inBusiness(businessId, (context) => recordFailure(context, step, error, last));
        if (!(error instanceof ProviderRefused) || error.kind === "temporary") throw error;
      }
    }
  },
});

type Done = { eventId: string; meetingUrl: string | null; mode: "live" | "sandbox" } | null;

async function take(tools: JobTools, { connection, calendar, entry, event }: Step): Promise<Done> {
  const port: CalendarPort = tools.ports[connection.provider as "caldav"];
  const account = accountOf(tools, connection);
  if (!event) {
    if (entry.eventId) await port.remove?.(account, calendar.externalId, entry.eventId);
    return null;
  }
  if (!port.put) throw new ProviderRefused("refused", "This calendar cannot be written to");
  const put = (eventId: string | null) => port.put!(account, calendar.externalId, event, eventId);
  const written = await put(entry.eventId).catch((error) => {
    // Its owner deleted it; the booking has changed since, so it is written anew.
    if (error instanceof ProviderRefused && error.kind === "gone" && entry.eventId) return put(null);
    throw error;
  });
  return { ...written, mode: port.mode };
}

async function record(context: Context, step: Step, done: Done, waited: number) {
  const { entry, event, hosted, fingerprint } = step;
  const { businessId, db, now } = context;
  if (!event || !done) {
    await db.deleteFrom("calendarEntries").where("businessId", "=", businessId).where("id", "=", entry.id).execute();
    return;
  }
  await changeEntry(context, entry.id, {
    eventId: done.eventId,
    fingerprint,
    title: event.title,
    startsAt: iso(event.start),
    endsAt: iso(event.end),
    state: "written",
    outside: null,
    lastError: null,
    leasedUntil: null,
    writtenAt: iso(now),
  });
  // Whoever came with that change found the lease, and would try again in some seconds only.
  if (await isOutdated(context, step)) enqueueEntry(context, entry);
  if (!event.conference || !hosted?.meeting) return;
  if (done.meetingUrl) return setMeetingUrl(context, hosted.meeting.bookingId, done.meetingUrl, done.mode);
  if (waited >= roomPatience.times) return;
  await changeEntry(context, entry.id, { fingerprint: null });
  enqueueEntry(context, { ...entry, waited: waited + 1 }, now + roomPatience.seconds * 1000);
}

/** What a provider refuses for good is left with its reason; so is what it did not take after all attempts. */
async function recordFailure(context: Context, { connection, entry }: Step, error: unknown, last: boolean) {
  const refusal = error instanceof ProviderRefused ? error : null;
  const final = last || (refusal !== null && refusal.kind !== "temporary");
  await changeEntry(context, entry.id, {
    leasedUntil: null,
    lastError: refusal?.message ?? "The event could not be written",
    ...(final ? { state: "failed" as const } : {}),
  });
  if (refusal?.kind === "credentials") await markFailing(context, connection.id, refusal.message);
}
