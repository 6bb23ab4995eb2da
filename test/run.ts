import { globSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { run } from "node:test";
import { spec } from "node:test/reporters";
import { fileURLToPath } from "node:url";
import { dropDatabase, testServer } from "./support/database.ts";
import { createTemplate } from "./support/template.ts";

// The whole suite, or the files whose path contains one of the words given: `npm test -- services cli`.
// It runs on a PostgreSQL of its own, or on the one at TEST_DATABASE_ADMIN_URL (a superuser's address).

const root = new URL("..", import.meta.url);
const wanted = process.argv.slice(2);
// Processes load much the same modules: stripped and compiled once, they load in half the time.
process.env.NODE_COMPILE_CACHE ??= fileURLToPath(new URL("node_modules/.cache/compiled", root));
// Those that take longest, or that change or measure their process, have one of their own. They begin first, so that no
// single one is waited for in the end.
const alone =
  /process|property|embedded|crash|backup|operations|away|transfer|receivers|zapier|fuzz|conformance|test.web/;
/** The others share one, because loading the product takes longer than most of them run. */
const perProcess = 8;
const files = globSync(
  ["src/**/*.test.ts", "test/**/*.test.ts", "web/**/*.test.ts", "bench/**/*.test.ts", "integrations/**/*.test.ts"],
  {
    cwd: root,
  },
)
  .filter((file) => wanted.length === 0 || wanted.some((word) => file.includes(word)))
  .sort()
  .map((file) => fileURLToPath(new URL(file, root)))
  .filter(await canRun());

process.exitCode = files.length > 0 && (await runAll()) ? 0 : 1;
if (files.length === 0) console.error(`No test file matches ${wanted.join(" or ")}.`);

/** Leaves out what wants a browser, and says so, where none starts. */
async function canRun(): Promise<(file: string) => boolean> {
  const { noBrowser } = await import("./web/browser.ts");
  if (noBrowser) console.warn(`Tests in a browser are skipped. ${noBrowser}`);
  return (file) => !noBrowser || !/[\\/]test[\\/]web[\\/]/.test(file);
}

/** True when tests ran and all of them passed. */
async function runAll(): Promise<boolean> {
  const folder = mkdtempSync(join(tmpdir(), "schedly-suite-"));
  const server = await testServer();
  const template = await createTemplate(server);
  process.env.TEST_DATABASE_ADMIN_URL = server.adminUrl;
  process.env.TEST_DATABASE_TEMPLATE = template;
  let well = false;
  try {
    const events = run({ files: inProcesses(folder), concurrency: 2, timeout: 600_000 });
    events.on("test:summary", ({ file, counts, success }) => {
      // One comes for each process, and in the end one for all of them.
      if (file === undefined) well = success && counts.passed > 0;
    });
    const lines = events.compose(new spec());
    lines.pipe(process.stdout, { end: false });
    await new Promise((resolve) => lines.once("end", resolve));
  } finally {
    rmSync(folder, { recursive: true, force: true });
    await dropDatabase(server, template);
    await server.stop();
  }
  return well;
}

/** A file for each process: a test file, or one in `folder` that imports several. */
function inProcesses(folder: string): string[] {
  const together = files.filter((file) => !alone.test(file));
  const shared = together
    .filter((_, place) => place % perProcess === 0)
    .map((_, number) => {
      const imports = together.slice(number * perProcess, (number + 1) * perProcess);
      const file = join(folder, `${String(number).padStart(2, "0")}.test.mjs`);
      writeFileSync(file, imports.map((path) => `import ${JSON.stringify(path)};\n`).join(""));
      return file;
    });
  return [...files.filter((file) => alone.test(file)), ...shared];
}
