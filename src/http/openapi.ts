import { z } from "zod";
import { scopes } from "../domain/accounts/oauth/scopes.ts";
import { describeWebhooks } from "../domain/events/triggers/json-schema.ts";
import {
  badRequest,
  conflict,
  type ErrorType,
  forbidden,
  internalError,
  notFound,
  payloadTooLarge,
  preconditionFailed,
  rateLimited,
  unauthorized,
  validationError,
} from "../platform/errors.ts";
import { fileType, type Operation } from "../platform/operation.ts";
import { isPage } from "../platform/page.ts";
import { isBare } from "./answers.ts";
import { headersOf } from "./openapi-headers.ts";
import { methodsOf, pathOf, takesId } from "./routes.ts";

type Json = Record<string, any>;

/** The OpenAPI 3.1 document, made from the operations that the routes are made from. */
export function openApiDocument(operations: Operation[], publicUrl: string, version: string): Json {
  // On a laptop the address is of no use to anybody else; what begins with "/" is wherever the document came from.
  const base = /^https?:\/\/localhost\b/.test(publicUrl) ? "" : publicUrl;
  const components: Json = { Error: errorSchema };
  const paths: Json = {};
  const tags = new Set<string>();
  for (const operation of operations) {
    if (!operation.http || operation.hidden) continue;
    tags.add(tagOf(operation));
    const path = pathOf(operation).replace(/:(\w+)/g, "{$1}");
    for (const method of methodsOf(operation).map((name) => name.toLowerCase())) {
      const described = describe(operation, components, method !== methodsOf(operation)[0]!.toLowerCase());
      paths[path] ??= {};
      const at = paths[path];
      at[method] = at[method] ? merged(at[method], described, takesId(operation)) : described;
    }
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "Schedly API",
      version,
      description: "Scheduling that businesses run themselves and developers build on.",
      license: { name: "MIT", identifier: "MIT" },
    },
    servers: [{ url: base || "/" }],
    tags: [...tags].sort().map((name) => ({ name, description: `Operations on ${name}.` })),
    security: keys,
    paths,
    webhooks: describeWebhooks(),
    components: {
      securitySchemes: {
        apiKey: {
          type: "apiKey",
          in: "header",
          name: "cal-api-key",
          description: "An API key, with or without the prefix cal_",
        },
        bearer: { type: "http", scheme: "bearer", description: "The same key as a bearer token" },
        oauth: {
          type: "oauth2",
          description: "An access token of an app that acts for a user; docs/oauth.md tells how it gets one",
          flows: {
            authorizationCode: {
              authorizationUrl: `${base}/auth/oauth2/authorize`,
              tokenUrl: `${base}/api/auth/oauth/token`,
              refreshUrl: `${base}/api/auth/oauth/refreshToken`,
              scopes: Object.fromEntries(scopes.map((scope) => [scope, scopeInWords(scope)])),
            },
          },
        },
        session: {
          type: "apiKey",
          in: "cookie",
          name: "schedly_session",
          description: "The cookie that signing in sets",
        },
      },
      schemas: components,
    },
  };
}

/** Who is known may do more also where nobody has to be: a host moves a booking when its booker no longer can. */
const keys = [{ apiKey: [] }, { bearer: [] }, { oauth: [] }, { session: [] }];

const errorSchema = {
  type: "object",
  required: ["status", "error", "message"],
  properties: {
    status: { type: "string", const: "error" },
    error: { type: "string", description: "A code that never changes", examples: ["NOT_FOUND"] },
    message: { type: "string" },
    details: {
      type: "array",
      items: {
        type: "object",
        required: ["field", "message"],
        properties: { field: { type: "string" }, message: { type: "string" } },
        additionalProperties: true,
      },
    },
  },
};

const scopeInWords = (scope: string) => {
  const [area = "", action] = scope.split(":");
  return `${action === "write" ? "See and change" : "See"} ${area.replaceAll("-", " ")}`;
};

const tagOf = (operation: Operation) => operation.name.split(".")[0]!;

function describe(operation: Operation, components: Json, second: boolean): Json {
  const parameters = [...parametersOf(operation, components), ...headersOf(operation)];
  return {
    operationId: second ? `${operation.name}.replace` : operation.name,
    summary: operation.summary,
    ...(operation.description ? { description: operation.description } : {}),
    tags: [tagOf(operation)],
    ...(operation.access === "public" ? { security: [{}, ...keys] } : {}),
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(operation.upload ? { requestBody: csvBody } : {}),
    ...(operation.body
      ? {
          requestBody: {
            required: true,
            content: { "application/json": { schema: jsonSchema(operation.body, "input", components) } },
          },
        }
      : {}),
    responses: {
      [operation.status ?? 200]: success(operation, components),
      ...Object.fromEntries(
        errorsOf(operation).map(({ status, code, message }) => [
          status,
          {
            description: `${code}: ${message}`,
            content: { "application/json": { schema: { $ref: "#/components/schemas/Error" } } },
          },
        ]),
      ),
    },
  };
}

const csvBody = {
  required: true,
  content: {
    "text/csv": { schema: { type: "string" } },
    "multipart/form-data": {
      schema: { type: "object", properties: { file: { type: "string", contentMediaType: "text/csv" } } },
    },
    "application/json": { schema: { type: "object", required: ["csv"], properties: { csv: { type: "string" } } } },
  },
};

