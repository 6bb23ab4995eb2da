import type { Reader } from "../../domain/messaging/mail/when.ts";
import { getAvailability } from "../../domain/services/availability/operations.ts";
import type { Days as Found } from "../../domain/services/availability/schema.ts";
import { dateOfDay, dayOfDate, weekdayOf } from "../../domain/time/availability/calendar.ts";
import { localDate } from "../../domain/time/availability/zone.ts";
import { type Choice, zoneOf } from "./choice.ts";
import { clockTime } from "./dates.ts";
import { say } from "./say.ts";
import type { OfferedService, Storefront } from "./storefront.ts";
import type { Visit } from "./visit.ts";

export type Days = Found["days"];
type Slot = Days[number]["slots"][number];
/** A start, and the seats that a group session has left. */
export type OpenTime = Pick<Slot, "startTime" | "seatsLeft">;
type Wish = Pick<Choice, "employeeId" | "locationId" | "extras"> & { serviceId: number; moving?: string };

/** The open slots from one local date to another, both inclusive and at most 92 days; every date is in the answer. */
export async function openSlots(
  visit: Visit,
  subdomain: string,
  { serviceId, employeeId, locationId, extras, moving }: Wish,
  from: string,
  to: string,
): Promise<Days> {
  const query = {
    subdomain,
    serviceId: String(serviceId),
    ...(employeeId === null ? {} : { employeeId: String(employeeId) }),
    ...(locationId === null ? {} : { locationId: String(locationId) }),
    ...(extras.length === 0
      ? {}
      : { extras: extras.map(({ extraId, quantity }) => `${extraId}:${quantity}`).join(",") }),
    ...(moving ? { moving } : {}),
    from,
    to,
  };
  return ((await visit.ask(getAvailability, { query })) as Found).days;
}

/** A day's open times, whatever a time is. Local dates. */
export type Day<Time> = { date: string; slots: Time[] };
/** A week to choose a day from. `day`: the one that is shown, null where none is open. Local dates. */
export type Week<Time = Slot> = {
  days: Day<Time>[];
  day: string | null;
  /** A day of the week before and after, where there may be something. */
  before: string | null;
  after: string | null;
  /** Of a week in which nothing is open: the next day on which something is. */
  nextOpen: string | null;
};

const ahead = 27;
const mostAhead = 91;

/** The week of the chosen day, or of the first open one; in it the chosen day, or the first open one after. */
export function findWeek(visit: Visit, store: Storefront, service: OfferedService, choice: Choice): Promise<Week> {
  const today = localDate(zoneOf(store, choice), visit.now);
  const wish = { ...choice, serviceId: service.id };
  return weekAround(
    { today, last: plus(today, service.bookingWindowDays), weekStart: store.weekStart, wanted: choice.day },
    (from, to) => openSlots(visit, store.subdomain, wish, from, to),
  );
}

/** The same of anything with days: `search` answers every day from one date to another, both inclusive. */
export async function weekAround<Time>(
  { today, last, weekStart, ...choice }: { today: string; last: string; weekStart: number; wanted: string | null },
  search: (from: string, to: string) => Promise<Day<Time>[]>,
): Promise<Week<Time>> {
  const wanted = choice.wanted && choice.wanted >= today && choice.wanted <= last ? choice.wanted : null;
  const start = startOfWeek(wanted ?? today, weekStart);
  // Whole weeks, so that wherever the first open day is, its week has been looked at too.
  const found = await search(start, plus(start, wanted ? 6 : ahead));
  const first = wanted ? null : (firstOpen(found, today)?.date ?? null);
  const monday = first ? startOfWeek(first, weekStart) : start;
  const days = found.filter(({ date }) => date >= monday && date <= plus(monday, 6));
  const day = (firstOpen(days, wanted ?? today) ?? firstOpen(days, today))?.date ?? null;
  const after = plus(monday, 7);
  return {
    days,
    day,
    before: monday > today ? later(plus(monday, -7), today) : null,
    after: after <= last ? after : null,
    nextOpen:
      day || after > last
        ? null
        : (firstOpen(await search(after, earlier(last, plus(after, mostAhead))), after)?.date ?? null),
  };
}

const firstOpen = <Time>(days: Day<Time>[], from: string) =>
  days.find(({ date, slots }) => date >= from && slots.length > 0);

/** A slot as something to choose: "10:00", with the places that are left in a group. */
export const slotChoice = (visit: Visit, reader: Reader, { startTime, seatsLeft }: OpenTime) => ({
  value: startTime,
  label:
    seatsLeft === undefined
      ? clockTime(reader, startTime)
      : `${clockTime(reader, startTime)} (${say(visit.texts.booking.placesLeft, { count: seatsLeft })})`,
});

export const plus = (date: string, days: number): string => dateOfDay(dayOfDate(date) + days);
const startOfWeek = (date: string, weekStart: number) =>
  plus(date, -((weekdayOf(dayOfDate(date)) - weekStart + 7) % 7));
const later = (one: string, other: string) => (one > other ? one : other);
export const earlier = (one: string, other: string) => (one < other ? one : other);
