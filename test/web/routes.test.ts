import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, describe, it } from "node:test";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { openBrowser } from "./browser.ts";
import { axeFile } from "./desk.ts";
import { noise, openStill, settled, signInTo } from "./looking.ts";
import { dashboardPlaces, dashboardViews, type Place, publicPlaces } from "./places.ts";
import { openSalon, type Salon } from "./salon.ts";

const widths = [1280, 360];
const atOnce = 3;
const pattern = { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] };
/** What a theme alone can change; all else was looked at in the other one. */
const colours = { runOnly: { type: "rule", values: ["color-contrast", "link-in-text-block"] } };

describe("every page there is", () => {
  let salon: Salon;
  let browsers: Browser[];
  let axeSource: string;
  const titles = new Map<string, string>();
  const wrong: string[] = [];

  before(async () => {
    [salon, axeSource] = await Promise.all([openSalon(), readFile(axeFile, "utf8")]);
    browsers = await Promise.all([openBrowser(), openBrowser()]);
  });
  after(async () => {
    await Promise.all((browsers ?? []).map((browser) => browser.close()));
    await salon?.close();
  });

  it("of the dashboard and of the public ones, keeps nobody out in any theme or width, and is quiet in the console", async () => {
    const [owner, guest] = await Promise.all(browsers.map((browser) => openStill(browser)));
    const places = [...(await dashboardPlaces(salon)), ...(await publicPlaces(salon))];
    await signInTo(owner!, salon);
    await Promise.all([look(owner!, "owner"), look(guest!, "guest")]);
    assert.deepEqual(wrong, []);

    async function look(context: BrowserContext, as: Place["as"]) {
      const waiting = places.filter((place) => place.as === as);
      const visit = async () => {
        const page = await context.newPage();
        for (let place = waiting.shift(); place; place = waiting.shift()) await inspect(page, place);
      };
      await Promise.all(Array.from({ length: atOnce }, visit));
    }
  });

  it("of the dashboard keeps nobody out in any of its tabs and drawers either", async () => {
    // In one browser a second context waits for the first.
    browsers.push(await openBrowser());
    const owner = await openStill(browsers.at(-1)!);
    const waiting = await dashboardViews(salon);
    await signInTo(owner, salon);
    const visit = async () => {
      const page = await owner.newPage();
      for (let place = waiting.shift(); place; place = waiting.shift()) await inspect(page, place, false);
    };
    await Promise.all(Array.from({ length: atOnce }, visit));
    assert.deepEqual(wrong, []);
  });

  /** `apart`: whether it has an address of its own, by which one knows where one is. */
  async function inspect(page: Page, place: Place, apart = true): Promise<void> {
    const say = (problem: string) => wrong.push(`${place.route}: ${problem}`);
    const heard = noise(page);
    await page.setViewportSize({ width: widths[0]!, height: 900 });
    await page.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });
    await page.goto(`${salon.base}${place.path}`);
    await settled(page);
    if (apart) await tellApart(page, place, say);
    else if (/[?&]id=/.test(place.path)) await page.getByRole("dialog").waitFor();
    for (const [index, width] of widths.entries()) {
      await page.setViewportSize({ width, height: 900 });
      // Each theme first in one of the widths: all rules there, and those about colours in the other one.
      const themes = index === 0 ? (["light", "dark"] as const) : (["dark", "light"] as const);
      for (const [turn, colorScheme] of themes.entries()) {
        await page.emulateMedia({ colorScheme });
        for (const found of await axe(page, turn === 0 ? pattern : colours))
          say(`${width} px, ${colorScheme}: ${found}`);
      }
      const over = await page.evaluate<number>("document.documentElement.scrollWidth - innerWidth");
      if (over > 0) say(`${width} px: scrolls sideways by ${over} px`);
    }
    for (const line of heard()) say(line);
  }

  /** By its title and heading one knows where one is, and by a link one leaves. */
  async function tellApart(page: Page, { route, like }: Place, say: (problem: string) => void) {
    const headings = await page.locator("h1:visible").count();
    if (headings !== 1) say(`${headings} first headings`);
    if ((await page.locator("nav a, a[href], button[type=submit], button.first").count()) === 0) say("leads nowhere");
    const title = await page.title();
    const other = titles.get(title);
    if (title === "" || title === "Schedly · Schedly") say("has no title");
    if (other && other !== like && !like) say(`has the title of ${other}: ${title}`);
    if (!like) titles.set(title, route);
  }

  async function axe(page: Page, options: object): Promise<string[]> {
    // The page's own policy lets no script be added; this one comes from outside of it.
    if (!(await page.evaluate("Boolean(globalThis.axe)"))) await page.evaluate(axeSource);
    return page.evaluate(async (chosen) => {
      const { violations } = await (globalThis as any).axe.run(document, { ...chosen, resultTypes: ["violations"] });
      return violations.map(
        ({ id, help, nodes }: any) => `${id}: ${help}: ${nodes[0].html.slice(0, 160)} ${nodes[0].failureSummary}`,
      );
    }, options);
  }
});
