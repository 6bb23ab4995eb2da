import { sql } from "kysely";
import { CsvFile, exportCsv } from "../../../platform/csv/export.ts";
import { importCsv } from "../../../platform/csv/import.ts";
import { ImportQuery, ImportReport } from "../../../platform/csv/report.ts";
import { streamRows } from "../../../platform/csv/stream-rows.ts";
import { forbidden, validationError } from "../../../platform/errors.ts";
import { type Context, operation } from "../../../platform/operation.ts";
import { iso } from "../../../platform/schemas.ts";
import { refuseOnlyOwn } from "./access.ts";
import { aliases, columns, type Directory, everyService, noService, upsertEmployees } from "./import.ts";
import { labelsOf } from "./labels.ts";
import { refusals } from "./store.ts";

const address = "/api/services/employees";

export const exportEmployees = operation({
  name: "employees.export",
  http: `GET ${address}/export`,
  access: "staff:read",
  summary: "Export the staff list as CSV",
  description:
    "UTF-8 with a byte order mark, for spreadsheets. Services and locations are written by name, or as #id where a name is not clear. Importing the file unchanged changes nothing.",
  output: CsvFile,
  run: async (context) =>
    exportCsv(
      `employees-${iso(context.now).slice(0, 10)}.csv`,
      Object.keys(columns.shape),
      inWords(context, await directoryOf(context)),
    ),
});

export const importEmployees = operation({
  name: "employees.import",
  http: `POST ${address}/import`,
  access: "staff:write",
  summary: "Import employees from CSV",
  description:
    "A row is a known employee by its id, else by its e-mail address; any other is added. Columns that the file does not have are left as they are, empty cells are cleared. services: names or #ids with commas between, all, or none.",
  query: ImportQuery,
  upload: "csv",
  output: ImportReport,
  errors: [forbidden, validationError],
  async run(context, { atomic }) {
    refuseOnlyOwn(context);
    const directory = await directoryOf(context);
    return importCsv(context, {
      columns,
      aliases,
      atomic,
      refusals,
      batchSize: 50,
      upsertBatch: (rows) => upsertEmployees(context, rows, directory),
    });
  },
});

const directoryOf = async (context: Context): Promise<Directory> => ({
  services: await labelsOf(context, "services", "service", [everyService, noService]),
  locations: await labelsOf(context, "locations", "location"),
});

type Exported = { allServices: boolean; serviceIds: number[]; locationIds: number[] } & Record<string, unknown>;

async function* inWords(context: Context, { services, locations }: Directory) {
  const query = sql<Exported>`
    select e.*, r.name as role,
      coalesce((select jsonb_agg(es.service_id order by es.service_id) from employee_services es
        join services s on s.business_id = es.business_id and s.id = es.service_id and s.deleted_at is null
        where es.business_id = e.business_id and es.employee_id = e.id), '[]') as service_ids,
      coalesce((select jsonb_agg(el.location_id order by el.location_id) from employee_locations el
        where el.business_id = e.business_id and el.employee_id = e.id), '[]') as location_ids
    from employees e left join employee_roles r on r.business_id = e.business_id and r.id = e.role_id
    where e.business_id = ${context.businessId} and e.deleted_at is null order by e.position, e.id`;
  for await (const { allServices, serviceIds, locationIds, ...employee } of streamRows(context, query)) {
    const named = serviceIds.length > 0 ? serviceIds.map(services.of) : noService;
    yield {
      ...employee,
      services: allServices ? everyService : named,
      locations: locationIds.map(locations.of),
    };
  }
}
