import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { refusedBy } from "../oauth/accounts.test-support.ts";
import { march, openGoogle, timed } from "./open.test-support.ts";

const at = (text: string) => Date.parse(text);

describe("reading a Google calendar", () => {
  const g = openGoogle();

  it("brings every page of the range, series as their occurrences", async () => {
    g.calendar.set(timed("a", "2027-03-02T10:00:00+01:00", "2027-03-02T11:00:00+01:00", { iCalUID: "a@outside" }));
    for (const day of ["03", "10", "17"])
      g.calendar.set(
        timed(`s_202703${day}`, `2027-03-${day}T08:00:00Z`, `2027-03-${day}T09:00:00Z`, { recurringEventId: "s" }),
      );
    g.calendar.set(timed("later", "2027-06-02T10:00:00Z", "2027-06-02T11:00:00Z"));
    const { full, events, gone } = await g.changes();
    assert.deepEqual([full, gone, events.length], [true, [], 4]);
    assert.deepEqual(events[0], {
      key: "a",
      eventId: "a",
      uid: "a@outside",
      title: "a",
      start: at("2027-03-02T09:00:00Z"),
      end: at("2027-03-02T10:00:00Z"),
      allDay: false,
      free: false,
    });
    assert.deepEqual([events[1]!.key, events[1]!.eventId], ["s_20270303", "s"]);
  });

  it("takes all-day events from midnight to midnight in the calendar's zone, also when the clocks change", async () => {
    g.calendar.set({ id: "day", start: { date: "2027-03-28" }, end: { date: "2027-03-29" } });
    const { events } = await g.changes();
    assert.deepEqual(
      [events[0]!.start, events[0]!.end],
      [at("2027-03-27T23:00:00Z"), at("2027-03-28T22:00:00Z")],
      "Berlin's shortest day",
    );
  });

  it("counts as free what is shown as free, was declined, or is a place of work or a birthday", async () => {
    const attendees = (responseStatus: string) => [
      { email: "boss@example.org", responseStatus: "declined" },
      { email: "maria@gmail.example", self: true, responseStatus },
    ];
    const kinds: [string, object, boolean][] = [
      ["plain", {}, false],
      ["transparent", { transparency: "transparent" }, true],
      ["declined", { attendees: attendees("declined") }, true],
      ["accepted", { attendees: attendees("accepted") }, false],
      ["maybe", { attendees: attendees("tentative") }, false],
      ["workingLocation", { eventType: "workingLocation" }, true],
      ["birthday", { eventType: "birthday" }, true],
      ["outOfOffice", { eventType: "outOfOffice" }, false],
      ["focusTime", { eventType: "focusTime" }, false],
    ];
    for (const [id, more] of kinds) g.calendar.set(timed(id, "2027-03-02T10:00:00Z", "2027-03-02T11:00:00Z", more));
    const { events } = await g.changes();
    assert.deepEqual(
      events.map(({ key, free }) => [key, free]),
      kinds.map(([id, , free]) => [id, free]),
    );
  });

  it("goes on from the cursor with what changed and what went", async () => {
    g.calendar.set(timed("stays", "2027-03-02T10:00:00Z", "2027-03-02T11:00:00Z"));
    g.calendar.set(timed("moves", "2027-03-03T10:00:00Z", "2027-03-03T11:00:00Z"));
    g.calendar.set(timed("goes", "2027-03-04T10:00:00Z", "2027-03-04T11:00:00Z"));
    g.calendar.set(timed("s_1", "2027-03-05T10:00:00Z", "2027-03-05T11:00:00Z", { recurringEventId: "s" }));
    const { cursor } = await g.changes();
    g.calendar.set(timed("moves", "2027-03-03T12:00:00Z", "2027-03-03T13:00:00Z"));
    g.calendar.cancel("goes");
    g.calendar.cancel("s_1");
    // The window moves on with the clock; the cursor serves meanwhile.
    const hour = 3_600_000;
    const next = await g.changes(cursor, { from: march.from + hour, to: march.to + hour });
    assert.equal(next.full, false);
    assert.deepEqual(
      next.events.map(({ key, start }) => [key, start]),
      [["moves", at("2027-03-03T12:00:00Z")]],
    );
    assert.deepEqual(next.gone, ["goes", "s_1"], "of the series only this occurrence");
    assert.deepEqual((await g.changes(next.cursor)).events, []);
  });

  it("reads all anew once the window has left what the cursor watches", async () => {
    const { cursor } = await g.changes();
    const week = 7 * 86_400_000;
    const moved = await g.changes(cursor, { from: march.from + week, to: march.to + week });
    assert.equal(moved.full, true);
    assert.equal((await g.changes("something else")).full, true);
  });

  it("asks to be read from the beginning when Google has forgotten the cursor", async () => {
    const { cursor } = await g.changes();
    g.calendar.forgetTokens();
    assert.equal((await refusedBy(g.changes(cursor))).kind, "cursor");
  });

  it("says when the calendar is no more", async () => {
    const error = await refusedBy(g.google.changes(g.account, "nobody", { ...march, cursor: null }));
    assert.equal(error.kind, "gone");
  });

  it("tells of one event where it is, however far away, and that it was deleted", async () => {
    const event = (id: string) => g.google.event!(g.account, g.calendar.entry.id, id, { timeZone: "Europe/Berlin" });
    g.calendar.set(timed("far", "2040-03-02T10:00:00Z", "2040-03-02T11:00:00Z"));
    assert.equal((await event("far"))!.start, at("2040-03-02T10:00:00Z"));
    g.calendar.set({ id: "day", start: { date: "2027-03-05" }, end: { date: "2027-03-06" } });
    const { start, allDay } = (await event("day"))!;
    assert.deepEqual([start, allDay], [at("2027-03-04T23:00:00Z"), true]);
    g.calendar.cancel("far");
    assert.equal(await event("far"), null);
    assert.equal(await event("never"), null);
  });
});
