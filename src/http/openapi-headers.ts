import type { Operation } from "../platform/operation.ts";

type Header = { name: string; in: "header"; description: string; schema: object };

const idempotencyKey: Header = {
  name: "Idempotency-Key",
  in: "header",
  description: "Makes a retry safe: the same key and body give the first answer again for 24 hours",
  schema: { type: "string", maxLength: 255 },
};
const dryRun: Header = {
  name: "Schedly-Dry-Run",
  in: "header",
  description:
    "`true` tries it out: everything is checked and done, the answer is what it would be, `Schedly-Would-Send` names the events, and all of it is undone",
  schema: { type: "boolean" },
};
const ifMatch: Header = {
  name: "If-Match",
  in: "header",
  description: "The `ETag` that came with the record you read: 412 where somebody has changed it since",
  schema: { type: "string" },
};

/** The headers by which a request says how it is meant, as parameters of the OpenAPI document. */
export function headersOf({ http, global, reads }: Operation): Header[] {
  const method = http!.split(" ")[0]!;
  return [
    ...(method === "POST" ? [idempotencyKey] : []),
    ...(method !== "GET" && !global && !reads ? [dryRun] : []),
    ...(method !== "GET" && method !== "POST" ? [ifMatch] : []),
  ];
}
