import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import type { TestInstallation } from "../../../../test/support/installation.ts";
import { at, type Desk, openDesk, openOnMonday } from "./desk.test-support.ts";

const startsOf = (list: { startTime: string }[]) => list.map(({ startTime }) => startTime);

describe("a series of appointments", () => {
  let installation: TestInstallation;
  let desk: Desk;
  before(async () => {
    installation = await openOnMonday();
  });
  after(() => installation.close());

  const weekly = (count: number, more: object = {}) => ({ recurrenceRule: "weekly", recurrenceCount: count, ...more });
  const fresh = async () => {
    desk = await openDesk(installation);
  };

  it("is made at once, at the same time of the clock across daylight saving time", async () => {
    await fresh();
    const made = await desk.booked(at(2, "09:00"), weekly(4, { customerId: desk.emily.id }));
    assert.deepEqual(startsOf(made.occurrences), [
      "2027-03-02T17:00:00Z",
      "2027-03-09T17:00:00Z",
      "2027-03-16T16:00:00Z",
      "2027-03-23T16:00:00Z",
    ]);
    assert.deepEqual([made.skipped, made.recurrenceRule], [[], "weekly"]);
    assert.match(made.seriesUid, /^ser_/);
    const listed = await desk.list(`seriesUid=${made.seriesUid}`);
    assert.equal(Number(listed.headers["x-total-count"]), 4);
    assert.equal(new Set(listed.body.map(({ uid }: { uid: string }) => uid)).size, 4);
    assert.equal((await desk.claims()).length, 4);
  });

  it("goes by month ends and by fortnight", async () => {
    await fresh();
    const monthly = await desk.booked("2027-01-31T18:00:00Z", { recurrenceRule: "monthly", recurrenceCount: 4 });
    assert.deepEqual(startsOf(monthly.occurrences), [
      "2027-01-31T18:00:00Z",
      "2027-02-28T18:00:00Z",
      "2027-03-31T17:00:00Z",
      "2027-04-30T17:00:00Z",
    ]);
    const biweekly = await desk.booked(at(3, "09:00"), { recurrenceRule: "biweekly", recurrenceCount: 2 });
    assert.deepEqual(startsOf(biweekly.occurrences), [at(3, "09:00"), "2027-03-17T16:00:00Z"]);
  });

  it("follows the clock of its location", async () => {
    await fresh();
    const berlin = await desk.place({ name: "Berlin", timeZone: "Europe/Berlin" });
    const made = await desk.booked("2027-03-22T08:00:00Z", weekly(2, { locationId: berlin.id }));
    assert.deepEqual(startsOf(made.occurrences), ["2027-03-22T08:00:00Z", "2027-03-29T07:00:00Z"]);
  });

  it("is refused as a whole where times are taken, naming every one of them", async () => {
    await fresh();
    await desk.booked(at(9, "09:00"));
    await desk.booked("2027-03-23T16:15:00Z");
    const refused = await desk.book(at(2, "09:00"), weekly(5));
    assert.deepEqual([refused.status, refused.body.error], [409, "CONFLICT"]);
    assert.deepEqual(startsOf(refused.body.details), ["2027-03-09T17:00:00Z", "2027-03-23T16:00:00Z"]);
    assert.match(refused.body.message, /nothing was booked/);
    assert.equal((await desk.list()).body.length, 2);
    assert.equal((await desk.claims()).length, 2);
    assert.equal((await desk.events()).length, 2);
  });

  it("leaves out what is taken when asked to skip, and says what", async () => {
    await fresh();
    await desk.booked(at(9, "09:00"));
    const made = await desk.booked(at(2, "09:00"), weekly(3, { onConflict: "skip" }));
    assert.deepEqual(startsOf(made.occurrences), [at(2, "09:00"), "2027-03-16T16:00:00Z"]);
    assert.deepEqual(made.skipped, [
      { startTime: at(9, "09:00"), endTime: at(9, "09:30"), reason: "This time is taken" },
    ]);
    const none = await desk.book(at(9, "09:00"), {
      recurrenceRule: "weekly",
      recurrenceCount: 1,
      onConflict: "skip",
    });
    assert.equal(none.status, 409, "a series of which nothing is left is none");
  });

  it("proposes other times for each one that is taken, and books nothing", async () => {
    await fresh();
    await desk.booked(at(9, "09:00"));
    await desk.booked("2027-03-16T16:00:00Z");
    const refused = await desk.book(at(2, "09:00"), weekly(3, { onConflict: "propose" }));
    assert.equal(refused.status, 409);
    assert.deepEqual(startsOf(refused.body.details), [at(9, "09:00"), "2027-03-16T16:00:00Z"]);
    for (const { alternatives, startTime } of refused.body.details) {
      assert.equal(alternatives.length, 3);
      assert.ok(alternatives.every((one: { startTime: string }) => one.startTime !== startTime));
    }
    assert.equal((await desk.list()).body.length, 2);
  });

  it("stays with one person where it can, and goes to a colleague where it must", async () => {
    await fresh();
    await desk.booked(at(9, "09:00"), { employeeId: desk.owner.id });
    const steady = await desk.booked(at(2, "09:00"), weekly(4, { employeeId: undefined }));
    const of = async (seriesUid: string) =>
      (await desk.list(`seriesUid=${seriesUid}`)).body.map(({ employeeId }: { employeeId: number }) => employeeId);
    assert.deepEqual(await of(steady.seriesUid), Array(4).fill(desk.james.id));
    await desk.booked(at(3, "09:00"), { employeeId: desk.owner.id });
    await desk.booked(at(10, "09:00"), { employeeId: desk.james.id });
    const shared = await desk.booked(at(3, "09:00"), weekly(2, { employeeId: undefined }));
    assert.deepEqual(await of(shared.seriesUid), [desk.james.id, desk.owner.id]);
  });

  it("is open to staff even where customers may not repeat the service", async () => {
    await fresh();
    assert.equal(desk.haircut.enableRecurring, false);
    assert.equal((await desk.book(at(2, "09:00"), weekly(2))).status, 201);
    assert.equal((await desk.book(at(3, "09:00"), weekly(105))).status, 422, "two years are enough");
  });

  it("fires one event for each, and announces itself once", async () => {
    await fresh();
    await desk.booked(at(2, "09:00"), weekly(3));
    const events = await desk.events();
    assert.deepEqual(
      events.map(({ trigger, payload }) => [trigger, payload.change.silent, payload.change.occurrences.length]),
      [
        ["SERVICE_BOOKING_CREATED", false, 3],
        ["SERVICE_BOOKING_CREATED", true, 3],
        ["SERVICE_BOOKING_CREATED", true, 3],
      ],
    );
  });

  it("is cancelled one by one, from one on, or all of what is to come", async () => {
    await fresh();
    const { id, seriesUid, occurrences } = await desk.booked(at(2, "09:00"), weekly(6));
    const ids = occurrences.map((one: { id: number }) => one.id);
    const statuses = async () =>
      (await desk.list(`seriesUid=${seriesUid}`)).body.map(({ status }: { status: string }) => status[0]).join("");

    const one = await desk.cancel(ids[1], { reason: "Ill" });
    assert.deepEqual(
      [one.status, one.body.status, one.body.cancellationReason, one.body.canceledBy],
      [200, "canceled", "Ill", "staff"],
    );
    assert.equal(await statuses(), "acaaaa");
    const again = await desk.cancel(ids[1]);
    assert.deepEqual([again.status, again.body.version], [200, one.body.version], "cancelling twice is no error");

    const following = await desk.cancel(ids[3], { scope: "following" });
    assert.equal(await statuses(), "acaccc");
    assert.deepEqual(
      following.body.occurrences.map((occurrence: { id: number }) => occurrence.id),
      ids.slice(3),
    );
    const mails = (await desk.events()).filter(({ trigger }) => trigger === "SERVICE_BOOKING_CANCELLED").slice(1);
    assert.deepEqual(
      mails.map(({ payload }) => [payload.change.silent ?? false, payload.change.occurrences.length]),
      [
        [false, 3],
        [true, 3],
        [true, 3],
      ],
      "one mail tells of all three",
    );

    await desk.cancel(id, { scope: "all", notify: false });
    assert.equal(await statuses(), "cccccc");
    assert.ok((await desk.events()).slice(-2).every(({ payload }) => payload.change.silent));
    assert.equal((await desk.cancel(id, { scope: "all" })).status, 409, "nothing is left of it");
    assert.deepEqual(await desk.claims(), []);
  });

  it("keeps what is over when the rest is cancelled", async () => {
    await fresh();
    const made = await desk.booked("2027-02-16T17:00:00Z", weekly(4));
    await desk.change(made.id, { status: "completed" });
    await desk.cancel(made.occurrences[3].id, { scope: "all" });
    const listed = await desk.list(`seriesUid=${made.seriesUid}`);
    assert.deepEqual(
      listed.body.map(({ status }: { status: string }) => status),
      ["completed", "approved", "canceled", "canceled"],
    );
  });

  it("does not keep racing series waiting for each other in a circle", async () => {
    await fresh();
    const racers = Array.from({ length: 6 }, (_, index) =>
      desk.book(at(2, "09:00"), weekly(8, { employeeId: undefined, onConflict: index % 2 ? "skip" : "reject" })),
    );
    const answers = await Promise.all(racers);
    assert.equal(answers.filter(({ status }) => status === 201).length, 2, "one for each of two people");
    assert.ok(answers.every(({ status }) => status === 201 || status === 409));
  });
});
