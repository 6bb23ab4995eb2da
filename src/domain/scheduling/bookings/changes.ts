import type { BookingLocation } from "../tables.ts";

/** What happened to a booking, as its event says it. Everything that follows (mails, calendars, workflows) reads this. */
export type BookingChange = {
  kind:
    | "booked"
    | "requested"
    | "confirmed"
    | "rejected"
    | "moved"
    | "cancelled"
    | "seat-booked"
    | "seat-cancelled"
    | "seat-moved"
    | "guests-added"
    | "reassigned"
    | "no-show"
    | "instant"
    | "accepted-by-host"
    | "url"
    | "edited";
  /** The name of who did it, and on which side they stand. */
  by: string;
  side: "host" | "attendee" | "system";
  reason?: string | null;
  previousStartTime?: string;
  previousEndTime?: string;
  /** Where it was to take place before, if that was elsewhere. */
  previousLocation?: BookingLocation | null;
  /** Those whose time it took before. */
  previousHostIds?: number[];
  /** Whom it is about, where not everybody: a seat and its guests, or the guests that were added. */
  attendeeUids?: string[];
  /** Of a series that was booked, moved or cancelled at once: all of their starts. Told with the first alone. */
  occurrences?: string[];
  /**
   * Of a session whose last seat went to another, which begins then. Who sits there hears of the move; that this session is
   * over is news to its hosts alone.
   */
  movedTo?: string;
  /** Of an instant meeting that ended before anybody took it. */
  untaken?: boolean;
  /** Nobody is told: it is told with another booking of the series. */
  silent?: boolean;
};
