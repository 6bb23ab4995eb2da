import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import type { TestInstallation } from "../../../../test/support/installation.ts";
import { at, type Desk, fieldsOf, openDesk, openOnMonday } from "../appointments/desk.test-support.ts";

// Salons in Los Angeles, open Monday to Friday 9 to 17. Their clock stands at Monday 1 March 2027, 8:00 there.

let installation: TestInstallation;
before(async () => {
  installation = await openOnMonday({ workers: true });
});
after(() => installation.close());

type Asked = { serviceId: number; employeeId?: number; extras?: object[] };
const guest = { name: "Emily Chen", email: "emily@example.com" };

/** A salon's visits as its customers see them. */
function doorOf({ salon }: Pick<Desk, "salon">) {
  const send = (path: string, body: object, headers: Record<string, string> = {}) =>
    installation.send("POST", `/api/services/visits${path}`, {
      body: { subdomain: salon.subdomain, ...body },
      headers,
    });
  return {
    send,
    book: (startTime: string, services: Asked[], more: object = {}) =>
      send("", { services, startTime, ...guest, ...more }),
    async starts(services: Asked[], date: string): Promise<string[]> {
      const { status, body, text } = await send("/availability", { services, from: date, to: date });
      assert.equal(status, 200, text);
      return body.days.flatMap(({ slots }: { slots: { startTime: string }[] }) => slots.map((one) => one.startTime));
    },
  };
}
const asked = (...services: { id: number }[]): Asked[] => services.map(({ id }) => ({ serviceId: id }));
const spans = (visit: { appointments: Record<string, any>[] }) =>
  visit.appointments.map(({ startTime, endTime, employee }) => [startTime, endTime, employee.name]);

