import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { OutgoingEvent } from "../../domain/connections/port.ts";
import { refusedBy } from "../oauth/accounts.test-support.ts";
import { openGoogle, timed } from "./open.test-support.ts";

const at = (text: string) => Date.parse(text);
const booking: OutgoingEvent = {
  uid: "bk_1@schedly",
  sequence: 0,
  title: "Intro call with Zoë",
  description: "About <prices>",
  location: null,
  start: at("2027-03-09T09:00:00Z"),
  end: at("2027-03-09T09:30:00Z"),
  timeZone: "Europe/Berlin",
  tentative: false,
  attendees: [
    { name: "Zoë", email: "zoe@example.org" },
    { name: "By phone", email: "" },
  ],
};

describe("writing into a Google calendar", () => {
  const g = openGoogle();
  const put = (event: Partial<OutgoingEvent> = {}, eventId: string | null = null) =>
    g.google.put!(g.account, g.calendar.entry.id, { ...booking, ...event }, eventId);

  describe("writing", () => {
    it("writes a booking under our UID and mails nobody", async () => {
      const { eventId, meetingUrl } = await put({ location: "Torstraße 1", tentative: true });
      const stored = g.calendar.events.get(eventId)!;
      assert.equal(meetingUrl, null);
      assert.equal(g.server.asked.at(-1)!.query.get("sendUpdates"), "none");
      assert.deepEqual(
        [stored.iCalUID, stored.status, stored.summary, stored.location, stored.start],
        [
          "bk_1@schedly",
          "tentative",
          "Intro call with Zoë",
          "Torstraße 1",
          { dateTime: "2027-03-09T09:00:00.000Z", timeZone: "Europe/Berlin" },
        ],
      );
      assert.deepEqual(stored.attendees, [
        { email: "zoe@example.org", displayName: "Zoë", responseStatus: "accepted" },
      ]);
      const { events } = await g.changes();
      assert.deepEqual([events[0]!.uid, events[0]!.eventId], [booking.uid, eventId]);
    });

    it("leaves one event when it is written twice", async () => {
      const first = await put();
      const second = await put({ title: "Again" });
      assert.equal(second.eventId, first.eventId);
      assert.deepEqual(
        [...g.calendar.events.values()].map(({ summary }) => summary),
        ["Again"],
      );
    });

    it("leaves one event when the first answer was lost", async () => {
      g.server.fail(/^POST .*events/, "drop");
      await refusedBy(put());
      g.calendar.set({ ...timed("written", "2027-03-09T09:00:00Z", "2027-03-09T09:30:00Z"), iCalUID: booking.uid });
      assert.equal((await put()).eventId, "written");
    });

    it("takes over an event that somebody wrote with the same UID at the same time", async () => {
      g.server.fail(/^GET .*iCalUID/, { status: 200, body: {} });
      g.calendar.set({ ...timed("theirs", "2027-03-09T09:00:00Z", "2027-03-09T09:30:00Z"), iCalUID: booking.uid });
      assert.equal((await put()).eventId, "theirs");
    });

    it("changes an event in place, whatever number Google has counted up to", async () => {
      const { eventId } = await put();
      g.calendar.set({ ...g.calendar.events.get(eventId)!, sequence: 7, colorId: "3" });
      await put({ start: booking.start + 3_600_000, end: booking.end + 3_600_000, sequence: 1 }, eventId);
      const stored = g.calendar.events.get(eventId)!;
      assert.deepEqual([stored.start.dateTime, stored.colorId], ["2027-03-09T10:00:00.000Z", "3"]);
    });

    it("brings an event back that was deleted and is booked again", async () => {
      const { eventId } = await put();
      await g.google.remove!(g.account, g.calendar.entry.id, eventId);
      assert.equal(g.calendar.events.get(eventId)!.status, "cancelled");
      assert.equal((await put()).eventId, eventId);
      assert.equal(g.calendar.events.get(eventId)!.status, "confirmed");
    });

    it("says when the event to change is no more", async () => {
      assert.equal((await refusedBy(put({}, "never"))).kind, "gone");
    });

    it("removes an event once and twice", async () => {
      const { eventId } = await put();
      await g.google.remove!(g.account, g.calendar.entry.id, eventId);
      await g.google.remove!(g.account, g.calendar.entry.id, eventId);
      await g.google.remove!(g.account, g.calendar.entry.id, "never");
    });

    it("does not write where the account may only read", async () => {
      g.server.calendar("maria@gmail.example", { accessRole: "reader" });
      const error = await refusedBy(put());
      assert.equal(error.kind, "refused");
      assert.match(error.message, /writer access/);
    });
  });

  describe("Meet", () => {
    it("makes a room with the event", async () => {
      const { eventId, meetingUrl } = await put({ conference: true });
      assert.equal(meetingUrl, `https://meet.google.example/${eventId}`);
    });

    it("waits while Google makes it", async () => {
      g.calendar.roomTakes = 2;
      const { meetingUrl } = await put({ conference: true });
      assert.match(meetingUrl!, /^https:\/\/meet/);
    });

    it("keeps the room when the event moves", async () => {
      const { eventId, meetingUrl } = await put({ conference: true });
      const moved = await put({ conference: true, start: booking.start + 1000, end: booking.end + 1000 }, eventId);
      assert.equal(moved.meetingUrl, meetingUrl);
      assert.equal(g.server.count(/^PATCH/), 1);
    });

    it("adds one to an event that had none", async () => {
      const { eventId } = await put();
      assert.equal((await put({ conference: true }, eventId)).meetingUrl, `https://meet.google.example/${eventId}`);
    });

    it("answers no address when Google cannot make one, and the event stands", async () => {
      g.calendar.roomsFail = true;
      const { eventId, meetingUrl } = await put({ conference: true });
      assert.deepEqual([meetingUrl, g.calendar.events.has(eventId)], [null, true]);
    });
  });
});
