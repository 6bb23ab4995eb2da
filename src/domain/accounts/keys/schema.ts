import { z } from "zod";
import { PageQuery } from "../../../platform/page.ts";
import { Id, IdParameter, Instant, Name } from "../../../platform/schemas.ts";
import { toolNames } from "../../identity/agents/tools.ts";

/** An API key as it is listed: never the key itself. */
export const ApiKey = z
  .object({
    id: Id,
    name: z.string(),
    hint: z.string().meta({ description: "The last four characters" }),
    testMode: z.boolean(),
    createdBy: z.object({ id: Id, name: z.string() }).meta({ description: "As whom the key acts" }),
    createdAt: Instant,
    expiresAt: Instant.nullable(),
    lastUsedAt: Instant.nullable().meta({ description: "To the minute" }),
    readOnly: z.boolean().meta({ description: "Whether the key may only read" }),
    tools: z.array(z.string()).nullable().meta({ description: "The tools that the key may use; null is all" }),
    callsPerDay: z.int().nullable().meta({ description: "Calls on one local day of the business; null is no limit" }),
  })
  .meta({ id: "ApiKey" });

export const NewApiKey = ApiKey.extend({
  key: z.string().meta({ description: "Shown this once: keep it somewhere safe" }),
}).meta({ id: "NewApiKey" });

const limits = {
  readOnly: z.boolean().meta({ description: "true makes a key that may only read, on REST and MCP alike" }),
  tools: z
    .array(z.enum(toolNames as [string, ...string[]], { error: "Must be the name of a tool" }))
    .max(100)
    .nullable()
    .meta({
      description:
        "Names of the tools that the key may use, such as list_bookings. It may do what they do over REST as well, and nothing else. null is everything that its maker may do",
    }),
  callsPerDay: z
    .int()
    .min(1)
    .max(1_000_000)
    .nullable()
    .meta({ description: "Calls that the key may make on one local day of the business; null is no limit" }),
};

export const ApiKeyDraft = z.strictObject({
  name: Name.meta({ description: "What people call the key, such as the program that uses it" }),
  expiresAt: Instant.nullish().meta({ description: "When the key stops working; by default never" }),
  testMode: z.boolean().default(false).meta({ description: "Makes a key sk_test_…" }),
  readOnly: limits.readOnly.default(false),
  tools: limits.tools.default(null),
  callsPerDay: limits.callsPerDay.default(null),
});
export const ApiKeyChanges = z
  .strictObject({ name: Name.meta({ description: "What people call the key" }), ...limits })
  .partial();
export type ApiKeyChanges = z.output<typeof ApiKeyChanges>;
export const ApiKeyId = z.object({ id: IdParameter });
export const ApiKeySearch = PageQuery;
