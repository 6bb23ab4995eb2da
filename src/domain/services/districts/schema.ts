import { z } from "zod";
import { PageQuery } from "../../../platform/page.ts";
import { Id, IdParameter, Name, Text } from "../../../platform/schemas.ts";

export const District = z
  .object({
    id: Id,
    name: z.string(),
    region: z.string().nullable(),
    description: z.string().nullable(),
    version: z.int(),
  })
  .meta({ id: "District" });

export const DistrictDraft = z.strictObject({
  name: Name,
  region: Name.nullish(),
  description: Text.nullish(),
});
export const DistrictChanges = DistrictDraft.partial();
export const DistrictId = z.object({ id: IdParameter });
export const DistrictSearch = PageQuery;
