import { Temporal } from "temporal-polyfill";
import type { Interval } from "./interval.ts";
import type { Host, SlotSearch } from "./search.ts";
import { findSlots } from "./slots.ts";

export const berlin = "Europe/Berlin";

/** An instant by its wall time: '10:00' is on Tuesday 5 May 2026, the day of the examples, others by their date. */
export function at(wall: string, zone = berlin): number {
  const [time, date = "2026-05-05"] = wall.split(" ").toReversed();
  return Temporal.PlainDateTime.from(`${date}T${time}`).toZonedDateTime(zone).epochMilliseconds;
}

export const span = (start: string, end: string, zone = berlin): Interval => ({
  start: at(start, zone),
  end: at(end, zone),
});

/** '10:00' on the zone's clock, with the date in front when it is another day than the examples'. */
export function wall(instant: number, zone = berlin): string {
  const zoned = Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(zone);
  const seconds = zoned.second === 0 ? "" : `:${String(zoned.second).padStart(2, "0")}`;
  const time = `${zoned.toPlainTime().toString().slice(0, 5)}${seconds}`;
  return zoned.toPlainDate().toString() === "2026-05-05" ? time : `${zoned.toPlainDate()} ${time}`;
}

export const walls = (intervals: Interval[], zone = berlin) =>
  intervals.map(({ start, end }) => `${wall(start, zone)}–${wall(end, zone)}`);

/** Host 1 in Berlin, 09:00–12:00 on the day of the examples, with nothing booked. */
export const host = (given: Partial<Host> = {}): Host => ({
  id: 1,
  zone: berlin,
  hours: [span("09:00", "12:00")],
  busy: [],
  ...given,
});

/** Slots of an hour on the day of the examples, asked for the evening before, no rule in the way. */
export const search = (given: Partial<SlotSearch> = {}): SlotSearch => ({
  from: at("00:00"),
  to: at("2026-05-06 00:00"),
  now: at("2026-05-04 20:00"),
  lengthMinutes: 60,
  beforeMinutes: 0,
  afterMinutes: 0,
  noticeMinutes: 0,
  hosts: [host()],
  choose: "any",
  resources: [],
  sessions: [],
  limits: [],
  ...given,
});

/** The wall times of the slots found. */
export const starts = (given: Partial<SlotSearch>, zone = berlin) =>
  findSlots(search(given)).map(({ start }) => wall(start, zone));
