import assert from "node:assert/strict";
import { test } from "node:test";
import { isDay, lastDay, readDay } from "./days.ts";

test("a day is read as the reader's language writes it, and never guessed", () => {
  for (const [typed, locale, day] of [
    ["2027-01-31", "en", "2027-01-31"],
    [" 2027-1-3 ", "de", "2027-01-03"],
    ["31.01.2027", "en", "2027-01-31"],
    ["1. 2. 2027", "de", "2027-02-01"],
    ["1/2/2027", "en", "2027-01-02"],
    ["1/2/2027", "fr", "2027-02-01"],
    ["31/1/2027", "en", null],
    ["30.02.2027", "de", null],
    ["tomorrow", "en", null],
    ["2027", "en", null],
    ["1/2.2027", "en", null],
    ["", "en", null],
  ] as const)
    assert.equal(readDay(typed, locale), day, typed);
});

test("what is kept is a day of the calendar, written one way", () => {
  assert.ok(isDay("2028-02-29"));
  for (const text of ["2027-02-29", "2027-1-3", "tomorrow", "", null, undefined]) assert.ok(!isDay(text));
});

test("a last day goes with the first one until it was chosen", () => {
  for (const [end, start, becomes] of [
    ["", "2027-01-31", "2027-01-31"],
    [null, "2027-01-31", "2027-01-31"],
    ["2027-01-03", "2027-01-31", "2027-01-31"],
    ["2027-01-05", "2027-01-31", "2027-01-05"],
    ["2027-01-03", "", ""],
    ["", "tomorrow", ""],
  ] as const)
    assert.equal(lastDay({ start: "2027-01-03", end }, start), becomes);
});
