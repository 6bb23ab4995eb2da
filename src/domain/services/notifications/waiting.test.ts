import assert from "node:assert/strict";
import { after, afterEach, before, describe, it } from "node:test";
import ICAL from "ical.js";
import { type TestInstallation, uidOfEntry } from "../../../../test/support/installation.ts";
import { at, type Desk, monday, openDesk, openOnMonday } from "../appointments/desk.test-support.ts";

describe("an appointment that waits for an answer", () => {
  let installation: TestInstallation;
  let desk: Desk;
  let yoga: { id: number };
  before(async () => {
    installation = await openOnMonday({ workers: true });
    desk = await openDesk(installation, { service: { requiresConfirmation: true } });
    yoga = await desk.service({ name: "Yoga", enableGroupBooking: true, maxCapacity: 4 });
  });
  after(() => installation.close());

  const visitor = async (path: string, body: object) => {
    const answer = await installation.send("POST", `/api/services/${path}`, { body });
    assert.ok(answer.status < 300, answer.text);
    return answer.body as { id: number; uid: string; seatUid: string };
  };
  const ask = (startTime: string, name: string, more: object = {}) =>
    visitor("book", {
      subdomain: desk.salon.subdomain,
      serviceId: desk.haircut.id,
      employeeId: desk.james.id,
      startTime,
      name,
      email: `${name.toLowerCase()}@example.com`,
      ...more,
    });
  const moveTo = (startTime: string, uid: string) => visitor("appointments/reschedule", { uid, startTime });
  const statusOf = async ({ id }: { id: number }) => (await desk.read(id)).status;
  const sessionAt = async (startTime: string) => {
    const { body } = await desk.list(`from=${startTime}&to=${at(31, "09:00")}`);
    return body.find((one: { startTime: string }) => one.startTime === startTime) as { id: number };
  };
  const setTime = async (instant: string) => {
    const clock = installation.app.services.clock!;
    await installation.drain();
    const wanted = Date.parse(instant) - Date.now();
    await installation.app.jobs.shift(installation.app.database.db, wanted - clock.offset());
    clock.setOffset(wanted);
    await installation.drain();
  };
  afterEach(() => setTime(new Date(monday).toISOString()));

  const mailsTo = async (email: string): Promise<Record<string, any>[]> => {
    await installation.drain();
    const { body } = await desk.salon.call("GET", `/api/messages?recipient=${email}&limit=100`);
    const read = async ({ id }: { id: number }) => (await desk.salon.call("GET", `/api/messages?id=${id}`)).body.data;
    return Promise.all(body.data.toReversed().map(read));
  };
  const entryIn = (ics: string | null) => {
    if (!ics) return null;
    const calendar = new ICAL.Component(ICAL.parse(ics));
    const { uid, startDate } = new ICAL.Event(calendar.getFirstSubcomponent("vevent")!);
    const start = startDate.toJSDate().toISOString().replace(".000Z", "Z");
    return { method: calendar.getFirstPropertyValue("method"), uid, start };
  };

  it("ends by itself where it moved meanwhile: two days after it was asked for, and no later than it begins", async () => {
    const [far, near, seat] = [
      await ask(at(5, "10:00"), "Ann"),
      await ask(at(5, "12:00"), "Ben"),
      await desk.booked(at(5, "14:00"), {
        serviceId: yoga.id,
        status: "pending",
        attendees: [
          { name: "Cem", email: "cem@example.com" },
          { name: "Dan", email: "dan@example.com" },
        ],
        isGroupBooking: true,
      }),
    ];
    await moveTo(at(2, "10:00"), near.uid);
    await setTime(at(2, "09:30"));
    assert.equal(await statusOf(near), "pending");
    // A day later they move: no new time to wait begins, whether the session exists already or is opened by them.
    await moveTo(at(5, "11:00"), far.uid);
    await moveTo(at(5, "15:00"), seat.attendees[0].uid);
    const opened = await sessionAt(at(5, "15:00"));
    assert.deepEqual([await statusOf(opened), opened.id !== seat.id], ["pending", true]);
    await moveTo(at(5, "16:00"), seat.attendees[0].uid);
    const openedAgain = await sessionAt(at(5, "16:00"));
    await setTime(at(2, "10:01"));
    assert.equal(await statusOf(near), "rejected");
    assert.equal(await statusOf(far), "pending");
    await setTime(at(3, "08:05"));
    for (const one of [far, seat, openedAgain]) {
      const { status, cancellationReason } = await desk.read(one.id);
      assert.deepEqual([status, cancellationReason], ["rejected", "Nobody confirmed it in time"]);
    }
    assert.deepEqual(
      (await mailsTo("ann@example.com")).map(({ kind }) => kind),
      ["pending", "pending", "rejected"],
    );
  });

  it("keeps its whole time to wait where staff put it back to a request after that time, and it moves", async () => {
    const made = await desk.booked(at(12, "10:00"), { customerId: desk.emily.id });
    await setTime(at(8, "10:00"));
    assert.equal((await desk.change(made.id, { status: "pending" })).status, 200);
    await setTime(at(9, "10:00"));
    await moveTo(at(12, "11:00"), made.uid);
    await setTime(at(10, "09:30"));
    assert.equal(await statusOf(made as { id: number }), "pending");
    await setTime(at(10, "10:05"));
    assert.equal(await statusOf(made as { id: number }), "rejected");
  });

  it("takes the old time out of the calendar of whoever moves their seat to it", async () => {
    const eva = await ask(at(2, "13:00"), "Eva", { serviceId: yoga.id });
    await ask(at(2, "13:00"), "Eva2", { serviceId: yoga.id, email: "eva@example.com" });
    const waits = await desk.booked(at(2, "15:00"), {
      serviceId: yoga.id,
      status: "pending",
      isGroupBooking: true,
      attendees: [{ name: "Fay", email: "fay@example.com" }],
    });
    await installation.drain();
    await moveTo(at(2, "15:00"), eva.seatUid);
    const [first, , moved, ...others] = await mailsTo("eva@example.com");
    assert.deepEqual([first!.kind, moved!.kind, others.length], ["confirmation", "pending", 0]);
    const uid = uidOfEntry(eva.seatUid);
    assert.deepEqual(entryIn(first!.ics), { method: "REQUEST", uid, start: at(2, "13:00") });
    assert.deepEqual(entryIn(moved!.ics), { method: "CANCEL", uid, start: at(2, "13:00") });
    await desk.change(waits.id, { status: "approved" });
    assert.deepEqual(entryIn((await mailsTo("eva@example.com")).at(-1)!.ics), {
      method: "REQUEST",
      uid,
      start: at(2, "15:00"),
    });
    // Who sat there already was in nobody's calendar.
    assert.deepEqual(
      (await mailsTo("fay@example.com")).map(({ kind, ics }) => [kind, entryIn(ics)?.method]),
      [
        ["pending", undefined],
        ["confirmation", "REQUEST"],
      ],
    );
  });
});
