import { z } from "zod";
import { Id, Instant, Name } from "../../../platform/schemas.ts";
import { businessFields } from "../sign-up/schema.ts";

/** A business as one of its members sees it in a list. Its settings are at /api/services/company-settings. */
export const OwnBusiness = z
  .object({
    id: Id,
    name: z.string(),
    subdomain: z.string(),
    role: z.string().meta({ description: "Yours in it" }),
    current: z.boolean().meta({ description: "The one that this session or key acts in" }),
    createdAt: Instant,
  })
  .meta({ id: "OwnBusiness" });

export const BusinessDraft = z.strictObject({ name: Name, ...businessFields });
export const SwitchForm = z.strictObject({ businessId: Id });
