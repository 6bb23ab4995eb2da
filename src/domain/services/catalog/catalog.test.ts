import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import {
  openTestInstallation,
  type TestBusiness,
  type TestInstallation,
} from "../../../../test/support/installation.ts";

describe("catalog export and import", () => {
  let installation: TestInstallation;
  let salon: TestBusiness;
  before(async () => {
    installation = await openTestInstallation();
    salon = await installation.business();
    const add = async (path: string, body: object, at = salon) => {
      const answer = await at.call("POST", `/api/services/${path}`, body);
      assert.equal(answer.status, 201, answer.text);
      return answer.body.id as number;
    };
    const hair = await add("categories", { name: "Hair", color: "#0f766e", position: 2 });
    await add("categories", { name: "Nails", position: 1 });
    const downtown = await add("locations", { name: "Downtown" });
    const chair = await add("resources", { locationId: downtown, name: "Chair", type: "station", quantity: 3 });
    const cut = await add("services", {
      name: "Haircut",
      duration: 30,
      price: 3500,
      categoryId: hair,
      locationId: downtown,
      resources: [{ resourceId: chair, quantity: 1 }],
      depositType: "percentage",
      depositAmount: 20,
      bufferTimeAfter: 10,
      position: 1,
    });
    await add("services", { name: "Chat", description: "Just talk", currency: "eur" });
    await add("extras", { name: "Mask", price: 500, duration: 10, serviceId: cut });
    await add("extras", { name: "Mask", price: 900, duration: 20, serviceId: cut });
    await add("extras", { name: "Tea" });
  });
  after(() => installation.close());

  const address = "/api/services/catalog";
  const exported = async (business: TestBusiness) => (await business.call("GET", `${address}/export`)).body;
  const counts = (body: Record<string, any>) =>
    ["categories", "services", "extras"].map((list) => [body[list].created, body[list].updated, body[list].unchanged]);

  it("writes everything by name", async () => {
    const { format, categories, services, extras } = await exported(salon);
    assert.equal(format, "schedly-catalog-1");
    assert.deepEqual(categories, [
      { name: "Nails", description: null, color: null, position: 1 },
      { name: "Hair", description: null, color: "#0f766e", position: 2 },
    ]);
    const cut = services.find(({ slug }: { slug: string }) => slug === "haircut");
    assert.deepEqual(
      [cut.category, cut.location, cut.resources, cut.depositAmount, cut.price],
      ["Hair", "Downtown", [{ resource: "Chair", location: "Downtown", quantity: 1 }], 20, 3500],
    );
    assert.deepEqual(
      extras.map(({ service, name, price }: Record<string, unknown>) => [service, name, price]),
      [
        ["haircut", "Mask", 500],
        ["haircut", "Mask", 900],
        [null, "Tea", 0],
      ],
    );
  });

  it("changes nothing when an export is imported", async () => {
    const services = (await salon.call("GET", "/api/services/services")).body;
    const { status, body } = await salon.call("POST", `${address}/import`, await exported(salon));
    assert.equal(status, 200);
    assert.deepEqual(counts(body), [
      [0, 0, 2],
      [0, 0, 2],
      [0, 0, 3],
    ]);
    assert.deepEqual((await salon.call("GET", "/api/services/services")).body, services);
  });

  it("brings a catalog into another business, once its locations and resources are there or left out", async () => {
    const other = await installation.business();
    const catalog = await exported(salon);
    const refused = await other.call("POST", `${address}/import`, catalog);
    assert.equal(refused.status, 422);
    assert.deepEqual(refused.body.details, [
      { field: "services.1.location", message: "There is no location “Downtown”" },
      { field: "services.1.resources.0", message: "There is no resource “Chair” at “Downtown”" },
    ]);
    assert.deepEqual(await exported(other), { format: "schedly-catalog-1", categories: [], services: [], extras: [] });

    const { body } = await other.call("POST", `${address}/import?missing=leave-out`, catalog);
    assert.deepEqual(counts(body), [
      [2, 0, 0],
      [2, 0, 0],
      [3, 0, 0],
    ]);
    assert.equal(body.leftOut.length, 2);
    const twice = await other.call("POST", `${address}/import?missing=leave-out`, catalog);
    assert.deepEqual(counts(twice.body)[1], [0, 0, 2]);
    const copy = await exported(other);
    const without = structuredClone(catalog);
    without.services[1] = { ...without.services[1], location: null, resources: [] };
    assert.deepEqual(copy, without);

    const { body: place } = await other.call("POST", "/api/services/locations", { name: "downtown" });
    await other.call("POST", "/api/services/resources", { locationId: place.id, name: "Chair", quantity: 1 });
    const again = await other.call("POST", `${address}/import`, catalog);
    assert.deepEqual(counts(again.body)[1], [0, 1, 1]);
    assert.deepEqual(counts((await other.call("POST", `${address}/import`, catalog)).body)[1], [0, 0, 2]);
    assert.deepEqual((await exported(other)).services[1].resources, [
      { resource: "Chair", location: "downtown", quantity: 1 },
    ]);
  });

  it("changes the fields that are given and leaves the rest of the catalog alone", async () => {
    const shop = await installation.business();
    await shop.call("POST", `${address}/import`, {
      categories: [{ name: "Hair" }],
      services: [
        { name: "Cut", price: 1000, category: "hair" },
        { name: "Dye", price: 2000 },
      ],
      extras: [{ service: "cut", name: "Wash", price: 100 }],
    });
    const { body } = await shop.call("POST", `${address}/import`, {
      services: [{ slug: "cut", name: "Cut", price: 1500 }],
      extras: [{ service: "cut", name: "wash", duration: 5 }],
    });
    assert.deepEqual(counts(body), [
      [0, 0, 0],
      [0, 1, 0],
      [0, 1, 0],
    ]);
    const { services, extras } = await exported(shop);
    assert.deepEqual(
      services.map(({ slug, price, category, duration, currency }: Record<string, unknown>) => [
        slug,
        price,
        category,
        duration,
        currency,
      ]),
      [
        ["cut", 1500, "Hair", 60, "usd"],
        ["dye", 2000, null, 60, "usd"],
      ],
    );
    assert.deepEqual([extras[0].price, extras[0].duration], [100, 5]);
    const { body: list } = await shop.call("GET", "/api/services/services");
    assert.deepEqual(
      list.map(({ version }: { version: number }) => version),
      [2, 1],
    );
  });

  it("takes all of a document or nothing, naming every problem by its path", async () => {
    const shop = await installation.business();
    const shape = await shop.call("POST", `${address}/import`, {
      categories: [{ name: "" }],
      services: [{ name: "Cut", price: -1, colour: "red" }],
    });
    assert.equal(shape.status, 422);
    assert.deepEqual(shape.body.details.map(({ field }: { field: string }) => field).sort(), [
      "categories.0.name",
      "services.0.colour",
      "services.0.price",
    ]);
    const sense = await shop.call("POST", `${address}/import`, {
      categories: [{ name: "Hair" }, { name: "HAIR" }],
      services: [{ name: "Cut", category: "Nails", depositType: "percentage", depositAmount: 101 }, { name: "Cut" }],
      extras: [{ service: "shave", name: "Foam" }],
    });
    assert.equal(sense.status, 422);
    assert.deepEqual(sense.body.details.map(({ field }: { field: string }) => field).sort(), [
      "categories.1.name",
      "extras.0.service",
      "services.0.category",
      "services.0.depositAmount",
      "services.1.slug",
    ]);
    assert.deepEqual((await exported(shop)).categories, []);
  });

  it("is made once when it is imported twice at the same moment", async () => {
    const shop = await installation.business();
    const catalog = { categories: [{ name: "Hair" }], services: [{ name: "Cut" }], extras: [{ name: "Tea" }] };
    const answers = await Promise.all([1, 2, 3].map(() => shop.call("POST", `${address}/import`, catalog)));
    assert.deepEqual(answers.map(({ body }) => body.services.created).sort(), [0, 0, 1]);
    assert.equal((await exported(shop)).extras.length, 1);
  });

  it("keeps a catalog of 1,000 services in few statements", async () => {
    const shop = await installation.business();
    const services = Array.from({ length: 1000 }, (_, n) => ({ name: `Service ${n}`, price: n }));
    const extras = services.map(({ price }) => ({ service: `service-${price}`, name: "Tea" }));
    const { body } = await shop.call("POST", `${address}/import`, { services, extras });
    assert.deepEqual(counts(body), [
      [0, 0, 0],
      [1000, 0, 0],
      [1000, 0, 0],
    ]);
    const again = await shop.call("POST", `${address}/import`, {
      services: services.map((service) => ({ ...service, price: service.price + 1 })),
    });
    assert.deepEqual(counts(again.body)[1], [0, 1000, 0]);
  });
});
