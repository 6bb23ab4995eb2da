import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import {
  openTestInstallation,
  type TestBusiness,
  type TestInstallation,
} from "../../../../test/support/installation.ts";

const address = "/api/services/employees";
const blocks = "/api/services/time-blocks";

describe("an employee who signs in", () => {
  let installation: TestInstallation;
  let salon: TestBusiness;
  before(async () => {
    installation = await openTestInstallation();
    salon = await installation.business();
  });
  after(() => installation.close());

  let counter = 0;
  const hire = async (draft: object = {}) =>
    (await salon.call("POST", address, { name: `Person ${++counter}`, ...draft })).body;
  const block = (employeeId: number, hour: number) => ({
    employeeId,
    startTime: `2031-05-06T${hour}:00:00Z`,
    endTime: `2031-05-06T${hour + 1}:00:00Z`,
  });

  it("has one calendar: what the user blocked and what the employee is booked for cannot overlap", async () => {
    const { userId, key } = await installation.member(salon.id, "manager");
    const asUser = (method: string, path: string, body?: unknown) => installation.send(method, path, { key, body });
    // The user keeps an hour free before anybody puts them on the staff list.
    const { employeeId: _, ...own } = block(0, 10);
    const blocked = await asUser("POST", blocks, own);
    assert.equal(blocked.status, 201, JSON.stringify(blocked.body));
    assert.equal(blocked.body.employeeId, null);

    const { id } = await hire();
    assert.equal((await salon.call("POST", blocks, block(id, 12))).status, 201);
    const linked = await salon.call("PATCH", `${address}?id=${id}`, { userId });
    assert.deepEqual([linked.status, linked.body.userId], [200, userId]);
    assert.equal((await salon.call("POST", blocks, block(id, 10))).status, 409);
    const { body } = await salon.call("GET", `${blocks}?employeeId=${id}`);
    assert.deepEqual(
      body.map(({ startTime, employeeId }: { startTime: string; employeeId: number }) => [startTime, employeeId]),
      [
        ["2031-05-06T10:00:00Z", id],
        ["2031-05-06T12:00:00Z", id],
      ],
    );
  });

  it("is refused while the two calendars overlap, and says when", async () => {
    const { userId, key } = await installation.member(salon.id, "manager");
    const { employeeId: _, ...own } = block(0, 10);
    await installation.send("POST", blocks, { key, body: own });
    const { id } = await hire();
    await salon.call("POST", blocks, block(id, 10));
    const refused = await salon.call("PATCH", `${address}?id=${id}`, { userId });
    assert.equal(refused.status, 409);
    assert.deepEqual(refused.body.details, [{ field: "userId", message: "Taken twice at 2031-05-06T10:00:00Z" }]);
    assert.equal((await salon.call("GET", `${address}?id=${id}`)).body.userId, null);
  });

  it("keeps the working hours that were set for them", async () => {
    const { userId } = await installation.member(salon.id, "manager");
    const { id } = await hire();
    const weekly = [{ day: 2, start: "10:00", end: "14:00" }];
    await salon.call("PATCH", `${address}/schedule?id=${id}`, { weekly });
    await salon.call("PATCH", `${address}?id=${id}`, { userId });
    const { body } = await salon.call("GET", `${address}/schedule?id=${id}`);
    assert.deepEqual([body.inherited, body.weekly], [false, [{ ...weekly[0], locationId: null }]]);
  });

  it("keeps their bookings when they sign in no longer, and can be given to another user then", async () => {
    const one = await installation.member(salon.id, "manager");
    const other = await installation.member(salon.id, "manager");
    const { id } = await hire({ userId: one.userId });
    assert.equal((await salon.call("POST", blocks, block(id, 15))).status, 201);
    const straight = await salon.call("PATCH", `${address}?id=${id}`, { userId: other.userId });
    assert.deepEqual([straight.status, straight.body.details[0].field], [409, "userId"]);
    assert.equal((await salon.call("PATCH", `${address}?id=${id}`, { userId: null })).body.userId, null);
    const moved = await salon.call("PATCH", `${address}?id=${id}`, { userId: other.userId });
    assert.deepEqual([moved.status, moved.body.userId], [200, other.userId]);
    assert.equal((await salon.call("POST", blocks, block(id, 15))).status, 409);
  });
});
