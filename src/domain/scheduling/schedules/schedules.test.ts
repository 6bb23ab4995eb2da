import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import {
  openTestInstallation,
  type TestBusiness,
  type TestInstallation,
} from "../../../../test/support/installation.ts";

const address = "/api/schedules";

describe("schedules", () => {
  let installation: TestInstallation;
  let salon: TestBusiness;
  before(async () => {
    installation = await openTestInstallation();
    salon = await installation.business({ timeZone: "Europe/Berlin" });
  });
  after(() => installation.close());

  /** A member, who calls as themselves. */
  const person = async (role = "employee") => {
    const { key, userId } = await installation.member(salon.id, role);
    const call = (method: string, path: string, body?: unknown, headers?: Record<string, string>) =>
      installation.send(method, path, { key, body, ...(headers ? { headers } : {}) });
    const list = async (query = "") => (await call("GET", `${address}${query}`)).body.data;
    const make = async (draft: object) => {
      const { status, body, text } = await call("POST", address, draft);
      assert.equal(status, 201, text);
      return body.data;
    };
    const change = (id: number, changes: object, headers?: Record<string, string>) =>
      call("PATCH", `${address}?id=${id}`, changes, headers);
    return { userId, call, list, make, change };
  };
  const standing = (schedules: { name: string; isDefault: boolean; inherited: boolean }[]) =>
    schedules.map(
      ({ name, isDefault, inherited }) => `${name}${isDefault ? " *" : ""}${inherited ? " (inherited)" : ""}`,
    );

  it("begin with the business's opening hours, until somebody makes their own", async () => {
    const { list, make } = await person();
    assert.deepEqual(standing(await list()), ["Opening hours * (inherited)"]);
    const first = await make({ name: "Mornings" });
    assert.deepEqual(
      [first.timeZone, first.isDefault, first.availability],
      [
        "Europe/Berlin",
        true,
        [{ days: ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"], startTime: "09:00", endTime: "17:00" }],
      ],
    );
    await make({ name: "Evenings" });
    assert.deepEqual(standing(await list()), ["Mornings *", "Evenings", "Opening hours (inherited)"]);
  });

  it("have one default per person", async () => {
    const { list, make, change } = await person();
    await make({ name: "One" });
    const two = await make({ name: "Two", isDefault: true });
    assert.deepEqual(standing(await list()), ["One", "Two *", "Opening hours (inherited)"]);
    const [one] = await list();
    assert.equal((await change(one.id, { isDefault: true })).body.data.isDefault, true);
    assert.deepEqual(standing(await list()), ["One *", "Two", "Opening hours (inherited)"]);
    const refused = await change(one.id, { isDefault: false });
    assert.deepEqual([refused.status, refused.body.details[0].field], [409, "isDefault"]);
    assert.equal((await change(two.id, { isDefault: false })).status, 200);
  });

  it("are kept beside the opening hours where somebody wants those as the default", async () => {
    const { list, make } = await person();
    await make({ name: "For trials", isDefault: false });
    assert.deepEqual(standing(await list()), ["For trials", "Opening hours * (inherited)"]);
  });

  it("take Cal.com's form and the house's, and answer both", async () => {
    const { make, change } = await person();
    const days = ["Monday", "Wednesday"];
    const made = await make({
      name: "Moved over",
      timeZone: "America/New_York",
      availability: [
        { days, startTime: "09:00", endTime: "12:00" },
        { days, startTime: "13:00", endTime: "17:00" },
      ],
      overrides: [
        { date: "2031-05-05", startTime: "10:00", endTime: "11:00" },
        { date: "2031-05-05", startTime: "15:00", endTime: "16:00" },
        { date: "2031-05-06", startTime: "00:00", endTime: "00:00" },
      ],
    });
    const shown = ({ start, end }: { start: string; end: string }) => `${start}–${end}`;
    assert.deepEqual(made.weekly.map((one: any) => `${one.day} ${shown(one)}`).sort(), [
      "1 09:00–12:00",
      "1 13:00–17:00",
      "3 09:00–12:00",
      "3 13:00–17:00",
    ]);
    assert.deepEqual(
      made.overrides.map(({ date, ranges }: any) => [date, ranges.map(shown)]),
      [
        ["2031-05-05", ["10:00–11:00", "15:00–16:00"]],
        ["2031-05-06", []],
      ],
    );
    assert.equal(made.availability.length, 2);
    const house = {
      weekly: [{ day: 5, start: "09:00", end: "17:00" }],
      breaks: [{ day: 5, start: "12:00", end: "13:00" }],
      overrides: [{ date: "2031-05-09", ranges: [] }],
    };
    const { body } = await change(made.id, house);
    assert.deepEqual(body.data.availability, [
      { days: ["Friday"], startTime: "09:00", endTime: "12:00" },
      { days: ["Friday"], startTime: "13:00", endTime: "17:00" },
    ]);
    const { body: again } = await change(made.id, { availability: body.data.availability });
    assert.deepEqual(
      [again.data.availability, again.data.breaks, again.data.overrides],
      [body.data.availability, [], body.data.overrides],
    );
  });

  const monday = { day: 1, start: "09:00", end: "12:00" };
  const range = { days: ["Monday"], startTime: "09:00", endTime: "12:00" };
  const wrong: [string, object, string][] = [
    ["both forms at once", { availability: [range], weekly: [monday] }, "availability"],
    ["breaks beside Cal.com's form, which has none", { availability: [range], breaks: [] }, "availability"],
    ["ranges of one day that overlap", { availability: [range, { ...range, startTime: "11:00" }] }, "availability.1"],
    ["the same in the house's form", { weekly: [monday, { ...monday, start: "11:00" }] }, "weekly.1"],
    ["a day twice in one entry", { availability: [{ ...range, days: ["Monday", "Monday"] }] }, "availability.0"],
    ["a day that is none", { availability: [{ ...range, days: ["Funday"] }] }, "availability.0.days.0"],
    ["a time that is none", { availability: [{ ...range, endTime: "9pm" }] }, "availability.0.endTime"],
    ["a date without its other end", { overrides: [{ date: "2031-05-05", startTime: "09:00" }] }, "overrides.0.ranges"],
    [
      "a date in both forms",
      { overrides: [{ date: "2031-05-05", startTime: "09:00", endTime: "10:00", ranges: [] }] },
      "overrides.0.ranges",
    ],
    [
      "a date twice",
      {
        overrides: [
          { date: "2031-05-05", ranges: [] },
          { date: "2031-05-05", ranges: [] },
        ],
      },
      "overrides.1.date",
    ],
    ["an unknown zone", { timeZone: "Mars/Olympus" }, "timeZone"],
  ];
  it("refuse what cannot be, saying where", async () => {
    const { call } = await person();
    for (const [what, draft, field] of wrong) {
      const { status, body } = await call("POST", address, { name: "Wrong", ...draft });
      assert.deepEqual([status, body.details?.[0].field], [422, field], what);
    }
    const unknown = await call("POST", address, { name: "Wrong", weekly: [{ ...monday, locationId: 999999999 }] });
    assert.deepEqual([unknown.status, unknown.body.details[0].field], [404, "weekly.0.locationId"]);
  });

  it("are deleted, the default last: then the opening hours count again", async () => {
    const { call, list, make } = await person();
    const one = await make({ name: "One" });
    const two = await make({ name: "Two" });
    const remove = (id: number) => call("DELETE", `${address}?id=${id}`);
    const refused = await remove(one.id);
    assert.equal(refused.status, 409);
    assert.match(refused.body.message, /another one the default/);
    assert.deepEqual((await remove(two.id)).body.data, { id: two.id, deleted: true });
    assert.equal((await remove(one.id)).status, 200);
    assert.deepEqual(standing(await list()), ["Opening hours * (inherited)"]);
  });

  it("free their event types when they are deleted", async () => {
    const { call, make } = await person();
    await make({ name: "Usual" });
    const special = await make({ name: "Special" });
    const { body } = await call("POST", "/api/event-types", { title: "Talk", length: 30, scheduleId: special.id });
    assert.equal(body.data.scheduleId, special.id, JSON.stringify(body));
    assert.equal((await call("DELETE", `${address}?id=${special.id}`)).status, 200);
    const { body: after } = await call("GET", `/api/event-types?id=${body.data.id}`);
    assert.equal(after.data.scheduleId, null);
  });

  it("leave the opening hours to those who may change the business", async () => {
    const { call, list } = await person("manager");
    const { id } = (await list()).at(-1);
    for (const [method, body] of [
      ["PATCH", { name: "Mine" }],
      ["DELETE", undefined],
    ] as const) {
      const refused = await call(method, `${address}?id=${id}`, body);
      assert.equal(refused.status, 403);
      assert.match(refused.body.message, /company-settings/);
    }
    assert.equal((await call("GET", `${address}?id=${id}`)).body.data.inherited, true);
  });

  it("are one's own, and everybody's to managers", async () => {
    const anna = await person();
    const bert = await person();
    const mine = await anna.make({ name: "Anna's" });
    assert.equal((await bert.call("GET", `${address}?id=${mine.id}`)).status, 404);
    assert.equal((await bert.change(mine.id, { name: "Bert's" })).status, 404);
    assert.equal((await bert.call("GET", `${address}?userId=${anna.userId}`)).status, 403);
    const { body } = await salon.call("GET", `${address}?userId=${anna.userId}`);
    assert.deepEqual(standing(body.data), ["Anna's *", "Opening hours (inherited)"]);
    const made = await salon.call("POST", `${address}?userId=${anna.userId}`, { name: "From above" });
    assert.deepEqual([made.status, made.body.data.userId, made.body.data.isDefault], [201, anna.userId, false]);
    assert.equal((await salon.call("PATCH", `${address}?id=${mine.id}`, { name: "Anna's hours" })).status, 200);
    const stranger = await installation.business();
    assert.equal((await salon.call("GET", `${address}?userId=${stranger.userId}`)).status, 404);
    assert.equal((await stranger.call("GET", `${address}?id=${mine.id}`)).status, 404);
  });

  it("let the second of two editors know", async () => {
    const { make, change } = await person();
    const { id, version } = await make({ name: "Shared" });
    const edit = (name: string) => change(id, { name }, { "if-match": `"${version}"` });
    const answers = await Promise.all([edit("Mine"), edit("Yours")]);
    assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 412]);
  });

  it("come in pages", async () => {
    const { call, make } = await person();
    for (const name of ["One", "Two", "Three"]) await make({ name });
    const names: string[] = [];
    for (let cursor: string | null = ""; cursor !== null; ) {
      const { body } = await call("GET", `${address}?limit=2${cursor && `&cursor=${cursor}`}`);
      assert.equal(body.pagination.total, 4);
      names.push(...body.data.map(({ name }: { name: string }) => name));
      cursor = body.pagination.nextCursor;
    }
    assert.deepEqual(names, ["One", "Two", "Three", "Opening hours"]);
  });

  it("tell those who wait when hours open, of the default alone", async () => {
    const { make, change, userId } = await person();
    const { id } = await make({ name: "Usual", availability: [range] });
    const other = await make({ name: "Other" });
    const freed = () =>
      installation.asSystem(salon.id, async ({ db, businessId }) => {
        const calendar = await db
          .selectFrom("calendars")
          .select("id")
          .where("businessId", "=", businessId)
          .where("userId", "=", userId)
          .executeTakeFirstOrThrow();
        return (
          await db
            .selectFrom("events")
            .select("id")
            .where("businessId", "=", businessId)
            .where("trigger", "=", "time.freed")
            .where("subject", "=", `calendar:${calendar.id}`)
            .execute()
        ).length;
      });
    await change(other.id, { availability: [{ ...range, endTime: "20:00" }] });
    assert.equal(await freed(), 0);
    await change(id, { availability: [{ ...range, endTime: "20:00" }] });
    assert.equal(await freed(), 1);
    await change(id, { availability: [range] });
    assert.equal(await freed(), 1, "closing frees nothing");
  });

  it("decide when a person's event types can be booked", async () => {
    const { call, make } = await person();
    const { body } = await call("GET", "/api/event-types");
    const type = body.data.find(({ slug }: { slug: string }) => slug === "30min");
    await make({
      name: "Short",
      timeZone: "UTC",
      weekly: [0, 1, 2, 3, 4, 5, 6].map((day) => ({ day, start: "09:00", end: "10:00" })),
    });
    const day = new Date(Date.now() + 7 * 86_400_000).toISOString().slice(0, 10);
    const range = `start=${day}T00:00:00Z&end=${day}T23:59:59Z`;
    const slots = await call("GET", `/api/slots?eventTypeId=${type.id}&${range}&timeZone=UTC`);
    assert.deepEqual(
      slots.body.data.slots[day].map(({ start }: { start: string }) => start),
      [`${day}T09:00:00Z`, `${day}T09:30:00Z`],
    );
  });
});
