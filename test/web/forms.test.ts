import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { TOTP } from "otpauth";
import type { Page } from "playwright-core";
import { axe, type Desk, openDesk, password } from "./desk.ts";

// Settings that are filled in now and then, and what holds for every form.

let desk: Desk;
before(async () => {
  desk = await openDesk({ workers: true });
});
after(() => desk?.close());

test("the wording of a mail is changed with its preview beside it, and goes back", async () => {
  const { page, base } = desk;
  await page.goto(`${base}/app/settings/notifications?mail=reminder`);
  const body = page.getByRole("textbox", { name: "Text", exact: true });
  await body.fill("See you soon, {{ customer_name");
  await page
    .getByRole("alert")
    .getByText(/is not closed/)
    .waitFor();
  await body.fill("See you soon, ");
  await body.press("End");
  await page.getByRole("button", { name: "Put in" }).click();
  await page.getByRole("menuitem", { name: /customer_name/ }).click();
  assert.equal(await body.inputValue(), "See you soon, {{ customer_name }}");
  await page.frameLocator("iframe").getByText("See you soon, Maria Weber", { exact: true }).waitFor();
  await axe(page);
  await page.getByRole("button", { name: "Send it to me" }).click();
  await page.getByText(`Sent to ${desk.business.email}.`).waitFor();
  await page.locator("form", { has: body }).getByRole("button", { name: "Save" }).click();
  await page.getByText("your own words", { exact: true }).waitFor();
  await page.getByRole("button", { name: "Back to the standard words" }).click();
  await page.getByText("The standard words are back.").waitFor();
  assert.notEqual(await body.inputValue(), "See you soon, {{ customer_name }}");
});

test("two-factor sign-in is set up with a code to scan, or its secret to type", async () => {
  const { page, base } = desk;
  await page.goto(`${base}/app/settings/security`);
  await page.getByRole("button", { name: "Set up" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.locator("input").first().fill(password);
  await dialog.locator("button[type=submit]").click();
  await dialog.getByRole("img", { name: "Code for the authenticator app" }).waitFor();
  await axe(page);
  const secret = await dialog.getByRole("textbox", { name: "Secret" }).inputValue();
  await dialog.getByRole("textbox", { name: /Code/ }).fill(new TOTP({ secret }).generate());
  await dialog.getByRole("button", { name: "Turn on" }).click();
  await page.getByRole("dialog", { name: /Recovery codes/ }).waitFor();
});

test("a question mark lists the keys, and G with a letter goes somewhere", async () => {
  const { page, base } = desk;
  await page.goto(`${base}/app`);
  await page.getByRole("heading", { level: 1 }).waitFor();
  await page.keyboard.press("?");
  await page.getByRole("dialog", { name: "Keyboard shortcuts" }).waitFor();
  await axe(page);
  // In front of a dialog they stay quiet.
  await page.keyboard.press("g");
  await page.keyboard.press("k");
  await page.keyboard.press("Escape");
  await page.getByRole("dialog").waitFor({ state: "detached" });
  assert.match(page.url(), /\/app\/?$/);
  await page.keyboard.press("g");
  await page.keyboard.press("k");
  await page.waitForURL("**/app/customers");
  await page.getByRole("heading", { name: "Customers", level: 1 }).waitFor();
  await page.keyboard.press("n");
  await page.getByRole("dialog", { name: "New appointment" }).waitFor();
  // What is sought is gone to with Enter alone.
  await page.keyboard.press("Escape");
  await page.getByRole("dialog").waitFor({ state: "detached" });
  await page.keyboard.press("Control+k");
  const search = page.getByRole("dialog", { name: "Go to, or find …" });
  await search.getByRole("textbox").fill("waitl");
  await search.getByRole("button", { name: "Waitlist" }).waitFor();
  await axe(page);
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "Waitlist", level: 1 }).waitFor();
  await page.keyboard.press("n");
  await page.getByRole("dialog", { name: "New appointment" }).waitFor();
  // Whoever types is not led away.
  await page.keyboard.press("g");
  await page.keyboard.press("c");
  assert.match(page.url(), /appointments/);
});

test("a catalog is looked at before it is brought in, and what is wrong with it is said by entry", async () => {
  const { page, base, business } = desk;
  const file = (draft: object) => ({
    name: "catalog.json",
    mimeType: "application/json",
    buffer: Buffer.from(JSON.stringify(draft)),
  });
  const choose = page.locator("input[type=file]");
  const services = async () => (await business.call("GET", "/api/services/services")).body as { name: string }[];
  await page.goto(`${base}/app/settings/catalog`);
  await choose.setInputFiles(file({ services: [{ name: "" }, { name: "Brows", duration: -5 }] }));
  await page.getByRole("alert").getByText("services.1.duration").waitFor();
  await axe(page);
  await choose.setInputFiles(
    file({ categories: [{ name: "Brows" }], services: [{ name: "Shaping", category: "Brows" }] }),
  );
  await page.getByText("This would happen").waitFor();
  assert.ok(!(await services()).some(({ name }) => name === "Shaping"));
  await page.getByRole("button", { name: "Bring in" }).click();
  await page.getByText("Done", { exact: true }).waitFor();
  assert.ok((await services()).some(({ name }) => name === "Shaping"));
});

