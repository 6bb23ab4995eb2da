import { after, before, beforeEach } from "node:test";
import type { CalendarPort } from "../../domain/connections/port.ts";
import { connect, type KeptAccount } from "../oauth/accounts.test-support.ts";
import type { Calendar } from "./calendar.test-support.ts";
import { googleCalendar } from "./google.ts";
import { loopback } from "./loopback.ts";

export const march = { from: Date.parse("2027-03-01T00:00:00Z"), to: Date.parse("2027-04-01T00:00:00Z") };

/** For a describe: a Google of its own, and before each test an account connected anew and an empty calendar. */
export function openGoogle() {
  const opened = {
    changes: (cursor: string | null = null, range = march) =>
      opened.google.changes(opened.account, opened.calendar.entry.id, { ...range, cursor }),
  } as {
    server: Awaited<ReturnType<typeof loopback>>;
    google: CalendarPort;
    account: KeptAccount;
    calendar: Calendar;
    changes(cursor?: string | null, range?: typeof march): ReturnType<CalendarPort["changes"]>;
  };
  before(async () => {
    opened.server = await loopback();
    opened.google = googleCalendar(opened.server.adapterSettings(300));
  });
  after(() => opened.server.close());
  beforeEach(async () => {
    opened.calendar = opened.server.calendar("maria@gmail.example", { primary: true });
    opened.account = await connect(opened.google);
    opened.server.asked.length = 0;
  });
  return opened;
}

/** An event with times, titled like its id. */
export const timed = (id: string, start: string, end: string, more: object = {}) => ({
  id,
  summary: id,
  start: { dateTime: start },
  end: { dateTime: end },
  ...more,
});
