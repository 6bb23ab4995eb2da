import type { AddressInfo } from "node:net";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { openTestInstallation } from "../support/installation.ts";
import { openBrowser } from "./browser.ts";

/** A business whose booking pages really listen, and visitors with real browsers. Open Monday to Friday, 9 to 17 there. */
export async function openCounter() {
  const installation = await openTestInstallation();
  await installation.server.listen({ host: "127.0.0.1", port: 0 });
  const { port } = installation.server.server.address() as AddressInfo;
  const base = `http://localhost:${port}`;
  installation.app.services.publicUrl = base;
  const business = await installation.business({ name: "Harbour Studio" });
  await business.call("PATCH", "/api/services/company-settings", { accentColor: "#f2c94c" });
  const browsers: Browser[] = [];
  let counter = 0;
  return {
    installation,
    business,
    base,
    /** An event type of the owner, and its address. */
    async offer(fields: Record<string, unknown> = {}) {
      // From a day that is whole, whatever time it is now.
      const range = { periodType: "RANGE", periodStartDate: inDays(2), periodEndDate: inDays(60) };
      const slug = `talk-${++counter}`;
      const draft = { title: "First talk", slug, length: 30, minimumBookingNotice: 0, ...range, ...fields };
      const { body, status, text } = await business.call("POST", "/api/event-types", draft);
      if (status !== 201) throw new Error(text);
      return { id: body.data.id as number, path: new URL(body.data.link).pathname, slug: draft.slug };
    },
    /** Somebody who has never been here, with a browser of their own: in one, a second context waits for the first. */
    async visitor(options: BrowserContextOptions = {}): Promise<Page> {
      const browser = await openBrowser();
      browsers.push(browser);
      const context = await browser.newContext({
        viewport: { width: 1280, height: 800 },
        locale: "en-US",
        timezoneId: "America/New_York",
        reducedMotion: "reduce",
        ...options,
      });
      const page = await context.newPage();
      page.setDefaultTimeout(20_000);
      return page;
    },
    bookings: async () => (await business.call("GET", "/api/bookings?limit=100")).body.data as any[],
    /** Everybody goes. */
    async leave() {
      await Promise.all(browsers.splice(0).map((browser) => browser.close()));
    },
    async close() {
      await this.leave();
      await installation.close();
    },
  };
}
export type Counter = Awaited<ReturnType<typeof openCounter>>;

const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

/** The day's times, as buttons. */
export const times = (page: Page) =>
  page
    .getByRole("region", { name: /Times on|Zeiten am/ })
    .getByRole("listitem")
    .getByRole("button");

/** What was chosen, from the address. */
export const chosenTime = (page: Page) => new URL(page.url()).searchParams.get("time")!;

/** Holds are made at once, and the page hears of them when it is told to: on a slow line a press of Book is faster. */
export async function slowHolds(page: Page): Promise<{ made: Promise<void>; tell: () => void }> {
  const made = Promise.withResolvers<void>();
  const told = Promise.withResolvers<void>();
  await page.route("**/holds", async (route) => {
    const response = await route.fetch();
    made.resolve();
    await told.promise;
    await route.fulfill({ response });
  });
  return { made: made.promise, tell: told.resolve };
}

/** Books before the page knows of its hold, tells it then, and waits for the booking. */
export async function bookTooSoon(page: Page, holds: Awaited<ReturnType<typeof slowHolds>>): Promise<void> {
  await holds.made;
  await page.getByRole("button", { name: "Book" }).click();
  await page.getByRole("button", { name: "One moment" }).waitFor();
  await page.waitForTimeout(300);
  holds.tell();
  await page.getByRole("heading", { name: "You are booked" }).waitFor();
}
