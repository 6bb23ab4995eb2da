import type { z } from "zod";
import { findPublicEventTypes } from "../../domain/scheduling/event-types/public.ts";
import type { PublicEventType } from "../../domain/scheduling/event-types/public-schema.ts";
import { listSlots } from "../../domain/scheduling/slots/operations.ts";
import { badRequest, conflict, missing, notFound } from "../../platform/errors.ts";
import { refusedAs } from "./errors.ts";
import type { Own } from "./meeting-own.ts";
import { enter, type Storefront } from "./storefront.ts";
import type { Visit } from "./visit.ts";

export type { Own };
export type OfferedType = z.output<typeof PublicEventType>;
/** An event type as it is offered at an address: a person's, a team's, or behind a private link. */
export type Offer = {
  type: OfferedType & { zone: string; weekStart: number };
  /** Its address here, and that of the page which lists it. */
  path: string;
  back: string | null;
  link?: string;
  /** Whose page it is. */
  store: Storefront;
};

/** The event type that the address names. The page is then in its business's name and colours. */
export async function offerOf(visit: Visit): Promise<Offer> {
  const { username, subdomain, team, slug, link } = visit.params;
  const query = link
    ? { link }
    : team
      ? { subdomain: subdomain!, team, slug: slug! }
      : { username: username!, slug: slug! };
  const { business, eventTypes } = await visit.ask(findPublicEventTypes, { query });
  const [type] = eventTypes;
  if (!type || (link && slug && slug !== type.slug)) throw missing("event type", slug);
  const store = await enter(visit, { subdomain: business.subdomain });
  const zone = await zoneOf(visit, type, link).catch((error) => {
    refusedAs(error, badRequest, conflict, notFound);
    return business.timeZone;
  });
  const back = link ? null : team ? `/team/${subdomain}/${team}` : `/${username}`;
  return {
    type: { ...type, locations: distinct(type.locations), zone, weekStart: store.weekStart },
    path: link ? `/d/${link}/${type.slug}` : `${back}/${type.slug}`,
    back,
    store,
    ...(link ? { link } : {}),
  };
}

/** The zone in which the event type is offered to somebody who has not said where they are: its host's. */
async function zoneOf(visit: Visit, { id }: OfferedType, link: string | undefined): Promise<string> {
  const day = new Date(visit.now).toISOString().slice(0, 10);
  const query = { eventTypeId: String(id), start: day, end: day, ...(link ? { link } : {}) };
  return (await visit.ask(listSlots, { query })).timeZone;
}

/** Places whose addresses are told after the booking look alike before it. */
const distinct = (locations: OfferedType["locations"]) => [
  ...new Map(locations.map((location) => [JSON.stringify(location), location])).values(),
];

/** Whom one meets: the team, where one of many will be it. */
export function hostsInWords({ locale, host }: Visit, { type }: { type: OfferedType }): string {
  if (type.team && type.schedulingType !== "collective" && type.hosts.length > 1) return type.team.name;
  const names = type.hosts.map(({ name }) => name);
  return names.length > 0 ? new Intl.ListFormat(locale).format(names) : (host?.name ?? "Schedly");
}

/** Where somebody who has booked goes on: the booking's page, or the one that the event type names. */
export function onwardTo({ type }: Offer, own: Own): string {
  const here = `/booking/${own.seatUid ?? own.uid}?new=1`;
  if (!type.successRedirectUrl) return here;
  const url = new URL(type.successRedirectUrl);
  if (!type.forwardParamsSuccessRedirect) return url.href;
  const booker = own.attendees.find(({ guest }) => !guest);
  const told = {
    uid: own.seatUid ?? own.uid,
    type: own.type,
    title: own.title,
    status: own.status.toUpperCase(),
    startTime: own.startTime,
    endTime: own.endTime,
    attendeeName: booker?.name,
    email: booker?.email,
    hostName: own.hosts[0]?.name,
  };
  for (const [name, value] of Object.entries(told)) if (value) url.searchParams.set(name, value);
  return url.href;
}
