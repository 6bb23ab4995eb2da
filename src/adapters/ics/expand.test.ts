import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { readCalendar } from "./expand.ts";
import { calendarReader } from "./reader.ts";
import { zoneOfName } from "./zones.ts";

const DAY = 86_400_000;
const at = (text: string) => Date.parse(text);

/** What a file says is taken, as "start – end" in UTC, free events left out. */
function busy(
  lines: string[],
  { from = "2035-03-01", to = "2035-05-01", timeZone = "Europe/Berlin", owner = "" } = {},
) {
  const text = ["BEGIN:VCALENDAR", "VERSION:2.0", ...lines, "END:VCALENDAR", ""].join("\r\n");
  return readCalendar(text, { from: at(from), to: at(to), timeZone, owner })
    .events.filter(({ free }) => !free)
    .map(({ start, end }) => `${short(start)} – ${short(end)}`)
    .sort();
}
const short = (instant: number) => new Date(instant).toISOString().slice(5, 16);
const event = (...lines: string[]) => ["BEGIN:VEVENT", "UID:one@example", ...lines, "END:VEVENT"];

describe("a calendar file", () => {
  it("takes whole days from midnight to midnight where the calendar is, also when clocks change", () => {
    // 25 March 2035 has 23 hours in Berlin.
    assert.deepEqual(busy(event("DTSTART;VALUE=DATE:20350325")), ["03-24T23:00 – 03-25T22:00"]);
    assert.deepEqual(busy(event("DTSTART;VALUE=DATE:20350324", "DTEND;VALUE=DATE:20350326")), [
      "03-23T23:00 – 03-25T22:00",
    ]);
    assert.deepEqual(busy(["X-WR-TIMEZONE:Asia/Kolkata", ...event("DTSTART;VALUE=DATE:20350325")]), [
      "03-24T18:30 – 03-25T18:30",
    ]);
    assert.deepEqual(busy(event("DTSTART;VALUE=DATE:20350325", "DURATION:P2D")), ["03-24T23:00 – 03-26T22:00"]);
  });

  it("keeps a series on the wall clock through the change of clocks", () => {
    const series = event("DTSTART;TZID=Europe/Berlin:20350323T090000", "DURATION:PT1H", "RRULE:FREQ=DAILY;COUNT=4");
    assert.deepEqual(busy(series), [
      "03-23T08:00 – 03-23T09:00",
      "03-24T08:00 – 03-24T09:00",
      "03-25T07:00 – 03-25T08:00",
      "03-26T07:00 – 03-26T08:00",
    ]);
  });

  it("leaves out excluded dates, adds further ones and moves what was moved", () => {
    const series = [
      ...event(
        "DTSTART;TZID=Europe/Berlin:20350402T090000",
        "DTEND;TZID=Europe/Berlin:20350402T093000",
        "RRULE:FREQ=DAILY;UNTIL=20350406T070000Z",
        "EXDATE;TZID=Europe/Berlin:20350403T090000",
        "RDATE;TZID=Europe/Berlin:20350410T120000",
      ),
      ...event(
        "RECURRENCE-ID;TZID=Europe/Berlin:20350404T090000",
        "DTSTART;TZID=Europe/Berlin:20350404T150000",
        "DTEND;TZID=Europe/Berlin:20350404T160000",
      ),
      ...event("RECURRENCE-ID;TZID=Europe/Berlin:20350405T090000", "DTSTART:20350405T070000Z", "STATUS:CANCELLED"),
    ];
    assert.deepEqual(busy(series), [
      "04-02T07:00 – 04-02T07:30",
      "04-04T13:00 – 04-04T14:00",
      "04-06T07:00 – 04-06T07:30",
      "04-10T10:00 – 04-10T10:30",
    ]);
  });

  it("moves all that follow where a change says so", () => {
    const series = [
      ...event("DTSTART:20350402T090000Z", "DURATION:PT30M", "RRULE:FREQ=DAILY;COUNT=4"),
      ...event("RECURRENCE-ID;RANGE=THISANDFUTURE:20350404T090000Z", "DTSTART:20350404T100000Z", "DURATION:PT1H"),
    ];
    assert.deepEqual(busy(series), [
      "04-02T09:00 – 04-02T09:30",
      "04-03T09:00 – 04-03T09:30",
      "04-04T10:00 – 04-04T11:00",
      "04-05T10:00 – 04-05T11:00",
    ]);
  });

  it("ignores what is shown as free, cancelled, or declined by its owner", () => {
    const when = ["DTSTART:20350402T090000Z", "DURATION:PT30M"];
    assert.deepEqual(busy(event(...when, "TRANSP:TRANSPARENT")), []);
    assert.deepEqual(busy(event(...when, "STATUS:CANCELLED")), []);
    assert.deepEqual(busy(event(...when, "X-MICROSOFT-CDO-BUSYSTATUS:FREE")), []);
    const declined = event(...when, "ATTENDEE;PARTSTAT=DECLINED:mailto:Sarah@example.com");
    assert.deepEqual(busy(declined, { owner: "sarah@example.com" }), []);
    assert.equal(busy(declined, { owner: "james@example.com" }).length, 1);
    assert.deepEqual(busy(event("DTSTART:20350402T090000Z")), [], "an event without length takes nothing");
  });

  it("knows the zones of Windows, of Mozilla, and those that the file alone defines", () => {
    assert.equal(zoneOfName("W. Europe Standard Time"), "Europe/Berlin");
    assert.equal(
      zoneOfName("/mozilla.org/20050126_1/America/Argentina/Buenos_Aires"),
      "America/Argentina/Buenos_Aires",
    );
    assert.equal(zoneOfName("Customized Time Zone"), null);
    const rules = [
      "BEGIN:VTIMEZONE",
      "TZID:Customized Time Zone",
      ...["BEGIN:STANDARD", "DTSTART:16010101T030000", "TZOFFSETFROM:+0200", "TZOFFSETTO:+0100"],
      ...["RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10", "END:STANDARD"],
      ...["BEGIN:DAYLIGHT", "DTSTART:16010101T020000", "TZOFFSETFROM:+0100", "TZOFFSETTO:+0200"],
      ...["RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3", "END:DAYLIGHT", "END:VTIMEZONE"],
    ];
    const series = event(
      "DTSTART;TZID=Customized Time Zone:20350324T090000",
      "DURATION:PT1H",
      "RRULE:FREQ=DAILY;COUNT=2",
    );
    assert.deepEqual(busy([...rules, ...series]), ["03-24T08:00 – 03-24T09:00", "03-25T07:00 – 03-25T08:00"]);
  });

  it("reads floating times where its owner is", () => {
    const floating = event("DTSTART:20350402T090000", "DURATION:PT1H");
    assert.deepEqual(busy(floating, { timeZone: "America/New_York" }), ["04-02T13:00 – 04-02T14:00"]);
  });

  it("loses one broken event, not the file", () => {
    const lines = [
      ...event("DTSTART:20350402T090000Z", "DURATION:PT1H"),
      ...event("RRULE:FREQ=SOMETIMES", "DTSTART:x"),
    ];
    assert.deepEqual(busy(lines), ["04-02T09:00 – 04-02T10:00"]);
  });

  it("names occurrences so that they can be told apart, and finds a series that began decades ago", () => {
    const text = `BEGIN:VCALENDAR\r\n${event("DTSTART;TZID=Europe/Berlin:19950102T090000", "DURATION:PT1H", "RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE").join("\r\n")}\r\nEND:VCALENDAR`;
    const { events } = readCalendar(text, { from: at("2035-03-01"), to: at("2035-03-31"), timeZone: "UTC" });
    assert.deepEqual(
      events.map(({ key }) => key),
      ["2035-03-05T08:00:00Z", "2035-03-07T08:00:00Z", "2035-03-19T08:00:00Z", "2035-03-21T08:00:00Z"].map(
        (start) => `one@example#${start}`,
      ),
    );
  });

  it("that can be looked through for ever is given up", async () => {
    const reader = calendarReader({ patienceSeconds: 0.7 });
    const reading = { from: at("2035-03-01"), to: at("2036-03-01"), timeZone: "UTC" };
    const never = event("DTSTART:20350101T090000Z", "DURATION:PT1H", "RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30");
    const file = (lines: string[]) => ["BEGIN:VCALENDAR", ...lines, "END:VCALENDAR"].join("\r\n");
    await assert.rejects(reader.read(file(never), reading), { kind: "refused", message: /takes too long/ });
    await assert.rejects(reader.read("<html>", reading), { kind: "refused", message: /no calendar file/ });
    const good = await reader.read(file(event("DTSTART:20350402T090000Z", "DURATION:PT1H")), reading);
    assert.equal(good.events.length, 1);
    await reader.close();
  });
});

