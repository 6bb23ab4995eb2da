import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import type { TestInstallation } from "../../../../test/support/installation.ts";
import { at, type Desk, openDesk, openOnMonday } from "../appointments/desk.test-support.ts";

describe("mails about what staff change", () => {
  let installation: TestInstallation;
  let desk: Desk;
  before(async () => {
    installation = await openOnMonday({ workers: true });
    desk = await openDesk(installation, { service: { name: "Yoga", enableGroupBooking: true, maxCapacity: 4 } });
  });
  after(() => installation.close());

  const mailsTo = async (email: string) => {
    await installation.drain();
    const { body } = await desk.salon.call("GET", `/api/messages?recipient=${email}&limit=100`);
    return (body.data as { kind: string }[]).map(({ kind }) => kind).toReversed();
  };

  it("go to guests who get a seat and to those who lose it, and to nobody else", async () => {
    const [ann, ben, cem] = ["Ann", "Ben", "Cem"].map((name) => ({ name, email: `${name.toLowerCase()}@example.com` }));
    const made = await desk.booked(at(2, "09:00"), { attendees: [ann, ben] });
    await desk.change(made.id, { attendees: [ben, cem] });
    assert.deepEqual(await mailsTo("ann@example.com"), ["confirmation", "cancelled"]);
    assert.deepEqual(await mailsTo("ben@example.com"), ["confirmation"]);
    assert.deepEqual(await mailsTo("cem@example.com"), ["confirmation"]);
    await desk.change(made.id, { startTime: at(2, "10:00"), attendees: [ben] });
    assert.deepEqual(await mailsTo("ben@example.com"), ["confirmation", "changed"]);
    assert.deepEqual(await mailsTo("cem@example.com"), ["confirmation", "cancelled"]);
  });

  it("tell guests who are gone before anybody was told of their seat as well", async () => {
    const relay = installation.app.relay!;
    const { wake } = relay;
    relay.wake = () => {};
    const [dan, eva] = ["Dan", "Eva"].map((name) => ({ name, email: `${name.toLowerCase()}@example.com` }));
    const made = await desk.booked(at(2, "14:00"), { attendees: [dan, eva] });
    await desk.change(made.id, { attendees: [eva] });
    relay.wake = wake;
    wake(desk.salon.id);
    assert.deepEqual(await mailsTo("dan@example.com"), ["confirmation", "cancelled"]);
    assert.deepEqual(await mailsTo("eva@example.com"), ["confirmation"]);
  });

  it("tell of a seat that moves before anybody was told of it, and only where it went", async () => {
    const relay = installation.app.relay!;
    const { wake } = relay;
    relay.wake = () => {};
    const book = (startTime: string, employeeId = desk.james.id) => {
      const who = { subdomain: desk.salon.subdomain, name: "Fay", email: "fay@example.com" };
      const body = { ...who, serviceId: desk.haircut.id, employeeId, startTime };
      return installation.send("POST", "/api/services/book", { body });
    };
    const { seatUid: uid } = (await book(at(9, "09:00"))).body;
    await desk.away(desk.james, at(9, "10:00"), at(9, "18:00"));
    const move = (startTime: string) =>
      installation.send("POST", "/api/services/appointments/reschedule", { body: { uid, startTime } });
    // To a colleague's session, and back again: the one that it left says nothing to whoever moved.
    for (const startTime of [at(9, "14:00"), at(9, "09:00")]) assert.equal((await move(startTime)).status, 200);
    relay.wake = wake;
    wake(desk.salon.id);
    assert.deepEqual(await mailsTo("fay@example.com"), ["confirmation", "changed", "changed"]);
    const { body } = await desk.salon.call("GET", "/api/messages?recipient=fay@example.com&limit=100");
    const texts = await Promise.all(
      body.data.map(
        async ({ id }: { id: number }) => (await desk.salon.call("GET", `/api/messages?id=${id}`)).body.data,
      ),
    );
    assert.deepEqual(
      texts.toReversed().map(({ subject }: { subject: string }) => /\d+:\d+ [AP]M/.exec(subject)![0]),
      ["9:00 AM", "2:00 PM", "9:00 AM"],
    );
  });

  it("tell once of a series that is cancelled, and not at all when asked not to", async () => {
    const single = await desk.service({ name: "Massage" });
    const weekly = { serviceId: single.id, customerId: desk.emily.id, recurrenceRule: "weekly", recurrenceCount: 3 };
    const told = await desk.booked(at(3, "09:00"), weekly);
    await desk.cancel(told.id, { scope: "all", reason: "Closed for repairs" });
    assert.deepEqual(await mailsTo("emily@example.com"), ["confirmation", "cancelled"]);
    const silent = await desk.booked(at(4, "09:00"), { ...weekly, notify: false });
    await desk.change(silent.id, { startTime: at(4, "10:00"), notify: false });
    await desk.cancel(silent.id, { scope: "all", notify: false });
    await desk.booked(at(5, "09:00"), { customerId: desk.emily.id, serviceId: single.id, status: "canceled" });
    assert.deepEqual(await mailsTo("emily@example.com"), ["confirmation", "cancelled"]);
  });

  it("put a confirmed appointment back to a request where staff do", async () => {
    const single = await desk.service({ name: "Facial" });
    const di = await desk.customer({ name: "Di", email: "di@example.com" });
    const made = await desk.booked(at(8, "09:00"), { serviceId: single.id, customerId: di.id });
    await desk.change(made.id, { status: "pending" });
    await desk.change(made.id, { status: "rejected" });
    assert.deepEqual(await mailsTo("di@example.com"), ["confirmation", "pending", "rejected"]);
  });
});
