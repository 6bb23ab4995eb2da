import type { ErrorDetail } from "../../../platform/errors.ts";
import { bare } from "./names.ts";
import type { KnownCatalog } from "./read.ts";
import type { CatalogDraft, ServiceEntry } from "./schema.ts";

/** Everything in a document that its schema cannot see to be wrong, each by its path. */
export function problemsIn(draft: CatalogDraft, services: ServiceEntry[], known: KnownCatalog): ErrorDetail[] {
  return [
    ...twice(
      "categories",
      draft.categories.map(({ name }) => bare(name)),
      "name",
    ),
    ...twice(
      "services",
      services.map(({ slug }) => slug!),
      "slug",
    ),
    ...unknownNames(draft, services, known),
    ...wrongDeposits(services),
  ];
}

function twice(list: string, keys: string[], field: string): ErrorDetail[] {
  const seen = new Set<string>();
  return keys.flatMap((key, index) =>
    seen.size === seen.add(key).size ? [{ field: `${list}.${index}.${field}`, message: "Is there twice" }] : [],
  );
}

function unknownNames(draft: CatalogDraft, services: ServiceEntry[], known: KnownCatalog): ErrorDetail[] {
  const categories = new Set(
    [...known.categories.map(({ row }) => row), ...draft.categories].map(({ name }) => bare(name)),
  );
  const slugs = new Set([...known.services.map(({ row }) => row.slug), ...services.map(({ slug }) => slug!)]);
  return [
    ...services.flatMap(({ category }, index) =>
      category && !categories.has(bare(category))
        ? [{ field: `services.${index}.category`, message: `There is no category “${category}”` }]
        : [],
    ),
    ...draft.extras.flatMap(({ service }, index) =>
      service && !slugs.has(service)
        ? [{ field: `extras.${index}.service`, message: `There is no service with the slug “${service}”` }]
        : [],
    ),
  ];
}

function wrongDeposits(services: ServiceEntry[]): ErrorDetail[] {
  return services.flatMap(({ depositType, depositAmount = 0 }, index) =>
    depositType === "percentage" && depositAmount > 100
      ? [{ field: `services.${index}.depositAmount`, message: "Must be a percentage from 0 to 100" }]
      : [],
  );
}
