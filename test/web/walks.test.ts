import assert from "node:assert/strict";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { after, afterEach, before, describe, it } from "node:test";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { openBrowser } from "./browser.ts";
import { axe } from "./desk.ts";
import { openStill, settled, signInTo } from "./looking.ts";
import { openSalon, type Salon } from "./salon.ts";
import { times } from "./visitor.ts";

describe("whole ways through the product", () => {
  let salon: Salon;
  const browsers: Browser[] = [];
  before(async () => {
    salon = await openSalon();
  });
  afterEach(() => Promise.all(browsers.splice(0).map((browser) => browser.close())));
  after(() => salon?.close());

  async function visitor(options: BrowserContextOptions = {}): Promise<Page> {
    const browser = await openBrowser();
    browsers.push(browser);
    return (await openStill(browser, options)).newPage();
  }
  async function owner(options: BrowserContextOptions = {}): Promise<Page> {
    const page = await visitor(options);
    await signInTo(page.context(), salon);
    return page;
  }

  it("lead from signing up to the first booking of a guest", async () => {
    const page = await visitor();
    await page.goto(salon.base);
    await page.getByRole("link", { name: "Make an account" }).click();
    await page.fill("[name=businessName]", "Studio Nord");
    await page.fill("[name=name]", "Astrid Nord");
    await page.fill("[name=email]", "astrid@example.com");
    await page.fill("[name=password]", "a quiet harbour at dawn");
    await page.getByRole("button", { name: "Make an account" }).click();
    await page.getByText("astrid@example.com").first().waitFor();
    await page.goto(`${salon.base}${await salon.mailed("/verify?")}`);
    await page.getByRole("button", { name: "Confirm address" }).click();
    await page.waitForURL((url) => !url.pathname.startsWith("/verify"));

    await page.goto(`${salon.base}/app/welcome`);
    await page.getByRole("button", { name: /^Salon/ }).click();
    await page.getByRole("button", { name: "Continue" }).click();
    await page.getByRole("textbox", { name: "Name" }).fill("First cut");
    await page.getByRole("button", { name: "Create and get the link" }).click();
    await page.getByRole("textbox", { name: "Your booking link" }).waitFor();
    await page.goto(`${salon.base}/app/event-types`);
    await settled(page);

    const guest = await visitor();
    await guest.goto(`${salon.base}/astrid-nord/30min`);
    await times(guest).first().click();
    await guest.getByRole("textbox", { name: "Name" }).fill("Maria Garcia");
    await guest.getByRole("textbox", { name: "Email address" }).fill("maria@example.com");
    await guest.getByRole("button", { name: "Book", exact: true }).click();
    await guest.getByRole("heading", { name: "You are booked" }).waitFor();

    await page.goto(`${salon.base}/app/bookings`);
    await page.getByRole("cell", { name: "Maria Garcia", exact: true }).waitFor();
    assert.match(await salon.mailed("/booking/bk_"), /\/booking\/bk_/);
  });

  it("lead an app from its registration to acting for somebody, or to being told no", async () => {
    // Where the app gets its answers. Nobody is asked there: the browser's address is what counts.
    const app = createServer((_request, response) => response.end("back at the app"));
    await new Promise<void>((resolve) => app.listen(0, "127.0.0.1", resolve));
    const redirectUri = `http://127.0.0.1:${(app.address() as AddressInfo).port}/callback`;
    try {
      const page = await owner();
      await page.goto(`${salon.base}/app/developer/oauth`);
      await page.getByRole("button", { name: "Make an OAuth client" }).first().click();
      const form = page.getByRole("dialog");
      await form.getByRole("textbox", { name: "Name" }).first().fill("Salon mirror");
      await form.getByPlaceholder("https://yourapp.com/callback").fill(redirectUri);
      const scopes = form.getByRole("combobox");
      await scopes.click();
      await page.getByRole("option", { name: /Bookings of meetings: see$/ }).click();
      await page.keyboard.press("Escape");
      await form.getByRole("button", { name: "Make", exact: false }).last().click();
      const clientId = await page.getByRole("textbox", { name: "Client id" }).inputValue();
      const secret = await page.getByRole("textbox", { name: /secret/i }).inputValue();
      await axe(page);
      const verifier = "a-verifier-that-is-long-enough-for-the-standard-0123456789";
      const challenge = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(verifier));
      const ask = (state: string) =>
        page.goto(
          `${salon.base}/auth/oauth2/authorize?${new URLSearchParams({
            response_type: "code",
            client_id: clientId,
            redirect_uri: redirectUri,
            scope: "bookings:read",
            state,
            code_challenge: Buffer.from(challenge).toString("base64url"),
            code_challenge_method: "S256",
          })}`,
        );

      await ask("the-first-state");
      await page.getByRole("heading", { name: "Allow Salon mirror to act for you?" }).waitFor();
      await page.getByRole("button", { name: "Do not allow" }).click();
      await page.waitForURL(`${redirectUri}?*`);
      const refused = new URL(page.url()).searchParams;
      assert.deepEqual([refused.get("error"), refused.get("state")], ["access_denied", "the-first-state"]);

      await ask("the-second-state");
      await page.getByRole("button", { name: "Allow", exact: true }).click();
      await page.waitForURL(`${redirectUri}?*`);
      const code = new URL(page.url()).searchParams.get("code")!;
      const answer = await fetch(`${salon.base}/api/auth/oauth/token`, {
        method: "POST",
        body: new URLSearchParams({
          grant_type: "authorization_code",
          code,
          redirect_uri: redirectUri,
          client_id: clientId,
          client_secret: secret,
          code_verifier: verifier,
        }),
      });
      const text = await answer.text();
      assert.equal(answer.status, 200, text);
      const { access_token: token } = JSON.parse(text) as { access_token: string };
      const headers = { authorization: `Bearer ${token}` };
      assert.equal((await fetch(`${salon.base}/api/bookings`, { headers })).status, 200);
      assert.equal((await fetch(`${salon.base}/api/services/customers`, { headers })).status, 403);

      await page.goto(`${salon.base}/app/developer/apps`);
      await page.getByText("Salon mirror").first().waitFor();
    } finally {
      app.closeAllConnections();
      app.close();
    }
  });

  it("work on a phone in the dark: from the menu to a customer who is added and found again", async () => {
    const page = await owner({ viewport: { width: 360, height: 740 }, colorScheme: "dark", hasTouch: true });
    await page.goto(`${salon.base}/app`);
    await settled(page);
    await page.getByRole("button", { name: "Menu" }).first().tap();
    await page.getByRole("link", { name: "Customers", exact: true }).tap();
    await page.getByRole("heading", { level: 1, name: "Customers" }).waitFor();
    await page.getByRole("button", { name: "Add customer" }).tap();
    const drawer = page.getByRole("dialog");
    await drawer.getByRole("textbox", { name: "Name" }).fill("Nadia Berg");
    await drawer.getByRole("textbox", { name: "E-mail" }).fill("nadia@example.com");
    await drawer.getByRole("button", { name: "Save" }).tap();
    await drawer.waitFor({ state: "detached" });
    await page.getByRole("searchbox", { name: "Search" }).or(page.getByPlaceholder("Search")).first().fill("Nadia");
    await page.getByRole("button", { name: "Nadia Berg" }).waitFor();
    const [background, over] = await page.evaluate<[string, number]>(
      "[getComputedStyle(document.body).backgroundColor, document.documentElement.scrollWidth - innerWidth]",
    );
    assert.ok(Math.max(...background.match(/\d+/g)!.map(Number)) < 80, background);
    assert.equal(over, 0);
  });

  it("need no mouse: a service is found, opened, priced and saved by keyboard alone", async () => {
    const page = await owner();
    await page.goto(`${salon.base}/app`);
    await settled(page);
    await page.keyboard.press("Tab");
    assert.equal(await page.evaluate("document.activeElement?.getAttribute('href')"), "#content");
    await page.keyboard.press("Control+k");
    await page.getByRole("dialog").waitFor();
    await page.keyboard.type("Services");
    // What was typed has narrowed the list.
    await page.getByRole("dialog").getByText("Invoices", { exact: true }).waitFor({ state: "detached" });
    await page.getByRole("dialog").getByText("Services").first().waitFor();
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { level: 1, name: "Services" }).waitFor();
    const focused = () =>
      page.evaluate<string>(
        "document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.innerText ?? ''",
      );
    const tabTo = async (name: RegExp, most = 80) => {
      for (let presses = 0; presses < most; presses++) {
        await page.keyboard.press("Tab");
        if (name.test(await focused())) return;
      }
      throw new Error(`${name} is not reached by Tab`);
    };
    await page.getByRole("button", { name: "Blow Dry", exact: true }).waitFor();
    await tabTo(/^Blow Dry$/);
    await page.keyboard.press("Enter");
    const drawer = page.getByRole("dialog");
    await drawer.getByLabel("Price").waitFor();
    for (let presses = 0; presses < 30; presses++) {
      if (await drawer.getByLabel("Price").evaluate((input) => input === (globalThis as any).document.activeElement))
        break;
      await page.keyboard.press("Tab");
    }
    // What Tab reaches is selected, as in any field: what is typed takes its place.
    await page.keyboard.type("31.50");
    await page.keyboard.press("Enter");
    await drawer.waitFor({ state: "detached" });
    // Back where one was, not at the top of the page.
    await page.waitForFunction(() => (globalThis as any).document.activeElement?.innerText === "Blow Dry");
    const services = await salon.call("GET", "/api/services/services?search=Blow");
    assert.equal(services[0].price, 3150);
  });
});
