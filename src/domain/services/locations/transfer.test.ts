import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import {
  openTestInstallation,
  type TestBusiness,
  type TestInstallation,
} from "../../../../test/support/installation.ts";

const address = "/api/services/locations";

describe("bringing locations in and out as CSV", () => {
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

  it("adds what is new with its district, and knows what is known by id or name", async () => {
    const shop = await installation.business();
    const first = await send(
      shop,
      "Name,Street,City,ZIP,Lat,Lng,District,Time zone\nNorth,1 Main St,Springfield,97477,44.05,-123.02,Centre,America/Los_Angeles\nSouth,,,,,,centre,\n",
    );
    assert.equal(first.status, 200, first.text);
    assert.deepEqual(counts(first.body), [2, 2, 0, 0, 0]);
    const [north, south] = await listOf(shop);
    assert.deepEqual(
      [north!.postalCode, north!.latitude, north!.longitude, north!.timeZone],
      ["97477", 44.05, -123.02, "America/Los_Angeles"],
    );
    assert.equal(north!.districtId, south!.districtId);
    const again = await send(
      shop,
      `id,name,city,district\n,NORTH,Shelbyville,Centre\n${south!.id},Southern,,\n,West,,\n`,
    );
    assert.deepEqual(counts(again.body), [3, 1, 2, 0, 0]);
    assert.deepEqual(
      (await listOf(shop)).map(({ name, city, districtId }) => [name, city, districtId]),
      [
        ["NORTH", "Shelbyville", north!.districtId],
        ["Southern", null, null],
        ["West", null, null],
      ],
    );
  });

  it("changes nothing when an export is imported", async () => {
    const shop = await installation.business();
    const { body: district } = await shop.call("POST", "/api/services/districts", { name: "=North, by the sea" });
    await shop.call("POST", address, {
      name: '"The" branch, one',
      address: "@1 Main Street",
      city: "Łódź",
      state: "-",
      postalCode: "00420",
      country: "PL",
      phone: "+48 42 123 45 67",
      email: "a@x.example",
      timeZone: "Europe/Warsaw",
      latitude: 51.77584837465811,
      longitude: -1e-7,
      districtId: district.id,
      active: false,
    });
    await shop.call("POST", address, { name: "Bare" });
    const before = await listOf(shop);
    const { text } = await shop.call("GET", `${address}/export`);
    const { body } = await send(shop, text);
    assert.deepEqual(counts(body), [2, 0, 0, 2, 0], JSON.stringify(body));
    assert.deepEqual(await listOf(shop), before);
  });

  it("keeps the good rows and says what is wrong with each bad one", async () => {
    const shop = await installation.business();
    const other = await installation.business();
    const { body: theirs } = await other.call("POST", address, { name: "Theirs" });
    const { body } = await send(
      shop,
      `id,name,latitude,timeZone\n,North,91,\n,South,,+02:00\n${theirs.id},Mine,,\n,East,1,UTC\n`,
    );
    assert.deepEqual(counts(body), [4, 1, 0, 0, 3]);
    assert.deepEqual(body.errors.map(({ line, field }: { line: number; field: string }) => `${line} ${field}`).sort(), [
      "2 latitude",
      "3 timeZone",
      "4 id",
    ]);
    assert.deepEqual(
      (await listOf(shop)).map(({ name }) => name),
      ["East"],
    );
    const unknown = await send(shop, "name,colour\nWest,blue\n");
    assert.deepEqual([unknown.status, unknown.body.details[0].field], [422, "colour"]);
  });
});
