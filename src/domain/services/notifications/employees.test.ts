import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import type { TestInstallation } from "../../../../test/support/installation.ts";
import { at, type Desk, openDesk, openOnMonday } from "../appointments/desk.test-support.ts";

describe("what whoever performs an appointment hears of it", () => {
  let installation: TestInstallation;
  let desk: Desk;
  before(async () => {
    installation = await openOnMonday({ workers: true });
    desk = await openDesk(installation);
  });
  after(() => installation.close());

  const mailsTo = async (email: string): Promise<Record<string, any>[]> => {
    await installation.drain();
    const { body } = await desk.salon.call("GET", `/api/messages?recipient=${email}&limit=100`);
    const read = async ({ id }: { id: number }) => (await desk.salon.call("GET", `/api/messages?id=${id}`)).body.data;
    return Promise.all(body.data.toReversed().map(read));
  };

  it("is in their own language and time zone, and in the business's until they choose one", async () => {
    const book = (startTime: string) =>
      desk.booked(startTime, { employeeId: desk.owner.id, customerId: desk.emily.id });
    await book(at(2, "09:00"));
    await installation.drain();
    const chosen = await desk.salon.call("PATCH", "/api/me", { timeZone: "Europe/London", language: "de" });
    assert.equal(chosen.status, 200, chosen.text);
    await book(at(2, "10:00"));
    const [first, second] = (await mailsTo(desk.salon.email)).filter(({ kind }) => kind === "employeeNew");
    assert.match(first!.text, /9:00 AM.*\(Los Angeles time\)/);
    assert.match(second!.text, /18:00.*\(Ortszeit London\)/);
  });

  it("tells who gives an appointment to a colleague apart from who cancels it", async () => {
    const [max, nel] = [
      await desk.employee({ name: "Max", email: "max@example.com" }),
      await desk.employee({ name: "Nel", email: "nel@example.com" }),
    ];
    const made = await desk.booked(at(3, "09:00"), { employeeId: max.id, customerId: desk.emily.id });
    await desk.change(made.id, { employeeId: nel.id });
    const kindsTo = async (email: string) => (await mailsTo(email)).map(({ kind }) => kind);
    assert.deepEqual(await kindsTo("max@example.com"), ["employeeNew", "employeeReleased"]);
    assert.deepEqual(await kindsTo("nel@example.com"), ["employeeNew"]);
    const [, released] = await mailsTo("max@example.com");
    assert.doesNotMatch(released!.text, /is cancelled|confirm-appointment/);
    assert.match(released!.subject, /^No longer yours: Emily Chen, Haircut/);
    await desk.cancel(made.id);
    assert.deepEqual(await kindsTo("nel@example.com"), ["employeeNew", "employeeCancelled"]);
    assert.deepEqual(await kindsTo("max@example.com"), ["employeeNew", "employeeReleased"]);
  });

  it("tells who loses it what it was and when they had it, and who gets it what and when it is", async () => {
    const [ola, pia] = [
      await desk.employee({ name: "Ola", email: "ola@example.com" }),
      await desk.employee({ name: "Pia", email: "pia@example.com" }),
    ];
    const made = await desk.booked(at(4, "09:00"), { employeeId: ola.id, customerId: desk.emily.id });
    const serviceId = (await desk.service({ name: "Dyeing" })).id;
    await desk.change(made.id, { employeeId: pia.id, serviceId, startTime: at(4, "15:00"), endTime: at(4, "16:00") });
    const released = (await mailsTo("ola@example.com"))[1]!;
    assert.equal(released.kind, "employeeReleased");
    assert.match(released.text, /Hello Ola,/);
    assert.match(`${released.subject}\n${released.text}`, /Haircut[\s\S]*9:00 AM[\s\S]*Haircut[\s\S]*9:00.*9:30 AM/);
    assert.doesNotMatch(released.subject + released.text, /3:00|4:00|Dyeing/);
    const [given, ...others] = await mailsTo("pia@example.com");
    assert.deepEqual([given!.kind, others.length], ["employeeNew", 0]);
    assert.match(given!.text, /Dyeing[\s\S]*3:00.*4:00 PM/);
  });

  it("tells of what is approved and changed at once: the colleague who does it, who did it, or who has it at another time", async () => {
    const [quinn, rob] = [
      await desk.employee({ name: "Quinn", email: "quinn@example.com" }),
      await desk.employee({ name: "Rob", email: "rob@example.com" }),
    ];
    const request = (startTime: string) =>
      desk.booked(startTime, { employeeId: quinn.id, customerId: desk.emily.id, status: "pending" });
    const kindsTo = async (email: string) => (await mailsTo(email)).map(({ kind }) => kind);
    const given = await request(at(5, "09:00"));
    await desk.change(given.id, { status: "approved", employeeId: rob.id });
    assert.deepEqual(await kindsTo("quinn@example.com"), ["employeeNew", "employeeReleased"]);
    assert.deepEqual(await kindsTo("rob@example.com"), ["employeeNew"]);
    const moved = await request(at(5, "12:00"));
    await desk.change(moved.id, { status: "approved", startTime: at(5, "13:00") });
    assert.deepEqual((await kindsTo("quinn@example.com")).slice(2), ["employeeNew", "employeeChanged"]);
    const plain = await request(at(5, "15:00"));
    await desk.change(plain.id, { status: "approved" });
    assert.deepEqual((await kindsTo("quinn@example.com")).slice(4), ["employeeNew"]);
  });
});
