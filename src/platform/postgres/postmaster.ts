/** The server process as the cluster's `postmaster.pid` tells of it, and what an earlier one may have left behind. */
import { execFile } from "node:child_process";
import fs from "node:fs";
import net from "node:net";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { type Account, environment } from "./account.ts";
import { type Address, removeAddress } from "./address.ts";
import { CannotStart, shown } from "./errors.ts";
import type { Runtime } from "./runtime.ts";

/** What it takes to run one of PostgreSQL's programs on a cluster. */
export type Place = { cluster: string; runtime: Runtime; account: Account };

type Postmaster = { pid: number; port: number; socketFolder: string; listenAddress: string; ready: boolean };

export function readPostmaster(cluster: string): Postmaster | undefined {
  let lines: string[];
  try {
    lines = fs.readFileSync(path.join(cluster, "postmaster.pid"), "utf8").split("\n");
  } catch {
    return undefined; // no server, or one that is just going
  }
  const [pid, , , port, socketFolder = "", listenAddress = "", , status] = lines;
  return { pid: Number(pid), port: Number(port), socketFolder, listenAddress, ready: status?.trim() === "ready" };
}

/**
 * Called while holding the lock, when no Schedly can be using the cluster: whatever server still runs there lost its
 * own. Waits until it is gone.
 *
 * Gives the pid that PostgreSQL must not mistake for a living server. After a crash `postmaster.pid` stays behind, and
 * in a container that starts again the same pid soon belongs to something else, this process perhaps; PostgreSQL would
 * refuse to start for ever. Removing the file instead would also remove its guard against surviving sessions.
 */
export async function clearPrevious(place: Place, address: Address): Promise<number | undefined> {
  const previous = readPostmaster(place.cluster);
  if (!previous) return undefined;
  let misleadingPid: number | undefined;
  if (await isAnswering(previous)) {
    await stopPostmaster(place);
  } else if (isAlive(previous.pid)) {
    await sleep(300); // it may be at the very last step of its exit, the removal of this file
    if (readPostmaster(place.cluster)?.pid === previous.pid) misleadingPid = previous.pid;
  }
  if (previous.socketFolder !== address.host) removeAddress(previous.socketFolder);
  return misleadingPid;
}

export async function stopPostmaster({ cluster, runtime, account }: Place) {
  try {
    const options = ["stop", "-D", cluster, "-m", "fast", "-w", "-t", "20"];
    await promisify(execFile)(runtime.program("pg_ctl"), options, { ...account, cwd: cluster, env: environment() });
  } catch (error) {
    if (!readPostmaster(cluster)) return; // it went by itself meanwhile
    throw new CannotStart(`PostgreSQL on ${shown(cluster)} does not stop: ${(error as Error).message}`);
  }
}

export function isAnswering({ port, socketFolder, listenAddress }: Postmaster): Promise<boolean> {
  const target = socketFolder ? { path: path.join(socketFolder, `.s.PGSQL.${port}`) } : { port, host: listenAddress };
  return new Promise((resolve) => {
    const socket = net.connect(target, () => {
      socket.destroy();
      resolve(true);
    });
    socket.once("error", () => resolve(false));
  });
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
