import assert from "node:assert/strict";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { after, before, test } from "node:test";
import type { Page } from "playwright-core";
import { axe, type Desk, openDesk, password } from "./desk.ts";

let desk: Desk;
const received: { signature: string | undefined; body: string }[] = [];
const receiver = createServer(async (request, response) => {
  let body = "";
  for await (const chunk of request) body += chunk;
  received.push({ signature: request.headers["webhook-signature"] as string | undefined, body });
  response.end("thank you");
});

before(async () => {
  await new Promise<void>((resolve) => receiver.listen(0, "127.0.0.1", resolve));
  desk = await openDesk({ workers: true, settings: { WEBHOOK_ALLOW_PRIVATE: "true" } });
});
after(async () => {
  await desk?.close();
  receiver.close();
  receiver.closeAllConnections();
});

test("makes a key that may only read, shows it once, and the API holds it to that", async () => {
  const { page, base } = desk;
  await page.goto(`${base}/app/developer/keys`);
  await page.getByRole("button", { name: "Create key" }).first().click();
  const form = page.getByRole("dialog");
  await form.getByRole("textbox", { name: "Name" }).fill("Front desk assistant");
  await form.getByRole("switch", { name: "May only read" }).check();
  await form.getByRole("textbox", { name: "Calls per day" }).fill("3");
  await form.getByRole("button", { name: "Create key" }).click();
  const shown = page.getByRole("textbox", { name: "API key" });
  await shown.waitFor();
  const key = await shown.inputValue();
  assert.match(key, /^sk_live_/);
  // On a page without https there is no clipboard to write to, and copying works all the same.
  await page.evaluate(() => Object.defineProperty(navigator, "clipboard", { value: undefined, configurable: true }));
  await page.getByRole("button", { name: "Copy: API key" }).click();
  await page.getByRole("button", { name: "Copied" }).waitFor();
  await page.getByRole("button", { name: "Done" }).click();
  await page.getByText("May only read").first().waitFor();
  assert.equal(await page.getByText(key).count(), 0);

  const headers = { "cal-api-key": key, "content-type": "application/json" };
  assert.equal((await fetch(`${base}/api/services/customers`, { headers })).status, 200);
  const body = JSON.stringify({ name: "Ada" });
  assert.equal((await fetch(`${base}/api/services/customers`, { method: "POST", headers, body })).status, 403);
});

test("refuses an expiry that is no day, or that has passed, and keeps what was typed", async () => {
  const { page, base, business } = desk;
  await page.goto(`${base}/app/developer/keys?id=new`);
  const form = page.getByRole("dialog");
  await form.getByRole("textbox", { name: "Name" }).fill("Until January");
  const expires = form.getByRole("textbox", { name: "Stops working after" });
  const typed = async (text: string) => {
    await expires.fill(text);
    await expires.press("Tab");
  };
  for (const [text, said] of [
    ["tomorrow", /^Please write the day as/],
    ["2020-01-01", /^Not before/],
  ] as const) {
    await typed(text);
    await form.getByText(said).waitFor();
    assert.equal(await expires.inputValue(), text);
    assert.equal(await expires.getAttribute("aria-invalid"), "true");
    await form.getByRole("button", { name: "Create key" }).click();
    await form.getByText(/^Please look at what is marked/).waitFor();
  }
  await axe(page);
  await page.emulateMedia({ colorScheme: "light" });
  const keys = async () => (await business.call("GET", "/api/keys")).body.data;
  const named = async () => (await keys()).filter(({ name }: { name: string }) => name === "Until January");
  assert.deepEqual(await named(), []);
  await typed("31.01.2031");
  assert.equal(await expires.inputValue(), "01/31/2031");
  assert.equal(await form.locator("[aria-invalid=true]").count(), 0);
  await form.getByRole("button", { name: "Create key" }).click();
  await page.getByRole("textbox", { name: "API key" }).waitFor();
  assert.equal((await named())[0].expiresAt, "2031-02-01T08:00:00Z");
});

