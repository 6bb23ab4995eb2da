import { z } from "zod";
import { PageQuery } from "../../../platform/page.ts";
import { Id, IdParameter, Instant, Name } from "../../../platform/schemas.ts";

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
  })
  .meta({ id: "ApiKey" });

export const NewApiKey = ApiKey.extend({
  key: z.string().meta({ description: "Shown this once: keep it somewhere safe" }),
}).meta({ id: "NewApiKey" });

export const ApiKeyDraft = z.strictObject({
  name: Name,
  expiresAt: Instant.nullish(),
  testMode: z.boolean().default(false).meta({ description: "Makes a key sk_test_…" }),
});
export const ApiKeyChanges = z.strictObject({ name: Name });
export const ApiKeyId = z.object({ id: IdParameter });
export const ApiKeySearch = PageQuery;
