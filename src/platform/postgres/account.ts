/**
 * The operating system's user that PostgreSQL runs as. Normally our own; but PostgreSQL refuses to run as root, so
 * there it gets the owner of its files, or `nobody` for new ones. `initdb` wants a name in /etc/passwd, and `nobody`
 * is the one that every system has.
 */
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import { CannotStart } from "./errors.ts";

/** Empty when PostgreSQL runs as the user of this process. Spread into the options of `spawn`. */
export type Account = { uid?: number; gid?: number };

/** @param cluster the folder whose owner decides, if it is there already */
export function accountFor(cluster: string): Account {
  if (process.getuid?.() !== 0) return {};
  const owner = fs.statSync(cluster, { throwIfNoEntry: false });
  return owner && owner.uid !== 0 ? { uid: owner.uid, gid: owner.gid } : nobody();
}

function nobody(): Account {
  const uid = idOfNobody("-u");
  const gid = idOfNobody("-g");
  if (uid && gid) return { uid, gid };
  throw new CannotStart(
    'PostgreSQL refuses to run as root and this system has no user "nobody" to run it as: start Schedly as another user.',
  );
}

function idOfNobody(flag: "-u" | "-g"): number {
  return Number(spawnSync("id", [flag, "nobody"], { encoding: "utf8" }).stdout);
}

/**
 * Whether `test` (in the words of test(1), such as `-x FILE`) holds for the account. Asking the kernel as that user
 * is exact where reading permission bits is not: access lists, read-only and network file systems.
 */
export function holdsFor(account: Account, test: string[]): boolean {
  if (process.platform === "win32") return true;
  return spawnSync("/bin/sh", ["-c", 'test "$@"', "sh", ...test], { ...account, cwd: "/" }).status === 0;
}

/** What PostgreSQL's programs get to see: not the secrets in our environment, and no PG… variable that changes them. */
export function environment(): NodeJS.ProcessEnv {
  if (process.platform === "win32") return process.env; // without SystemRoot and its like nothing runs there
  return { PATH: process.env.PATH, LC_ALL: "C", TZ: "UTC" };
}

export function giveTo(account: Account, file: string) {
  if (account.uid !== undefined && account.gid !== undefined) fs.chownSync(file, account.uid, account.gid);
}
