import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import {
  openTestInstallation,
  type TestBusiness,
  type TestInstallation,
} from "../../../../test/support/installation.ts";
import { storeAppointment } from "./appointments.test-support.ts";

describe("customers", () => {
  let installation: TestInstallation;
  let salon: TestBusiness;
  let serviceId: number;
  before(async () => {
    installation = await openTestInstallation();
    salon = await installation.business();
    serviceId = (await salon.call("POST", "/api/services/services", { name: "Haircut", price: 3500 })).body.id;
  });
  after(() => installation.close());

  const address = "/api/services/customers";
  const create = async (draft: object) => (await salon.call("POST", address, draft)).body;
  const book = (draft: Omit<Parameters<typeof storeAppointment>[1], "serviceId">) =>
    installation.asSystem(salon.id, (context) => storeAppointment(context, { serviceId, ...draft }));
  const names = (body: { name: string }[]) => body.map(({ name }) => name);

  it("creates a customer as the reference shows it", async () => {
    const { status, body } = await salon.call("POST", address, {
      name: "Emily Chen",
      email: "emily@example.com",
      phone: "+1-555-0102",
      notes: "Prefers morning appointments",
    });
    assert.equal(status, 201);
    const { id, name, email, phone, notes, totalBookings, totalSpent } = body;
    assert.equal(typeof id, "number");
    assert.deepEqual(
      { name, email, phone, notes, totalBookings, totalSpent },
      {
        name: "Emily Chen",
        email: "emily@example.com",
        phone: "+1-555-0102",
        notes: "Prefers morning appointments",
        totalBookings: 0,
        totalSpent: 0,
      },
    );
  });

  it("keeps a phone number as it was typed, with its E.164 form beside it", async () => {
    const { body } = await salon.call("POST", address, { name: "Noor", phone: "+49 (0)30 1234567" });
    assert.deepEqual([body.phone, body.phoneE164], ["+49 (0)30 1234567", "+49301234567"]);
    const shop = await installation.business();
    await installation.asSystem(shop.id, (context) =>
      context.db.updateTable("businesses").set({ country: "US" }).where("id", "=", shop.id).execute(),
    );
    const { body: local } = await shop.call("POST", address, { name: "Ann", phone: "(512) 555-0134" });
    assert.deepEqual([local.phone, local.phoneE164], ["(512) 555-0134", "+15125550134"]);
    const { body: changed } = await shop.call("PUT", `${address}?id=${local.id}`, { phone: null });
    assert.deepEqual([changed.phone, changed.phoneE164], [null, null]);
  });

  it("takes everything that may be known of a customer, and gives it back", async () => {
    const draft = {
      name: "Zoë Ångström",
      email: "Zoe@Example.com",
      gender: "female",
      dateOfBirth: "1990-02-28",
      address: "1 Main St\nAustin",
      tags: ["vip", "color"],
      language: "de",
      timeZone: "Europe/Berlin",
      smsConsent: true,
    };
    const { body } = await salon.call("POST", address, draft);
    assert.deepEqual({ ...body, ...draft, email: "zoe@example.com" }, body);
  });

  it("refuses what cannot be right, naming each field", async () => {
    const { status, body } = await salon.call("POST", address, {
      name: " ",
      email: "nobody",
      dateOfBirth: "1990-02-30",
      timeZone: "Mars/Base",
      tags: ["a,b"],
      age: 3,
    });
    assert.equal(status, 422);
    assert.deepEqual(body.details.map(({ field }: { field: string }) => field).sort(), [
      "age",
      "dateOfBirth",
      "email",
      "name",
      "tags.0",
      "timeZone",
    ]);
    const unborn = await salon.call("POST", address, { name: "Tomorrow's child", dateOfBirth: "2199-01-01" });
    assert.deepEqual([unborn.status, unborn.body.details[0].field], [422, "dateOfBirth"]);
  });

  it("lets a family share an email, whatever its case, but moves no address onto another's record", async () => {
    await create({ name: "First", email: "same@example.com" });
    const { status, body } = await salon.call("POST", address, { name: "Second", email: "SAME@example.com" });
    assert.deepEqual([status, body.email], [201, "same@example.com"]);
    assert.equal((await salon.call("GET", `${address}?search=same@example.com`)).body.length, 2);
    const other = await create({ name: "Other" });
    assert.equal((await salon.call("PUT", `${address}?id=${other.id}`, { email: "same@example.com" })).status, 409);
    const neighbour = await installation.business();
    assert.equal((await neighbour.call("POST", address, { name: "X", email: "same@example.com" })).status, 201);
  });

  it("counts bookings and what was spent, seats in group sessions too", async () => {
    const { id } = await create({ name: "Regular" });
    await book({ customerId: id, days: -20, status: "completed" });
    await book({ customerId: id, days: -10, status: "no-show" });
    await book({ customerId: id, days: -5, status: "canceled" });
    await book({ customerId: id, days: 5, status: "approved" });
    await book({ days: -3, status: "completed", price: 0, seats: [{ customerId: id, price: 1200 }] });
    await book({
      days: -2,
      status: "completed",
      price: 0,
      seats: [{ customerId: id, status: "canceled", price: 1200 }],
    });
    const { body } = await salon.call("GET", `${address}?id=${id}`);
    assert.deepEqual([body.totalBookings, body.totalSpent], [4, 4700]);
    const listed = (await salon.call("GET", `${address}?search=Regular`)).body[0];
    assert.deepEqual([listed.totalBookings, listed.totalSpent], [4, 4700]);
  });

  it("shows the whole profile: visits, no-shows, reviews", async () => {
    const { id } = await create({ name: "Known" });
    const first = await book({ customerId: id, days: -30, status: "completed" });
    await book({ customerId: id, days: -10, status: "completed", price: 5000 });
    await book({ customerId: id, days: -4, status: "no-show" });
    const next = await book({ customerId: id, days: 3, status: "pending" });
    await installation.asSystem(salon.id, (context) =>
      context.db
        .insertInto("reviews")
        .values({
          businessId: salon.id,
          appointmentId: first,
          customerId: id,
          rating: 5,
          comment: "Lovely",
          authorName: "Known",
          source: "public",
          createdAt: new Date(context.now).toISOString(),
        })
        .execute(),
    );
    const { status, body } = await salon.call("GET", `${address}/detail?id=${id}`);
    assert.equal(status, 200);
    assert.deepEqual([body.totalBookings, body.totalSpent, body.noShows], [4, 8500, 1]);
    assert.equal(body.appointments.length, 4);
    assert.deepEqual([body.appointments[0].id, body.appointments[0].service.name], [next, "Haircut"]);
    assert.equal(body.nextAppointment, body.appointments[0].startTime);
    assert.equal(body.firstVisit, body.appointments[3].startTime);
    assert.equal(body.lastVisit, body.appointments[2].startTime);
    assert.deepEqual([body.reviews[0].rating, body.reviews[0].comment], [5, "Lovely"]);
    assert.deepEqual(body.invoices, []);
  });

  it("finds customers by part of the name, the email or the number however it is written", async () => {
    const shop = await installation.business();
    await shop.call("POST", address, { name: "Åsa Berg", email: "asa@north.example", phone: "+46 8 123 456 78" });
    await shop.call("POST", address, { name: "Bob", phone: "+1-555-0177", tags: ["vip"] });
    await shop.call("POST", address, { name: "100%" });
    const found = async (query: string) => names((await shop.call("GET", `${address}?${query}`)).body);
    assert.deepEqual(await found("search=berg"), ["Åsa Berg"]);
    assert.deepEqual(await found("search=north.ex"), ["Åsa Berg"]);
    assert.deepEqual(await found("search=08-123456"), ["Åsa Berg"]);
    assert.deepEqual(await found("search=555%200177"), ["Bob"]);
    assert.deepEqual(await found("search=%25"), ["100%"]);
    assert.deepEqual(await found("tag=vip"), ["Bob"]);
  });

  it("lists by name without regard to case, or by age, page by page", async () => {
    const shop = await installation.business();
    for (const name of ["bob", "Ann", "Cid", "ann", "Dora"]) await shop.call("POST", address, { name });
    const walk = async (sort: string) => {
      const found: string[] = [];
      for (let next = `${address}?limit=2&sort=${sort}`; next; ) {
        const { body, headers } = await shop.call("GET", next);
        assert.equal(headers["x-total-count"], "5");
        found.push(...names(body));
        next = /<([^>]+)>; rel="next"/.exec(headers.link ?? "")?.[1] ?? "";
      }
      return found;
    };
    assert.deepEqual(await walk("name"), ["Ann", "ann", "bob", "Cid", "Dora"]);
    assert.deepEqual(await walk("-createdAt"), ["Dora", "ann", "Cid", "Ann", "bob"]);
  });

  it("names the best customers by bookings or by revenue, in a range of days", async () => {
    const shop = await installation.business();
    const { body: service } = await shop.call("POST", "/api/services/services", { name: "Cut" });
    const [often, rich] = await Promise.all(
      ["Often", "Rich"].map(async (name) => (await shop.call("POST", address, { name })).body.id as number),
    );
    await shop.call("POST", address, { name: "Never" });
    await installation.asSystem(shop.id, async (context) => {
      for (const days of [-400, -3, -2])
        await storeAppointment(context, { serviceId: service.id, customerId: often!, days, status: "completed" });
      await storeAppointment(context, {
        serviceId: service.id,
        customerId: rich!,
        days: -1,
        status: "completed",
        price: 90_000,
      });
    });
    assert.deepEqual(names((await shop.call("GET", `${address}/top`)).body), ["Often", "Rich"]);
    const { body } = await shop.call("GET", `${address}/top?by=revenue&limit=1`);
    assert.deepEqual([body[0].name, body[0].totalBookings, body[0].totalSpent], ["Rich", 1, 90_000]);
    const since = new Date(Date.now() - 30 * 86_400_000).toISOString().slice(0, 10);
    assert.equal((await shop.call("GET", `${address}/top?from=${since}`)).body[0].totalBookings, 2);
  });

  it("deletes what is known of a customer and keeps their appointments", async () => {
    const { id } = await create({ name: "Gone Soon", email: "gone@example.com", notes: "secret" });
    const appointment = await book({ days: -3, status: "completed", seats: [{ customerId: id }] });
    assert.deepEqual((await salon.call("DELETE", `${address}?id=${id}`)).body, { id, deleted: true });
    assert.equal((await salon.call("GET", `${address}?id=${id}`)).status, 404);
    assert.equal((await salon.call("GET", `${address}/detail?id=${id}`)).status, 404);
    assert.equal((await salon.call("DELETE", `${address}?id=${id}`)).status, 404);
    const kept = await installation.asSystem(salon.id, async (context) => ({
      customer: await context.db.selectFrom("customers").selectAll().where("id", "=", id).executeTakeFirstOrThrow(),
      seats: await context.db
        .selectFrom("appointmentAttendees")
        .select(["name", "email"])
        .where("appointmentId", "=", appointment)
        .execute(),
      audits: await context.db.selectFrom("auditLog").selectAll().where("subjectId", "=", id).execute(),
    }));
    assert.deepEqual([kept.customer.name, kept.customer.email, kept.customer.notes], ["Deleted customer", null, null]);
    assert.deepEqual(kept.seats, [{ name: "Deleted customer", email: null }]);
    assert.ok(kept.audits.length >= 2);
    assert.ok(!JSON.stringify(kept.audits).includes("gone@example.com"));
    assert.equal((await salon.call("POST", address, { name: "Back", email: "gone@example.com" })).status, 201);
  });

  it("does not delete a customer whom somebody still expects", async () => {
    const { id } = await create({ name: "Expected" });
    await book({ customerId: id, days: 2, status: "approved" });
    await book({ days: 3, status: "approved", seats: [{ customerId: id }] });
    const { status, body } = await salon.call("DELETE", `${address}?id=${id}`);
    assert.deepEqual([status, body.error, body.details[0].upcomingAppointments], [409, "CONFLICT", 2]);
    assert.match(body.message, /Expected has 2 upcoming appointments/);
  });

  it("shows an employee their own customers alone", async () => {
    const { body: staff } = await salon.call("GET", "/api/services/employees");
    const employeeId = staff[0].id;
    const member = await installation.member(salon.id, "employee", employeeId);
    const call = (method: string, path: string, body?: unknown) =>
      installation.send(method, path, { key: member.key, body });
    const stranger = await create({ name: "A colleague's", email: "colleagues@example.com" });
    const served = await create({ name: "Served" });
    await book({ customerId: served.id, employeeId, days: -1, status: "completed" });
    const { body: own, status } = await call("POST", address, { name: "Own" });
    assert.equal(status, 201);
    assert.deepEqual(names((await call("GET", address)).body).sort(), ["Own", "Served"]);
    assert.equal((await call("GET", `${address}?id=${stranger.id}`)).status, 404);
    assert.equal((await call("PUT", `${address}?id=${stranger.id}`, { name: "Mine" })).status, 404);
    assert.equal((await call("DELETE", `${address}?id=${own.id}`)).status, 200);
    await book({ customerId: served.id, days: 9, status: "approved" });
    assert.equal((await call("DELETE", `${address}?id=${served.id}`)).status, 409, "a colleague expects them");
  });

  it("lets the second of two editors know that the first was quicker", async () => {
    const { id } = await create({ name: "Twice" });
    const { headers } = await salon.call("GET", `${address}?id=${id}`);
    const first = await salon.call("PATCH", `${address}?id=${id}`, { notes: "a" }, { "if-match": headers.etag });
    assert.equal(first.status, 200);
    const second = await salon.call("PATCH", `${address}?id=${id}`, { notes: "b" }, { "if-match": headers.etag });
    assert.equal(second.status, 412);
  });
});
