import type { Html } from "./html.ts";
import { hidden } from "./parts.ts";
import type { OfferedService, Storefront } from "./storefront.ts";

/** What somebody has chosen so far on the way to a booking, as it travels in addresses and forms. */
export type Choice = {
  /** An instant. */
  time: string | null;
  /** A local date. */
  day: string | null;
  employeeId: number | null;
  locationId: number | null;
  extras: { extraId: number; quantity: number }[];
};

/** Reads a choice from a query or form. What does not go with the service is as good as not chosen. */
export function choiceOf(values: Record<string, string>, store: Storefront, service: OfferedService): Choice {
  const locationId = service.locationId ?? idAmong(values.location, store.locations) ?? store.locations[0]?.id ?? null;
  return {
    time: isInstant(values.time) ? values.time : null,
    day: isDate(values.day) ? values.day : null,
    locationId,
    employeeId: idAmong(values.employee, staffFor(store, service, locationId)),
    extras: service.extras.flatMap(({ id, maxQuantity }) => {
      const quantity = Math.min(Number(values[`extra-${id}`]) || 0, maxQuantity);
      return quantity >= 1 ? [{ extraId: id, quantity: Math.floor(quantity) }] : [];
    }),
  };
}

/** Who performs the service at the place, in the order of the staff list. */
export const staffFor = (store: Storefront, service: OfferedService, locationId: number | null) =>
  store.employees.filter(
    ({ serviceIds, locationIds }) =>
      serviceIds.includes(service.id) &&
      (locationId === null || locationIds.length === 0 || locationIds.includes(locationId)),
  );

/** The zone in which local dates of the service are meant. */
export const zoneOf = (store: Storefront, { locationId }: Choice): string =>
  store.locations.find(({ id }) => id === locationId)?.timeZone ?? store.timeZone;

const fieldsOf = ({ time, day, employeeId, locationId, extras }: Choice) => ({
  time,
  day,
  location: locationId,
  employee: employeeId,
  ...Object.fromEntries(extras.map(({ extraId, quantity }) => [`extra-${extraId}`, quantity])),
});

/** For a form that goes on with the choice. */
export const hiddenChoice = (choice: Choice): Html[] => hidden(fieldsOf(choice));

/** For a link that goes back to it. */
export const choiceQuery = (choice: Choice): string =>
  String(
    new URLSearchParams(
      Object.entries(fieldsOf(choice)).flatMap(([name, value]): [string, string][] =>
        value === null ? [] : [[name, String(value)]],
      ),
    ),
  );

/** Price in minor units and length in minutes, extras included. */
export const totalOf = (service: OfferedService, { extras }: Choice) =>
  extras.reduce(
    (sum, { extraId, quantity }) => {
      const extra = service.extras.find(({ id }) => id === extraId)!;
      return { price: sum.price + extra.price * quantity, minutes: sum.minutes + extra.duration * quantity };
    },
    { price: service.price, minutes: service.duration },
  );

const idAmong = (text: string | undefined, list: { id: number }[]): number | null =>
  list.find(({ id }) => String(id) === text)?.id ?? null;

const isInstant = (text: string | undefined): text is string =>
  /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?Z$/.test(text ?? "") && !Number.isNaN(Date.parse(text!));

export const isDate = (text: string | undefined): text is string =>
  /^(19|20|21)\d\d-\d\d-\d\d$/.test(text ?? "") && new Date(`${text}T00:00:00Z`).toJSON()?.slice(0, 10) === text;
