import { sql } from "kysely";
import { conflict, invalid, refuse } from "../../../platform/errors.ts";
import type { Context } from "../../../platform/operation.ts";
import { findRecord } from "../../../platform/records.ts";
import { readBusiness } from "../../identity/businesses/store.ts";
import { accountMail } from "../../messaging/mail/accounts.ts";
import { bestLocale } from "../../messaging/mail/locale.ts";
import { queueMail } from "../../messaging/messages/queue.ts";
import { refuseMoreThanOwn } from "../../services/employee-roles/rules.ts";
import { address, product } from "../mails/send.ts";
import { refuseBeyondGrant } from "../members/rules.ts";
import { countAttempt } from "../throttles.ts";
import { addInvitation, described, type InvitedRole, lifetimeMinutes, renewInvitation, type Stored } from "./store.ts";

type Wish = {
  email: string;
  role: InvitedRole;
  employeeId?: number | null | undefined;
  language?: string | undefined;
};

/** Invites an address into the business and mails it the link. */
export async function invite(context: Context, { email, role, employeeId, language }: Wish) {
  refuseBeyondGrant(context.caller, role);
  await countAttempt(context, "invite", context.businessId);
  await refuseMember(context, email);
  const business = await readBusiness(context);
  const { invitation, token } = await addInvitation(context, {
    email,
    role,
    employeeId: await employeeFor(context, email, employeeId),
    language: language ?? business.language,
  });
  context.audit({ action: "invitation.created", subject: "invitation", subjectId: invitation.id, after: invitation });
  await mailInvitation(context, invitation, token);
  return (await described(context, [invitation]))[0]!;
}

/** The same invitation once more: a new link, for as long as the first one lived. */
export async function inviteAgain(context: Context, before: Stored) {
  refuseBeyondGrant(context.caller, before.role as InvitedRole);
  if (before.acceptedAt) throw refuse(conflict, "This invitation was accepted already.");
  if (before.revokedAt) throw refuse(conflict, "This invitation was revoked. Make a new one.");
  await countAttempt(context, "invite", context.businessId);
  await refuseMember(context, before.email);
  const { invitation, token } = await renewInvitation(context, before.id);
  context.audit({
    action: "invitation.resent",
    subject: "invitation",
    subjectId: invitation.id,
    before,
    after: invitation,
  });
  await mailInvitation(context, invitation, token);
  return (await described(context, [invitation]))[0]!;
}

async function mailInvitation(context: Context, invitation: Stored, token: string): Promise<void> {
  const { name } = await readBusiness(context);
  const mail = accountMail("invitation", bestLocale(invitation.language), {
    product: product(context),
    email: invitation.email,
    link: address(context, "/invitation", token),
    expiresInMinutes: lifetimeMinutes,
    business: name,
    role: invitation.role as InvitedRole,
    inviter: await inviterName(context),
  });
  await queueMail(context, {
    kind: "invitation",
    to: invitation.email,
    dedupeKey: `invitation:${invitation.id}:${invitation.tokenHash.slice(0, 16)}`,
    ...mail,
  });
}

/** The person behind the call, not the key they used. */
async function inviterName({ db, caller }: Context): Promise<string> {
  if (caller.userId === null) return caller.name;
  const { rows } = await sql<{ name: string }>`select name from users where id = ${caller.userId}`.execute(db);
  return rows[0]!.name;
}

async function refuseMember(context: Context, email: string): Promise<void> {
  const { rows } = await sql`
    select from members join users on users.id = members.user_id
    where members.business_id = ${context.businessId} and users.email = ${email}`.execute(context.db);
  if (rows.length > 0)
    throw refuse(conflict, `${email} belongs to the business already.`, [{ field: "email", message: "Is a member" }]);
}

/** Whom on the staff list the invited person is: the one named, else the one with this address, else nobody. */
async function employeeFor(context: Context, email: string, wanted: number | null | undefined): Promise<number | null> {
  const id = wanted === undefined ? await employeeWithAddress(context, email) : wanted;
  if (id === null) return null;
  const employee = await findRecord(context, "employees", "employee", id, { field: "employeeId" });
  if (employee.userId !== null) throw invalid("employeeId", "Signs in already");
  // An employee may do what the job title says: nobody gives away more than they have.
  if (employee.roleId !== null)
    refuseMoreThanOwn(context.caller, await findRecord(context, "employeeRoles", "employee role", employee.roleId));
  return id;
}

async function employeeWithAddress({ businessId, db }: Context, email: string): Promise<number | null> {
  const { rows } = await sql<{ id: number }>`
    select id from employees
    where business_id = ${businessId} and email = ${email} and user_id is null and deleted_at is null`.execute(db);
  return rows[0]?.id ?? null;
}
