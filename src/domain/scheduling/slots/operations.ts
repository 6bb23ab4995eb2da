import { badRequest, conflict, DomainError, notFound } from "../../../platform/errors.ts";
import { type Context, operation } from "../../../platform/operation.ts";
import { epoch, iso } from "../../../platform/schemas.ts";
import { DAY, MINUTE } from "../../time/availability/calendar.ts";
import { beginningOf, endOf } from "../../time/availability/edges.ts";
import { explain } from "../../time/availability/explain.ts";
import { findSlots, type Slot } from "../../time/availability/slots.ts";
import { localDate } from "../../time/availability/zone.ts";
import { bookingOfHandle, type Handled } from "../bookings/handle.ts";
import { planOfBooking } from "../bookings/hosts.ts";
import { partyOf } from "../bookings/party.ts";
import { checkLink } from "../private-links/store.ts";
import { chooseHosts } from "./choose.ts";
import { lengthsOf } from "./lengths.ts";
import { type EventPlan, readEventPlan } from "./plan.ts";
import { Explanation, refOf, SlotInstant, SlotRange, Slots } from "./schema.ts";
import { searchFor, type Wanted } from "./search.ts";

const mostDays = 92;
const tenant = { subdomain: "subdomain", username: "username", eventType: "eventTypeId" } as const;

export const listSlots = operation({
  name: "slots.list",
  http: "GET /api/slots",
  tool: "get_available_slots",
  access: "public",
  tenant,
  plans: true,
  summary: "The open slots of an event type, by the viewer's date",
  description: "Every slot listed can be booked by `POST /api/book/event`.",
  query: SlotRange,
  output: Slots,
  errors: [notFound, conflict],
  run: (context, query) => slotsOf(context, query),
});

export const listExtensionSlots = operation({
  name: "extension.slots",
  http: "GET /api/extension/slots",
  access: "event-types:read",
  plans: true,
  summary: "The open slots of an event type, for browser extensions",
  query: SlotRange,
  output: Slots,
  errors: [notFound, conflict],
  run: (context, query) => slotsOf(context, query),
});

export const explainSlot = operation({
  name: "slots.explain",
  http: "GET /api/slots/explain",
  tool: "explain_slot",
  access: "public",
  tenant,
  plans: true,
  summary: "Why an instant can or cannot be booked, and who would take it",
  query: SlotInstant,
  output: Explanation,
  errors: [notFound, conflict],
  async run(context, query) {
    const { plan, moving } = await subjectOf(context, query);
    const start = epoch(query.start);
    const about = await aboutOf(context, plan, moving, query);
    const range = { from: start - DAY, to: start + DAY + MINUTE, grid: "recent" } as const;
    const { search, hosts } = await searchFor(context, plan, { ...range, ...about });
    const names = new Map(hosts.map(({ userId, name }) => [userId, name]));
    const asked = { ...search, from: start, to: start + 1 };
    const { bookable, reasons } = explain(asked, start, names);
    const inside = isMember(context);
    const [slot] = bookable && inside ? findSlots(asked) : [];
    const able = slot ? slot.hostIds.map((id) => hosts.find(({ userId }) => userId === id)!) : [];
    const choice = slot ? await chooseHosts(context, plan, able, start) : null;
    return {
      eventTypeId: plan.eventType.id,
      timeZone: about.bookerZone,
      start: iso(start),
      bookable,
      reasons: reasons.map(({ hostId, details, source, ...reason }) => ({
        ...reason,
        // What keeps somebody busy is the business's to know: a visitor learns that it is taken.
        source: !inside && (reason.rule === "busy" || reason.rule === "buffer") ? "busy time" : source,
        ...(hostId === undefined || !inside ? {} : { userId: hostId }),
        ...(details && inside ? { details: details as Record<string, unknown> } : {}),
      })),
      assignment: choice && {
        rule: choice.assignment?.rule ?? "there is no choice",
        hostIds: choice.hosts.map(({ userId }) => userId),
        ranking: choice.assignment?.ranking ?? [],
      },
    };
  },
});

type Query = {
  eventTypeId?: number | undefined;
  username?: string | undefined;
  team?: string | undefined;
  slug?: string | undefined;
  start?: string | undefined;
  end?: string | undefined;
  timeZone?: string | undefined;
  duration?: number | undefined;
  rescheduleUid?: string | undefined;
  link?: string | undefined;
};

