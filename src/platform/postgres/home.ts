/**
 * Where the cluster lives: `dataDir/postgres`. When root starts us from a folder that PostgreSQL's user cannot enter
 * (a checkout in /root, say), the home is made under /var/lib/schedly instead and `dataDir/postgres` becomes a link
 * to it. The link, rather than a path computed from the folder's name, lets a data folder be renamed, and lets
 * removing it mean a fresh start.
 */
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { type Account, accountFor, holdsFor } from "./account.ts";
import { CannotStart, shown } from "./errors.ts";

export type Home = { home: string; account: Account };

export function findHome(folder: string, log: (line: string) => void): Home {
  const wanted = path.join(folder, "postgres");
  makeDataFolder(folder);
  if (!fs.lstatSync(wanted, { throwIfNoEntry: false })) makeHome(wanted, log);
  return openHome(wanted);
}

/** Root leaves the folder passable, so that PostgreSQL's user gets to its own part of it. */
function makeDataFolder(folder: string) {
  const asRoot = process.getuid?.() === 0;
  try {
    if (fs.mkdirSync(folder, { recursive: true, mode: 0o700 }) && asRoot) fs.chmodSync(folder, 0o711);
    fs.accessSync(folder, fs.constants.W_OK);
  } catch (error) {
    throw new CannotStart(
      `Cannot write to the data folder ${shown(folder)} (${reason(error)}): set DATA_DIR to a folder that can be written.`,
    );
  }
}

function makeHome(wanted: string, log: (line: string) => void) {
  const account = accountFor(wanted);
  if (holdsFor(account, ["-x", path.dirname(wanted)])) return makePassable(wanted);

  const elsewhere = makeHomeElsewhere(path.dirname(wanted), account);
  try {
    fs.symlinkSync(elsewhere, wanted);
    log(
      `PostgreSQL does not run as root and user ${account.uid} cannot enter ${shown(path.dirname(wanted))}, ` +
        `so the database is kept in ${elsewhere}`,
    );
  } catch (error) {
    fs.rmdirSync(elsewhere);
    if (!isCode(error, "EEXIST")) throw error; // a racing start made its link first: use that one
  }
}

function makeHomeElsewhere(folder: string, account: Account): string {
  const bases = ["/var/lib/schedly", path.join(os.tmpdir(), "schedly"), "/tmp/schedly"];
  const base = bases.find((candidate) => isUsableBase(candidate, account));
  if (!base) throw new CannotStart(`User ${account.uid} cannot enter any of ${bases.join(", ")}: set DATABASE_URL.`);
  const home = fs.mkdtempSync(path.join(base, `${path.basename(path.dirname(folder))}-`));
  fs.chmodSync(home, 0o755);
  return home;
}

/** In a folder for everyone, such as /tmp, another user may have been there first: only root's own folder will do. */
function isUsableBase(base: string, account: Account): boolean {
  try {
    makePassable(base);
    const { uid, mode } = fs.lstatSync(base);
    return uid === 0 && (mode & 0o022) === 0 && holdsFor(account, ["-x", base]);
  } catch {
    return false;
  }
}

/** Not private itself: the cluster inside is. A strict umask must not lock PostgreSQL's user out. */
function makePassable(folder: string) {
  if (fs.mkdirSync(folder, { recursive: true }) && process.getuid?.() === 0) fs.chmodSync(folder, 0o755);
}

function openHome(wanted: string): Home {
  let home: string;
  try {
    home = fs.realpathSync(wanted);
  } catch {
    throw new CannotStart(
      `The database in ${fs.readlinkSync(wanted)} is gone: restore it, or remove ${shown(wanted)} to start with an empty one.`,
    );
  }
  const cluster = fs.readdirSync(home).find((name) => /^\d+$/.test(name));
  const account = accountFor(path.join(home, cluster ?? ""));
  if (cluster) refuseForeignCluster(path.join(home, cluster), account);
  return { home, account };
}

function refuseForeignCluster(cluster: string, account: Account) {
  const user = account.uid ?? process.getuid?.();
  const owner = fs.statSync(cluster).uid;
  if (user !== undefined && owner !== user) {
    throw new CannotStart(
      `The database in ${shown(cluster)} belongs to user ${owner}, not to user ${user}: ` +
        "start Schedly as the user who created it, or change the owner of that folder.",
    );
  }
  if (!holdsFor(account, ["-x", cluster])) {
    throw new CannotStart(`User ${user} can no longer enter ${cluster}: make the folders above it accessible again.`);
  }
}

function reason(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? String(error);
}

function isCode(error: unknown, code: string): boolean {
  return (error as NodeJS.ErrnoException).code === code;
}
