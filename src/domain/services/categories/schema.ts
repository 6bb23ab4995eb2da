import { z } from "zod";
import { PageQuery } from "../../../platform/page.ts";
import { Colour, Id, IdParameter, Name, Text } from "../../../platform/schemas.ts";

export const Category = z
  .object({
    id: Id,
    name: z.string(),
    description: z.string().nullable(),
    color: z.string().nullable(),
    position: z.int().meta({ description: "Smaller comes first" }),
    version: z.int(),
  })
  .meta({ id: "ServiceCategory" });

export const CategoryDraft = z.strictObject({
  name: Name,
  description: Text.nullish(),
  color: Colour.nullish(),
  position: z.int().min(0).max(100_000).optional(),
});
export const CategoryChanges = CategoryDraft.partial();
export const CategoryId = z.object({ id: IdParameter });
export const CategorySearch = PageQuery;
