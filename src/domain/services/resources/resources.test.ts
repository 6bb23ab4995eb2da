import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import {
  openTestInstallation,
  type TestBusiness,
  type TestInstallation,
} from "../../../../test/support/installation.ts";
import type { Context } from "../../../platform/operation.ts";
import { iso } from "../../../platform/schemas.ts";

const address = "/api/services/resources";
const availability = "/api/services/resource-availability";

describe("resources", () => {
  let installation: TestInstallation;
  let salon: TestBusiness;
  let place: number;
  before(async () => {
    installation = await openTestInstallation();
    salon = await installation.business();
    place = (await salon.call("POST", "/api/services/locations", { name: "Main Street" })).body.id;
  });
  after(() => installation.close());

  let counter = 0;
  const add = async (draft: object = {}) => {
    const name = `Resource ${++counter}`;
    const { status, body } = await salon.call("POST", address, { locationId: place, name, ...draft });
    assert.equal(status, 201, JSON.stringify(body));
    return body;
  };
  const at = (time: string) => `2031-04-01T${time}:00Z`;
  const check = async (resourceId: number, from: string, to: string, rest = "") =>
    salon.call("GET", `${availability}?resourceId=${resourceId}&startTime=${at(from)}&endTime=${at(to)}${rest}`);
  /** Books one unit, with nobody in particular performing the service. */
  const book = async (resourceId: number, from: string, to: string) => {
    const shop = salon;
    serviceId ??= (await shop.call("POST", "/api/services/services", { name: "Massage", duration: 60 })).body.id;
    const { body: person } = await shop.call("POST", "/api/services/employees", { name: `Person ${++counter}` });
    return shop.call("POST", "/api/services/appointments", {
      serviceId,
      employeeId: person.id,
      startTime: at(from),
      endTime: at(to),
      resources: [{ resourceId, quantity: 1 }],
    });
  };
  let serviceId: number | undefined;

  it("is added as the reference shows it", async () => {
    const draft = { locationId: place, name: "Treatment Room A", type: "room", quantity: 1 };
    const { status, body } = await salon.call("POST", address, draft);
    assert.equal(status, 201);
    assert.deepEqual(body, { id: body.id, ...draft, description: null, active: true, version: 1 });
  });

  it("is one active piece of equipment when nothing else is said", async () => {
    const { type, quantity, active } = await add();
    assert.deepEqual([type, quantity, active], ["equipment", 1, true]);
  });

  it("filters by location, type and activity", async () => {
    const { body: elsewhere } = await salon.call("POST", "/api/services/locations", { name: "Elsewhere" });
    const chair = await add({ locationId: elsewhere.id, type: "station" });
    const broken = await add({ locationId: elsewhere.id, active: false });
    const idsFor = async (query: string) =>
      (await salon.call("GET", `${address}?${query}`)).body.map(({ id }: { id: number }) => id);
    assert.deepEqual(await idsFor(`locationId=${elsewhere.id}`), [chair.id, broken.id]);
    assert.deepEqual(await idsFor(`locationId=${elsewhere.id}&active=true`), [chair.id]);
    assert.deepEqual(await idsFor("type=station"), [chair.id]);
    assert.equal((await salon.call("GET", `${address}?type=car`)).status, 400);
  });

  it("refuses locations that are not its business's, and bad fields by their names", async () => {
    const other = await installation.business();
    const { body: theirs } = await other.call("POST", "/api/services/locations", { name: "Theirs" });
    const foreign = await salon.call("POST", address, { locationId: theirs.id, name: "X" });
    assert.deepEqual([foreign.status, foreign.body.details[0].field], [404, "locationId"]);
    const { status, body } = await salon.call("POST", address, { name: "X", type: "car", quantity: 0, price: 1 });
    assert.equal(status, 422);
    assert.deepEqual(body.details.map(({ field }: { field: string }) => field).sort(), [
      "locationId",
      "price",
      "quantity",
      "type",
    ]);
    const mine = await add();
    assert.equal((await salon.call("PUT", `${address}?id=${mine.id}`, { locationId: theirs.id })).status, 404);
    for (const [method, change] of [["GET"], ["PUT", { name: "Mine" }], ["DELETE"]] as const)
      assert.equal((await other.call(method, `${address}?id=${mine.id}`, change)).status, 404, method);
    const query = `resourceId=${mine.id}&startTime=${at("09:00")}&endTime=${at("10:00")}`;
    assert.equal((await other.call("GET", `${availability}?${query}`)).status, 404);
  });

  it("counts as booked the units that are taken during any part of the time, and not those that touch it", async () => {
    const { id } = await add({ quantity: 3 });
    assert.equal((await book(id, "09:00", "10:00")).status, 201);
    assert.equal((await book(id, "10:00", "11:00")).status, 201);
    const cases: [from: string, to: string, booked: number][] = [
      ["08:00", "09:00", 0],
      ["08:00", "09:01", 1],
      ["09:15", "09:45", 1],
      ["09:59", "10:01", 1],
      ["11:00", "12:00", 0],
      ["08:00", "12:00", 1],
    ];
    for (const [from, to, booked] of cases) {
      const { body } = await check(id, from, to);
      assert.deepEqual(
        body,
        {
          available: true,
          totalQuantity: 3,
          bookedQuantity: booked,
          availableQuantity: 3 - booked,
          requestedQuantity: 1,
        },
        `${from}–${to}`,
      );
    }
    const { body: three } = await check(id, "09:00", "10:00", "&quantity=3");
    assert.deepEqual([three.available, three.availableQuantity, three.requestedQuantity], [false, 2, 3]);
  });

  it("has nothing to give while it is not active", async () => {
    const { id } = await add({ quantity: 2, active: false });
    const { body } = await check(id, "09:00", "10:00");
    assert.deepEqual([body.available, body.totalQuantity, body.availableQuantity], [false, 2, 0]);
  });

  it("counts holds until they expire", async () => {
    const { body: service } = await salon.call("POST", "/api/services/services", { name: "Bath", duration: 60 });
    for (const [expiresInSeconds, available] of [
      [60, false],
      [-1, true],
    ] as const) {
      const { id } = await add();
      await installation.asSystem(salon.id, (context) => hold(context, id, service.id, expiresInSeconds));
      assert.equal((await check(id, "09:00", "10:00")).body.available, available);
    }
  });

  /** What a customer who is about to book leaves on the first unit, from 9 to 10. */
  async function hold(
    { db, businessId, now }: Context,
    resourceId: number,
    serviceId: number,
    expiresInSeconds: number,
  ) {
    const time = { startsAt: at("09:00"), endsAt: at("10:00") };
    const { id: holdId } = await db
      .insertInto("holds")
      .values({
        ...time,
        businessId,
        uid: `hld_${resourceId}`,
        serviceId,
        employeeId: null,
        locationId: null,
        appointmentId: null,
        addressHash: null,
        expiresAt: iso(now + expiresInSeconds * 1000),
        createdAt: iso(now - 60_000),
      })
      .returning("id")
      .executeTakeFirstOrThrow();
    const { calendarId } = await db
      .selectFrom("resourceUnits")
      .select("calendarId")
      .where("resourceId", "=", resourceId)
      .executeTakeFirstOrThrow();
    await db
      .insertInto("claims")
      .values({ ...time, businessId, calendarId, holdId, appointmentId: null, blockId: null })
      .execute();
  }

  it("refuses a time that ends before it starts, naming the field", async () => {
    const { id } = await add();
    for (const [from, to] of [
      ["10:00", "09:00"],
      ["10:00", "10:00"],
    ] as const) {
      const { status, body } = await check(id, from, to);
      assert.deepEqual([status, body.error, body.details[0].field], [400, "BAD_REQUEST", "endTime"]);
    }
    const vague = await salon.call("GET", `${availability}?resourceId=${id}&startTime=2031-04-01T09:00:00`);
    assert.deepEqual(
      vague.body.details.map(({ field }: { field: string }) => field),
      ["startTime", "endTime"],
    );
  });

  it("takes away units that nothing is booked on, and says which times are in the way of more", async () => {
    const { id } = await add({ quantity: 3 });
    await book(id, "09:00", "10:00");
    await book(id, "09:30", "10:30");
    const lower = (quantity: number) => salon.call("PUT", `${address}?id=${id}`, { quantity });
    const refused = await lower(1);
    assert.equal(refused.status, 409);
    assert.deepEqual(refused.body.details, [
      { field: "quantity", message: "Unit 1 is booked from 2031-04-01T09:00:00Z to 2031-04-01T10:00:00Z" },
      { field: "quantity", message: "Unit 2 is booked from 2031-04-01T09:30:00Z to 2031-04-01T10:30:00Z" },
    ]);
    assert.equal((await check(id, "09:00", "10:00")).body.totalQuantity, 3);
    assert.deepEqual([(await lower(2)).status, (await lower(2)).body.version], [200, 3]);
    assert.equal((await check(id, "09:30", "10:00")).body.available, false);
    assert.equal((await salon.call("PATCH", `${address}?id=${id}`, { quantity: 5 })).body.quantity, 5);
    const { body } = await check(id, "09:30", "10:00");
    assert.deepEqual([body.totalQuantity, body.bookedQuantity, body.availableQuantity], [5, 2, 3]);
  });

  it("is not deleted while it is booked or needed by a service", async () => {
    const { id } = await add();
    const { body: appointment } = await book(id, "09:00", "10:00");
    const { body: service } = await salon.call("POST", "/api/services/services", {
      name: "Sauna",
      resources: [{ resourceId: id }],
    });
    const remove = () => salon.call("DELETE", `${address}?id=${id}`);
    const booked = await remove();
    assert.equal(booked.status, 409);
    assert.match(booked.body.details[0].message, /booked from 2031-04-01T09:00:00Z/);
    await salon.call("PUT", `/api/services/appointments?id=${appointment.id}`, { status: "canceled" });
    const needed = await remove();
    assert.equal(needed.status, 409);
    assert.match(needed.body.message, /Sauna/);
    await salon.call("PATCH", `/api/services/services?id=${service.id}`, { resources: [] });
    assert.deepEqual((await remove()).body, { id, deleted: true });
    assert.equal((await salon.call("GET", `${address}?id=${id}`)).status, 404);
    assert.equal((await check(id, "09:00", "10:00")).status, 404);
  });

  it("lets the second of two editors know that the first was quicker", async () => {
    const { id } = await add();
    const edit = (quantity: number) => salon.call("PUT", `${address}?id=${id}`, { quantity }, { "if-match": '"1"' });
    assert.deepEqual([(await edit(2)).status, (await edit(4)).status], [200, 412]);
    assert.equal((await check(id, "09:00", "10:00")).body.totalQuantity, 2);
  });

  it("never takes a unit from under a booking, however they race", async () => {
    for (let round = 0; round < 4; round++) {
      const { id } = await add({ quantity: 4 });
      const answers = await Promise.all([
        ...[0, 1, 2, 3].map(() => book(id, "09:00", "10:00")),
        salon.call("PUT", `${address}?id=${id}`, { quantity: 1 }),
        salon.call("PUT", `${address}?id=${id}`, { quantity: 2 }),
        salon.call("PUT", `${address}?id=${id}`, { quantity: 3 }),
      ]);
      for (const { status, body } of answers) assert.ok([200, 201, 409].includes(status), JSON.stringify(body));
      const taken = answers.slice(0, 4).filter(({ status }) => status === 201).length;
      const { body: resource } = await salon.call("GET", `${address}?id=${id}`);
      const { body } = await check(id, "09:00", "10:00");
      assert.deepEqual([body.totalQuantity, body.bookedQuantity], [resource.quantity, taken]);
      assert.ok(body.availableQuantity >= 0);
    }
  });

  it("has as many units as it says after many changes at once", async () => {
    const { id } = await add({ quantity: 5 });
    await Promise.all([9, 2, 7, 1, 12, 3].map((quantity) => salon.call("PUT", `${address}?id=${id}`, { quantity })));
    const { body: resource } = await salon.call("GET", `${address}?id=${id}`);
    assert.equal((await check(id, "09:00", "10:00")).body.totalQuantity, resource.quantity);
  });
});
