import { sql } from "kysely";
import { conflict, forbidden, notFound } from "../../../platform/errors.ts";
import { operation } from "../../../platform/operation.ts";
import { page } from "../../../platform/page.ts";
import { findRecord, listRecords } from "../../../platform/records.ts";
import { Deleted, iso } from "../../../platform/schemas.ts";
import { readBusiness } from "../../identity/businesses/store.ts";
import { refuseBeyondGrant } from "../members/rules.ts";
import { SignIn } from "../sign-in/schema.ts";
import { countAttempt } from "../throttles.ts";
import { accept } from "./accept.ts";
import { inviteEmployee } from "./employee.ts";
import { invite, inviteAgain } from "./invite.ts";
import {
  AcceptForm,
  EmployeeInvitation,
  Invitation,
  InvitationDraft,
  InvitationId,
  InvitationSearch,
  InvitationToken,
  InvitationView,
} from "./schema.ts";
import { changeInvitation, described, type InvitedRole, openInvitation, statusSql } from "./store.ts";

const address = "/api/invitations";

export const listInvitations = operation({
  name: "invitations.list",
  http: `GET ${address}`,
  access: "members:read",
  summary: "List invitations into the business, newest first",
  query: InvitationSearch,
  output: page(Invitation),
  async run(context, { status, ...paging }) {
    const where = status ? [sql`${statusSql(context)} = ${status}`] : [];
    const found = await listRecords(context, "invitations", paging, { where, descending: true });
    return { ...found, items: await described(context, found.items) };
  },
});

export const getInvitation = operation({
  name: "invitations.get",
  http: `GET ${address}?id`,
  access: "members:read",
  summary: "Get one invitation",
  query: InvitationId,
  output: Invitation,
  errors: [notFound],
  run: async (context, { id }) =>
    (await described(context, [await findRecord(context, "invitations", "invitation", id)]))[0]!,
});

export const createInvitation = operation({
  name: "invitations.create",
  http: `POST ${address}`,
  access: "members:write",
  summary: "Invite somebody into the business by mail",
  description: "Takes the place of an open invitation to the same address.",
  body: InvitationDraft,
  output: Invitation,
  status: 201,
  errors: [conflict, forbidden, notFound],
  run: invite,
});

export const inviteToStaff = operation({
  name: "employees.invite",
  http: "POST /api/services/employees/invite",
  access: "staff:write",
  summary: "Invite somebody on the staff list, or somebody new, to sign in",
  description:
    "Sends a mail with a link. Whoever accepts it signs in as that employee, with one calendar for whatever they do.",
  body: EmployeeInvitation,
  output: Invitation,
  status: 201,
  errors: [conflict, forbidden, notFound],
  run: inviteEmployee,
});

export const resendInvitation = operation({
  name: "invitations.resend",
  http: `POST ${address}/resend`,
  access: "members:write",
  summary: "Mail an open or expired invitation again, with a new link",
  query: InvitationId,
  output: Invitation,
  errors: [conflict, forbidden, notFound],
  run: async (context, { id }) =>
    inviteAgain(context, await findRecord(context, "invitations", "invitation", id, { lock: true })),
});

export const revokeInvitation = operation({
  name: "invitations.delete",
  http: `DELETE ${address}`,
  access: "members:write",
  summary: "Revoke an invitation; its link stops working",
  query: InvitationId,
  output: Deleted,
  errors: [conflict, forbidden, notFound],
  async run(context, { id }) {
    const before = await findRecord(context, "invitations", "invitation", id, { lock: true });
    refuseBeyondGrant(context.caller, before.role as InvitedRole);
    if (!before.acceptedAt && !before.revokedAt) {
      const after = await changeInvitation(context, id, { revokedAt: iso(context.now) });
      context.audit({ action: "invitation.revoked", subject: "invitation", subjectId: id, before, after });
    }
    return { id, deleted: true as const };
  },
});

export const lookUpInvitation = operation({
  name: "invitations.lookUp",
  http: `POST ${address}/look-up`,
  access: "public",
  reads: true,
  summary: "See what the invitation behind a mail's link is for",
  body: InvitationToken,
  tenant: { handles: ["token"] },
  output: InvitationView,
  errors: [notFound],
  async run(context, { token }) {
    await countAttempt(context, "link", null);
    const invitation = await openInvitation(context, token);
    const [{ invitedBy, role, email, expiresAt }] = (await described(context, [invitation])) as [never];
    const business = await readBusiness(context);
    return { business, role, email, expiresAt, invitedBy: (invitedBy as { name: string } | null)?.name ?? null };
  },
});

export const acceptInvitation = operation({
  name: "invitations.accept",
  http: `POST ${address}/accept`,
  access: "public",
  global: true,
  summary: "Join a business with the token from the mail, and act in it from now on",
  description:
    "Somebody who is signed in sends the token alone. Somebody new sends name and password too; an address that has an account signs in first.",
  body: AcceptForm,
  output: SignIn,
  errors: [conflict, forbidden, notFound],
  async run(context, form) {
    await countAttempt(context, "link", null);
    return accept(context, form);
  },
});
