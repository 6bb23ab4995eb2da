import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import {
  openTestInstallation,
  type TestBusiness,
  type TestInstallation,
} from "../../../../test/support/installation.ts";

const address = "/api/services/time-blocks";

describe("time blocks", () => {
  let installation: TestInstallation;
  let salon: TestBusiness;
  let serviceId: number;
  before(async () => {
    installation = await openTestInstallation();
    salon = await installation.business();
    serviceId = (await salon.call("POST", "/api/services/services", { name: "Cut", duration: 60 })).body.id;
  });
  after(() => installation.close());

  let counter = 0;
  const hire = async (): Promise<number> =>
    (await salon.call("POST", "/api/services/employees", { name: `Person ${++counter}` })).body.id;
  const hours = (from: string, to: string) => ({
    startTime: `2031-04-01T${from}:00Z`,
    endTime: `2031-04-01T${to}:00Z`,
  });
  const block = (employeeId: number, from: string, to: string) =>
    salon.call("POST", address, { employeeId, ...hours(from, to) });
  const book = (employeeId: number, from: string, to: string) =>
    salon.call("POST", "/api/services/appointments", { serviceId, employeeId, ...hours(from, to) });

  it("keeps time free of bookings until it is deleted", async () => {
    const employeeId = await hire();
    const made = await salon.call("POST", address, { employeeId, ...hours("10:00", "11:00"), reason: "Dentist" });
    assert.equal(made.status, 201);
    const { id, createdAt, updatedAt, ...shown } = made.body;
    assert.ok(createdAt && updatedAt);
    assert.deepEqual(shown, {
      employeeId,
      employee: { id: employeeId, name: `Person ${counter}` },
      ...hours("10:00", "11:00"),
      reason: "Dentist",
      version: 1,
    });
    assert.equal((await book(employeeId, "10:30", "11:30")).status, 409);
    assert.equal((await book(employeeId, "11:00", "12:00")).status, 201);
    assert.deepEqual((await salon.call("DELETE", `${address}?id=${id}`)).body, { id, deleted: true });
    assert.equal((await salon.call("GET", `${address}?id=${id}`)).status, 404);
    assert.equal((await book(employeeId, "10:00", "11:00")).status, 201);
  });

  it("is refused over what is booked or blocked, saying what and when", async () => {
    const employeeId = await hire();
    await book(employeeId, "10:00", "11:00");
    await block(employeeId, "12:00", "13:00");
    const refused = await block(employeeId, "10:30", "12:30");
    assert.deepEqual([refused.status, refused.body.error], [409, "CONFLICT"]);
    assert.deepEqual(
      refused.body.details.map(({ message }: { message: string }) => message),
      [
        "Overlaps an appointment from 2031-04-01T10:00:00Z to 2031-04-01T11:00:00Z",
        "Overlaps another block from 2031-04-01T12:00:00Z to 2031-04-01T13:00:00Z",
      ],
    );
    assert.equal((await block(employeeId, "11:00", "12:00")).status, 201);
  });

  const change = (id: number, changes: object, headers?: Record<string, string>) =>
    installation.send("PATCH", `${address}?id=${id}`, {
      key: salon.key,
      body: changes,
      ...(headers ? { headers } : {}),
    });

  it("is moved, lengthened, renamed and given to a colleague, and takes its new time alone", async () => {
    const [anna, bert] = [await hire(), await hire()];
    const { body } = await block(anna, "10:00", "11:00");
    // Over a part of where it was: its own time is not in its way, and its length stays.
    const moved = await change(body.id, { startTime: "2031-04-01T10:30:00Z" });
    assert.deepEqual([moved.status, moved.body.endTime, moved.body.version], [200, "2031-04-01T11:30:00Z", 2]);
    assert.equal((await book(anna, "09:30", "10:30")).status, 201);
    assert.equal((await book(anna, "11:00", "12:00")).status, 409);
    const longer = await change(body.id, { endTime: "2031-04-01T12:00:00Z", reason: "Delivery" });
    assert.deepEqual([longer.body.startTime, longer.body.reason], ["2031-04-01T10:30:00Z", "Delivery"]);
    const given = await change(body.id, { employeeId: bert });
    assert.deepEqual([given.body.employee.id, given.body.reason], [bert, "Delivery"]);
    assert.equal((await book(anna, "11:00", "12:00")).status, 201);
    assert.equal((await book(bert, "11:00", "12:00")).status, 409);
    const renamed = await change(body.id, { reason: null });
    assert.deepEqual([renamed.body.reason, renamed.body.startTime], [null, "2031-04-01T10:30:00Z"]);
  });

  it("stays where it is when its new time is taken, and says by what", async () => {
    const employeeId = await hire();
    const { body } = await block(employeeId, "10:00", "11:00");
    await book(employeeId, "12:00", "13:00");
    const refused = await change(body.id, { startTime: "2031-04-01T11:30:00Z", reason: "x" });
    assert.equal(refused.status, 409);
    assert.match(refused.body.details[0].message, /^Overlaps an appointment from 2031-04-01T12:00:00Z/);
    assert.deepEqual((await salon.call("GET", `${address}?id=${body.id}`)).body, body);
    const backwards = await change(body.id, { endTime: "2031-04-01T09:00:00Z" });
    assert.deepEqual([backwards.status, backwards.body.details[0].field], [422, "endTime"]);
  });

  it("is not changed over somebody else's change", async () => {
    const { body } = await block(await hire(), "10:00", "11:00");
    assert.equal((await change(body.id, { reason: "First" }, { "if-match": '"1"' })).status, 200);
    const late = await change(body.id, { startTime: "2031-04-01T14:00:00Z" }, { "if-match": '"1"' });
    assert.equal(late.status, 412);
    assert.equal((await salon.call("GET", `${address}?id=${body.id}`)).body.startTime, "2031-04-01T10:00:00Z");
  });

  it("tells the audit log what was before and after, once", async () => {
    const { body } = await block(await hire(), "10:00", "11:00");
    await change(body.id, { startTime: "2031-04-01T15:00:00Z" });
    await change(body.id, { startTime: "2031-04-01T15:00:00Z" });
    const entries = await installation.asSystem(salon.id, ({ db }) =>
      db
        .selectFrom("auditLog")
        .select(["action", "before", "after"])
        .where("businessId", "=", salon.id)
        .where("subject", "=", "time_block")
        .where("subjectId", "=", body.id)
        .orderBy("id")
        .execute(),
    );
    assert.deepEqual(
      entries.map(({ action }) => action),
      ["time_block.created", "time_block.updated"],
    );
    const { before, after } = entries[1] as unknown as Record<"before" | "after", { startsAt: string }>;
    assert.deepEqual([before.startsAt, after.startsAt], ["2031-04-01T10:00:00Z", "2031-04-01T15:00:00Z"]);
  });

  it("may lie in time out of office", async () => {
    const employeeId = await hire();
    await salon.call("POST", "/api/out-of-office", { employeeId, start: "2031-04-01", end: "2031-04-01" });
    assert.equal((await block(employeeId, "18:00", "19:00")).status, 201);
  });

  it("wins or loses a race for one hour as a whole", async () => {
    const employeeId = await hire();
    const answers = await Promise.all([
      ...Array.from({ length: 6 }, () => block(employeeId, "10:00", "11:00")),
      ...Array.from({ length: 6 }, () => book(employeeId, "10:30", "11:30")),
    ]);
    const statuses = answers.map(({ status }) => status).sort();
    assert.deepEqual(statuses, [201, ...Array(11).fill(409)]);
  });

  it("lists by time and person", async () => {
    const [anna, bert] = [await hire(), await hire()];
    await block(bert, "14:00", "15:00");
    await block(anna, "10:00", "11:00");
    await block(anna, "16:00", "17:00");
    const idsFor = async (query: string) =>
      (await salon.call("GET", `${address}?${query}`)).body
        .filter(({ employeeId }: { employeeId: number }) => [anna, bert].includes(employeeId))
        .map(({ startTime }: { startTime: string }) => startTime.slice(11, 16));
    assert.deepEqual(await idsFor(""), ["10:00", "14:00", "16:00"]);
    assert.deepEqual(await idsFor(`employeeId=${anna}`), ["10:00", "16:00"]);
    assert.deepEqual(await idsFor("from=2031-04-01T11:00:00Z&to=2031-04-01T16:00:00Z"), ["14:00"]);
    const { body, headers } = await salon.call("GET", `${address}?employeeId=${anna}&limit=1`);
    assert.deepEqual([body.length, headers["x-total-count"]], [1, "2"]);
    const next = /<([^>]+)>/.exec(headers.link)![1]!;
    assert.equal((await salon.call("GET", next)).body[0].startTime, "2031-04-01T16:00:00Z");
  });

  it("refuses bad input, naming the field", async () => {
    const employeeId = await hire();
    const other = await installation.business();
    const { body: theirs } = await other.call("POST", "/api/services/employees", { name: "Theirs" });
    const cases: [body: object, status: number, field: string][] = [
      [{ employeeId, ...hours("11:00", "10:00") }, 422, "endTime"],
      [{ employeeId, startTime: "2031-04-01T10:00:00" }, 422, "startTime"],
      [{ employeeId, ...hours("10:00", "11:00"), title: "x" }, 422, "title"],
      [{ employeeId: theirs.id, ...hours("10:00", "11:00") }, 404, "employeeId"],
    ];
    for (const [body, status, field] of cases) {
      const answer = await salon.call("POST", address, body);
      assert.deepEqual([answer.status, answer.body.details?.[0].field], [status, field], JSON.stringify(body));
    }
    const unknown = await salon.call("GET", `${address}?employeeId=${theirs.id}`);
    assert.deepEqual([unknown.status, unknown.body.details[0].field], [404, "employeeId"]);
  });

  it("is nobody else's to see or delete", async () => {
    const { body } = await block(await hire(), "10:00", "11:00");
    const other = await installation.business();
    assert.deepEqual((await other.call("GET", address)).body, []);
    for (const method of ["GET", "DELETE"])
      assert.equal((await other.call(method, `${address}?id=${body.id}`)).status, 404, method);
    assert.equal((await other.call("PATCH", `${address}?id=${body.id}`, { reason: "Mine" })).status, 404);
  });

  it("is an employee's for their own time alone", async () => {
    const [anna, bert] = [await hire(), await hire()];
    const { key } = await installation.member(salon.id, "employee", anna);
    const asAnna = (method: string, path: string, body?: unknown) => installation.send(method, path, { key, body });
    const own = await asAnna("POST", address, hours("08:00", "09:00"));
    assert.deepEqual([own.status, own.body.employeeId], [201, anna]);
    assert.equal((await asAnna("POST", address, { employeeId: bert, ...hours("08:00", "09:00") })).status, 403);
    const { body: berts } = await block(bert, "08:00", "09:00");
    assert.equal((await asAnna("DELETE", `${address}?id=${berts.id}`)).status, 404);
    assert.equal((await asAnna("PATCH", `${address}?id=${berts.id}`, { reason: "Mine" })).status, 404);
    assert.equal((await asAnna("PATCH", `${address}?id=${own.body.id}`, { employeeId: bert })).status, 403);
    const seen = await asAnna("GET", address);
    assert.deepEqual(
      seen.body.map(({ id }: { id: number }) => id),
      [own.body.id],
    );
    assert.equal((await asAnna("DELETE", `${address}?id=${own.body.id}`)).status, 200);
  });
});
