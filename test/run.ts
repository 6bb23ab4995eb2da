import { globSync } from "node:fs";
import { run } from "node:test";
import { spec } from "node:test/reporters";
import { fileURLToPath } from "node:url";
import { dropDatabase, testServer } from "./support/database.ts";
import { createTemplate } from "./support/template.ts";

// The whole suite, or the files whose path contains one of the words given: `npm test -- services cli`.
// It runs on a PostgreSQL of its own, or on the one at TEST_DATABASE_ADMIN_URL (a superuser's address).

const root = new URL("..", import.meta.url);
const wanted = process.argv.slice(2);
// Those that take longest begin first, so that no single one is waited for in the end.
const slow = /process|property|embedded|crash|backup|operations/;
const files = globSync(["src/**/*.test.ts", "test/**/*.test.ts", "bench/**/*.test.ts"], { cwd: root })
  .filter((file) => wanted.length === 0 || wanted.some((word) => file.includes(word)))
  .sort((a, b) => Number(slow.test(b)) - Number(slow.test(a)) || (a < b ? -1 : 1))
  .map((file) => fileURLToPath(new URL(file, root)));

process.exitCode = files.length > 0 && (await runAll()) ? 0 : 1;
if (files.length === 0) console.error(`No test file matches ${wanted.join(" or ")}.`);

/** True when tests ran and all of them passed. */
async function runAll(): Promise<boolean> {
  const server = await testServer();
  const template = await createTemplate(server);
  process.env.TEST_DATABASE_ADMIN_URL = server.adminUrl;
  process.env.TEST_DATABASE_TEMPLATE = template;
  let well = false;
  try {
    const events = run({ files, concurrency: 2, timeout: 240_000 });
    events.on("test:summary", ({ file, counts, success }) => {
      // One comes for each file, and in the end one for all of them.
      if (file === undefined) well = success && counts.passed > 0;
    });
    const lines = events.compose(new spec());
    lines.pipe(process.stdout, { end: false });
    await new Promise((resolve) => lines.once("end", resolve));
  } finally {
    await dropDatabase(server, template);
    await server.stop();
  }
  return well;
}
