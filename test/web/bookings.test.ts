import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { TestBusiness } from "../support/installation.ts";
import { axe, type Desk, openDesk } from "./desk.ts";

let desk: Desk;
before(async () => {
  desk = await openDesk();
  await withBookings(desk.business);
  await desk.page.goto(`${desk.base}/app`);
});
after(() => desk?.close());

test("a request is confirmed from the start page", async () => {
  const { page } = desk;
  await page.getByRole("heading", { level: 1, name: /^Today/ }).waitFor();
  await page.getByRole("button", { name: "Confirm: Colour advice, Maria Garcia" }).dblclick();
  await page.getByText("No request waits for you.").waitFor();
  await page.getByText("Confirmed.").waitFor();
  assert.equal(await page.getByText("That did not work").count(), 0);
  await axe(page);
});

test("an instant meeting is taken from the start page, and where it takes place is shown", async () => {
  const { page, base, business } = desk;
  const { call } = business;
  const { data: team } = (await call("POST", "/api/teams", { name: "Sales", slug: "sales" })).body;
  const made = await call("POST", "/api/event-types", {
    title: "Call now",
    slug: "call-now",
    length: 15,
    teamId: team.id,
    schedulingType: "roundRobin",
    isInstantEvent: true,
    hosts: [{ userId: business.userId }],
  });
  assert.equal(made.status, 201, made.text);
  const asked = await call("POST", "/api/book/instant-event", {
    eventTypeId: made.body.data.id,
    responses: { name: "Noah Kim", email: "noah@example.com" },
  });
  assert.equal(asked.status, 201, asked.text);
  await page.goto(`${base}/app`);
  await page.getByRole("button", { name: "Take it: Call now, Noah Kim" }).click();
  await page.getByText("It is yours.").waitFor();
  await page
    .getByRole("dialog")
    .getByText(/^Taken by Owner of Salon 1/)
    .waitFor();
  await page.keyboard.press("Escape");
  const { body } = await call("GET", `/api/bookings/${asked.body.data.uid}`);
  assert.deepEqual([body.data.status, body.data.hosts[0].id], ["accepted", business.userId]);
});

test("a booking is moved to an open time, noted on, and cancelled with a reason", async () => {
  const { page } = desk;
  await page.getByRole("link", { name: "Bookings", exact: true }).click();
  await page.getByRole("heading", { level: 1, name: "Bookings" }).waitFor();
  await axe(page);
  await page.getByRole("searchbox", { name: "Search" }).fill("Maria");
  await page.getByRole("button", { name: "Colour advice" }).click();
  const drawer = page.getByRole("dialog");
  await drawer.getByText("Something warmer").waitFor();
  await axe(page);

  await drawer.getByRole("button", { name: "Reschedule" }).click();
  await drawer
    .getByRole("button", { name: /^\d+:\d\d [AP]M$/ })
    .last()
    .click();
  await axe(page);
  await drawer.getByRole("textbox", { name: "Reason" }).fill("A colleague is ill");
  await drawer.getByRole("button", { name: "Move", exact: true }).click();
  await drawer.getByText(/^Moved by Owner of Salon 1$/).waitFor();

  await drawer.getByRole("textbox", { name: "Internal note" }).fill("Bring the colour chart");
  await page.keyboard.press("Escape");
  await page.getByRole("dialog", { name: "Leave without saving?" }).getByRole("button", { name: "Stay here" }).click();
  await drawer.getByRole("button", { name: "Save" }).click();
  await drawer.getByText(/^Changed by/).waitFor();

  await drawer.getByRole("button", { name: "Actions", exact: true }).click();
  await page.getByRole("menuitem", { name: "Cancel booking" }).click();
  await drawer.getByRole("textbox", { name: "Reason" }).fill("We are closed");
  await drawer.getByRole("button", { name: "Cancel booking" }).click();
  await drawer.getByText("Cancelled by Owner of Salon 1: We are closed").waitFor();
  const { body } = await desk.business.call("GET", "/api/bookings?status=cancelled");
  assert.equal(body.data[0].internalNote, "Bring the colour chart");
});

test("an address opens one booking, and its tab", async () => {
  const { page, base, business } = desk;
  const { body } = await business.call("GET", "/api/bookings?status=cancelled");
  await page.goto(`${base}/app/bookings?tab=cancelled&uid=${body.data[0].uid}`);
  await page
    .getByRole("dialog")
    .getByText(/We are closed/)
    .first()
    .waitFor();
  await page.keyboard.press("Escape");
  await page.getByRole("tab", { name: "Cancelled", selected: true }).waitFor();
  // What is opened over a list, the browser's Back closes.
  await page.getByRole("dialog").waitFor({ state: "detached" });
  await page.getByRole("table").getByRole("button", { name: "Colour advice" }).click();
  await page.getByRole("dialog").waitFor();
  await page.goBack();
  await page.getByRole("dialog").waitFor({ state: "detached" });
  await page.getByRole("tab", { name: "Cancelled", selected: true }).waitFor();
});

test("insights tell their figures as charts and as tables", async () => {
  const { page, base } = desk;
  await page.goto(`${base}/app/insights?days=custom&from=2020-01-01&to=2020-01-31`);
  await page.getByRole("heading", { level: 1, name: "Insights" }).waitFor();
  await page.getByText("Nothing in this period.").first().waitFor();
  await page.goto(`${base}/app/insights?days=custom&from=${daysFromNow(0)}&to=${daysFromNow(20)}`);
  const toTable = page.getByRole("button", { name: "Table: Appointments and bookings" });
  await toTable.waitFor();
  await axe(page);
  await toTable.click();
  await page.getByRole("table", { name: "Appointments and bookings" }).waitFor();
  await axe(page);
});

const daysFromNow = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

/** A request that waits, and a booking that stands. */
async function withBookings({ call }: TestBusiness) {
  const made = await call("POST", "/api/event-types", {
    title: "Colour advice",
    slug: "colour-advice",
    length: 30,
    requiresConfirmation: true,
    bookingFields: [
      { name: "name", type: "name", label: "Your name", required: true },
      { name: "email", type: "email", label: "Email", required: true },
      { name: "goal", type: "textarea", label: "What do you have in mind?" },
    ],
  });
  const { body } = await call("GET", "/api/event-types?active=true");
  const plain = body.data.find((one: { slug: string }) => one.slug === "30min");
  const book = async (eventTypeId: number, name: string, place: number, goal?: string) => {
    const slots = await call(
      "GET",
      `/api/slots?eventTypeId=${eventTypeId}&start=${daysFromNow(1)}&end=${daysFromNow(12)}`,
    );
    const [day] = Object.values(slots.body.data.slots) as { start: string }[][];
    const answer = await call("POST", "/api/book/event", {
      eventTypeId,
      start: day![place]!.start,
      responses: { name, email: `${name.split(" ")[0]!.toLowerCase()}@example.com`, ...(goal ? { goal } : {}) },
      timeZone: "America/New_York",
    });
    assert.equal(answer.status, 201, answer.text);
  };
  await book(made.body.data.id, "Maria Garcia", 0, "Something warmer for spring");
  await book(plain.id, "Alex Rivera", 4);
}
