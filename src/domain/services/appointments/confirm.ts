import { timingSafeEqual } from "node:crypto";
import { conflict, DomainError, forbidden, missing, refuse } from "../../../platform/errors.ts";
import type { Context } from "../../../platform/operation.ts";
import { findRecord } from "../../../platform/records.ts";
import { changeAppointment } from "./change.ts";
import type { AppointmentView } from "./schema.ts";
import { appointmentOfHandle } from "./store.ts";
import { readAppointment } from "./view.ts";
import { readVisit } from "./visit.ts";

/** The token in the mail that asks staff to approve a request. Made from the handle, so nothing is stored that could leak. */
export const confirmationToken = ({ services }: Pick<Context, "services">, uid: string) =>
  services.secrets.mac(`confirm-appointment:${uid}`);

function isConfirmationToken(context: Pick<Context, "services">, uid: string, token: string): boolean {
  const [given, right] = [Buffer.from(token), Buffer.from(confirmationToken(context, uid))];
  return given.length === right.length && timingSafeEqual(given, right);
}

/** The same token shows staff, wherever they read their mail, what the mail was about. */
export async function readRequest(context: Context, uid: string, token: string | undefined): Promise<AppointmentView> {
  refuseStrangers(context, uid, token);
  const handle = await appointmentOfHandle(context, uid);
  if (!handle) throw missing("appointment", uid);
  return readAppointment(context, handle.id);
}

/**
 * Approves a pending appointment: with the token from the mail, or as staff. Its customer knows the handle too, so the
 * handle alone is not enough. Approving twice is no error.
 */
export async function confirmAppointment(
  context: Context,
  uid: string,
  token: string | undefined,
): Promise<AppointmentView> {
  refuseStrangers(context, uid, token);
  const handle = await appointmentOfHandle(context, uid);
  if (!handle) throw missing("appointment", uid);
  const { visitUid } = await findRecord(context, "appointments", "appointment", handle.id);
  if (visitUid) await approveVisit(context, visitUid);
  const stored = await findRecord(context, "appointments", "appointment", handle.id, { lock: true });
  if (stored.status === "approved") return readAppointment(context, handle.id);
  if (stored.status !== "pending")
    throw refuse(conflict, `This appointment is ${stored.status}; only a pending one can be confirmed.`);
  return changeAppointment(context, handle.id, { status: "approved" }, { actor: "staff", by: "time" });
}

/** A visit is answered as one: its customer asked for all of it. In the order of its services, so that two who answer take turns. */
async function approveVisit(context: Context, visitUid: string): Promise<void> {
  const pending = (await readVisit(context, visitUid)).filter(({ status }) => status === "pending");
  for (const [place, { id }] of pending.entries()) {
    const visit = place === 0 ? pending.map(({ uid }) => uid) : [];
    await changeAppointment(context, id, { status: "approved" }, { actor: "staff", by: "time", visit });
  }
}

function refuseStrangers(context: Context, uid: string, token: string | undefined): void {
  if (context.caller.abilities.has("appointments:write")) return;
  if (token && isConfirmationToken(context, uid, token)) return;
  throw new DomainError(
    forbidden,
    "This needs the token from the confirmation mail, or the permission appointments:write.",
  );
}
