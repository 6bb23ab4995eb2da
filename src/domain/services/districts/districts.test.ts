import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import {
  openTestInstallation,
  type TestBusiness,
  type TestInstallation,
} from "../../../../test/support/installation.ts";

const address = "/api/services/districts";

describe("districts", () => {
  let installation: TestInstallation;
  let salon: TestBusiness;
  before(async () => {
    installation = await openTestInstallation();
    salon = await installation.business();
  });
  after(() => installation.close());

  it("is made as the reference shows it, changed, listed and deleted", async () => {
    const draft = { name: "Downtown", region: "Central", description: "Downtown metro area locations" };
    const { status, body } = await salon.call("POST", address, draft);
    assert.deepEqual([status, body], [201, { id: body.id, ...draft, version: 1 }]);
    const { body: changed } = await salon.call("PUT", `${address}?id=${body.id}`, { region: null });
    assert.deepEqual(changed, { ...body, region: null, version: 2 });
    assert.deepEqual((await salon.call("PATCH", `${address}?id=${body.id}`, { name: "City" })).body.name, "City");
    assert.deepEqual(
      (await salon.call("GET", address)).body.map(({ name }: { name: string }) => name),
      ["City"],
    );
    assert.equal((await salon.call("GET", `${address}?id=${body.id}`)).body.name, "City");
    assert.deepEqual((await salon.call("DELETE", `${address}?id=${body.id}`)).body, { id: body.id, deleted: true });
    assert.equal((await salon.call("GET", `${address}?id=${body.id}`)).status, 404);
  });

  it("needs a name that no other district has", async () => {
    const nameless = await salon.call("POST", address, { region: "Central" });
    assert.deepEqual([nameless.status, nameless.body.details[0]], [422, { field: "name", message: "Required field" }]);
    await salon.call("POST", address, { name: "Harbour" });
    const twin = await salon.call("POST", address, { name: "harbour" });
    assert.deepEqual([twin.status, twin.body.details[0].field], [409, "name"]);
  });

  it("is not deleted under the locations that lie in it, but under those that are no more", async () => {
    const { body: district } = await salon.call("POST", address, { name: "Old town" });
    const { body: place } = await salon.call("POST", "/api/services/locations", {
      name: "Market Square",
      districtId: district.id,
    });
    const refused = await salon.call("DELETE", `${address}?id=${district.id}`);
    assert.equal(refused.status, 409);
    assert.match(refused.body.message, /Market Square/);
    await salon.call("DELETE", `/api/services/locations?id=${place.id}`);
    assert.equal((await salon.call("DELETE", `${address}?id=${district.id}`)).status, 200);
  });

  it("shows and gives nothing to another business, nor to an editor who comes second", async () => {
    const { body, headers } = await salon.call("POST", address, { name: "Hills" });
    const other = await installation.business();
    for (const [method, change] of [["GET"], ["PUT", { name: "Mine" }], ["DELETE"]] as const)
      assert.equal((await other.call(method, `${address}?id=${body.id}`, change)).status, 404, method);
    const edit = (region: string) =>
      salon.call("PUT", `${address}?id=${body.id}`, { region }, { "if-match": headers.etag });
    assert.deepEqual([(await edit("East")).status, (await edit("West")).status], [200, 412]);
  });
});
