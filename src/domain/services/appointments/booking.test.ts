import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import {
  openTestInstallation,
  type TestBusiness,
  type TestInstallation,
} from "../../../../test/support/installation.ts";

// A salon in Los Angeles, open Monday to Friday 9 to 17. Its clock stands at Monday 1 March 2027, 8:00 there.
const monday = Date.parse("2027-03-01T16:00:00Z");
const at = (day: number, time: string) =>
  new Date(Date.parse(`2027-03-0${day}T${time}:00-08:00`)).toISOString().replace(".000Z", "Z");

describe("booking a service", () => {
  let installation: TestInstallation;
  let salon: TestBusiness;
  before(async () => {
    installation = await openTestInstallation({ settings: { CLOCK: "virtual" } });
    installation.app.services.clock!.setOffset(monday - Date.now());
    salon = await installation.business();
  });
  after(() => installation.close());

  const service = async (draft: object = {}, of = salon) =>
    (await of.call("POST", "/api/services/services", { name: "Haircut", duration: 30, price: 3500, ...draft }))
      .body as { id: number };
  const employee = async (draft: object, of = salon) =>
    (await of.call("POST", "/api/services/employees", draft)).body as { id: number };
  const book = (body: object, of = salon, headers: Record<string, string> = {}) =>
    installation.send("POST", "/api/services/book", {
      body: { subdomain: of.subdomain, name: "Emily Chen", email: "emily@example.com", ...body },
      headers,
    });
  const slots = async (query: string, of = salon): Promise<string[]> => {
    const { status, body } = await installation.send(
      "GET",
      `/api/services/availability?subdomain=${of.subdomain}&${query}`,
    );
    assert.equal(status, 200, JSON.stringify(body));
    return body.days.flatMap((day: { slots: { startTime: string }[] }) => day.slots.map((slot) => slot.startTime));
  };

  it("lists the open slots of a day in the documented shape", async () => {
    const shop = await installation.business();
    const { id } = await service({}, shop);
    const { body } = await installation.send(
      "GET",
      `/api/services/availability?subdomain=${shop.subdomain}&serviceId=${id}&date=2027-03-02`,
    );
    assert.equal(body.timeZone, "America/Los_Angeles");
    assert.deepEqual(
      body.days.map((day: { date: string }) => day.date),
      ["2027-03-02"],
    );
    assert.equal(body.days[0].slots.length, 16);
    const [first] = body.days[0].slots;
    assert.deepEqual(
      [first.startTime, first.endTime, first.employeeIds.length],
      ["2027-03-02T17:00:00Z", "2027-03-02T17:30:00Z", 1],
    );
  });

  it("lets a visitor book what it lists, and then lists it no more", async () => {
    const { id } = await service({ bufferTimeAfter: 10 });
    const [first] = await slots(`serviceId=${id}&date=2027-03-03`);
    const { status, body } = await book({ serviceId: id, startTime: first });
    assert.equal(status, 201, JSON.stringify(body));
    assert.deepEqual(
      [body.status, body.startTime, body.endTime, body.price, body.service.name, body.customer.email],
      ["approved", first, at(3, "09:30"), 3500, "Haircut", "emily@example.com"],
    );
    assert.match(body.uid, /^apt_[0-9A-Za-z]{22}/);
    assert.equal("internalNotes" in body, false);
    // Ten minutes of clearing up: the next start rounds up on the wall clock.
    assert.deepEqual((await slots(`serviceId=${id}&date=2027-03-03`))[0], at(3, "10:00"));
  });

  it("gives fifty racers for one slot exactly one booking and forty-nine refusals", async () => {
    const shop = await installation.business();
    const { id } = await service({}, shop);
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, racer) =>
        book({ serviceId: id, startTime: at(2, "10:00"), email: `racer${racer}@example.com` }, shop),
      ),
    );
    assert.deepEqual(
      [answers.filter(({ status }) => status === 201).length, answers.filter(({ status }) => status === 409).length],
      [1, 49],
    );
    const { body } = answers.find(({ status }) => status === 409)!;
    assert.equal(body.error, "CONFLICT");
    assert.deepEqual(body.details.map((detail: { startTime: string }) => detail.startTime).sort(), [
      at(2, "09:00"),
      at(2, "09:30"),
      at(2, "10:30"),
    ]);
  });

  it("offers three alternatives that can be booked when a slot is lost", async () => {
    const shop = await installation.business();
    const { id } = await service({}, shop);
    await book({ serviceId: id, startTime: at(4, "12:00") }, shop);
    const lost = await book({ serviceId: id, startTime: at(4, "12:00"), email: "late@example.com" }, shop);
    assert.equal(lost.body.details.length, 3);
    const again = await book(
      { serviceId: id, startTime: lost.body.details[0].startTime, email: "late@example.com" },
      shop,
    );
    assert.equal(again.status, 201);
  });

  it("shares the work fairly among those who are free", async () => {
    const shop = await installation.business();
    const { id } = await service({}, shop);
    await employee({ name: "James Wilson" }, shop);
    await employee({ name: "Ana Silva" }, shop);
    const names = [];
    for (const time of ["09:00", "10:00", "11:00", "12:00", "13:00", "14:00"])
      names.push((await book({ serviceId: id, startTime: at(2, time) }, shop)).body.employee.name);
    assert.deepEqual([...new Set(names)].length, 3);
    assert.deepEqual(names.slice(0, 3).sort(), names.slice(3).sort());
  });

  it("lets the business choose whether a no-show counts as work given", async () => {
    for (const countNoShows of [false, true]) {
      const shop = await installation.business();
      await shop.call("PATCH", "/api/services/company-settings", { countNoShows });
      const { id } = await service({}, shop);
      await employee({ name: "James Wilson" }, shop);
      const who: number[] = [];
      for (const [time, email] of [
        ["09:00", "a@example.com"],
        ["10:00", "b@example.com"],
      ] as const) {
        const { body } = await book({ serviceId: id, startTime: at(2, time), email }, shop);
        who.push(body.employee.id);
        if (who.length === 2) await shop.call("PUT", `/api/services/appointments?id=${body.id}`, { status: "no-show" });
      }
      assert.notEqual(who[0], who[1]);
      const { body } = await book({ serviceId: id, startTime: at(2, "11:00"), email: "c@example.com" }, shop);
      // Counted, both have one, and the first was booked longer ago; not counted, the second has none.
      assert.equal(body.employee.id, countNoShows ? who[0] : who[1]);
    }
  });

  it("books until the last of three people is taken, then refuses", async () => {
    const shop = await installation.business();
    const { id } = await service({}, shop);
    await employee({ name: "James Wilson" }, shop);
    await employee({ name: "Ana Silva" }, shop);
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, n) =>
        book({ serviceId: id, startTime: at(2, "09:00"), email: `c${n}@example.com` }, shop),
      ),
    );
    const booked = answers.filter(({ status }) => status === 201);
    assert.equal(booked.length, 3);
    assert.equal(new Set(booked.map(({ body }) => body.employee.id)).size, 3);
    assert.ok(answers.every(({ status }) => status === 201 || status === 409));
  });

  it("refuses outside hours, on the wrong grid, too soon and too far ahead", async () => {
    const { id } = await service({ minimumNotice: 120, bookingWindowDays: 7 });
    for (const startTime of [
      at(2, "08:30"),
      at(6, "10:00"),
      at(2, "10:07"),
      at(1, "09:30"),
      "2027-04-01T17:00:00Z",
      "2026-01-05T17:00:00Z",
    ]) {
      assert.equal((await book({ serviceId: id, startTime })).status, 409, startTime);
    }
  });

  it("asks for a name and one of email or phone", async () => {
    const { id } = await service();
    const nameless = await installation.send("POST", "/api/services/book", {
      body: { subdomain: salon.subdomain, serviceId: id, startTime: at(5, "09:00"), email: "a@example.com" },
    });
    assert.deepEqual(nameless.body.details, [{ field: "name", message: "Required field" }]);
    const unreachable = await book({ serviceId: id, startTime: at(5, "09:00"), email: undefined });
    assert.deepEqual([unreachable.status, unreachable.body.details[0].field], [422, "email"]);
    assert.equal(
      (await book({ serviceId: id, startTime: at(5, "09:00"), email: undefined, phone: "+1-555-0102" })).status,
      201,
    );
  });

  it("knows a customer again by address or phone and never renames them", async () => {
    const { id } = await service();
    await book({ serviceId: id, startTime: at(5, "11:00"), name: "Mallory", email: "EMILY@example.com" });
    const { body } = await salon.call("GET", "/api/services/customers?search=emily@example.com");
    assert.deepEqual(
      body.map((customer: { name: string }) => customer.name),
      ["Emily Chen"],
    );
  });

  it("adds the time and price of extras, and computes the deposit", async () => {
    const { id } = await service({ depositType: "percentage", depositAmount: 25 });
    const { body: extra } = await salon.call("POST", "/api/services/extras", {
      serviceId: id,
      name: "Beard",
      price: 1550,
      duration: 15,
      maxQuantity: 2,
    });
    const { body, status } = await book({
      serviceId: id,
      startTime: at(5, "13:00"),
      extras: [{ extraId: extra.id, quantity: 2 }],
    });
    assert.equal(status, 201, JSON.stringify(body));
    assert.deepEqual([body.endTime, body.price, body.depositAmount], [at(5, "14:00"), 6600, 1650]);
    const tooMany = await book({
      serviceId: id,
      startTime: at(5, "15:00"),
      extras: [{ extraId: extra.id, quantity: 3 }],
    });
    assert.deepEqual([tooMany.status, tooMany.body.details[0].field], [422, "extras.0.quantity"]);
  });

  it("makes a pending request where the service asks for confirmation, which holds its time until it is rejected", async () => {
    const shop = await installation.business();
    const { id } = await service({ requiresConfirmation: true }, shop);
    const { body } = await book({ serviceId: id, startTime: at(2, "09:00") }, shop);
    assert.equal(body.status, "pending");
    assert.equal((await slots(`serviceId=${id}&date=2027-03-02`, shop)).includes(at(2, "09:00")), false);
    const self = await installation.send("POST", "/api/services/confirm-appointment", { body: { uid: body.uid } });
    assert.equal(self.status, 403, "the customer's handle alone does not approve");
    const { status } = await shop.call("PUT", `/api/services/appointments?id=${body.id}`, { status: "rejected" });
    assert.equal(status, 200);
    assert.ok((await slots(`serviceId=${id}&date=2027-03-02`, shop)).includes(at(2, "09:00")));
  });

  it("lets one person have only so many requests waiting", async () => {
    const shop = await installation.business();
    const { id } = await service({ requiresConfirmation: true }, shop);
    const answers = [];
    for (const time of ["09:00", "10:00", "11:00", "12:00"])
      answers.push((await book({ serviceId: id, startTime: at(2, time) }, shop)).status);
    assert.deepEqual(answers, [201, 201, 201, 429]);
  });

  it("holds a slot for one visitor; the booking that names the hold takes it up", async () => {
    const shop = await installation.business();
    const { id } = await service({}, shop);
    const hold = await installation.send("POST", "/api/services/holds", {
      body: { subdomain: shop.subdomain, serviceId: id, startTime: at(2, "09:00") },
    });
    assert.equal(hold.status, 201, hold.text);
    assert.equal((await slots(`serviceId=${id}&date=2027-03-02`, shop))[0], at(2, "09:30"));
    assert.equal((await book({ serviceId: id, startTime: at(2, "09:00") }, shop)).status, 409);
    assert.equal((await book({ serviceId: id, startTime: at(2, "09:00"), hold: hold.body.uid }, shop)).status, 201);
    assert.equal(
      (await book({ serviceId: id, startTime: at(2, "09:00"), hold: hold.body.uid }, shop)).status,
      409,
      "a hold is used up",
    );
    assert.equal((await book({ serviceId: id, startTime: at(2, "10:00"), hold: "anything" }, shop)).status, 404);
  });

  it("frees a hold when its time is over, and limits how many one address may have", async () => {
    const shop = await installation.business();
    const { id } = await service({}, shop);
    const hold = (time: string) =>
      installation.send("POST", "/api/services/holds", {
        body: { subdomain: shop.subdomain, serviceId: id, startTime: at(2, time) },
      });
    const held = [];
    for (const time of ["09:00", "10:00", "11:00", "12:00", "13:00"]) held.push(await hold(time));
    for (const { status } of held) assert.equal(status, 201);
    assert.equal((await hold("14:00")).status, 429);
    const before = installation.app.services.clock!.offset();
    installation.app.services.clock!.setOffset(before + 11 * 60_000);
    assert.equal((await slots(`serviceId=${id}&date=2027-03-02`, shop)).length, 16);
    assert.equal((await book({ serviceId: id, startTime: at(2, "09:00") }, shop)).status, 201);
    // That cleared the holds away: whoever had one still has a free slot.
    const late = await book({ serviceId: id, startTime: at(2, "10:00"), hold: held[1]!.body.uid }, shop);
    assert.equal(late.status, 201, late.text);
    installation.app.services.clock!.setOffset(before);
  });

  it("fills a group session seat by seat, never past its capacity", async () => {
    const shop = await installation.business();
    const { id } = await service({ name: "Yoga", enableGroupBooking: true, maxCapacity: 3 }, shop);
    const answers = await Promise.all(
      Array.from({ length: 6 }, (_, n) =>
        book({ serviceId: id, startTime: at(2, "09:00"), name: `Guest ${n}`, email: `g${n}@example.com` }, shop),
      ),
    );
    assert.deepEqual(answers.map(({ status }) => status).sort(), [201, 201, 201, 409, 409, 409]);
    const { body } = await shop.call("GET", "/api/services/appointments");
    assert.equal(body.length, 1);
    assert.deepEqual([body[0].attendees.length, body[0].capacity, body[0].seatsLeft], [3, 3, 0]);
    const [winner] = answers.filter(({ status }) => status === 201);
    assert.match(winner!.body.seatUid, /^apt_/);
    assert.equal("attendees" in winner!.body, false, "one guest does not see the others");
    const left = await installation.send("POST", "/api/services/appointments/cancel", {
      body: { uid: winner!.body.seatUid },
    });
    assert.equal(left.status, 200, left.text);
    const open = await installation.send(
      "GET",
      `/api/services/availability?subdomain=${shop.subdomain}&serviceId=${id}&date=2027-03-02`,
    );
    assert.equal(open.body.days[0].slots[0].seatsLeft, 1);
  });

  it("cancels a session when the last one leaves", async () => {
    const shop = await installation.business();
    const { id } = await service({ enableGroupBooking: true, maxCapacity: 2 }, shop);
    const seat = await book({ serviceId: id, startTime: at(2, "09:00") }, shop);
    await installation.send("POST", "/api/services/appointments/cancel", { body: { uid: seat.body.seatUid } });
    const { body } = await shop.call("GET", "/api/services/appointments");
    assert.equal(body[0].status, "canceled");
  });

  it("claims resources by the unit", async () => {
    const shop = await installation.business();
    const { body: place } = await shop.call("POST", "/api/services/locations", { name: "Main" });
    const { body: chair } = await shop.call("POST", "/api/services/resources", {
      locationId: place.id,
      name: "Chair",
      type: "station",
      quantity: 2,
    });
    const { id } = await service({ resources: [{ resourceId: chair.id }] }, shop);
    await employee({ name: "B" }, shop);
    await employee({ name: "C" }, shop);
    const answers = await Promise.all(
      Array.from({ length: 4 }, (_, n) =>
        book({ serviceId: id, startTime: at(2, "09:00"), email: `c${n}@example.com` }, shop),
      ),
    );
    assert.deepEqual(answers.map(({ status }) => status).sort(), [201, 201, 409, 409]);
    const { body } = await shop.call(
      "GET",
      `/api/services/resource-availability?resourceId=${chair.id}&startTime=${at(2, "09:00")}&endTime=${at(2, "09:30")}`,
    );
    assert.deepEqual(body, {
      available: false,
      totalQuantity: 2,
      bookedQuantity: 2,
      availableQuantity: 0,
      requestedQuantity: 1,
    });
  });

  it("explains why an instant cannot be booked, and keeps names from visitors", async () => {
    const shop = await installation.business();
    const { id } = await service({}, shop);
    await book({ serviceId: id, startTime: at(2, "09:00") }, shop);
    const ask = async (instant: string, key?: string) =>
      (
        await installation.send(
          "GET",
          `/api/services/availability?subdomain=${shop.subdomain}&serviceId=${id}&explain=${instant}`,
          { key },
        )
      ).body;
    const visitor = await ask(at(2, "09:00"));
    assert.deepEqual(
      [visitor.bookable, visitor.reasons[0].rule, visitor.reasons[0].source],
      [false, "busy", "busy time"],
    );
    assert.match((await ask(at(2, "09:00"), shop.key)).reasons[0].source, /appointment \d+/);
    assert.equal((await ask(at(6, "09:00"))).bookable, false);
    assert.equal((await ask(at(2, "10:00"))).bookable, true);
  });

  it("runs a booking once for the same Idempotency-Key, racing twins included", async () => {
    const shop = await installation.business();
    const { id } = await service({}, shop);
    const body = { serviceId: id, startTime: at(2, "09:00") };
    const twins = await Promise.all([1, 2, 3].map(() => book(body, shop, { "idempotency-key": "k-1" })));
    assert.deepEqual(
      twins.map(({ status }) => status),
      [201, 201, 201],
    );
    assert.equal(new Set(twins.map((twin) => twin.body.uid)).size, 1);
    const other = await book({ ...body, name: "Other" }, shop, { "idempotency-key": "k-1" });
    assert.equal(other.status, 422);
    assert.equal((await shop.call("GET", "/api/services/appointments")).body.length, 1);
  });

  it("offers an appointment that is moved the time it takes itself", async () => {
    const shop = await installation.business();
    const { id } = await service({ duration: 60, slotInterval: 30 }, shop);
    const { body } = await book({ serviceId: id, startTime: at(2, "10:00") }, shop);
    const day = `serviceId=${id}&date=2027-03-02`;
    assert.equal((await slots(day, shop)).includes(at(2, "10:30")), false);
    assert.equal((await slots(`${day}&moving=${body.uid}`, shop)).includes(at(2, "10:30")), true);
    const moved = await installation.send("POST", "/api/services/appointments/reschedule", {
      body: { uid: body.uid, startTime: at(2, "10:30") },
    });
    assert.deepEqual([moved.status, moved.body.endTime], [200, at(2, "11:30")]);
  });

  it("lets a customer move and cancel with the handle, within the business's rules", async () => {
    const shop = await installation.business();
    const { id } = await service({}, shop);
    const { body: booked } = await book({ serviceId: id, startTime: at(2, "09:00") }, shop);
    const move = (startTime: string) =>
      installation.send("POST", "/api/services/appointments/reschedule", { body: { uid: booked.uid, startTime } });
    assert.equal((await move(at(6, "09:00"))).status, 409);
    const moved = await move(at(2, "09:30"));
    assert.deepEqual([moved.status, moved.body.startTime, moved.body.uid], [200, at(2, "09:30"), booked.uid]);
    assert.equal((await slots(`serviceId=${id}&date=2027-03-02`, shop))[0], at(2, "09:00"));
    const canceled = await installation.send("POST", "/api/services/appointments/cancel", {
      body: { uid: booked.uid, reason: "Ill" },
    });
    assert.deepEqual([canceled.body.status, canceled.body.cancellationReason], ["canceled", "Ill"]);
    assert.equal((await move(at(2, "10:00"))).status, 409);
  });
});
