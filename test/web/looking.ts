import type { Browser, BrowserContext, BrowserContextOptions, Page } from "playwright-core";
import type { Salon } from "./salon.ts";

const plain: BrowserContextOptions = {
  viewport: { width: 1280, height: 900 },
  locale: "en-US",
  timezoneId: "America/Los_Angeles",
  reducedMotion: "reduce",
};

/** A visitor's context in which nothing moves or fades, so that what one looks at is what stays. */
export async function openStill(browser: Browser, options: BrowserContextOptions = {}): Promise<BrowserContext> {
  const context = await browser.newContext({ ...plain, ...options });
  await context.addInitScript(() => {
    const { CSSStyleSheet, document } = globalThis as any;
    const sheet = new CSSStyleSheet();
    sheet.replaceSync("*, ::before, ::after { transition: none !important; animation: none !important; }");
    document.adoptedStyleSheets.push(sheet);
  });
  return context;
}

/** Through the page, as a person does. */
export async function signInTo(
  context: BrowserContext,
  who: Pick<Salon, "base" | "email" | "password">,
): Promise<void> {
  const { base, email, password } = who;
  const page = await context.newPage();
  await page.goto(`${base}/sign-in?next=app`);
  await page.fill("[name=email]", email);
  await page.fill("[name=password]", password);
  await page.click("button.first");
  await page.waitForURL("**/app**");
  await page.close();
}

/** What the console and the network complain about from now on; each call answers what is new and stops listening. */
export function noise(page: Page): () => string[] {
  const heard: string[] = [];
  const listeners = {
    console: (message: { type(): string; text(): string }) => {
      // Mails are shown in frames that run no script, ours included.
      if (message.type() === "error" && !message.text().startsWith("Blocked script execution in 'about:srcdoc'"))
        heard.push(`console: ${message.text()}`);
    },
    pageerror: (error: Error) => void heard.push(`error: ${error.message}`),
    response: (response: { status(): number; url(): string }) => {
      if (response.status() >= 400) heard.push(`${response.status()} ${response.url()}`);
    },
    requestfailed: (request: { url(): string; failure(): { errorText: string } | null }) => {
      // What was on its way when one left the page before.
      if (request.failure()?.errorText !== "net::ERR_ABORTED")
        heard.push(`${request.failure()?.errorText} ${request.url()}`);
    },
  };
  for (const [name, listener] of Object.entries(listeners)) page.on(name as "close", listener as never);
  return () => {
    for (const [name, listener] of Object.entries(listeners)) page.off(name as "close", listener as never);
    return heard;
  };
}

/** Waits until the page shows what it is about: no spinner, no skeleton, nothing on its way. */
export async function settled(page: Page): Promise<void> {
  await page.locator("h1").first().waitFor();
  await page.waitForFunction(
    () => {
      const { document } = globalThis as any;
      const waiting = ".mantine-Loader-root, .mantine-Skeleton-root, .mantine-LoadingOverlay-root, [aria-busy=true]";
      // A tab that stays while another is open waits unseen, for when it is opened.
      return [...document.querySelectorAll(waiting)].every((one: any) => !one.checkVisibility());
    },
    undefined,
    { polling: 50 },
  );
}
