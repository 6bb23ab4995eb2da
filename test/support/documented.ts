import { operations } from "../../src/app.ts";
import { openApiDocument } from "../../src/http/openapi.ts";

/** The OpenAPI document as this source makes it. */
export const documented = (): any => openApiDocument(operations, "http://localhost:3000", "0.0.0");

/** What an endpoint such as `POST /api/bookings/:uid/cancel` takes, by name; null where the document has no such one. */
export function inputsOf(document: any, endpoint: string): { parameters: string[]; body: string[] } | null {
  const [method = "", route = ""] = endpoint.split(" ");
  const described = document.paths[route.replace(/:(\w+)/g, "{$1}")]?.[method.toLowerCase()];
  if (!described) return null;
  const schema = described.requestBody?.content["application/json"]?.schema ?? {};
  const { $ref } = schema as { $ref?: string };
  const body = $ref ? document.components.schemas[$ref.split("/").at(-1)!] : schema;
  return {
    parameters: (described.parameters ?? []).map(({ name }: { name: string }) => name),
    body: Object.keys(body.properties ?? {}),
  };
}
