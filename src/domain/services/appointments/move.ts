import type { Row } from "../../../platform/database.ts";
import { invalid } from "../../../platform/errors.ts";
import type { Context } from "../../../platform/operation.ts";
import { epoch } from "../../../platform/schemas.ts";
import { MINUTE } from "../../time/availability/calendar.ts";
import { type Plan, readPlan } from "../availability/plan.ts";
import { minutesOf } from "./extras.ts";
import { refuseTooLong } from "./length.ts";
import type { AppointmentView, Changes } from "./schema.ts";
import { resourcesBeyondService } from "./store.ts";
import type { Wish } from "./take.ts";
import type { ChosenExtra } from "./write.ts";

// What a change makes of an appointment's time: pure but for reading the plan.

type Stored = Row<"appointments">;

/** The service, people and things as they will be. Untouched ones stay, even where they would not be offered any more. */
export async function planAfter(
  context: Context,
  stored: Stored,
  before: AppointmentView,
  changes: Changes,
  by: Wish["by"],
): Promise<Plan> {
  const employeeId = changes.employeeId === undefined ? stored.employeeId : changes.employeeId;
  const otherService = isOtherService(stored, changes);
  const plan = await readPlan(context, {
    serviceId: changes.serviceId ?? stored.serviceId,
    employeeId,
    locationId: changes.locationId === undefined ? stored.locationId : changes.locationId,
    // What the old service needed is not the new one's.
    resources:
      changes.resources ??
      (otherService ? await resourcesBeyondService(context, stored.serviceId, before.resources) : before.resources),
    byStaff: by === "time",
    evenDeleted: true,
  });
  // Nobody's appointment stays nobody's until staff say whose it is.
  return employeeId === null && by === "time" ? { ...plan, candidates: [] } : plan;
}

export const isOtherService = (stored: Stored, { serviceId }: Changes) =>
  serviceId !== undefined && serviceId !== stored.serviceId;

/** Whether a change may take other time than before. */
export const touchesTime = ({ startTime, endTime, employeeId, serviceId, resources, extras }: Changes): boolean =>
  [startTime, endTime, employeeId, serviceId, resources, extras].some((value) => value !== undefined);

/**
 * When it will be. An end that is not given follows: another service brings its length, extras add and take theirs, and
 * what is only moved lasts as long as before.
 */
export function wishAfter(
  stored: Stored,
  before: AppointmentView,
  plan: Plan,
  extras: ChosenExtra[] | null,
  changes: Changes,
  how: { by: Wish["by"]; bookerZone?: string },
): Wish {
  const [startsAt, endsAt] = [epoch(stored.startsAt), epoch(stored.endsAt)];
  const start = changes.startTime ? epoch(changes.startTime) : startsAt;
  const had = minutesOf(before.extras);
  const has = extras ? minutesOf(extras) : had;
  const length = isOtherService(stored, changes)
    ? (plan.service.duration + has) * MINUTE
    : Math.max(endsAt - startsAt + (has - had) * MINUTE, MINUTE);
  const end = changes.endTime ? epoch(changes.endTime) : start + length;
  if (end <= start) throw invalid("endTime", "Must be after startTime");
  refuseTooLong(start, end);
  return {
    start,
    end,
    by: how.by,
    ...(how.bookerZone ? { bookerZone: how.bookerZone } : {}),
    except: { appointmentIds: [stored.id] },
  };
}

/** Whether other time than before is taken, by other people or with other things. */
export function isMove(stored: Stored, before: AppointmentView, plan: Plan, wish: Wish, changes: Changes): boolean {
  const { employeeId } = changes;
  return (
    wish.start !== epoch(stored.startsAt) ||
    wish.end !== epoch(stored.endsAt) ||
    isOtherService(stored, changes) ||
    (employeeId !== undefined && employeeId !== stored.employeeId) ||
    takesOtherThings(before, plan, changes)
  );
}

export function takesOtherThings(before: AppointmentView, plan: Plan, { resources }: Changes): boolean {
  if (resources === undefined) return false;
  const needs = plan.resources.map(({ resourceId, needed }) => ({ resourceId, quantity: needed }));
  return listOf(needs) !== listOf(before.resources);
}

const listOf = (resources: { resourceId: number; quantity: number }[]) =>
  resources
    .filter(({ quantity }) => quantity > 0)
    .map(({ resourceId, quantity }) => `${resourceId}×${quantity}`)
    .sort()
    .join();
