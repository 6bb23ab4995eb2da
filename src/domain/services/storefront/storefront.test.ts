import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import {
  openTestInstallation,
  type TestBusiness,
  type TestInstallation,
} from "../../../../test/support/installation.ts";

describe("a business as its customers see it", () => {
  let installation: TestInstallation;
  let salon: TestBusiness;
  before(async () => {
    installation = await openTestInstallation({ settings: { CLOCK: "virtual" } });
    installation.app.services.clock!.setOffset(Date.parse("2027-03-01T16:00:00Z") - Date.now());
    salon = await installation.business({ name: "Sarah's Salon", subdomain: "sarahssalon" });
  });
  after(() => installation.close());

  const make = async (path: string, body: object) => {
    const answer = await salon.call("POST", `/api/services/${path}`, body);
    assert.ok(answer.status < 300, answer.text);
    return answer.body;
  };
  const look = (query: string) => installation.send("GET", `/api/services/storefront?${query}`);

  it("is open to anybody by its subdomain, and to members by their key", async () => {
    const { status, body } = await look("subdomain=SarahsSalon");
    assert.deepEqual([status, body.name, body.subdomain], [200, "Sarah's Salon", "sarahssalon"]);
    assert.deepEqual((await salon.call("GET", "/api/services/storefront")).body, body);
    assert.equal((await look("subdomain=nobody")).status, 404);
    assert.equal((await look("")).status, 400);
  });

  it("shows what can be booked, by whom and where, as the company's settings have it", async () => {
    const place = await make("locations", { name: "Main", timeZone: "America/New_York" });
    const cut = await make("services", { name: "Haircut", minimumNotice: 5 });
    const perm = await make("services", { name: "Perm", requiresConfirmation: true });
    const wax = await make("extras", { name: "Wax", price: 500, serviceId: cut.id });
    const james = await make("employees", { name: "James", role: "stylist", serviceIds: [cut.id] });
    const { body } = await look("subdomain=sarahssalon");
    const [first, second] = body.services;
    assert.deepEqual([first.id, first.minimumNotice, first.requiresConfirmation], [cut.id, 5, false]);
    assert.deepEqual(
      first.extras.map(({ id }: { id: number }) => id),
      [wax.id],
    );
    assert.deepEqual([second.id, second.minimumNotice, second.requiresConfirmation], [perm.id, 60, true]);
    assert.deepEqual(
      body.locations.map((each: any) => [each.id, each.timeZone]),
      [[place.id, "America/New_York"]],
    );
    const [owner, stylist] = body.employees;
    assert.deepEqual(
      [owner.serviceIds, stylist.id, stylist.role, stylist.serviceIds],
      [[cut.id, perm.id], james.id, "stylist", [cut.id]],
    );
    assert.equal(body.openingHours.weekly.length, 5);
  });

  it("leaves out what is switched off, past or staff's alone", async () => {
    await make("services", { name: "Hidden", active: false });
    await make("employees", { name: "Away", active: false, email: "away@example.com" });
    await make("locations", { name: "Closed", active: false });
    const overrides = [
      { date: "2027-02-01", ranges: [] },
      { date: "2027-04-01", ranges: [] },
    ];
    await salon.call("PATCH", "/api/services/company-settings", { openingHours: { overrides } });
    const { body, text } = await look("subdomain=sarahssalon");
    assert.equal(/Hidden|Away|Closed/.test(text), false);
    assert.deepEqual(body.openingHours.overrides, [overrides[1]]);
    for (const field of ["plan", "addons", "reminders", "id", "version"]) assert.equal(field in body, false, field);
    for (const field of ["email", "phone", "userId"]) assert.equal(field in body.employees[0], false, field);
    for (const field of ["bufferTimeAfter", "resources", "dailyLimit"])
      assert.equal(field in body.services[0], false, field);
  });

  it("can be found by a handle of its own, and not by one that nobody has", async () => {
    const { id } = await make("services", { name: "Shave" });
    const body = {
      subdomain: "sarahssalon",
      serviceId: id,
      startTime: "2027-03-02T18:00:00Z",
      name: "Emily",
      email: "e@example.com",
    };
    const { uid } = (await installation.send("POST", "/api/services/book", { body })).body;
    assert.equal((await look(`uid=${uid}`)).body.subdomain, "sarahssalon");
    assert.equal((await look(`uid=${uid.replace(/_.{4}/, "_AAAA")}`)).status, 404);
  });
});