test("a field that is left with something wrong says so, and nothing has to leave for that", async () => {
  const { page, base } = desk;
  await page.goto(`${base}/app/customers?id=new`);
  const form = page.getByRole("dialog");
  const email = form.getByRole("textbox", { name: /E-?mail/ });
  const wrong = form.getByText("Must be a valid email address");
  const sent = requestsOf(page);
  await email.pressSequentially("ada@exam");
  assert.equal(await wrong.count(), 0);
  await email.press("Tab");
  await wrong.waitFor();
  assert.equal(await email.getAttribute("aria-invalid"), "true");
  assert.match((await email.getAttribute("aria-describedby"))!, /error/);
  // What nobody has touched yet is not complained about.
  assert.equal(await form.locator("[aria-invalid=true]").count(), 1);
  await axe(page);
  await email.pressSequentially("ple.com");
  await wrong.waitFor({ state: "detached" });
  await email.press("Tab");
  assert.equal(await form.locator("[aria-invalid=true]").count(), 0);
  assert.deepEqual(sent(), []);
});

test("a form with something wrong in it sends nothing, and goes to the first of it", async () => {
  const { page, base, business } = desk;
  await page.goto(`${base}/app/customers?id=new`);
  const form = page.getByRole("dialog");
  const name = form.getByRole("textbox", { name: "Name" });
  await form.getByRole("textbox", { name: /E-?mail/ }).fill("ada@example.com");
  await form.getByRole("textbox", { name: "Phone" }).fill("none");
  const sent = requestsOf(page);
  // The pointer finds the button where it was pressed, whatever is said above it meanwhile.
  await form.locator("button[type=submit]").click();
  await form.getByText("Please fill this in.").waitFor();
  await form.getByText("Must be a phone number").waitFor();
  assert.equal(await name.evaluate((field) => field === document.activeElement), true);
  assert.deepEqual(sent(), []);
  await name.fill("Ada");
  await form.getByText("Please fill this in.").waitFor({ state: "detached" });
  await form.getByRole("textbox", { name: "Phone" }).fill("+14155550100");
  await form.locator("button[type=submit]").click();
  await form.waitFor({ state: "detached" });
  const { body } = await business.call("GET", "/api/services/customers?search=ada@example.com");
  assert.deepEqual(
    body.map(({ name }: { name: string }) => name),
    ["Ada"],
  );
});

test("a second customer with the same e-mail or phone is made once somebody says that it is not the first", async () => {
  const { page, base, business } = desk;
  const { body: lisa } = await business.call("POST", "/api/services/customers", {
    name: "Lisa Muster",
    email: "lisa@example.com",
    phone: "+14155550177",
  });
  const known = async () => (await business.call("GET", "/api/services/customers?search=lisa@example.com")).body.length;
  const form = page.getByRole("dialog");
  const save = () => form.locator("button[type=submit]").click();
  const warning = form.getByRole("alert");
  await page.goto(`${base}/app/customers?id=new`);
  await form.getByRole("textbox", { name: "Name" }).fill("Tom Muster");
  await form.getByRole("textbox", { name: "Phone" }).fill("(415) 555-0177");
  await save();
  await warning.getByText(/already a customer with this phone number: Lisa Muster/).waitFor();
  await form.getByRole("textbox", { name: /E-?mail/ }).fill("Lisa@example.com");
  await form.getByRole("textbox", { name: "Phone" }).fill("");
  await save();
  await warning.waitFor({ state: "detached" });
  await form.waitFor({ state: "detached" });
  assert.equal(await known(), 2, "who was told of the same person once is not asked again");

  await page.goto(`${base}/app/customers?id=new`);
  await form.getByRole("textbox", { name: "Name" }).fill("Lisa");
  await form.getByRole("textbox", { name: /E-?mail/ }).fill("lisa@example.com");
  await page.keyboard.press("Enter");
  await warning.getByText(/already a customer with this e-mail: Lisa Muster. If this is somebody else/).waitFor();
  await axe(page);
  await warning.getByRole("button", { name: "Lisa Muster" }).press("Enter");
  await page.getByRole("dialog", { name: "Leave without saving?" }).getByRole("button", { name: "Leave" }).click();
  await page.getByRole("dialog", { name: "Lisa Muster" }).waitFor();
  assert.match(page.url(), new RegExp(`id=${lisa.id}$`));
  assert.equal(await known(), 2);

  // Who is known already is chosen for the appointment instead.
  await page.goto(`${base}/app/appointments?id=new`);
  await form.getByRole("button", { name: "New customer" }).click();
  await form.getByRole("textbox", { name: "Name" }).fill("Lisa");
  await form.getByRole("textbox", { name: /E-?mail/ }).fill("lisa@example.com");
  await form.getByRole("combobox", { name: "Service" }).click();
  await page.getByRole("option").first().click();
  await form.getByLabel("Date").fill("2031-05-07");
  await form.getByLabel(/^Time/).fill("10:00");
  await save();
  await warning.getByRole("button", { name: "Lisa Muster" }).click();
  await warning.waitFor({ state: "detached" });
  assert.equal(await form.getByRole("combobox", { name: "Customer" }).inputValue(), "Lisa Muster");
  assert.equal(await known(), 2);
});

