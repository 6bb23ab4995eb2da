import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import type { Page } from "playwright-core";
import { axe } from "./desk.ts";
import { bookTooSoon, type Counter, chosenTime, openCounter, slowHolds, times } from "./visitor.ts";

// The page of a business, and its services booked as customers do.

let counter: Counter;
let salon: string;
let haircut: { id: number; slug: string };
let people: { id: number; name: string }[];
before(async () => {
  counter = await openCounter();
  const { business } = counter;
  const make = async (path: string, body: object) => {
    const made = await business.call("POST", `/api/services/${path}`, body);
    assert.ok(made.status < 300, made.text);
    return made.body;
  };
  const settings = { minimumNotice: 0, openingHours: { weekly: everyDay("09:00", "17:00") } };
  assert.equal((await business.call("PATCH", "/api/services/company-settings", settings)).status, 200);
  const hair = await make("categories", { name: "Hair" });
  haircut = await make("services", { name: "Haircut", duration: 30, price: 3500, categoryId: hair.id });
  await make("services", {
    name: "Beard trim",
    duration: 15,
    price: 1500,
    depositType: "percentage",
    depositAmount: 20,
  });
  await make("extras", { name: "Scalp massage", price: 900, duration: 15, serviceId: haircut.id });
  people = [await make("employees", { name: "Ana Silva" }), await make("employees", { name: "James Wilson" })];
  const customer = await make("customers", { name: "Olivia Brown", email: "olivia@example.com" });
  await make("reviews", { customerId: customer.id, serviceId: haircut.id, rating: 5, comment: "Just as I wanted it." });
  await make("reviews", { customerId: customer.id, rating: 1, comment: "Not for everybody's eyes.", published: false });
  salon = `/b/${business.subdomain}`;
});
afterEach(() => counter?.leave());
after(() => counter?.close());

const everyDay = (start: string, end: string) => [0, 1, 2, 3, 4, 5, 6].map((day) => ({ day, start, end }));
const button = (page: Page, name: string | RegExp) => page.getByRole("button", { name });
const heading = (page: Page, name: string | RegExp) => page.getByRole("heading", { name });
const appointments = async () =>
  (await counter.business.call("GET", "/api/services/appointments?limit=100")).body as any[];
const last = async () => (await appointments()).toSorted((a, b) => b.id - a.id)[0];

async function fillIn(page: Page, email = "maria@example.com") {
  await page.getByRole("textbox", { name: "Name" }).fill("Maria Garcia");
  await page.getByRole("textbox", { name: "Email address" }).fill(email);
}
/** A day later on, on which everything is open. */
async function laterDay(page: Page) {
  await button(page, "Next month").click();
  await times(page).nth(4).waitFor();
}

test("a service with an extra is booked with a chosen person, and everything is said before and after", async () => {
  const { base, visitor } = counter;
  const page = await visitor();
  await page.goto(base + salon);
  await heading(page, "Harbour Studio").waitFor();
  await page.getByText("5 of 5 from 1 review").first().waitFor();
  await page.getByText("Just as I wanted it.").waitFor();
  assert.equal(await page.getByText("Not for everybody's eyes.").count(), 0);
  await page.getByText(/Olivia B\./).waitFor();
  await axe(page);
  await page.getByRole("link", { name: /Haircut/ }).click();
  await page.getByRole("checkbox", { name: /Scalp massage/ }).check();
  await page.locator("#app").getByText("James Wilson").click();
  await laterDay(page);
  await axe(page);
  await times(page).nth(3).click();
  const start = chosenTime(page);
  await page.getByRole("region", { name: "Your appointment" }).getByText("$44.00").waitFor();
  await axe(page);
  await fillIn(page);
  await button(page, "Book").click();
  await heading(page, "You are booked").waitFor();
  await page.getByText("We sent the details to maria@example.com.").waitFor();
  assert.match(page.url(), /\/appointments\/apt_/);
  await axe(page);
  const made = await last();
  assert.deepEqual(
    [made.startTime, made.employee.name, made.price, made.extras[0].name, made.customer.email],
    [start, "James Wilson", 4400, "Scalp massage", "maria@example.com"],
  );
  await page.getByRole("link", { name: "View appointment" }).click();
  await page.getByText("Scalp massage").waitFor();

  // The next time a time and one press are enough.
  await page.goto(`${base}${salon}/beard-trim`);
  await laterDay(page);
  await times(page).nth(6).click();
  await button(page, "Not you?").waitFor();
  await page.getByText("Deposit").waitFor();
  await button(page, "Book").click();
  await heading(page, "You are booked").waitFor();
  assert.equal((await last()).service.name, "Beard trim");
});

