import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import {
  openTestInstallation,
  type TestBusiness,
  type TestInstallation,
} from "../../../../test/support/installation.ts";

const address = "/api/services/products";
const categories = "/api/services/product-categories";

describe("products", () => {
  let installation: TestInstallation;
  let shop: TestBusiness;
  before(async () => {
    installation = await openTestInstallation();
    shop = await installation.business({ currency: "eur" });
  });
  after(() => installation.close());

  const add = async (body: object, business = shop): Promise<any> => {
    const answer = await business.call("POST", address, body);
    assert.equal(answer.status, 201, answer.text);
    return answer.body;
  };
  const named = async (query: string, business = shop) =>
    (await business.call("GET", `${address}?${query}`)).body.map(({ name }: { name: string }) => name);

  it("need nothing but a name, and have the business's currency", async () => {
    const product = await add({ name: "Comb" });
    assert.deepEqual(
      [product.price, product.stock, product.currency, product.sku, product.trackStock, product.active],
      [0, 0, "eur", null, true, true],
    );
    assert.deepEqual([product.lowStock, product.inStock], [true, false]);
  });

  it("have their category beside them, and stay without one when it is deleted", async () => {
    const made = await shop.call("POST", categories, { name: "Brushes", color: "#0f766e", position: 3 });
    assert.equal(made.status, 201);
    const product = await add({ name: "Brush", categoryId: made.body.id });
    assert.deepEqual(product.category, { id: made.body.id, name: "Brushes" });
    const renamed = await shop.call("PUT", `${categories}?id=${made.body.id}`, { name: "Combs and brushes" });
    assert.deepEqual([renamed.body.name, renamed.body.position], ["Combs and brushes", 3]);
    assert.deepEqual(await named(`categoryId=${made.body.id}`), ["Brush"]);
    assert.equal((await shop.call("DELETE", `${categories}?id=${made.body.id}`)).status, 200);
    const { body } = await shop.call("GET", `${address}?id=${product.id}`);
    assert.deepEqual([body.categoryId, body.category], [null, null]);
  });

  it("are listed by name and found by part of name, sku or barcode, by stock and by being on sale", async () => {
    const salon = await installation.business();
    await add({ name: "Zinc 50% soap", sku: "SOAP-1", stock: 9, lowStockThreshold: 10 }, salon);
    await add({ name: "Argan oil", barcode: "4006381333931", stock: 3, lowStockThreshold: 2 }, salon);
    await add({ name: "Towel", sku: "TWL", active: false }, salon);
    await add({ name: "Voucher", trackStock: false }, salon);
    assert.deepEqual(await named("", salon), ["Argan oil", "Towel", "Voucher", "Zinc 50% soap"]);
    assert.deepEqual(await named("q=50%25", salon), ["Zinc 50% soap"]);
    assert.deepEqual(await named("q=soap-", salon), ["Zinc 50% soap"]);
    assert.deepEqual(await named("search=63813", salon), ["Argan oil"]);
    assert.deepEqual(await named("lowStock=true", salon), ["Towel", "Zinc 50% soap"]);
    assert.deepEqual(await named("lowStock=false", salon), ["Argan oil", "Voucher"]);
    assert.deepEqual(await named("active=false", salon), ["Towel"]);
    const first = await salon.call("GET", `${address}?limit=3`);
    assert.equal(first.headers["x-total-count"], "4");
    const next = /<https?:\/\/[^/]+([^>]+)>/.exec(first.headers.link)![1]!;
    assert.deepEqual(
      (await salon.call("GET", next)).body.map(({ name }: { name: string }) => name),
      ["Zinc 50% soap"],
    );
  });

  it("have a sku of their own, whatever its case, until they are deleted", async () => {
    const product = await add({ name: "Shampoo", sku: "SHMP-001" });
    const second = await shop.call("POST", address, { name: "Copy", sku: "shmp-001" });
    assert.deepEqual([second.status, second.body.error], [409, "CONFLICT"]);
    assert.deepEqual(second.body.details, [{ field: "sku", message: "Is taken" }]);
    await add({ name: "Shampoo", sku: "SHMP-001" }, await installation.business());
    assert.deepEqual((await shop.call("DELETE", `${address}?id=${product.id}`)).body, {
      id: product.id,
      deleted: true,
    });
    assert.equal((await shop.call("GET", `${address}?id=${product.id}`)).status, 404);
    await add({ name: "Shampoo", sku: "SHMP-001" });
  });

  it("are changed field by field, under the version that was read", async () => {
    const product = await add({ name: "Wax", price: 1000, cost: 400 });
    const changed = await shop.call("PATCH", `${address}?id=${product.id}`, { price: 1200, cost: null });
    assert.deepEqual([changed.body.name, changed.body.price, changed.body.cost], ["Wax", 1200, null]);
    const late = await shop.call("PATCH", `${address}?id=${product.id}`, { price: 1 }, { "if-match": '"1"' });
    assert.equal(late.status, 412);
  });

  it("refuse what cannot be", async () => {
    const wrong: [body: object, status: number, field: string][] = [
      [{ price: 100 }, 422, "name"],
      [{ name: "A", price: 1.5 }, 422, "price"],
      [{ name: "A", price: -1 }, 422, "price"],
      [{ name: "A", stock: 1.5 }, 422, "stock"],
      [{ name: "A", stock: -1 }, 409, "stock"],
      [{ name: "A", imageUrl: "javascript:alert(1)" }, 422, "imageUrl"],
      [{ name: "A", currency: "xxq" }, 422, "currency"],
      [{ name: "A", categoryId: 999_999_999 }, 404, "categoryId"],
      [{ name: "A", locationId: 999_999_999 }, 404, "locationId"],
    ];
    for (const [body, status, field] of wrong) {
      const answer = await shop.call("POST", address, body);
      assert.deepEqual([answer.status, answer.body.details?.[0].field], [status, field], answer.text);
    }
  });

  it("cannot have another business's category or location", async () => {
    const other = await installation.business();
    const category = (await other.call("POST", categories, { name: "Theirs" })).body;
    const location = (await other.call("POST", "/api/services/locations", { name: "Theirs" })).body;
    for (const body of [{ categoryId: category.id }, { locationId: location.id }])
      assert.equal((await shop.call("POST", address, { name: "Mine", ...body })).status, 404);
  });

  it("are sold everywhere once their only location is deleted", async () => {
    const salon = await installation.business();
    const location = (await salon.call("POST", "/api/services/locations", { name: "Kiosk" })).body;
    const product = await add({ name: "Spray", locationId: location.id }, salon);
    assert.equal((await salon.call("DELETE", `/api/services/locations?id=${location.id}`)).status, 200);
    assert.equal((await salon.call("GET", `${address}?id=${product.id}`)).body.locationId, null);
  });

  it("can be read by employees and changed by managers", async () => {
    const employee = await installation.member(shop.id, "employee");
    const manager = await installation.member(shop.id, "manager");
    const as = (key: string, method: string, body?: object) => installation.send(method, address, { key, body });
    assert.equal((await as(employee.key, "GET")).status, 200);
    assert.equal((await as(employee.key, "POST", { name: "Theirs" })).status, 403);
    assert.equal((await as(manager.key, "POST", { name: "Manager's" })).status, 201);
  });
});
