import { createHash } from "node:crypto";
import type { OutgoingEvent } from "../../domain/connections/port.ts";

/**
 * An event as Google takes it. `sequence` goes with a new one alone: Google counts on by itself, also when the owner moves
 * the event, and refuses a number below its own.
 */
export const bodyOf = (event: OutgoingEvent) => ({
  status: event.tentative ? "tentative" : "confirmed",
  summary: event.title,
  description: event.description.slice(0, longestDescription),
  location: event.location ?? "",
  start: { dateTime: new Date(event.start).toISOString(), timeZone: event.timeZone },
  end: { dateTime: new Date(event.end).toISOString(), timeZone: event.timeZone },
  attendees: event.attendees
    .filter(({ email }) => email.includes("@"))
    // They agreed when they booked; as guests of the event they enter its room without knocking.
    .map(({ name, email }) => ({ email, displayName: name, responseStatus: "accepted" })),
});

/** Characters that Google keeps. */
const longestDescription = 8192;

/** Asks for a room. Google makes one for each request id, however often it is sent. */
export const roomRequest = ({ uid }: OutgoingEvent) => ({
  conferenceData: {
    createRequest: {
      requestId: createHash("sha256").update(uid).digest("hex").slice(0, 32),
      conferenceSolutionKey: { type: "hangoutsMeet" },
    },
  },
});