test("no form that lacks something sends anything, and each goes to what it lacks", async () => {
  const { page, base } = desk;
  const sent = requestsOf(page);
  for (const place of lacking) {
    await page.goto(`${base}/app/${place}`);
    await page.locator("form button[type=submit]").last().click();
    const found = page.waitForFunction(() => document.activeElement?.getAttribute("aria-invalid") === "true");
    await assert.doesNotReject(found, place);
  }
  assert.deepEqual(sent(), []);
});

test("a form in tabs opens the one in which something is wrong", async () => {
  const { page, base, business } = desk;
  const { data } = (await business.call("POST", "/api/event-types", { title: "Consultation", length: 30 })).body;
  await page.goto(`${base}/app/event-types/${data.id}`);
  await page.getByLabel("Title").fill("");
  await page.getByRole("tab", { name: "Questions" }).click();
  const sent = requestsOf(page);
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByText("Please fill this in.").waitFor();
  await page.waitForFunction(() => document.activeElement?.getAttribute("data-path") === "title");
  assert.deepEqual(sent(), []);
});

test("what is wrong with one thing of a list is said beside the list", async () => {
  const { page, base } = desk;
  await page.goto(`${base}/app/customers?id=new`);
  const form = page.getByRole("dialog");
  await form.getByRole("textbox", { name: "Name" }).fill("Grace");
  await form.getByLabel("Tags").fill("x".repeat(51));
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  await form.getByText("At most 50 characters.").waitFor();
});

test("what was typed stays where the server cannot be reached", async () => {
  const { page, base } = desk;
  await page.goto(`${base}/app/customers?id=new`);
  const form = page.getByRole("dialog");
  await form.getByRole("textbox", { name: "Name" }).fill("Lovelace");
  await page.route("**/api/services/customers", (route) =>
    route.request().method() === "POST" ? route.abort() : route.continue(),
  );
  await form.locator("button[type=submit]").click();
  await form.getByText(/No connection to the server/).waitFor();
  assert.equal(await form.getByRole("textbox", { name: "Name" }).inputValue(), "Lovelace");
  await page.unrouteAll();
});

test("without a network nothing is sent, now or later, and a page that cannot be fetched says so", async (t) => {
  t.after(() => desk.page.context().setOffline(false));
  const { page, base, business } = desk;
  await page.goto(`${base}/app/customers?id=new`);
  const form = page.getByRole("dialog");
  await form.getByRole("textbox", { name: "Name" }).fill("Hamilton");
  await form.locator("button[type=submit]").waitFor();
  await page.context().setOffline(true);
  await form.locator("button[type=submit]").click();
  await form.getByText(/Nothing was sent, and what you typed is still here/).waitFor();
  await page.context().setOffline(false);
  await page.waitForTimeout(500);
  const found = async () => (await business.call("GET", "/api/services/customers?search=Hamilton")).body.length;
  assert.equal(await found(), 0);
  await form.locator("button[type=submit]").click();
  await form.waitFor({ state: "detached" });
  assert.equal(await found(), 1);

  // A page whose file no cache has yet.
  await page.context().setOffline(true);
  await page.getByRole("link", { name: "Reviews" }).click();
  await page.getByText(/no connection to the server, so this page could not be loaded/).waitFor();
  await page.context().setOffline(false);
  await page.getByRole("button", { name: "Try again" }).last().click();
  await page.getByRole("heading", { name: "Reviews", level: 1 }).waitFor();
});

