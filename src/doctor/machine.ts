import { existsSync, statSync } from "node:fs";
import { statfs } from "node:fs/promises";
import type { Config } from "../config.ts";
import { shown } from "../platform/postgres/errors.ts";
import { keyFile } from "../platform/secrets.ts";
import { type Finding, fail, ok, warn } from "./finding.ts";

const megabyte = 1024 * 1024;

/** This machine: the runtime, the data folder, the disk under it. */
export async function lookAtMachine(config: Config): Promise<Finding[]> {
  return [runtime(), ...keyFileMode(config), ...(await disk(config.DATA_DIR))];
}

function runtime(): Finding {
  const { node } = process.versions;
  return Number(node.split(".")[0]) >= 24
    ? ok("runtime", `Node ${node} on ${process.platform} ${process.arch}`)
    : fail("runtime", `Node ${node} is too old`, "install Node 24 or newer");
}

function keyFileMode({ DATA_DIR, ENCRYPTION_KEY }: Config): Finding[] {
  const file = keyFile(DATA_DIR);
  if (ENCRYPTION_KEY || !existsSync(file) || process.platform === "win32") return [];
  const mode = statSync(file).mode & 0o777;
  if ((mode & 0o077) === 0) return [ok("key file", "only its owner can read it")];
  return [fail("key file", `others can read it (mode ${mode.toString(8)})`, `chmod 600 ${shown(file)}`)];
}

async function disk(folder: string): Promise<Finding[]> {
  if (!existsSync(folder)) return [];
  const { bavail, bsize } = await statfs(folder);
  const free = Math.floor((bavail * bsize) / megabyte);
  const says = `${free.toLocaleString("en")} MB free at ${shown(folder)}`;
  if (free < 200) return [fail("disk", says, "make room: a full disk stops the database")];
  return [free < 2000 ? warn("disk", says, "make room soon") : ok("disk", says)];
}
