import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { type Desk, openDesk } from "./desk.ts";

let desk: Desk;
let ada: number;
before(async () => {
  desk = await openDesk();
  const { body } = await desk.business.call("POST", "/api/services/customers", {
    name: "Ada",
    email: "ada@example.com",
  });
  ada = body.id;
});
after(() => desk?.close());

const drawer = () => desk.page.getByRole("dialog");
const closed = () => drawer().waitFor({ state: "detached" });
const cross = () => drawer().getByRole("button", { name: "Close", exact: true }).click();
const heading = (name: string | RegExp) => desk.page.getByRole("heading", { level: 1, name });
/** From the start page to the customers, by the rail. */
async function toCustomers() {
  await desk.page.goto(`${desk.base}/app`);
  await desk.page.getByRole("link", { name: "Customers", exact: true }).click();
  await heading("Customers").waitFor();
}
async function backLeads(name: string | RegExp) {
  await desk.page.goBack();
  await heading(name).waitFor();
  assert.equal(await drawer().count(), 0);
}

test("after a drawer was closed, however that was, Back leads to the page before", async () => {
  const { page } = desk;
  const ways = [cross, () => page.keyboard.press("Escape"), () => page.goBack().then(() => undefined)];
  for (const close of ways) {
    await toCustomers();
    await page.getByRole("button", { name: "Ada", exact: true }).click();
    await drawer().getByRole("textbox", { name: "Name" }).waitFor();
    await close();
    await closed();
    await heading("Customers").waitFor();
    await backLeads(/^Today/);
  }
});

test("Back leads to the page before also after saving, and after looking at the tabs of two drawers", async () => {
  const { page } = desk;
  await toCustomers();
  for (const name of ["Grace", "Emmy"]) {
    await page.getByRole("button", { name: "Add customer" }).first().click();
    await drawer().getByRole("textbox", { name: "Name" }).fill(name);
    await drawer().locator("button[type=submit]").click();
    await closed();
  }
  for (const name of ["Ada", "Grace"]) {
    await page.getByRole("button", { name, exact: true }).click();
    await drawer().getByRole("tab").nth(1).click();
    await page.waitForURL("**tab=**");
    await cross();
    await closed();
  }
  await backLeads(/^Today/);
});

test("what was typed stays while one looks into another tab, of a drawer and of a page", async () => {
  const { page, base, business } = desk;
  const [owner] = (await business.call("GET", "/api/services/employees")).body;
  const { id: product } = (await business.call("POST", "/api/services/products", { name: "Shampoo", price: 1200 }))
    .body;
  const { id: team } = (await business.call("POST", "/api/teams", { name: "Colour" })).body.data;
  const places = [
    { at: `/staff?id=${owner.id}`, field: "Name", tabs: ["Hours", "Details"] },
    { at: `/products?id=${product}`, field: "Name", tabs: ["Stock", "Details"] },
    { at: `/teams?id=${team}&part=settings`, field: "Name", tabs: ["Members", "Settings"] },
  ];
  for (const { at, field, tabs } of places) {
    await page.goto(`${base}/app${at}`);
    const name = drawer().getByRole("textbox", { name: field, exact: true });
    await name.fill("Typed and not saved");
    for (const tab of tabs) await drawer().getByRole("tab", { name: tab }).click();
    assert.equal(await name.inputValue(), "Typed and not saved", at);
    await page.goto("about:blank");
  }
  await page.goto(`${base}/app/schedules?tab=travel`);
  await page.getByRole("button", { name: "Add a trip" }).click();
  for (const tab of ["Hours", "Travel"]) await page.getByRole("tab", { name: tab }).click();
  await page.getByRole("textbox", { name: "First day" }).waitFor();
  await page.goto("about:blank");
});

test("hours and wordings that are being typed are not wiped out by a colleague's, nor write over them", async () => {
  const { page, base, business } = desk;
  const [owner] = (await business.call("GET", "/api/services/employees")).body;
  const path = `/api/services/employees/schedule?id=${owner.id}`;
  const work = (end: string) => business.call("PATCH", path, { weekly: [{ day: 1, start: "09:00", end }] });
  assert.equal((await work("17:00")).status, 200);
  await page.goto(`${base}/app/staff?id=${owner.id}&tab=hours`);
  const [from, to] = ["from", "to"].map((end) => drawer().getByLabel(`Monday, range 1: ${end}`));
  await from!.fill("08:00");
  const read = page.waitForResponse(
    (response) => response.url().includes("schedule") && response.request().method() === "GET",
  );
  await work("18:00");
  await read;
  assert.deepEqual([await from!.inputValue(), await to!.inputValue()], ["08:00", "17:00"]);
  await drawer().getByRole("button", { name: "Save" }).last().click();
  await drawer()
    .getByText(/^Somebody else changed this/)
    .waitFor();
  await page.goto("about:blank");

  await page.goto(`${base}/app/settings/notifications?mail=reminder`);
  await page.getByRole("textbox", { name: "Subject" }).fill("Typed and not saved");
  await page.getByRole("combobox", { name: "Language" }).click();
  await page.getByRole("option", { name: "Deutsch" }).click();
  await page.getByRole("dialog", { name: "Leave without saving?" }).waitFor();
  await page.goto("about:blank");
});

test("a drawer that an address opens is closed where it is", async () => {
  const { page, base } = desk;
  await page.goto(`${base}/app`);
  await heading(/^Today/).waitFor();
  await page.goto(`${base}/app/customers?id=${ada}&search=Ada`);
  await drawer().getByRole("textbox", { name: "Name" }).waitFor();
  await cross();
  await closed();
  assert.match(page.url(), /customers\?search=Ada$/);
  await backLeads(/^Today/);
});

