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
});
