import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import {
  openTestInstallation,
  type TestBusiness,
  type TestInstallation,
} from "../../../../test/support/installation.ts";
import { newHandle } from "../../../platform/handles.ts";

const address = "/api/services/reviews";

describe("reviews", () => {
  let installation: TestInstallation;
  let salon: TestBusiness;
  let serviceId: number;
  let employeeId: number;
  let emily: number;
  before(async () => {
    installation = await openTestInstallation();
    salon = await installation.business();
    serviceId = (await salon.call("POST", "/api/services/services", { name: "Haircut" })).body.id;
    employeeId = await addEmployee("James Wilson");
    emily = await addCustomer("Emily Chen");
  });
  after(() => installation.close());

  const insert = (table: string, values: object): Promise<number> =>
    installation.asSystem(salon.id, async (context) => {
      const row = { businessId: salon.id, createdAt: "2026-02-01T09:00:00Z", ...values };
      const inserted = await (context.db as any)
        .insertInto(table)
        .values(row)
        .returning("id")
        .executeTakeFirstOrThrow();
      return inserted.id;
    });
  const addCustomer = (name: string) => insert("customers", { name });
  const addEmployee = async (name: string) => {
    const calendarId = await installation.asSystem(salon.id, async (context) => {
      const values = { businessId: salon.id, kind: "person", userId: null };
      return (await context.db.insertInto("calendars").values(values).returning("id").executeTakeFirstOrThrow()).id;
    });
    return insert("employees", { name, calendarId });
  };
  async function addAppointment(changes: object = {}) {
    const uid = newHandle("apt", salon.id);
    const id = await insert("appointments", {
      uid,
      serviceId,
      employeeId,
      customerId: emily,
      startsAt: "2026-02-25T10:00:00Z",
      endsAt: "2026-02-25T10:30:00Z",
      status: "completed",
      price: 3500,
      currency: "usd",
      timeZone: "UTC",
      language: "en",
      source: "rest",
      ...changes,
    });
    return { id, uid: "uid" in changes ? (changes.uid as string) : uid };
  }
  async function addSeat(appointmentId: number, customerId: number, status = "booked") {
    const uid = newHandle("apt", salon.id);
    const guest = { uid, appointmentId, customerId, status, name: "A guest", timeZone: "UTC", language: "en" };
    await insert("appointmentAttendees", guest);
    return uid;
  }
  const submit = (body: object, headers = {}) =>
    installation.send("POST", "/api/services/public-review", { body, headers });

  it("come from customers as the reference shows it, without a key", async () => {
    await addAppointment({ uid: "apt_7f3b2a1c" });
    await installation.asSystem(salon.id, (context) =>
      context.db.insertInto("handleAliases").values({ handle: "apt_7f3b2a1c", businessId: salon.id }).execute(),
    );
    const { status, body } = await submit({ uid: "apt_7f3b2a1c", rating: 5, comment: "Excellent service!" });
    assert.equal(status, 201);
    assert.deepEqual([body.uid, body.rating, body.comment], ["apt_7f3b2a1c", 5, "Excellent service!"]);
    const review = (await salon.call("GET", `${address}?id=${body.id}`)).body;
    assert.deepEqual(
      [review.customer, review.employee.name, review.service.name, review.authorName, review.source, review.published],
      [{ id: emily, name: "Emily Chen" }, "James Wilson", "Haircut", "Emily Chen", "customer", true],
    );
  });

  it("come once for each customer and appointment", async () => {
    const { uid } = await addAppointment();
    assert.equal((await submit({ uid, rating: 4 })).status, 201);
    const again = await submit({ uid, rating: 1 });
    assert.deepEqual([again.status, again.body.error], [409, "CONFLICT"]);
    assert.match(again.body.message, /already/);
  });

  it("come once even where two are sent at the same time, or nobody knows who came", async () => {
    for (const changes of [{}, { customerId: null }]) {
      const { uid } = await addAppointment(changes);
      const answers = await Promise.all([1, 2, 3, 4].map((rating) => submit({ uid, rating })));
      assert.deepEqual(answers.map(({ status }) => status).sort(), [201, 409, 409, 409]);
    }
  });

  it("wait until the appointment is completed", async () => {
    const sentences = {
      pending: /not taken place yet/,
      approved: /not taken place yet/,
      canceled: /was canceled/,
      rejected: /did not take place/,
      "no-show": /Nobody came/,
    };
    for (const [status, sentence] of Object.entries(sentences)) {
      const { uid } = await addAppointment({ status });
      const answer = await submit({ uid, rating: 5 });
      assert.equal(answer.status, 409, status);
      assert.match(answer.body.message, sentence);
    }
  });

  it("come from each guest of a group session by the handle of their own seat", async () => {
    const { id, uid } = await addAppointment({ isGroup: true, customerId: null, capacity: 5 });
    const [james, mia, tom] = [await addCustomer("James"), await addCustomer("Mia"), await addCustomer("Tom")];
    assert.equal((await submit({ uid: await addSeat(id, james), rating: 5 })).status, 201);
    assert.equal((await submit({ uid: await addSeat(id, mia), rating: 2 })).status, 201);
    assert.equal((await submit({ uid: await addSeat(id, tom, "canceled"), rating: 1 })).status, 409);
    assert.equal((await submit({ uid, rating: 1 })).status, 404, "the session's own handle is the staff's");
    const { body } = await salon.call("GET", `${address}?customerId=${mia}`);
    assert.deepEqual(
      body.map((review: any) => [review.appointmentId, review.rating]),
      [[id, 2]],
    );
  });

  it("cannot be written of a deleted appointment, and name it as its customer knows it", async () => {
    const alone = await addAppointment();
    const session = await addAppointment({ isGroup: true, customerId: null, capacity: 5 });
    const seat = await addSeat(session.id, await addCustomer("Ines"));
    for (const { id } of [alone, session])
      assert.equal((await salon.call("DELETE", `/api/services/appointments?id=${id}`)).status, 200);
    for (const uid of [alone.uid, seat]) {
      const { status, body } = await submit({ uid, rating: 5 });
      assert.deepEqual([status, body.message], [404, `There is no appointment ${uid}.`]);
    }
  });

  it("are refused for unknown handles and ratings out of range", async () => {
    for (const uid of ["apt_nobody_knows", newHandle("apt", salon.id), newHandle("apt", 999_999)])
      assert.equal((await submit({ uid, rating: 5 })).status, 404, uid);
    const { uid } = await addAppointment();
    for (const rating of [0, 6, 4.5, "5", null]) {
      const { status, body } = await submit({ uid, rating });
      assert.deepEqual([status, body.details[0].field], [422, "rating"], String(rating));
    }
    assert.equal((await submit({ uid, rating: 5, stars: 5 })).status, 422);
  });

  it("are written down by staff, for an appointment or for a customer", async () => {
    const { id } = await addAppointment();
    const one = await salon.call("POST", address, { appointmentId: id, rating: 4, comment: "Told me at the counter" });
    assert.equal(one.status, 201);
    assert.deepEqual(
      [one.body.customerId, one.body.employeeId, one.body.serviceId, one.body.authorName, one.body.source],
      [emily, employeeId, serviceId, "Emily Chen", "staff"],
    );
    assert.equal((await salon.call("POST", address, { appointmentId: id, rating: 5 })).status, 409);
    const two = await salon.call("POST", address, { customerId: emily, rating: 5, published: false });
    assert.deepEqual([two.status, two.body.appointmentId, two.body.published], [201, null, false]);
    assert.equal((await salon.call("POST", address, { rating: 5 })).status, 422);
  });

  it("name nobody and nothing of another business", async () => {
    const other = await installation.business();
    const { id } = await addAppointment();
    for (const draft of [{ appointmentId: id }, { customerId: emily }]) {
      const { status, body } = await other.call("POST", address, { ...draft, rating: 5 });
      assert.deepEqual([status, body.details[0].field], [404, Object.keys(draft)[0]]);
    }
    const { body: review } = await salon.call("POST", address, { appointmentId: id, rating: 5 });
    for (const [method, body] of [["GET"], ["PATCH", { published: false }], ["DELETE"]] as const)
      assert.equal((await other.call(method, `${address}?id=${review.id}`, body)).status, 404, method);
    assert.deepEqual((await other.call("GET", address)).body, []);
  });

  it("are found by rating, employee and whether they are published; published and taken back; deleted", async () => {
    const mia = await addEmployee("Mia");
    const { id } = await addAppointment({ employeeId: mia });
    const { body: review } = await salon.call("POST", address, { appointmentId: id, rating: 1 });
    const found = async (query: string) =>
      (await salon.call("GET", `${address}?employeeId=${mia}&${query}`)).body.map((one: { id: number }) => one.id);
    assert.deepEqual(await found("rating=1"), [review.id]);
    assert.deepEqual(await found("rating=5"), []);
    const hidden = await salon.call("PATCH", `${address}?id=${review.id}`, { published: false });
    assert.deepEqual([hidden.status, hidden.body.published], [200, false]);
    assert.deepEqual(await found("published=true"), []);
    assert.deepEqual(await found("published=false"), [review.id]);
    assert.equal((await salon.call("PATCH", `${address}?id=${review.id}`, { rating: 5 })).status, 422);
    assert.deepEqual((await salon.call("DELETE", `${address}?id=${review.id}`)).body, { id: review.id, deleted: true });
    assert.equal((await salon.call("GET", `${address}?id=${review.id}`)).status, 404);
    assert.equal((await salon.call("GET", `${address}?rating=6`)).status, 400);
  });

  it("of others stay hidden from a member who sees their own work alone", async () => {
    const [mine, theirs] = [await addEmployee("Ada"), await addEmployee("Bea")];
    const ada = await installation.member(salon.id, "employee", mine);
    for (const employee of [mine, theirs])
      await salon.call("POST", address, { customerId: emily, employeeId: employee, rating: 3 });
    const { body } = await installation.send("GET", address, { key: ada.key });
    assert.deepEqual(
      body.map((review: any) => review.employeeId),
      [mine],
    );
    const { body: all } = await salon.call("GET", `${address}?employeeId=${theirs}`);
    assert.equal((await installation.send("GET", `${address}?id=${all[0].id}`, { key: ada.key })).status, 404);
    const refused = await installation.send("POST", address, { key: ada.key, body: { customerId: emily, rating: 5 } });
    assert.equal(refused.status, 403);
  });

  it("are read by anybody as the business shows them: no hidden ones, no customers, no other business's", async () => {
    const shop = await installation.business();
    const { body: customer } = await shop.call("POST", "/api/services/customers", { name: "Olivia Marie Brown" });
    const add = (rating: number, published: boolean) =>
      shop.call("POST", address, { customerId: customer.id, rating, published, comment: `Rated ${rating}` });
    await add(5, true);
    await add(4, true);
    await add(1, false);
    const read = (query: string) => installation.send("GET", `/api/services/public-review?${query}`);
    const { body, headers } = await read(`subdomain=${shop.subdomain}`);
    assert.deepEqual(
      body.map(({ id, createdAt, ...shown }: any) => shown),
      [4, 5].map((rating) => ({
        rating,
        comment: `Rated ${rating}`,
        authorName: "Olivia B.",
        employee: null,
        service: null,
      })),
    );
    assert.equal(headers["x-total-count"], "2");
    const { body: store } = await installation.send("GET", `/api/services/storefront?subdomain=${shop.subdomain}`);
    assert.deepEqual(store.rating, { average: 4.5, count: 2 });
    const { body: none } = await installation.send("GET", `/api/services/storefront?subdomain=${salon.subdomain}`);
    assert.notDeepEqual(none.rating, store.rating);
    assert.equal((await read("subdomain=nobody-at-all")).status, 404);
  });
});
