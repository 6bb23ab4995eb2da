import type { Reader } from "../../domain/messaging/mail/when.ts";
import { listSlots } from "../../domain/scheduling/slots/operations.ts";
import { dateOfDay, dayOfDate } from "../../domain/time/availability/calendar.ts";
import { clockTime } from "./dates.ts";
import { say } from "./say.ts";
import type { Day } from "./slots.ts";
import type { Visit } from "./visit.ts";

/** A start that can be booked. Instants. */
export type Time = { start: string; end: string; seatsLeft?: number | undefined };
/** Whose open times: an event type's, for so many minutes, in the viewer's zone. */
export type Wanted = {
  eventTypeId: number;
  timeZone: string;
  duration?: number | undefined;
  rescheduleUid?: string;
  link?: string | undefined;
};

/** The open times from one date to another in the zone wanted, both inclusive and at most 92 days; every date is there. */
export async function openTimes(visit: Visit, wanted: Wanted, from: string, to: string): Promise<Day<Time>[]> {
  const query = Object.fromEntries(
    Object.entries({ ...wanted, start: from, end: to }).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, String(value)]],
    ),
  );
  const { slots } = await visit.ask(listSlots, { query });
  const first = dayOfDate(from);
  return Array.from({ length: dayOfDate(to) - first + 1 }, (_, index) => {
    const date = dateOfDay(first + index);
    return { date, slots: slots[date] ?? [] };
  });
}

/** A time as something to choose: "10:00", with the seats that are left in a session. */
export const timeChoice = (visit: Visit, reader: Reader, { start, seatsLeft }: Time) => ({
  value: start,
  label:
    seatsLeft === undefined
      ? clockTime(reader, start)
      : `${clockTime(reader, start)} (${say(visit.texts.booking.placesLeft, { count: seatsLeft })})`,
});
