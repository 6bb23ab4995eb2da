import { conflict, DomainError, invalid, refuse } from "../../../platform/errors.ts";
import type { Context } from "../../../platform/operation.ts";
import { MINUTE } from "../../time/availability/calendar.ts";
import { lockCalendars } from "../../time/calendars/claims.ts";
import { chooseExtras, minutesOf } from "../appointments/extras.ts";
import type { ChosenExtra } from "../appointments/write.ts";
import { type Plan, readPlan } from "../availability/plan.ts";
import { type Except, searchFor } from "../availability/search.ts";
import type { Part } from "./layout.ts";
import type { Wanted } from "./schema.ts";

/** A service of a visit, and the minutes that it takes beyond the service's own. */
export type Asked = { plan: Plan; extraMinutes: number };
/** The same with the extras that it was asked for with. */
export type Ordered = Asked & { extras: ChosenExtra[] };

/** The plans and extras of what was asked for. Refuses what cannot be part of a visit. */
export async function readAsked(context: Context, { services, locationId }: Wanted): Promise<Ordered[]> {
  const asked: Ordered[] = [];
  for (const [index, { serviceId, employeeId, extras }] of services.entries()) {
    const plan = await readPlan(context, { serviceId, employeeId, locationId, resources: [] }).catch((error) => {
      throw ofService(error, index);
    });
    const field = `services.${index}.serviceId`;
    if (plan.service.enableGroupBooking)
      throw refuse(conflict, `${plan.service.name} is a group session, which is booked by itself.`, [
        { field, message: "Is a group session" },
      ]);
    if (plan.service.currency !== (asked[0] ?? { plan }).plan.service.currency)
      throw invalid(field, `${plan.service.name} is paid in another currency: book it by itself`);
    const chosen = await chooseExtras(context, plan.service.id, extras, `services.${index}.`);
    asked.push({ plan, extras: chosen, extraMinutes: minutesOf(chosen) });
  }
  return asked;
}

/** A refusal that names a field of one service says of which; a place is the visit's. */
function ofService(error: unknown, index: number): unknown {
  if (!(error instanceof DomainError) || !error.details) return error;
  const details = error.details.map((detail) =>
    detail.field === "locationId" ? detail : { ...detail, field: `services.${index}.${detail.field}` },
  );
  return new DomainError(error.type, error.message, details);
}

type Range = {
  from: number;
  to: number;
  timeZone?: string | undefined;
  except?: Except | undefined;
  grid?: "offered" | "recent";
};

/** What decides when each of the services can begin, for visits that begin in [from, to), epoch milliseconds. */
export async function searchParts(context: Context, asked: Asked[], range: Range): Promise<Part[]> {
  const parts: Part[] = [];
  // The last one begins at most so much later than the first, pauses included.
  const later = asked.reduce(
    (sum, { plan: { service }, extraMinutes }) =>
      sum + service.duration + extraMinutes + service.bufferTimeBefore + service.bufferTimeAfter,
    0,
  );
  for (const [place, one] of asked.entries()) {
    const search = await searchFor(context, one.plan, {
      from: range.from,
      to: place === 0 ? range.to : range.to + later * MINUTE,
      extraMinutes: one.extraMinutes,
      grid: range.grid ?? "offered",
      ...(range.timeZone ? { bookerZone: range.timeZone } : {}),
      ...(range.except ? { except: range.except } : {}),
    });
    parts.push({ plan: one.plan, search });
  }
  return parts;
}

/** Keeps every calendar that the visit may take to this transaction: all at once, so that racing visits take turns. */
export async function lockAllOf(context: Context, asked: Asked[]): Promise<void> {
  const ids = asked.flatMap(({ plan }) => [
    ...plan.candidates.map(({ calendarId }) => calendarId),
    ...plan.resources.flatMap(({ calendarIds }) => calendarIds),
  ]);
  await lockCalendars(context, [...new Set(ids)]);
}
