import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import type { Page } from "playwright-core";
import { axe, type Desk, openDesk } from "./desk.ts";

// What a business offers and sells, as its owner keeps it in the dashboard.
describe("the catalog in the dashboard", () => {
  let desk: Desk;
  let page: Page;
  const path = (address: string) => page.goto(`${desk.base}/app${address}`);
  const drawer = () => page.getByRole("dialog");
  /** What closes goes back in the browser's history, and an address that is entered meanwhile is given up. */
  const closed = () => drawer().waitFor({ state: "detached" });
  const button = (name: string | RegExp) => page.getByRole("button", { name, exact: typeof name === "string" });

  before(async () => {
    desk = await openDesk();
    page = desk.page;
  });
  after(() => desk.close());

  it("puts a new service onto the public page", async () => {
    await path("/services");
    await button("Add service").first().click();
    await drawer().getByLabel("Name").fill("Hot Stone Massage");
    await drawer().getByLabel("Price").fill("42.5");
    await drawer().getByRole("button", { name: "Save" }).click();
    await page.getByText("$42.50").waitFor();
    await closed();
    const { body } = await desk.business.call("GET", "/api/services/services?search=stone");
    assert.equal(body[0].price, 4250);

    await page.goto(`${desk.base}/b/${desk.business.subdomain}`);
    await page.getByText("Hot Stone Massage").first().waitFor();
    await page.getByText("$42.50").first().waitFor();
  });

  it("takes a service off the public page by its switch", async () => {
    await path("/services");
    // Listens before it presses: the answer may be quicker than the key.
    const saved = page.waitForResponse((response) => response.request().method() === "PATCH" && response.ok());
    await page.getByRole("switch", { name: "Hot Stone Massage can be booked" }).press("Space");
    await saved;
    await page.goto(`${desk.base}/b/${desk.business.subdomain}`);
    await page.waitForLoadState("networkidle");
    assert.equal(await page.getByText("Hot Stone Massage").count(), 0);
  });

  it("adds a question, which is asked at the counter and answered there", async () => {
    await path("/services?tab=customFields");
    await button("Add field").first().click();
    await drawer().getByLabel("Question").fill("Hair length");
    await drawer().getByLabel("Kind of answer").click();
    await page.getByRole("option", { name: "One of a list" }).click();
    await drawer().getByLabel("Options, one a line").fill("Long\nShort");
    await axe(page);
    await drawer().getByRole("button", { name: "Save" }).click();
    await page.getByText("One of a list · Every service").waitFor();
    await closed();
    const { body: service } = await desk.business.call("POST", "/api/services/services", { name: "Blow-dry" });
    const { body: made } = await desk.business.call("POST", "/api/services/appointments", {
      serviceId: service.id,
      startTime: "2035-03-05T18:00:00Z",
      endTime: "2035-03-05T18:30:00Z",
    });
    await path(`/appointments?id=${made.id}`);
    await drawer().getByLabel("Hair length").click();
    await page.getByRole("option", { name: "Short" }).click();
    await axe(page);
    await drawer().getByRole("button", { name: "Save" }).click();
    await closed();
    const { body } = await desk.business.call("GET", `/api/services/appointments?id=${made.id}`);
    assert.deepEqual(body.customFields, { "hair-length": "Short" });

    // Worded anew it is the same answer.
    await path("/services?tab=customFields");
    await button("Hair length").first().click();
    await drawer().getByLabel("Options, one a line").press("ControlOrMeta+End");
    await drawer().getByLabel("Options, one a line").pressSequentially(" and easy");
    await drawer().getByRole("button", { name: "Save" }).click();
    await closed();
    await path(`/appointments?id=${made.id}`);
    await drawer().getByLabel("Hair length").click();
    await page.getByRole("option", { name: "Short and easy", selected: true }).waitFor();
    await page.keyboard.press("Escape");
    await page.keyboard.press("Escape");
  });

  it("keeps what each attendee of a group session answered, a family's seats apart", async () => {
    const { call } = desk.business;
    const made = async (path: string, body: object) => {
      const answer = await call("POST", `/api/services/${path}`, body);
      assert.equal(answer.status, 201, answer.text);
      return answer.body;
    };
    await made("custom-fields", { label: "Guests", type: "number" });
    const yoga = await made("services", { name: "Yoga", enableGroupBooking: true, maxCapacity: 4 });
    const family = (name: string) => ({ name, email: "kim@example.com" });
    const { id } = await made("appointments", {
      serviceId: yoga.id,
      startTime: "2035-03-06T18:00:00Z",
      endTime: "2035-03-06T18:30:00Z",
      isGroupBooking: true,
      attendees: [family("Noah Kim"), { ...family("Mia Kim"), customFields: { "hair-length": "Long" } }],
    });
    await page.setViewportSize({ width: 360, height: 740 });
    await path(`/appointments?id=${id}`);
    await drawer().getByText("Long").waitFor();
    await drawer().getByRole("button", { name: "Answers of Mia Kim" }).press("Enter");
    const form = drawer().getByRole("form", { name: "Answers of Mia Kim" });
    await form.getByLabel("Guests").fill("many");
    await axe(page);
    await form.getByRole("button", { name: "Save" }).click();
    await form.getByRole("alert").waitFor();
    await form.getByRole("textbox", { name: "Guests", description: /./ }).waitFor();
    await form.getByLabel("Guests").fill("2");
    await form.getByRole("button", { name: "Save" }).click();
    await form.waitFor({ state: "detached" });
    await page.setViewportSize({ width: 1280, height: 800 });
    const { body } = await call("GET", `/api/services/appointments?id=${id}`);
    assert.deepEqual(
      body.attendees.map(({ name, customFields }: any) => [name, customFields]),
      [
        ["Noah Kim", {}],
        ["Mia Kim", { "hair-length": "Long", guests: 2 }],
      ],
    );
  });

  it("imports customers from CSV, leaves a column out and says which rows are wrong", async () => {
    await path("/customers");
    await button("Export and import").click();
    await page.getByRole("menuitem", { name: "Import CSV" }).click();
    const csv = "name;email;Favourite colour\nAda Lovelace;ada@example.com;blue\nBob Wrong;no address;red\n";
    await drawer()
      .getByLabel("CSV file")
      .setInputFiles({ name: "people.csv", mimeType: "text/csv", buffer: Buffer.from(csv) });
    await drawer().getByRole("cell", { name: "Ada Lovelace" }).waitFor();

    // The server knows no such column; the file is refused as a whole and nothing is lost.
    await button("Import 2 rows").click();
    await drawer().getByText("Favourite colour: Unknown column").waitFor();
    await axe(page);
    await drawer().getByRole("combobox", { name: "Column Favourite colour is" }).click();
    await page.getByRole("option", { name: "Leave out" }).click();
    await button("Import 2 rows").click();

    await drawer().getByText("Must be a valid email address").waitFor();
    await drawer().getByRole("cell", { name: "3", exact: true }).waitFor();
    const saved = page.waitForEvent("download");
    await button("Download the errors").click();
    assert.equal((await saved).suggestedFilename(), "people-errors.csv");
    await button("Done").click();
    await button("Ada Lovelace").waitFor();
    assert.equal(await button("Bob Wrong").count(), 0);
  });

  it("counts what was sold off the stock, and refuses more than there is", async () => {
    await desk.business.call("POST", "/api/services/products", {
      name: "Daily Shampoo",
      price: 1899,
      stock: 10,
      lowStockThreshold: 5,
    });
    await path("/products");
    await button("Daily Shampoo").click();
    await drawer().getByRole("tab", { name: "Stock" }).click();
    await drawer().getByText("Sold", { exact: true }).click();
    await drawer().getByLabel("How many").fill("12");
    await drawer().getByRole("button", { name: "Save" }).click();
    await drawer().getByText("There are 10 of Daily Shampoo, so 12 cannot be taken away.").waitFor();
    await drawer().getByLabel("How many").fill("6");
    await drawer().getByText("Then there will be 4.").waitFor();
    await drawer().getByRole("button", { name: "Save" }).click();
    await drawer().getByText("4 in stock").waitFor();
    await drawer().getByText("−6").waitFor();
  });

  it("gives somebody hours of their own, and says which overlap", async () => {
    await path("/staff");
    await page.getByRole("table").getByRole("button").first().click();
    await drawer().getByRole("tab", { name: "Hours" }).click();
    await drawer().getByText("Follows the opening hours").waitFor();
    await drawer().getByRole("button", { name: "Add a range on Monday" }).click();
    await drawer().getByLabel("Monday, range 2: from").fill("10:00");
    await drawer().getByText("These times overlap.").waitFor();
    await drawer().getByLabel("Monday, range 1: to").fill("");
    await drawer().getByText("Please fill this in.").waitFor();
    assert.equal(await drawer().getByText("These times overlap.").count(), 0);
    assert.equal(await drawer().getByLabel("Monday, range 1: to").getAttribute("aria-invalid"), "true");
    await drawer().getByLabel("Monday, range 1: to").fill("10:00");
    await drawer().getByLabel("Monday, range 2: to").fill("12:00");
    await drawer().getByRole("button", { name: "Copy Monday to other days" }).click();
    await page.getByRole("checkbox", { name: "Saturday" }).check();
    await button("Apply").click();
    await drawer().getByRole("button", { name: "Save" }).click();
    await drawer().getByText("own hours").waitFor();
    const { body } = await desk.business.call("GET", "/api/services/employees");
    const hours = await desk.business.call("GET", `/api/services/employees/schedule?id=${body[0].id}`);
    const saturday = hours.body.weekly.filter(({ day }: { day: number }) => day === 6);
    assert.deepEqual(
      saturday.map(({ start, end }: any) => `${start}–${end}`),
      ["09:00–10:00", "10:00–12:00"],
    );
  });

  it("decides by a job title what its holders may do", async () => {
    await path("/staff");
    await page.getByRole("tab", { name: "Job titles" }).click();
    await button("Add job title").first().click();
    await drawer().getByLabel("Name").fill("Receptionist");
    const box = (name: string) => drawer().getByRole("checkbox", { name, exact: true });
    // It begins with what employees usually may.
    assert.deepEqual(
      [await box("Customers: Change").isChecked(), await box("Invoices: See").isChecked()],
      [true, false],
    );
    await box("Invoices: Change").check();
    assert.ok(await box("Invoices: See").isChecked(), "whoever may change may see");
    await box("Webhooks, which tell other programs: See").uncheck();
    await drawer().getByRole("switch", { name: "Only own appointments" }).click();
    await axe(page);
    await drawer().getByRole("button", { name: "Save" }).click();
    await button("Receptionist").waitFor();
    const titles = async () => (await desk.business.call("GET", "/api/services/employee-role")).body;
    const [{ permissions, onlyOwn }] = (await titles()).filter(({ name }: any) => name === "Receptionist");
    const has = (ability: string) => permissions.includes(ability);
    assert.deepEqual(
      ["invoices:read", "invoices:write", "webhooks:read", "webhooks:write", "customers:write"].map(has),
      [true, true, false, false, true],
    );
    assert.equal(onlyOwn, false);
    await axe(page);

    await button("Receptionist").click();
    await drawer().getByRole("button", { name: "Delete" }).click();
    await page.getByRole("dialog", { name: "Delete “Receptionist”?" }).getByRole("button", { name: "Delete" }).click();
    await button("Receptionist").waitFor({ state: "detached" });
    await closed();
    assert.ok((await titles()).every(({ name }: any) => name !== "Receptionist"));
  });

  it("sums an invoice up as it is typed, exactly, and gives it its number when it is paid", async () => {
    await path("/invoices");
    await button("New invoice").first().click();
    await drawer().getByRole("combobox", { name: "Customer" }).click();
    await page.getByRole("option", { name: /Ada Lovelace/ }).click();
    await drawer().getByLabel("Description").fill("Styling by the hour");
    await drawer().getByLabel("Quantity").fill("1.5");
    await drawer().getByLabel("Price of one").fill("33.35");
    await drawer().getByRole("status").getByText("$50.02").waitFor();
    await drawer().getByRole("button", { name: "Save" }).click();
    await button("Mark as paid").click();
    await drawer().getByText("INV-0001").first().waitFor();
    await drawer().getByText("Paid", { exact: true }).waitFor();
    await drawer().getByText("$50.02").first().waitFor();
  });

  it("keeps nobody out", async () => {
    // What is open beside a list has the list behind it.
    const places = ["/customers?id=1", "/services?id=new", "/staff?id=1&tab=hours", "/products?id=1&part=stock"];
    for (const place of [...places, "/invoices?id=new"]) {
      await path(place);
      await page.waitForLoadState("networkidle");
      await axe(page);
    }
  });
});
