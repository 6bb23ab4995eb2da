import type { Row } from "../../../platform/database.ts";
import type { Context } from "../../../platform/operation.ts";
import { epoch } from "../../../platform/schemas.ts";
import type { Plan } from "../availability/plan.ts";
import type { Reseated } from "./attendees.ts";
import type { AppointmentChange } from "./changes.ts";
import { emitAppointment } from "./payload.ts";
import type { AppointmentView, Status } from "./schema.ts";
import { readAppointment } from "./view.ts";

type Stored = Row<"appointments">;
type Told = {
  trigger: Parameters<typeof emitAppointment>[1];
  reason: string | null | undefined;
  silent: boolean;
  seats: Reseated;
  occurrences?: string[] | undefined;
  visit?: string[] | undefined;
  leftVisit?: string | null;
  seatUid?: string | undefined;
};

/** Writes a change into the audit log and the events, once each. Answers the appointment as it is now. */
export async function tellChange(
  context: Context,
  plan: Plan,
  stored: Stored,
  before: AppointmentView,
  { trigger, reason, silent, seats, occurrences, visit, leftVisit, seatUid }: Told,
): Promise<AppointmentView> {
  const after = await readAppointment(context, stored.id);
  const [from, to] = [stored.status as Status, after.status];
  const starts = epoch(stored.startsAt) !== epoch(after.startTime as string);
  const ends = epoch(stored.endsAt) !== epoch(after.endTime as string);
  // What its people go by: when, what for and with whom.
  const moves = starts || ends || stored.serviceId !== after.serviceId || stored.employeeId !== after.employeeId;
  context.audit({
    action: from === to ? "appointment.updated" : `appointment.${to}`,
    subject: "appointment",
    subjectId: stored.id,
    before,
    after,
  });
  const { joined, left } = seats;
  const business = { name: plan.business.name, email: plan.settings.email };
  await emitAppointment(context, trigger, after, business, {
    kind: kindOf(from, to, moves),
    by: context.caller.name,
    ...(starts ? { previousStartTime: stored.startsAt } : {}),
    ...(starts || ends ? { previousEndTime: stored.endsAt } : {}),
    ...(moves ? { previousEmployeeId: stored.employeeId } : {}),
    ...(stored.serviceId !== after.serviceId
      ? { previousService: { id: stored.serviceId, name: before.service.name } }
      : {}),
    ...(stored.locationId !== after.locationId ? { previousLocation: before.location } : {}),
    ...(reason ? { reason } : {}),
    ...(joined.length > 0 ? { joined } : {}),
    ...(left.length > 0 ? { left } : {}),
    ...(occurrences ? { occurrences } : {}),
    ...(visit ? { visit } : {}),
    ...(leftVisit ? { leftVisit } : {}),
    ...(seatUid ? { seatUid } : {}),
    ...(silent ? { silent } : {}),
  });
  return after;
}

/** What a change is to the people concerned. */
function kindOf(from: Status, to: Status, moves: boolean): AppointmentChange["kind"] {
  if (from === to) return moves ? "moved" : "edited";
  // Back to where it awaits an answer.
  if (to === "pending") return "requested";
  if (to === "approved") return from === "pending" ? "approved" : moves ? "moved" : "reopened";
  return to;
}
