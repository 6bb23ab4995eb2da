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
  name: Name.meta({ description: "What the category is called, such as Colour" }),
  description: Text.nullish().meta({ description: "For staff and customers; null for none" }),
  color: Colour.nullish().meta({ description: "A colour such as #0f766e; null for none" }),
  position: z.int().min(0).max(100_000).optional().meta({ description: "Smaller comes first; 0 by default" }),
});
export const CategoryChanges = CategoryDraft.partial();
export const CategoryId = z.object({ id: IdParameter.meta({ description: "The service category's id" }) });
export const CategorySearch = PageQuery;
