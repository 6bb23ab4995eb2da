import { conflict, notFound } from "../../../platform/errors.ts";
import { operation } from "../../../platform/operation.ts";
import { Company, CompanyChanges } from "./schema.ts";
import { changeCompany, readCompany } from "./store.ts";

const address = "/api/services/company-settings";

export const getCompanySettings = operation({
  name: "company.get",
  http: `GET ${address}`,
  access: "settings:read",
  summary: "Get the business as its owner has set it up: name, address, opening hours, booking policy",
  output: Company,
  run: readCompany,
});

export const updateCompanySettings = operation({
  name: "company.update",
  http: `PATCH ${address}`,
  alsoMethod: "PUT",
  access: "settings:write",
  summary: "Change the given settings and leave the others",
  description:
    "Services keep their currency and appointments their time, whatever changes here. After a change of the time zone, hours that were read in the old zone are read in the new one.",
  body: CompanyChanges,
  output: Company,
  errors: [conflict, notFound],
  run: changeCompany,
});
