import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import ICAL from "ical.js";
import { uidOfEntry } from "../../../../test/support/installation.ts";
import type { BookingChange } from "../bookings/changes.ts";
import type { BookingTrigger } from "../bookings/payload.ts";
import { entry, type Firm, openFirm } from "./meeting.test-support.ts";

const start = "2027-03-09T17:00:00Z";

describe("mails about bookings", () => {
  let desk: Firm;
  before(async () => {
    desk = await openFirm();
  });
  after(() => desk.close());

  it("confirm in the reader's language and zone, with an entry that names everybody", async () => {
    const booker = desk.ana({ language: "de", timeZone: "Europe/Berlin" });
    const guest = { name: "Bo", email: `bo@example.com`, guest: true };
    const meeting = await desk.meetings.make({
      hosts: [desk.firm.userId, desk.colleague.userId],
      attendees: [booker, guest],
      start,
      location: { type: "integrations:jitsi", url: "https://meet.example/room" },
      fields: [
        { name: "topic", type: "select", label: "Topic", required: true, options: [{ value: "a", label: "Taxes" }] },
      ],
      responses: { name: "Ana Ruiz", email: booker.email, topic: "a", notes: "See you" },
    });
    await desk.book(meeting);
    const [first, second, ...hosts] = await desk.mailsOf(meeting);
    assert.equal(first!.subject, "Gebucht: Consultation, Di., 9. März, 18:00 Uhr (Ortszeit Berlin)");
    for (const line of [
      "Wann: Dienstag, 9. März 2027, 18:00–18:30 Uhr (Ortszeit Berlin)",
      "Wo: Jitsi Meet\n  https://meet.example/room",
      "Topic: Taxes",
      "Anmerkung: See you",
      `/booking/${meeting.uid}/reschedule`,
      `/booking/${meeting.uid}/cancel`,
    ])
      assert.ok(first!.text.includes(line), line);
    assert.deepEqual(entry(first!.ics), {
      method: "REQUEST",
      uid: uidOfEntry(meeting.uid),
      sequence: 0,
      start: "2027-03-09T17:00:00.000Z",
      organizer: `mailto:${desk.firm.email}`,
      attendees: [booker.email, guest.email, desk.colleague.email].map((email) => `mailto:${email}`),
      location: "Jitsi Meet, https://meet.example/room",
    });
    assert.equal(first!.replyTo, desk.firm.email);
    assert.match(second!.text, /Ana Ruiz would like you to be there|Ana Ruiz möchte Sie/);
    assert.doesNotMatch(second!.text, /cancel|Taxes|See you/);
    assert.deepEqual(
      hosts.map(({ kind, recipient }) => [kind, recipient]),
      [
        ["hostBooked", desk.firm.email],
        ["hostBooked", desk.colleague.email],
      ],
    );
    assert.match(hosts[0]!.text, new RegExp(`Who: Ana Ruiz \\(${booker.email}\\)`));
    // The host never chose a zone: the business's is theirs.
    assert.match(hosts[0]!.text, /9:00 AM – 9:30 AM \(Los Angeles time\)/);
    assert.doesNotMatch(hosts[0]!.text, /\/(cancel|reschedule)\b/);
  });

  const happenings: [BookingTrigger, Partial<BookingChange>, status: string, heard: string[]][] = [
    [
      "BOOKING_CREATED",
      { kind: "booked" },
      "accepted",
      ["ana: bookingConfirmed REQUEST", "bo: bookingInvitation REQUEST", "owner: hostBooked REQUEST"],
    ],
    ["BOOKING_REQUESTED", { kind: "requested" }, "pending", ["ana: bookingRequested -", "owner: hostRequest -"]],
    [
      "BOOKING_CONFIRMED",
      { kind: "confirmed" },
      "accepted",
      ["ana: bookingConfirmed REQUEST", "bo: bookingInvitation REQUEST", "owner: hostBooked REQUEST"],
    ],
    ["BOOKING_REJECTED", { kind: "rejected", reason: "No time" }, "rejected", ["ana: bookingRejected -"]],
    [
      "BOOKING_RESCHEDULED",
      { kind: "moved", previousStartTime: "2027-03-08T17:00:00Z" },
      "accepted",
      ["ana: bookingMoved REQUEST", "bo: bookingMoved REQUEST", "owner: hostMoved REQUEST"],
    ],
    [
      "BOOKING_RESCHEDULED",
      { kind: "moved", previousStartTime: "2027-03-08T17:00:00Z" },
      "pending",
      ["ana: bookingRequested -", "owner: hostRequest -"],
    ],
    // Nobody was sent an entry: there is none to take back, and the guest never desk.heard of it.
    ["BOOKING_CANCELLED", { kind: "cancelled" }, "cancelled", ["ana: bookingCancelled -", "owner: hostCancelled -"]],
    [
      "MEETING_URL_CHANGED",
      { kind: "url" },
      "accepted",
      ["ana: bookingChanged REQUEST", "bo: bookingChanged REQUEST", "owner: hostChanged REQUEST"],
    ],
    ["booking.updated", { kind: "no-show" }, "accepted", []],
    ["BOOKING_CREATED", { kind: "booked", silent: true }, "accepted", []],
    ["INSTANT_MEETING", { kind: "instant" }, "awaiting_host", ["owner: hostInstant -"]],
  ];
  for (const [trigger, change, status, expected] of happenings) {
    it(`of ${change.kind} (${status}${change.silent ? ", silent" : ""}) reach ${expected.join(", ") || "nobody"}`, async () => {
      const booker = desk.ana();
      const bo = { name: "Bo", email: `bo@example.com`, guest: true };
      const meeting = await desk.meetings.make({
        hosts: [desk.firm.userId],
        attendees: [booker, bo],
        start,
        status: status as never,
      });
      if (change.kind === "instant") await desk.meetings.hosts(meeting, []);
      await desk.meetings.happen(meeting, trigger, change);
      assert.deepEqual(
        (await desk.heard(meeting)).map((line) => line.replace(/\d+:/, ":")),
        expected,
      );
    });
  }

  it("keep the entry's UID, raise its SEQUENCE, and take it out of the calendars that have it", async () => {
    const booker = desk.ana();
    const meeting = await desk.meetings.make({ hosts: [desk.firm.userId], attendees: [booker], start });
    await desk.book(meeting);
    await desk.installation.drain();
    const previousStartTime = start;
    await desk.meetings.happen(
      meeting,
      "BOOKING_RESCHEDULED",
      { kind: "moved", previousStartTime, reason: "I am ill" },
      { startsAt: "2027-03-10T17:00:00Z", endsAt: "2027-03-10T17:30:00Z", sequence: 1 },
    );
    await desk.installation.drain();
    await desk.meetings.happen(
      meeting,
      "BOOKING_CANCELLED",
      { kind: "cancelled" },
      { status: "cancelled", sequence: 2 },
    );
    const mails = (await desk.mailsOf(meeting)).filter(({ recipient }) => recipient === booker.email);
    assert.deepEqual(
      mails.map(({ ics }) => entry(ics)!).map(({ method, uid, sequence }) => [method, uid, sequence]),
      [
        ["REQUEST", uidOfEntry(meeting.uid), 0],
        ["REQUEST", uidOfEntry(meeting.uid), 1],
        ["CANCEL", uidOfEntry(meeting.uid), 2],
      ],
    );
    assert.match(
      mails[1]!.text,
      /New time: Wednesday, 10 March 2027, 17:00–17:30 \(UTC\)\nPrevious time: Tuesday, 9 March/,
    );
    assert.match(mails[1]!.text, /Reason: I am ill/);
    assert.match(mails[2]!.text, /Book another time:\n\S+\/owner-of-nordlicht\/meeting-\d+/);
  });

  it("tell a series in one mail, with every date and an entry for each", async () => {
    const booker = desk.ana();
    const recurringEventId = "rec_1";
    const draft = { hosts: [desk.firm.userId], attendees: [booker], recurringEventId };
    const [first, second] = [
      await desk.meetings.make({ ...draft, start }),
      await desk.meetings.make({ ...draft, start: "2027-03-16T16:00:00Z" }),
    ];
    await desk.meetings.happen(first, "BOOKING_CREATED", {
      kind: "booked",
      occurrences: [start, "2027-03-16T16:00:00Z"],
    });
    await desk.meetings.happen(second, "BOOKING_CREATED", { kind: "booked", silent: true });
    const [mail] = await desk.mailsOf(first);
    assert.match(mail!.text, /Dates: Tuesday, 9 March 2027, 17:00–17:30 \(UTC\)\n {2}Tuesday, 16 March 2027, 16:00/);
    const events = new ICAL.Component(ICAL.parse(mail!.ics!)).getAllSubcomponents("vevent");
    assert.deepEqual(
      events.map((one) => one.getFirstPropertyValue("uid")),
      [first, second].map(({ uid }) => uidOfEntry(uid)),
    );
    assert.deepEqual(await desk.heard(second), []);
    // One of them alone is taken out of the calendars that the whole series went to.
    await desk.meetings.happen(
      second,
      "BOOKING_CANCELLED",
      { kind: "cancelled" },
      { status: "cancelled", sequence: 1 },
    );
    assert.deepEqual(
      (await desk.heard(second)).map((line) => line.replace(/\d+:/, ":")),
      ["ana: bookingCancelled CANCEL", "owner: hostCancelled CANCEL"],
    );
  });

  it("are silent about what lies in the past", async () => {
    const meeting = await desk.meetings.make({
      hosts: [desk.firm.userId],
      attendees: [desk.ana()],
      start: "2027-02-01T17:00:00Z",
    });
    await desk.book(meeting);
    assert.deepEqual(await desk.heard(meeting), []);
  });
});
