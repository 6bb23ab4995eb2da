import { z } from "zod";
import { PageQuery } from "../../../platform/page.ts";
import { Id, IdParameter, Instant } from "../../../platform/schemas.ts";
import { roles } from "../../identity/abilities.ts";

export const Member = z
  .object({
    id: Id.meta({ description: "The user's id" }),
    name: z.string(),
    email: z.string(),
    role: z.enum(roles),
    employeeId: Id.nullable().meta({ description: "Their record on the staff list" }),
    twoFactorEnabled: z.boolean(),
    joinedAt: Instant,
  })
  .meta({ id: "Member" });

export const MemberId = z.object({ id: IdParameter });
export const MemberChanges = z.strictObject({ role: z.enum(roles) });
export const MemberSearch = PageQuery.extend({ role: z.enum(roles).optional() });
