import { DomainError, type ErrorDetail, validationError } from "../../../platform/errors.ts";
import type { Context } from "../../../platform/operation.ts";
import { iso } from "../../../platform/schemas.ts";
import { businessCurrency } from "../../identity/businesses/store.ts";
import { slugOf } from "../services/store.ts";
import { problemsIn } from "./check.ts";
import { bare } from "./names.ts";
import { needsOf, readPlaces, sameResources, unknownPlaces, withoutUnknownPlaces } from "./places.ts";
import { type Known, readCatalog } from "./read.ts";
import type { CatalogDraft, Count, ExtraEntry } from "./schema.ts";
import { insertRows, overwriteRows, replaceServiceResources } from "./write.ts";

type Report = { categories: Count; services: Count; extras: Count; leftOut: ErrorDetail[] };

/**
 * Brings a catalog in: adds what is new, changes the given fields of what is known (categories by name, services by
 * slug, extras by service and name) and leaves everything else alone. All of it or, with every problem named, nothing.
 */
export async function importCatalog(
  context: Context,
  draft: CatalogDraft,
  missing: "refuse" | "leave-out",
): Promise<Report> {
  const named = draft.services.map((service) => ({ ...service, slug: service.slug ?? slugOf(service.name) }));
  const known = await readCatalog(context, { lock: true });
  const places = await readPlaces(context);
  const problems = problemsIn(draft, named, known);
  const elsewhere = unknownPlaces(named, places);
  if (missing === "refuse") problems.push(...elsewhere);
  if (problems.length > 0) throw new DomainError(validationError, undefined, problems.slice(0, 50));
  const services = named.map((service) => withoutUnknownPlaces(service, places));

  const categories = await store(context, "serviceCategories", "category", {
    known: new Map(known.categories.map((one) => [bare(one.row.name), one])),
    entries: draft.categories.map((entry) => ({ key: bare(entry.name), entry })),
    defaults: {},
    columns: (entry) => entry,
  });
  const categoryIds = new Map(
    [...known.categories.map(({ row }) => row), ...categories.added].map(({ id, name }) => [bare(name as string), id]),
  );
  const stored = await store(context, "services", "service", {
    known: new Map(known.services.map((one) => [one.row.slug, one])),
    entries: services.map((entry) => ({ key: entry.slug, entry })),
    defaults: { duration: 60, price: 0, currency: await businessCurrency(context) },
    columns: ({ category, location, resources: _, ...columns }) => ({
      ...columns,
      ...(category === undefined ? {} : { categoryId: category ? categoryIds.get(bare(category)) : null }),
      ...(location === undefined ? {} : { locationId: location ? places.locations.get(bare(location)) : null }),
    }),
  });
  const serviceIds = new Map(
    [...known.services.map(({ row }) => row), ...stored.added].map(({ id, slug }) => [slug as string, id]),
  );
  await replaceServiceResources(
    context,
    stored.touched.flatMap(({ entry: { slug, resources } }) =>
      resources === undefined ? [] : [{ serviceId: serviceIds.get(slug)!, needs: needsOf(resources, places) }],
    ),
  );
  const extras = await store(context, "extras", "extra", {
    known: new Map(numbered(known.extras, ({ entry }) => extraKey(entry as ExtraEntry))),
    entries: numbered(draft.extras, extraKey).map(([key, entry]) => ({ key, entry })),
    defaults: { price: 0 },
    columns: ({ service, ...columns }) => ({
      ...columns,
      ...(service === undefined ? {} : { serviceId: service ? serviceIds.get(service) : null }),
    }),
  });
  return { categories: categories.count, services: stored.count, extras: extras.count, leftOut: elsewhere };
}

type Table = "serviceCategories" | "services" | "extras";
type Stored = { id: number } & Record<string, unknown>;

/** Adds and changes the entries of one table, each in one statement. Answers what was added and which entries were no news. */
async function store<Entry extends Record<string, unknown>>(
  context: Context,
  table: Table,
  noun: string,
  {
    known,
    entries,
    defaults,
    columns,
  }: {
    known: Map<string, Known<object>>;
    entries: { key: string; entry: Entry }[];
    defaults: object;
    columns(entry: Entry): object;
  },
) {
  const fresh: object[] = [];
  const changed: { before: object; after: object }[] = [];
  const touched: { entry: Entry }[] = [];
  for (const { key, entry } of entries) {
    const before = known.get(key);
    const values = Object.fromEntries(Object.entries(columns(entry)).filter(([, value]) => value !== undefined));
    if (before && isNoNews(values, before.row) && sameResources(entry, before.entry)) continue;
    touched.push({ entry });
    if (before) changed.push({ before: before.row, after: { ...before.row, ...values } });
    else fresh.push({ ...defaults, ...values, createdAt: iso(context.now) });
  }
  const added = (await insertRows(context, table, noun, fresh)) as Stored[];
  await overwriteRows(context, table, noun, changed);
  const count: Count = {
    created: fresh.length,
    updated: changed.length,
    unchanged: entries.length - fresh.length - changed.length,
  };
  return { added, touched, count };
}

const isNoNews = (values: object, row: object) =>
  Object.entries(values).every(([column, value]) => value === (row as Record<string, unknown>)[column]);

const extraKey = ({ service, name }: ExtraEntry) => JSON.stringify([service ?? null, bare(name)]);
/** Extras may share a name: the second of two goes with the second. */
function numbered<Item>(items: Item[], key: (item: Item) => string): [string, Item][] {
  const seen = new Map<string, number>();
  return items.map((item) => {
    const number = (seen.get(key(item)) ?? 0) + 1;
    seen.set(key(item), number);
    return [`${key(item)} ${number}`, item];
  });
}