function success(operation: Operation, components: Json): Json {
  const contentType = fileType(operation.output);
  if (contentType)
    return { description: operation.summary, content: { [contentType]: { schema: { type: "string" } } } };
  const schema = jsonSchema(operation.output, "output", components);
  const bare = isBare(pathOf(operation));
  if (!isPage(operation.output)) {
    const body = bare
      ? schema
      : { type: "object", required: ["status", "data"], properties: { status: { const: "success" }, data: schema } };
    const headers =
      "version" in ((operation.output as { shape?: object }).shape ?? {}) ? { headers: versionHeader } : {};
    return { description: operation.summary, ...headers, content: { "application/json": { schema: body } } };
  }
  const items = schema.properties.items;
  const body = bare
    ? items
    : {
        type: "object",
        required: ["status", "data", "pagination"],
        properties: {
          status: { const: "success" },
          data: items,
          pagination: {
            type: "object",
            properties: { total: { type: "integer" }, nextCursor: { type: ["string", "null"] } },
          },
        },
      };
  return {
    description: operation.summary,
    headers: {
      "X-Total-Count": { description: "Records in all", schema: { type: "integer" } },
      Link: { description: 'The next page, rel="next"', schema: { type: "string" } },
    },
    content: { "application/json": { schema: body } },
  };
}

const versionHeader = {
  ETag: { description: "The version of the record, for `If-Match`", schema: { type: "string" } },
};

function parametersOf(operation: Operation, components: Json): Json[] {
  if (!operation.query) return [];
  const schema = jsonSchema(operation.query, "input", components);
  const inPath = new Set([...pathOf(operation).matchAll(/:(\w+)/g)].map(([, name]) => name));
  return Object.entries(schema.properties as Json).map(([name, { description, ...property }]) => ({
    name,
    in: inPath.has(name) ? "path" : "query",
    required: inPath.has(name) || (schema.required ?? []).includes(name),
    ...(description ? { description } : {}),
    schema: property,
  }));
}

function errorsOf(operation: Operation): ErrorType[] {
  const method = operation.http!.split(" ")[0];
  // Also what needs no key refuses a wrong one, and one that is limited to something else.
  const errors = [badRequest, unauthorized, forbidden, rateLimited, internalError, ...(operation.errors ?? [])];
  if (operation.body || operation.upload) errors.push(validationError, payloadTooLarge);
  if (method === "POST") errors.push(validationError); // an Idempotency-Key with another request
  if (takesId(operation) || operation.body || operation.tenant || pathOf(operation).includes(":"))
    errors.push(notFound);
  if (method !== "GET") errors.push(conflict);
  if (method === "PUT" || method === "PATCH" || method === "DELETE") errors.push(preconditionFailed);
  return [...new Map(errors.map((error) => [error.status, error])).values()].sort((a, b) => a.status - b.status);
}

/** Two operations at one address: a list, and with `id` one record. */
function merged(first: Json, second: Json, secondTakesId: boolean): Json {
  const [list, one] = secondTakesId ? [first, second] : [second, first];
  const parameters = [
    ...(list.parameters ?? []),
    ...(one.parameters ?? []).map((parameter: Json) => ({ ...parameter, required: parameter.in === "path" })),
  ];
  const schemaOf = (described: Json) => described.responses["200"].content["application/json"].schema;
  return {
    ...list,
    description: [list.description, `With \`id\`: ${one.summary.toLowerCase()}.`].filter(Boolean).join(" "),
    parameters: [...new Map(parameters.map((parameter) => [parameter.name, parameter])).values()],
    responses: {
      ...one.responses,
      ...list.responses,
      200: {
        ...list.responses["200"],
        headers: { ...one.responses["200"].headers, ...list.responses["200"].headers },
        content: { "application/json": { schema: { anyOf: [schemaOf(list), schemaOf(one)] } } },
      },
    },
  };
}

/** A zod schema as JSON Schema; named ones (`.meta({ id })`) become components. */
function jsonSchema(schema: z.ZodType, io: "input" | "output", components: Json): Json {
  const {
    $schema: _,
    $defs = {},
    ...json
  } = z.toJSONSchema(schema, { io, unrepresentable: "any", reused: "inline" }) as Json;
  // What is read and what is written may differ under one name; inputs get names of their own.
  const rename = (name: string) =>
    io === "input" && components[name] && JSON.stringify(components[name]) !== JSON.stringify(fix($defs[name]))
      ? `${name}Input`
      : name;
  const fix = (value: unknown): any =>
    JSON.parse(
      JSON.stringify(value).replace(
        /"#\/\$defs\/([^"]+)"/g,
        (_match, name: string) => `"#/components/schemas/${name}"`,
      ),
    );
  for (const [name, definition] of Object.entries($defs)) {
    const { id: _id, ...body } = fix(definition);
    components[rename(name)] ??= body;
  }
  const { id, ...body } = fix(json);
  if (typeof id === "string" && json.type === "object") {
    components[id] ??= body;
    return { $ref: `#/components/schemas/${id}` };
  }
  return body;
}
