import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { OutgoingEvent } from "../../domain/connections/port.ts";
import { refusedBy } from "../oauth/accounts.test-support.ts";
import { calendarId, openMicrosoft } from "./open.test-support.ts";

const at = (text: string) => Date.parse(text);
const booking: OutgoingEvent = {
  uid: "bk_1@schedly",
  sequence: 0,
  title: "Intro call with Zoë",
  description: "About prices",
  location: "Torstraße 1",
  start: at("2027-03-09T09:00:00Z"),
  end: at("2027-03-09T09:30:00Z"),
  timeZone: "Europe/Berlin",
  tentative: false,
  attendees: [{ name: "Zoë", email: "zoe@example.org" }],
};

describe("writing into a Microsoft calendar", () => {
  const m = openMicrosoft();
  const put = (event: Partial<OutgoingEvent> = {}, eventId: string | null = null) =>
    m.microsoft.put!(m.account, calendarId, { ...booking, ...event }, eventId);

  it("writes a booking, with the people in its text so that Microsoft mails nobody", async () => {
    const { eventId, meetingUrl } = await put({ tentative: true });
    const { subject, body, start, location, showAs, attendees } = m.mailbox.events.get(eventId)!;
    assert.equal(meetingUrl, null);
    assert.deepEqual(
      [subject, body.content, start, location.displayName, showAs, attendees],
      [
        "Intro call with Zoë",
        "About prices\n\nZoë <zoe@example.org>",
        { dateTime: "2027-03-09T09:00:00", timeZone: "UTC" },
        "Torstraße 1",
        "tentative",
        undefined,
      ],
    );
  });

  it("leaves one event when it is written twice", async () => {
    const first = await put();
    assert.equal((await put()).eventId, first.eventId);
    assert.equal(m.mailbox.events.size, 1);
  });

  it("writes one event for each booking and calendar", async () => {
    m.mailbox.calendar("team");
    await put();
    await put({ uid: "bk_2@schedly" });
    await m.microsoft.put!(m.account, "team", booking, null);
    assert.equal(m.mailbox.events.size, 3);
  });

  it("changes an event in place", async () => {
    const { eventId } = await put();
    await put({ title: "Moved", start: booking.start + 3_600_000, end: booking.end + 3_600_000, sequence: 1 }, eventId);
    const stored = m.mailbox.events.get(eventId)!;
    assert.deepEqual([stored.subject, stored.start.dateTime], ["Moved", "2027-03-09T10:00:00"]);
  });

  it("says when the event to change is no more", async () => {
    assert.equal((await refusedBy(put({}, "never"))).kind, "gone");
  });

  it("removes an event once and twice", async () => {
    const { eventId } = await put();
    await m.microsoft.remove!(m.account, calendarId, eventId);
    await m.microsoft.remove!(m.account, calendarId, eventId);
    assert.equal(m.mailbox.events.size, 0);
  });

  it("does not give up the account because one calendar may not be written to", async () => {
    m.mailbox.calendar(calendarId, { canEdit: false });
    assert.equal((await refusedBy(put())).kind, "refused");
  });
});
