import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { openTestInstallation, type TestInstallation } from "../../../../test/support/installation.ts";
import { businessOfSubdomain } from "../../identity/tenants.ts";
import { settingsOf } from "./settings.ts";

const address = "/api/services/company-settings";
const weekdays = [1, 2, 3, 4, 5].map((day) => ({ day, start: "09:00", end: "17:00", locationId: null }));

describe("company settings", () => {
  let installation: TestInstallation;
  before(async () => {
    installation = await openTestInstallation();
  });
  after(() => installation.close());

  it("begin with what a salon would choose", async () => {
    const salon = await installation.business({ name: "Sarah's Salon", subdomain: "sarahssalon" });
    const { status, body, headers } = await salon.call("GET", address);
    assert.equal(status, 200);
    assert.equal(headers.etag, `"${body.version}"`);
    assert.deepEqual(
      [body.id, body.name, body.subdomain, body.timeZone, body.currency, body.language],
      [salon.id, "Sarah's Salon", "sarahssalon", "America/Los_Angeles", "usd", "en"],
    );
    assert.deepEqual(
      [body.minimumNotice, body.bookingWindowDays, body.requiresConfirmation, body.reminders, body.holdMinutes],
      [60, 60, false, [1440], 10],
    );
    assert.deepEqual(body.openingHours, {
      timeZone: "America/Los_Angeles",
      weekly: weekdays,
      breaks: [],
      overrides: [],
    });
  });

  it("change field by field, by PATCH and by PUT, and leave the rest", async () => {
    const salon = await installation.business();
    const first = await salon.call("PATCH", address, { minimumNotice: 120, phone: "+1 415 555 0101", country: "us" });
    assert.equal(first.status, 200);
    const { body } = await salon.call("PUT", address, {
      requiresConfirmation: true,
      reminders: [2880, 120],
      phone: null,
    });
    assert.deepEqual(
      [body.minimumNotice, body.requiresConfirmation, body.reminders, body.phone, body.country, body.bookingWindowDays],
      [120, true, [2880, 120], null, "US", 60],
    );
    assert.deepEqual((await salon.call("GET", address)).body, body);
  });

  it("refuse what cannot be right, naming the field", async () => {
    const salon = await installation.business();
    const wrong: [body: object, field: string][] = [
      [{ timeZone: "Mars/Olympus" }, "timeZone"],
      [{ currency: "xxq" }, "currency"],
      [{ minimumNotice: -1 }, "minimumNotice"],
      [{ reminders: [60, 60] }, "reminders"],
      [{ logoUrl: "javascript:alert(1)" }, "logoUrl"],
      [{ weekStart: 7 }, "weekStart"],
      [{ minimunNotice: 10 }, "minimunNotice"],
      [{ plan: "enterprise" }, "plan"],
      [{ subdomain: "www" }, "subdomain"],
      [{ name: "  " }, "name"],
      [{ openingHours: { weekly: [{ day: 1, start: "9", end: "17:00" }] } }, "openingHours.weekly.0.start"],
    ];
    for (const [sent, field] of wrong) {
      const { status, body } = await salon.call("PATCH", address, sent);
      assert.deepEqual([status, body.details?.[0]?.field], [422, field], JSON.stringify(sent));
    }
  });

  it("keep old addresses leading to the business, and give nobody an address that is taken", async () => {
    const salon = await installation.business({ subdomain: "oldname" });
    const other = await installation.business({ subdomain: "takenname" });
    const taken = await salon.call("PATCH", address, { subdomain: "takenname" });
    assert.deepEqual([taken.status, taken.body.error, taken.body.details[0].field], [409, "CONFLICT", "subdomain"]);
    assert.equal((await salon.call("PATCH", address, { subdomain: "NewName" })).body.subdomain, "newname");
    for (const subdomain of ["oldname", "newname"])
      assert.equal(await businessOfSubdomain(installation.app.database.db, subdomain), salon.id);
    assert.equal((await other.call("PATCH", address, { subdomain: "oldname" })).status, 409);
    assert.equal((await salon.call("PATCH", address, { subdomain: "oldname" })).body.subdomain, "oldname");
  });

  it("let nobody hoard addresses", async () => {
    const salon = await installation.business({ subdomain: "greedy" });
    for (let number = 1; number < 20; number++)
      assert.equal((await salon.call("PATCH", address, { subdomain: `greedy-${number}` })).status, 200);
    const { status, body } = await salon.call("PATCH", address, { subdomain: "greedy-20" });
    assert.equal(status, 409);
    assert.match(body.message, /Go back to one of them/);
    assert.equal(await businessOfSubdomain(installation.app.database.db, "greedy-20"), null);
  });

  it("hold the opening hours, each part by itself", async () => {
    const salon = await installation.business();
    const { body: place } = await salon.call("POST", "/api/services/locations", { name: "Downtown" });
    const hours = {
      weekly: [
        { day: 6, start: "10:00", end: "14:00", locationId: place?.id ?? null },
        { day: 5, start: "20:00", end: "02:00", locationId: null },
      ],
      overrides: [
        { date: "2026-12-24", ranges: [{ start: "09:00", end: "12:00", locationId: null }] },
        { date: "2026-12-25", ranges: [] },
      ],
    };
    const { status, body } = await salon.call("PATCH", address, { openingHours: hours });
    assert.equal(status, 200, JSON.stringify(body));
    assert.deepEqual(body.openingHours.weekly, [hours.weekly[1], hours.weekly[0]]);
    assert.deepEqual(body.openingHours.overrides, hours.overrides);
    const lunch = [{ day: 5, start: "12:00", end: "13:00", locationId: null }];
    const then = (await salon.call("PATCH", address, { openingHours: { breaks: lunch } })).body.openingHours;
    assert.deepEqual([then.breaks, then.weekly.length, then.overrides.length], [lunch, 2, 2]);
  });

  it("do not take another business's location for opening hours", async () => {
    const [salon, other] = [await installation.business(), await installation.business()];
    const { id } = await installation.asSystem(other.id, (context) =>
      context.db
        .insertInto("locations")
        .values({ businessId: other.id, name: "Theirs", createdAt: "2026-01-01T00:00:00Z" })
        .returning("id")
        .executeTakeFirstOrThrow(),
    );
    const openingHours = { weekly: [{ day: 1, start: "09:00", end: "17:00", locationId: id }] };
    const { status, body } = await salon.call("PATCH", address, { openingHours });
    assert.deepEqual([status, body.details[0].field], [404, "openingHours.weekly.0.locationId"]);
    assert.deepEqual((await salon.call("GET", address)).body.openingHours.weekly, weekdays);
  });

  it("keep 09:00 at 09:00 when the business moves to another zone", async () => {
    const salon = await installation.business();
    const { body } = await salon.call("PATCH", address, { timeZone: "Europe/Berlin" });
    assert.equal(body.timeZone, "Europe/Berlin");
    assert.deepEqual([body.openingHours.timeZone, body.openingHours.weekly], ["Europe/Berlin", weekdays]);
  });

  it("let the second of two editors know, a change of hours included", async () => {
    const salon = await installation.business();
    const { headers } = await salon.call("GET", address);
    const hours = { openingHours: { weekly: [] } };
    assert.equal((await salon.call("PATCH", address, hours, { "if-match": headers.etag })).status, 200);
    const late = await salon.call("PATCH", address, { name: "Too late" }, { "if-match": headers.etag });
    assert.deepEqual([late.status, late.body.error], [412, "PRECONDITION_FAILED"]);
  });

  it("are read by every member, changed by owners and admins, and every change is in the audit log", async () => {
    const salon = await installation.business();
    const manager = await installation.member(salon.id, "manager");
    assert.equal((await installation.send("GET", address, { key: manager.key })).status, 200);
    const refused = await installation.send("PATCH", address, { key: manager.key, body: { name: "Mine" } });
    assert.deepEqual([refused.status, refused.body.error], [403, "FORBIDDEN"]);
    const admin = await installation.member(salon.id, "admin");
    await installation.send("PATCH", address, { key: admin.key, body: { name: "Ours", holdMinutes: 5 } });
    const { body } = await salon.call("GET", "/api/services/audit-log?subject=company");
    assert.deepEqual(
      body.map((entry: any) => [entry.actor.userId, entry.changes.name.after, entry.changes.holdMinutes]),
      [[admin.userId, "Ours", { before: 10, after: 5 }]],
    );
  });

  it("have their defaults where what is stored is missing, unknown or no longer fits", () => {
    const settings = settingsOf({ settings: { holdMinutes: "ten", minimumNotice: 5, fromTheFuture: true } } as never);
    assert.deepEqual([settings.holdMinutes, settings.minimumNotice, settings.reminders], [10, 5, [1440]]);
    assert.equal("fromTheFuture" in settings, false);
    assert.equal(settingsOf({ settings: {} } as never).bookingWindowDays, 60);
  });
});
