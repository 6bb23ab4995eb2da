import { compareCrowds } from "./booking.ts";
import { compare } from "./load.ts";
import type { World } from "./world.ts";

const halfHour = 1_800_000;
const day = 86_400_000;
const iso = (instant: number) => new Date(instant).toISOString();

/** The slots of an event type, a day and a month of them, against reading one row. */
export async function benchEventSlots(url: string, baselineUrl: string, { eventTypeIds }: World) {
  const from = Math.ceil(Date.now() / day) * day + day;
  const ask = (days: number) => ({
    url: `${url}/api/slots?eventTypeId=${eventTypeIds[0]}&start=${iso(from)}&end=${iso(from + days * day)}&timeZone=UTC`,
  });
  const figures: Record<string, unknown> = {};
  for (const [name, days] of [
    ["a day", 1],
    ["a month", 31],
  ] as const) {
    const { ours, baseline, ratio, p99 } = await compare(ask(days), { url: `${baselineUrl}/row?id=7` });
    figures[name] = { perSecond: ours, baseline, ratio, p99 };
  }
  return figures;
}

/** Bookings of one free slot of an event type after another, against bare inserts under the same exclusion constraint. */
export async function benchEventBooking(
  url: string,
  baselineUrl: string,
  { eventTypeIds }: World,
  settled: () => Promise<void>,
) {
  const first = Math.ceil(Date.now() / 3_600_000) * 3_600_000 + 3_600_000;
  const slot = (number: number) => {
    const start = first + Math.floor(number / eventTypeIds.length) * halfHour;
    return { place: number % eventTypeIds.length, start, end: start + halfHour };
  };
  let booked = 0;
  let inserted = 0;
  const ours = {
    url: `${url}/api/book/event`,
    method: "POST" as const,
    body: () => {
      const { place, start } = slot(booked++);
      return {
        eventTypeId: eventTypeIds[place],
        start: iso(start),
        timeZone: "UTC",
        responses: { name: `Customer ${booked}`, email: `customer${booked % 500}@example.com` },
      };
    },
  };
  const bare = {
    url: `${baselineUrl}/claim`,
    method: "POST" as const,
    body: () => {
      const { place, start, end } = slot(inserted++);
      return { calendarId: 1_000_000 + place, startTime: iso(start), endTime: iso(end) };
    },
  };
  return compareCrowds(ours, bare, settled);
}
