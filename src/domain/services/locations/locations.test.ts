import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import {
  openTestInstallation,
  type TestBusiness,
  type TestInstallation,
} from "../../../../test/support/installation.ts";

const address = "/api/services/locations";

describe("locations", () => {
  let installation: TestInstallation;
  let salon: TestBusiness;
  before(async () => {
    installation = await openTestInstallation();
    salon = await installation.business();
  });
  after(() => installation.close());

  let counter = 0;
  const open = async (business: TestBusiness, draft: object = {}) => {
    const { status, body } = await business.call("POST", address, { name: `Branch ${++counter}`, ...draft });
    assert.equal(status, 201, JSON.stringify(body));
    return body;
  };

  it("keeps everything that is said about a location", async () => {
    const { body: district } = await salon.call("POST", "/api/services/districts", { name: "Centre" });
    const draft = {
      name: "Main Street",
      address: "1 Main Street",
      city: "Springfield",
      state: "OR",
      postalCode: "97477",
      country: "US",
      phone: "+1 541 555 0100",
      email: "main@salon.example",
      timeZone: "America/Los_Angeles",
      latitude: 44.0462,
      longitude: -123.022,
      districtId: district.id,
      active: false,
    };
    const { id, version, ...shown } = await open(salon, draft);
    assert.deepEqual([shown, version], [draft, 1]);
    assert.deepEqual((await salon.call("GET", `${address}?id=${id}`)).body, { id, version, ...draft });
    const { body: changed } = await salon.call("PUT", `${address}?id=${id}`, { city: null, active: true });
    assert.deepEqual(changed, { ...draft, id, city: null, active: true, version: 2 });
  });

  it("filters by district, activity and words", async () => {
    const shop = await installation.business();
    const { body: district } = await shop.call("POST", "/api/services/districts", { name: "North" });
    await open(shop, { name: "Alpha", districtId: district.id });
    await open(shop, { name: "Beta", city: "Alphaville", active: false });
    const namesFor = async (query: string) =>
      (await shop.call("GET", `${address}?${query}`)).body.map(({ name }: { name: string }) => name);
    assert.deepEqual(await namesFor(""), ["Alpha", "Beta"]);
    assert.deepEqual(await namesFor(`districtId=${district.id}`), ["Alpha"]);
    assert.deepEqual(await namesFor("active=false"), ["Beta"]);
    assert.deepEqual(await namesFor("search=alpha"), ["Alpha", "Beta"]);
    assert.equal((await shop.call("GET", `${address}?active=perhaps`)).status, 400);
  });

  it("refuses bad fields, each by its name, and names that are taken", async () => {
    const bad = { latitude: 91, longitude: "12", timeZone: "+02:00", email: "x", zip: "1" };
    const { status, body } = await salon.call("POST", address, bad);
    assert.equal(status, 422);
    assert.deepEqual(body.details.map(({ field }: { field: string }) => field).sort(), [
      "email",
      "latitude",
      "longitude",
      "name",
      "timeZone",
      "zip",
    ]);
    const { name } = await open(salon);
    const twin = await salon.call("POST", address, { name: name.toUpperCase() });
    assert.deepEqual([twin.status, twin.body.details[0].field], [409, "name"]);
  });

  it("belongs to one business, and so do the districts it can lie in", async () => {
    const { id } = await open(salon);
    const other = await installation.business();
    for (const [method, body] of [["GET"], ["PATCH", { name: "Mine" }], ["DELETE"]] as const)
      assert.equal((await other.call(method, `${address}?id=${id}`, body)).status, 404, method);
    const { body: district } = await other.call("POST", "/api/services/districts", { name: "Theirs" });
    const refused = await salon.call("PATCH", `${address}?id=${id}`, { districtId: district.id });
    assert.deepEqual([refused.status, refused.body.details[0].field], [404, "districtId"]);
  });

  it("lets the second of two editors know that the first was quicker", async () => {
    const { id } = await open(salon);
    const { headers } = await salon.call("GET", `${address}?id=${id}`);
    const edit = (city: string) => salon.call("PATCH", `${address}?id=${id}`, { city }, { "if-match": headers.etag });
    assert.deepEqual([(await edit("One")).status, (await edit("Two")).status], [200, 412]);
    assert.equal((await salon.call("DELETE", `${address}?id=${id}`, undefined, { "if-match": '"1"' })).status, 412);
  });

  it("is not deleted while appointments are to come there", async () => {
    const { id } = await open(salon);
    const { body: service } = await salon.call("POST", "/api/services/services", { name: "Cut", duration: 30 });
    const { body: appointment } = await salon.call("POST", "/api/services/appointments", {
      serviceId: service.id,
      startTime: "2031-03-04T18:00:00Z",
      endTime: "2031-03-04T18:30:00Z",
      locationId: id,
    });
    const refused = await salon.call("DELETE", `${address}?id=${id}`);
    assert.equal(refused.status, 409);
    assert.deepEqual(refused.body.details, [
      { field: "appointments", message: "1 upcoming, the next at 2031-03-04T18:00:00Z: move or cancel them" },
    ]);
    await salon.call("PUT", `/api/services/appointments?id=${appointment.id}`, { status: "canceled" });
    assert.deepEqual((await salon.call("DELETE", `${address}?id=${id}`)).body, { id, deleted: true });
    assert.equal((await salon.call("GET", `${address}?id=${id}`)).status, 404);
  });

  it("is not deleted under what stands, is offered or works there alone", async () => {
    const shop = await installation.business();
    const { id } = await open(shop);
    await open(shop);
    const { body: room } = await shop.call("POST", "/api/services/resources", { locationId: id, name: "Room A" });
    const { body: cut } = await shop.call("POST", "/api/services/services", { name: "Cut", locationId: id });
    const { body: anna } = await shop.call("POST", "/api/services/employees", { name: "Anna", locationIds: [id] });
    const refused = await shop.call("DELETE", `${address}?id=${id}`);
    assert.equal(refused.status, 409);
    assert.deepEqual(
      refused.body.details.map(({ field, message }: { field: string; message: string }) => [
        field,
        message.split(": ")[1],
      ]),
      [
        ["resources", "Room A"],
        ["services", "Cut"],
        ["employees", "Anna"],
      ],
    );
    await shop.call("DELETE", `/api/services/resources?id=${room.id}`);
    await shop.call("PATCH", `/api/services/services?id=${cut.id}`, { locationId: null });
    await shop.call("PATCH", `/api/services/employees?id=${anna.id}`, { locationIds: [] });
    assert.equal((await shop.call("DELETE", `${address}?id=${id}`)).status, 200);
  });

  it("disappears from hours and workplaces when it is deleted, and its name is free again", async () => {
    const shop = await installation.business();
    const [north, south] = [await open(shop), await open(shop)];
    const { body: anna } = await shop.call("POST", "/api/services/employees", {
      name: "Anna",
      locationIds: [north.id, south.id],
    });
    const schedule = `/api/services/employees/schedule?id=${anna.id}`;
    const hours = { start: "09:00", end: "12:00" };
    await shop.call("PATCH", schedule, {
      weekly: [
        { day: 1, ...hours, locationId: north.id },
        { day: 2, ...hours, locationId: south.id },
      ],
      breaks: [{ day: 1, start: "10:00", end: "10:15", locationId: north.id }],
      overrides: [
        { date: "2031-06-02", ranges: [{ ...hours, locationId: north.id }] },
        {
          date: "2031-06-03",
          ranges: [
            { ...hours, locationId: north.id },
            { start: "13:00", end: "15:00", locationId: south.id },
          ],
        },
      ],
    });
    assert.equal((await shop.call("DELETE", `${address}?id=${north.id}`)).status, 200);
    const { body } = await shop.call("GET", schedule);
    assert.deepEqual(body.weekly, [{ day: 2, ...hours, locationId: south.id }]);
    assert.deepEqual(body.breaks, []);
    // The 2nd stays off: without its override, the weekly hours would open it again.
    assert.deepEqual(body.overrides, [
      { date: "2031-06-02", ranges: [] },
      { date: "2031-06-03", ranges: [{ start: "13:00", end: "15:00", locationId: south.id }] },
    ]);
    const { body: after } = await shop.call("GET", `/api/services/employees?id=${anna.id}`);
    assert.deepEqual(after.locationIds, [south.id]);
    await open(shop, { name: north.name });
  });
});
