/**
 * One process per cluster. The lock is the one SQLite takes on a file, because that is the only lock of the operating
 * system that plain Node can hold: exclusive without a race, gone the moment the process dies (SIGKILL too), seen by
 * other containers that share the folder, and there on every platform. A pid file alone would have to guess whether
 * a recycled pid is still us; here `lock.pid` only names the holder to a human.
 *
 * Nothing in this process may open `lock` by other means: closing such a handle would drop a POSIX lock.
 */
import fs from "node:fs";
import path from "node:path";
import { DatabaseSync } from "node:sqlite";
import { AlreadyRunning, CannotStart, shown } from "./errors.ts";

const SQLITE_BUSY = 5;

/** A lock that nothing refers to would be garbage-collected, and so released. */
const held = new Set<DatabaseSync>();

/**
 * @param home the folder to lock, shared by every data folder that leads to the same cluster
 * @param folder the data folder as the operator knows it
 */
export function takeLock(home: string, folder: string): { release(): void } {
  const pidFile = path.join(home, "lock.pid");
  let lock: DatabaseSync | undefined;
  try {
    lock = new DatabaseSync(path.join(home, "lock"));
    lock.exec("begin immediate"); // writes nothing: the file stays empty
  } catch (error) {
    lock?.close();
    if ((error as { errcode?: number }).errcode === SQLITE_BUSY) throw new AlreadyRunning(folder, livingPid(pidFile));
    throw new CannotStart(`Cannot lock ${shown(home)} (${(error as Error).message}): set DATA_DIR to another folder.`);
  }
  held.add(lock);
  fs.rmSync(pidFile, { force: true }); // removed first, since a file that root left could not be overwritten
  fs.writeFileSync(pidFile, String(process.pid));
  return {
    release() {
      if (!held.delete(lock)) return;
      fs.rmSync(pidFile, { force: true });
      lock.close();
    },
  };
}

/** The holder's pid, unless the file is left over from an earlier one or from another container. */
function livingPid(pidFile: string): number | undefined {
  try {
    const pid = Number(fs.readFileSync(pidFile, "utf8"));
    process.kill(pid, 0);
    return pid;
  } catch {
    return undefined;
  }
}