test("who turns to another month while times are looked for stays there", async () => {
  const { base, visitor } = counter;
  const page = await visitor();
  await page.goto(`${base}${salon}/haircut`);
  await times(page).first().waitFor();
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route("**/api/services/availability?*", async (route) => {
    await held;
    await route.continue();
  });
  const title = page.locator("#monthName");
  const before = await title.textContent();
  await page.locator("#app").getByText("Ana Silva").click();
  await button(page, "Next month").click();
  const month = await title.textContent();
  assert.notEqual(month, before);
  release();
  await times(page).nth(4).waitFor();
  // All that was asked for has been answered, and drawn.
  await page.waitForLoadState("networkidle");
  assert.equal(await title.textContent(), month);
});

test("several services are booked as one visit, and called off together", async () => {
  const { base, visitor } = counter;
  const page = await visitor({ viewport: { width: 360, height: 740 } });
  await page.goto(`${base}${salon}/haircut`);
  await button(page, "Add another service").click();
  await axe(page);
  await page
    .getByRole("group", { name: "Add another service" })
    .getByRole("button", { name: /Beard trim/ })
    .click();
  await button(page, "Remove Beard trim").waitFor();
  assert.match(page.url(), /with=\d+/);
  await page.locator("#app").getByText("Ana Silva").click();
  await laterDay(page);
  await axe(page);
  await times(page).nth(2).click();
  const start = chosenTime(page);
  const summary = page.getByRole("region", { name: "Your appointment" });
  await summary.getByText("$50.00").waitFor();
  await summary.getByText("Beard trim").waitFor();
  await axe(page);
  await fillIn(page, "visit@example.com");
  await button(page, "Book").click();
  await heading(page, "You are booked").waitFor();
  await page.getByText("Beard trim · Ana Silva").waitFor();
  await axe(page);
  const made = (await appointments()).filter(({ customer }) => customer?.email === "visit@example.com");
  assert.deepEqual(
    made.toSorted((a, b) => a.id - b.id).map(({ service, employee }) => [service.name, employee.name]),
    [
      ["Haircut", "Ana Silva"],
      ["Beard trim", "Ana Silva"],
    ],
  );
  assert.equal(
    made.some(({ startTime }) => startTime === start),
    true,
  );

  await page.getByRole("link", { name: "View appointment" }).click();
  await page.getByRole("link", { name: /Beard trim · Ana Silva/ }).waitFor();
  await axe(page);
  await page.getByRole("link", { name: "Choose another time" }).click();
  await heading(page, "Haircut, Beard trim").waitFor();
  await page.getByRole("link", { name: "Move only Haircut" }).waitFor();
  await laterDay(page);
  await axe(page);
  await times(page).nth(5).click();
  const moved = chosenTime(page);
  await button(page, "Move the booking").click();
  await heading(page, "Your booking is moved").waitFor();
  await page.getByText("Haircut, Beard trim").first().waitFor();
  const together = (await appointments()).filter(({ customer }) => customer?.email === "visit@example.com");
  const [haircut, beard] = together.toSorted((a, b) => a.id - b.id);
  assert.deepEqual([haircut.startTime, haircut.endTime], [moved, beard.startTime]);
  await page.getByRole("link", { name: "View appointment" }).click();
  await page.getByRole("link", { name: "Cancel appointment" }).click();
  await page.getByRole("radio", { name: "The whole visit" }).check();
  await axe(page);
  await button(page, "Yes, cancel it").click();
  await page
    .getByText(/has been cancelled|is cancelled|cancelled/i)
    .first()
    .waitFor();
  const after = (await appointments()).filter(({ customer }) => customer?.email === "visit@example.com");
  assert.deepEqual(
    after.map(({ status }) => status),
    ["canceled", "canceled"],
  );
});

test("a link opens with what it names, and the browser's back button goes back", async () => {
  const { base, visitor } = counter;
  const page = await visitor({ viewport: { width: 360, height: 740 }, colorScheme: "dark" });
  await page.goto(`${base}${salon}/haircut?employee=${people[0]!.id}`);
  await page.getByRole("radio", { name: "Ana Silva", checked: true }).waitFor({ state: "attached" });
  await laterDay(page);
  await axe(page);
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), "nothing scrolls sideways");
  await times(page).first().click();
  await heading(page, "Your details").waitFor();
  await axe(page);
  await page.goBack();
  await times(page).first().waitFor();
  await page.getByRole("radio", { name: "Ana Silva", checked: true }).waitFor({ state: "attached" });
});

