import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import type { TestInstallation } from "../../../../test/support/installation.ts";
import { at, type Desk, fieldsOf, openDesk, openOnMonday } from "./desk.test-support.ts";

describe("changing many appointments at once", () => {
  let installation: TestInstallation;
  let desk: Desk;
  before(async () => {
    installation = await openOnMonday();
  });
  after(() => installation.close());

  const fresh = async (...times: string[]) => {
    desk = await openDesk(installation);
    const ids: number[] = [];
    for (const time of times) ids.push((await desk.booked(at(2, time))).id);
    return ids;
  };
  const bulk = (body: object, key = desk.salon.key) =>
    installation.send("POST", "/api/services/appointments/bulk", { key, body });

  it("changes each by itself and says how each one went", async () => {
    const ids = await fresh("09:00", "10:00", "11:00");
    await desk.change(ids[1]!, { status: "canceled" });
    const { status, body } = await bulk({ ids: [...ids, 987_654_321], changes: { status: "completed" } });
    assert.equal(status, 200);
    assert.deepEqual([body.updated, body.failed], [2, 2]);
    assert.deepEqual(
      body.results.map(({ id, updated, appointment, error }: any) => [id, updated, appointment?.status, error?.code]),
      [
        [ids[0], true, "completed", undefined],
        [ids[1], false, undefined, "CONFLICT"],
        [ids[2], true, "completed", undefined],
        [987_654_321, false, undefined, "NOT_FOUND"],
      ],
    );
    const completed = (await desk.events()).filter(({ trigger }) => trigger === "SERVICE_BOOKING_COMPLETED");
    assert.equal(completed.length, 2);
  });

  it("gives each its own changes, and holds each to the version that was read", async () => {
    const [one, two, three] = (await fresh("09:00", "10:00", "11:00")) as [number, number, number];
    const { body } = await bulk({
      appointments: [
        { id: three, startTime: at(2, "13:00") },
        { id: one, startTime: at(2, "10:00") },
        { id: two, version: 7, notes: "old" },
      ],
    });
    assert.deepEqual(
      body.results.map(({ id, error }: any) => [id, error?.code ?? null]),
      [
        [three, null],
        [one, "CONFLICT"],
        [two, "PRECONDITION_FAILED"],
      ],
    );
    assert.ok(body.results[1].error.details[0].startTime, "with times that are open");
    const [first] = await desk.claims(one);
    assert.equal(first!.startsAt, at(2, "09:00"), "what failed keeps its time");
  });

  it("keeps the order of a swap in mind: a time is free once the other has gone", async () => {
    const [one, two] = (await fresh("09:00", "10:00")) as [number, number];
    const { body } = await bulk({
      appointments: [
        { id: two, startTime: at(2, "11:00") },
        { id: one, startTime: at(2, "10:00") },
      ],
    });
    assert.deepEqual([body.updated, body.failed], [2, 0]);
  });

  it("refuses lists that are empty, too long, mixed or name one twice", async () => {
    const [id] = await fresh("09:00");
    const wrong: object[] = [
      {},
      { ids: [] },
      { ids: [id] },
      { ids: [id, id], changes: {} },
      { ids: [id], appointments: [{ id }] },
      { ids: Array.from({ length: 101 }, (_, n) => n + 1), changes: {} },
      { ids: [id], changes: { colour: "red" } },
      { appointments: [{ id, startTime: at(2, "10:00"), endTime: at(2, "09:00") }] },
    ];
    for (const body of wrong) assert.equal((await bulk(body)).status, 422, JSON.stringify(body));
    assert.deepEqual(fieldsOf(await bulk({ ids: [id, id], changes: {} })), ["ids"]);
  });

  it("leaves others' appointments alone", async () => {
    const ids = await fresh("09:00");
    const own = await desk.booked(at(2, "09:00"), { employeeId: desk.owner.id });
    const other = await openDesk(installation);
    assert.equal((await bulk({ ids, changes: { notes: "x" } }, other.salon.key)).body.failed, 1);
    const { key } = await installation.member(desk.salon.id, "employee", desk.james.id);
    const { body } = await bulk({ ids: [...ids, own.id], changes: { employeeId: desk.owner.id } }, key);
    assert.deepEqual(
      body.results.map(({ error }: any) => error.code),
      ["FORBIDDEN", "NOT_FOUND"],
    );
  });

  it("takes turns with another list of the same appointments in the other order", async () => {
    const ids = await fresh("09:00", "10:00", "11:00", "12:00");
    const swap = (order: number[], day: number) =>
      bulk({
        appointments: order.map((id) => ({
          id,
          startTime: at(day, `${String(9 + ids.indexOf(id)).padStart(2, "0")}:00`),
        })),
      });
    const answers = await Promise.all([
      swap(ids, 3),
      swap(ids.toReversed(), 4),
      swap(ids, 5),
      swap(ids.toReversed(), 8),
    ]);
    assert.ok(answers.every(({ status, body }) => status === 200 && body.failed === 0));
    assert.equal((await desk.claims()).length, 4);
  });
});
