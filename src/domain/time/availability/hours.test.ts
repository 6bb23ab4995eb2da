import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { at, berlin, walls } from "./examples.test-support.ts";
import { expandHours, hoursAround, type Schedule, type WeeklyRange } from "./hours.ts";

type Range = { startMinute: number; endMinute: number; locationId?: number | null };
const range = (start: string, end: string, locationId?: number | null): Range => ({
  startMinute: minuteOf(start),
  endMinute: minuteOf(end),
  locationId,
});
const minuteOf = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
const on = (day: number, ...ranges: Range[]) => ranges.map((one) => ({ ...one, day: day as WeeklyRange["day"] }));
const daily = (...ranges: Range[]) => [0, 1, 2, 3, 4, 5, 6].flatMap((day) => on(day, ...ranges));

const schedule = (given: Partial<Schedule>): Schedule => ({
  zone: berlin,
  weekly: [],
  breaks: [],
  overrides: [],
  ...given,
});
/** The hours of one local day, by default Tuesday 5 May 2026. */
function dayHours(given: Partial<Schedule>, date = "2026-05-05", locationId?: number | null): string[] {
  const one = schedule(given);
  const from = at(`${date} 00:00`, one.zone);
  const next = new Date(Date.parse(date) + 86_400_000).toISOString().slice(0, 10);
  return walls(expandHours(one, from, at(`${next} 00:00`, one.zone), locationId), one.zone).map((text) =>
    text.replaceAll(`${date} `, ""),
  );
}

describe("weekly hours", () => {
  it("count weekdays from Sunday", () => {
    const weekly = on(2, range("09:00", "17:00"));
    assert.deepEqual(dayHours({ weekly }), ["09:00–17:00"]);
    assert.deepEqual(dayHours({ weekly }, "2026-05-06"), []);
  });

  it("merge where they touch or overlap", () => {
    const weekly = on(
      2,
      range("13:00", "17:00"),
      range("09:00", "12:00"),
      range("12:00", "13:00"),
      range("16:00", "18:00"),
    );
    assert.deepEqual(dayHours({ weekly }), ["09:00–18:00"]);
  });

  it("lose their breaks", () => {
    const given = {
      weekly: on(2, range("09:00", "17:00")),
      breaks: on(2, range("12:00", "12:30"), range("16:45", "18:00")),
    };
    assert.deepEqual(dayHours(given), ["09:00–12:00", "12:30–16:45"]);
  });

  it("read an end of 23:59 as midnight, so that days join", () => {
    const weekly = [...on(2, range("20:00", "23:59")), ...on(3, range("00:00", "02:00"))];
    assert.deepEqual(walls(expandHours(schedule({ weekly }), at("12:00"), at("2026-05-06 12:00"))), [
      "20:00–2026-05-06 02:00",
    ]);
  });

  it("run past midnight when the end is not after the start", () => {
    const weekly = on(1, range("22:00", "06:00"));
    assert.deepEqual(dayHours({ weekly }), ["00:00–06:00"]);
    assert.deepEqual(dayHours({ weekly: on(2, range("09:00", "09:00")) }), ["09:00–2026-05-06 00:00"]);
  });

  it("are those of a location and of none when a location is asked for", () => {
    const weekly = on(2, range("09:00", "10:00", 1), range("11:00", "12:00", 2), range("13:00", "14:00", null));
    const breaks = on(2, range("09:30", "09:45", 2), range("09:45", "10:00", 1));
    assert.deepEqual(dayHours({ weekly, breaks }, "2026-05-05", 1), ["09:00–09:45", "13:00–14:00"]);
    assert.deepEqual(dayHours({ weekly, breaks }), ["09:00–09:30", "11:00–12:00", "13:00–14:00"]);
  });
});