describe("a visit with several services", () => {
  it("is booked as appointments that follow each other, with one person and one price", async () => {
    const desk = await openDesk(installation);
    const beard = await desk.service({ name: "Beard trim", duration: 15, price: 1500 });
    const door = doorOf(desk);
    const { status, body, text } = await door.book(at(2, "09:00"), asked(desk.haircut, beard));
    assert.equal(status, 201, text);
    const [first, second] = body.appointments;
    assert.deepEqual(
      [body.startTime, body.endTime, body.status, body.price, body.currency],
      [at(2, "09:00"), at(2, "09:45"), "approved", 5000, "usd"],
    );
    assert.deepEqual(
      [first.service.name, first.endTime, second.service.name, second.startTime],
      ["Haircut", at(2, "09:30"), "Beard trim", at(2, "09:30")],
    );
    assert.equal(first.employee.name, second.employee.name);
    assert.deepEqual([first.visitUid, second.visitUid], [body.uid, body.uid]);
    const { body: listed } = await desk.list(`visitUid=${body.uid}`);
    assert.deepEqual(
      listed.map(({ uid }: { uid: string }) => uid),
      [first.uid, second.uid],
    );
    assert.equal((await desk.claims(listed[1].id)).length, 1);
  });

  it("gives each service to somebody who performs it", async () => {
    const desk = await openDesk(installation);
    const colour = await desk.service({ name: "Colour", duration: 60 });
    const ana = await desk.employee({ name: "Ana", serviceIds: [colour.id] });
    await desk.salon.call("PUT", `/api/services/employees?id=${desk.james.id}`, { serviceIds: [desk.haircut.id] });
    const services = [
      { serviceId: colour.id, employeeId: ana.id },
      { serviceId: desk.haircut.id, employeeId: desk.james.id },
    ];
    const { body, text } = await doorOf(desk).book(at(2, "10:00"), services);
    assert.deepEqual(
      spans(body),
      [
        [at(2, "10:00"), at(2, "11:00"), "Ana"],
        [at(2, "11:00"), at(2, "11:30"), "James Wilson"],
      ],
      text,
    );
  });

  it("pauses for the buffers of whoever goes on, and not for another person's", async () => {
    const desk = await openDesk(installation, { service: { bufferTimeAfter: 10 } });
    const beard = await desk.service({ name: "Beard trim", duration: 15, bufferTimeBefore: 5 });
    const { owner, james, haircut } = desk;
    const door = doorOf(desk);
    const alone = [
      { serviceId: haircut.id, employeeId: james.id },
      { serviceId: beard.id, employeeId: james.id },
    ];
    assert.deepEqual(spans((await door.book(at(2, "09:00"), alone)).body), [
      [at(2, "09:00"), at(2, "09:30"), "James Wilson"],
      [at(2, "09:45"), at(2, "10:00"), "James Wilson"],
    ]);
    const both = [alone[0]!, { serviceId: beard.id, employeeId: owner.id }];
    const [, second] = spans((await door.book(at(3, "09:00"), both)).body);
    assert.deepEqual(second!.slice(0, 2), [at(3, "09:30"), at(3, "09:45")]);
  });

  it("is listed for a whole season, from minute to minute, while others are served", async () => {
    const desk = await openDesk(installation);
    const quick = { duration: 5, bufferTimeAfter: 5, slotInterval: 1, bookingWindowDays: 120, minimumNotice: 0 };
    const services = [];
    for (let count = 0; count < 6; count++) services.push(await desk.service({ name: `Step ${count}`, ...quick }));
    let going = true;
    const begun = performance.now();
    const listing = doorOf(desk)
      .send("/availability", { services: asked(...services), from: "2027-03-02", to: "2027-05-31" })
      .finally(() => {
        going = false;
      });
    const waited: number[] = [];
    while (going) {
      const began = performance.now();
      assert.equal((await desk.list("limit=1")).status, 200);
      waited.push(performance.now() - began);
    }
    const { days } = (await listing).body;
    assert.equal(days.length, 65);
    assert.equal(days[0].slots.length, 451, "from nine until half past four, by two who take turns");
    const [whole, longest] = [performance.now() - begun, Math.max(...waited)];
    assert.ok(longest < whole / 2, `${longest} of ${whole} ms`);
  });

  it("takes a room that both services need for as long as each of them does", async () => {
    const desk = await openDesk(installation);
    const place = await desk.place({ name: "Main street" });
    const room = await desk.resource({ name: "Room", type: "room", quantity: 1, locationId: place.id });
    const needs = { resources: [{ resourceId: room.id, quantity: 1 }] };
    const massage = await desk.service({ name: "Massage", duration: 60, bufferTimeAfter: 15, ...needs });
    const facial = await desk.service({ name: "Facial", duration: 30, ...needs });
    const door = doorOf(desk);
    const { body, text } = await door.book(at(2, "09:00"), asked(massage, facial));
    assert.deepEqual(
      body.appointments?.map(({ startTime }: { startTime: string }) => startTime),
      [at(2, "09:00"), at(2, "10:15")],
      text,
    );
    // Somebody else's hands are free at ten past ten, the room is not.
    assert.deepEqual((await door.starts(asked(facial), "2027-03-02")).slice(0, 1), [at(2, "11:00")]);
  });

  it("lists exactly what can be booked, whoever is busy when", async () => {
    const desk = await openDesk(installation, { service: { bufferTimeAfter: 5 } });
    const colour = await desk.service({ name: "Colour", duration: 45, bufferTimeBefore: 10, slotInterval: 15 });
    const beard = await desk.service({ name: "Beard trim", duration: 20 });
    await desk.employee({ name: "Ana", serviceIds: [colour.id] });
    await desk.salon.call("PUT", `/api/services/employees?id=${desk.james.id}`, {
      serviceIds: [desk.haircut.id, beard.id],
    });
    await desk.booked(at(2, "10:00"));
    await desk.booked(at(2, "11:10"), { employeeId: desk.owner.id });
    await desk.booked(at(2, "13:40"), { employeeId: desk.owner.id });
    await desk.booked(at(2, "15:00"));
    const door = doorOf(desk);
    for (const services of [
      asked(colour, desk.haircut, beard),
      asked(beard, colour),
      [{ serviceId: desk.haircut.id, employeeId: desk.james.id }, ...asked(beard, colour)],
    ]) {
      const listed = new Set(await door.starts(services, "2027-03-02"));
      assert.ok(listed.size > 3, `${listed.size} starts`);
      for (let minute = 8 * 60; minute < 18 * 60; minute += 5) {
        const start = at(
          2,
          `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`,
        );
        const dryRun = { "Schedly-Dry-Run": "true" };
        const { status, text } = await door.send("", { services, startTime: start, ...guest }, dryRun);
        if (listed.has(start)) assert.equal(status, 201, `${start}: ${text}`);
        // Off the listed grid a start may be bookable all the same (an earlier neighbour moves it); never past a refusal.
        else assert.ok([201, 409].includes(status), `${start}: ${text}`);
      }
    }
  });

  it("gives fifty who race for one visit exactly one, and the others the nearest", async () => {
    const desk = await openDesk(installation);
    const beard = await desk.service({ name: "Beard trim", duration: 15 });
    const services = [desk.haircut, beard].map(({ id }) => ({ serviceId: id, employeeId: desk.james.id }));
    const door = doorOf(desk);
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, index) =>
        door.book(at(4, "09:00"), services, { email: `racer${index}@example.com` }),
      ),
    );
    const counts = Map.groupBy(answers, ({ status }) => status);
    assert.deepEqual([counts.get(201)?.length, counts.get(409)?.length], [1, 49]);
    const [lost] = counts.get(409)!;
    assert.equal(lost!.body.details.length, 3);
    for (const { startTime } of lost!.body.details)
      assert.equal((await door.send("", { services, startTime, ...guest }, { "Schedly-Dry-Run": "true" })).status, 201);
  });

  it("is booked whole or not at all", async () => {
    const desk = await openDesk(installation);
    const beard = await desk.service({ name: "Beard trim", duration: 15 });
    await desk.booked(at(2, "09:30"));
    const services = [desk.haircut, beard].map(({ id }) => ({ serviceId: id, employeeId: desk.james.id }));
    const before = (await desk.claims()).length;
    const { status } = await doorOf(desk).book(at(2, "09:00"), services);
    assert.equal(status, 409);
    assert.equal((await desk.claims()).length, before);
  });

  it("is kept while somebody fills in the form", async () => {
    const desk = await openDesk(installation);
    const beard = await desk.service({ name: "Beard trim", duration: 15 });
    const services = [desk.haircut, beard].map(({ id }) => ({ serviceId: id, employeeId: desk.james.id }));
    const door = doorOf(desk);
    const { body: hold, status } = await door.send("/holds", { services, startTime: at(2, "09:00") });
    assert.deepEqual([status, hold.endTime], [201, at(2, "09:45")]);
    assert.equal((await door.book(at(2, "09:00"), services)).status, 409);
    assert.equal((await door.book(at(2, "09:00"), services, { hold: hold.uid })).status, 201);
    const { body: other } = await door.send("/holds", { services, startTime: at(2, "12:00") });
    const given = await installation.send("DELETE", `/api/services/holds?uid=${other.uid}`);
    assert.equal(given.status, 200);
    assert.equal((await door.book(at(2, "12:00"), services)).status, 201);
  });

  it("adds the extras' time and price to the service that they belong to", async () => {
    const desk = await openDesk(installation);
    const beard = await desk.service({ name: "Beard trim", duration: 15, price: 1500 });
    const wash = await desk.extra({ name: "Wash", price: 500, duration: 10, serviceId: desk.haircut.id });
    const services = [{ serviceId: desk.haircut.id, extras: [{ extraId: wash }] }, ...asked(beard)];
    const { body } = await doorOf(desk).book(at(2, "09:00"), services);
    assert.deepEqual(
      [body.price, body.appointments[1].startTime, body.appointments[0].extras[0].name],
      [5500, at(2, "09:40"), "Wash"],
    );
    const wrong = [...asked(desk.haircut), { serviceId: beard.id, extras: [{ extraId: wash }] }];
    const refused = await doorOf(desk).book(at(2, "11:00"), wrong);
    assert.deepEqual([refused.status, fieldsOf(refused)], [422, ["services.1.extras.0.extraId"]]);
  });

  it("asks once what several of its services ask, and keeps each answer where it belongs", async () => {
    const desk = await openDesk(installation);
    const beard = await desk.service({ name: "Beard trim", duration: 15 });
    const ask = (draft: object) => desk.salon.call("POST", "/api/services/custom-fields", { type: "text", ...draft });
    await ask({ label: "Allergies", required: true });
    await ask({ label: "How short", serviceIds: [beard.id] });
    const services = asked(desk.haircut, beard);
    const silent = await doorOf(desk).book(at(2, "09:00"), services);
    assert.deepEqual([silent.status, fieldsOf(silent)], [422, ["customFields.allergies"]]);
    const customFields = { allergies: "None", "how-short": "3 mm" };
    const { body, text } = await doorOf(desk).book(at(2, "09:00"), services, { customFields });
    assert.deepEqual(
      body.appointments?.map((one: Record<string, any>) => one.customFields),
      [{ allergies: "None" }, customFields],
      text,
    );
  });

  it("asks for confirmation where one of its services does", async () => {
    const desk = await openDesk(installation);
    const colour = await desk.service({ name: "Colour", duration: 60, requiresConfirmation: true });
    const { body } = await doorOf(desk).book(at(2, "09:00"), asked(desk.haircut, colour));
    assert.deepEqual(
      [body.status, ...body.appointments.map(({ status }: { status: string }) => status)],
      ["pending", "pending", "pending"],
    );
  });

  it("has no place for a service twice, for a group session, or for other money", async () => {
    const desk = await openDesk(installation);
    const door = doorOf(desk);
    const twice = await door.book(at(2, "09:00"), asked(desk.haircut, desk.haircut));
    assert.deepEqual([twice.status, fieldsOf(twice)], [422, ["services"]]);
    const yoga = await desk.service({ name: "Yoga", enableGroupBooking: true, maxCapacity: 8 });
    const group = await door.book(at(2, "09:00"), asked(desk.haircut, yoga));
    assert.deepEqual([group.status, fieldsOf(group)], [409, ["services.1.serviceId"]]);
    const abroad = await desk.service({ name: "Abroad", currency: "EUR" });
    const paid = await door.book(at(2, "09:00"), asked(desk.haircut, abroad));
    assert.deepEqual([paid.status, fieldsOf(paid)], [422, ["services.1.serviceId"]]);
    const nobody = await door.book(at(2, "09:00"), [
      ...asked(desk.haircut),
      { serviceId: abroad.id, employeeId: 999_999 },
    ]);
    assert.deepEqual([nobody.status, fieldsOf(nobody)], [404, ["services.1.employeeId"]]);
    const backwards = await door.send("/availability", {
      services: asked(desk.haircut),
      from: "2027-03-03",
      to: "2027-03-02",
    });
    assert.deepEqual([backwards.status, fieldsOf(backwards)], [422, ["to"]]);
  });
});
