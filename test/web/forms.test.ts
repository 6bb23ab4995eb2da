import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { TOTP } from "otpauth";
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

test("forms say what is wrong in the reader's language, and go to the first of it", async () => {
  const { page, base, business, installation } = desk;
  await installation.asSystem(0, ({ db }) =>
    db.updateTable("users").set({ language: "de" }).where("id", "=", business.userId).execute(),
  );
  await page.goto(`${base}/app/customers?id=new`);
  const form = page.getByRole("dialog");
  await form.getByRole("textbox", { name: /E-Mail/ }).fill("keine Adresse");
  await form.locator("button[type=submit]").click();
  await form.getByText("Bitte ausfüllen.").waitFor();
  await form.getByText("Das sieht nicht richtig aus. Bitte prüfen.").waitFor();
  await form.getByText(/Bitte prüfen Sie die markierten Angaben/).waitFor();
  assert.equal(await page.evaluate(() => document.activeElement?.getAttribute("aria-invalid")), "true");
  assert.equal(await page.evaluate(() => document.documentElement.lang), "de");
  assert.equal(await form.getByRole("textbox", { name: /E-Mail/ }).inputValue(), "keine Adresse");
});
