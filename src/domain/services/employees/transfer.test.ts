import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import {
  openTestInstallation,
  type TestBusiness,
  type TestInstallation,
} from "../../../../test/support/installation.ts";

const address = "/api/services/employees";

describe("bringing employees in and out as CSV", () => {
  let installation: TestInstallation;
  before(async () => {
    installation = await openTestInstallation();
  });
  after(() => installation.close());

  const send = (business: { key: string }, raw: string, query = "") =>
    installation.send("POST", `${address}/import${query}`, {
      key: business.key,
      raw,
      headers: { "content-type": "text/csv" },
    });
  const staffOf = async (business: TestBusiness): Promise<Record<string, any>[]> =>
    (await business.call("GET", `${address}?limit=200`)).body.filter(
      ({ name }: { name: string }) => !name.startsWith("Owner of"),
    );
  const counts = (body: Record<string, any>) => [body.total, body.created, body.updated, body.unchanged, body.failed];
  const reasons = (body: { errors: { line: number; field: string | null; reason: string }[] }) =>
    body.errors.map(({ line, field, reason }) => `${line} ${field}: ${reason}`);
  const add = async (business: TestBusiness, path: string, name: string): Promise<number> =>
    (await business.call("POST", `/api/services/${path}`, { name })).body.id;

  it("adds who is new with job title, services and locations, and knows who is known by id or e-mail", async () => {
    const shop = await installation.business();
    const cut = await add(shop, "services", "Haircut");
    const dye = await add(shop, "services", "Dye");
    const north = await add(shop, "locations", "North");
    const first = await send(
      shop,
      `Full name,E-mail,Job title,Services,Locations,Active
Ann,ANN@x.example,Stylist,"haircut, #${dye}",North,yes
Bob,bob@x.example,stylist,none,,no
Cid,,,all,,
`,
    );
    assert.equal(first.status, 200, first.text);
    assert.deepEqual(counts(first.body), [3, 3, 0, 0, 0]);
    const staff = await staffOf(shop);
    const shown = ["name", "email", "role", "serviceIds", "allServices", "locationIds", "active"];
    assert.deepEqual(
      staff.map((person) => shown.map((field) => person[field])),
      [
        ["Ann", "ann@x.example", "Stylist", [cut, dye], false, [north], true],
        ["Bob", "bob@x.example", "Stylist", [], false, [], false],
        ["Cid", null, null, [cut, dye], true, [], true],
      ],
    );
    const again = await send(
      shop,
      `id,name,email,services\n${staff[2]!.id},Cyd,cid@x.example,Dye\n,Robert,BOB@x.example,none\n,Ann,ann@x.example,"Dye,Haircut"\n`,
    );
    assert.deepEqual(counts(again.body), [3, 0, 2, 1, 0]);
    const later = await staffOf(shop);
    assert.deepEqual(
      later.map(({ name, email, serviceIds, role }) => [name, email, serviceIds, role]),
      [
        ["Ann", "ann@x.example", [cut, dye], "Stylist"],
        ["Robert", "bob@x.example", [], "Stylist"],
        ["Cyd", "cid@x.example", [dye], null],
      ],
    );
  });

  it("changes nothing when an export is imported, whatever services and locations are called", async () => {
    const shop = await installation.business();
    const serviceIds: number[] = [];
    for (const name of ["Cut", "cut", "All", "none", "Wash, cut & go", "#1", '=HYPERLINK("x")', "Färben"])
      serviceIds.push(await add(shop, "services", name));
    const locationIds: number[] = [];
    for (const name of ["North", "#2, South"]) locationIds.push(await add(shop, "locations", name));
    for (const serviceId of serviceIds)
      await shop.call("POST", address, {
        name: `Does ${serviceId}`,
        serviceIds: [serviceId],
        locationIds,
        role: "@stylist",
        phone: "+1-555-0102",
        bio: 'Says "hi",\nand bye',
        color: "#0f766e",
        photoUrl: "https://x.example/a.png",
        position: 3,
      });
    await shop.call("POST", address, { name: "'Does all", serviceIds });
    await shop.call("POST", address, { name: "Does none", serviceIds: [], active: false });
    await shop.call("POST", address, { name: "Does everything" });
    const before = await shop.call("GET", `${address}?limit=200`);
    const { text, headers } = await shop.call("GET", `${address}/export`);
    assert.match(headers["content-type"], /^text\/csv/);
    assert.match(headers["content-disposition"], /employees-.*\.csv/);
    const { body } = await send(shop, text);
    assert.deepEqual(counts(body), [12, 0, 0, 12, 0], JSON.stringify(body));
    assert.deepEqual((await shop.call("GET", `${address}?limit=200`)).body, before.body);
  });

  it("keeps the good rows and says of each bad one its line, field and reason", async () => {
    const shop = await installation.business();
    const other = await installation.business();
    const twins = [await add(shop, "services", "Cut"), await add(shop, "services", "cut")];
    const theirs = await add(other, "services", "Theirs");
    await shop.call("POST", address, { name: "Ann", email: "ann@x.example" });
    const ann = (await staffOf(shop))[0]!;
    const rows = [
      "id,name,email,services,locations,color,active",
      ",Good one,good1@x.example,,,,",
      ",,empty@x.example,,,,",
      "999999999,Nobody,,,,,",
      `,Cut or cut,,Cut,,,`,
      `,Theirs,,#${theirs},,,`,
      ",Nowhere,,,Atlantis,,",
      ",Red,,,,red,perhaps",
      `${ann.id},Ann,good1@x.example,,,,`,
      ",Good two,good2@x.example,,,,",
    ];
    const { status, body } = await send(shop, rows.join("\n"));
    assert.equal(status, 200);
    assert.deepEqual(counts(body), [9, 2, 0, 0, 7]);
    assert.deepEqual(reasons(body).sort(), [
      "3 name: Must not be empty",
      "4 id: There is no employee 999999999. Leave the id empty to add one",
      `5 services: Several services are named Cut: write #${twins[0]} or #${twins[1]}`,
      `6 services: There is no service #${theirs}`,
      "7 locations: There is no location Atlantis",
      "8 active: Must be true or false",
      "8 color: Must be a colour such as #0f766e",
      "9 email: Is taken: Another employee has this email.",
    ]);
    assert.deepEqual((await staffOf(shop)).map(({ name }) => name).sort(), ["Ann", "Good one", "Good two"]);
  });

  it("keeps nothing of a file with a bad row when that is asked for", async () => {
    const shop = await installation.business();
    const { body } = await send(shop, "name,role\nAnn,Stylist\n,Barber\n", "?atomic=true");
    assert.deepEqual([body.applied, body.created, body.failed], [false, 0, 1]);
    assert.deepEqual(await staffOf(shop), []);
    assert.deepEqual((await shop.call("GET", "/api/services/employee-role")).body, []);
  });

  it("gives nobody a role that can do more than whoever imports", async () => {
    const shop = await installation.business();
    await shop.call("POST", "/api/services/employee-role", { name: "Boss", permissions: ["billing:write"] });
    const manager = await installation.member(shop.id, "manager");
    const { body } = await send(manager, "name,role\nAnn,Boss\nBob,Barber\n");
    assert.deepEqual(counts(body), [2, 1, 0, 0, 1]);
    assert.match(body.errors[0].reason, /billing:write/);
  });

  it("is for those who may edit the whole staff", async () => {
    const shop = await installation.business();
    const { body: ann } = await shop.call("POST", address, { name: "Ann" });
    const employee = await installation.member(shop.id, "employee", ann.id);
    assert.equal((await send(employee, "name\nBob\n")).status, 403);
    const other = await installation.business();
    assert.ok(!(await other.call("GET", `${address}/export`)).text.includes("Ann"));
  });
});
