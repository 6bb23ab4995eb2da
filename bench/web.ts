import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import lighthouse from "lighthouse";
import type { Browser } from "playwright-core";
import { start } from "../test/support/processes.ts";
import { isBuilt, neededBy, readManifest, sizesOf } from "../web/build/sizes.ts";

// The pages that visitors meet, on Lighthouse's phone: a mid-range device on slow 4G, with its default throttling. By
// itself: `node bench/web.ts`.

const pages = {
  "booking page of an event type": "/sarahj/consultation",
  "page of a person": "/sarahj",
  "page of a business": "/b/sarahssalon",
};
/** Of so many runs the middle one counts: other work on the machine makes any single one worse. */
const rounds = 3;

/** What each page weighs, and how it does on a phone. Says so where no browser starts. */
export async function benchWeb(): Promise<Record<string, unknown>> {
  if (!isBuilt()) return { skipped: "The web app is not built: npm run build" };
  const sizes = { "compressed kilobytes": weights() };
  const port = await freePort();
  const browser = await openBrowser(port);
  if (typeof browser === "string") return { ...sizes, skipped: browser };
  const dataDir = mkdtempSync(join(tmpdir(), "schedly-bench-web-"));
  const environment = { DATA_DIR: dataDir, PORT: "0", LOG_LEVEL: "error", RATE_LIMIT: "off" };
  try {
    const demo = await start("src/main.ts", ["demo"], environment, /runs at (http:\/\/localhost:\d+)/);
    try {
      return { ...sizes, ...(await lookAtAll(demo.url, port)) };
    } finally {
      await demo.stop();
    }
  } finally {
    await browser.close();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

/** One that Lighthouse can steer, or why there is none here. */
async function openBrowser(port: number): Promise<Browser | string> {
  try {
    const { noBrowser, openBrowser: open } = await import("../test/web/browser.ts");
    return noBrowser || (await open([`--remote-debugging-port=${port}`]));
  } catch (error) {
    return `No browser starts here: ${(error as Error).message}`;
  }
}

/** Of scripts and styles as browsers get them (Brotli). Pages are split: what a route does not show is not in it. */
function weights() {
  const manifest = readManifest();
  const weigh = (...modules: string[]) => {
    const { scripts, styles } = sizesOf(neededBy(manifest, modules));
    return { scripts: kilobytes(scripts.brotli), styles: kilobytes(styles.brotli) };
  };
  const entries = Object.entries(manifest).filter(([name, { isEntry }]) => isEntry && name !== "dashboard.html");
  return {
    ...Object.fromEntries(entries.map(([name]) => [name, weigh(name)])),
    "dashboard, first page": weigh("dashboard.html", "dashboard/home/page.tsx"),
    "dashboard, calendar": weigh("dashboard.html", "dashboard/calendar/page.tsx"),
    "dashboard, charts": weigh("dashboard.html", "dashboard/insights/page.tsx", "dashboard/insights/bars.tsx"),
  };
}
const kilobytes = (bytes: number) => Math.round(bytes / 100) / 10;

async function lookAtAll(url: string, port: number) {
  const found: Record<string, object> = {};
  for (const [name, path] of Object.entries(pages)) found[name] = await look(`${url}${path}`, port);
  return found;
}

type Look = { performance: number; accessibility: number; lcpSeconds: number; tbtMilliseconds: number; cls: number };

async function look(url: string, port: number): Promise<Look & { complaints: string[] }> {
  const looks: (Look & { complaints: string[] })[] = [];
  for (let round = 0; round < rounds; round++) {
    const result = await lighthouse(url, {
      port,
      logLevel: "error",
      onlyCategories: ["performance", "accessibility", "best-practices", "seo"],
      // It is fetched by the page itself, whose policy forbids that.
      skipAudits: ["robots-txt"],
    });
    if (!result) throw new Error(`Lighthouse has nothing to say about ${url}`);
    const { audits, categories } = result.lhr;
    const value = (audit: string) => audits[audit]?.numericValue ?? Number.NaN;
    const score = (category: string) => Math.round((categories[category]?.score ?? 0) * 100);
    looks.push({
      performance: score("performance"),
      accessibility: score("accessibility"),
      lcpSeconds: Math.round(value("largest-contentful-paint") / 10) / 100,
      tbtMilliseconds: Math.round(value("total-blocking-time")),
      cls: Math.round(value("cumulative-layout-shift") * 1000) / 1000,
      complaints: Object.values(audits)
        .filter(({ score, scoreDisplayMode }) => score !== null && score < 0.9 && scoreDisplayMode !== "informative")
        .map(({ id, displayValue }) => (displayValue ? `${id}: ${displayValue}` : id)),
    });
  }
  return looks.toSorted((one, other) => one.lcpSeconds - other.lcpSeconds)[Math.floor(rounds / 2)]!;
}

const freePort = () =>
  new Promise<number>((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });

if (import.meta.main) console.log(JSON.stringify(await benchWeb(), null, 2));
