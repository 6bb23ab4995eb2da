import { spawnSync } from "node:child_process";
import { existsSync, globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { findCycles, findOrderViolations, isForTests } from "./support/architecture.ts";
import { projectRoot, readModules } from "./support/modules.ts";

// `npm run check`: what can be said about the source without running it. Every check runs, whichever fails first.

const longestFileLines = 300;

const checks: [name: string, check: () => string[]][] = [
  ["types", () => tool("tsc")],
  ["types of the web app", () => tool("tsc", "-p", "web")],
  ["lint and format", () => tool("biome", "ci", "--error-on-warnings", "--colors=off")],
  ["import order", () => findOrderViolations(readModules())],
  ["import cycles", () => findCycles(readModules())],
  ["open ends", findOpenEnds],
  ["lock file", findRegistryHosts],
];

let failed = 0;
for (const [name, check] of checks) {
  const problems = check();
  if (problems.length > 0) failed++;
  console.log(`${problems.length > 0 ? "✖" : "✔"} ${name}`);
  for (const problem of problems) console.log(`  ${problem.replaceAll("\n", "\n  ")}`);
}
for (const { path, lines } of readModules().values()) {
  if (lines > longestFileLines && !isForTests(path))
    console.log(`⚠ ${path} has ${lines} lines: look for a second noun in it`);
}
process.exitCode = failed > 0 ? 1 : 0;

/** What a tool of the project says, where it is not content. */
function tool(name: string, ...words: string[]): string[] {
  const program = join(projectRoot, "node_modules", ".bin", name);
  const { status, stdout, stderr, error } = spawnSync(program, words, {
    cwd: projectRoot,
    encoding: "utf8",
    shell: process.platform === "win32",
  });
  return status === 0 ? [] : [error?.message ?? `${stdout}${stderr}`.trim()];
}

/** A note to do something later belongs into an issue, where somebody looks for it. */
function findOpenEnds(): string[] {
  const words = ["TO" + "DO", "FIX" + "ME", "XX" + "X"]; // in pieces, or this line would be one
  const note = new RegExp(`\\b(${words.join("|")})\\b`);
  const files = globSync(["{src,web,test,bench,bin,docs,integrations}/**/*.{ts,tsx,css,js,mjs,sql,md}", "*.md"], {
    cwd: projectRoot,
  });
  return files.flatMap((file) =>
    readFileSync(join(projectRoot, file), "utf8")
      .split("\n")
      .flatMap((line, index) => (note.test(line) ? [`${file}:${index + 1} ${line.trim()}`] : [])),
  );
}

/** Addresses in it would bind everybody to the registry of whoever wrote it. */
function findRegistryHosts(): string[] {
  const file = join(projectRoot, "package-lock.json");
  if (!existsSync(file)) return ["package-lock.json is missing"];
  const { packages } = JSON.parse(readFileSync(file, "utf8")) as { packages: Record<string, { resolved?: string }> };
  return Object.entries(packages)
    .filter(([, { resolved }]) => resolved !== undefined && /^\w+:\/\//.test(resolved))
    .map(([name]) => `${name} names the address it was downloaded from`);
}