test("whoever stays with what they typed closes the drawer later, and Back leads to the page before", async () => {
  const { page } = desk;
  await toCustomers();
  await page.getByRole("button", { name: "Ada", exact: true }).click();
  await drawer().getByRole("textbox", { name: "Name" }).fill("Ada Lovelace");
  const leaving = page.getByRole("dialog", { name: "Leave without saving?" });
  await cross();
  await leaving.getByRole("button", { name: "Stay here" }).click();
  await leaving.waitFor({ state: "detached" });
  assert.equal(await drawer().getByRole("textbox", { name: "Name" }).inputValue(), "Ada Lovelace");
  assert.match(page.url(), /id=/);
  await cross();
  await leaving.getByRole("button", { name: "Leave", exact: true }).click();
  await closed();
  await backLeads(/^Today/);
});

test("a time that is being entered in the calendar is asked about before it is gone, and Back closes it", async () => {
  const { page, base } = desk;
  await page.goto(`${base}/app/calendar?date=2030-05-07`);
  const add = page.getByRole("button", { name: "New", exact: true });
  const made = page.getByRole("dialog", { name: "New", exact: true });
  const leaving = page.getByRole("dialog", { name: "Leave without saving?" });
  await add.click();
  await made.getByText("Block time").click();
  await made.getByLabel("Reason").fill("Dentist");
  // Whoever looks at the other kind finds this one as it was.
  await made.getByText("Appointment", { exact: true }).click();
  await made.getByLabel("Reason").waitFor({ state: "hidden" });
  await made.getByText("Block time").click();
  assert.equal(await made.getByLabel("Reason").inputValue(), "Dentist");
  await page.keyboard.press("Escape");
  await leaving.getByRole("button", { name: "Stay here" }).click();
  await leaving.waitFor({ state: "detached" });
  assert.equal(await made.getByLabel("Reason").inputValue(), "Dentist");
  await page.goBack();
  await leaving.getByRole("button", { name: "Leave", exact: true }).click();
  await made.waitFor({ state: "detached" });
  // With nothing typed there is nothing to ask.
  await add.click();
  await made.waitFor();
  await page.keyboard.press("Escape");
  await made.waitFor({ state: "detached" });
  assert.equal(await leaving.count(), 0);
  assert.match(page.url(), /calendar\?date=2030-05-07$/);
});

test("an absence proposes its last day where one sees it, and asks for one that was emptied", async () => {
  const { page, base, business } = desk;
  const away = async () =>
    (await business.call("GET", "/api/out-of-office")).body.data.map(
      ({ start, end }: { start: string; end: string }) => [start, end],
    );
  await page.goto(`${base}/app/schedules?tab=away&id=new`);
  const [first, last] = ["First day", "Last day"].map((name) => drawer().getByRole("textbox", { name }));
  await first!.fill("05/10/2031");
  await page.keyboard.press("Tab");
  assert.equal(await last!.inputValue(), "05/10/2031");
  await last!.fill("05/12/2031");
  await page.keyboard.press("Tab");
  await first!.fill("05/11/2031");
  await page.keyboard.press("Tab");
  assert.equal(await last!.inputValue(), "05/12/2031");
  // Its calendar lies over the button.
  await page.keyboard.press("Tab");
  await drawer().getByRole("button", { name: "Save" }).click();
  await closed();
  const days = ["2031-05-11T07:00:00Z", "2031-05-13T07:00:00Z"];
  assert.deepEqual(await away(), [days]);

  const [owner] = (await business.call("GET", "/api/services/employees")).body;
  await page.goto(`${base}/app/staff?id=${owner.id}&tab=away`);
  const form = page.getByRole("form", { name: "Add time away" });
  await form.getByLabel("From").fill("2031-06-02");
  const to = form.getByLabel("To, this day too");
  assert.equal(await to.inputValue(), "2031-06-02");
  await to.fill("");
  await form.locator("button[type=submit]").click();
  await form.getByText("Please choose a date.").waitFor();
  assert.deepEqual(await away(), [days]);
  await to.fill("2031-06-04");
  await form.locator("button[type=submit]").click();
  await page.getByText(/Jun 2, 2031 – .*Jun 4, 2031/).waitFor();
  assert.deepEqual((await away()).at(-1), ["2031-06-02T07:00:00Z", "2031-06-05T07:00:00Z"]);
});

test("what is deleted is gone with what was typed of it, and nothing is asked but whether it shall be", async () => {
  const { page, base, business } = desk;
  const asked = (name: string) => page.getByRole("dialog", { name: `Delete “${name}”?` });
  const leaving = page.getByRole("dialog", { name: "Leave without saving?" });
  const { body: rose } = await business.call("POST", "/api/services/customers", { name: "Rose" });
  // From the list, and by its own address.
  await toCustomers();
  await page.getByRole("button", { name: "Emmy", exact: true }).click();
  for (const name of ["Emmy", "Rose"]) {
    if (name === "Rose") await page.goto(`${base}/app/customers?id=${rose.id}`);
    await drawer().getByRole("textbox", { name: "Name" }).fill("Somebody else");
    await drawer().getByRole("button", { name: "Delete", exact: true }).click();
    await asked(name).getByRole("button", { name: "Delete" }).click();
    await closed();
    await heading("Customers").waitFor();
    assert.equal(await leaving.count(), 0);
  }
  // A page of its own is left for its list.
  const { body } = await business.call("POST", "/api/schedules", { name: "Summer" });
  await page.goto(`${base}/app/schedules/${body.data.id}`);
  await page.getByRole("textbox", { name: "Name" }).fill("Winter");
  await page.getByRole("button", { name: "Delete", exact: true }).click();
  await asked("Summer").getByRole("button", { name: "Delete" }).click();
  await page.waitForURL("**/app/schedules");
  assert.equal(await leaving.count(), 0);
});
