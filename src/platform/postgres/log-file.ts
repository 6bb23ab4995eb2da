/**
 * PostgreSQL's log. It writes the file itself, so that its last words are there even when this process was killed;
 * we only see to it that the file does not grow: past the limit its content becomes the previous log.
 */
import fs from "node:fs";
import { type Account, giveTo } from "./account.ts";

const LIMIT_BYTES = 2 * 1024 * 1024;
const LOOK_EVERY_MS = 10_000;

export type LogFile = { handle: number; size(): number; since(offset: number): string; close(): void };

export function openLogFile(file: string, account: Account): LogFile {
  const handle = fs.openSync(file, "a+", 0o600);
  giveTo(account, file);
  keepSmall(file);
  const timer = setInterval(() => keepSmall(file), LOOK_EVERY_MS).unref();
  return {
    handle,
    size: () => fs.fstatSync(handle).size,
    since: (offset) => fs.readFileSync(file).subarray(offset).toString("utf8"),
    close() {
      clearInterval(timer);
      fs.closeSync(handle);
    },
  };
}

/** Emptied rather than renamed: PostgreSQL keeps the file open, and goes on at its new end. */
function keepSmall(file: string) {
  try {
    if (fs.statSync(file).size < LIMIT_BYTES) return;
    fs.copyFileSync(file, file.replace(/\.log$/, ".previous.log"));
    fs.truncateSync(file);
  } catch {
    // Removed by hand, or the disk is full: no reason to stop serving.
  }
}
