import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import ICAL from "ical.js";
import { uidOfEntry } from "../../../../test/support/installation.ts";
import { calendarObjects } from "../../messaging/mail/invite.ts";
import { type Desk, openDesk } from "../bookings/desk.test-support.ts";

const at = (time: string, day = "06") => `2035-03-${day}T${time}:00Z`;

describe("mails along the life of a booking", () => describeMails(false));
describe("mails along the life of a booking, all told when it is over", () => describeMails(true));

function describeMails(late: boolean) {
  let desk: Desk;
  let tellNow = () => {};
  before(async () => {
    desk = await openDesk({}, true);
    if (late) tellNow = holdRelay(desk);
  });
  after(() => desk.close());

  const entry = (ics: string | null) => {
    if (!ics) return null;
    const calendar = new ICAL.Component(ICAL.parse(calendarObjects(ics)[0]!));
    const { uid, sequence } = new ICAL.Event(calendar.getFirstSubcomponent("vevent")!);
    return { method: calendar.getFirstPropertyValue("method") as string, uid, sequence };
  };
  /** What an address received about bookings, oldest first. */
  const received = async (email: string) => {
    tellNow();
    const mails = await desk.received(email);
    return mails.map(({ kind, ics, text }) => ({ kind, text, ics, ...entry(ics) }));
  };
  const post = (path: string, body: object) => desk.visitor("POST", path, body);
  const kinds = (mails: { kind: string; method?: string }[]) =>
    mails.map(({ kind, method }) => `${kind} ${method ?? "-"}`);

  it("follow it from booking through a move to its end, in one calendar entry", async () => {
    const email = "one@example.com";
    const type = await desk.eventType();
    const { uid } = (await desk.book(type.id, at("17:00"), { responses: { email } })).body.data;
    await post(`/api/bookings/${uid}/reschedule`, { start: at("18:00"), reason: "A train" });
    await post("/api/cancel", { uid, reason: "No time" });
    const mails = await received(email);
    assert.deepEqual(
      mails.map(({ kind, method, sequence }) => [kind, method, sequence]),
      [
        ["bookingConfirmed", "REQUEST", 0],
        ["bookingMoved", "REQUEST", 1],
        ["bookingCancelled", "CANCEL", 2],
      ],
    );
    assert.deepEqual(new Set(mails.map((one) => one.uid)), new Set([uidOfEntry(uid)]));
    assert.match(mails[1]!.text, /Previous time: Tuesday,? 6 March 2035, 17:00/);
  });

  it("tell a request that moves as a request again, and one that is confirmed as a booking", async () => {
    const email = "two@example.com";
    const type = await desk.eventType({ requiresConfirmation: true });
    const { uid } = (await desk.book(type.id, at("19:00"), { responses: { email } })).body.data;
    await post(`/api/bookings/${uid}/reschedule`, { start: at("20:00") });
    await desk.business.call("POST", `/api/bookings/${uid}/confirm`, {});
    // Moved by the booker once it is booked, it waits again: the time in the calendar no longer holds.
    await post(`/api/bookings/${uid}/reschedule`, { start: at("21:00") });
    await desk.business.call("POST", `/api/bookings/${uid}/reject`, { reason: "Not then" });
    assert.deepEqual(kinds(await received(email)), [
      "bookingRequested -",
      "bookingRequested -",
      "bookingConfirmed REQUEST",
      "bookingRequested CANCEL",
      "bookingRejected -",
    ]);
  });

  it("follow a seat into another session, and end with it", async () => {
    const [email, other] = ["three@example.com", "four@example.com"];
    const type = await desk.eventType({ seatsPerTimeSlot: 3 });
    const { seatUid } = (await desk.book(type.id, at("22:00"), { responses: { email } })).body.data;
    await desk.book(type.id, at("22:00"), { responses: { email: other } });
    await post(`/api/bookings/${seatUid}/reschedule`, { start: at("23:00") });
    await post("/api/cancel", { uid: seatUid });
    const mails = await received(email);
    assert.deepEqual(kinds(mails), ["bookingConfirmed REQUEST", "bookingMoved REQUEST", "bookingCancelled CANCEL"]);
    assert.deepEqual(new Set(mails.map((one) => one.uid)), new Set([uidOfEntry(seatUid)]));
    for (const mail of mails) assert.ok(!mail.text.includes(other));
    assert.deepEqual(kinds(await received(other)), ["bookingConfirmed REQUEST"]);
  });

  it("tell a series once, and each of its bookings that is cancelled alone", async () => {
    const email = "five@example.com";
    const type = await desk.eventType({ recurringEvent: { freq: "weekly", interval: 1, count: 3 } });
    const { body } = await post("/api/book/recurring-event", {
      eventTypeId: type.id,
      start: at("17:00", "07"),
      responses: { name: "Five", email },
    });
    const [, second] = body.data.bookings;
    await post("/api/cancel", { uid: second.uid });
    const mails = await received(email);
    assert.deepEqual(kinds(mails), ["bookingConfirmed PUBLISH", "bookingCancelled CANCEL"]);
    assert.equal(mails[1]!.uid, uidOfEntry(second.uid));
    const file = await desk.visitor("GET", `/api/bookings/calendar?uid=${second.uid}&series=true`);
    const events = new ICAL.Component(ICAL.parse(file.text)).getAllSubcomponents("vevent");
    assert.deepEqual(
      events.map((one) => one.getFirstPropertyValue("status")),
      ["CONFIRMED", "CANCELLED", "CONFIRMED"],
    );
    // The rest at once: one mail, with a CANCEL for each (RFC 5546 wants one UID in a CANCEL).
    const [first, , third] = body.data.bookings;
    await post("/api/cancel", { uid: first.uid, allRemaining: true });
    const last = (await received(email)).at(-1)!;
    assert.deepEqual(kinds([last]), ["bookingCancelled CANCEL"]);
    const taken = calendarObjects(last.ics).map((one) => new ICAL.Component(ICAL.parse(one)));
    assert.deepEqual(
      taken.map((one) => [
        one.getFirstPropertyValue("method"),
        one.getAllSubcomponents("vevent").map((each) => each.getFirstPropertyValue("uid")),
      ]),
      [first, third].map(({ uid }) => ["CANCEL", [uidOfEntry(uid)]]),
    );
  });
}

/** From now on nobody is told of events until the answer is called. */
function holdRelay({ installation: { app }, business }: Desk): () => void {
  const relay = app.relay!;
  const wake = relay.wake;
  relay.wake = () => {};
  return () => wake(business.id);
}
