import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import type { TestInstallation } from "../../../../test/support/installation.ts";
import { at, type Desk, fieldsOf, openDesk, openOnMonday } from "./desk.test-support.ts";

describe("staff changing an appointment", () => {
  let installation: TestInstallation;
  let desk: Desk;
  before(async () => {
    installation = await openOnMonday();
    desk = await openDesk(installation);
  });
  after(() => installation.close());

  /** Hours that no other test uses. */
  let hour = 0;
  const next = () => {
    hour += 1;
    return at(2 + Math.floor(hour / 8), `${String(9 + (hour % 8)).padStart(2, "0")}:00`);
  };
  const later = (instant: string, minutes: number) =>
    new Date(Date.parse(instant) + minutes * 60_000).toISOString().replace(".000Z", "Z");
  const triggers = async (id: number) =>
    (await desk.events(id)).map(
      ({ trigger, payload }) => `${trigger.replace("SERVICE_BOOKING_", "")} ${payload.change.kind}`,
    );

  it("changes what is sent and leaves the rest", async () => {
    const made = await desk.booked(next(), { customerId: desk.emily.id, notes: "First visit", internalNotes: "VIP" });
    const { status, body } = await desk.change(made.id, { notes: "Second visit" });
    assert.equal(status, 200);
    const { notes, version, updatedAt, ...rest } = body;
    assert.deepEqual([notes, version], ["Second visit", 2]);
    assert.deepEqual(rest, Object.fromEntries(Object.entries(made).filter(([name]) => name in rest)));
    const patched = await desk.salon.call("PATCH", `/api/services/appointments?id=${made.id}`, { internalNotes: null });
    assert.deepEqual([patched.body.internalNotes, patched.body.notes], [null, "Second visit"]);
    assert.deepEqual(await triggers(made.id), ["CREATED booked", "UPDATED edited", "UPDATED edited"]);
  });

  it("takes what is as it was for no change at all", async () => {
    const extraId = await desk.extra({});
    const made = await desk.booked(next(), { customerId: desk.emily.id, extras: [{ extraId }], notes: "x" });
    const { serviceId, startTime, endTime, customerId, employeeId, locationId, status, price, notes } = made;
    const sent = { serviceId, startTime, endTime, customerId, employeeId, locationId, status, price, notes };
    for (const same of [{}, sent, { extras: [{ extraId, quantity: 1 }] }, { resources: [] }]) {
      const answer = await desk.change(made.id, same);
      assert.deepEqual([answer.status, answer.body.version], [200, 1], JSON.stringify(same));
    }
    assert.deepEqual(await triggers(made.id), ["CREATED booked"]);
  });

  it("moves it, with its claim, to any free time and to no other", async () => {
    const [from, to] = [next(), next(), next()];
    const made = await desk.booked(from);
    await desk.booked(to);
    const lost = await desk.change(made.id, { startTime: later(to, 15), endTime: later(to, 45) });
    assert.deepEqual([lost.status, lost.body.error], [409, "CONFLICT"]);
    assert.ok(lost.body.details.length > 0 && lost.body.details[0].startTime);
    assert.equal((await desk.claims(made.id))[0]!.startsAt, from, "it keeps the time it had");

    const moved = await desk.change(made.id, { startTime: later(to, 30) });
    assert.deepEqual([moved.body.startTime, moved.body.endTime], [later(to, 30), later(to, 60)], "as long as before");
    assert.deepEqual(
      (await desk.claims(made.id)).map(({ startsAt }) => startsAt),
      [later(to, 30)],
    );
    await desk.booked(from);
    const nudged = await desk.change(made.id, { startTime: later(to, 40) });
    assert.equal(nudged.status, 200, "its own time is not in its way");
    const event = (await desk.events(made.id)).at(-1)!;
    assert.deepEqual([event.payload.change.kind, event.payload.change.previousStartTime], ["moved", later(to, 30)]);
    for (const [field, changes] of [
      ["endTime", { endTime: later(to, 10) }],
      ["endTime", { endTime: later(to, 60 * 24 * 40) }],
      ["startTime", { startTime: "2027-03-02T10:00:00" }],
    ] as const) {
      const refused = await desk.change(made.id, changes);
      assert.deepEqual([refused.status, fieldsOf(refused)], [422, [field]]);
    }
  });

  it("gives it to a colleague, to nobody, and back", async () => {
    const start = next();
    const made = await desk.booked(start, { customerId: desk.emily.id });
    const theirs = await desk.change(made.id, { employeeId: desk.owner.id });
    assert.equal(theirs.body.employee.id, desk.owner.id);
    const again = await desk.booked(start);
    assert.equal((await desk.change(made.id, { employeeId: desk.james.id })).status, 409);
    const nobodys = await desk.change(made.id, { employeeId: null });
    assert.deepEqual([nobodys.status, nobodys.body.employee], [200, null]);
    assert.deepEqual(await desk.claims(made.id), [], "nobody's time is taken");
    const moved = await desk.change(made.id, { startTime: later(start, 30) });
    assert.equal(moved.body.employee, null, "moving it does not make it somebody's");
    await desk.change(again.id, { status: "canceled" });
    const back = await desk.change(made.id, { employeeId: desk.james.id, startTime: start });
    assert.deepEqual([back.body.employee.id, (await desk.claims(made.id)).length], [desk.james.id, 1]);
  });

  it("takes another service's length, buffers, price and currency", async () => {
    const colour = await desk.service({
      name: "Colour",
      duration: 90,
      price: 9000,
      currency: "eur",
      bufferTimeBefore: 5,
      bufferTimeAfter: 10,
      depositType: "percentage",
      depositAmount: 10,
    });
    const [start] = [next(), next(), next()];
    const made = await desk.booked(start, { price: 3000 });
    const { body } = await desk.change(made.id, { serviceId: colour.id });
    assert.deepEqual(
      [body.service.name, body.endTime, body.price, body.currency, body.depositAmount],
      ["Colour", later(start, 90), 9000, "eur", 900],
    );
    const [claim] = await desk.claims(made.id);
    assert.deepEqual([claim!.startsAt, claim!.endsAt], [later(start, -5), later(start, 100)]);
    const cheaper = await desk.change(made.id, { serviceId: desk.haircut.id, price: 100, endTime: later(start, 45) });
    assert.deepEqual([cheaper.body.price, cheaper.body.endTime], [100, later(start, 45)], "what is sent counts");
  });

  it("adds the time and price of new extras to what was agreed, and takes them off again", async () => {
    const start = next();
    const own = await desk.extra({ serviceId: desk.haircut.id, name: "Beard", price: 1500, duration: 15 });
    const generic = await desk.extra({ serviceId: null, name: "Coffee", price: 300, duration: 0 });
    const made = await desk.booked(start, { price: 3000 });
    const both = await desk.change(made.id, { extras: [{ extraId: own }, { extraId: generic, quantity: 2 }] });
    assert.deepEqual([both.body.price, both.body.endTime], [5100, later(start, 45)]);
    assert.equal((await desk.claims(made.id))[0]!.endsAt, later(start, 45));

    await installation.asSystem(desk.salon.id, ({ db }) =>
      db.updateTable("extras").set({ price: 9999, active: false }).where("id", "=", own).execute(),
    );
    const kept = await desk.change(made.id, { extras: [{ extraId: own }] });
    assert.deepEqual([kept.status, kept.body.price], [200, 4500], "an extra that is there keeps its price");
    const trim = await desk.service({ name: "Trim", price: 2000, duration: 20 });
    const other = await desk.change(made.id, { serviceId: trim.id });
    assert.deepEqual([other.body.extras, other.body.price, other.body.endTime], [[], 2000, later(start, 20)]);
  });

  it("takes a resource's units anew with the rest of the time", async () => {
    const shop = await openDesk(installation);
    const place = await shop.place({ name: "Main" });
    const room = await shop.resource({ name: "Room", type: "room", quantity: 1, locationId: place.id });
    const chair = await shop.resource({ name: "Chair", type: "station", quantity: 1, locationId: place.id });
    const massage = await shop.service({
      name: "Massage",
      duration: 60,
      resources: [{ resourceId: room.id, quantity: 1 }],
    });
    const made = await shop.booked(at(2, "09:00"), { resources: [{ resourceId: chair.id }] });
    const other = await shop.change(made.id, { serviceId: massage.id });
    assert.deepEqual(
      other.body.resources.map(({ resourceId }: { resourceId: number }) => resourceId).sort(),
      [room.id, chair.id].sort(),
    );
    assert.equal((await shop.claims(made.id)).length, 3);
    const two = await shop.change(made.id, { resources: [{ resourceId: chair.id, quantity: 2 }] });
    assert.deepEqual([two.status, fieldsOf(two)], [422, ["resources.0.quantity"]]);
    const without = await shop.change(made.id, { resources: [] });
    assert.deepEqual(without.body.resources, [{ resourceId: room.id, quantity: 1 }], "what the service needs stays");
    const back = await shop.change(made.id, { serviceId: shop.haircut.id });
    assert.deepEqual(back.body.resources, [], "what the old service needed does not");
    assert.equal((await shop.claims(made.id)).length, 1);
  });

  it("names the field of what is not there, and another service that is gone", async () => {
    const made = await desk.booked(next());
    const gone = await desk.service({ name: "Gone" });
    await desk.salon.call("DELETE", `/api/services/services?id=${gone.id}`);
    const other = await openDesk(installation);
    const wrong: [field: string, changes: object][] = [
      ["serviceId", { serviceId: gone.id }],
      ["serviceId", { serviceId: other.haircut.id }],
      ["employeeId", { employeeId: other.james.id }],
      ["customerId", { customerId: other.emily.id }],
      ["locationId", { locationId: 987_654_321 }],
      ["resources.0.resourceId", { resources: [{ resourceId: 987_654_321 }] }],
    ];
    for (const [field, changes] of wrong) {
      const answer = await desk.change(made.id, changes);
      assert.deepEqual([answer.status, fieldsOf(answer)], [404, [field]], field);
    }
    assert.equal((await other.change(made.id, { notes: "mine" })).status, 404, "another business's appointment");
    assert.equal((await desk.change(987_654_321, { notes: "x" })).status, 404);
    const unknown = await desk.change(made.id, { colour: "red" });
    assert.deepEqual([unknown.status, fieldsOf(unknown)], [422, ["colour"]]);
  });

  it("still changes what was done by somebody who has left, with a service that is gone", async () => {
    const shop = await openDesk(installation);
    const made = await shop.booked("2027-02-01T18:00:00Z", { customerId: shop.emily.id });
    await shop.salon.call("DELETE", `/api/services/employees?id=${shop.james.id}`);
    await shop.salon.call("DELETE", `/api/services/services?id=${shop.haircut.id}`);
    const done = await shop.change(made.id, { status: "completed", notes: "Paid in cash" });
    assert.deepEqual(
      [done.status, done.body.status, done.body.employee.name],
      [200, "completed", "James Wilson"],
      done.text,
    );
    const moved = await shop.change(made.id, { startTime: "2027-02-01T19:00:00Z" });
    assert.deepEqual([moved.status, fieldsOf(moved)], [404, ["employeeId"]], "but has no time to give any more");
  });

  it("can be cancelled by its customer, though not moved, where the employee takes no more bookings", async () => {
    const shop = await openDesk(installation);
    const place = await shop.place({ name: "Main" });
    const elsewhere = await shop.place({ name: "Elsewhere" });
    const bound = await shop.service({ name: "Bound", locationId: place.id });
    const made = await shop.booked(at(2, "09:00"), { serviceId: bound.id, locationId: elsewhere.id });
    await shop.salon.call("PATCH", `/api/services/employees?id=${shop.james.id}`, { active: false });
    await shop.salon.call("PATCH", `/api/services/services?id=${bound.id}`, { active: false });
    const own = (verb: string, body: object) =>
      installation.send("POST", `/api/services/appointments/${verb}`, { body: { uid: made.uid, ...body } });
    const moved = await own("reschedule", { startTime: at(2, "10:00") });
    assert.deepEqual([moved.status, moved.body.error], [409, "CONFLICT"], moved.text);
    const canceled = await own("cancel", { reason: "Ill" });
    assert.deepEqual([canceled.status, canceled.body.status], [200, "canceled"], canceled.text);
    assert.equal((await shop.read(made.id)).canceledBy, "customer");
  });

  it("goes through its states as they come about, and tells webhooks which", async () => {
    const made = await desk.booked(next(), { status: "pending" });
    for (const status of ["approved", "pending", "approved", "no-show", "approved", "completed"])
      assert.equal((await desk.change(made.id, { status })).body.status, status);
    assert.deepEqual(await triggers(made.id), [
      "CREATED requested",
      "UPDATED approved",
      "UPDATED requested",
      "UPDATED approved",
      "UPDATED no-show",
      "UPDATED reopened",
      "COMPLETED completed",
    ]);
    const impossible = await desk.change(made.id, { status: "canceled" });
    assert.deepEqual([impossible.status, impossible.body.error, fieldsOf(impossible)], [409, "CONFLICT", ["status"]]);
    assert.match(impossible.body.message, /can become: approved, no-show/);
  });

  it("frees the time of what is called off, and keeps that of who did not come", async () => {
    for (const [status, free] of [
      ["canceled", true],
      ["rejected", true],
      ["no-show", false],
      ["completed", false],
    ] as const) {
      const start = next();
      const made = await desk.booked(start, status === "rejected" ? { status: "pending" } : {});
      await desk.change(made.id, { status, cancellationReason: "Rain" });
      assert.equal((await desk.claims(made.id)).length, free ? 0 : 1, status);
      assert.equal((await desk.book(start)).status, free ? 201 : 409, status);
      const event = (await desk.events(made.id)).at(-1)!;
      assert.equal(event.trigger === "SERVICE_BOOKING_CANCELLED", free);
      assert.equal(event.payload.cancellationReason, "Rain");
      if (free) assert.equal((await desk.change(made.id, { status: "approved" })).status, 409, "it is booked anew");
    }
  });

  it("raises the calendar entry's sequence by one with each change, and keeps its handle", async () => {
    const made = await desk.booked(next());
    await desk.change(made.id, { startTime: next() });
    await desk.change(made.id, { status: "canceled" });
    const events = await desk.events(made.id);
    assert.deepEqual(
      events.map(({ payload }) => [payload.uid, payload.sequence]),
      [0, 1, 2].map((sequence) => [made.uid, sequence]),
    );
  });

  it("refuses to overwrite what somebody else changed meanwhile", async () => {
    const made = await desk.booked(next());
    const read = await desk.salon.call("GET", `/api/services/appointments?id=${made.id}`);
    assert.equal(read.headers.etag, '"1"');
    const edits = ["first", "second"].map((notes) => desk.change(made.id, { notes }, { "if-match": '"1"' }));
    const answers = await Promise.all(edits);
    assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 412]);
    const [winner, loser] = answers.toSorted((a, b) => a.status - b.status);
    assert.equal(winner!.headers.etag, '"2"');
    assert.equal(loser!.body.error, "PRECONDITION_FAILED");
    assert.equal((await desk.read(made.id)).notes, winner!.body.notes);
    const stale = await desk.salon.call("DELETE", `/api/services/appointments?id=${made.id}`, undefined, {
      "if-match": '"1"',
    });
    assert.equal(stale.status, 412);
    // Without If-Match, fields that the other one did not touch are not lost.
    await Promise.all([desk.change(made.id, { internalNotes: "a" }), desk.change(made.id, { price: 1 })]);
    const both = await desk.read(made.id);
    assert.deepEqual([both.internalNotes, both.price], ["a", 1]);
  });

  it("writes before and after into the audit log", async () => {
    const made = await desk.booked(next());
    await desk.change(made.id, { price: 4200 });
    await desk.change(made.id, { status: "completed" });
    const { body } = await desk.salon.call("GET", `/api/services/audit-log?subject=appointment&subjectId=${made.id}`);
    const entries = body.map(({ action, before, after }: any) => [action, before?.price, after.price, after.status]);
    assert.deepEqual(entries.sort(), [
      ["appointment.completed", 4200, 4200, "completed"],
      ["appointment.created", undefined, 3500, "approved"],
      ["appointment.updated", 3500, 4200, "approved"],
    ]);
  });

  it("follows a new customer's language and zone", async () => {
    const made = await desk.booked(next(), { customerId: desk.emily.id });
    const anna = await desk.customer({
      name: "Anna",
      email: "anna@example.com",
      language: "de",
      timeZone: "Europe/Berlin",
    });
    const { body } = await desk.change(made.id, { customerId: anna.id });
    assert.deepEqual([body.customer.name, body.language, body.timeZone], ["Anna", "de", "Europe/Berlin"]);
    assert.equal((await desk.change(made.id, { customerId: null })).body.customer, null);
  });

  it("keeps mails to itself when asked to", async () => {
    const made = await desk.booked(next(), { notify: false });
    await desk.change(made.id, { startTime: next(), notify: false });
    await desk.cancel(made.id, { notify: false });
    assert.deepEqual(
      (await desk.events(made.id)).map(({ payload }) => payload.change.silent),
      [true, true, true],
    );
  });

  it("lets employees change their own appointments, see no others and give none away", async () => {
    const { key } = await installation.member(desk.salon.id, "employee", desk.james.id);
    const [own, theirs] = [await desk.booked(next()), await desk.booked(next(), { employeeId: desk.owner.id })];
    assert.equal((await desk.change(own.id, { notes: "mine" }, {}, key)).status, 200);
    assert.equal((await desk.change(theirs.id, { notes: "mine" }, {}, key)).status, 404);
    for (const employeeId of [desk.owner.id, null])
      assert.equal((await desk.change(own.id, { employeeId }, {}, key)).status, 403);
    assert.equal((await desk.change(own.id, { employeeId: desk.james.id }, {}, key)).status, 200);
    const seen = (await desk.list("limit=200", key)).body as { employeeId: number }[];
    assert.ok(seen.length > 0 && seen.every(({ employeeId }) => employeeId === desk.james.id));
    assert.deepEqual((await desk.list(`employeeId=${desk.owner.id}`, key)).body, []);
  });
});
