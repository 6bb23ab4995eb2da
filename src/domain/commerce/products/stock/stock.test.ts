import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import {
  openTestInstallation,
  type TestBusiness,
  type TestInstallation,
} from "../../../../../test/support/installation.ts";

const address = "/api/services/products";

describe("the stock of a product", () => {
  let installation: TestInstallation;
  let shop: TestBusiness;
  before(async () => {
    installation = await openTestInstallation();
    shop = await installation.business();
  });
  after(() => installation.close());

  const add = async (body: object): Promise<any> => (await shop.call("POST", address, { name: "Soap", ...body })).body;
  const change = (id: number, body: object) => shop.call("POST", `${address}/stock?id=${id}`, body);
  const movements = async (id: number): Promise<any[]> =>
    (await shop.call("GET", `${address}/stock?id=${id}&limit=200`)).body;

  it("is set to a quantity or moved by an adjustment, and each change is kept with its reason and who made it", async () => {
    const { id } = await add({ stock: 10 });
    assert.equal((await change(id, { adjustment: 5, reason: "received", note: "Delivery 17" })).body.stock, 15);
    assert.equal((await change(id, { adjustment: -2, reason: "sold" })).body.stock, 13);
    assert.equal((await change(id, { adjustment: -1 })).body.stock, 12);
    assert.equal((await change(id, { quantity: 20 })).body.stock, 20);
    assert.equal((await shop.call("PATCH", `${address}?id=${id}`, { stock: 7 })).body.stock, 7);
    await shop.call("PATCH", `${address}?id=${id}`, { stock: 7, price: 5 });
    const kept = await movements(id);
    assert.deepEqual(
      kept.map(({ delta, stockAfter, reason, note }) => [delta, stockAfter, reason, note]),
      [
        [-13, 7, "set", null],
        [8, 20, "set", null],
        [-1, 12, "adjusted", null],
        [-2, 13, "sold", null],
        [5, 15, "received", "Delivery 17"],
        [10, 10, "set", null],
      ],
    );
    assert.ok(kept.every(({ by, userId }) => /API key/.test(by) && userId === shop.userId));
    const { body } = await shop.call("GET", "/api/services/audit-log?subject=product");
    const stocks = body
      .filter(({ subjectId, action }: any) => subjectId === id && action === "product.updated")
      .map(({ before, after }: any) => after.stock - before.stock);
    assert.deepEqual(stocks, [0, -13, 8, -1, -2, 5]);
  });

  it("loses no adjustment, however many come at once", async () => {
    const { id } = await add({ stock: 100 });
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, index) => change(id, { adjustment: index % 2 ? 3 : -1 })),
    );
    assert.deepEqual([...new Set(answers.map(({ status }) => status))], [200]);
    assert.equal((await shop.call("GET", `${address}?id=${id}`)).body.stock, 100 + 10 * 3 - 10);
    const kept = (await movements(id)).reverse();
    assert.equal(kept.length, 21);
    for (const [index, { delta, stockAfter }] of kept.entries())
      assert.equal(stockAfter, (kept[index - 1]?.stockAfter ?? 0) + delta);
  });

  it("never falls below 0, and of those who want the last ones as many get one as there are", async () => {
    const { id } = await add({ stock: 5 });
    const answers = await Promise.all(Array.from({ length: 20 }, () => change(id, { adjustment: -1, reason: "sold" })));
    const count = (status: number) => answers.filter((answer) => answer.status === status).length;
    assert.deepEqual([count(200), count(409)], [5, 15]);
    const { body } = await change(id, { adjustment: -1 });
    assert.match(body.message, /There are 0 of Soap, so 1 cannot be taken away/);
    assert.deepEqual([body.details[0].field, body.details[0].stock], ["adjustment", 0]);
    assert.equal((await change(id, { quantity: -1 })).status, 409);
    assert.equal((await shop.call("PATCH", `${address}?id=${id}`, { stock: -1 })).status, 409);
    assert.equal((await movements(id)).length, 6);
  });

  it("may fall below 0 where the product may be sold before it is there", async () => {
    const { id } = await add({ stock: 1, allowBackorder: true });
    const { body } = await change(id, { adjustment: -3, reason: "sold" });
    assert.deepEqual([body.stock, body.inStock, body.lowStock], [-2, true, true]);
    const strict = await shop.call("PATCH", `${address}?id=${id}`, { allowBackorder: false });
    assert.deepEqual([strict.status, strict.body.details[0].field], [409, "stock"]);
  });

  it("is changed by exactly one of quantity and adjustment, in the direction that the reason says", async () => {
    const { id } = await add({ stock: 5 });
    const wrong = [
      {},
      { quantity: 1, adjustment: 1 },
      { quantity: 1.5 },
      { adjustment: "1" },
      { adjustment: 2, reason: "sold" },
      { adjustment: -2, reason: "received" },
      { quantity: 2, reason: "received" },
      { quantity: 2, reason: "import" },
    ];
    for (const body of wrong) assert.equal((await change(id, body)).status, 422, JSON.stringify(body));
    assert.equal((await movements(id)).length, 1);
  });

  it("is nobody else's to see or change", async () => {
    const { id } = await add({ stock: 5 });
    const other = await installation.business();
    assert.equal((await other.call("GET", `${address}/stock?id=${id}`)).status, 404);
    assert.equal((await other.call("POST", `${address}/stock?id=${id}`, { quantity: 0 })).status, 404);
    const { key } = await installation.member(shop.id, "employee");
    const ask = (method: string, body?: object) =>
      installation.send(method, `${address}/stock?id=${id}`, { key, body });
    assert.deepEqual([(await ask("GET")).status, (await ask("POST", { quantity: 0 })).status], [200, 403]);
  });
});
