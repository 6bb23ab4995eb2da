import type { CalendarPort } from "../../domain/connections/port.ts";
import { caldav } from "../caldav/caldav.ts";
import { icsFeeds } from "./ics.ts";
import { calendarReader } from "./reader.ts";
import { guardedSend } from "./send.ts";

/** Feeds and CalDAV: what needs no agreement with a provider. They share the thread that reads calendar files. */
export function openCalendars({ allowPrivate }: { allowPrivate: boolean }): {
  ics: CalendarPort;
  caldav: CalendarPort;
} {
  const parts = { send: guardedSend(allowPrivate), reader: calendarReader() };
  return { ics: { ...icsFeeds(parts), close: () => parts.reader.close() }, caldav: caldav(parts) };
}
