import { validationError } from "../../../platform/errors.ts";
import { operation } from "../../../platform/operation.ts";
import { importCatalog } from "./import.ts";
import { readCatalog } from "./read.ts";
import { Catalog, CatalogDraft, CatalogImport, CatalogReport } from "./schema.ts";

const address = "/api/services/catalog";

export const exportCatalog = operation({
  name: "catalog.export",
  http: `GET ${address}/export`,
  access: "services:read",
  summary: "Export categories, services and extras as one JSON document",
  description: "Records go by name. Importing the document unchanged changes nothing.",
  output: Catalog,
  async run(context) {
    const { categories, services, extras } = await readCatalog(context);
    return {
      format: "schedly-catalog-1",
      categories: categories.map(({ entry }) => entry),
      services: services.map(({ entry }) => entry),
      extras: extras.map(({ entry }) => entry),
    } as never;
  },
});

export const importCatalogDocument = operation({
  name: "catalog.import",
  http: `POST ${address}/import`,
  access: "services:write",
  summary: "Import categories, services and extras from a JSON document",
  description:
    "Adds what is new and changes the given fields of what is known: categories by name, services by slug, extras by " +
    "service and name. What the document does not name stays as it is. All of it is taken, or nothing.",
  query: CatalogImport,
  body: CatalogDraft,
  output: CatalogReport,
  errors: [validationError],
  run: (context, { missing, ...draft }) => importCatalog(context, draft, missing),
});
