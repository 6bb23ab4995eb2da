import assert from "node:assert/strict";
import { describe, it } from "node:test";
import ICAL from "ical.js";
import { type CalendarInvite, calendarInvite } from "./invite.ts";

const invite: CalendarInvite = {
  method: "REQUEST",
  uid: "apt_8f3k@schedly",
  sequence: 2,
  now: "2027-01-05T12:34:56Z",
  start: "2027-03-28T00:30:00Z",
  end: "2027-03-28T01:30:00Z",
  summary: "Haircut; cut, colour & “Öl”",
  description:
    "Line one\nLine two, with a \\ backslash; and a very long sentence about äöüß that has to be folded.".repeat(3),
  location: "Mitte, Torstraße 12",
  url: "https://studio.example/a?x=1,2;3",
  organizer: { name: "Studio Nord", email: "hello@studio.example" },
  attendees: [{ name: "Maria Weber", email: "maria@example.org" }],
  alarmMinutes: 60,
};

function read(changes: Partial<CalendarInvite> = {}) {
  const file = calendarInvite({ ...invite, ...changes });
  const calendar = new ICAL.Component(ICAL.parse(file));
  const events = calendar.getAllSubcomponents("vevent");
  assert.equal(events.length, 1);
  const event = events[0]!;
  return { file, calendar, event, value: (name: string) => event.getFirstPropertyValue(name)?.toString() ?? null };
}

describe("a calendar invitation", () => {
  it("keeps its identity and says which version it is", () => {
    const { calendar, value } = read();
    assert.equal(calendar.getFirstPropertyValue("method"), "REQUEST");
    assert.equal(calendar.getFirstPropertyValue("version"), "2.0");
    assert.equal(value("uid"), "apt_8f3k@schedly");
    assert.equal(value("sequence"), "2");
    assert.equal(value("dtstamp"), "2027-01-05T12:34:56Z");
    assert.equal(value("status"), "CONFIRMED");
    assert.equal(read({ sequence: 0 }).value("sequence"), "0");
  });

  it("gives instants in UTC, so that the night of the change needs no zone table", () => {
    const { file, event } = read();
    const times = ["dtstart", "dtend"].map(
      (name) => event.getFirstPropertyValue(name) as InstanceType<typeof ICAL.Time>,
    );
    assert.deepEqual(
      times.map((time) => time.toJSDate().toISOString()),
      ["2027-03-28T00:30:00.000Z", "2027-03-28T01:30:00.000Z"],
    );
    assert.match(file, /DTSTART:20270328T003000Z/);
    assert.doesNotMatch(file, /TZID|VTIMEZONE/);
  });

  it("brings every text back as it was", () => {
    const { value } = read();
    assert.equal(value("summary"), invite.summary);
    assert.equal(value("description"), invite.description);
    assert.equal(value("location"), invite.location);
    assert.equal(value("url"), "https://studio.example/a?x=1%2C2%3B3");
  });

  it("names who invites and who is asked to answer", () => {
    const { event } = read();
    const organizer = event.getFirstProperty("organizer")!;
    const attendee = event.getFirstProperty("attendee")!;
    assert.match(String(organizer.getFirstValue()), /^mailto:hello@studio\.example$/i);
    assert.equal(organizer.getFirstParameter("cn"), "Studio Nord");
    assert.match(String(attendee.getFirstValue()), /^mailto:maria@example\.org$/i);
    assert.deepEqual(
      ["cn", "partstat", "rsvp", "role"].map((name) => attendee.getFirstParameter(name)),
      ["Maria Weber", "NEEDS-ACTION", "TRUE", "REQ-PARTICIPANT"],
    );
    const accepted = read({ attendees: [{ email: "maria@example.org", answer: "accepted" }] }).event;
    assert.equal(accepted.getFirstProperty("attendee")!.getFirstParameter("partstat"), "ACCEPTED");
    assert.notEqual(accepted.getFirstProperty("attendee")!.getFirstParameter("rsvp"), "TRUE");
  });

  it("reminds ahead, but never of what is cancelled", () => {
    const alarm = read().event.getFirstSubcomponent("valarm")!;
    assert.equal(alarm.getFirstPropertyValue("trigger")!.toString(), "-PT1H");
    assert.equal(alarm.getFirstPropertyValue("action"), "DISPLAY");
    assert.equal(read({ method: "CANCEL" }).event.getFirstSubcomponent("valarm"), null);
    assert.equal(read({ alarmMinutes: null }).event.getFirstSubcomponent("valarm"), null);
  });

  it("cancels the same event", () => {
    const { calendar, value } = read({ method: "CANCEL", sequence: 3 });
    assert.equal(calendar.getFirstPropertyValue("method"), "CANCEL");
    assert.deepEqual([value("status"), value("uid"), value("sequence")], ["CANCELLED", invite.uid, "3"]);
    assert.ok(value("attendee"));
  });

  it("publishes without attendees, and can be tentative", () => {
    const { calendar, value } = read({ method: "PUBLISH", status: "tentative" });
    assert.equal(calendar.getFirstPropertyValue("method"), "PUBLISH");
    assert.deepEqual([value("status"), value("attendee")], ["TENTATIVE", null]);
  });

  it("ends every line with CRLF and folds at 75 octets, never inside a character", () => {
    const { file } = read({
      summary: "ä💇".repeat(80),
      attendees: [{ name: "Ö".repeat(90), email: "maria@example.org" }],
    });
    assert.ok(file.endsWith("END:VCALENDAR\r\n"));
    assert.doesNotMatch(file, /[^\r]\n|\r[^\n]/);
    for (const line of file.split("\r\n")) assert.ok(Buffer.byteLength(line) <= 75, line);
    assert.doesNotMatch(file, /\ufffd/);
    assert.equal(read({ summary: "ä💇".repeat(80) }).value("summary"), "ä💇".repeat(80));
  });

  it("lets no name or text add a line of its own", () => {
    const evil = 'x"\r\nATTENDEE:mailto:victim@example.org\r\nX:"';
    const { event, file } = read({
      uid: `u${evil}`,
      summary: evil,
      location: evil,
      description: evil,
      organizer: { name: evil, email: "hello@studio.example\r\nX-EVIL:1" },
      attendees: [{ name: evil, email: "maria@example.org" }],
    });
    assert.equal(event.getAllProperties("attendee").length, 1);
    assert.doesNotMatch(file, /^(X|ATTENDEE:|X-EVIL)/m);
  });

  it("is the same file for the same facts", () => assert.equal(calendarInvite(invite), calendarInvite(invite)));
});