async function slotsOf(context: Context, query: Query) {
  const { plan, moving } = await subjectOf(context, query);
  const about = await aboutOf(context, plan, moving, query);
  const zone = about.bookerZone;
  const { search } = await searchFor(context, plan, { ...rangeOf(context, query, zone), ...about });
  return {
    eventTypeId: plan.eventType.id,
    timeZone: zone,
    duration: about.lengthMinutes,
    slots: byDate(findSlots(search), zone, plan, isMember(context)),
  };
}

type Subject = { plan: EventPlan; moving: Handled | null };
/** What is to be booked, or moved: that is possible also where nothing new is taken. */
async function subjectOf(context: Context, query: Query): Promise<Subject> {
  const ref = refOf(query);
  if (!query.rescheduleUid) return { plan: await readEventPlan(context, ref), moving: null };
  const moving = await bookingOfHandle(context, query.rescheduleUid);
  const plan = await readEventPlan(context, ref, { evenInactive: true });
  if (moving.eventTypeId !== plan.eventType.id)
    throw refuseQuery("rescheduleUid", "Is a booking of another event type, and moves within that alone");
  return { plan: await planOfBooking(context, plan, moving.id), moving };
}

/** How long, in whose zone, for how many, and what is being moved. */
async function aboutOf(
  context: Context,
  plan: EventPlan,
  moving: Handled | null,
  { duration, timeZone, link }: Query,
): Promise<Pick<Wanted, "lengthMinutes" | "bookerZone" | "except" | "seats">> {
  const { eventType } = plan;
  // What moves has used its link already.
  if (link && !moving) await checkLink(context, eventType.id, link);
  const bookerZone = eventType.lockTimeZone ? plan.zone : (timeZone ?? plan.zone);
  const lengths = lengthsOf(eventType);
  const own = moving ? (epoch(moving.endsAt) - epoch(moving.startsAt)) / MINUTE : eventType.length;
  const lengthMinutes = duration ?? own;
  // Hosts may give what they move any length.
  if (lengthMinutes !== own && !lengths.includes(lengthMinutes) && !(moving && isMember(context)))
    throw refuseQuery("duration", `Must be one of ${lengths.join(", ")}`);
  // Somebody who changes their seat leaves the session where it is, unless nobody is left in it.
  const party = moving?.seat && moving.seats !== null ? await partyOf(context, moving.id, moving.seat) : null;
  const makesWay = moving && (moving.seats === null || party?.alone);
  return {
    lengthMinutes,
    bookerZone,
    ...(party ? { seats: party.uids.length } : {}),
    ...(makesWay ? { except: { bookingId: moving.id } } : {}),
  };
}

/** Epoch milliseconds. Dates are the viewer's, the last one included. */
function rangeOf(context: Context, { start, end }: Query, zone: string): { from: number; to: number } {
  const from = start === undefined ? context.now : beginningOf(start, zone);
  const to = end === undefined ? from + 7 * DAY : endOf(end, zone);
  if (to <= from) throw refuseQuery("end", "Must be after start");
  if (to - from > (mostDays + 1) * DAY) throw refuseQuery("end", `Must be within ${mostDays} days of start`);
  return { from, to };
}
const refuseQuery = (field: string, message: string) =>
  new DomainError(badRequest, "Invalid request parameters", [{ field, message }]);

type Shown = { start: string; end: string; seatsLeft?: number; hostIds?: number[] };
function byDate(slots: Slot[], zone: string, { eventType }: EventPlan, inside: boolean): Record<string, Shown[]> {
  const days: Record<string, Shown[]> = {};
  const { seatsPerTimeSlot: seats, seatsShowAvailabilityCount: counted } = eventType;
  for (const { start, end, hostIds, seatsLeft } of slots) {
    const date = localDate(zone, start);
    days[date] ??= [];
    days[date].push({
      start: iso(start),
      end: iso(end),
      ...(seats && (counted || inside) ? { seatsLeft: seatsLeft ?? seats } : {}),
      ...(inside ? { hostIds } : {}),
    });
  }
  return days;
}

const isMember = ({ caller }: Context) => caller.abilities.has("bookings:read");
