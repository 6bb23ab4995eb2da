import { Liquid } from "liquidjs";

/**
 * Bodies that a business writes itself, in Liquid, of `triggerEvent`, `createdAt` and `payload`. What comes out must be
 * JSON, so values are escaped for JSON texts: `"title": "{{ payload.title }}"` holds whatever the title is, and
 * `{{ payload | json }}` is a whole value. Templates see no files, no clock and no prototypes.
 */
export type Rendered = { ok: true; text: string } | { ok: false; error: string };

const longestTemplate = 20_000;
const longestBody = 256_000;

const engine = new Liquid({
  parseLimit: longestTemplate,
  memoryLimit: 1_000_000,
  renderLimit: 200,
  strictFilters: true,
  ownPropertyOnly: true,
  templates: {},
  outputEscape: asJsonText,
});
for (const tag of ["include", "render", "layout", "block"]) delete engine.tags[tag];
for (const filter of Object.keys(engine.filters))
  if (/^(raw|sample|json|jsonify|inspect)$|_exp$/.test(filter)) delete engine.filters[filter];
engine.registerFilter("json", { raw: true, handler: (value: unknown) => JSON.stringify(value ?? null) });

export function renderBody(template: string, variables: Record<string, unknown>): Rendered {
  let text: string;
  try {
    text = String(engine.parseAndRenderSync(template, variables)).trim();
  } catch (error) {
    return { ok: false, error: `The payload template cannot be filled in: ${(error as Error).message}` };
  }
  if (text.length > longestBody)
    return { ok: false, error: "The payload template writes more than 256,000 characters" };
  try {
    JSON.parse(text);
    return { ok: true, text };
  } catch (error) {
    return { ok: false, error: `What the payload template writes is no JSON: ${(error as Error).message}` };
  }
}

function asJsonText(value: unknown): string {
  if (value === null || value === undefined) return "";
  if (typeof value === "string") return JSON.stringify(value).slice(1, -1);
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