describe("recurring events agree with a calendar that is walked day by day", () => {
  const weekdays = ["SU", "MO", "TU", "WE", "TH", "FR", "SA"];
  type Rule = {
    freq: "DAILY" | "WEEKLY" | "MONTHLY" | "MONTHDAY" | "YEARLY";
    interval: number;
    days: number[];
    nth: number;
    end: { count: number } | { untilDays: number } | null;
    startDay: number;
    minute: number;
  };
  const rules = fc.record<Rule>({
    freq: fc.constantFrom("DAILY", "WEEKLY", "MONTHLY", "MONTHDAY", "YEARLY"),
    interval: fc.integer({ min: 1, max: 3 }),
    days: fc.uniqueArray(fc.integer({ min: 0, max: 6 }), { minLength: 1, maxLength: 4 }),
    nth: fc.constantFrom(1, 2, 3, 4, -1),
    end: fc.oneof(
      fc.constant(null),
      fc.record({ count: fc.integer({ min: 1, max: 40 }) }),
      fc.record({ untilDays: fc.integer({ min: 0, max: 700 }) }),
    ),
    startDay: fc.integer({ min: 0, max: 900 }),
    minute: fc.integer({ min: 0, max: 1439 }),
  });
  const epochDay = at("2033-01-01") / DAY;
  const dateOf = (day: number) => new Date(day * DAY);

  /** Whether the rule names this day, for a series that began on `begin`. */
  function names({ freq, interval, days, nth }: Rule, begin: number, day: number): boolean {
    const [from, date] = [dateOf(begin), dateOf(day)];
    const months = (date.getUTCFullYear() - from.getUTCFullYear()) * 12 + date.getUTCMonth() - from.getUTCMonth();
    const monday = (some: number) => some - ((dateOf(some).getUTCDay() + 6) % 7);
    const isNth = () => {
      const last = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
      return nth > 0 ? Math.ceil(date.getUTCDate() / 7) === nth : last - date.getUTCDate() < 7;
    };
    switch (freq) {
      case "DAILY":
        return (day - begin) % interval === 0;
      case "WEEKLY":
        return ((monday(day) - monday(begin)) / 7) % interval === 0 && days.includes(date.getUTCDay());
      case "MONTHLY":
        return months % interval === 0 && date.getUTCDay() === days[0] && isNth();
      case "MONTHDAY":
        return months % interval === 0 && date.getUTCDate() === from.getUTCDate();
      case "YEARLY":
        return months % (12 * interval) === 0 && date.getUTCDate() === from.getUTCDate();
    }
  }

  const textOf = ({ freq, interval, days, nth, end }: Rule, untilText: string) =>
    [
      `FREQ=${freq === "MONTHDAY" ? "MONTHLY" : freq}`,
      `INTERVAL=${interval}`,
      ...(freq === "WEEKLY" ? [`BYDAY=${days.map((day) => weekdays[day]).join(",")}`] : []),
      ...(freq === "MONTHLY" ? [`BYDAY=${nth}${weekdays[days[0]!]}`] : []),
      ...(end && "count" in end ? [`COUNT=${end.count}`] : []),
      ...(end && "untilDays" in end ? [`UNTIL=${untilText}`] : []),
    ].join(";");

  const stamp = (text: string) => text.replace(/[-:]/g, "").slice(0, 15);

  for (const zone of ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Africa/Casablanca"]) {
    it(`in ${zone}`, () => {
      fc.assert(
        fc.property(rules, (rule) => {
          // A series begins on a day of its own, as every calendar program sees to.
          let begin = epochDay + rule.startDay;
          while (!names(rule, begin, begin)) begin++;
          const wall = (day: number) =>
            Temporal.PlainDateTime.from(dateOf(day).toISOString().slice(0, 10)).add({ minutes: rule.minute });
          const instant = (day: number) => wall(day).toZonedDateTime(zone).epochMilliseconds;
          const until = rule.end && "untilDays" in rule.end ? instant(begin + rule.end.untilDays) : null;
          const [from, to] = [(epochDay + 300) * DAY, (epochDay + 900) * DAY];

          const expected: number[] = [];
          let count = 0;
          for (let day = begin; day < epochDay + 903; day++) {
            if (!names(rule, begin, day)) continue;
            if (until !== null && instant(day) > until) break;
            if (rule.end && "count" in rule.end && ++count > rule.end.count) break;
            const start = instant(day);
            if (start + 1800_000 > from && start < to) expected.push(start);
          }
          const text = [
            ...["BEGIN:VCALENDAR", "BEGIN:VEVENT", "UID:s", "DURATION:PT30M"],
            `DTSTART;TZID=${zone}:${stamp(wall(begin).toString({ smallestUnit: "second" }))}`,
            `RRULE:${textOf(rule, until === null ? "" : `${stamp(new Date(until).toISOString())}Z`)}`,
            ...["END:VEVENT", "END:VCALENDAR"],
          ].join("\r\n");
          const found = readCalendar(text, { from, to, timeZone: "UTC" }).events.map(({ start }) => start);
          assert.deepEqual(
            found.sort((a, b) => a - b),
            expected,
            text,
          );
        }),
        { numRuns: 150 },
      );
    });
  }
});
