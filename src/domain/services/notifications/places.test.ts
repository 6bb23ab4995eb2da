import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import ICAL from "ical.js";
import type { TestInstallation } from "../../../../test/support/installation.ts";
import { at, type Desk, openDesk, openOnMonday } from "../appointments/desk.test-support.ts";

describe("mails about an appointment that takes place elsewhere", () => {
  let installation: TestInstallation;
  let desk: Desk;
  let [east, west] = [0, 0];
  before(async () => {
    installation = await openOnMonday({ workers: true });
    desk = await openDesk(installation);
    await desk.salon.call("PUT", `/api/services/employees?id=${desk.james.id}`, { email: "james@example.com" });
    [east, west] = [(await desk.place({ name: "East Side" })).id, (await desk.place({ name: "West End" })).id];
  });
  after(() => installation.close());

  const mailsTo = async (email: string): Promise<Record<string, any>[]> => {
    await installation.drain();
    const { body } = await desk.salon.call("GET", `/api/messages?recipient=${email}&limit=100`);
    const read = async ({ id }: { id: number }) => (await desk.salon.call("GET", `/api/messages?id=${id}`)).body.data;
    return Promise.all(body.data.toReversed().map(read));
  };
  const entryIn = (ics: string) => {
    const calendar = new ICAL.Component(ICAL.parse(ics));
    const { sequence, location } = new ICAL.Event(calendar.getFirstSubcomponent("vevent")!);
    return { method: calendar.getFirstPropertyValue("method"), sequence, location };
  };
  const kindsTo = async (email: string) => (await mailsTo(email)).map(({ kind }) => kind);

  it("tell its customer and its employee where it is, and where it was, with a newer entry", async () => {
    const made = await desk.booked(at(2, "09:00"), { customerId: desk.emily.id, locationId: east });
    assert.equal((await desk.change(made.id, { locationId: west })).status, 200);
    assert.equal((await desk.change(made.id, { locationId: west, notes: "By the back door" })).status, 200);
    const [first, changed, ...others] = await mailsTo("emily@example.com");
    assert.deepEqual([first!.kind, changed!.kind, others.length], ["confirmation", "changed", 0]);
    assert.deepEqual(entryIn(first!.ics), { method: "REQUEST", sequence: 0, location: "East Side" });
    assert.deepEqual(entryIn(changed!.ics), { method: "REQUEST", sequence: 1, location: "West End" });
    assert.match(changed!.text, /Where: West End[\s\S]*Previous place: East Side/);
    assert.doesNotMatch(first!.text, /Previous/);
    assert.doesNotMatch(changed!.text, /Previous time/);
    const [, staff] = await mailsTo("james@example.com");
    assert.equal(staff!.kind, "employeeChanged");
    assert.match(staff!.text, /Where: West End[\s\S]*Previous place: East Side/);
    assert.deepEqual(await kindsTo("james@example.com"), ["employeeNew", "employeeChanged"]);
  });

  it("go to everybody in a session, and say of a request that it waits", async () => {
    const yoga = await desk.service({ name: "Yoga", enableGroupBooking: true, maxCapacity: 4 });
    const attendees = ["Ann", "Ben"].map((name) => ({ name, email: `${name.toLowerCase()}@example.com` }));
    const session = await desk.booked(at(3, "09:00"), { serviceId: yoga.id, attendees, locationId: east });
    await installation.drain();
    await desk.change(session.id, { locationId: west });
    for (const { email } of attendees) assert.deepEqual(await kindsTo(email), ["confirmation", "changed"]);
    const di = await desk.customer({ name: "Di", email: "di@example.com" });
    const request = { customerId: di.id, status: "pending", locationId: east };
    const { id } = await desk.booked(at(3, "11:00"), request);
    await desk.change(id, { locationId: west });
    const [, again] = await mailsTo("di@example.com");
    assert.deepEqual([again!.kind, again!.ics], ["pending", null]);
    assert.match(again!.text, /Where: West End/);
    const heard = (await kindsTo("james@example.com")).length;
    // Approved, and elsewhere: the employee knew of it at the old place.
    await desk.change(id, { locationId: east, status: "approved" });
    assert.deepEqual((await kindsTo("james@example.com")).slice(heard), ["employeeChanged"]);
    assert.deepEqual(await kindsTo("di@example.com"), ["pending", "pending", "confirmation"]);
  });
});
