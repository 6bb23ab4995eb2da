import type { Schedule, Trip } from "./hours.ts";
import { localDate } from "./zone.ts";

// Where somebody is: a traveller keeps their hours on the clock of the place they are at.

type Whereabouts = Pick<Schedule, "zone" | "travel">;

const covers = ({ from, until }: Trip, date: string) => from <= date && (until === null || date <= until);

/** The zone in which the hours of a local date 'YYYY-MM-DD' are read. */
export const zoneOn = ({ zone, travel = [] }: Whereabouts, date: string): string =>
  travel.find((trip) => covers(trip, date))?.zone ?? zone;

/** The zone of the clock that the person looks at at an instant (epoch milliseconds). */
export const zoneAt = ({ zone, travel = [] }: Whereabouts, instant: number): string =>
  travel.find((trip) => covers(trip, localDate(trip.zone, instant)))?.zone ?? zone;

/** Every zone that counts, home first, each once. */
export const zonesOf = ({ zone, travel = [] }: Whereabouts): string[] => [
  ...new Set([zone, ...travel.map((trip) => trip.zone)]),
];

type Traveller = { zone: string; schedule?: Schedule };

/** The same for a host of a search, whose schedule may be unknown. */
export const zoneOfHost = ({ zone, schedule }: Traveller, instant: number): string =>
  schedule?.travel?.length ? zoneAt(schedule, instant) : zone;

/** The clock that a host's grid of starts follows. */
export const clockOf = (host: Traveller | undefined) =>
  host?.schedule?.travel?.length ? (instant: number) => zoneOfHost(host, instant) : (host?.zone ?? "UTC");
