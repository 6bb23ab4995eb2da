import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import type { TestInstallation } from "../../../../test/support/installation.ts";
import { at, countingStatements, type Desk, fieldsOf, openDesk, openOnMonday } from "./desk.test-support.ts";

describe("the list of appointments", () => {
  let installation: TestInstallation;
  let desk: Desk;
  let ids: Record<string, number>;
  before(async () => {
    installation = await openOnMonday();
    desk = await openDesk(installation);
    const place = await desk.place({ name: "Main" });
    const colour = await desk.service({ name: "Colour" });
    const made = {
      late: await desk.booked(at(5, "09:00"), { serviceId: colour.id }),
      early: await desk.booked("2027-02-01T18:00:00Z", { customerId: desk.emily.id, status: "completed" }),
      owners: await desk.booked(at(2, "09:00"), { employeeId: desk.owner.id, locationId: place.id }),
      james: await desk.booked(at(2, "09:00"), { status: "pending" }),
      gone: await desk.booked(at(3, "09:00"), { status: "canceled" }),
    };
    ids = Object.fromEntries(Object.entries(made).map(([name, { id }]) => [name, id]));
    ids.place = place.id;
    ids.colour = colour.id;
    await (await openDesk(installation)).booked(at(2, "09:00"));
  });
  after(() => installation.close());

  const names = async (query = "") => {
    const { body } = await desk.list(query);
    return body.map(({ id }: { id: number }) => Object.keys(ids).find((name) => ids[name] === id));
  };

  it("is by start, of this business alone", async () => {
    assert.deepEqual(await names(), ["early", "owners", "james", "gone", "late"]);
    assert.deepEqual(await names("order=desc"), ["late", "gone", "james", "owners", "early"]);
  });

  it("is narrowed by time, state, people, place and service", async () => {
    const table: [query: string, expected: string[]][] = [
      [`from=${at(2, "09:29")}`, ["owners", "james", "gone", "late"]],
      [`from=${at(2, "09:30")}`, ["gone", "late"]],
      [`to=${at(2, "09:00")}`, ["early"]],
      [`to=${at(2, "09:01")}`, ["early", "owners", "james"]],
      ["from=2027-03-02&to=2027-03-02", ["owners", "james"]],
      ["from=2027-03-03&to=2027-03-05", ["gone", "late"]],
      ["status=pending", ["james"]],
      ["status=completed,canceled", ["early", "gone"]],
      [`employeeId=${desk.owner.id}`, ["owners"]],
      [`customerId=${desk.emily.id}`, ["early"]],
      [`serviceId=${ids.colour}`, ["late"]],
      [`locationId=${ids.place}`, ["owners"]],
      [`employeeId=${desk.james.id}&status=approved`, ["late"]],
      ["seriesUid=ser_none", []],
    ];
    for (const [query, expected] of table) assert.deepEqual(await names(query), expected, query);
  });

  it("reads a date on the business's calendar", async () => {
    // 23:30 on the 4th in Los Angeles is the 5th in UTC.
    const night = await desk.booked(at(4, "23:30"), { employeeId: desk.owner.id });
    const on = async (date: string) =>
      (await desk.list(`from=${date}&to=${date}`)).body.map(({ id }: { id: number }) => id);
    assert.deepEqual(await on("2027-03-04"), [night.id]);
    assert.equal((await on("2027-03-05")).includes(night.id), false);
    await desk.salon.call("DELETE", `/api/services/appointments?id=${night.id}`);
  });

  it("comes in pages of both orders, each once, with how many there are", async () => {
    for (const order of ["asc", "desc"]) {
      const seen: number[] = [];
      let path: string | undefined = `/api/services/appointments?limit=2&order=${order}`;
      while (path) {
        const { body, headers, status } = await desk.salon.call("GET", path);
        assert.equal(status, 200);
        assert.equal(Number(headers["x-total-count"]), 5);
        seen.push(...body.map(({ id }: { id: number }) => id));
        const next = /<([^>]+)>; rel="next"/.exec(headers.link ?? "")?.[1];
        path = next && new URL(next).pathname + new URL(next).search;
      }
      assert.equal(new Set(seen).size, 5, order);
    }
  });

  it("refuses what makes no sense as a filter or a place in the list", async () => {
    const foreign = Buffer.from('["soon",1]').toString("base64url");
    for (const [field, query] of [
      ["from", "from=soon"],
      ["from", "from=2027-03-02T09:00:00"],
      ["status", "status=done"],
      ["employeeId", "employeeId=x"],
      ["limit", "limit=201"],
      ["order", "order=up"],
      ["cursor", "cursor=nonsense"],
      ["cursor", `cursor=${foreign}`],
    ] as const) {
      const answer = await desk.list(query);
      assert.deepEqual(
        [answer.status, answer.body.error, fieldsOf(answer)[0]!.split(".")[0]],
        [400, "BAD_REQUEST", field],
        query,
      );
    }
  });

  it("asks the database as often for two hundred as for two", async () => {
    const counting = (query: string) =>
      countingStatements(async () => assert.equal((await desk.list(query)).status, 200));
    const few = await counting("limit=2&order=desc");
    assert.ok(few > 1, "something was counted");
    const yoga = await desk.service({ name: "Yoga", maxCapacity: 3, enableGroupBooking: true });
    for (let week = 0; week < 3; week++)
      await desk.booked(`2026-0${week + 1}-05T18:00:00Z`, {
        serviceId: yoga.id,
        attendees: [{ name: `A${week}` }, { name: `B${week}` }],
      });
    assert.ok((await counting("limit=200")) <= few);
  });

  it("loses what is deleted, which is cancelled on the way and cannot be deleted twice", async () => {
    const made = await desk.booked(at(4, "09:00"));
    const path = `/api/services/appointments?id=${made.id}`;
    const removed = await desk.salon.call("DELETE", path);
    assert.deepEqual([removed.status, removed.body], [200, { id: made.id, deleted: true }]);
    assert.equal((await names()).includes(undefined), true, "the sessions of the test before");
    assert.equal(
      (await desk.list("limit=200")).body.some(({ id }: { id: number }) => id === made.id),
      false,
    );
    assert.deepEqual(await desk.claims(made.id), []);
    for (const again of [
      await desk.salon.call("DELETE", path),
      await desk.salon.call("GET", path),
      await desk.change(made.id, { notes: "x" }),
      await desk.cancel(made.id),
      await installation.send("GET", `/api/services/appointments/own?uid=${made.uid}`),
    ])
      assert.deepEqual([again.status, again.body.error], [404, "NOT_FOUND"]);
    assert.deepEqual(
      (await desk.events(made.id)).map(({ trigger }) => trigger),
      ["SERVICE_BOOKING_CREATED", "SERVICE_BOOKING_CANCELLED"],
    );
    await desk.booked(at(4, "09:00"));
    const done = await desk.booked(at(4, "10:00"), { status: "completed" });
    assert.equal((await desk.salon.call("DELETE", `/api/services/appointments?id=${done.id}`)).status, 200);
    await desk.booked(at(4, "10:00"));
    const other = await openDesk(installation);
    assert.equal((await other.salon.call("DELETE", `/api/services/appointments?id=${ids.late}`)).status, 404);
  });
});
