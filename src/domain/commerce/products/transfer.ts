import { sql } from "kysely";
import { CsvFile, exportCsv } from "../../../platform/csv/export.ts";
import { importCsv } from "../../../platform/csv/import.ts";
import { ImportQuery, ImportReport } from "../../../platform/csv/report.ts";
import { streamRows } from "../../../platform/csv/stream-rows.ts";
import { validationError } from "../../../platform/errors.ts";
import { operation } from "../../../platform/operation.ts";
import { iso } from "../../../platform/schemas.ts";
import { aliases, columns, upsertProducts } from "./import.ts";
import { refusals } from "./store.ts";

const address = "/api/services/products";

export const exportProducts = operation({
  name: "products.export",
  http: `GET ${address}/export`,
  access: "products:read",
  summary: "Export products as CSV",
  description:
    "UTF-8 with a byte order mark, for spreadsheets. Prices are in minor units. Importing the file unchanged changes nothing.",
  output: CsvFile,
  run: async (context) =>
    exportCsv(
      `products-${iso(context.now).slice(0, 10)}.csv`,
      Object.keys(columns.shape),
      // Locations are the services' own, a wing that comes after this one: of them SQL alone is used here.
      streamRows(
        context,
        sql<Record<string, unknown>>`
          select p.*, c.name as category, l.name as location from products p
          left join product_categories c on c.business_id = p.business_id and c.id = p.category_id
          left join locations l on l.business_id = p.business_id and l.id = p.location_id
          where p.business_id = ${context.businessId} and p.deleted_at is null order by p.name, p.id`,
      ),
    ),
});

export const importProducts = operation({
  name: "products.import",
  http: `POST ${address}/import`,
  access: "products:write",
  summary: "Import products from CSV",
  description:
    "A row is a known product by its id, else by its sku, else by its name; any other is added. Columns that the file does not have are left as they are, empty cells are cleared. A category that is not there yet is made. Prices are in minor units.",
  query: ImportQuery,
  upload: "csv",
  output: ImportReport,
  errors: [validationError],
  run: (context, { atomic }) =>
    importCsv(context, {
      columns,
      aliases,
      atomic,
      refusals,
      batchSize: 50,
      upsertBatch: (rows) => upsertProducts(context, rows),
    }),
});
