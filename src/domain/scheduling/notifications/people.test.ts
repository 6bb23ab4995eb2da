import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { uidOfEntry } from "../../../../test/support/installation.ts";
import { setMeetingUrl } from "../bookings/location.ts";
import { entry, type Firm, type Meeting, openFirm } from "./meeting.test-support.ts";

const start = "2027-03-09T17:00:00Z";

describe("mails about seats, hosts, guests and rooms", () => {
  let desk: Firm;
  before(async () => {
    desk = await openFirm();
  });
  after(() => desk.close());

  it("show each attendee of a session only themselves, unless the event type shows them all", async () => {
    for (const seatsShowAttendees of [false, true]) {
      const [one, other] = [desk.ana({ name: "Cy Twombly" }), desk.ana({ name: "Di Prima" })];
      const meeting = await desk.meetings.make({
        hosts: [desk.firm.userId],
        attendees: [one, other],
        start,
        seats: 5,
        seatsShowAttendees,
      });
      await desk.meetings.happen(meeting, "BOOKING_CREATED", {
        kind: "seat-booked",
        attendeeUids: [meeting.seats[1]!],
      });
      const [mail, host, ...others] = await desk.mailsOf(meeting);
      assert.equal(others.length, 0);
      assert.equal(mail!.recipient, other.email);
      assert.equal(mail!.text.includes("Cy Twombly"), seatsShowAttendees);
      assert.equal(mail!.text.includes(one.email), false);
      assert.ok(mail!.text.includes(`/booking/${meeting.seats[1]}/cancel`));
      assert.ok(!mail!.text.includes(meeting.uid));
      assert.deepEqual(entry(mail!.ics)!.attendees, [`mailto:${other.email}`]);
      assert.equal(entry(mail!.ics)!.uid, uidOfEntry(meeting.seats[1]!));
      assert.equal(entry(host!.ics)!.attendees.length, 2);
      await desk.meetings.happen(meeting, "BOOKING_CANCELLED", {
        kind: "seat-cancelled",
        attendeeUids: [meeting.seats[1]!],
      });
      assert.deepEqual(
        (await desk.heard(meeting)).slice(2).map((line) => line.replace(/\d+:/, ":")),
        ["ana: bookingCancelled CANCEL", "owner: hostSeatCancelled -"],
      );
    }
  });

  it("tell the host who takes over, and the one who did before", async () => {
    const meeting = await desk.meetings.make({ hosts: [desk.firm.userId], attendees: [desk.ana()], start });
    await desk.book(meeting);
    await desk.installation.drain();
    await desk.meetings.hosts(meeting, [desk.colleague.userId]);
    await desk.meetings.happen(
      meeting,
      "booking.updated",
      { kind: "reassigned", previousHostIds: [desk.firm.userId] },
      { userId: desk.colleague.userId, sequence: 1 },
    );
    assert.deepEqual(
      (await desk.heard(meeting)).slice(2).map((line) => line.replace(/\d+:/, ":")),
      ["ana: bookingChanged REQUEST", "owner: hostReleased CANCEL", "manager: hostAssigned REQUEST"],
    );
  });

  it("invite the guests who were added, and nobody again", async () => {
    const meeting = await desk.meetings.make({
      hosts: [desk.firm.userId],
      attendees: [desk.ana(), { name: "Eve", email: "eve@example.com", guest: true }],
      start,
    });
    await desk.meetings.happen(meeting, "booking.updated", { kind: "guests-added", attendeeUids: [meeting.seats[1]!] });
    assert.deepEqual(await desk.heard(meeting), ["eve: bookingInvitation REQUEST", "owner: hostChanged REQUEST"]);
  });

  it("tell whoever was last to leave a session, and not those who left before", async () => {
    const [one, other] = [desk.ana(), desk.ana()];
    const meeting = await desk.meetings.make({ hosts: [desk.firm.userId], attendees: [one, other], start, seats: 2 });
    await desk.meetings.happen(meeting, "BOOKING_CREATED", { kind: "booked", attendeeUids: meeting.seats });
    const leave = (seat: number) =>
      desk.installation.asSystem(desk.firm.id, ({ db }) =>
        db
          .updateTable("bookingAttendees")
          .set({ status: "cancelled" })
          .where("businessId", "=", desk.firm.id)
          .where("uid", "=", meeting.seats[seat]!)
          .execute(),
      );
    await leave(0);
    await desk.meetings.happen(meeting, "BOOKING_CANCELLED", {
      kind: "seat-cancelled",
      attendeeUids: [meeting.seats[0]!],
    });
    await leave(1);
    await desk.meetings.happen(
      meeting,
      "BOOKING_CANCELLED",
      { kind: "cancelled", side: "attendee", attendeeUids: [meeting.seats[1]!] },
      { status: "cancelled", sequence: 1 },
    );
    const goodbyes = (await desk.mailsOf(meeting)).filter(({ kind }) => kind === "bookingCancelled");
    assert.deepEqual(
      goodbyes.map(({ recipient, ics }) => [recipient, entry(ics)!.method]),
      [
        [one.email, "CANCEL"],
        [other.email, "CANCEL"],
      ],
    );
  });

  it("are shown in the outbox to the members whose booking it is", async () => {
    await desk.firm.call("POST", "/api/services/employee-role", {
      name: "Reader",
      permissions: ["messages:read"],
      onlyOwn: true,
    });
    const { body: ada } = await desk.firm.call("POST", "/api/services/employees", { name: "Ada", role: "Reader" });
    const employee = await desk.installation.member(desk.firm.id, "employee", ada.id);
    const theirs = await desk.meetings.make({ hosts: [employee.userId], attendees: [desk.ana()], start });
    const others = await desk.meetings.make({ hosts: [desk.firm.userId], attendees: [desk.ana()], start });
    await desk.book(theirs);
    await desk.book(others);
    await desk.installation.drain();
    const list = async (id: number) =>
      (await desk.installation.send("GET", `/api/messages?bookingId=${id}`, { key: employee.key })).body.data.length;
    assert.deepEqual([await list(theirs.id), await list(others.id)], [2, 0]);
  });

  describe("where a room is still being made", () => {
    const waiting = { type: "integrations:zoom", url: null };
    const later = async (seconds: number) => {
      const clock = desk.installation.app.services.clock!;
      await desk.installation.app.jobs.shift(desk.installation.app.database.db, seconds * 1000);
      clock.setOffset(clock.offset() + seconds * 1000);
      await desk.installation.drain();
    };
    const room = (meeting: Meeting, url: string) =>
      desk.installation.asSystem(desk.firm.id, (context) => setMeetingUrl(context, meeting.id, url, "live"));

    it("wait for it, and then say where", async () => {
      const meeting = await desk.meetings.make({
        hosts: [desk.firm.userId],
        attendees: [desk.ana()],
        start,
        location: waiting,
      });
      await desk.book(meeting);
      assert.deepEqual(await desk.heard(meeting), []);
      await room(meeting, "https://zoom.example/1");
      const mails = await desk.mailsOf(meeting);
      assert.deepEqual(
        mails.map(({ kind }) => kind),
        ["bookingConfirmed", "hostBooked"],
      );
      assert.match(mails[0]!.text, /Join the meeting:\nhttps:\/\/zoom\.example\/1/);
      await later(61);
      assert.equal((await desk.mailsOf(meeting)).length, 2);
      await room(meeting, "https://zoom.example/2");
      assert.deepEqual(
        (await desk.mailsOf(meeting)).slice(2).map(({ kind }) => kind),
        ["bookingChanged", "hostChanged"],
      );
    });

    it("wait no longer than a minute, and tell the room when it comes", async () => {
      const meeting = await desk.meetings.make({
        hosts: [desk.firm.userId],
        attendees: [desk.ana()],
        start,
        location: waiting,
      });
      await desk.book(meeting);
      assert.deepEqual(await desk.heard(meeting), []);
      await later(61);
      assert.equal((await desk.mailsOf(meeting)).length, 2);
      await room(meeting, "https://zoom.example/3");
      assert.deepEqual(
        (await desk.mailsOf(meeting)).map(({ kind }) => kind),
        ["bookingConfirmed", "hostBooked", "bookingChanged", "hostChanged"],
      );
    });
  });
});