describe("overrides", () => {
  const weekly = daily(range("09:00", "17:00"));

  it("replace the weekly hours of their date alone", () => {
    const overrides = [{ date: "2026-05-05", ranges: [range("10:00", "11:00"), range("20:00", "21:00")] }];
    assert.deepEqual(dayHours({ weekly, overrides }), ["10:00–11:00", "20:00–21:00"]);
    assert.deepEqual(dayHours({ weekly, overrides }, "2026-05-06"), ["09:00–17:00"]);
  });

  it("close their date when they are empty", () =>
    assert.deepEqual(dayHours({ weekly, overrides: [{ date: "2026-05-05", ranges: [] }] }), []));

  it("keep their hours through the weekly break", () => {
    const overrides = [{ date: "2026-05-05", ranges: [range("10:00", "14:00")] }];
    assert.deepEqual(dayHours({ weekly, breaks: daily(range("12:00", "13:00")), overrides }), ["10:00–14:00"]);
  });

  it("leave the night shift that began the day before", () => {
    const overrides = [{ date: "2026-05-05", ranges: [] }];
    assert.deepEqual(dayHours({ weekly: daily(range("22:00", "06:00")), overrides }), ["00:00–06:00"]);
  });
});

describe("hours around a window", () => {
  it("stay whole, so that the grid does not depend on where a list begins", () => {
    const weekly = daily(range("09:00", "17:00"));
    assert.deepEqual(walls(hoursAround(schedule({ weekly }), at("12:00"), at("13:00"))), ["09:00–17:00"]);
    assert.deepEqual(walls(expandHours(schedule({ weekly }), at("12:00"), at("13:00"))), ["12:00–13:00"]);
  });
});

describe("hours on days when the clock changes", () => {
  const hoursOn = (zone: string, date: string, ...ranges: Range[]) =>
    dayHours({ zone, weekly: daily(...ranges) }, date);
  const minutesOn = (zone: string, date: string) => {
    const one = schedule({ zone, weekly: daily(range("00:00", "23:59")) });
    const next = new Date(Date.parse(date) + 86_400_000).toISOString().slice(0, 10);
    const [day] = expandHours(one, at(`${date} 00:00`, zone), at(`${next} 00:00`, zone));
    return day ? (day.end - day.start) / 60_000 : 0;
  };

  for (const [zone, date, hours] of [
    ["Europe/Berlin", "2026-03-29", 23],
    ["Europe/Berlin", "2026-10-25", 25],
    ["America/New_York", "2026-03-08", 23],
    ["America/New_York", "2026-11-01", 25],
    ["Australia/Lord_Howe", "2026-10-04", 23.5],
    ["Australia/Lord_Howe", "2026-04-05", 24.5],
    ["Asia/Kolkata", "2026-03-29", 24],
    ["Asia/Kathmandu", "1986-01-01", 23.75],
    ["Africa/Casablanca", "2024-03-10", 25],
    ["Africa/Casablanca", "2024-04-14", 23],
    ["Pacific/Apia", "2011-12-30", 0],
    ["America/Sao_Paulo", "2017-10-15", 23],
    ["America/Sao_Paulo", "2018-02-17", 25],
  ] as const) {
    it(`${zone} ${date} has ${hours} hours`, () => assert.equal(minutesOn(zone, date) / 60, hours));
  }

  it("stay at nine o'clock", () => {
    for (const date of ["2026-03-28", "2026-03-29", "2026-03-30"]) {
      assert.deepEqual(hoursOn(berlin, date, range("09:00", "17:00")), ["09:00–17:00"]);
    }
  });

  it("begin after the gap when they would begin in it", () =>
    assert.deepEqual(hoursOn(berlin, "2026-03-29", range("02:30", "05:00")), ["03:30–05:00"]));

  it("vanish when they are the gap", () =>
    assert.deepEqual(hoursOn(berlin, "2026-03-29", range("02:00", "03:00")), []));

  it("end at the first of two equal times", () => {
    const [only] = expandHours(
      schedule({ weekly: daily(range("01:00", "02:30")) }),
      at("2026-10-25 00:00"),
      at("2026-10-26 00:00"),
    );
    assert.equal(only!.end - only!.start, 90 * 60_000);
  });

  it("are not moved from a date that never was onto the next", () => {
    const weekly = on(5, range("09:00", "17:00")); // 30 December 2011 would have been a Friday
    const one = schedule({ zone: "Pacific/Apia", weekly });
    assert.deepEqual(expandHours(one, at("2011-12-29 00:00", one.zone), at("2012-01-02 00:00", one.zone)), []);
  });
});
