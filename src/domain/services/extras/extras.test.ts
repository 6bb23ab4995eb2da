import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import {
  openTestInstallation,
  type TestBusiness,
  type TestInstallation,
} from "../../../../test/support/installation.ts";

describe("extras", () => {
  let installation: TestInstallation;
  let salon: TestBusiness;
  let cut: number;
  let dye: number;
  before(async () => {
    installation = await openTestInstallation();
    salon = await installation.business();
    cut = (await salon.call("POST", "/api/services/services", { name: "Cut" })).body.id;
    dye = (await salon.call("POST", "/api/services/services", { name: "Dye" })).body.id;
  });
  after(() => installation.close());

  const address = "/api/services/extras";
  const names = (body: { name: string }[]) => body.map(({ name }) => name);

  it("go with one service or with every one, and are listed with it", async () => {
    const { status, body } = await salon.call("POST", address, {
      name: "Deep conditioning",
      price: 2000,
      duration: 15,
      maxQuantity: 2,
      serviceId: cut,
    });
    assert.equal(status, 201);
    const { id, version, ...rest } = body;
    assert.deepEqual(rest, {
      name: "Deep conditioning",
      description: null,
      price: 2000,
      duration: 15,
      maxQuantity: 2,
      serviceId: cut,
      position: 0,
      active: true,
    });
    assert.equal((await salon.call("POST", address, { name: "Tea" })).body.serviceId, null);
    await salon.call("POST", address, { name: "Gloves", serviceId: dye, active: false });
    assert.deepEqual(names((await salon.call("GET", `${address}?serviceId=${cut}`)).body), [
      "Deep conditioning",
      "Tea",
    ]);
    assert.deepEqual(names((await salon.call("GET", `${address}?serviceId=${dye}&active=true`)).body), ["Tea"]);
    assert.deepEqual(names((await salon.call("GET", `${address}?search=glov`)).body), ["Gloves"]);
    const { body: service } = await salon.call("GET", `/api/services/services?id=${cut}`);
    assert.deepEqual(names(service.extras), ["Deep conditioning", "Tea"]);
  });

  it("can be changed and deleted", async () => {
    const { body } = await salon.call("POST", address, { name: "Mask", price: 500 });
    const changed = await salon.call("PATCH", `${address}?id=${body.id}`, { price: 700, serviceId: dye });
    assert.deepEqual([changed.body.name, changed.body.price, changed.body.serviceId], ["Mask", 700, dye]);
    assert.equal((await salon.call("PUT", `${address}?id=${body.id}`, { serviceId: null })).body.serviceId, null);
    assert.deepEqual((await salon.call("DELETE", `${address}?id=${body.id}`)).body, { id: body.id, deleted: true });
    assert.equal((await salon.call("GET", `${address}?id=${body.id}`)).status, 404);
  });

  it("are refused for a service of another business or a deleted one, and with wrong values", async () => {
    const other = await installation.business();
    const theirs = (await other.call("POST", "/api/services/services", { name: "Theirs" })).body.id;
    const gone = (await salon.call("POST", "/api/services/services", { name: "Gone" })).body.id;
    await salon.call("DELETE", `/api/services/services?id=${gone}`);
    for (const serviceId of [theirs, gone, 999_999]) {
      const { status, body } = await salon.call("POST", address, { name: "X", serviceId });
      assert.deepEqual([status, body.details[0].field], [404, "serviceId"]);
    }
    const { status, body } = await salon.call("POST", address, { name: "", price: -1, duration: 1.5, color: "red" });
    assert.equal(status, 422);
    assert.deepEqual(body.details.map(({ field }: { field: string }) => field).sort(), [
      "color",
      "duration",
      "name",
      "price",
    ]);
  });
});
