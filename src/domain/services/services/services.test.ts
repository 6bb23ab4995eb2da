import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import {
  openTestInstallation,
  type TestBusiness,
  type TestInstallation,
} from "../../../../test/support/installation.ts";

describe("services", () => {
  let installation: TestInstallation;
  let salon: TestBusiness;
  before(async () => {
    installation = await openTestInstallation();
    salon = await installation.business();
  });
  after(() => installation.close());

  const address = "/api/services/services";

  it("creates a service as the reference shows it", async () => {
    const { status, body } = await salon.call("POST", address, {
      name: "Haircut",
      duration: 30,
      price: 3500,
      currency: "usd",
      description: "Professional haircut service",
      bufferTimeAfter: 10,
    });
    assert.equal(status, 201);
    const { id, name, slug, duration, price, currency, description, active, category, extras } = body;
    assert.equal(typeof id, "number");
    assert.deepEqual(
      { name, slug, duration, price, currency, description, active, category, extras },
      {
        name: "Haircut",
        slug: "haircut",
        duration: 30,
        price: 3500,
        currency: "usd",
        description: "Professional haircut service",
        active: true,
        category: null,
        extras: [],
      },
    );
  });

  it("fills in what is left out: an hour, free, in the business's currency, with a slug of its own", async () => {
    const { body } = await salon.call("POST", address, { name: "Haircut" });
    assert.deepEqual([body.duration, body.price, body.currency, body.slug], [60, 0, "usd", "haircut-2"]);
  });

  it("refuses unknown fields, negative money and unknown currencies, naming each", async () => {
    const { status, body } = await salon.call("POST", address, { name: "X", prize: 1, price: -1, currency: "xxq" });
    assert.equal(status, 422);
    assert.deepEqual(body.details.map((detail: { field: string }) => detail.field).sort(), [
      "currency",
      "price",
      "prize",
    ]);
  });

  it("does not show another business's services", async () => {
    const other = await installation.business();
    const { body: mine } = await salon.call("POST", address, { name: "Shave" });
    assert.equal((await other.call("GET", `${address}?id=${mine.id}`)).status, 404);
    assert.equal((await other.call("PATCH", `${address}?id=${mine.id}`, { name: "Mine now" })).status, 404);
    assert.equal((await other.call("DELETE", `${address}?id=${mine.id}`)).status, 404);
    assert.deepEqual((await other.call("GET", address)).body, []);
  });

  it("lists page by page, in order, telling how many there are", async () => {
    const shop = await installation.business();
    for (const name of ["A", "B", "C", "D", "E"]) await shop.call("POST", address, { name });
    const names: string[] = [];
    let next = `${address}?limit=2`;
    for (let pages = 0; next && pages < 5; pages++) {
      const { body, headers } = await shop.call("GET", next);
      names.push(...body.map((service: { name: string }) => service.name));
      assert.equal(headers["x-total-count"], "5");
      next = /<([^>]+)>; rel="next"/.exec(headers.link ?? "")?.[1] ?? "";
    }
    assert.deepEqual(names, ["A", "B", "C", "D", "E"]);
  });

  it("lets the second of two editors know that the first was quicker", async () => {
    const { body, headers } = await salon.call("POST", address, { name: "Dye" });
    const first = await salon.call("PUT", `${address}?id=${body.id}`, { price: 100 }, { "if-match": headers.etag });
    assert.deepEqual([first.status, first.body.price], [200, 100]);
    const second = await salon.call("PUT", `${address}?id=${body.id}`, { price: 200 }, { "if-match": headers.etag });
    assert.deepEqual([second.status, second.body.error], [412, "PRECONDITION_FAILED"]);
  });

  it("deletes, and answers 404 afterwards", async () => {
    const { body } = await salon.call("POST", address, { name: "Gone" });
    assert.deepEqual((await salon.call("DELETE", `${address}?id=${body.id}`)).body, { id: body.id, deleted: true });
    assert.equal((await salon.call("GET", `${address}?id=${body.id}`)).status, 404);
  });
});
