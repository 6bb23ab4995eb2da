import type { Module } from "./modules.ts";

// The house (DESIGN): main → cli → serving → http | mcp → app → domain → platform, and the wings of the domain in order.
// A file may import from its own floor and from those below.

/** From the ground up. A path belongs to the first floor whose pattern it matches. */
const floors: [name: string, pattern: RegExp][] = [
  ["platform", /^src\/platform\//],
  ["domain", /^src\/domain\//],
  ["adapters", /^src\/adapters\//],
  ["app", /^src\/(app|admission|unit-of-work|relay|idempotency|news|dry-run|config|version)\.ts$/],
  ["doors", /^src\/(http|mcp)\//],
  ["serving", /^src\/(ports|storage|open|serve|command)\.ts$|^src\/(backup|demo|doctor)\//],
  ["cli", /^src\/cli\//],
  ["main", /^src\/main\.ts$/],
];

/** A wing imports only earlier ones. */
const wings = [
  "identity",
  "events",
  "time",
  "messaging",
  "commerce",
  "services",
  "scheduling",
  "routing",
  "portal",
  "billing",
  "reserve",
  "accounts",
  "connections",
  "workflows",
  "compliance",
  "insights",
  "agents",
];

/** Tests and what only they use may reach for anything. */
export const isForTests = (path: string) => /\.test\.ts$|\.test-support\.ts$|\/loopback\.ts$/.test(path);

/** What breaks the order, one sentence each. */
export function findOrderViolations(modules: Map<string, Module>): string[] {
  const violations: string[] = [];
  for (const { path, imports } of modules.values()) {
    if (isForTests(path)) continue;
    const floor = floorOf(path);
    if (floor === -1) violations.push(`${path} is on no floor of the house: see test/support/architecture.ts`);
    for (const { to, line } of imports) {
      const problem = modules.has(to) ? whyNot(path, to) : to.startsWith("src/") && `${to} does not exist`;
      if (problem) violations.push(`${path}:${line} imports ${to}: ${problem}`);
    }
  }
  return violations;
}

function whyNot(from: string, to: string): string | null {
  if (isForTests(to)) return "that file is for tests";
  const [above, below] = [floorOf(from), floorOf(to)];
  if (below > above) return `${nameOf(above)} comes before ${nameOf(below)}`;
  if (nameOf(below) === "adapters" && nameOf(above) !== "adapters" && from !== "src/ports.ts")
    return "adapters are handed out by src/ports.ts alone";
  if (nameOf(below) === "doors" && nameOf(above) === "doors" && doorOf(from) !== doorOf(to))
    return "one door does not use another";
  if (nameOf(below) === "domain" && nameOf(above) === "domain") return whyNotInDomain(from, to);
  return null;
}

function whyNotInDomain(from: string, to: string): string | null {
  const [here, there] = [wingOf(from), wingOf(to)];
  if (here === null) return null; // domain/index.ts lists them all
  if (there === null) return "a wing does not know the whole";
  const order = [here, there].map((wing) => wings.indexOf(wing));
  if (order.includes(-1)) return `the wing ${order[0] === -1 ? here : there} has no place in the order yet`;
  return order[1]! > order[0]! ? `the wing ${here} comes before ${there}` : null;
}

const floorOf = (path: string) => floors.findIndex(([, pattern]) => pattern.test(path));
const nameOf = (floor: number) => floors[floor]?.[0] ?? "nowhere";
const doorOf = (path: string) => path.split("/")[1];
const wingOf = (path: string) => /^src\/domain\/([^/]+)\//.exec(path)?.[1] ?? null;

/** Files that need each other to load, as `a → b → a`. Type-only imports do not count: they are gone at run time. */
export function findCycles(modules: Map<string, Module>): string[] {
  const cycles: string[] = [];
  const done = new Set<string>();
  const trail: string[] = [];
  const visit = (path: string) => {
    const at = trail.indexOf(path);
    if (at !== -1) return void cycles.push([...trail.slice(at), path].join(" → "));
    if (done.has(path)) return;
    done.add(path);
    trail.push(path);
    for (const { to, typeOnly } of modules.get(path)?.imports ?? []) if (!typeOnly) visit(to);
    trail.pop();
  };
  for (const path of modules.keys()) visit(path);
  return cycles;
}
