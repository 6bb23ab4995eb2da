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
 * shaken off.
 */
export const operationsAsRoutes = () => ({
  name: "operations-as-routes",
  enforce: "pre" as const,
  async load(id: string) {
    const [file] = id.split("?") as [string];
    if (!operationsFile.test(file)) return null;
    const exports = (await import(pathToFileURL(file).href)) as Record<string, unknown>;
    // Not imported above: Vite bundles this file, and a copy of that module would know of no pages.
    const { isPage } = (await import(new URL("../../src/platform/page.ts", base).href)) as Paging;
    const lines = Object.entries(exports).flatMap(([name, value]) => {
      const route = isOperation(value) ? routeOf(value, isPage(value.output)) : null;
      return route ? `export const ${name} = /* @__PURE__ */ Object.freeze(${JSON.stringify(route)});` : [];
    });
    return { code: lines.join("\n"), map: null };
  },
});

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