test("without a network the dashboard says so, what cannot be read too, and it goes on by itself afterwards", async (t) => {
  t.after(() => desk.page.context().setOffline(false));
  const { page, base, business } = desk;
  await business.call("POST", "/api/services/customers", { name: "Far Away" });
  await page.goto(`${base}/app/customers?search=Far`);
  const offline = page.getByRole("status").getByText(/^You are offline/);
  await page.getByRole("button", { name: "Far Away" }).waitFor();
  assert.equal(await offline.count(), 0);
  await page.context().setOffline(true);
  await offline.waitFor();
  await axe(page);
  await page.getByRole("button", { name: "Far Away" }).click();
  const form = page.getByRole("dialog");
  assert.ok(await offline.isVisible(), "also above what is open");
  await form.getByRole("alert").getByText("No connection to the server. We keep trying.").waitFor();
  await page.context().setOffline(false);
  await offline.waitFor({ state: "detached" });
  assert.equal(await form.getByRole("textbox", { name: "Name" }).inputValue(), "Far Away");
});

test("Escape answers the question on top, and nothing below it", async () => {
  const { page, base, business } = desk;
  const { body } = await business.call("POST", "/api/services/customers", {
    name: "Grace",
    email: "grace@example.com",
  });
  await page.goto(`${base}/app/customers?id=${(body.data ?? body).id}`);
  const drawer = page.getByRole("dialog", { name: "Grace" });
  const leaving = page.getByRole("dialog", { name: "Leave without saving?" });
  await drawer.getByRole("textbox", { name: "Name" }).fill("Grace Hopper");
  for (const _ of [1, 2]) {
    await page.keyboard.press("Escape");
    await leaving.waitFor();
    await page.keyboard.press("Escape");
    await leaving.waitFor({ state: "detached" });
    assert.equal(await drawer.getByRole("textbox", { name: "Name" }).inputValue(), "Grace Hopper");
  }
  await drawer.getByRole("button", { name: "Delete", exact: true }).click();
  const deleting = page.getByRole("dialog", { name: /^Delete “Grace/ });
  await deleting.waitFor();
  await page.keyboard.press("Escape");
  await deleting.waitFor({ state: "detached" });
  assert.equal(await leaving.count(), 0);
  assert.equal(await drawer.count(), 1);
  await page.keyboard.press("Escape");
  await leaving.getByRole("button", { name: "Leave" }).click();
  await drawer.waitFor({ state: "detached" });
});

test("forms say what is wrong in the reader's language, and go to the first of it", async () => {
  const { page, base, business, installation } = desk;
  await installation.asSystem(0, ({ db }) =>
    db.updateTable("users").set({ language: "de" }).where("id", "=", business.userId).execute(),
  );
  await business.call("POST", "/api/services/customers", { name: "Noether" });
  await page.goto(`${base}/app/customers?id=new`);
  const form = page.getByRole("dialog");
  await form.getByRole("textbox", { name: /E-Mail/ }).fill("keine Adresse");
  await page.keyboard.press("Tab");
  await form.getByText("Das sieht nicht richtig aus. Bitte prüfen.").waitFor();
  await form.locator("button[type=submit]").click();
  await form.getByText("Bitte ausfüllen.").waitFor();
  await form.getByText("Das sieht nicht richtig aus. Bitte prüfen.").waitFor();
  await form.getByText(/Bitte prüfen Sie die markierten Angaben/).waitFor();
  assert.equal(await page.evaluate(() => document.activeElement?.getAttribute("aria-invalid")), "true");
  assert.equal(await page.evaluate(() => document.documentElement.lang), "de");
  // What a table says of itself is in the reader's language too.
  await page.getByRole("checkbox", { name: "Alle auswählen", includeHidden: true }).waitFor({ state: "attached" });
  await page.getByRole("row", { includeHidden: true }).filter({ hasText: "Name sortierbar" }).waitFor();
  assert.equal(await page.locator("[aria-label='Not sorted']:visible").count(), 0);
  assert.equal(await form.getByRole("textbox", { name: /E-Mail/ }).inputValue(), "keine Adresse");
});

/** Forms as they open, with something in each that has to be filled in first. */
const lacking = [
  ...["customers", "services", "locations", "staff", "teams", "products", "invoices", "waitlist"].map(
    (list) => `${list}?id=new`,
  ),
  ...["services?tab=categories", "services?tab=extras", "services?tab=customFields"].map((tab) => `${tab}&id=new`),
  ...["locations?tab=districts", "locations?tab=resources", "staff?list=titles"].map((tab) => `${tab}&id=new`),
  ...["products?tab=categories", "schedules?tab=away"].map((tab) => `${tab}&id=new`),
  ...["keys", "webhooks", "oauth"].map((section) => `developer/${section}?id=new`),
  "appointments?id=new",
  "workflows/new",
  "routing/new",
  "settings/security",
];

/** What the page asks of the server to do from now on; looking things up does not count. */
function requestsOf(page: Page): () => string[] {
  const sent: string[] = [];
  page.on("request", (request) => {
    if (request.method() !== "GET") sent.push(`${request.method()} ${request.url()}`);
  });
  return () => sent;
}
