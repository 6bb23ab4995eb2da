import { CsvFile } from "../../../platform/csv/export.ts";
import { importCsv } from "../../../platform/csv/import.ts";
import { ImportQuery, ImportReport } from "../../../platform/csv/report.ts";
import { validationError } from "../../../platform/errors.ts";
import { operation } from "../../../platform/operation.ts";
import { refusals } from "../../time/calendars/claims.ts";
import { AppointmentSearch } from "./schema.ts";
import { readCatalogue } from "./transfer/catalogue.ts";
import { aliases, columns } from "./transfer/columns.ts";
import { exportAppointments as write } from "./transfer/export.ts";
import { storeAppointments } from "./transfer/import.ts";

const address = "/api/services/appointments";

export const exportAppointments = operation({
  name: "appointments.export",
  http: `GET ${address}/export`,
  access: "appointments:read",
  summary: "Export appointments as CSV",
  description: "UTF-8 with a byte order mark, for spreadsheets. Importing the file unchanged changes nothing.",
  query: AppointmentSearch.omit({ limit: true, cursor: true }),
  output: CsvFile,
  run: (context, { order, ...search }) => write(context, search, { descending: order === "desc" }),
});

export const importAppointments = operation({
  name: "appointments.import",
  http: `POST ${address}/import`,
  access: "appointments:write",
  summary: "Import appointments from CSV",
  description:
    "A row is a known appointment by its id, else by its uid; any other is added. Services, employees and locations are found by id, name or e-mail; customers are found or made. " +
    "What is to come takes its time, and a row whose time is taken is reported; what is over is history and may overlap. Nobody is sent a mail. " +
    "Columns that the file does not have are left as they are, empty cells are cleared. Without a status, what is over counts as completed.",
  query: ImportQuery,
  upload: "csv",
  output: ImportReport,
  errors: [validationError],
  async run(context, { atomic }) {
    // Audit log, events and the appointments themselves say where they came from.
    context.source = "import";
    const catalogue = await readCatalogue(context);
    const upsertBatch = (rows: Parameters<typeof storeAppointments>[2]) => storeAppointments(context, catalogue, rows);
    return importCsv(context, { columns, aliases, atomic, refusals, upsertBatch });
  },
});
