import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import type { Browser, Page } from "playwright-core";
import { hashPassword } from "../../src/domain/identity/passwords/hash.ts";
import { openTestInstallation, type TestBusiness } from "../support/installation.ts";
import { openBrowser } from "./browser.ts";

type Options = Parameters<typeof openTestInstallation>[0] & { timeZone?: string };
export const password = "a quiet harbour at dawn";

/** An installation that really listens, with a business whose owner is signed in to the dashboard in a real browser. */
export async function openDesk({ timeZone = "America/Los_Angeles", ...options }: Options = {}) {
  const installation = await openTestInstallation(options);
  await installation.server.listen({ host: "127.0.0.1", port: 0 });
  const { port } = installation.server.server.address() as AddressInfo;
  const base = `http://localhost:${port}`;
  installation.app.services.publicUrl = base;
  const business = await installation.business({ timeZone });
  await givePassword(installation, business);
  const browser = await openBrowser();
  const page = await signIn(browser, base, business.email);
  const others: Browser[] = [];
  return {
    installation,
    business,
    browser,
    base,
    page,
    /** Another browser of the same person. A process of its own: one of this Chromium has one context at a time. */
    async another() {
      const second = await openBrowser();
      others.push(second);
      return signIn(second, base, business.email);
    },
    async close() {
      await Promise.all([browser, ...others].map((one) => one.close()));
      await installation.close();
    },
  };
}
export type Desk = Awaited<ReturnType<typeof openDesk>>;

async function givePassword(installation: Awaited<ReturnType<typeof openTestInstallation>>, business: TestBusiness) {
  const passwordHash = await hashPassword(password);
  await installation.asSystem(0, ({ db }) =>
    db.updateTable("users").set({ passwordHash }).where("id", "=", business.userId).execute(),
  );
}

/** Through the page, as a person does. */
export async function signIn(browser: Browser, base: string, email: string): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 800 },
    locale: "en-US",
    reducedMotion: "reduce",
  });
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  await page.goto(`${base}/sign-in?next=app`);
  await page.fill("[name=email]", email);
  await page.fill("[name=password]", password);
  await page.click("button.first");
  await page.waitForURL("**/app**");
  return page;
}

export const axeFile = fileURLToPath(new URL("../../node_modules/axe-core/axe.min.js", import.meta.url));

/** Finds nothing that keeps somebody out: WCAG 2.2 A and AA, in the light and in the dark theme. */
export async function axe(page: Page): Promise<void> {
  const source = await readFile(axeFile, "utf8");
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    // Colours fade from one theme to the other.
    await page.waitForTimeout(250);
    await page.evaluate(source);
    const found = await page.evaluate(async () => {
      const { violations } = await (globalThis as any).axe.run(document, {
        runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
      });
      return violations.map(
        ({ id, help, nodes }: any) => `${id}: ${help}: ${nodes[0].html.slice(0, 200)} ${nodes[0].failureSummary}`,
      );
    });
    assert.deepEqual(found, [], `${colorScheme}: ${page.url()}`);
  }
}
