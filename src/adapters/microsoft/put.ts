import { createHash } from "node:crypto";
import { z } from "zod";
import type { OutgoingEvent } from "../../domain/connections/port.ts";
import { expect } from "../oauth/refusal.ts";
import { type Api, graphRefusal } from "./api.ts";

const Written = z.object({ id: z.string() });

/** Writes an event. One that was written already, though the answer was lost, is known by its transaction id. */
export async function putEvent(api: Api, calendarId: string, event: OutgoingEvent, eventId: string | null) {
  const reply = eventId
    ? await api.call("PATCH", ["me", "events", eventId], {}, bodyOf(event))
    : await api.call(
        "POST",
        ["me", "calendars", calendarId, "events"],
        {},
        {
          ...bodyOf(event),
          transactionId: transactionId(calendarId, event),
        },
      );
  if (!reply.ok) throw graphRefusal(reply, "refused");
  return { eventId: expect("Microsoft", Written, reply).id, meetingUrl: null };
}

/** Removes it. Gone already is as good. */
export async function removeEvent(api: Api, eventId: string): Promise<void> {
  const reply = await api.call("DELETE", ["me", "events", eventId]);
  if (!reply.ok && reply.status !== 404 && reply.status !== 410) throw graphRefusal(reply, "refused");
}

/**
 * An event as Graph takes it, in UTC: Outlook shows it in its reader's zone. Whom Graph finds among the attendees it
 * writes to, and cannot be told not to. They hear from us, so they stand in the text instead.
 */
const bodyOf = (event: OutgoingEvent) => ({
  subject: event.title.slice(0, longestSubject),
  body: { contentType: "text", content: textOf(event) },
  start: { dateTime: new Date(event.start).toISOString().slice(0, 19), timeZone: "UTC" },
  end: { dateTime: new Date(event.end).toISOString().slice(0, 19), timeZone: "UTC" },
  location: { displayName: event.location ?? "" },
  showAs: event.tentative ? "tentative" : "busy",
});

const longestSubject = 255;

function textOf({ description, attendees }: OutgoingEvent): string {
  const unnamed = attendees.filter(({ name, email }) => !description.includes(email || name));
  const lines = unnamed.map(({ name, email }) => (email ? `${name} <${email}>` : name));
  return [description, lines.join("\n")].filter(Boolean).join("\n\n");
}

/** The same for each attempt to write one version of an event into one calendar. */
function transactionId(calendarId: string, { uid, sequence }: OutgoingEvent): string {
  const hash = createHash("sha256")
    .update(JSON.stringify([calendarId, uid, sequence]))
    .digest("hex");
  return hash.slice(0, 32).replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}
