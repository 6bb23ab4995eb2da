import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import type { TestInstallation } from "../../../../test/support/installation.ts";
import { at, type Desk, fieldsOf, openDesk, openOnMonday } from "./desk.test-support.ts";

describe("staff writing an appointment down", () => {
  let installation: TestInstallation;
  let desk: Desk;
  before(async () => {
    installation = await openOnMonday();
    desk = await openDesk(installation);
  });
  after(() => installation.close());

  const attempt = (draft: object) => desk.salon.call("POST", "/api/services/appointments", draft);

  it("takes the documentation's three examples as they stand", async () => {
    const third = await desk.employee({ name: "Ana Silva" });
    while ((await desk.customer({ name: "Somebody" })).id < 5);
    assert.deepEqual([desk.haircut.id, third.id], [1, 3], "the first business of an installation has these ids");

    const times = { startTime: "2026-02-25T10:00:00Z", endTime: "2026-02-25T10:30:00Z" };
    const curl = { serviceId: 1, ...times, customerId: 5, employeeId: 3, status: "approved", price: 3500 };
    const first = await attempt(curl);
    assert.equal(first.status, 201, first.text);
    const { id, uid, service, customer, employee, ...rest } = first.body;
    assert.ok(Number.isSafeInteger(id));
    assert.match(uid, /^apt_\w{22}/);
    assert.deepEqual(
      [rest.serviceId, rest.startTime, rest.endTime, rest.status, rest.price],
      [1, times.startTime, times.endTime, "approved", 3500],
    );
    assert.deepEqual([service.name, customer.name, employee.name], ["Haircut", "Somebody", "Ana Silva"]);
    assert.equal("email" in customer, true);

    await desk.salon.call("DELETE", `/api/services/appointments?id=${id}`);
    const fetched = await attempt({ serviceId: 1, ...times, customerId: 5, employeeId: 3 });
    assert.deepEqual([fetched.status, fetched.body.status, fetched.body.price], [201, "approved", 3500]);
    const python = await attempt({ serviceId: 1, ...times, customerId: 5, employeeId: 3 });
    assert.equal(python.status, 409, "the same time of the same person is taken by then");
  });

  it("gives what names nobody to whoever is at work and has least to do", async () => {
    const shop = await openDesk(installation);
    const names = [];
    for (const time of ["09:00", "10:00", "11:00", "12:00"])
      names.push((await shop.booked(at(2, time), { employeeId: undefined })).employee.id);
    assert.deepEqual(names.slice(0, 2).sort(), [shop.owner.id, shop.james.id].sort());
    assert.deepEqual(names.slice(2).sort(), names.slice(0, 2).sort());

    await shop.away(shop.james, at(3, "00:00"), at(4, "00:00"));
    for (const time of ["09:00", "10:00", "11:00"])
      assert.equal((await shop.booked(at(3, time), { employeeId: null })).employee.id, shop.owner.id, "James is away");
    const both = await shop.booked(at(3, "11:00"), { employeeId: undefined });
    assert.equal(both.employee.id, shop.james.id, "where nobody else is left, whoever is away is asked");
  });

  it("keeps what staff say of price, notes, place, state and language", async () => {
    const place = await desk.place({ name: "Main street" });
    const appointment = await desk.booked(at(2, "09:00"), {
      customerId: desk.emily.id,
      locationId: place.id,
      status: "pending",
      price: 0,
      notes: "Bring the red one",
      internalNotes: "Tips well",
      timeZone: "Europe/Berlin",
      language: "de",
    });
    const { location, status, price, notes, internalNotes, timeZone, language, version, source } = appointment;
    assert.deepEqual(
      [location.name, status, price, notes, internalNotes, timeZone, language, version, source],
      ["Main street", "pending", 0, "Bring the red one", "Tips well", "Europe/Berlin", "de", 1, "rest"],
    );
    assert.deepEqual(await desk.read(appointment.id), appointment);
  });

  it("adds extras to the price and computes the deposit", async () => {
    const service = await desk.service({ depositType: "percentage", depositAmount: 25 });
    const extraId = await desk.extra({ price: 1501, duration: 15 });
    const priced = { serviceId: service.id, extras: [{ extraId, quantity: 2 }] };
    const appointment = await desk.booked(at(2, "10:00"), priced);
    assert.deepEqual([appointment.price, appointment.depositAmount], [6502, 1626], "a quarter of 6502, half to even");
    assert.deepEqual(appointment.extras, [{ extraId, name: "Beard", quantity: 2, price: 1501, duration: 15 }]);
    const tooMany = await desk.book(at(2, "11:00"), { ...priced, extras: [{ extraId, quantity: 4 }] });
    assert.deepEqual([tooMany.status, fieldsOf(tooMany)], [422, ["extras.0.quantity"]]);
  });

  it("names the field of whatever is not there, or is another business's", async () => {
    const other = await openDesk(installation);
    const place = await other.place({ name: "Elsewhere" });
    const resource = await other.resource({ name: "Chair", type: "station", quantity: 1, locationId: place.id });
    const theirs: [field: string, draft: object][] = [
      ["serviceId", { serviceId: other.haircut.id }],
      ["employeeId", { employeeId: other.james.id }],
      ["customerId", { customerId: other.emily.id }],
      ["locationId", { locationId: place.id }],
      ["resources.0.resourceId", { resources: [{ resourceId: resource.id }] }],
      ["extras.0.extraId", { extras: [{ extraId: 987_654_321 }] }],
      ["serviceId", { serviceId: 987_654_321 }],
    ];
    for (const [field, draft] of theirs) {
      const answer = await desk.book(at(3, "09:00"), draft);
      assert.deepEqual([answer.status, answer.body.error, fieldsOf(answer)], [404, "NOT_FOUND", [field]], field);
    }
  });

  it("refuses what cannot be a time", async () => {
    const refused: [field: string, draft: object][] = [
      ["endTime", { endTime: at(3, "09:00") }],
      ["endTime", { endTime: at(3, "08:00") }],
      ["endTime", { endTime: "2027-05-01T09:00:00Z" }],
      ["endTime", { endTime: undefined }],
      ["startTime", { startTime: "2027-03-03T09:00:00" }],
      ["startTime", { startTime: "2027-03-03" }],
      ["startTime", { startTime: "tomorrow" }],
      ["price", { price: -1 }],
      ["price", { price: 1.5 }],
      ["status", { status: "done" }],
      ["recurrenceRule", { recurrenceCount: 3 }],
    ];
    for (const [field, draft] of refused) {
      const answer = await desk.book(at(3, "09:00"), draft);
      assert.deepEqual([answer.status, answer.body.error, fieldsOf(answer)], [422, "VALIDATION_ERROR", [field]], field);
    }
    const offset = await desk.booked("2027-03-03T18:00:00+01:00");
    assert.equal(offset.startTime, at(3, "09:00"), "any offset is accepted and answered in UTC");
  });

  it("refuses a second appointment for the same person, with times that are open", async () => {
    const shop = await openDesk(installation);
    await shop.booked(at(2, "10:00"));
    const second = await shop.book(at(2, "10:15"));
    assert.deepEqual([second.status, second.body.error], [409, "CONFLICT"]);
    assert.deepEqual(second.body.details.map(({ startTime }: { startTime: string }) => startTime).sort(), [
      at(2, "09:30"),
      at(2, "10:30"),
      at(2, "11:00"),
    ]);
    for (const { startTime } of second.body.details) await shop.booked(startTime);
  });

  it("does not look for alternatives by the millisecond", async () => {
    const shop = await openDesk(installation);
    await shop.booked(at(2, "10:00"));
    const blink = await shop.book(at(2, "10:15"), { endTime: at(2, "10:15").replace("Z", ".001Z") });
    assert.equal(blink.status, 409);
    assert.equal(blink.body.details.length, 3);
  });

  it("lets only one of two colleagues have the same slot", async () => {
    for (const employeeId of [desk.james.id, undefined]) {
      const shop = await openDesk(installation);
      const named = employeeId && { employeeId: shop.james.id };
      const racers = Array.from({ length: 8 }, () => shop.book(at(2, "10:00"), { employeeId: undefined, ...named }));
      const statuses = (await Promise.all(racers)).map(({ status }) => status).sort();
      const winners = named ? 1 : 2;
      assert.deepEqual(statuses, [...Array(winners).fill(201), ...Array(8 - winners).fill(409)]);
    }
  });

  it("lets appointments touch, and keeps the buffers of both apart", async () => {
    const shop = await openDesk(installation);
    const plain = await shop.service({ name: "Plain" });
    const buffered = await shop.service({ name: "Colour", bufferTimeBefore: 10, bufferTimeAfter: 20 });
    const book = (service: { id: number }, time: string) => shop.book(at(2, time), { serviceId: service.id });
    const status = async (service: { id: number }, time: string) => (await book(service, time)).status;

    await book(buffered, "12:00"); // blocks 11:50 to 12:50
    assert.equal(await status(plain, "11:21"), 409, "9 minutes left of the 10 before it");
    assert.equal(await status(plain, "11:20"), 201, "touching is legal");
    assert.equal(await status(plain, "12:49"), 409);
    assert.equal(await status(plain, "12:50"), 201);
    // The new one's own buffers count the same way: 13:20 + 10 before.
    assert.equal(await status(buffered, "13:29"), 409);
    assert.equal(await status(buffered, "13:30"), 201);
    assert.equal(await status(buffered, "10:31"), 409, "20 after its end at 11:01 reach past 11:20");
    assert.equal(await status(buffered, "10:30"), 201);
    // Between two with buffers both apply: 14:00 + 20 after, 10 before the next.
    assert.equal(await status(buffered, "14:29"), 409);
    assert.equal(await status(buffered, "14:30"), 201);
  });

  it("claims units of resources, and says when there are not as many", async () => {
    const shop = await openDesk(installation);
    const place = await shop.place({ name: "Main" });
    const chair = await shop.resource({ name: "Chair", type: "station", quantity: 2, locationId: place.id });
    const room = await shop.resource({ name: "Room", type: "room", quantity: 1, locationId: place.id });
    const cut = await shop.service({ name: "Cut", resources: [{ resourceId: chair.id, quantity: 1 }] });
    const third = await shop.employee({ name: "C" });
    const of = (employee: { id: number }, more: object = {}) =>
      shop.book(at(2, "09:00"), { serviceId: cut.id, employeeId: employee.id, ...more });

    const first = await of(shop.james);
    assert.deepEqual(first.body.resources, [{ resourceId: chair.id, quantity: 1 }]);
    assert.equal((await of(shop.owner, { resources: [{ resourceId: chair.id, quantity: 2 }] })).status, 409);
    assert.equal((await of(shop.owner, { resources: [{ resourceId: room.id }] })).status, 201);
    assert.equal((await of(third)).status, 409, "both chairs are taken");
    const three = await of(third, { resources: [{ resourceId: chair.id, quantity: 3 }] });
    assert.deepEqual([three.status, fieldsOf(three)], [422, ["resources.0.quantity"]]);
    assert.match(three.text, /Chair has 2 units/);
    assert.equal((await shop.claims(first.body.id)).length, 2, "James and one chair");
  });

  it("binds staff to what is claimed, not to hours, holidays or who usually does it", async () => {
    const shop = await openDesk(installation);
    const ana = await shop.employee({ name: "Ana", serviceIds: [] });
    assert.equal((await shop.book(at(6, "23:00"), { employeeId: ana.id })).status, 201, "a Saturday night");
    await shop.away(ana, at(2, "00:00"), at(3, "00:00"));
    assert.equal((await shop.book(at(2, "09:00"), { employeeId: ana.id })).status, 201, "called in from holiday");
    const block = await shop.salon.call("POST", "/api/services/time-blocks", {
      employeeId: ana.id,
      startTime: at(2, "10:00"),
      endTime: at(2, "11:00"),
    });
    assert.equal(block.status, 201, block.text);
    assert.equal((await shop.book(at(2, "10:30"), { employeeId: ana.id })).status, 409, "time that Ana keeps free");
    await shop.salon.call("PATCH", `/api/services/services?id=${shop.haircut.id}`, { active: false });
    assert.equal((await shop.book(at(2, "12:00"))).status, 201, "switched off for customers alone");
  });

  it("notes down what was called off without taking its time or telling anybody", async () => {
    const shop = await openDesk(installation);
    const canceled = await shop.booked(at(2, "09:00"), { status: "canceled", customerId: shop.emily.id });
    assert.deepEqual(await shop.claims(canceled.id), []);
    assert.equal((await shop.events(canceled.id))[0]!.payload.change.silent, true);
    await shop.booked(at(2, "09:00"));
  });

  it("tells webhooks once, and the audit log who it was", async () => {
    const { id } = await desk.booked(at(4, "09:00"), { customerId: desk.emily.id });
    const [event, ...others] = await desk.events(id);
    assert.equal(others.length, 0);
    const { trigger, payload } = event!;
    assert.deepEqual(
      [trigger, payload.appointmentId, payload.change.kind, payload.attendees[0].email, payload.internalNotes],
      ["SERVICE_BOOKING_CREATED", id, "booked", "emily@example.com", undefined],
    );
    const audit = await desk.salon.call("GET", `/api/services/audit-log?subject=appointment&subjectId=${id}`);
    assert.deepEqual([audit.body[0].action, audit.body[0].after.id], ["appointment.created", id]);
  });

  it("lets an employee book for themselves alone", async () => {
    const shop = await openDesk(installation);
    const { key } = await installation.member(shop.salon.id, "employee", shop.james.id);
    const known = await shop.book(at(2, "09:00"), { customerId: shop.emily.id }, key);
    assert.deepEqual([known.status, fieldsOf(known)], [404, ["customerId"]], "no customer of theirs yet");
    const own = await shop.book(at(2, "09:00"), { employeeId: undefined }, key);
    assert.deepEqual([own.status, own.body.employee?.id], [201, shop.james.id], own.text);
    const colleague = await shop.book(at(2, "10:00"), { employeeId: shop.owner.id }, key);
    assert.deepEqual([colleague.status, colleague.body.error], [403, "FORBIDDEN"]);
    const { key: nobodys } = await installation.member(shop.salon.id, "employee");
    assert.equal((await shop.book(at(2, "11:00"), { employeeId: undefined }, nobodys)).status, 403);
    assert.equal((await shop.book(at(2, "11:00"), {}, nobodys)).status, 403);
  });
});
