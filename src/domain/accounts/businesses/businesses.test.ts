import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import type { TestInstallation } from "../../../../test/support/installation.ts";
import { newOwner, openAccountsInstallation, openBrowser, password } from "../browser.test-support.ts";

const address = "/api/businesses";

describe("businesses of one person", () => {
  let installation: TestInstallation;
  before(async () => {
    installation = await openAccountsInstallation();
  });
  after(() => installation.close());

  it("can be several; switching changes what is seen and done", async () => {
    const browser = await newOwner(installation, "sarah@example.com", { businessName: "Salon" });
    await browser.post("/api/services/services", { name: "Haircut" });
    const [salon] = (await browser.get(address)).body.data;
    const made = await browser.post(address, { name: "Barber Shop", currency: "eur", timeZone: "Europe/Berlin" });
    assert.deepEqual(
      [made.status, made.body.data.subdomain, made.body.data.role, made.body.data.current],
      [201, "barber-shop", "owner", true],
    );
    const services = async () => (await browser.get("/api/services/services")).body.map(({ name }: any) => name);
    assert.deepEqual(await services(), []);
    await browser.post("/api/services/services", { name: "Shave" });
    assert.deepEqual(
      (await browser.get(address)).body.data.map(({ name, role, current }: any) => [name, role, current]),
      [
        ["Salon", "owner", false],
        ["Barber Shop", "owner", true],
      ],
    );
    const switched = await browser.post(`${address}/switch`, { businessId: salon.id });
    assert.deepEqual([switched.status, switched.body.data.name], [200, "Salon"]);
    assert.deepEqual(await services(), ["Haircut"]);
    assert.equal((await browser.get("/api/account/me")).body.data.business.id, salon.id);

    // The next sign-in goes on where the last one was.
    const elsewhere = openBrowser(installation);
    const { body } = await elsewhere.post("/api/account/sign-in", { email: "sarah@example.com", password });
    assert.equal(body.data.business.id, salon.id);
  });

  it("do not include others: switching to one of them answers as if there were none", async () => {
    const browser = await newOwner(installation, "one@example.com");
    const other = await installation.business();
    for (const businessId of [other.id, 999_999]) {
      const { status, body } = await browser.post(`${address}/switch`, { businessId });
      assert.deepEqual([status, body.error], [404, "NOT_FOUND"]);
    }
    assert.equal((await browser.get(address)).body.pagination.total, 1);
  });

  it("are not a key's business: it acts in one, sees that one and makes none", async () => {
    const browser = await newOwner(installation, "key@example.com");
    const { key } = (await browser.post("/api/keys", { name: "Till" })).body.data;
    await browser.post(address, { name: "Second" });
    const { body } = await installation.send("GET", address, { key });
    assert.equal(body.pagination.total, 1);
    assert.equal((await installation.send("POST", address, { key, body: { name: "Third" } })).status, 403);
    assert.equal((await installation.send("POST", `${address}/switch`, { key, body: { businessId: 1 } })).status, 403);
  });

  it("need a free subdomain that is not reserved", async () => {
    const browser = await newOwner(installation, "free@example.com", { subdomain: "taken-one" });
    assert.equal((await browser.post(address, { name: "X", subdomain: "taken-one" })).status, 409);
    assert.equal((await browser.post(address, { name: "X", subdomain: "admin" })).status, 422);
  });

  it("are made once however often the request is repeated", async () => {
    const browser = await newOwner(installation, "retry@example.com");
    const headers = { "idempotency-key": "second-business" };
    const first = await browser.post(address, { name: "Once" }, headers);
    const second = await browser.post(address, { name: "Once" }, headers);
    assert.deepEqual([first.status, second.status, second.text], [201, 201, first.text]);
    assert.equal((await browser.get(address)).body.pagination.total, 2);
  });
});
