import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { refusedBy } from "../oauth/accounts.test-support.ts";
import { failure } from "./mailbox.test-support.ts";
import { calendarId, march, openMicrosoft, timed } from "./open.test-support.ts";

const at = (text: string) => Date.parse(text);

describe("reading a Microsoft calendar", () => {
  const m = openMicrosoft();

  it("brings every page of the range", async () => {
    for (const day of ["02", "03", "04", "05", "06"])
      m.set(timed(`e${day}`, `2027-03-${day}T10:00:00Z`, `2027-03-${day}T11:00:00Z`));
    m.set(timed("later", "2027-06-02T10:00:00Z", "2027-06-02T11:00:00Z"));
    const { full, events, gone } = await m.changes();
    assert.deepEqual([full, gone], [true, []]);
    assert.deepEqual(
      events.map(({ key }) => key),
      ["e02", "e03", "e04", "e05", "e06"],
    );
    assert.deepEqual(events[0], {
      key: "e02",
      eventId: "e02",
      uid: "040000008200E00074C5B7101A82E008-e02",
      title: "e02",
      start: at("2027-03-02T10:00:00Z"),
      end: at("2027-03-02T11:00:00Z"),
      allDay: false,
      free: false,
    });
    assert.equal(m.server.count(/delta/), 3);
  });

  it("gives occurrences what Graph leaves to their series, also when that began long ago", async () => {
    m.series("new", ["2027-03-02", "2027-03-09"]);
    m.series("old", ["2020-03-03", "2027-03-03", "2027-03-10"], { subject: "Gym", showAs: "free" });
    const { events } = await m.changes();
    assert.deepEqual(
      events.map(({ key, eventId, title, free }) => [key, eventId, title, free]),
      [
        ["new.2027-03-02", "new", "Weekly", false],
        ["new.2027-03-09", "new", "Weekly", false],
        ["old.2027-03-03", "old", "Gym", true],
        ["old.2027-03-10", "old", "Gym", true],
      ],
    );
    assert.equal(m.server.count(/me\/events\/old$/), 1);
  });

  it("takes exceptions as they are", async () => {
    m.series("s", ["2027-03-02", "2027-03-09"]);
    m.set(
      timed("s.2027-03-09", "2027-03-09T15:00:00Z", "2027-03-09T16:00:00Z", {
        type: "exception",
        seriesMasterId: "s",
        subject: "Weekly, later",
      }),
    );
    const { events } = await m.changes();
    assert.deepEqual([events[1]!.title, events[1]!.start], ["Weekly, later", at("2027-03-09T15:00:00Z")]);
  });

  it("takes all-day events from midnight to midnight in the zone of Windows or IANA in which they were made", async () => {
    const day = (id: string, originalStartTimeZone: string) =>
      m.set(timed(id, "2027-03-28T00:00:00Z", "2027-03-29T00:00:00Z", { isAllDay: true, originalStartTimeZone }));
    day("berlin", "W. Europe Standard Time");
    day("new-york", "America/New_York");
    day("nowhere", "tzone://Microsoft/Custom");
    const { events } = await m.microsoft.changes(m.account, calendarId, {
      ...march,
      cursor: null,
      timeZone: "Asia/Tokyo",
    });
    const iso = (instant: number) => new Date(instant).toISOString().slice(0, 16);
    assert.deepEqual(
      events.map(({ start, end }) => [iso(start), iso(end)]),
      [
        ["2027-03-27T23:00", "2027-03-28T22:00"],
        ["2027-03-28T04:00", "2027-03-29T04:00"],
        ["2027-03-27T15:00", "2027-03-28T15:00"],
      ],
    );
  });

  it("reads times that come in another zone than it asked for", async () => {
    const timeZone = "Pacific Standard Time";
    m.set({
      ...timed("a", "2027-03-02T10:00:00Z", "2027-03-02T11:00:00Z"),
      start: { dateTime: "2027-03-02T02:00:00.0000000", timeZone },
    });
    assert.equal((await m.changes()).events[0]!.start, at("2027-03-02T10:00:00Z"));
  });

  it("counts as free what is shown so, was declined or cancelled, or is work from elsewhere", async () => {
    const kinds: [string, object, boolean][] = [
      ["busy", {}, false],
      ["tentative", { showAs: "tentative" }, false],
      ["away", { showAs: "oof" }, false],
      ["unknown", { showAs: "unknown" }, false],
      ["free", { showAs: "free" }, true],
      ["elsewhere", { showAs: "workingElsewhere" }, true],
      ["declined", { responseStatus: { response: "declined" } }, true],
      ["cancelled", { isCancelled: true }, true],
    ];
    for (const [id, more] of kinds) m.set(timed(id, "2027-03-02T10:00:00Z", "2027-03-02T11:00:00Z", more));
    assert.deepEqual(
      (await m.changes()).events.map(({ key, free }) => [key, free]),
      kinds.map(([id, , free]) => [id, free]),
    );
  });

  it("goes on from the cursor with what changed and what went", async () => {
    m.set(timed("stays", "2027-03-02T10:00:00Z", "2027-03-02T11:00:00Z"));
    m.set(timed("moves", "2027-03-03T10:00:00Z", "2027-03-03T11:00:00Z"));
    m.set(timed("goes", "2027-03-04T10:00:00Z", "2027-03-04T11:00:00Z"));
    m.set(timed("leaves", "2027-03-04T10:00:00Z", "2027-03-04T11:00:00Z"));
    const { cursor } = await m.changes();
    m.set(timed("moves", "2027-03-03T12:00:00Z", "2027-03-03T13:00:00Z"));
    m.set(timed("leaves", "2027-08-03T12:00:00Z", "2027-08-03T13:00:00Z"));
    m.mailbox.delete("goes");
    const hour = 3_600_000;
    const next = await m.changes(cursor, { from: march.from + hour, to: march.to + hour });
    assert.equal(next.full, false);
    assert.deepEqual(
      next.events.map(({ key, start }) => [key, start]),
      [["moves", at("2027-03-03T12:00:00Z")]],
    );
    assert.deepEqual(next.gone.sort(), ["goes", "leaves"]);
    assert.deepEqual(await m.changes(next.cursor).then(({ events, gone }) => [events, gone]), [[], []]);
  });

  it("reads a series anew when one occurrence of it was deleted, which Graph does not say", async () => {
    m.series("s", ["2027-03-02", "2027-03-09", "2027-03-16"], { showAs: "oof" });
    const { cursor } = await m.changes();
    m.mailbox.delete("s.2027-03-09");
    const { events, gone } = await m.changes(cursor);
    assert.deepEqual(gone, ["s"]);
    assert.deepEqual(
      events.map(({ key, eventId, title }) => [key, eventId, title]),
      [
        ["s.2027-03-02", "s", "Weekly"],
        ["s.2027-03-16", "s", "Weekly"],
      ],
    );
  });

  it("drops a series that was deleted", async () => {
    m.series("s", ["2027-03-02", "2027-03-09"]);
    const { cursor } = await m.changes();
    m.mailbox.delete("s");
    const { events, gone } = await m.changes(cursor);
    assert.deepEqual([events, gone], [[], ["s"]]);
  });

  it("reads all anew once the window has left what the cursor watches", async () => {
    const { cursor } = await m.changes();
    const week = 7 * 86_400_000;
    assert.equal((await m.changes(cursor, { from: march.from + week, to: march.to + week })).full, true);
  });

  it("asks to be read from the beginning when Graph has forgotten the cursor", async () => {
    const { cursor } = await m.changes();
    m.mailbox.forgetTokens();
    assert.equal((await refusedBy(m.changes(cursor))).kind, "cursor");
    m.server.fail(/deltatoken/, failure(400, "SyncStateInvalid", "The sync state is invalid."));
    assert.equal((await refusedBy(m.changes(cursor))).kind, "cursor");
  });

  it("says when the calendar is no more", async () => {
    const error = await refusedBy(m.microsoft.changes(m.account, "nobody", { ...march, cursor: null }));
    assert.equal(error.kind, "gone");
  });

  it("tells of one event where it is, however far away, and that it was deleted", async () => {
    const event = (id: string) => m.microsoft.event!(m.account, calendarId, id, { timeZone: "Europe/Berlin" });
    m.set(timed("far", "2040-03-02T10:00:00Z", "2040-03-02T11:00:00Z"));
    assert.equal((await event("far"))!.start, at("2040-03-02T10:00:00Z"));
    m.mailbox.delete("far");
    assert.equal(await event("far"), null);
  });
});
