import { pathToFileURL } from "node:url";
import type { z } from "zod";
import type { Operation } from "../../src/platform/operation.ts";
import type { Route } from "../shared/route.ts";

type Paging = typeof import("../../src/platform/page.ts");
const base = import.meta.url;
// Exports and imports of files stand in transfer.ts, beside the operations of their noun.
const operationsFile = /[\\/]src[\\/]domain[\\/].*(?:operations|[\\/]transfer)\.ts$/;
const rulesFile = /[\\/]web[\\/]build[\\/]every-rule\.ts$/;

/**
 * Lets the pages import the server's operations as they are. What the browser gets of each is its address and the names of
 * its query fields; its types are the operation's own, so a page that asks wrongly does not compile. Unused ones are
 * shaken off. Each is a module of its own, for a chunk holds whole modules: a page that asks for one operation of a noun
 * would otherwise load what the dashboard asks of that noun too.
 */
export const operationsAsRoutes = () => ({
  name: "operations-as-routes",
  enforce: "pre" as const,
  async load(id: string) {
    const [file, wanted] = id.split("?operation=") as [string, string?];
    if (!operationsFile.test(file)) return null;
    const routes = await routesOf(file);
    const code = wanted
      ? `export const ${wanted} = /* @__PURE__ */ Object.freeze(${JSON.stringify(routes.get(wanted))});`
      : [...routes.keys()].map((name) => `export { ${name} } from ${JSON.stringify(`${file}?operation=${name}`)};`);
    return { code: [code].flat().join("\n"), map: null, moduleSideEffects: false };
  },
});

/** What a file of operations has for the browser, by the names of its exports. */
async function routesOf(file: string): Promise<Map<string, Route>> {
  const exports = (await import(pathToFileURL(file).href)) as Record<string, unknown>;
  // Not imported above: Vite bundles this file, and a copy of that module would know of no pages.
  const { isPage } = (await import(new URL("../../src/platform/page.ts", base).href)) as Paging;
  const routes = new Map<string, Route>();
  for (const [name, value] of Object.entries(exports)) {
    const route = isOperation(value) ? routeOf(value, isPage(value.output)) : null;
    if (route) routes.set(name, route);
  }
  return routes;
}

const isOperation = (value: unknown): value is Operation =>
  typeof value === "object" && value !== null && "run" in value && "output" in value;

function routeOf({ name, http, query, upload }: Operation, list: boolean): Route | null {
  if (!http) return null;
  const [method, path] = http.split(" ") as [string, string];
  return {
    name,
    method,
    path: path.replace(/\?id$/, ""),
    query: query ? Object.keys((query as z.ZodObject).shape) : [],
    ...(list ? { list: true } : {}),
    ...(upload ? { upload: true } : {}),
  };
}

/** Lets the pages import what the rules of all operations come to, and not what it takes to make them. */
export const rulesAsData = () => ({
  name: "rules-as-data",
  enforce: "pre" as const,
  async load(id: string) {
    if (!rulesFile.test(id)) return null;
    const { rules } = (await import(pathToFileURL(id).href)) as typeof import("./every-rule.ts");
    return { code: `export const rules = JSON.parse(${JSON.stringify(JSON.stringify(rules))});`, map: null };
  },
});
