import type { z } from "zod";
import { missing, notFound } from "../../../platform/errors.ts";
import { type Context, operation } from "../../../platform/operation.ts";
import { epoch, iso } from "../../../platform/schemas.ts";
import { DAY, dateOfDay, dayOfDate, MINUTE } from "../../time/availability/calendar.ts";
import { explain } from "../../time/availability/explain.ts";
import { findSlots, type Slot, type SlotSearch } from "../../time/availability/slots.ts";
import { instantOf, localDate } from "../../time/availability/zone.ts";
import { chooseExtras, minutesOf } from "../appointments/extras.ts";
import { appointmentOfHandle } from "../appointments/store.ts";
import { readAppointment } from "../appointments/view.ts";
import { type Plan, readPlan } from "./plan.ts";
import { nextDate, rangeOf } from "./range.ts";
import { Availability, AvailabilityQuery, type Days } from "./schema.ts";
import { searchFor, type Wanted } from "./search.ts";

type Query = z.output<typeof AvailabilityQuery>;

export const getAvailability = operation({
  name: "availability.get",
  http: "GET /api/services/availability",
  tool: "check_availability",
  access: "public",
  tenant: { subdomain: "subdomain" },
  plans: true,
  summary: "The open slots of a service, or why an instant is not one",
  description:
    "Every slot listed can be booked by `POST /api/services/book`. With `explain`, the ordered reasons why an instant cannot.",
  query: AvailabilityQuery,
  output: Availability,
  errors: [notFound],
  async run(context, query) {
    const plan = await readPlan(context, {
      serviceId: query.serviceId,
      employeeId: query.employeeId,
      locationId: query.locationId,
      resources: query.resourceId ? [{ resourceId: query.resourceId, quantity: 1 }] : [],
    });
    const zone = query.timeZone ?? plan.zone;
    const about = { ...(await lengthOf(context, plan, query)), bookerZone: zone };
    if (query.explain) return explainStart(context, plan, query.explain, zone, about);
    const { first, last } = rangeOf(context, plan.zone, query);
    const search = await searchFor(context, plan, {
      from: instantOf(plan.zone, first, 0),
      to: instantOf(plan.zone, nextDate(last), 0),
      ...about,
    });
    return { timeZone: zone, days: byDay(findSlots(search), zone, query.timeZone ? null : { first, last }) };
  },
});

/** How much longer than the service it shall be: by its extras, or as long as the appointment that is to be moved. */
async function lengthOf(
  context: Context,
  plan: Plan,
  { moving, extras }: Query,
): Promise<Pick<Wanted, "extraMinutes" | "except">> {
  if (!moving) return { extraMinutes: minutesOf(await chooseExtras(context, plan.service.id, extrasOf(extras))) };
  const handle = await appointmentOfHandle(context, moving);
  if (!handle) throw missing("appointment", moving, "moving");
  const { startTime, endTime } = await readAppointment(context, handle.id);
  // A seat leaves its session where it is.
  const except = handle.seatId === null ? { appointmentIds: [handle.id] } : {};
  return { extraMinutes: (epoch(endTime) - epoch(startTime)) / MINUTE - plan.service.duration, except };
}

/** Slots by the viewer's date. In the business's own zone every date asked for is there, an empty one too. */
function byDay(slots: Slot[], zone: string, range: { first: string; last: string } | null): Days["days"] {
  const days = new Map<string, Days["days"][number]>();
  if (range)
    for (let day = dayOfDate(range.first); day <= dayOfDate(range.last); day++)
      days.set(dateOfDay(day), { date: dateOfDay(day), slots: [] });
  for (const { start, end, hostIds, seatsLeft } of slots) {
    const date = localDate(zone, start);
    const day = days.get(date) ?? { date, slots: [] };
    day.slots.push({
      startTime: iso(start),
      endTime: iso(end),
      employeeIds: hostIds,
      ...(seatsLeft === undefined ? {} : { seatsLeft }),
    });
    days.set(date, day);
  }
  return [...days.values()];
}

async function explainStart(context: Context, plan: Plan, instant: string, zone: string, about: Partial<Wanted>) {
  const start = epoch(instant);
  const range = { from: start - DAY, to: start + DAY + MINUTE, grid: "recent" } as const;
  const search: SlotSearch = await searchFor(context, plan, { ...range, ...about });
  const names = new Map(plan.candidates.map(({ employeeId, name }) => [employeeId, name]));
  const { bookable, reasons } = explain({ ...search, from: start, to: start + 1 }, start, names);
  // What keeps somebody busy is staff's to know: a visitor learns that it is taken.
  const detailed = context.caller.abilities.has("appointments:read");
  return {
    timeZone: zone,
    startTime: iso(start),
    bookable,
    reasons: reasons.map(({ hostId, details, source, ...reason }) => ({
      ...reason,
      source: !detailed && (reason.rule === "busy" || reason.rule === "buffer") ? "busy time" : source,
      ...(hostId === undefined ? {} : { employeeId: hostId }),
      ...(details && detailed ? { details: details as Record<string, unknown> } : {}),
    })),
  };
}

const extrasOf = (text: string | undefined) =>
  (text ?? "")
    .split(",")
    .filter(Boolean)
    .map((part) => {
      const [id, quantity = "1"] = part.split(":");
      return { extraId: Number(id), quantity: Number(quantity) };
    });