test("what the business asks is asked beside the name, and said to be missing where it is", async () => {
  const { base, business, visitor } = counter;
  const ask = async (draft: object) => {
    const made = await business.call("POST", "/api/services/custom-fields", draft);
    assert.equal(made.status, 201, made.text);
    return made.body;
  };
  const options = [
    { value: "long", label: "Long" },
    { value: "short", label: "Short" },
  ];
  const asked = [
    await ask({ label: "Any allergies?", required: true, helpText: "Latex, say" }),
    await ask({ label: "Hair", type: "radio", options, serviceIds: [haircut.id] }),
    await ask({ label: "Formula", visibleToCustomers: false }),
  ];
  const page = await visitor();
  await page.goto(`${base}${salon}/haircut?q.hair=short`);
  await laterDay(page);
  await times(page).nth(2).click();
  await fillIn(page, "allergic@example.com");
  await page.getByText("Latex, say").waitFor();
  assert.equal(await page.getByText("Formula").count(), 0);
  await button(page, "Book").click();
  await page.locator(".wrong").first().waitFor();
  await axe(page);
  await page.getByRole("textbox", { name: "Any allergies?" }).fill("Latex");
  await button(page, "Book").click();
  await heading(page, "You are booked").waitFor();
  assert.deepEqual((await last()).customFields, { "any-allergies": "Latex", hair: "short" });
  for (const { id } of asked) await business.call("DELETE", `/api/services/custom-fields?id=${id}`);
});

test("whoever presses Book before the page knows of its hold is not kept out by it", async () => {
  const { base, visitor } = counter;
  const page = await visitor();
  const holds = await slowHolds(page);
  await page.goto(`${base}${salon}/haircut?employee=${people[0]!.id}`);
  await laterDay(page);
  await times(page).nth(3).click();
  await fillIn(page, "quick@example.com");
  await bookTooSoon(page, holds);
});

test("a time that is lost meanwhile is said kindly, and a near one is booked with what was typed", async () => {
  const { installation, business, base, visitor } = counter;
  const page = await visitor();
  await page.route("**/api/services/holds", (route) => route.fulfill({ status: 429, json: { error: "RATE_LIMITED" } }));
  await page.goto(`${base}${salon}/haircut?employee=${people[0]!.id}`);
  await laterDay(page);
  await times(page).nth(1).click();
  await fillIn(page, "slow@example.com");
  await page.getByRole("textbox", { name: /Notes/ }).fill("Shorter than last time");
  const faster = {
    subdomain: business.subdomain,
    serviceId: haircut.id,
    employeeId: people[0]!.id,
    startTime: chosenTime(page),
    name: "Faster",
    email: "faster@example.com",
  };
  assert.equal((await installation.send("POST", "/api/services/book", { body: faster })).status, 201);
  await button(page, "Book").click();
  const alert = page.getByRole("alert");
  await alert.getByText(/Somebody was faster, .* Nothing was booked/).waitFor();
  await axe(page);
  await alert.getByRole("button").first().click();
  assert.equal(await page.getByRole("textbox", { name: /Notes/ }).inputValue(), "Shorter than last time");
  await button(page, "Book").click();
  await heading(page, "You are booked").waitFor();
  assert.equal((await last()).notes, "Shorter than last time");
});

test("what is missing is said beside its field, and nothing that was typed is lost", async () => {
  const { base, visitor } = counter;
  const page = await visitor({ locale: "de-DE" });
  await page.goto(`${base}${salon}/haircut`);
  await button(page, "Nächster Monat").click();
  await times(page).nth(2).click();
  await page.getByRole("textbox", { name: "Name" }).fill("Maria");
  await button(page, "Buchen").click();
  await page.getByText("Bitte geben Sie eine E-Mail-Adresse oder Telefonnummer an.").waitFor();
  await axe(page);
  await page.getByRole("textbox", { name: "Telefonnummer" }).fill("0170 1234567");
  await button(page, "Buchen").click();
  await heading(page, "Ihre Buchung steht")
    .or(heading(page, /gebucht/i))
    .first()
    .waitFor();
  assert.equal((await last()).customer.name, "Maria");
});

