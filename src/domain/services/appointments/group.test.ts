import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import type { TestInstallation } from "../../../../test/support/installation.ts";
import { at, type Desk, fieldsOf, openDesk, openOnMonday } from "./desk.test-support.ts";

type Attendee = { customerId: number; name: string; email: string | null; status: string; uid: string };

describe("a group session", () => {
  let installation: TestInstallation;
  let desk: Desk;
  before(async () => {
    installation = await openOnMonday();
    desk = await openDesk(installation, {
      service: { name: "Yoga", price: 1500, enableGroupBooking: true, maxCapacity: 4 },
    });
  });
  after(() => installation.close());

  const namesOf = ({ attendees }: { attendees?: Attendee[] }, status = "booked") =>
    attendees!.filter((attendee) => attendee.status === status).map(({ name }) => name);
  const session = (time: string, ...names: string[]) =>
    desk.booked(at(2, time), {
      isGroupBooking: true,
      attendees: names.map((name) => ({ name, email: `${name.toLowerCase()}@example.com` })),
    });

  it("takes its customer as the first attendee, and the others as they are or as they come", async () => {
    const made = await desk.booked(at(2, "09:00"), {
      customerId: desk.emily.id,
      isGroupBooking: true,
      attendees: [{ name: "Ann", email: "ann@example.com" }, { name: "Ben" }],
    });
    assert.deepEqual(namesOf(made), ["Emily Chen", "Ann", "Ben"]);
    assert.deepEqual(
      [made.isGroupBooking, made.capacity, made.seatsLeft, made.customerId, made.price],
      [true, 4, 1, null, 1500],
    );
    assert.equal((await desk.claims(made.id)).length, 1, "one claim, however many come");
    const { body } = await desk.salon.call("GET", "/api/services/customers?search=ann@example.com");
    assert.equal(body.length, 1, "a new customer");
    assert.deepEqual(
      (await desk.list(`customerId=${body[0].id}`)).body.map(({ id }: { id: number }) => id),
      [made.id],
    );
  });

  it("keeps a seat for whoever holds one, and keeps nobody out while it is not open", async () => {
    const send = (path: string, body: object) =>
      installation.send("POST", `/api/services/${path}`, { body: { subdomain: desk.salon.subdomain, ...body } });
    const about = { serviceId: desk.haircut.id, employeeId: desk.james.id, startTime: at(5, "10:00") };
    const book = (name: string, more: object = {}) =>
      send("book", { ...about, name, email: `${name.toLowerCase()}@example.com`, ...more });
    const listed = async (): Promise<string[]> => {
      const asked = new URLSearchParams({ subdomain: desk.salon.subdomain, serviceId: String(desk.haircut.id) });
      const path = `/api/services/availability?${asked}&employeeId=${desk.james.id}&from=${about.startTime.slice(0, 10)}&to=${about.startTime.slice(0, 10)}`;
      const { days } = (await installation.send("GET", path)).body;
      return days.flatMap(({ slots }: { slots: { startTime: string }[] }) => slots.map((slot) => slot.startTime));
    };
    assert.ok((await listed()).includes(about.startTime));
    const holds = [await send("holds", about), await send("holds", about), await send("holds", about)];
    assert.deepEqual(
      holds.map(({ status }) => status),
      [201, 201, 201],
    );
    const last = await send("holds", about);
    assert.equal((await book("Early")).status, 409, "every seat of it is held");
    assert.ok(!(await listed()).includes(about.startTime), "so it is not listed");
    const elsewhere = await book("Mover", { startTime: at(5, "14:00") });
    const moved = await installation.send("POST", "/api/services/appointments/reschedule", {
      body: { uid: elsewhere.body.seatUid, startTime: about.startTime },
    });
    assert.equal(moved.status, 409, "for a seat that moves too");
    await installation.send("DELETE", `/api/services/holds?uid=${last.body.uid}`);
    const opened = await book("Opener");
    assert.equal(opened.status, 201, opened.text);
    assert.equal((await book("Late")).status, 409);
    for (const [place, { body }] of holds.entries()) {
      const kept = await book(`Kept${place}`, { hold: body.uid });
      assert.deepEqual([kept.status, kept.body.id], [201, opened.body.id], kept.text);
    }
  });

  it("is refused past its capacity", async () => {
    const five = ["A", "B", "C", "D", "E"].map((name) => ({ name }));
    const refused = await desk.book(at(2, "10:00"), { isGroupBooking: true, attendees: five });
    assert.deepEqual([refused.status, refused.body.error, fieldsOf(refused)], [409, "CONFLICT", ["attendees"]]);
    const made = await session("10:00", "Ann");
    const grown = await desk.change(made.id, { attendees: five });
    assert.deepEqual([grown.status, fieldsOf(grown)], [409, ["attendees"]]);
    assert.deepEqual(namesOf(await desk.read(made.id)), ["Ann"]);
    assert.equal(
      (await desk.salon.call("GET", "/api/services/customers?search=E")).body.some(
        (one: { name: string }) => one.name === "E",
      ),
      false,
    );
  });

  it("takes a family at one address, but nobody twice", async () => {
    const mail = "family@example.com";
    const made = await desk.booked(at(2, "11:00"), {
      attendees: [
        { name: "Mia", email: mail },
        { name: "Tom", email: mail },
      ],
    });
    assert.deepEqual(namesOf(made), ["Mia", "Tom"]);
    assert.equal(made.attendees[0].customerId, made.attendees[1].customerId);
    const twice = await desk.book(at(2, "12:00"), {
      attendees: [{ name: "Mia", email: mail }, { customerId: made.attendees[0].customerId }],
    });
    assert.deepEqual([twice.status, fieldsOf(twice)], [422, ["attendees.1"]]);
    const unknown = await desk.book(at(2, "12:00"), { attendees: [{ customerId: 987_654_321 }] });
    assert.deepEqual([unknown.status, fieldsOf(unknown)], [404, ["attendees.0.customerId"]]);
    const nameless = await desk.book(at(2, "12:00"), { attendees: [{ email: mail }] });
    assert.deepEqual([nameless.status, fieldsOf(nameless)], [422, ["attendees.0.name"]]);
  });

  it("has the list of attendees that staff send: who stays keeps their seat, who is left out loses it", async () => {
    const made = await session("13:00", "Ann", "Ben", "Cem");
    const [ann, , cem] = made.attendees as Attendee[];
    const changed = await desk.change(made.id, {
      attendees: [{ customerId: ann!.customerId }, { name: "Dan" }, { customerId: cem!.customerId, name: "Cem" }],
    });
    assert.equal(changed.status, 200, changed.text);
    assert.deepEqual(namesOf(changed.body), ["Ann", "Cem", "Dan"]);
    assert.deepEqual(namesOf(changed.body, "canceled"), ["Ben"]);
    assert.equal(changed.body.attendees[0].uid, ann!.uid, "the handle from the mail still works");
    assert.equal(changed.body.seatsLeft, 1);
    const event = (await desk.events(made.id)).at(-1)!;
    assert.deepEqual(
      [event.trigger, event.payload.change.kind, event.payload.change.joined.length, event.payload.change.left],
      ["SERVICE_BOOKING_UPDATED", "edited", 1, [made.attendees[1].uid]],
    );
    const same = await desk.change(made.id, {
      attendees: namesOf(changed.body).map((name) => ({
        name,
        ...(name === "Dan"
          ? { customerId: changed.body.attendees.at(-1).customerId }
          : { email: `${name.toLowerCase()}@example.com` }),
      })),
    });
    assert.equal(same.body.version, changed.body.version, "the same list is no change");
  });

  it("notes who did not come", async () => {
    const made = await session("14:00", "Ann", "Ben");
    const changed = await desk.change(made.id, {
      attendees: made.attendees.map(({ customerId, name }: Attendee) => ({
        customerId,
        status: name === "Ben" ? "no-show" : "booked",
      })),
    });
    assert.deepEqual([namesOf(changed.body), namesOf(changed.body, "no-show")], [["Ann"], ["Ben"]]);
  });

  it("gives every seat the session's price when that is changed", async () => {
    const made = await session("15:00", "Ann", "Ben");
    await desk.change(made.id, { price: 1200, status: "approved" });
    await desk.change(made.id, { status: "completed" });
    const { body } = await desk.salon.call("GET", `/api/services/customers/detail?id=${made.attendees[1].customerId}`);
    assert.equal(body.appointments.find(({ id }: { id: number }) => id === made.id).price, 1200);
  });

  it("is for services with room for several, and has no single customer", async () => {
    const single = await desk.service({ name: "Massage" });
    const refused = await desk.book(at(3, "09:00"), { serviceId: single.id, isGroupBooking: true });
    assert.deepEqual([refused.status, fieldsOf(refused)], [422, ["isGroupBooking"]]);
    const listed = await desk.book(at(3, "09:00"), { serviceId: single.id, attendees: [{ name: "A" }] });
    assert.deepEqual([listed.status, fieldsOf(listed)], [422, ["attendees"]]);
    const pair = await desk.service({ name: "Couples", maxCapacity: 2 });
    assert.equal((await desk.book(at(3, "09:00"), { serviceId: pair.id, isGroupBooking: true })).status, 201);
    const made = await session("16:00", "Ann");
    const customer = await desk.change(made.id, { customerId: desk.emily.id });
    assert.deepEqual([customer.status, fieldsOf(customer)], [422, ["customerId"]]);
    const plain = await desk.booked(at(3, "10:00"), { serviceId: single.id });
    assert.equal((await desk.change(plain.id, { attendees: [{ name: "A" }] })).status, 409);
  });

  it("never has more guests than seats when staff and customers fill it at once", async () => {
    const made = await session("16:30");
    const guest = (n: number) =>
      installation.send("POST", "/api/services/book", {
        body: {
          subdomain: desk.salon.subdomain,
          serviceId: desk.haircut.id,
          employeeId: desk.james.id,
          startTime: at(2, "16:30"),
          name: `Guest ${n}`,
          email: `guest${n}@example.com`,
        },
      });
    const answers = await Promise.all([
      ...Array.from({ length: 5 }, (_, n) => guest(n)),
      desk.change(made.id, { attendees: [{ name: "Ann" }, { name: "Ben" }] }),
      desk.change(made.id, { notes: "Bring mats" }),
    ]);
    assert.ok(
      answers.every(({ status }) => [200, 201, 409].includes(status)),
      JSON.stringify(answers.map((a) => a.text)),
    );
    const now = await desk.read(made.id);
    assert.ok(namesOf(now).length <= 4, namesOf(now).join());
  });
});
