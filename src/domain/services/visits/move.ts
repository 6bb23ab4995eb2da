import type { Row } from "../../../platform/database.ts";
import { conflict, missing, refuse } from "../../../platform/errors.ts";
import type { Context } from "../../../platform/operation.ts";
import { findRecord } from "../../../platform/records.ts";
import { epoch, iso } from "../../../platform/schemas.ts";
import { MINUTE } from "../../time/availability/calendar.ts";
import { releaseClaims } from "../../time/calendars/claims.ts";
import { slotLost } from "../appointments/alternatives.ts";
import { changeAppointment, type How } from "../appointments/change.ts";
import { planAfter } from "../appointments/move.ts";
import type { AppointmentView } from "../appointments/schema.ts";
import { appointmentOfHandle } from "../appointments/store.ts";
import { type Taking, takeTime, type Wish } from "../appointments/take.ts";
import { isOpen } from "../appointments/transitions.ts";
import { readVisit } from "../appointments/visit.ts";
import { refuseOnlyOwn } from "../employees/access.ts";
import { type Asked, lockAllOf } from "./parts.ts";
import { takeVisit } from "./take.ts";

/** A service of a visit that is to be moved. */
type Part = Asked & { stored: Row<"appointments">; before: AppointmentView };
type Moving = Pick<How, "actor" | "by" | "bookerZone"> & { notify?: boolean | undefined };

/**
 * Moves what is left of a visit so that it begins at `start` (epoch milliseconds): all of its services or none, each with the
 * person and the things that it has. Customers move it to a start that is offered; staff to any free time, pauses kept. Its
 * customer hears of it once. Throws CONFLICT where it no longer fits, with the nearest open starts.
 */
export async function moveVisit(context: Context, visitUid: string, start: number, moving: Moving): Promise<void> {
  const parts = await openParts(context, visitUid, moving.by, true);
  const [first] = parts;
  if (!first) throw refuse(conflict, "Nothing of this visit is left to be moved. Book a new one.");
  const was = epoch(first.stored.startsAt);
  if (start === was) return;
  const except = { appointmentIds: parts.map(({ stored }) => stored.id) };
  await lockAllOf(context, parts);
  const { bookerZone: timeZone } = moving;
  const laid = moving.by === "rules" ? await takeVisit(context, parts, { start, timeZone, except }) : null;
  // All of them before any takes its new time: one's old time may be another's new one.
  for (const { stored } of parts) await releaseClaims(context, { appointmentId: stored.id });
  for (const [place, part] of parts.entries()) {
    const taking = laid ? { ...laid[place]!, sessionId: null } : await shifted(context, part, start - was);
    await changeAppointment(
      { ...context, ifMatch: null },
      part.stored.id,
      { startTime: iso(taking.start), ...(moving.notify === false ? { notify: false } : {}) },
      { ...moving, taking, visit: place === 0 ? parts.map(({ before }) => before.uid) : [] },
    );
  }
}

/** Staff move a visit by its own handle. */
export async function moveVisitByStaff(
  context: Context,
  { uid, startTime, notify }: { uid: string; startTime: string; notify?: boolean | undefined },
): Promise<AppointmentView[]> {
  // Whoever sees a part of it would tear it apart.
  refuseOnlyOwn(context);
  if ((await readVisit(context, uid)).length === 0) throw missing("visit", uid, "uid");
  await moveVisit(context, uid, epoch(startTime), { actor: "staff", by: "time", notify });
  return readVisit(context, uid);
}

/** What the visit of an appointment would take if it were moved, by the appointment's handle; empty where it has none. */
export async function askedAgain(context: Context, handle: string): Promise<{ asked: Asked[]; ids: number[] }> {
  const found = await appointmentOfHandle(context, handle);
  if (!found) throw missing("appointment", handle, "moving");
  const { visitUid } = await findRecord(context, "appointments", "appointment", found.id, { field: "moving" });
  const asked = visitUid ? await openParts(context, visitUid, "rules") : [];
  if (asked.length === 0) throw refuse(conflict, "Nothing of this visit is left to be moved. Book a new one.");
  return { asked, ids: asked.map(({ stored }) => stored.id) };
}

/** The services that can be moved, by start. `lock`: their rows, in the order of their ids. */
async function openParts(context: Context, visitUid: string, by: Wish["by"], lock = false): Promise<Part[]> {
  const known = await readVisit(context, visitUid);
  const rows = new Map<number, Row<"appointments">>();
  for (const { id } of known.toSorted((one, other) => one.id - other.id))
    rows.set(id, await findRecord(context, "appointments", "appointment", id, { lock, evenDeleted: true }));
  // Somebody else may have changed it while this waited.
  const views = lock ? await readVisit(context, visitUid) : known;
  const parts: Part[] = [];
  for (const before of views.filter(({ status }) => isOpen(status))) {
    const stored = rows.get(before.id)!;
    // What is over stays where it was, unless staff say otherwise.
    if (stored.deletedAt || (by === "rules" && epoch(stored.endsAt) <= context.now)) continue;
    const plan = await planAfter(context, stored, before, {}, by);
    const minutes = (epoch(stored.endsAt) - epoch(stored.startsAt)) / MINUTE;
    parts.push({ plan, extraMinutes: minutes - plan.service.duration, stored, before });
  }
  return parts;
}

/** The same time of another day, or hour, for one service: whatever the opening hours say. */
async function shifted(context: Context, { plan, stored }: Part, by: number): Promise<Taking> {
  const wish: Wish = { start: epoch(stored.startsAt) + by, end: epoch(stored.endsAt) + by, by: "time" };
  const taking = await takeTime(context, plan, wish);
  if (!taking) throw await slotLost(context, plan, wish);
  return taking;
}
