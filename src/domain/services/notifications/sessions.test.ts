import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import ICAL from "ical.js";
import type { TestInstallation } from "../../../../test/support/installation.ts";
import { at, type Desk, openDesk, openOnMonday } from "../appointments/desk.test-support.ts";

describe("what people hear of a group session", () => {
  let installation: TestInstallation;
  let desk: Desk;
  before(async () => {
    installation = await openOnMonday({ workers: true });
    desk = await openDesk(installation, { service: { name: "Yoga", enableGroupBooking: true, maxCapacity: 4 } });
    await desk.salon.call("PUT", `/api/services/employees?id=${desk.james.id}`, { email: "james@example.com" });
  });
  after(() => installation.close());

  const visitor = async (path: string, body: object) => {
    const answer = await installation.send("POST", `/api/services/${path}`, { body });
    assert.ok(answer.status < 300, answer.text);
    return answer.body as { id: number; seatUid: string };
  };
  const join = (startTime: string, name: string, more: object = {}) =>
    visitor("book", {
      subdomain: desk.salon.subdomain,
      serviceId: desk.haircut.id,
      employeeId: desk.james.id,
      startTime,
      name,
      email: `${name.toLowerCase()}@example.com`,
      ...more,
    });
  const leave = (uid: string, reason?: string) => visitor("appointments/cancel", { uid, reason });
  const moveTo = (startTime: string, uid: string) => visitor("appointments/reschedule", { uid, startTime });

  const mailsTo = async (email: string): Promise<Record<string, any>[]> => {
    await installation.drain();
    const { body } = await desk.salon.call("GET", `/api/messages?recipient=${email}&limit=100`);
    const read = async ({ id }: { id: number }) => (await desk.salon.call("GET", `/api/messages?id=${id}`)).body.data;
    return Promise.all(body.data.toReversed().map(read));
  };
  const entryIn = (ics: string) => {
    const calendar = new ICAL.Component(ICAL.parse(ics));
    const { uid, sequence } = new ICAL.Event(calendar.getFirstSubcomponent("vevent")!);
    return { method: calendar.getFirstPropertyValue("method"), uid, sequence };
  };
  const methodsTo = async (email: string) =>
    (await mailsTo(email)).map(({ kind, ics }) => [kind, ics && entryIn(ics).method]);
  const later = (minutes: number) => {
    const clock = installation.app.services.clock!;
    clock.setOffset(clock.offset() + minutes * 60_000);
  };

  it("tells the last one to leave as it tells those before", async () => {
    const [ann, ben] = [await join(at(2, "09:00"), "Ann"), await join(at(2, "09:00"), "Ben")];
    await leave(ann.seatUid);
    await leave(ben.seatUid, "A cold");
    const goodbye = [
      ["confirmation", "REQUEST"],
      ["cancelled", "CANCEL"],
    ];
    assert.deepEqual(await methodsTo("ann@example.com"), goodbye);
    assert.deepEqual(await methodsTo("ben@example.com"), goodbye);
    assert.match((await mailsTo("ben@example.com"))[1]!.text, /Reason: A cold/);
  });

  it("raises the SEQUENCE of each guest's entry with whatever happens to their seat", async () => {
    const [dan, eva] = [await join(at(2, "10:00"), "Dan"), await join(at(2, "10:00"), "Eva")];
    await installation.drain();
    later(1);
    assert.equal((await desk.change(dan.id, { startTime: at(2, "11:00") })).status, 200);
    await installation.drain();
    later(1);
    await moveTo(at(2, "13:00"), dan.seatUid);
    await leave(eva.seatUid);
    for (const [email, kinds] of [
      ["dan@example.com", ["confirmation", "changed", "changed"]],
      ["eva@example.com", ["confirmation", "changed", "cancelled"]],
    ] as const) {
      const mails = await mailsTo(email);
      assert.deepEqual(
        mails.map(({ kind }) => kind),
        kinds,
      );
      const [first, second, third] = mails.map(({ ics }) => entryIn(ics));
      assert.ok(first!.sequence < second!.sequence && second!.sequence < third!.sequence, email);
      assert.equal(new Set([first!.uid, second!.uid, third!.uid]).size, 1);
    }
    const file = await installation.send("GET", `/api/services/appointments/calendar?uid=${dan.seatUid}`);
    assert.ok(entryIn(file.text).sequence >= entryIn((await mailsTo("dan@example.com"))[2]!.ics).sequence);
  });

  it("says of a seat that moved when it was and when it is, and gives no reason that nobody gave", async () => {
    const fay = await join(at(3, "09:00"), "Fay");
    await installation.drain();
    await moveTo(at(3, "13:00"), fay.seatUid);
    const [, moved, ...others] = await mailsTo("fay@example.com");
    assert.deepEqual([moved!.kind, others.length], ["changed", 0]);
    assert.match(moved!.text, /New time: .*1:00 PM/);
    assert.match(moved!.text, /Previous time: .*9:00 AM/);
    for (const { text } of await mailsTo("james@example.com")) assert.doesNotMatch(text, /Reason: Moved/);
    const old = await desk.read(fay.id);
    assert.deepEqual([old.status, old.cancellationReason], ["canceled", null]);
  });

  it("tells whoever performs it who comes, who comes at another time and who does not come", async () => {
    const ida = await desk.employee({ name: "Ida", email: "ida@example.com" });
    for (const other of [desk.james, desk.owner]) await desk.away(other, at(5, "08:00"), at(5, "14:00"));
    await desk.away(ida, at(5, "14:00"), at(5, "18:00"));
    const session = at(5, "09:00");
    // Everybody is told of each step before the next one.
    const [jan, kim, lea] = await Promise.all(
      ["Jan", "Kim", "Lea"].map((name) => join(session, name, { employeeId: ida.id })),
    );
    await installation.drain();
    await desk.change(jan!.id, { startTime: at(5, "10:00") });
    await installation.drain();
    await leave(jan!.seatUid, "A cold");
    await moveTo(at(5, "13:00"), kim!.seatUid);
    await installation.drain();
    await moveTo(at(5, "15:00"), kim!.seatUid);
    await leave(lea!.seatUid);
    const subjects = (await mailsTo("ida@example.com")).map(({ subject }) => subject.split(", Fri")[0]);
    assert.deepEqual(subjects.slice(0, 3).toSorted(), ["New: Jan, Yoga", "New: Kim, Yoga", "New: Lea, Yoga"]);
    assert.match(subjects[3], /^Changed: (?=.*Jan)(?=.*Kim)(?=.*Lea).*, Yoga$/);
    assert.deepEqual(subjects.slice(4), [
      "Place cancelled: Jan, Yoga",
      "Changed: Kim, Yoga",
      "Cancelled: Kim, Yoga",
      "Cancelled: Lea, Yoga",
    ]);
    assert.deepEqual(
      (await mailsTo("kim@example.com")).map(({ kind }) => kind),
      ["confirmation", "changed", "changed", "changed"],
    );
    const left = (await mailsTo("ida@example.com"))[4]!;
    assert.match(left.text, /The place of Jan has been cancelled\. The others remain booked\./);
    assert.match(left.text, /Reason: A cold/);
  });

  it("is told to webhooks in each guest's own time zone, from the session's first event on", async () => {
    const gil = await join(at(4, "09:00"), "Gil", { timeZone: "Europe/Paris" });
    await join(at(4, "09:00"), "Hal", { timeZone: "Asia/Tokyo" });
    const joined = (await desk.events(gil.id)).at(-1)!;
    assert.deepEqual(
      joined.payload.attendees.map(({ name, timeZone }: Record<string, string>) => [name, timeZone]),
      [
        ["Gil", "Europe/Paris"],
        ["Hal", "Asia/Tokyo"],
      ],
    );
    await moveTo(at(4, "13:00"), gil.seatUid);
    const [session] = (await desk.list(`from=${at(4, "13:00")}&to=${at(4, "13:30")}`)).body;
    const [made] = await desk.events(session.id);
    assert.deepEqual(
      [made!.trigger, made!.payload.change.kind, made!.payload.attendees[0].timeZone],
      ["SERVICE_BOOKING_CREATED", "moved", "Europe/Paris"],
    );
    const audit = await desk.salon.call("GET", `/api/services/audit-log?subject=appointment&subjectId=${session.id}`);
    assert.deepEqual(
      audit.body.map(({ action }: { action: string }) => action),
      ["appointment.created"],
    );
  });
});