test("adds a webhook, sends it a test, and shows what came back", async () => {
  const { page, base } = desk;
  const url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hooks`;
  await page.goto(`${base}/app/developer/webhooks`);
  await page.getByRole("button", { name: "Add webhook" }).first().click();
  const form = page.getByRole("dialog");
  await form.getByRole("textbox", { name: "Address" }).fill(url);
  await form.getByRole("combobox", { name: "What it is told of" }).fill("BOOKING_CREATED");
  await page.getByRole("option", { name: "BOOKING_CREATED A booking was made" }).click();
  await page.keyboard.press("Escape");
  await form.getByRole("button", { name: "Make one" }).click();
  await form.getByRole("button", { name: "Save" }).click();
  await form.waitFor({ state: "hidden" });
  await page.getByRole("button", { name: `Deliveries: ${url}` }).click();
  await page.getByRole("button", { name: "Send test" }).click();
  await page.getByRole("list", { name: "Deliveries" }).getByText("Delivered", { exact: true }).waitFor();
  assert.equal(JSON.parse(received[0]!.body).triggerEvent, "BOOKING_CREATED");
  assert.match(received[0]!.signature ?? "", /^v1,/);
  await page.getByRole("button", { name: /^Request: BOOKING_CREATED/ }).click();
  await page.getByRole("region", { name: "Response 1" }).getByText("thank you").waitFor();
});

test("leads a new business from its kind to the link that people book by", async () => {
  const { page, base } = desk;
  await page.goto(`${base}/app/welcome`);
  await page.getByRole("button", { name: /^Salon/ }).click();
  await page.getByLabel("From").waitFor();
  await page.goBack();
  await page.getByRole("button", { name: /^Salon/ }).click();
  await page.getByLabel("From").fill("");
  await page.getByRole("button", { name: "Continue" }).click();
  await page.getByText("A time such as 09:30.").waitFor();
  await page.getByLabel("From").fill("08:30");
  await page.getByRole("button", { name: "Continue" }).click();
  await page.getByRole("textbox", { name: "Name" }).fill("Cut and wash");
  await page.getByRole("button", { name: "Create and get the link" }).click();
  const link = await page.getByRole("textbox", { name: "Your booking link" }).inputValue();
  assert.match(await (await fetch(link)).text(), /Cut and wash/);
});

test("changes the business's settings, and keeps them", async () => {
  const { page, base } = desk;
  await page.goto(`${base}/app/settings/business`);
  await page.getByRole("textbox", { name: "Phone" }).fill("+1 415 555 0100");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByText("Saved.").waitFor();
  await page.reload();
  assert.equal(await page.getByRole("textbox", { name: "Phone" }).inputValue(), "+1 415 555 0100");
});

test("a session that ends under a form leads to signing in beside it, and then it is saved", async () => {
  const { page, base, business } = desk;
  await page.goto(`${base}/app/customers?id=new`);
  const form = page.getByRole("dialog");
  await form.getByRole("textbox", { name: "Name" }).fill("Turing");
  await page.context().clearCookies();
  await form.locator("button[type=submit]").click();
  await form.getByText(/You are not signed in any more/).waitFor();
  const [beside] = await Promise.all([
    page.context().waitForEvent("page"),
    form.getByRole("link", { name: "Sign in again in a new tab" }).click(),
  ]);
  await beside.fill("[name=email]", business.email);
  await beside.fill("[name=password]", password);
  await beside.click("button.first");
  // Signing in leads back to where it was asked for.
  await beside.waitForURL(/\/app\/customers\?id=new$/);
  await beside.close();
  assert.equal(await form.getByRole("textbox", { name: "Name" }).inputValue(), "Turing");
  await form.locator("button[type=submit]").click();
  await form.waitFor({ state: "detached" });
  assert.equal((await business.call("GET", "/api/services/customers?search=Turing")).body.length, 1);
});

test("a link into the dashboard is opened after signing in", async () => {
  const { page, base, business } = desk;
  await page.context().clearCookies();
  await page.goto(`${base}/app/customers?search=Turing`);
  await page.waitForURL(/\/sign-in\?/);
  await page.fill("[name=email]", business.email);
  await page.fill("[name=password]", password);
  await page.click("button.first");
  await page.waitForURL(/\/app\/customers\?search=Turing$/);
  // What a table says of itself is true.
  const table = page.getByRole("table");
  await table.getByText("Turing").waitFor();
  assert.equal(await page.getByText("No records").count(), 0);
});

test("can be read by everybody: axe finds nothing, light or dark", async () => {
  const settings = "profile security business hours booking branding members notifications calendars".split(" ");
  const developer = "keys mcp webhooks oauth apps events audit".split(" ");
  const look = async (page: Page, paths: string[]) => {
    for (const path of paths) {
      await page.goto(`${desk.base}/app/${path}`);
      await page.getByRole("heading", { level: 1 }).waitFor();
      await page.locator(".mantine-Loader-root, .mantine-Skeleton-root").first().waitFor({ state: "detached" });
      await axe(page);
    }
  };
  const other = await desk.another();
  try {
    await Promise.all([
      look(desk.page, ["welcome", ...settings.map((one) => `settings/${one}`)]),
      look(
        other,
        developer.map((one) => `developer/${one}`),
      ),
    ]);
  } finally {
    await other.close();
  }
});
