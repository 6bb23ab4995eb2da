/** The cluster: PostgreSQL's files, one folder per major version, since no version reads those of another. */
import { execFile } from "node:child_process";
import crypto from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import { type Account, environment, giveTo } from "./account.ts";
import { CannotStart, shown } from "./errors.ts";
import type { Runtime } from "./runtime.ts";

const UNFINISHED = "unfinished-";

/** Gives the cluster's folder, made by `initdb` on the first start. */
export async function createCluster(home: string, runtime: Runtime, account: Account): Promise<string> {
  const cluster = path.join(home, runtime.major);
  if (fs.existsSync(cluster)) return cluster;
  refuseOtherMajor(home, runtime.major);

  // Made beside its place and then renamed, so that a start which was cut short leaves no half of a cluster. Under a
  // name of its own each time, since the `initdb` of a killed start may still be at work, and cleans up when it fails.
  for (const name of fs.readdirSync(home).filter((entry) => entry.startsWith(UNFINISHED))) {
    fs.rmSync(path.join(home, name), { recursive: true, force: true, maxRetries: 5 });
  }
  const unfinished = fs.mkdtempSync(path.join(home, UNFINISHED)); // with mode 0700
  giveTo(account, unfinished);
  await initialize(unfinished, runtime, account, access(cluster));
  fs.renameSync(unfinished, cluster);
  syncFolder(home);
  return cluster;
}

function refuseOtherMajor(home: string, major: string) {
  const other = fs.readdirSync(home).find((name) => /^\d+$/.test(name));
  if (!other) return;
  throw new CannotStart(
    `The database in ${shown(home)} was written by PostgreSQL ${other} and this Schedly brings PostgreSQL ${major}: ` +
      'run "schedly backup" with the Schedly that wrote it, then "schedly restore" into an empty data folder.',
  );
}

async function initialize(cluster: string, runtime: Runtime, account: Account, access: string[]) {
  const options = [
    ...["--pgdata", cluster, "--username=postgres", "--encoding=UTF8", "--no-instructions"],
    ...["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"], // plain C would leave "Ä" uppercase
    ...access,
  ];
  try {
    await promisify(execFile)(runtime.program("initdb"), options, { ...account, cwd: cluster, env: environment() });
  } catch (error) {
    throw new CannotStart(`PostgreSQL could not create its files: ${explain(error as Error & { stderr?: string })}`);
  }
}

function explain(error: Error & { stderr?: string }): string {
  if ((error as NodeJS.ErrnoException).code === "ENOENT")
    return "its programs need a system with glibc. Set DATABASE_URL.";
  const said = error.stderr?.trim() || error.message;
  if (!said.includes("could not look up effective user ID")) return said;
  return `user ${process.getuid?.()} has no name on this system. Add one to /etc/passwd, or set DATABASE_URL.`;
}

/** Windows has no socket with permissions that `pg` could use, so TCP on the loopback it is, and a password. */
function access(cluster: string): string[] {
  if (process.platform !== "win32") return ["--auth-local=trust", "--auth-host=reject"];
  const file = passwordFile(cluster);
  fs.writeFileSync(file, crypto.randomBytes(24).toString("base64url"), { mode: 0o600 });
  return ["--auth=scram-sha-256", `--pwfile=${file}`];
}

/** Beside the cluster; there on Windows alone. */
export function passwordFile(cluster: string): string {
  return `${cluster}.password`;
}

/** The new name is on the disk before anything relies on it. Windows cannot open folders and needs no such thing. */
function syncFolder(folder: string) {
  if (process.platform === "win32") return;
  const handle = fs.openSync(folder, "r");
  fs.fsyncSync(handle);
  fs.closeSync(handle);
}
