import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import {
  openTestInstallation,
  type TestBusiness,
  type TestInstallation,
} from "../../../../test/support/installation.ts";

const address = "/api/event-types";

describe("event types", () => {
  let installation: TestInstallation;
  let salon: TestBusiness;
  let employee: { userId: number; key: string };
  before(async () => {
    installation = await openTestInstallation();
    salon = await installation.business({ name: "Acme", subdomain: "acme" });
    employee = await installation.member(salon.id, "employee");
  });
  after(() => installation.close());

  const as = (key: string) => (method: string, path: string, body?: unknown) =>
    installation.send(method, path, { key, body });
  const make = async (draft: object = {}, call = salon.call) => {
    const { status, body } = await call("POST", address, { title: "Intro", length: 30, ...draft });
    assert.equal(status, 201, JSON.stringify(body));
    return body.data;
  };
  const refused = async (draft: object) => {
    const { status, body } = await salon.call("POST", address, { title: "Intro", length: 30, ...draft });
    return [status, ...(body.details ?? []).map(({ field }: { field: string }) => field)];
  };

  it("need a title and a length, and can be booked as they are", async () => {
    const data = await make({ title: "Discovery call", length: 45 });
    assert.deepEqual(
      [data.slug, data.length, data.active, data.hidden, data.currency, data.periodType, data.periodDays],
      ["discovery-call", 45, true, false, "usd", "ROLLING", 60],
    );
    assert.deepEqual(data.locations, [{ type: "integrations:jitsi" }]);
    assert.deepEqual(
      data.bookingFields.map(({ name, required }: any) => [name, required]),
      [
        ["name", true],
        ["email", true],
      ],
    );
    assert.match(data.link, /\/owner-of-acme\/discovery-call$/);
    assert.equal(data.owner.id, salon.userId);
    const { body } = await salon.call("GET", `${address}?id=${data.id}`);
    assert.deepEqual(body.data, data);
  });

  it("take everything that Cal.com's have, and give it back", async () => {
    const draft = {
      slug: "everything",
      description: "All of it",
      lengthOptions: [60, 30, 30],
      hidden: true,
      locations: [
        { type: "inPerson", address: "1 Main Street", displayLocationPublicly: true },
        { type: "phone" },
        { type: "link", link: "https://meet.example.com/me" },
      ],
      bookingFields: [
        {
          name: "topic",
          type: "select",
          label: "What about?",
          required: true,
          options: [{ value: "a", label: "A" }],
        },
        { name: "why", type: "text", label: "Why?", required: false, showIf: { field: "topic", in: ["a"] } },
      ],
      lockTimeZone: true,
      timeZone: "Europe/Berlin",
      minimumBookingNotice: 60,
      beforeEventBuffer: 5,
      afterEventBuffer: 10,
      slotInterval: 15,
      offsetStart: 5,
      onlyFirstSlotPerDay: true,
      periodType: "RANGE",
      periodStartDate: "2035-01-01",
      periodEndDate: "2035-02-01",
      bookingLimits: { PER_DAY: 2, PER_WEEK: 5 },
      durationLimits: { PER_MONTH: 600 },
      seatsPerTimeSlot: 10,
      seatsShowAttendees: true,
      requiresConfirmation: true,
      requiresConfirmationThreshold: { time: 48, unit: "hours" },
      price: 5000,
      currency: "eur",
      disableGuests: true,
      minimumCancellationNotice: 120,
      minimumReschedulingNotice: 240,
      successRedirectUrl: "https://example.com/thanks",
      isInstantEvent: true,
      instantExpirySeconds: 90,
      metadata: { crm: { id: 7 } },
    };
    const data = await make(draft);
    const { lengthOptions, requiresConfirmationThreshold, bookingFields, ...rest } = draft;
    for (const [name, value] of Object.entries(rest)) assert.deepEqual(data[name], value, name);
    assert.deepEqual(data.lengthOptions, [30, 60]);
    assert.deepEqual(data.requiresConfirmationThreshold, { time: 2, unit: "days" });
    assert.deepEqual(
      data.bookingFields.map(({ name }: any) => name),
      ["name", "email", "topic", "why"],
    );
    const { body } = await salon.call("PATCH", `${address}?id=${data.id}`, {
      bookingLimits: null,
      requiresConfirmationThreshold: null,
      seatsPerTimeSlot: null,
      recurringEvent: { freq: "weekly", count: 8 },
    });
    assert.deepEqual(
      [body.data.bookingLimits, body.data.requiresConfirmationThreshold, body.data.recurringEvent, body.data.price],
      [{}, null, { freq: "weekly", interval: 1, count: 8 }, 5000],
    );
  });

  it("refuse what does not go together, by field", async () => {
    const question = { name: "q", type: "text", label: "?" };
    const cases: [object, ...unknown[]][] = [
      [{ periodType: "RANGE", periodStartDate: "2035-01-01" }, 422, "periodEndDate"],
      [{ periodType: "RANGE", periodStartDate: "2035-01-02", periodEndDate: "2035-01-01" }, 422, "periodEndDate"],
      [{ seatsPerTimeSlot: 3, recurringEvent: { freq: "daily", count: 3 } }, 422, "recurringEvent"],
      [{ lengthOptions: [15, 60] }, 422, "length"],
      [{ bookingLimits: { PER_DAY: 5, PER_WEEK: 3 } }, 422, "bookingLimits"],
      [{ durationLimits: { PER_DAY: 10 } }, 422, "durationLimits"],
      [{ scheduleId: 999_999 }, 404, "scheduleId"],
      [{ schedulingType: "collective" }, 422, "schedulingType"],
      [{ userId: 999_999 }, 404, "userId"],
      [{ teamId: 999_999 }, 404, "teamId"],
      [{ locations: [{ type: "inPerson" }] }, 422, "locations.0.address"],
      [{ bookingFields: [{ ...question, type: "select" }] }, 422, "bookingFields.2.options"],
      [{ bookingFields: [{ ...question, showIf: { field: "later", in: [1] } }] }, 422, "bookingFields.2.showIf"],
      [{ bookingFields: [question, question] }, 422, "bookingFields.3.name"],
      [
        { bookingFields: [{ name: "email", type: "email", label: "Mail", required: false }] },
        422,
        "bookingFields.1.required",
      ],
    ];
    for (const [draft, ...expected] of cases) assert.deepEqual(await refused(draft), expected, JSON.stringify(draft));
  });

  it("do without an e-mail address where a phone number is required", async () => {
    const phone = { name: "attendeePhoneNumber", type: "phone", label: "Phone", required: true };
    const mail = { name: "email", type: "email", label: "Mail", required: false };
    const { bookingFields } = await make({ slug: "by-phone", bookingFields: [phone, mail] });
    assert.deepEqual(
      bookingFields.map(({ name, required }: any) => [name, required]),
      [
        ["name", true],
        ["attendeePhoneNumber", true],
        ["email", false],
      ],
    );
  });

  it("have a slug of their own for each owner", async () => {
    await make({ slug: "taken" });
    assert.deepEqual(await refused({ slug: "taken" }), [409, "slug"]);
    const first = await make({ title: "Same title" });
    const second = await make({ title: "Same title" });
    assert.deepEqual([first.slug, second.slug], ["same-title", "same-title-2"]);
    assert.equal((await make({ slug: "taken" }, as(employee.key))).slug, "taken");
    const { status } = await salon.call("PATCH", `${address}?id=${first.id}`, { slug: "taken" });
    assert.equal(status, 409);
  });

  it("follow a schedule of their owner or the opening hours, nobody else's", async () => {
    const schedules = await installation.asSystem(salon.id, async ({ db }) => {
      const calendar = await db
        .selectFrom("calendars")
        .select("id")
        .where("userId", "=", employee.userId)
        .executeTakeFirstOrThrow();
      const shared = await db
        .selectFrom("schedules")
        .select("id")
        .where("calendarId", "is", null)
        .executeTakeFirstOrThrow();
      const values = { businessId: salon.id, calendarId: calendar.id, name: "Late", timeZone: "UTC", isDefault: false };
      const own = await db.insertInto("schedules").values(values).returning("id").executeTakeFirstOrThrow();
      return { own: own.id, shared: shared.id };
    });
    assert.deepEqual(await refused({ scheduleId: schedules.own }), [422, "scheduleId"]);
    assert.equal((await make({ title: "Shared hours", scheduleId: schedules.shared })).scheduleId, schedules.shared);
    const theirs = await make({ title: "Late hours", scheduleId: schedules.own }, as(employee.key));
    assert.equal(theirs.scheduleId, schedules.own);
  });

  it("are one's own; managers see and change those of others", async () => {
    const call = as(employee.key);
    const own = await make({ title: "Mine alone" }, call);
    const boss = await make({ title: "The boss's" });
    assert.equal((await call("GET", `${address}?id=${boss.id}`)).status, 404);
    assert.equal((await call("PATCH", `${address}?id=${boss.id}`, { title: "X" })).status, 404);
    const foreign = await call("POST", address, { title: "X", length: 15, userId: salon.userId });
    assert.equal(foreign.status, 403);
    const mine = (await call("GET", `${address}?all=true&limit=200`)).body.data;
    assert.ok(mine.every(({ userId }: any) => userId === employee.userId));
    const theirs = (await salon.call("GET", `${address}?userId=${employee.userId}&search=alone`)).body.data;
    assert.deepEqual(
      theirs.map(({ id }: any) => id),
      [own.id],
    );
    assert.equal((await salon.call("PATCH", `${address}?id=${own.id}`, { title: "Yours" })).body.data.title, "Yours");
    const made = await make({ title: "For you", userId: employee.userId });
    assert.equal(made.userId, employee.userId);
    assert.equal((await call("DELETE", `${address}?id=${made.id}`)).status, 200);
    const listed = (await salon.call("GET", address)).body.data;
    assert.ok(listed.every(({ userId }: any) => userId === salon.userId));
  });

  it("are copied under a new slug", async () => {
    const source = await make({ title: "Original", price: 900, bookingLimits: { PER_DAY: 1 } });
    const { status, body } = await salon.call("POST", `${address}/${source.id}/duplicate`, {});
    assert.equal(status, 201);
    const { title, slug, price, bookingLimits } = body.data;
    assert.deepEqual([title, slug, price, bookingLimits], ["Original (copy)", "original-2", 900, { PER_DAY: 1 }]);
    const named = await salon.call("POST", `${address}/${source.id}/duplicate`, { title: "Other", slug: "other" });
    assert.deepEqual([named.body.data.title, named.body.data.slug], ["Other", "other"]);
    assert.equal((await salon.call("POST", `${address}/${source.id}/duplicate`, { slug: "other" })).status, 409);
  });

  it("are shown in the order that their owner gives them", async () => {
    const shop = await installation.business();
    const before = (await shop.call("GET", address)).body.data.map(({ id }: any) => id);
    const ids = before.toReversed();
    assert.equal((await shop.call("POST", `${address}/reorder`, { ids })).status, 200);
    const listed = (await shop.call("GET", address)).body.data;
    assert.deepEqual(
      listed.map(({ id }: any) => id),
      ids,
    );
    const foreign = await salon.call("POST", `${address}/reorder`, { ids });
    assert.deepEqual([foreign.status, foreign.body.details[0].field], [404, "ids"]);
  });

  it("are switched off and on, and count how often they were booked", async () => {
    const { id } = await make({ title: "Counted", active: false });
    const off = (await salon.call("GET", `${address}?active=false`)).body.data;
    assert.deepEqual(
      off.map((one: any) => one.id),
      [id],
    );
    assert.equal((await salon.call("PATCH", `${address}?id=${id}`, { active: true })).body.data.active, true);
    const [counted] = (await salon.call("GET", `${address}?search=Counted&withBookingCounts=true`)).body.data;
    assert.deepEqual(counted.bookings, { total: 0, upcoming: 0 });
    assert.equal((await salon.call("DELETE", `${address}?id=${id}`)).status, 200);
    assert.equal((await salon.call("GET", `${address}?id=${id}`)).status, 404);
  });

  it("are kept from being overwritten by somebody who read an older version", async () => {
    const { id, version } = await make({ title: "Versioned" });
    const change = (title: string) =>
      salon.call("PATCH", `${address}?id=${id}`, { title }, { "if-match": `"${version}"` });
    assert.equal((await change("First")).status, 200);
    assert.equal((await change("Second")).status, 412);
  });
});
