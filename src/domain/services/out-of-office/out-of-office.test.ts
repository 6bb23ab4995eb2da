import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import {
  openTestInstallation,
  type TestBusiness,
  type TestInstallation,
} from "../../../../test/support/installation.ts";

const address = "/api/out-of-office";

describe("out of office", () => {
  let installation: TestInstallation;
  let salon: TestBusiness;
  before(async () => {
    installation = await openTestInstallation();
    salon = await installation.business({ timeZone: "Europe/Berlin" });
  });
  after(() => installation.close());

  let counter = 0;
  const hire = async (): Promise<number> =>
    (await salon.call("POST", "/api/services/employees", { name: `Person ${++counter}` })).body.id;
  const away = { start: "2031-07-01", end: "2031-07-14" };

  it("is said in dates of the person's own zone, the last one included", async () => {
    const employeeId = await hire();
    const { status, body } = await salon.call("POST", address, {
      employeeId,
      ...away,
      reason: "vacation",
      notes: "Sea",
    });
    assert.deepEqual([status, body.status], [201, "success"]);
    const { id, uid, createdAt, ...shown } = body.data;
    assert.match(uid, /^ooo_/);
    assert.ok(createdAt && id);
    assert.deepEqual(shown, {
      employeeId,
      userId: null,
      start: "2031-06-30T22:00:00Z",
      end: "2031-07-14T22:00:00Z",
      reason: "vacation",
      notes: "Sea",
      redirectUserId: null,
      version: 1,
    });
  });

  it("keeps the person from being booked meanwhile, and no longer when it is deleted", async () => {
    const employeeId = await hire();
    const { body: service } = await salon.call("POST", "/api/services/services", { name: "Cut", duration: 60 });
    const day = new Date(Date.now() + 7 * 86_400_000);
    while (day.getUTCDay() !== 3) day.setTime(day.getTime() + 86_400_000);
    const date = day.toISOString().slice(0, 10);
    const slots = async () => {
      const query = `serviceId=${service.id}&employeeId=${employeeId}&date=${date}`;
      const { status, body } = await salon.call("GET", `/api/services/availability?${query}`);
      assert.equal(status, 200, JSON.stringify(body));
      return body.days.flatMap((open: { slots: unknown[] }) => open.slots).length;
    };
    assert.equal(await slots(), 8);
    const { body } = await salon.call("POST", address, { employeeId, start: date, end: date });
    assert.equal(await slots(), 0);
    const noon = `${date}T10:00:00Z`;
    const { status } = await salon.call("PATCH", `${address}?id=${body.data.id}`, { end: noon });
    assert.equal(status, 200);
    assert.ok((await slots()) >= 4);
    await salon.call("DELETE", `${address}?id=${body.data.id}`);
    assert.equal(await slots(), 8);
  });

  it("tells webhooks with the entry, whose it is and who takes over", async () => {
    const { userId } = await installation.member(salon.id, "manager");
    const { body } = await salon.call("POST", address, { ...away, redirectUserId: userId });
    assert.equal(body.data.userId, salon.userId);
    const events = await installation.asSystem(salon.id, ({ db, businessId }) =>
      db
        .selectFrom("events")
        .selectAll()
        .where("businessId", "=", businessId)
        .where("trigger", "=", "OOO_CREATED")
        .where("subject", "=", `out_of_office:${body.data.id}`)
        .execute(),
    );
    assert.equal(events.length, 1);
    const { oooEntry } = events[0]!.payload as { oooEntry: Record<string, any> };
    assert.deepEqual(
      [oooEntry.uuid, oooEntry.start, oooEntry.end, oooEntry.reason],
      [body.data.uid, body.data.start, body.data.end, "unspecified"],
    );
    assert.deepEqual([oooEntry.user.email, oooEntry.toUser.id], [salon.email, userId]);
    assert.equal(oooEntry.employee.id, body.data.employeeId);
  });

  it("is said of a member who is not on the staff list, too", async () => {
    const { userId, key } = await installation.member(salon.id, "employee");
    const { status, body } = await salon.call("POST", address, { userId, ...away, redirectUserId: salon.userId });
    assert.deepEqual(
      [status, body.data.userId, body.data.employeeId, body.data.redirectUserId],
      [201, userId, null, salon.userId],
    );
    const { body: theirs } = await salon.call("GET", `${address}?userId=${userId}`);
    assert.deepEqual(
      theirs.data.map(({ id }: { id: number }) => id),
      [body.data.id],
    );
    const asMember = (draft: object) => installation.send("POST", address, { key, body: { ...away, ...draft } });
    assert.equal((await asMember({ userId })).body.data.userId, userId, "oneself");
    assert.equal((await asMember({ userId: salon.userId })).status, 403);
    const stranger = await installation.business();
    const cases: [object, number][] = [
      [{ userId: stranger.userId }, 404],
      [{ userId, employeeId: await hire() }, 422],
      [{ userId, redirectUserId: userId }, 409],
    ];
    for (const [draft, expected] of cases) {
      const refused = await salon.call("POST", address, { ...away, ...draft });
      assert.equal(refused.status, expected, JSON.stringify(draft));
      assert.ok(["userId", "redirectUserId"].includes(refused.body.details[0].field));
    }
  });

  it("lists who is away now and later, the first to leave first", async () => {
    const shop = await installation.business();
    const { body: anna } = await shop.call("POST", "/api/services/employees", { name: "Anna" });
    for (const [start, end] of [
      ["2031-07-01", "2031-07-02"],
      ["2020-01-01", "2020-01-05"],
      ["2030-01-01", "2030-01-05"],
    ])
      await shop.call("POST", address, { employeeId: anna.id, start, end });
    await shop.call("POST", address, { start: "2032-01-01", end: "2032-01-02" });
    const startsFor = async (query: string) =>
      (await shop.call("GET", `${address}?${query}`)).body.data.map(({ start }: { start: string }) =>
        start.slice(0, 4),
      );
    assert.deepEqual(await startsFor(""), ["2030", "2031", "2032"]);
    assert.deepEqual(await startsFor("from=2019-01-01T00:00:00Z"), ["2020", "2030", "2031", "2032"]);
    assert.deepEqual(await startsFor("to=2031-01-01T00:00:00Z"), ["2030"]);
    assert.deepEqual(await startsFor(`employeeId=${anna.id}`), ["2030", "2031"]);
    const { body } = await shop.call("GET", `${address}?limit=1`);
    assert.deepEqual([body.pagination.total, body.data.length], [3, 1]);
    const { body: next } = await shop.call("GET", `${address}?limit=1&cursor=${body.pagination.nextCursor}`);
    assert.equal(next.data[0].start.slice(0, 4), "2031");
  });

  it("changes and deletes, and lets the second of two editors know", async () => {
    const { body } = await salon.call("POST", address, { employeeId: await hire(), ...away });
    const { id } = body.data;
    const edit = (change: object) => salon.call("PATCH", `${address}?id=${id}`, change, { "if-match": '"1"' });
    const { body: changed } = await edit({ end: "2031-07-20", reason: "sick" });
    assert.deepEqual(
      [changed.data.start, changed.data.end, changed.data.reason, changed.data.version],
      [body.data.start, "2031-07-20T22:00:00Z", "sick", 2],
    );
    assert.equal((await edit({ notes: "late" })).status, 412);
    assert.deepEqual((await salon.call("DELETE", `${address}?id=${id}`)).body.data, { id, deleted: true });
    assert.equal((await salon.call("GET", `${address}?id=${id}`)).status, 404);
  });

  it("refuses what cannot be, naming the field", async () => {
    const employeeId = await hire();
    const other = await installation.business();
    const { body: theirs } = await other.call("POST", "/api/services/employees", { name: "Theirs" });
    const cases: [body: object, status: number, field: string][] = [
      [{ employeeId, start: "2031-07-14", end: "2031-07-13" }, 422, "end"],
      [{ employeeId, start: "2031-07-14T10:00:00Z", end: "2031-07-14T10:00:00Z" }, 422, "end"],
      [{ employeeId, start: "tomorrow", end: "2031-07-13" }, 422, "start"],
      [{ employeeId, start: "2031-07-14T10:00:00", end: "2031-07-15" }, 422, "start"],
      [{ employeeId, ...away, until: "2032-01-01" }, 422, "until"],
      [{ employeeId: theirs.id, ...away }, 404, "employeeId"],
      [{ employeeId, ...away, redirectUserId: other.userId }, 404, "redirectUserId"],
      [{ ...away, redirectUserId: salon.userId }, 409, "redirectUserId"],
    ];
    for (const [body, status, field] of cases) {
      const answer = await salon.call("POST", address, body);
      assert.deepEqual([answer.status, answer.body.details?.[0].field], [status, field], JSON.stringify(body));
    }
  });

  it("is nobody else's to see, change or delete", async () => {
    const { body } = await salon.call("POST", address, { employeeId: await hire(), ...away });
    const other = await installation.business();
    for (const [method, change] of [["GET"], ["PATCH", { reason: "mine" }], ["DELETE"]] as const)
      assert.equal((await other.call(method, `${address}?id=${body.data.id}`, change)).status, 404, method);
    const { body: list } = await other.call("GET", address);
    assert.deepEqual(list.data, []);
  });

  it("is an employee's own business: they see and say when they are away themselves, of nobody else", async () => {
    const [anna, bert] = [await hire(), await hire()];
    const { key } = await installation.member(salon.id, "employee", anna);
    const asAnna = (method: string, path: string, body?: unknown) => installation.send(method, path, { key, body });
    const own = await asAnna("POST", address, away);
    assert.deepEqual([own.status, own.body.data.employeeId], [201, anna]);
    assert.equal((await asAnna("POST", address, { employeeId: bert, ...away })).status, 403);
    const { body: berts } = await salon.call("POST", address, { employeeId: bert, ...away, reason: "sick" });
    const { body: seen } = await asAnna("GET", address);
    assert.deepEqual(
      seen.data.map(({ employeeId }: { employeeId: number }) => employeeId),
      [anna],
    );
    assert.deepEqual((await asAnna("GET", `${address}?employeeId=${bert}`)).body.data, []);
    for (const [method, change] of [["GET"], ["PATCH", { reason: "lazy" }], ["DELETE"]] as const)
      assert.equal((await asAnna(method, `${address}?id=${berts.data.id}`, change)).status, 404, method);
    assert.equal((await asAnna("DELETE", `${address}?id=${own.body.data.id}`)).status, 200);
  });
});
