import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import type { Browser, Page } from "playwright-core";
import { openBrowser } from "./browser.ts";
import { noise, openStill, settled, signInTo } from "./looking.ts";
import { openSalon, type Salon } from "./salon.ts";

describe("several people and one business, in the dashboard", () => {
  let salon: Salon;
  let page: Page;
  const browsers: Browser[] = [];
  before(async () => {
    salon = await openSalon();
    page = await signedIn(salon.email);
  });
  after(async () => {
    await Promise.all(browsers.map((browser) => browser.close()));
    await salon?.close();
  });

  async function signedIn(email: string): Promise<Page> {
    const browser = await openBrowser();
    browsers.push(browser);
    const context = await openStill(browser);
    await signInTo(context, { ...salon, email });
    return context.newPage();
  }
  const open = async (path: string) => {
    await page.goto(`${salon.base}/app${path}`);
    await settled(page);
  };
  const drawer = () => page.getByRole("dialog");
  const bookingsOf = async (status: string) =>
    (await salon.call("GET", `/api/bookings?status=${status}&limit=100`)).data;
  const openBooking = async ({ uid }: { uid: string }, tab: string) => {
    await open(`/bookings?tab=${tab}&uid=${uid}`);
    await drawer().getByRole("button", { name: "Actions", exact: true }).waitFor();
  };
  const more = async (item: string) => {
    await drawer().getByRole("button", { name: "Actions", exact: true }).click();
    await page.getByRole("menuitem", { name: item }).click();
  };

  it("a request is rejected with a reason that its booker reads", async () => {
    const [request] = await bookingsOf("pending");
    await openBooking(request, "unconfirmed");
    await drawer().getByRole("button", { name: "Reject" }).click();
    await drawer().getByRole("textbox", { name: "Reason" }).fill("We are away that week");
    await drawer().getByRole("form", { name: "Reject" }).getByRole("button", { name: "Reject" }).click();
    await drawer()
      .getByText(/^Rejected by/)
      .waitFor();
    const { data } = await salon.call("GET", `/api/bookings/${request.uid}`);
    assert.deepEqual([data.status, data.rejectionReason], ["rejected", "We are away that week"]);
    await salon.installation.drain();
    const { data: mails } = await salon.call("GET", "/api/messages?limit=5");
    assert.ok(mails.some(({ recipient }: any) => recipient === request.attendees[0].email));
  });

  it("guests join a booking and are taken off it, and it goes to another host", async () => {
    const booking = (await bookingsOf("accepted")).find(
      ({ recurringEventId, startTime }: any) => !recurringEventId && Date.parse(startTime) > Date.now() + 86_400_000,
    );
    await openBooking(booking, "upcoming");
    await more("Add guests");
    const guests = drawer().getByLabel("E-mail addresses").first();
    await guests.fill("friend@example.com");
    await guests.press("Enter");
    await guests.fill("nobody@example.com");
    await guests.press("Enter");
    await drawer().getByRole("form", { name: "Add guests" }).getByRole("button", { name: "Add guests" }).click();
    await drawer().getByRole("link", { name: "friend@example.com" }).waitFor();
    await drawer().getByRole("button", { name: "Actions: nobody@example.com" }).click();
    await page.getByRole("menuitem", { name: "Remove guest" }).click();
    await drawer()
      .getByText(/removed a guest$/)
      .waitFor();

    await more("Give to another host");
    const form = drawer().getByRole("form");
    await form.getByRole("combobox").first().click();
    await page.getByRole("option", { name: "Ana Silva" }).click();
    await form.getByRole("textbox", { name: "Reason" }).fill("Ana knows more about it");
    await form.getByRole("button").last().click();
    await drawer().getByText("Ana Silva").first().waitFor();
    await form.waitFor({ state: "detached" });
    const { data } = await salon.call("GET", `/api/bookings/${booking.uid}`);
    assert.equal(data.hosts[0].name, "Ana Silva");
    assert.deepEqual(
      data.attendees.filter(({ guest }: any) => guest).map(({ email, status }: any) => [email, status]),
      [
        ["friend@example.com", "booked"],
        ["nobody@example.com", "cancelled"],
      ],
    );
  });

  it("a note is not written over that a colleague left meanwhile", async () => {
    const booking = (await bookingsOf("accepted")).find(({ startTime }: any) => Date.parse(startTime) > Date.now());
    await openBooking(booking, "upcoming");
    const note = drawer().getByRole("textbox", { name: "Internal note" });
    const leave = (internalNote: string) => salon.call("PATCH", `/api/bookings?id=${booking.id}`, { internalNote });
    await leave("Allergic to ammonia");
    await drawer().getByText("Allergic to ammonia").waitFor();
    await note.fill("Brings her daughter");
    await leave("Allergic to ammonia, severely");
    await drawer()
      .getByText(/^Changed by/)
      .nth(1)
      .waitFor();
    await drawer().getByRole("button", { name: "Save" }).click();
    await drawer()
      .getByText(/^Somebody else changed this/)
      .waitFor();
    assert.equal(await note.inputValue(), "Brings her daughter");
    await drawer().getByRole("button", { name: "Cancel", exact: true }).click();
    await drawer().getByText("Allergic to ammonia, severely").waitFor();
    await note.fill("Allergic to ammonia, severely. Brings her daughter");
    await drawer().getByRole("button", { name: "Save" }).click();
    await page.getByText("Saved.").last().waitFor();
    const { data } = await salon.call("GET", `/api/bookings/${booking.uid}`);
    assert.equal(data.internalNote, "Allergic to ammonia, severely. Brings her daughter");
  });

  it("a booking is moved to the time that is shown as chosen, and not before one is", async () => {
    const booking = (await bookingsOf("accepted")).find(
      ({ startTime, recurringEventId }: any) => !recurringEventId && Date.parse(startTime) > Date.now(),
    );
    await openBooking(booking, "upcoming");
    await drawer().getByRole("button", { name: "Reschedule" }).click();
    const form = drawer().getByRole("form", { name: "Move" });
    const [move, times] = [form.getByRole("button", { name: "Move", exact: true }), form.locator("[aria-pressed]")];
    await form.getByRole("button", { name: "Next month" }).click();
    await times.first().waitFor();
    await move.click();
    await form.getByText("Please choose a time.").waitFor();
    await times.first().click();
    await form.getByText("Please choose a time.").waitFor({ state: "detached" });
    await form.locator("table button:not([disabled])").nth(1).click();
    await move.click();
    await form.getByText("Please choose a time.").waitFor();
    const { data } = await salon.call("GET", `/api/bookings/${booking.uid}`);
    assert.equal(data.startTime, booking.startTime);
  });

  it("a series ends from one of its bookings on, and what was before stays", async () => {
    const series = (await bookingsOf("accepted"))
      .filter(({ recurringEventId }: any) => recurringEventId)
      .sort((one: any, other: any) => one.startTime.localeCompare(other.startTime));
    assert.ok(series.length >= 3, `${series.length} bookings in the series`);
    await openBooking(series[1], "recurring");
    await more("Cancel booking");
    await drawer().getByRole("checkbox", { name: "This one and all that follow" }).check();
    await drawer().getByRole("textbox", { name: "Reason" }).fill("A new job");
    await drawer().getByRole("button", { name: "Cancel booking" }).click();
    await drawer()
      .getByText(/Cancelled by .*A new job/)
      .first()
      .waitFor();
    const states = await Promise.all(
      series.map(async ({ uid }: any) => (await salon.call("GET", `/api/bookings/${uid}`)).data.status),
    );
    assert.deepEqual(new Set(states.slice(1)), new Set(["cancelled"]));
    assert.equal(states[0], "accepted");
  });

  it("a team's event type gets fixed hosts, priorities and weights", async () => {
    const type = await teamType("colour-advice");
    await open(`/event-types/${type.id}?tab=hosts`);
    await page.getByRole("switch", { name: "Weights count" }).check();
    const ana = page
      .getByText("Ana Silva", { exact: true })
      .locator("xpath=ancestor::*[contains(@class,'mantine-Paper-root')][1]");
    await ana.getByRole("textbox", { name: "Weight" }).fill("300");
    const james = page
      .getByText("James Wilson", { exact: true })
      .locator("xpath=ancestor::*[contains(@class,'mantine-Paper-root')][1]");
    await james.getByRole("switch", { name: "In every meeting" }).check();
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("Saved.").last().waitFor();
    // Whoever takes all of them away is told what that means.
    await page
      .getByRole("button", { name: /^Remove / })
      .first()
      .waitFor();
    for (let left = await page.getByRole("button", { name: /^Remove / }).count(); left > 0; left--)
      await page
        .getByRole("button", { name: /^Remove / })
        .first()
        .click();
    await page.getByText("Nobody hosts it, so no times are offered.").waitFor();
    const { hosts } = await teamType("colour-advice");
    assert.equal(hosts.find(({ name }: any) => name === "Ana Silva").weight, 300);
    assert.equal(hosts.find(({ name }: any) => name === "James Wilson").isFixed, true);
  });

  it("a managed event type gives everybody a copy, of which they may change what is unlocked", async () => {
    await open("/event-types");
    await page.getByRole("button", { name: "New event type" }).first().click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Title").fill("Patch test");
    await dialog.getByRole("combobox").click();
    await page.getByRole("option", { name: "Consultations" }).click();
    await dialog.getByRole("radio").last().check();
    await dialog.getByRole("button", { name: "Create" }).click();
    await page.getByRole("heading", { level: 1, name: "Patch test" }).waitFor();
    await page.getByRole("tab", { name: "Hosts" }).click();
    await page.getByRole("combobox", { name: "What hosts may change for themselves" }).click();
    await page.getByRole("option", { name: "Description" }).click();
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("Saved.").last().waitFor();

    const james = await signedIn("james@sarahssalon.example");
    await james.goto(`${salon.base}/app/event-types`);
    await james.getByRole("link", { name: "Patch test" }).first().click();
    await james.getByRole("heading", { level: 1, name: "Patch test" }).waitFor();
    await james.getByRole("textbox", { name: "Description" }).fill("Behind the ear, two days before.");
    assert.ok(await james.getByRole("textbox", { name: "Title" }).isDisabled());
    await james.getByText("Set by the team").first().waitFor();
    await james.getByRole("button", { name: "Save" }).click();
    await james.getByText("Saved.").last().waitFor();
    await james.context().close();
  });

  it("an employee sees their own day and nothing that leads nowhere", async () => {
    const james = await signedIn("james@sarahssalon.example");
    await james.goto(`${salon.base}/app`);
    await settled(james);
    const rail = james.getByRole("navigation").getByRole("link");
    const addresses = await rail.evaluateAll((links) => links.map((link) => (link as any).pathname as string));
    assert.ok(addresses.includes("/app/calendar"), addresses.join());
    for (const hidden of ["/app/invoices", "/app/workflows"]) assert.ok(!addresses.includes(hidden), hidden);
    const wrong: string[] = [];
    for (const address of addresses) {
      const heard = noise(james);
      await james.goto(`${salon.base}${address}`);
      await settled(james);
      if ((await james.getByRole("alert").count()) > 0)
        wrong.push(`${address}: ${await james.getByRole("alert").first().innerText()}`);
      wrong.push(...heard().map((line) => `${address}: ${line}`));
    }
    assert.deepEqual(wrong, []);
    // Another's appointments are none of theirs.
    await james.goto(`${salon.base}/app/appointments`);
    await settled(james);
    await james.getByRole("row").nth(1).waitFor();
    assert.equal(await james.getByRole("cell", { name: "Ana Silva" }).count(), 0);
  });

  async function teamType(slug: string) {
    const { data: teams } = await salon.call("GET", "/api/teams");
    const { data } = await salon.call("GET", `/api/event-types?teamId=${teams[0].id}&limit=50`);
    const { id } = data.find((one: { slug: string }) => one.slug === slug);
    return (await salon.call("GET", `/api/event-types?id=${id}`)).data;
  }
});
