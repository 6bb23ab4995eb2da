import { useEffect, useState } from "react";
import { getStorefront } from "../../../src/domain/services/storefront/operations.ts";
import type { createVisit } from "../../../src/domain/services/visits/operations.ts";
import { type Answer, call } from "../../shared/api.ts";
import type { ServiceWish, VisitWish } from "../slots.ts";
import { type Choice, extrasOf, type Service, type Shop, staffFor, totalOf } from "./choice.ts";
import type { Asked } from "./questions.ts";
import type { Appointment } from "./service.tsx";

// Further services in the same visit. They stand in the address as `with=7.3x2,8`: service 7 with two of extra 3, and 8.

export type Added = { service: Service; extras: Record<number, number> };
export type Visit = Answer<typeof createVisit>;
type Wanted = { id: number; extras: Record<number, number> };

const parameter = "with";

/** What goes with the service of the page, and a way to change it. All that is offered is asked for when it is needed. */
export function useAdded(shop: Shop, service: Service, choice: Choice) {
  const [wanted, setWanted] = useState(() => wantedIn(location.search));
  const [whole, setWhole] = useState<Shop | null>(null);
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    const onPop = () => setWanted(wantedIn(location.search));
    addEventListener("popstate", onPop);
    return () => removeEventListener("popstate", onPop);
  }, []);
  const load = () => {
    setFailed(false);
    if (!whole) call(getStorefront, { subdomain: shop.subdomain }).then(setWhole, () => setFailed(true));
  };
  useEffect(() => {
    if (wanted.length > 0) load();
  }, []);
  const offered = whole ? fittingWith(whole, service, choice) : [];
  const added = wanted.flatMap(({ id, extras }): Added[] => {
    const other = offered.find((one) => one.id === id);
    return other ? [{ service: other, extras }] : [];
  });
  const change = (next: Wanted[]) => {
    setWanted(next);
    history.replaceState(history.state, "", addressOf(next));
  };
  return {
    added,
    /** Chosen by a link, and not known yet. */
    waiting: wanted.length > 0 && !whole && !failed,
    failed,
    known: whole !== null,
    whole: whole ?? shop,
    offered: offered.filter(({ id }) => !wanted.some((one) => one.id === id)),
    load,
    add: (id: number) => change([...wanted, { id, extras: {} }]),
    remove: (id: number) => change(wanted.filter((one) => one.id !== id)),
    setExtras: (id: number, extras: Record<number, number>) =>
      change(wanted.map((one) => (one.id === id ? { id, extras } : one))),
  };
}

function wantedIn(search: string): Wanted[] {
  const parts = (new URLSearchParams(search).get(parameter) ?? "")
    .split(",")
    .filter((part) => /^\d+(\.\d+(x\d+)?)*$/.test(part));
  return parts.map((part) => {
    const [id, ...extras] = part.split(".");
    return {
      id: Number(id),
      extras: Object.fromEntries(
        extras.map((extra) => extra.split("x").map(Number)).map(([one, count = 1]) => [one!, count]),
      ),
    };
  });
}

function addressOf(wanted: Wanted[]): string {
  const query = new URLSearchParams(location.search);
  const text = wanted
    .map(({ id, extras }) =>
      [id, ...Object.entries(extras).flatMap(([extra, count]) => (count > 0 ? [`${extra}x${count}`] : []))].join("."),
    )
    .join(",");
  if (text) query.set(parameter, text);
  else query.delete(parameter);
  return query.size > 0 ? `${location.pathname}?${query}` : location.pathname;
}

/** What the API takes as one visit with the service, at the place that is chosen, and somebody there performs. */
const fittingWith = (shop: Shop, service: Service, { locationId }: Choice): Service[] =>
  shop.services.filter(
    (other) =>
      other.id !== service.id &&
      other.currency === service.currency &&
      !other.enableGroupBooking &&
      (other.locationId === null || locationId === null || other.locationId === locationId) &&
      staffFor(shop, other, locationId).length > 0,
  );

/** What is asked with all of it; what several services ask is one question. */
export function askedWith(service: Service, added: Added[]): Asked {
  const all = [service, ...added.map((one) => one.service)].flatMap(({ customFields }) => customFields);
  return { customFields: [...new Map(all.map((field) => [field.key, field])).values()] };
}

/** What all of it takes and costs: minutes and minor units. */
export function totalWith(service: Service, choice: Choice, added: Added[]): ReturnType<typeof totalOf> {
  const all = [
    totalOf(service, choice),
    ...added.map((one) => totalOf(one.service, { ...choice, extras: one.extras })),
  ];
  return {
    minutes: all.reduce((sum, { minutes }) => sum + minutes, 0),
    price: all.reduce((sum, { price }) => sum + price, 0),
    deposit: all.reduce((sum, { deposit }) => sum + deposit, 0),
  };
}

/** The wish for all of it. Whoever was chosen performs what they can; the rest whoever is free. */
export function visitWish(wish: ServiceWish, shop: Shop, choice: Choice, added: Added[]): VisitWish {
  const { subdomain, serviceId, timeZone, employeeId, locationId, extras } = wish;
  const others = added.map(({ service, extras: chosen }) => ({
    serviceId: service.id,
    employeeId: staffFor(shop, service, locationId).some(({ id }) => id === employeeId) ? employeeId : null,
    extras: extrasOf(service, { ...choice, extras: chosen }).map(({ id, quantity }) => ({ extraId: id, quantity })),
  }));
  return { subdomain, timeZone, locationId, services: [{ serviceId, employeeId, extras }, ...others] };
}

/** A visit as one appointment, for the page that says that it is booked. */
export function asOne({ appointments, startTime, endTime, status, price, depositAmount }: Visit): Appointment {
  const [first] = appointments as [Appointment];
  const people = new Set(appointments.flatMap(({ employee }) => (employee ? [employee.name] : [])));
  return {
    ...first,
    startTime,
    endTime,
    status,
    price,
    depositAmount,
    service: { ...first.service, name: appointments.map(({ service }) => service.name).join(", ") },
    employee: first.employee && { ...first.employee, name: [...people].join(", ") },
    extras: appointments.flatMap(({ extras }) => extras),
    visit: appointments,
  };
}
