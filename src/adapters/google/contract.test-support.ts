import { z } from "zod";
import type { Asked } from "../oauth/loopback.ts";

// What Google's reference allows in a call about events: developers.google.com/workspace/calendar/api/v3/reference/events

const bool = z.enum(["true", "false"]).optional();
const whole = z.string().regex(/^\d+$/).optional();
const instant = z.iso.datetime({ offset: true });

const everywhere = { fields: z.string().optional(), prettyPrint: bool };
const written = {
  conferenceDataVersion: z.enum(["0", "1"]).optional(),
  maxAttendees: whole,
  sendUpdates: z.enum(["all", "externalOnly", "none"]).optional(),
  supportsAttachments: bool,
  ...everywhere,
};
const queries = {
  list: z.strictObject({
    iCalUID: z.string().optional(),
    maxAttendees: whole,
    maxResults: whole.refine((count) => Number(count ?? 1) <= 2500 && Number(count ?? 1) > 0),
    orderBy: z.enum(["startTime", "updated"]).optional(),
    pageToken: z.string().optional(),
    q: z.string().optional(),
    showDeleted: bool,
    showHiddenInvitations: bool,
    singleEvents: bool,
    syncToken: z.string().optional(),
    timeMax: instant.optional(),
    timeMin: instant.optional(),
    timeZone: z.string().optional(),
    updatedMin: instant.optional(),
    ...everywhere,
  }),
  get: z.strictObject({ maxAttendees: whole, timeZone: z.string().optional(), ...everywhere }),
  insert: z.strictObject(written),
  patch: z.strictObject(written),
  delete: z.strictObject({ sendUpdates: written.sendUpdates, ...everywhere }),
};

/** A time without an offset needs a zone beside it; a date stands alone. */
const moment = z.union([
  z.strictObject({ date: z.iso.date() }),
  z.strictObject({ dateTime: instant, timeZone: z.string().optional() }),
  z.strictObject({ dateTime: z.iso.datetime({ local: true }), timeZone: z.string() }),
]);
const event = z.strictObject({
  id: z
    .string()
    .regex(/^[a-v0-9]{5,1024}$/)
    .optional(),
  iCalUID: z.string().optional(),
  sequence: z.int().optional(),
  status: z.enum(["confirmed", "tentative", "cancelled"]).optional(),
  summary: z.string().optional(),
  description: z.string().max(8192).optional(),
  location: z.string().optional(),
  start: moment,
  end: moment,
  transparency: z.enum(["opaque", "transparent"]).optional(),
  attendees: z
    .array(
      z.strictObject({
        email: z.email(),
        displayName: z.string().optional(),
        optional: z.boolean().optional(),
        responseStatus: z.enum(["needsAction", "declined", "tentative", "accepted"]).optional(),
      }),
    )
    .optional(),
  conferenceData: z
    .strictObject({
      createRequest: z.strictObject({
        requestId: z.string().min(1),
        conferenceSolutionKey: z.strictObject({ type: z.enum(["eventHangout", "eventNamedHangout", "hangoutsMeet"]) }),
      }),
    })
    .optional(),
});

/** What is wrong with a call, or null. */
export function problemOf({ method, query, body }: Asked, eventId: string | null): string | null {
  const call = { GET: eventId ? "get" : "list", POST: "insert", PATCH: "patch", DELETE: "delete" }[method];
  const schema = queries[call as keyof typeof queries];
  if (!schema || (method === "POST" && eventId)) return `No ${method} here`;
  const asked = schema.safeParse(Object.fromEntries(query));
  if (!asked.success) return `${asked.error.issues[0]!.path.join(".")}: ${asked.error.issues[0]!.message}`;
  const parts = { insert: event, patch: event.partial() }[call as string];
  if (!parts) return body === null ? null : "No body here";
  const sent = parts.safeParse(body);
  if (!sent.success) return `${sent.error.issues[0]!.path.join(".")}: ${sent.error.issues[0]!.message}`;
  return body.id && body.iCalUID ? "Only one of id and iCalUID should be supplied" : null;
}
