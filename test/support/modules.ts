import { globSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";

/** One `import` of another file of the project. A type-only one is gone when the program runs. */
export type Import = { to: string; line: number; typeOnly: boolean };
export type Module = { path: string; lines: number; imports: Import[] };

export const projectRoot = fileURLToPath(new URL("../../", import.meta.url));

/** The TypeScript files of src, by their path from the project's root, with what each imports of the others. */
export function readModules(root = projectRoot): Map<string, Module> {
  const paths = globSync("src/**/*.ts", { cwd: root }).map(slashes).sort();
  return new Map(paths.map((path) => [path, moduleOf(path, readFileSync(join(root, path), "utf8"))]));
}

/**
 * Reads the imports out of a file's text: `import … from`, `export … from`, `import("…")` and `declare module "…"`.
 * Biome writes them all in one form, so looking for that form is enough.
 */
export function moduleOf(path: string, text: string): Module {
  const imports: Import[] = [];
  const statement =
    /^(?:(import|export)\b([^"';]*?)\bfrom\s*|(import)\s*|declare module )"(\.[^"]+)"|\bimport\(\s*"(\.[^"]+)"\s*\)/gm;
  for (const match of withoutComments(text).matchAll(statement)) {
    const [, , names = "", , plain, dynamic] = match;
    const declares = match[0].startsWith("declare");
    imports.push({
      to: slashes(normalize(join(dirname(path), plain ?? dynamic!))),
      line: text.slice(0, match.index).split("\n").length,
      typeOnly: declares || isTypeOnly(names),
    });
  }
  return { path, lines: text.split("\n").length - 1, imports };
}

/** `import type { A }`, or `import { type A, type B }`. */
function isTypeOnly(names: string): boolean {
  const trimmed = names.trim();
  if (trimmed.startsWith("type ")) return true;
  const [, inBraces] = /^\{([^}]*)\}$/.exec(trimmed) ?? [];
  const each =
    inBraces
      ?.split(",")
      .map((name) => name.trim())
      .filter(Boolean) ?? [];
  return each.length > 0 && each.every((name) => name.startsWith("type "));
}

/** Blanks them, so that positions stay. */
const withoutComments = (text: string) =>
  text.replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, (comment) => comment.replace(/[^\n]/g, " "));

const slashes = (path: string) => path.replaceAll("\\", "/");
