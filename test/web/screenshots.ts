import { mkdirSync, rmSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import type { Browser, BrowserContext } from "playwright-core";
import { noBrowser, openBrowser } from "./browser.ts";
import { noise, openStill, settled, signInTo } from "./looking.ts";
import { dashboardPlaces, type Place, publicPlaces } from "./places.ts";
import { openSalon } from "./salon.ts";

// `npm run screenshots`: every page of the demo, at a desk and on a phone, into docs/screenshots.
// `npm run screenshots -- --out FOLDER /app/calendar /sarahj`: these alone. SCHEME=dark and LOCALE=de change the looks.

/** A Thursday morning in the salon. At the same moment each time, so that pictures change only with what they show. */
const now = "2026-04-16T18:10:00Z";
/** As somebody who tries the demo sees it; the browser is led to whatever port is free. */
const publicUrl = "http://localhost:3000";
const sizes = { "": { width: 1280, height: 800 }, "-phone": { width: 360, height: 740 } };
/** Those that the README shows. */
const named: Record<string, string> = { "/app/": "home", "/app/calendar": "calendar", "/:username/:slug": "booking" };
const atOnce = 2;

const { values, positionals } = parseArgs({ options: { out: { type: "string" } }, allowPositionals: true });
const folder = values.out ?? fileURLToPath(new URL("../../docs/screenshots/", import.meta.url));
if (noBrowser) throw new Error(noBrowser);
// What is no page any more leaves no picture behind.
if (!values.out && positionals.length === 0) rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });

const salon = await openSalon({ now, publicUrl });
const lead = `--host-resolver-rules=MAP localhost:3000 127.0.0.1:${salon.port}`;
const browsers = await Promise.all([openBrowser([lead]), openBrowser([lead])]);
try {
  const chosen = positionals.map((path): Place => ({ route: path, path, as: "owner" }));
  const places = chosen.length > 0 ? chosen : [...(await dashboardPlaces(salon)), ...(await publicPlaces(salon))];
  const [owner, guest] = await Promise.all(browsers.map(open));
  await signInTo(owner!, salon);
  await Promise.all([photograph(owner!, "owner"), photograph(guest!, "guest")]);

  async function photograph(context: BrowserContext, as: Place["as"]) {
    // What another route shows too has its picture there.
    const waiting = places.filter((place) => place.as === as && !place.like);
    const walk = async () => {
      for (let place = waiting.shift(); place; place = waiting.shift()) await picture(context, place);
    };
    await Promise.all(Array.from({ length: atOnce }, walk));
  }
} finally {
  await Promise.all(browsers.map((browser) => browser.close()));
  await salon.close();
}

async function open(browser: Browser): Promise<BrowserContext> {
  const context = await openStill(browser, {
    locale: process.env.LOCALE ?? "en-US",
    colorScheme: process.env.SCHEME === "dark" ? "dark" : "light",
  });
  // A few minutes later, so that nothing was done in the future.
  await context.clock.setFixedTime(Date.parse(now) + 5 * 60_000);
  return context;
}

async function picture(context: BrowserContext, { route, path }: Place): Promise<void> {
  const name = named[route] ?? (path === "/" ? "index" : route.replaceAll(/[^a-z0-9]+/gi, "-").replace(/^-|-$/g, ""));
  for (const [size, viewport] of Object.entries(sizes)) {
    const page = await context.newPage();
    const heard = noise(page);
    await page.setViewportSize(viewport);
    await page.goto(`${publicUrl}${path}`);
    await settled(page);
    await page.waitForLoadState("networkidle");
    const isReadme = named[route] !== undefined && size === "";
    await page.screenshot({
      path: `${folder}/${name}${size}.${isReadme ? "png" : "jpg"}`,
      ...(isReadme ? { type: "png" } : { type: "jpeg", quality: 70 }),
    });
    for (const line of heard()) console.warn(`${path}: ${line}`);
    await page.close();
  }
}
