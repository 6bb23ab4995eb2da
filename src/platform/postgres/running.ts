/** The server that another process of ours has started on a data folder, for commands that are run beside it. */
import fs from "node:fs";
import path from "node:path";
import { passwordFile } from "./cluster.ts";
import { type Connection, DATABASE, ROLE } from "./database.ts";
import { isAnswering, readPostmaster } from "./postmaster.ts";

/** How to reach it as the application's role, or null when none runs there. */
export async function findRunning(dataDir: string): Promise<Connection | null> {
  const cluster = findCluster(path.join(dataDir, "postgres"));
  const postmaster = cluster === null ? undefined : readPostmaster(cluster);
  if (cluster === null || !postmaster?.ready || !(await isAnswering(postmaster))) return null;
  const { port, socketFolder, listenAddress } = postmaster;
  const application = { port, ssl: false as const, user: ROLE, database: DATABASE };
  if (socketFolder) return { ...application, host: socketFolder };
  return { ...application, host: listenAddress, password: fs.readFileSync(passwordFile(cluster), "utf8") };
}

function findCluster(home: string): string | null {
  try {
    const major = fs.readdirSync(home).find((name) => /^\d+$/.test(name));
    return major ? fs.realpathSync(path.join(home, major)) : null;
  } catch {
    return null; // nothing was ever started here
  }
}
