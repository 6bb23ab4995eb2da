import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import { readConfig } from "../../src/config.ts";
import { openInstallation } from "../../src/open.ts";
import { createLog } from "../../src/platform/log.ts";
import { buildPorts } from "../../src/ports.ts";
import { createDatabase, type TestServer } from "./database.ts";

/** An empty installation's database, migrated and with its queues: copying it is quicker than making it anew for each test. */
export async function createTemplate(server: TestServer): Promise<string> {
  const name = await createDatabase(server);
  const dataDir = mkdtempSync(join(tmpdir(), "schedly-template-"));
  try {
    const config = readConfig({ DATABASE_URL: server.url(name), DATA_DIR: dataDir, WORKERS: "false" });
    const { app, close } = await openInstallation(config, buildPorts(config), createLog("warn"));
    // Each copy gets the key of its own test.
    await sql`delete from installation`.execute(app.database.db);
    await close();
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
  return name;
}
