import { sql } from "kysely";
import { CsvFile, exportCsv } from "../../../platform/csv/export.ts";
import { importCsv } from "../../../platform/csv/import.ts";
import { ImportQuery, ImportReport } from "../../../platform/csv/report.ts";
import { streamRows } from "../../../platform/csv/stream-rows.ts";
import { validationError } from "../../../platform/errors.ts";
import { operation } from "../../../platform/operation.ts";
import { iso } from "../../../platform/schemas.ts";
import { aliases, columns, upsertLocations } from "./import.ts";
import { refusals } from "./store.ts";

const address = "/api/services/locations";

export const exportLocations = operation({
  name: "locations.export",
  http: `GET ${address}/export`,
  access: "locations:read",
  summary: "Export locations as CSV",
  description: "UTF-8 with a byte order mark, for spreadsheets. Importing the file unchanged changes nothing.",
  output: CsvFile,
  run: async (context) =>
    exportCsv(
      `locations-${iso(context.now).slice(0, 10)}.csv`,
      Object.keys(columns.shape),
      streamRows(
        context,
        sql<Record<string, unknown>>`
          select l.*, d.name as district from locations l
          left join districts d on d.business_id = l.business_id and d.id = l.district_id
          where l.business_id = ${context.businessId} and l.deleted_at is null order by l.name, l.id`,
      ),
    ),
});

export const importLocations = operation({
  name: "locations.import",
  http: `POST ${address}/import`,
  access: "locations:write",
  summary: "Import locations from CSV",
  description:
    "A row is a known location by its id, else by its name; any other is added. Columns that the file does not have are left as they are, empty cells are cleared. A district that is not there yet is made.",
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
      upsertBatch: (rows) => upsertLocations(context, rows),
    }),
});
