import { z } from "zod";
import { PageQuery } from "../../../platform/page.ts";
import { Id, IdParameter, Name, Text } from "../../../platform/schemas.ts";
import { abilities } from "../../identity/abilities.ts";

const Ability = z.enum(abilities as [string, ...string[]], {
  error: ({ input }) => `There is no permission ${JSON.stringify(input)}; they are named like appointments:read`,
});

export const EmployeeRole = z
  .object({
    id: Id,
    name: z.string(),
    description: z.string().nullable(),
    permissions: z.array(z.string()).meta({ description: "What an employee with this role may do once they sign in" }),
    onlyOwn: z.boolean().meta({ description: "Sees their own calendar and customers alone" }),
    version: z.int(),
  })
  .meta({ id: "EmployeeRole" });

const fields = {
  name: Name,
  description: Text.nullable(),
  // In one order and once each, so that two equal roles look equal.
  permissions: z
    .array(Ability)
    .max(200)
    .transform((given) => abilities.filter((ability) => given.includes(ability))),
  onlyOwn: z.boolean(),
};

/** Without permissions it has those of the built-in role employee. */
export const EmployeeRoleDraft = z.strictObject(fields).partial().required({ name: true });
export const EmployeeRoleChanges = z.strictObject(fields).partial();
export const EmployeeRoleId = z.object({ id: IdParameter });
export const EmployeeRoleSearch = PageQuery;
