import { useCallback, useEffect, useState } from "react";
import { listSlots } from "../../src/domain/scheduling/slots/operations.ts";
import { getAvailability } from "../../src/domain/services/availability/operations.ts";
import { searchVisits } from "../../src/domain/services/visits/operations.ts";
import { call } from "../shared/api.ts";
import { dateIn, firstOf, lastOf, monthOf, plusMonths } from "./dates.ts";

export type Slot = { start: string; end: string; seatsLeft?: number | undefined };
/** By date; those without slots are left out. */
export type Days = Record<string, Slot[]>;
/** Whose times, how long and for whom: what decides which are open. */
export type EventWish = {
  eventTypeId: number;
  timeZone: string;
  duration: number;
  link?: string | undefined;
  rescheduleUid?: string | undefined;
};
/** The same of a service. `timeZone`: where they are performed. */
export type ServiceWish = {
  subdomain: string;
  serviceId: number;
  timeZone: string;
  employeeId: number | null;
  locationId: number | null;
  extras: { extraId: number; quantity: number }[];
  /** The appointment that is to be moved. */
  moving?: string | undefined;
};
/** Of a visit with several services, one after the other. */
export type VisitWish = {
  subdomain: string;
  services: { serviceId: number; employeeId: number | null; extras: { extraId: number; quantity: number }[] }[];
  timeZone: string;
  locationId: number | null;
};
/** Of a visit that is to be moved, by the handle of one of its appointments. */
export type MoveVisitWish = { moving: string; timeZone: string };
/** What is to be booked, and what may also be moved. */
export type NewWish = EventWish | ServiceWish | VisitWish;
export type Wish = NewWish | MoveVisitWish;

const kept = new Map<string, Promise<Days>>();
const keyOf = (wish: Wish, month: string) => JSON.stringify([wish, month]);

/** The open times of a month, from today on. Asked once, until they are forgotten. */
function load(wish: Wish, month: string): Promise<Days> {
  const key = keyOf(wish, month);
  const known = kept.get(key);
  if (known) return known;
  const today = dateIn(wish.timeZone, Date.now());
  const start = monthOf(today) === month ? today : firstOf(month);
  const asked = ask(wish, start, lastOf(month));
  kept.set(key, asked);
  asked.catch(() => kept.delete(key));
  return asked;
}

function ask(wish: Wish, from: string, to: string): Promise<Days> {
  if ("eventTypeId" in wish) return askMeeting(wish, from, to);
  return "serviceId" in wish ? askService(wish, from, to) : askVisit(wish, from, to);
}

async function askMeeting(wish: EventWish, start: string, end: string): Promise<Days> {
  const input = { ...wish, eventTypeId: String(wish.eventTypeId), duration: String(wish.duration) };
  return (await call(listSlots, { ...input, start, end })).slots;
}

async function askService(wish: ServiceWish, from: string, to: string): Promise<Days> {
  const { subdomain, serviceId, employeeId, locationId, extras, moving, timeZone } = wish;
  const answer = await call(getAvailability, {
    subdomain,
    serviceId: String(serviceId),
    ...(employeeId === null ? {} : { employeeId: String(employeeId) }),
    ...(locationId === null ? {} : { locationId: String(locationId) }),
    ...(extras.length > 0 ? { extras: extras.map((one) => `${one.extraId}:${one.quantity}`).join(",") } : {}),
    ...(moving ? { moving } : {}),
    timeZone,
    from,
    to,
  });
  return "days" in answer ? byDate(answer.days) : {};
}

const askVisit = async (wish: VisitWish | MoveVisitWish, from: string, to: string): Promise<Days> =>
  byDate((await call(searchVisits, { ...wish, from, to })).days);

type Answered = { date: string; slots: { startTime: string; endTime: string; seatsLeft?: number | undefined }[] }[];
function byDate(days: Answered): Days {
  return Object.fromEntries(
    days
      .filter(({ slots }) => slots.length > 0)
      .map(({ date, slots }) => [
        date,
        slots.map(({ startTime, endTime, seatsLeft }) => ({ start: startTime, end: endTime, seatsLeft })),
      ]),
  );
}

/** After a time was lost, or somebody has booked: what was known no longer holds. */
export const forgetSlots = () => kept.clear();

const isOpen = (days: Days) => Object.keys(days).length > 0;
/** Looked through together, the next two first: the one that is shown and its neighbour are needed anyway. */
const ahead = [
  [0, 1],
  [2, 3, 4],
  [5, 6, 7],
  [8, 9, 10, 11, 12],
];

/** The first month from `from` to `last` with something open; null where there is none. At most a year is looked through. */
export async function firstOpenMonth(wish: Wish, from: string, last: string): Promise<string | null> {
  for (const steps of ahead) {
    const months = steps.map((step) => plusMonths(from, step)).filter((month) => month <= last);
    const found = await Promise.all(months.map((month) => load(wish, month)));
    const open = found.findIndex(isOpen);
    if (open >= 0) return months[open]!;
  }
  return null;
}

export type Loaded = { days: Days | null; failed: boolean };

/** The open times of the month that is shown; the next one is fetched ahead. `again` asks anew. */
export function useMonth(wish: Wish, month: string): Loaded & { again: () => void } {
  const [round, setRound] = useState(0);
  const key = `${keyOf(wish, month)}${round}`;
  const [found, setFound] = useState<Loaded & { key: string }>({ key: "", days: null, failed: false });
  useEffect(() => {
    let left = false;
    load(wish, month).then(
      (days) => {
        if (left) return;
        setFound({ key, days, failed: false });
        load(wish, plusMonths(month, 1)).catch(() => undefined);
      },
      () => left || setFound({ key, days: null, failed: true }),
    );
    return () => {
      left = true;
    };
  }, [key]);
  const again = useCallback(() => {
    forgetSlots();
    setRound((before) => before + 1);
  }, []);
  return found.key === key ? { days: found.days, failed: found.failed, again } : { days: null, failed: false, again };
}
