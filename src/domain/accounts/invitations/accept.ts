import type { z } from "zod";
import { conflict, DomainError, forbidden, invalid, refuse } from "../../../platform/errors.ts";
import type { Context } from "../../../platform/operation.ts";
import { findRecord } from "../../../platform/records.ts";
import { iso } from "../../../platform/schemas.ts";
import { readBusiness } from "../../identity/businesses/store.ts";
import { hashPassword } from "../../identity/passwords/hash.ts";
import { refuseWeakPassword } from "../../identity/passwords/rules.ts";
import { welcomeMember } from "../../scheduling/me/welcome.ts";
import { calendarFor } from "../../services/employees/link.ts";
import { addMember } from "../members/store.ts";
import { signedIn } from "../sign-in/finish.ts";
import { createUser, type User, userOfId } from "../users/store.ts";
import type { AcceptForm } from "./schema.ts";
import { changeInvitation, enterByInvitation, type InvitedRole, type Stored } from "./store.ts";

type Form = z.output<typeof AcceptForm>;

/**
 * Joins a business: as the person who is signed in, if the invitation was mailed to them, or as somebody new. Either ends
 * up signed in, in that business.
 */
export async function accept(context: Context, form: Form) {
  const { caller } = context;
  if (caller.kind === "key" || caller.kind === "oauth")
    throw new DomainError(forbidden, "Sign in to accept an invitation: a key or an app cannot.");
  const invitation = await enterByInvitation(context, form.token);
  const user =
    caller.userId === null
      ? await newcomer(context, invitation, form)
      : await invitedUser(context, invitation, caller.userId);
  context.caller = { ...caller, userId: user.id, name: user.name };
  await join(context, invitation, user);
  return signedIn(context, user, context.businessId);
}

/** The link came by mail, so the address is theirs. Throws CONFLICT when it has an account: its owner signs in first. */
async function newcomer(context: Context, { email }: Stored, form: Form): Promise<User> {
  if (form.name === undefined) throw invalid("name", "Required field");
  if (form.password === undefined) throw invalid("password", "Required field");
  refuseWeakPassword(form.password, email);
  const business = await readBusiness(context);
  return createUser(context, {
    email,
    name: form.name,
    passwordHash: await hashPassword(form.password),
    timeZone: form.timeZone ?? business.timeZone,
    language: form.language ?? business.language,
  });
}

async function invitedUser(context: Context, { email }: Stored, userId: number): Promise<User> {
  const user = await userOfId(context, userId);
  if (user.email !== email)
    throw new DomainError(forbidden, `This invitation is for ${email}. Sign out, and open the link again.`);
  return user;
}

async function join(context: Context, invitation: Stored, user: User): Promise<void> {
  await addMember(context, user.id, invitation.role as InvitedRole);
  if (invitation.employeeId !== null) await linkEmployee(context, invitation.employeeId, user);
  await welcomeMember(context, user);
  const after = await changeInvitation(context, invitation.id, { acceptedAt: iso(context.now) });
  context.audit({
    action: "invitation.accepted",
    subject: "invitation",
    subjectId: invitation.id,
    before: invitation,
    after,
  });
}

/** The person on the staff list signs in as this user from now on, and their calendar is the user's. */
async function linkEmployee(context: Context, id: number, user: User): Promise<void> {
  const before = await findRecord(context, "employees", "employee", id, { lock: true, evenDeleted: true });
  // Since the invitation they may have left, or come in as somebody else.
  if (before.deletedAt !== null || before.userId !== null) return;
  const calendarId = await calendarFor(context, before, user.id);
  const after = await context.db
    .updateTable("employees")
    .set({ userId: user.id, calendarId })
    .where("businessId", "=", context.businessId)
    .where("id", "=", id)
    .returningAll()
    .executeTakeFirstOrThrow();
  context.audit({ action: "employee.updated", subject: "employee", subjectId: id, before, after });
}

/** Broken constraints of joining, in the caller's words. */
export const refusals = {
  members_pkey: () => refuse(conflict, "You belong to this business already."),
};