test("whoever finds no time waits for one", async () => {
  const { base, business, visitor } = counter;
  const page = await visitor();
  await page.goto(`${base}${salon}/haircut`);
  await button(page, "Join the waitlist").click();
  await axe(page);
  await fillIn(page, "patient@example.com");
  await button(page, "Join the waitlist").click();
  await heading(page, "You are on the waitlist").waitFor();
  await axe(page);
  const entries = (await business.call("GET", "/api/services/waitlist")).body as any[];
  assert.ok(entries.some(({ customer }) => customer.email === "patient@example.com"));
  await page.getByRole("link", { name: "Look at your place" }).click();
  await page.getByText("Haircut").first().waitFor();
});

test("an appointment is moved by its link, to a time of the same person", async () => {
  const { base, installation, business, visitor } = counter;
  const day = new Date(Date.now() + 3 * 86_400_000).toISOString().slice(0, 10);
  const query = `subdomain=${business.subdomain}&serviceId=${haircut.id}&employeeId=${people[1]!.id}&date=${day}`;
  const { body: open } = await installation.send("GET", `/api/services/availability?${query}`);
  const startTime = open.days[0].slots[0].startTime as string;
  const wanted = { subdomain: business.subdomain, serviceId: haircut.id, employeeId: people[1]!.id, startTime };
  const person = { name: "Noah Kim", email: "noah@example.com" };
  const { body } = await installation.send("POST", "/api/services/book", { body: { ...wanted, ...person } });
  const page = await visitor();
  await page.goto(`${base}/appointments/${body.uid}/reschedule`);
  await page.getByText("The booking stays where it is until you confirm another time.").waitFor();
  await laterDay(page);
  await axe(page);
  await times(page).nth(2).click();
  const chosen = chosenTime(page);
  await button(page, "Move the booking").click();
  await heading(page, "Your booking is moved").waitFor();
  const moved = (await appointments()).find(({ uid }) => uid === body.uid);
  assert.deepEqual([moved.startTime, moved.employee.name], [chosen, "James Wilson"]);
});

test("by keyboard alone it goes from the business to a booking", async () => {
  const { base, visitor } = counter;
  const page = await visitor();
  await page.goto(base + salon);
  await heading(page, "Harbour Studio").waitFor();
  const tabTo = async (name: RegExp) => {
    for (let presses = 0; presses < 60; presses++) {
      await page.keyboard.press("Tab");
      const label = await page.evaluate(
        () =>
          document.activeElement?.getAttribute("aria-label") ??
          (document.activeElement as HTMLElement | null)?.innerText ??
          "",
      );
      if (name.test(label)) return;
    }
    assert.fail(`Tab never reaches ${name}`);
  };
  await tabTo(/^Haircut/);
  await page.keyboard.press("Enter");
  await times(page).first().waitFor();
  await tabTo(/^Next month/);
  await page.keyboard.press("Enter");
  await times(page).nth(5).waitFor();
  await tabTo(/^\d+:\d\d/);
  await page.keyboard.press("Enter");
  await heading(page, "Your details").waitFor();
  // The first empty field has the focus already.
  await page.keyboard.type("Keyboard Person");
  await page.keyboard.press("Tab");
  await page.keyboard.type("keys@example.com");
  await page.keyboard.press("Enter");
  await heading(page, "You are booked").waitFor();
  assert.equal((await last()).customer.email, "keys@example.com");
});

test("in the frame of another site it books too, and tells that site", async () => {
  const { base, visitor } = counter;
  const page = await visitor();
  const framed = `${base}${salon}/haircut?embed=1&origin=null&frame=1&name=Guest&email=guest@example.com`;
  await page.setContent(`<!doctype html><html lang="en"><title>A site</title><body>
    <script>window.heard = []; addEventListener("message", ({ data }) => heard.push(data.type));</script>
    <iframe title="Booking" sandbox="allow-scripts allow-forms" src="${framed}" width="900" height="900"></iframe></body>`);
  const frame = page.frameLocator("iframe");
  await frame.getByRole("button", { name: "Next month" }).click();
  const slot = frame.getByRole("region", { name: "Times on" }).getByRole("listitem").getByRole("button");
  await slot.nth(7).click();
  await frame.getByRole("button", { name: "Book", exact: true }).click();
  await frame.getByRole("heading", { name: "You are booked" }).waitFor();
  const heard = await page.evaluate(() => (globalThis as any).heard as string[]);
  assert.deepEqual([...new Set(heard.filter((type) => type !== "size"))], ["ready", "chosen", "booked"]);
});
