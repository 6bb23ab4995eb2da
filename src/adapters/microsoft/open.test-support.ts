import { after, before, beforeEach } from "node:test";
import type { CalendarPort } from "../../domain/connections/port.ts";
import { connect, type KeptAccount } from "../oauth/accounts.test-support.ts";
import { loopback } from "./loopback.ts";
import { Mailbox, utc } from "./mailbox.test-support.ts";
import { microsoftCalendar } from "./microsoft.ts";

export const march = { from: Date.parse("2027-03-01T00:00:00Z"), to: Date.parse("2027-04-01T00:00:00Z") };
/** As Graph's ids are, with characters that mean something in an address. */
export const calendarId = "AAMk/main=";

type Event = Parameters<Mailbox["set"]>[1];

/** For a describe: a Microsoft of its own, and before each test an account connected anew and an empty calendar. */
export function openMicrosoft() {
  const opened = {
    changes: (cursor: string | null = null, range = march) =>
      opened.microsoft.changes(opened.account, calendarId, { ...range, cursor }),
    set: (event: Event) => opened.mailbox.set(calendarId, event),
    series(id: string, days: string[], more: object = {}) {
      const [first] = days;
      const master = { type: "seriesMaster", subject: "Weekly", ...more };
      opened.set(timed(id, `${first}T10:00:00Z`, `${first}T11:00:00Z`, master));
      for (const day of days) {
        const part = { type: "occurrence", seriesMasterId: id };
        opened.set(timed(`${id}.${day}`, `${day}T10:00:00Z`, `${day}T11:00:00Z`, part));
      }
    },
  } as {
    server: Awaited<ReturnType<typeof loopback>>;
    microsoft: CalendarPort;
    account: KeptAccount;
    mailbox: Mailbox;
    changes(cursor?: string | null, range?: typeof march): ReturnType<CalendarPort["changes"]>;
    set(event: Event): Event;
    /** An hour on each of these days, as one series. */
    series(id: string, days: string[], more?: object): void;
  };
  before(async () => {
    opened.server = await loopback();
    opened.mailbox = opened.server.mailbox;
    opened.microsoft = microsoftCalendar(opened.server.adapterSettings(300));
  });
  after(() => opened.server.close());
  beforeEach(async () => {
    Object.assign(opened.mailbox, new Mailbox());
    opened.mailbox.calendar(calendarId, { name: "Calendar", isDefaultCalendar: true });
    opened.account = await connect(opened.microsoft);
    opened.server.asked.length = 0;
  });
  return opened;
}

export const timed = (id: string, start: string, end: string, more: object = {}) => ({
  id,
  start: utc(start),
  end: utc(end),
  ...more,
});
