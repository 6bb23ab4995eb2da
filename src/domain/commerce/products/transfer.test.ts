import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import {
  openTestInstallation,
  type TestBusiness,
  type TestInstallation,
} from "../../../../test/support/installation.ts";

const address = "/api/services/products";

describe("bringing products in and out as CSV", () => {
  let installation: TestInstallation;
  before(async () => {
    installation = await openTestInstallation();
  });
  after(() => installation.close());

  const send = (business: TestBusiness, raw: string, query = "") =>
    installation.send("POST", `${address}/import${query}`, {
      key: business.key,
      raw,
      headers: { "content-type": "text/csv" },
    });
  const counts = (body: Record<string, any>) => [body.total, body.created, body.updated, body.unchanged, body.failed];
  const listOf = async (business: TestBusiness): Promise<Record<string, any>[]> =>
    (await business.call("GET", address)).body;

  it("adds what is new with its category, and knows what is known by id, sku or name", async () => {
    const shop = await installation.business();
    const file =
      "Product name,SKU,Price,Quantity,Category,Low stock threshold\nShampoo,SHMP-001,2499,50,Hair care,5\nComb,,300,,hair CARE,\n";
    const first = await send(shop, file);
    assert.equal(first.status, 200, first.text);
    assert.deepEqual(counts(first.body), [2, 2, 0, 0, 0], first.text);
    const [comb, shampoo] = await listOf(shop);
    assert.deepEqual(
      [shampoo!.price, shampoo!.stock, shampoo!.lowStockThreshold, shampoo!.category.name, comb!.category.name],
      [2499, 50, 5, "Hair care", "Hair care"],
    );
    assert.deepEqual(counts((await send(shop, file)).body), [2, 0, 0, 2, 0]);
    const again = await send(
      shop,
      `id,name,sku,price\n,Shampoo XL,shmp-001,2999\n${comb!.id},Wooden comb,,\n,Mirror,MIRR-1,1500\n,Mirror,MIRR-1,1600\n`,
    );
    assert.deepEqual(counts(again.body), [4, 1, 3, 0, 0], again.text);
    assert.deepEqual(
      (await listOf(shop)).map(({ name, sku, price, stock }) => [name, sku, price, stock]),
      [
        ["Mirror", "MIRR-1", 1600, 0],
        ["Shampoo XL", "shmp-001", 2999, 50],
        ["Wooden comb", null, 300, 0],
      ],
    );
  });

  it("keeps what a file changes in the stock as movements", async () => {
    const shop = await installation.business();
    await send(shop, "name,sku,stock\nSoap,SOAP,5\n");
    await send(shop, "name,sku,stock\nSoap,SOAP,8\n");
    await send(shop, "name,sku,stock\nSoap,SOAP,\n");
    const [soap] = await listOf(shop);
    const { body } = await shop.call("GET", `${address}/stock?id=${soap!.id}`);
    assert.deepEqual(
      body.map(({ delta, stockAfter, reason }: any) => [delta, stockAfter, reason]),
      [
        [3, 8, "import"],
        [5, 5, "import"],
      ],
    );
  });

  it("changes nothing when an export is imported, whatever people typed", async () => {
    const shop = await installation.business();
    const make = async (path: string, body: object) => (await shop.call("POST", path, body)).body;
    const location = await make("/api/services/locations", { name: "Kiosk; by the sea" });
    await make("/api/services/product-categories", { name: "Same name" });
    const category = await make("/api/services/product-categories", { name: "Same name" });
    await make(address, {
      name: '=HYPERLINK("http://evil.example")',
      sku: "+1-001",
      barcode: "0012345678905",
      description: "Two\nlines, and “quotes”",
      price: 2499,
      cost: 900,
      currency: "jpy",
      categoryId: category.id,
      locationId: location.id,
      stock: -3,
      allowBackorder: true,
      lowStockThreshold: 2,
      imageUrl: "https://example.com/a.png?x=1,2",
      active: false,
    });
    await make(address, { name: "Bare" });
    await make(address, { name: "Bare" });
    const before = await listOf(shop);
    const { text, headers } = await shop.call("GET", `${address}/export`);
    assert.match(headers["content-type"], /^text\/csv/);
    assert.match(text, /'=HYPERLINK/);
    assert.match(text, /'\+1-001/);
    const { body } = await send(shop, text);
    assert.deepEqual(counts(body), [3, 0, 0, 3, 0], JSON.stringify(body));
    assert.deepEqual(await listOf(shop), before);
  });

  it("keeps the good rows and says what is wrong with each bad one", async () => {
    const shop = await installation.business();
    const other = await installation.business();
    const theirs = (await other.call("POST", address, { name: "Theirs" })).body;
    await shop.call("POST", address, { name: "Taken", sku: "A" });
    const mine = (await shop.call("POST", address, { name: "Mine", sku: "B" })).body;
    const file = [
      "id,name,sku,price,stock,location",
      ",Cheap,C1,12.50,,",
      ",Negative,C2,1,-1,",
      ",Elsewhere,C3,1,1,Mars",
      `${theirs.id},Stolen,C4,1,1,`,
      `${mine.id},Mine,a,1,1,`,
      ",Good,C5,1,1,",
    ].join("\n");
    const { body } = await send(shop, file);
    assert.deepEqual(counts(body), [6, 1, 0, 0, 5], JSON.stringify(body));
    assert.deepEqual(
      body.errors.map(({ line, field }: any) => `${line} ${field}`),
      ["2 price", "3 stock", "4 location", "5 id", "6 sku"],
    );
    const atomic = await send(shop, file.replaceAll("C5", "C6"), "?atomic=true");
    assert.equal(atomic.body.applied, false);
    assert.deepEqual(
      (await listOf(shop)).map(({ name }) => name),
      ["Good", "Mine", "Taken"],
    );
    const unknown = await send(shop, "name,colour\nSoap,blue\n");
    assert.deepEqual([unknown.status, unknown.body.details[0].field], [422, "colour"]);
  });
});
