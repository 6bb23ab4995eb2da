import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, describe, it } from "node:test";
import { axe, type Desk, openDesk } from "./desk.ts";

const daysFromNow = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

describe("several records at once", () => {
  let desk: Desk;
  const ids: Record<string, number> = {};
  before(async () => {
    desk = await openDesk();
    for (const name of ["Maria Garcia", "John Doe", "Sofia Rossi", "Noah Kim"])
      ids[name] = (await made("customers", { name })).id;
    const { id: serviceId } = await made("services", { name: "Haircut", duration: 60 });
    const [{ id: employeeId }] = (await desk.business.call("GET", "/api/services/employees")).body;
    const times = { startTime: "2030-05-07T16:00:00Z", endTime: "2030-05-07T17:00:00Z" };
    await made("appointments", { serviceId, employeeId, customerId: ids["John Doe"], ...times });
  });
  after(() => desk?.close());

  const made = async (path: string, body: object) => {
    const answer = await desk.business.call("POST", `/api/services/${path}`, body);
    assert.equal(answer.status, 201, answer.text);
    return answer.body;
  };
  const tick = async (...names: string[]) => {
    for (const name of names) await desk.page.getByRole("checkbox", { name, exact: true }).check();
  };
  const button = (name: string) => desk.page.getByRole("button", { name, exact: true });

  it("exports the ticked customers alone", async () => {
    const { page } = desk;
    await page.goto(`${desk.base}/app/customers`);
    await tick("Maria Garcia", "Noah Kim");
    await page.getByText("2 selected").waitFor();
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("link", { name: "Export CSV" }).click(),
    ]);
    const file = await readFile((await download.path())!, "utf8");
    assert.deepEqual(file.match(/Maria Garcia|John Doe|Sofia Rossi|Noah Kim/g), ["Maria Garcia", "Noah Kim"]);
  });

  it("deletes those that can be deleted, after asking, and says by name which cannot and why", async () => {
    const { page } = desk;
    await page.reload();
    await tick("Maria Garcia", "John Doe", "Sofia Rossi");
    await button("Delete").click();
    const dialog = page.getByRole("dialog", { name: "Delete: these 3?" });
    for (const name of ["Maria Garcia", "John Doe", "Sofia Rossi"]) await dialog.getByText(name).waitFor();
    await axe(page);
    await dialog.getByRole("button", { name: "Delete", exact: true }).click();
    await page.getByText("Done with 2.").waitFor();
    await page.getByText("It did not work with 1").waitFor();
    await page.getByText(/^John Doe: .*upcoming/).waitFor();
    await page.getByText("1 selected").waitFor();
    assert.ok(await page.getByRole("checkbox", { name: "John Doe" }).isChecked());
    const left = (await desk.business.call("GET", "/api/services/customers")).body;
    assert.deepEqual(left.map(({ name }: { name: string }) => name).sort(), ["John Doe", "Noah Kim"]);
  });

  it("offers what some of them allow, and does it with these", async () => {
    const { page } = desk;
    for (const name of ["Shampoo", "Comb"]) await made("products", { name, price: 900 });
    await made("products", { name: "Brush", price: 900, active: false });
    await page.goto(`${desk.base}/app/products`);
    await tick("Shampoo", "Comb", "Brush");
    await axe(page);
    await button("Take off sale (2)").click();
    await page.getByText("Done with 2.").waitFor();
    const { body } = await desk.business.call("GET", "/api/services/products");
    assert.ok((body.data ?? body).every(({ active }: { active: boolean }) => !active));
  });

  it("answers requests together, and cancels what was confirmed with one reason", async () => {
    const { page, base, business } = desk;
    const { call } = business;
    const fields = { title: "Colour advice", length: 30, requiresConfirmation: true };
    const type = (await call("POST", "/api/event-types", fields)).body.data;
    const days = (await call("GET", `/api/slots?eventTypeId=${type.id}&start=${daysFromNow(1)}&end=${daysFromNow(12)}`))
      .body.data.slots;
    const [day] = Object.values(days) as { start: string }[][];
    for (const [place, name] of ["Ana", "Ben", "Cleo"].entries()) {
      const responses = { name, email: `${name.toLowerCase()}@example.com` };
      const booked = await call("POST", "/api/book/event", {
        eventTypeId: type.id,
        start: day![place * 2]!.start,
        responses,
      });
      assert.equal(booked.status, 201, booked.text);
    }
    const states = async () => {
      const { data } = (await call("GET", "/api/bookings?limit=50")).body;
      return data.map(({ status, attendees, rejectionReason, cancellationReason }: any) =>
        [attendees[0].name, status, rejectionReason ?? cancellationReason].filter(Boolean).join(" "),
      );
    };
    await page.goto(`${base}/app/bookings?tab=unconfirmed`);
    await page.getByRole("checkbox", { name: /, Ana$/ }).check();
    await page.getByRole("checkbox", { name: /, Ben$/ }).check();
    await button("Confirm").click();
    await page.getByText("Done with 2.").waitFor();
    await page.getByRole("checkbox", { name: /, Cleo$/ }).check();
    await button("Reject").click();
    await page.getByRole("dialog", { name: "Reject: Colour advice, Cleo?" }).getByLabel("Reason").fill("Full");
    await page.getByRole("dialog").getByRole("button", { name: "Reject", exact: true }).click();
    await page.getByText("Done with 1.").waitFor();
    await page.goto(`${base}/app/bookings`);
    for (const name of [/, Ana$/, /, Ben$/]) await page.getByRole("checkbox", { name }).check();
    await button("Cancel booking").click();
    await page.getByRole("dialog").getByLabel("Reason").fill("Closed");
    await page.getByRole("dialog").getByRole("button", { name: "Cancel booking" }).click();
    await page.getByText("Done with 2.").waitFor();
    assert.deepEqual((await states()).sort(), ["Ana cancelled Closed", "Ben cancelled Closed", "Cleo rejected Full"]);
  });

  it("takes people off the waitlist, and marks invoices as paid", async () => {
    const { page, base, business } = desk;
    const [service] = (await business.call("GET", "/api/services/services")).body;
    for (const name of ["Dora", "Emil"])
      await made("waitlist", {
        serviceId: service.id,
        name,
        email: `${name}@example.com`,
        fromDate: daysFromNow(1),
        toDate: daysFromNow(3),
      });
    await page.goto(`${base}/app/waitlist`);
    await tick("Dora", "Emil");
    await button("Take off the list").click();
    await page.getByRole("dialog").getByRole("button", { name: "Take off the list" }).click();
    await page.getByText("Done with 2.").waitFor();
    await page.getByText("Nobody waits").waitFor();

    for (const unitPrice of [900, 1200]) {
      const items = [{ description: "Shampoo", quantity: 1, unitPrice }];
      await made("invoices", { customerId: ids["Noah Kim"], items });
    }
    await page.goto(`${base}/app/invoices`);
    for (const place of [0, 1]) await page.getByRole("checkbox", { name: "Draft" }).nth(place).check();
    await button("Mark as paid").click();
    await page.getByRole("dialog").getByRole("button", { name: "Mark as paid" }).click();
    await page.getByText("Done with 2.").waitFor();
    const { body } = await business.call("GET", "/api/services/invoices");
    assert.deepEqual(body.map(({ status, number }: any) => `${number} ${status}`).sort(), [
      "INV-0001 paid",
      "INV-0002 paid",
    ]);
  });

  it("ticks reviews one by one", async () => {
    const { page } = desk;
    for (const rating of [5, 2]) await made("reviews", { customerId: ids["Noah Kim"], rating });
    await page.goto(`${desk.base}/app/reviews`);
    await page.getByRole("checkbox", { name: "Review by Noah Kim" }).first().check();
    await button("Delete").click();
    await axe(page);
    await page.getByRole("dialog").getByRole("button", { name: "Delete", exact: true }).click();
    await page.getByText("Done with 1.").waitFor();
    assert.equal(await page.getByRole("checkbox", { name: "Review by Noah Kim" }).count(), 1);
  });
});
