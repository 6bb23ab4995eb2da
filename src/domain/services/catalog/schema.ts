import { z } from "zod";
import { Name } from "../../../platform/schemas.ts";
import { CategoryDraft } from "../categories/schema.ts";
import { ExtraDraft } from "../extras/schema.ts";
import { Service, ServiceDraft } from "../services/schema.ts";

// A catalog as a document: records go by their names, never by ids, so that it can be brought into another business.

const format = z.literal("schedly-catalog-1");
const ServiceName = z.string().max(100).meta({ description: "The service's slug" });
const ResourceByName = z.strictObject({
  resource: Name,
  location: Name,
  quantity: z.int().min(1).max(500).default(1),
});

export const CategoryEntry = CategoryDraft;
export const ServiceEntry = ServiceDraft.omit({ categoryId: true, locationId: true, resources: true }).extend({
  category: Name.nullish().meta({ description: "Name of a category in this document or of the business" }),
  location: Name.nullish().meta({ description: "Name of a location of the business" }),
  resources: z.array(ResourceByName).max(50).optional(),
});
export const ExtraEntry = ExtraDraft.omit({ serviceId: true }).extend({
  service: ServiceName.nullish().meta({ description: "Slug of the service it goes with; null goes with every one" }),
});
export type CategoryEntry = z.output<typeof CategoryEntry>;
export type ServiceEntry = z.output<typeof ServiceEntry>;
export type ExtraEntry = z.output<typeof ExtraEntry>;

export const CatalogDraft = z
  .strictObject({
    format: format.optional(),
    categories: z.array(CategoryEntry).max(1000).default([]),
    services: z.array(ServiceEntry).max(5000).default([]),
    extras: z.array(ExtraEntry).max(5000).default([]),
  })
  .meta({ id: "CatalogDraft" });
export type CatalogDraft = z.output<typeof CatalogDraft>;

/** What the export answers, which the import takes. */
export const Catalog = z
  .object({
    format,
    categories: z.array(
      z.object({
        name: z.string(),
        description: z.string().nullable(),
        color: z.string().nullable(),
        position: z.int(),
      }),
    ),
    services: z.array(
      Service.omit({
        id: true,
        version: true,
        category: true,
        extras: true,
        categoryId: true,
        locationId: true,
        resources: true,
      }).extend({
        category: z.string().nullable(),
        location: z.string().nullable(),
        resources: z.array(z.object({ resource: z.string(), location: z.string(), quantity: z.int() })),
      }),
    ),
    extras: z.array(
      z.object({
        service: z.string().nullable(),
        name: z.string(),
        description: z.string().nullable(),
        price: z.int(),
        duration: z.int(),
        maxQuantity: z.int(),
        position: z.int(),
        active: z.boolean(),
      }),
    ),
  })
  .meta({ id: "Catalog" });

export const CatalogImport = z.object({
  missing: z.enum(["refuse", "leave-out"]).default("refuse").meta({
    description: "What to do with locations and resources that this business does not have",
  }),
});

const Count = z.object({ created: z.int(), updated: z.int(), unchanged: z.int() });
export const CatalogReport = z
  .object({
    categories: Count,
    services: Count,
    extras: Count,
    leftOut: z.array(z.object({ field: z.string(), message: z.string() })),
  })
  .meta({ id: "CatalogReport" });
export type Count = z.output<typeof Count>;
