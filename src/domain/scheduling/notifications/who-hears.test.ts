import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { uidOfEntry } from "../../../../test/support/installation.ts";
import { type Desk, openDesk } from "../bookings/desk.test-support.ts";
import { entry } from "./meeting.test-support.ts";

const at = (time: string, day = "06") => `2035-03-${day}T${time}:00Z`;

describe("who hears of a change", () => {
  let desk: Desk;
  before(async () => {
    desk = await openDesk({}, true);
  });
  after(() => desk.close());

  type Received = { kind: string; subject: string; text: string; ics: string | null; replyTo: string };
  /** What an address received, oldest first. */
  const received = async (email: string): Promise<Received[]> => {
    await desk.installation.drain();
    const { data } = (await desk.business.call("GET", `/api/messages?recipient=${email}&limit=100`)).body;
    return Promise.all(
      data
        .toReversed()
        .map(async ({ id }: { id: number }) => (await desk.business.call("GET", `/api/messages?id=${id}`)).body.data),
    );
  };
  const kinds = (mails: Received[]) => mails.map(({ kind, ics }) => `${kind} ${entry(ics)?.method ?? "-"}`);
  const post = async (path: string, body: object) => {
    const answer = await desk.visitor("POST", path, body);
    assert.equal(answer.status, 200, answer.text);
    return answer.body.data;
  };
  const asHost = async (path: string, body: object) => {
    const answer = await desk.business.call("POST", path, body);
    assert.equal(answer.status, 200, answer.text);
    return answer.body.data;
  };
  const book = async (eventTypeId: number, start: string, name: string, fields: object = {}) => {
    const email = `${name.toLowerCase()}@example.com`;
    const { status, body, text } = await desk.book(eventTypeId, start, {
      responses: { name, email, ...fields },
    });
    assert.equal(status, 201, text);
    return body.data as Record<string, any> & { id: number; uid: string; seatUid: string };
  };
  /** What the owner has read since the last time. */
  let read = 0;
  const ownerReads = async () => {
    const all = await received(desk.business.email);
    const fresh = all.slice(read);
    read = all.length;
    return fresh;
  };

  it("tells guests once that a meeting waits for an answer again, and invites them when it has one", async () => {
    const type = await desk.eventType({ requiresConfirmation: true });
    const guests = ["gwen@example.com"];
    const { uid } = await book(type.id, at("17:00"), "Ada", { guests });
    await asHost(`/api/bookings/${uid}/confirm`, {});
    await post(`/api/bookings/${uid}/reschedule`, { start: at("18:00"), reason: "A train" });
    const mails = await received("gwen@example.com");
    assert.deepEqual(kinds(mails), ["bookingInvitation REQUEST", "bookingCancelled CANCEL"]);
    assert.match(mails[1]!.text, /17:00–17:30/, "the time that they had");
    assert.doesNotMatch(mails[1]!.text, /18:00/);
    assert.deepEqual(
      [entry(mails[1]!.ics)!.uid, entry(mails[1]!.ics)!.start],
      [uidOfEntry(uid), at("17:00").replace("Z", ".000Z")],
    );
    assert.ok(entry(mails[1]!.ics)!.sequence > entry(mails[0]!.ics)!.sequence);

    await asHost(`/api/bookings/${uid}/confirm`, {});
    await post(`/api/bookings/${uid}/reschedule`, { start: at("19:00") });
    await asHost(`/api/bookings/${uid}/reject`, { reason: "Not then" });
    assert.deepEqual(kinds(await received("gwen@example.com")).slice(2), [
      "bookingInvitation REQUEST",
      "bookingCancelled CANCEL",
    ]);
  });

  it("tells guests of nothing more where a meeting that waits again is called off", async () => {
    const type = await desk.eventType({ requiresConfirmation: true });
    const { uid } = await book(type.id, at("20:00"), "Bea", { guests: ["gil@example.com"] });
    await asHost(`/api/bookings/${uid}/confirm`, {});
    await post(`/api/bookings/${uid}/reschedule`, { start: at("21:00") });
    await post("/api/cancel", { uid });
    assert.deepEqual(kinds(await received("gil@example.com")), [
      "bookingInvitation REQUEST",
      "bookingCancelled CANCEL",
    ]);
    assert.deepEqual(kinds(await received("bea@example.com")).slice(-2), [
      "bookingRequested CANCEL",
      "bookingCancelled -",
    ]);
  });

  it("takes a session out of its host's calendar when its only seat moves away", async () => {
    const type = await desk.eventType({ seatsPerTimeSlot: 3 });
    const old = await book(type.id, at("17:00", "07"), "Ben");
    await ownerReads();
    const now = await post(`/api/bookings/${old.seatUid}/reschedule`, { start: at("19:00", "07") });
    const mails = await ownerReads();
    const entries = mails.map(({ ics }) => entry(ics)!);
    assert.deepEqual(
      entries.map(({ method, uid }) => [method, uid]),
      [
        ["REQUEST", uidOfEntry(now.uid)],
        ["CANCEL", uidOfEntry(old.uid)],
      ],
    );
    assert.match(mails[1]!.subject, /Ben/);
    assert.match(mails[1]!.text, /New time: .*7 March 2035.*11:00 AM|New time: .*March 7, 2035.*11:00 AM/);
    assert.deepEqual(kinds(await received("ben@example.com")), ["bookingConfirmed REQUEST", "bookingMoved REQUEST"]);
    const ended = (await desk.business.call("GET", `/api/bookings/${old.uid}`)).body.data;
    assert.deepEqual([ended.status, ended.cancellationReason, ended.cancelledBy], ["cancelled", null, "Ben"]);
    const [, cancelled] = await desk.events(old.id);
    const { attendees, change } = cancelled!.payload as any;
    assert.deepEqual(
      [cancelled!.trigger, attendees.map(({ name }: any) => name), change.movedTo],
      ["BOOKING_CANCELLED", ["Ben"], at("19:00", "07")],
    );
  });

  it("has the host answer the person whom a mail about a seat is about", async () => {
    const type = await desk.eventType({ seatsPerTimeSlot: 3 });
    await book(type.id, at("20:00", "07"), "Ada");
    await ownerReads();
    const { seatUid } = await book(type.id, at("20:00", "07"), "Ben");
    await post("/api/cancel", { uid: seatUid });
    assert.deepEqual(
      (await ownerReads()).map(({ kind, replyTo }) => [kind, replyTo]),
      [
        ["hostBooked", "ben@example.com"],
        ["hostSeatCancelled", "ben@example.com"],
      ],
    );
  });

  it("names the guest who gives up a place, in a session and in a meeting", async () => {
    for (const [seatsPerTimeSlot, day] of [
      [3, "08"],
      [null, "09"],
    ] as const) {
      const type = await desk.eventType({ seatsPerTimeSlot });
      const email = `gus${day}@example.com`;
      const { id } = await book(type.id, at("17:00", day), "Ada", { guests: [email] });
      const { attendees } = (await desk.business.call("GET", `/api/bookings/${id}`)).body.data;
      await ownerReads();
      await post("/api/cancel", { uid: attendees[1].uid });
      const [mail] = await ownerReads();
      assert.equal(mail!.kind, "hostSeatCancelled");
      assert.match(mail!.subject, new RegExp(`^Place cancelled: ${email}`));
      assert.match(mail!.text, new RegExp(`${email} is no longer expected`));
      assert.equal(mail!.replyTo, email);
    }
  });

  it("says of a session that ends only who was still booked, and who was the last to leave", async () => {
    const type = await desk.eventType({ seatsPerTimeSlot: 3 });
    const people = (payload: unknown) => (payload as any).attendees.map(({ name }: any) => name);
    const left = await book(type.id, at("18:00", "08"), "Ada");
    await book(type.id, at("18:00", "08"), "Ben");
    await post("/api/cancel", { uid: left.seatUid });
    await asHost(`/api/bookings/${left.uid}/cancel`, {});
    assert.deepEqual(people((await desk.events(left.id)).at(-1)!.payload), ["Ben"]);

    const first = await book(type.id, at("19:00", "08"), "Ada");
    const last = await book(type.id, at("19:00", "08"), "Ben");
    await post("/api/cancel", { uid: first.seatUid });
    await ownerReads();
    await post("/api/cancel", { uid: last.seatUid, reason: "Ill" });
    const { payload } = (await desk.events(first.id)).at(-1)!;
    const { cancelledBy, cancellationReason } = payload as any;
    assert.deepEqual([people(payload), cancelledBy, cancellationReason], [["Ben"], "Ben", "Ill"]);
    const [mail] = await ownerReads();
    assert.deepEqual(
      [mail!.kind, entry(mail!.ics)!.method, mail!.replyTo],
      ["hostCancelled", "CANCEL", "ben@example.com"],
    );
    assert.match(mail!.subject, /Ben/);

    const meeting = await book((await desk.eventType()).id, at("20:00", "08"), "Ada", { guests: ["gia@example.com"] });
    const { attendees } = (await desk.business.call("GET", `/api/bookings/${meeting.id}`)).body.data;
    await post("/api/cancel", { uid: attendees[1].uid });
    await post("/api/cancel", { uid: meeting.uid });
    assert.deepEqual(people((await desk.events(meeting.id)).at(-1)!.payload), ["Ada"]);
  });

  it("takes a meeting from a host as they had it: at its former time, from its former organizer", async () => {
    const colleague = await desk.installation.member(desk.business.id, "manager");
    const type = await desk.eventType();
    const { uid } = await book(type.id, at("17:00", "12"), "Ada");
    await ownerReads();
    await asHost(`/api/bookings/${uid}/reassign`, { userId: colleague.userId, start: at("22:00", "12") });
    const [mail] = await ownerReads();
    // Los Angeles has put its clocks forward.
    assert.match(mail!.subject, /^No longer yours: Ada, .*10:00 AM/);
    assert.doesNotMatch(mail!.text, /3:00 PM/);
    const { method, start, organizer, attendees } = entry(mail!.ics)!;
    assert.deepEqual(
      [method, start, organizer],
      ["CANCEL", "2035-03-12T17:00:00.000Z", `mailto:${desk.business.email}`],
    );
    assert.deepEqual(attendees, ["mailto:ada@example.com"]);
  });

  it("takes a meeting from one of several hosts by an entry that names them and its organizer", async () => {
    const [colleague, third] = [
      await desk.installation.member(desk.business.id, "manager"),
      await desk.installation.member(desk.business.id, "manager"),
    ];
    const { data: team } = (await desk.business.call("POST", "/api/teams", { name: "Sales", slug: "sales" })).body;
    for (const { userId } of [colleague, third])
      await desk.business.call("POST", `/api/teams/${team.id}/members`, { userId, role: "member" });
    const hosts = [desk.business.userId, colleague.userId, third.userId].map((userId, place) => ({
      userId,
      isFixed: place === 0,
    }));
    const type = await desk.eventType({ teamId: team.id, schedulingType: "roundRobin", hosts });
    const { uid, hosts: chosen } = await book(type.id, at("18:00", "12"), "Ada");
    await desk.installation.drain();
    const { id: fromUserId, email } = chosen[1];
    await asHost(`/api/bookings/${uid}/reassign`, { fromUserId });
    const mail = (await received(email)).at(-1)!;
    const { method, organizer, attendees } = entry(mail.ics)!;
    assert.deepEqual(
      [mail.kind, method, organizer, attendees],
      ["hostReleased", "CANCEL", `mailto:${desk.business.email}`, ["mailto:ada@example.com", `mailto:${email}`]],
    );
  });
});
