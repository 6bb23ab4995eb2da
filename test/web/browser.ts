import { spawnSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import chromium from "@sparticuz/chromium";
import { type Browser, chromium as playwright } from "playwright-core";

// It unpacks itself into the temporary folder and takes what lies there, be it another user's: so each has one of their own.
const home = join(tmpdir(), `schedly-chromium-${userInfo().username}`);
mkdirSync(home, { recursive: true, mode: 0o700 });
const before = process.env.TMPDIR;
process.env.TMPDIR = home;
const executablePath = await chromium.executablePath();
if (before === undefined) delete process.env.TMPDIR;
else process.env.TMPDIR = before;

const trial = spawnSync(executablePath, ["--version"], { encoding: "utf8" });
/** Why tests in a browser are skipped; false where it runs. It wants libnss3 of the system. */
export const noBrowser: string | false =
  trial.status === 0 ? false : `Chromium does not start here: ${trial.error?.message ?? trial.stderr.trim()}`;

/** A real Chromium, which comes from npm; `more`: further words for its command line. */
export async function openBrowser(more: string[] = []): Promise<Browser> {
  return playwright.launch({
    executablePath,
    // Not the package's own flags, which are for a place with one process and turn off what protects pages.
    args: [
      "--headless=shell",
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      // It asks its maker for nothing.
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      `--disk-cache-dir=${join(home, "cache")}`,
      ...more,
    ],
    headless: true,
  });
}
