import { useEffect, useState } from "react";
import { depositOf } from "../../../src/domain/services/appointments/price.ts";
import type { ServicePage } from "../page.ts";

// What is chosen of a service stands in the address, by the names that the plain page uses: a link keeps it, and so does
// going on without scripts.

export type Shop = ServicePage["store"];
export type Service = Shop["services"][number];
export type Employee = Shop["employees"][number];
export type Choice = {
  employeeId: number | null;
  locationId: number | null;
  /** How many of each extra, by its id. */
  extras: Record<number, number>;
};

export function useChoice(shop: Shop, service: Service): [Choice, (changes: Partial<Choice>) => void] {
  const [choice, setChoice] = useState(() => choiceIn(location.search, shop, service));
  useEffect(() => {
    const onPop = () => setChoice(choiceIn(location.search, shop, service));
    addEventListener("popstate", onPop);
    return () => removeEventListener("popstate", onPop);
  }, [shop, service]);
  return [
    choice,
    (changes) => {
      const next = fitting({ ...choice, ...changes }, shop, service);
      setChoice(next);
      history.replaceState(history.state, "", addressOfChoice(next, service));
    },
  ];
}

function choiceIn(search: string, shop: Shop, service: Service): Choice {
  const query = new URLSearchParams(search);
  const extras = service.extras.flatMap(({ id, maxQuantity }): [number, number][] => {
    const count = Math.min(Math.floor(Number(query.get(`extra-${id}`)) || 0), maxQuantity);
    return count > 0 ? [[id, count]] : [];
  });
  const wanted = {
    employeeId: Number(query.get("employee")) || null,
    locationId: Number(query.get("location")) || null,
    extras: Object.fromEntries(extras),
  };
  return fitting(wanted, shop, service);
}

/** Without what does not go together. */
function fitting({ employeeId, locationId, extras }: Choice, shop: Shop, service: Service): Choice {
  const place =
    service.locationId ?? shop.locations.find(({ id }) => id === locationId)?.id ?? shop.locations[0]?.id ?? null;
  const able = staffFor(shop, service, place);
  return { extras, locationId: place, employeeId: able.some(({ id }) => id === employeeId) ? employeeId : null };
}

function addressOfChoice({ employeeId, locationId, extras }: Choice, service: Service): string {
  const query = new URLSearchParams(location.search);
  const set = (name: string, value: number | null | undefined) =>
    value ? query.set(name, String(value)) : query.delete(name);
  set("employee", employeeId);
  set("location", service.locationId === null ? locationId : null);
  for (const { id } of service.extras) set(`extra-${id}`, extras[id]);
  return query.size > 0 ? `${location.pathname}?${query}` : location.pathname;
}

/** Who performs it at the place, in the order of the staff list. */
export const staffFor = ({ employees }: Shop, { id }: Service, locationId: number | null): Employee[] =>
  employees.filter(
    ({ serviceIds, locationIds }) =>
      serviceIds.includes(id) && (locationId === null || locationIds.length === 0 || locationIds.includes(locationId)),
  );

export const extrasOf = ({ extras }: Service, choice: Choice) =>
  extras.flatMap((extra) => {
    const quantity = choice.extras[extra.id] ?? 0;
    return quantity > 0 ? [{ ...extra, quantity }] : [];
  });

/** What it takes and costs with its extras: minutes and minor units. */
export function totalOf(service: Service, choice: Choice): { minutes: number; price: number; deposit: number } {
  const extras = extrasOf(service, choice);
  const price = extras.reduce((sum, extra) => sum + extra.price * extra.quantity, service.price);
  const minutes = extras.reduce((sum, extra) => sum + extra.duration * extra.quantity, service.duration);
  return { minutes, price, deposit: depositOf(service, price) };
}

export const zoneOf = ({ locations, timeZone }: Shop, { locationId }: Pick<Choice, "locationId">): string =>
  locations.find(({ id }) => id === locationId)?.timeZone ?? timeZone;

type Place = { name: string; address: string | null; postalCode: string | null; city: string | null };
export const addressOf = ({ address, postalCode, city }: Omit<Place, "name">): string =>
  [address, [postalCode, city].filter(Boolean).join(" ")].filter(Boolean).join(", ");
export const placeInWords = (place: Place): string => [place.name, addressOf(place)].filter(Boolean).join(", ");
