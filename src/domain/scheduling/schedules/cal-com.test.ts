import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { minuteOfDay } from "../../../platform/schemas.ts";
import type { WeeklyRange } from "../../time/availability/hours.ts";
import { availabilityOf, overridesOf, weeklyOf } from "./cal-com.ts";

const range = (day: number, start: string, end: string, locationId: number | null = null) =>
  ({ day, startMinute: minuteOfDay(start), endMinute: minuteOfDay(end), locationId }) as WeeklyRange;
const said = (weekly: WeeklyRange[], breaks: WeeklyRange[] = []) =>
  availabilityOf(weekly, breaks).map(({ days, startTime, endTime }) => {
    const names = days.map((day) => day.slice(0, 2)).join(" ");
    return `${names} ${startTime}–${endTime}`;
  });
const weekdays = [1, 2, 3, 4, 5];

describe("weekly hours in Cal.com's form", () => {
  const cases: [string, WeeklyRange[], WeeklyRange[], string[]][] = [
    [
      "put days with the same range together",
      weekdays.map((day) => range(day, "09:00", "17:00")),
      [],
      ["Mo Tu We Th Fr 09:00–17:00"],
    ],
    [
      "count weeks from Monday",
      [range(0, "10:00", "12:00"), range(6, "10:00", "12:00"), range(1, "08:00", "09:00")],
      [],
      ["Mo 08:00–09:00", "Sa Su 10:00–12:00"],
    ],
    [
      "hold several ranges a day",
      [range(1, "13:00", "17:00"), range(1, "09:00", "12:00")],
      [],
      ["Mo 09:00–12:00", "Mo 13:00–17:00"],
    ],
    [
      "have their breaks cut out",
      [range(1, "09:00", "17:00"), range(2, "09:00", "17:00")],
      [range(1, "12:00", "13:00")],
      ["Mo 09:00–12:00", "Mo 13:00–17:00", "Tu 09:00–17:00"],
    ],
    [
      "end at midnight",
      [range(1, "20:00", "23:59"), range(2, "20:00", "24:00"), range(3, "20:00", "00:00")],
      [],
      ["Mo Tu We 20:00–24:00"],
    ],
    [
      "run past midnight, breaks of the next day included",
      [range(6, "22:00", "06:00")],
      [range(0, "02:00", "03:00")],
      ["Sa 22:00–02:00", "Su 03:00–06:00"],
    ],
    [
      "tell what two places share once",
      [range(1, "09:00", "12:00", 1), range(1, "09:00", "12:00", 2)],
      [],
      ["Mo 09:00–12:00"],
    ],
    ["are none", [], [], []],
  ];
  for (const [what, weekly, breaks, expected] of cases)
    it(what, () => assert.deepEqual(said(weekly, breaks), expected));

  it("come back as they went", () => {
    const weekly = weeklyOf([{ days: ["Sunday", "Friday"], startTime: "09:00", endTime: "12:30" }]);
    assert.deepEqual(weekly, [
      { day: 0, start: "09:00", end: "12:30", index: 0 },
      { day: 5, start: "09:00", end: "12:30", index: 0 },
    ]);
    assert.deepEqual(said(weekly.map(({ day, start, end }) => range(day, start, end))), ["Fr Su 09:00–12:30"]);
  });
});

describe("dates", () => {
  it("take several of Cal.com's ranges, and 00:00 to 00:00 as off", () =>
    assert.deepEqual(
      overridesOf([
        { date: "2031-05-01", startTime: "09:00", endTime: "10:00" },
        { date: "2031-05-02", startTime: "00:00", endTime: "00:00" },
        { date: "2031-05-01", startTime: "14:00", endTime: "15:00" },
        { date: "2031-05-03", ranges: [{ start: "08:00", end: "09:00" }] },
      ]),
      [
        {
          date: "2031-05-01",
          ranges: [
            { start: "09:00", end: "10:00" },
            { start: "14:00", end: "15:00" },
          ],
        },
        { date: "2031-05-02", ranges: [] },
        { date: "2031-05-03", ranges: [{ start: "08:00", end: "09:00" }] },
      ],
    ));
});
