import { sql } from "kysely";
import { CsvFile, exportCsv } from "../../../platform/csv/export.ts";
import { importCsv } from "../../../platform/csv/import.ts";
import { ImportQuery, ImportReport } from "../../../platform/csv/report.ts";
import { streamRows } from "../../../platform/csv/stream-rows.ts";
import { validationError } from "../../../platform/errors.ts";
import { operation } from "../../../platform/operation.ts";
import { iso } from "../../../platform/schemas.ts";
import { aliases, columns, upsertCustomers } from "./import.ts";
import { phoneReader } from "./phone.ts";
import { CustomerSearch, ExportSearch } from "./schema.ts";
import { matching, refusals } from "./store.ts";

const address = "/api/services/customers";

export const exportCustomers = operation({
  name: "customers.export",
  http: `GET ${address}/export`,
  access: "customers:read",
  summary: "Export customers as CSV",
  description: "UTF-8 with a byte order mark, for spreadsheets. Importing the file unchanged changes nothing.",
  query: CustomerSearch.pick({ search: true, tag: true }).extend(ExportSearch.shape),
  output: CsvFile,
  run: async (context, { ids, ...search }) =>
    exportCsv(
      `customers-${iso(context.now).slice(0, 10)}.csv`,
      Object.keys(columns.shape),
      streamRows(
        context,
        sql`select * from customers
          where ${sql.join([sql`business_id = ${context.businessId}`, sql`deleted_at is null`, ...matching(search), ...(ids ? [sql`id = any(${ids})`] : [])], sql` and `)}
          order by id`,
      ),
    ),
});

export const importCustomers = operation({
  name: "customers.import",
  http: `POST ${address}/import`,
  access: "customers:write",
  summary: "Import customers from CSV",
  description:
    "A row is a known customer by its id, else by its e-mail address, else by its phone number together with the name; " +
    "any other is added. Columns that the file does not have are left as they are, empty cells are cleared.",
  query: ImportQuery,
  upload: "csv",
  output: ImportReport,
  errors: [validationError],
  async run(context, { atomic }) {
    const readPhone = await phoneReader(context);
    return importCsv(context, {
      table: "customers",
      columns,
      aliases,
      atomic,
      refusals,
      upsertBatch: (rows) => upsertCustomers(context, rows, readPhone),
    });
  },
});
