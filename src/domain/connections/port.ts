// What the product asks of people's other calendars and of conferencing services. Adapters are in src/adapters; jobs alone
// call them, between two transactions.

export const providers = ["ics", "caldav", "google", "microsoft"] as const;
export type Provider = (typeof providers)[number];

/** What opens an account: tokens, a password, a feed's address. Kept encrypted, and opaque to the domain. */
export type Secret = Record<string, unknown>;

/**
 * One connected account. `save` keeps what the provider gave anew (refreshed tokens) before it is used. `latest` is what is
 * kept right now: another process may have refreshed meanwhile, where refresh tokens work once.
 */
export type Account = { secret: Secret; save(secret: Secret): Promise<void>; latest?(): Promise<Secret> };

export type ExternalCalendar = {
  id: string;
  name: string;
  primary: boolean;
  writable: boolean;
  timeZone: string | null;
};

/** One occurrence (recurrences are expanded), as busy time. Instants in epoch milliseconds. */
export type ExternalEvent = {
  /** Names the occurrence within its calendar. */
  key: string;
  /** The event that it is an occurrence of, as `put` answered it. */
  eventId: string;
  /** Its iCalendar UID. */
  uid: string | null;
  title: string | null;
  start: number;
  end: number;
  /** It has days and no times. */
  allDay: boolean;
  /** Shown as free, or declined by the account's owner: blocks nothing. */
  free: boolean;
};

/** What lies in the range, or has changed since `cursor`. A little more than the range does no harm. */
export type Changes = {
  /** Whether `events` are all there are in the range; otherwise only those that changed, and `gone` those that went. */
  full: boolean;
  events: ExternalEvent[];
  /** `eventId`s, or `key`s of single occurrences, that are no more. Applied before `events`. */
  gone: string[];
  /** Where the next call goes on; null where the provider knows no such thing. */
  cursor: string | null;
  /** How often the calendar itself asks to be read. */
  refreshMinutes?: number | null;
  /** What the calendar calls itself, where only reading it tells (feeds). */
  name?: string | null;
};

/** A booking or appointment as it is written into somebody's calendar. Instants in epoch milliseconds. */
export type OutgoingEvent = {
  /** The iCalendar UID; the same for every version of it. */
  uid: string;
  sequence: number;
  title: string;
  description: string;
  location: string | null;
  start: number;
  end: number;
  /** Wall-clock zone that the calendar shows it in. */
  timeZone: string;
  tentative: boolean;
  attendees: { name: string; email: string }[];
  /** Asks the provider for a room of its own (Google Meet). */
  conference?: boolean;
};

export type CalendarPort = {
  mode: "live" | "sandbox";
  /** OAuth: where the owner is sent to agree. */
  authorizeUrl?(request: { state: string; redirectUri: string }): string;
  /** OAuth: what the code that comes back opens, and whose account it is. */
  exchange?(request: { code: string; redirectUri: string }): Promise<{ secret: Secret; account: string }>;
  calendars(account: Account): Promise<ExternalCalendar[]>;
  /** Events that overlap [from, to), epoch milliseconds; with a cursor what changed since. */
  changes(
    account: Account,
    calendarId: string,
    request: {
      from: number;
      to: number;
      cursor: string | null;
      /** In which all-day and floating times are read where the calendar names no zone of its own. */
      timeZone?: string;
    },
  ): Promise<Changes>;
  /**
   * The event that `put` answered, or the first of the series that it became: wherever it lies and however long it is. Null
   * where it is no more.
   */
  event?(
    account: Account,
    calendarId: string,
    eventId: string,
    request: { timeZone: string },
  ): Promise<ExternalEvent | null>;
  /**
   * Writes an event, or a new version of the one at `eventId`. With `conference` a `meetingUrl` of null says that the room is
   * still being made: putting it again tells.
   */
  put?(
    account: Account,
    calendarId: string,
    event: OutgoingEvent,
    eventId: string | null,
  ): Promise<{ eventId: string; meetingUrl: string | null }>;
  /** Removes it. One that is gone already is no error. */
  remove?(account: Account, calendarId: string, eventId: string): Promise<void>;
  close(): Promise<void>;
};

export type Meeting = { topic: string; start: number; durationMinutes: number; timeZone: string; agenda: string };
export type ConferencingPort = {
  mode: "live" | "sandbox";
  authorizeUrl?(request: { state: string; redirectUri: string }): string;
  exchange?(request: { code: string; redirectUri: string }): Promise<{ secret: Secret; account: string }>;
  /** Makes a room, or changes the one at `meetingId`. */
  put(account: Account, meeting: Meeting, meetingId: string | null): Promise<{ meetingId: string; url: string }>;
  remove(account: Account, meetingId: string): Promise<void>;
  close(): Promise<void>;
};

/**
 * The provider did not do it. "credentials": the owner must connect anew. "gone": the calendar or event is no more.
 * "cursor": read everything again. "temporary": try later, after `retryAfterSeconds` where it said so. "refused": it will
 * not take this, ever.
 */
export class ProviderRefused extends Error {
  override readonly name = "ProviderRefused";
  readonly kind: "credentials" | "gone" | "cursor" | "temporary" | "refused";
  readonly retryAfterSeconds: number | null;

  constructor(
    kind: ProviderRefused["kind"],
    message: string,
    { retryAfterSeconds = null, ...options }: ErrorOptions & { retryAfterSeconds?: number | null } = {},
  ) {
    super(message, options);
    this.kind = kind;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

declare module "../../platform/operation.ts" {
  interface Ports {
    ics: CalendarPort;
    caldav: CalendarPort;
    google: CalendarPort;
    microsoft: CalendarPort;
    zoom: ConferencingPort;
  }
}
