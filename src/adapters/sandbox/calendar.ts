import { createHash } from "node:crypto";
import type { CalendarPort } from "../../domain/connections/port.ts";

/**
 * Stands in for Google or Microsoft where no credentials are set: agreeing is one click, the account has one calendar with
 * nothing in it, and what is written there is taken and forgotten.
 */
export function sandboxCalendar(provider: "google" | "microsoft", publicUrl: string): CalendarPort {
  return {
    mode: "sandbox",
    authorizeUrl: ({ state, redirectUri }) => `${redirectUri}?${new URLSearchParams({ code: "sandbox", state })}`,
    exchange: async () => ({ secret: { sandbox: true }, account: `sandbox@${provider}.example` }),
    calendars: async () => [
      { id: "sandbox", name: `${provider} (sandbox)`, primary: true, writable: true, timeZone: null },
    ],
    // With a cursor nothing has changed, so events that we wrote are not taken for deleted.
    changes: async () => ({ full: false, events: [], gone: [], cursor: "sandbox" }),
    async put(_account, _calendarId, { uid, conference }, eventId) {
      const name = createHash("sha256").update(uid).digest("hex").slice(0, 20);
      return { eventId: eventId ?? name, meetingUrl: conference ? `${publicUrl}/api/sandbox/meet/${name}` : null };
    },
    async remove() {},
    async close() {},
  };
}
