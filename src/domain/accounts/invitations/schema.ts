import { z } from "zod";
import { PageQuery } from "../../../platform/page.ts";
import { Email, Id, IdParameter, Instant, Language, Name, TimeZone } from "../../../platform/schemas.ts";
import { NewPassword } from "../../identity/passwords/rules.ts";
import { Token } from "../sign-in/schema.ts";

export const invitedRoles = ["admin", "manager", "employee"] as const;
export const invitationStatuses = ["pending", "accepted", "revoked", "expired"] as const;

export const Invitation = z
  .object({
    id: Id,
    email: z.string(),
    role: z.enum(invitedRoles),
    status: z.enum(invitationStatuses),
    employeeId: Id.nullable().meta({ description: "Whom on the staff list they will be" }),
    invitedBy: z.object({ id: Id, name: z.string() }).nullable(),
    createdAt: Instant,
    expiresAt: Instant,
    acceptedAt: Instant.nullable(),
  })
  .meta({ id: "Invitation" });

export const InvitationDraft = z.strictObject({
  email: Email,
  role: z.enum(invitedRoles).default("employee"),
  employeeId: Id.nullish().meta({
    description: "Whom on the staff list they are. Left out: whoever there has this address, if anybody",
  }),
  language: Language.optional().meta({ description: "Of the mail; the business's when left out" }),
});
export const InvitationId = z.object({ id: IdParameter });
export const InvitationSearch = PageQuery.extend({ status: z.enum(invitationStatuses).optional() });

/** `employeeId` of somebody on the staff list, or `name` and `email` of somebody new. */
export const EmployeeInvitation = z
  .strictObject({
    employeeId: Id,
    email: Email.meta({ description: "May be left out where the employee has one" }),
    name: Name,
    role: Name.meta({ description: "admin, manager or employee (default), or a job title such as stylist" }),
    language: Language,
  })
  .partial()
  .superRefine(({ employeeId, name, email }, issues) => {
    if (employeeId !== undefined) return;
    for (const [field, value] of Object.entries({ name, email }))
      if (value === undefined) issues.addIssue({ code: "custom", path: [field], message: "Required field" });
  });

export const InvitationToken = z.strictObject({ token: Token });

/** What the page behind the link says before anybody has signed in. */
export const InvitationView = z
  .object({
    business: z.object({ name: z.string() }),
    role: z.enum(invitedRoles),
    email: z.string().meta({ description: "Whom the invitation is for" }),
    invitedBy: z.string().nullable(),
    expiresAt: Instant,
  })
  .meta({ id: "InvitationView" });

/** The token alone for somebody who is signed in; with name and password for somebody new. */
export const AcceptForm = z.strictObject({
  token: Token,
  name: Name.optional(),
  password: NewPassword.optional(),
  timeZone: TimeZone.optional(),
  language: Language.optional(),
});
