import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import type { Account, CalendarPort, OutgoingEvent } from "../../domain/connections/port.ts";
import { openCalendars } from "../ics/calendars.ts";
import { hasRadicale, type Radicale, startRadicale } from "./radicale.test-support.ts";

const at = (text: string) => Date.parse(text);
const range = { from: at("2035-03-01"), to: at("2036-03-01"), timeZone: "Europe/Berlin" };

describe("CalDAV, with Radicale", { skip: !hasRadicale && "radicale is not installed" }, () => {
  let radicale: Radicale;
  let path: string;
  const ports = openCalendars({ allowPrivate: true });
  const caldav = ports.caldav as Required<CalendarPort>;
  const account = (changes: object = {}): Account => ({
    secret: { url: radicale.root, username: "sarah", password: "quiet harbour", ...changes },
    save: async () => {},
  });
  const event = (changes: Partial<OutgoingEvent> = {}): OutgoingEvent => ({
    uid: "bk_1@schedly",
    sequence: 0,
    title: "Intro, with; Maria",
    description: "Maria <maria@example.com>",
    location: "Torstraße 12",
    start: at("2035-03-06T18:00:00Z"),
    end: at("2035-03-06T18:30:00Z"),
    timeZone: "Europe/Berlin",
    tentative: false,
    attendees: [{ name: "Maria", email: "maria@example.com" }],
    ...changes,
  });
  const idOf = async () => (await caldav.calendars(account()))[0]!.id;

  before(async () => {
    radicale = await startRadicale();
    path = await radicale.calendar("work");
    const tasks = `<?xml version="1.0"?><c:mkcalendar xmlns:d="DAV:" xmlns:c="urn:ietf:params:xml:ns:caldav"><d:set><d:prop><c:supported-calendar-component-set><c:comp name="VTODO"/></c:supported-calendar-component-set></d:prop></d:set></c:mkcalendar>`;
    await radicale.ask("MKCALENDAR", "/sarah/todo/", tasks);
  });
  after(async () => {
    await radicale.close();
    await ports.caldav.close();
    await ports.ics.close();
  });

  it("finds the calendars of an account from any of its addresses, and no lists of tasks", async () => {
    for (const url of [
      radicale.root,
      radicale.root.slice(0, -1),
      `${radicale.root}.well-known/caldav`,
      `${radicale.root}sarah/`,
      `${radicale.root}sarah/work/`,
    ]) {
      const found = await caldav.calendars(account({ url }));
      assert.deepEqual(
        found.map(({ name, writable, primary }) => ({ name, writable, primary })),
        [{ name: "work", writable: true, primary: true }],
        url,
      );
      assert.equal(found[0]!.id, `${radicale.root}sarah/work/`);
    }
  });

  it("says what is wrong: the password, the address, the server", async () => {
    await assert.rejects(caldav.calendars(account({ password: "wrong" })), { kind: "credentials" });
    await assert.rejects(caldav.calendars(account({ url: "http://127.0.0.1:1/" })), { kind: "temporary" });
    const mistyped = (path: string) => caldav.calendars(account({ url: radicale.root + path }));
    await assert.rejects(mistyped("nowhere"), { kind: "refused" });
    await assert.rejects(mistyped("sarah/wrok/"), { kind: "gone" });
    const guarded = openCalendars({ allowPrivate: false });
    await assert.rejects(guarded.caldav.calendars(account()), { kind: "refused", message: /own network/ });
  });

  it("reads everything first, then what changed, and what went", async () => {
    const id = await idOf();
    await radicale.put(path, "lunch", [
      "DTSTART;TZID=Europe/Berlin:20350305T120000",
      "DTEND;TZID=Europe/Berlin:20350305T130000",
      "RRULE:FREQ=DAILY;COUNT=3",
    ]);
    const all = await caldav.changes(account(), id, { ...range, cursor: null });
    assert.equal(all.full, true);
    assert.deepEqual(all.events.map(({ start }) => new Date(start).toISOString()).sort(), [
      "2035-03-05T11:00:00.000Z",
      "2035-03-06T11:00:00.000Z",
      "2035-03-07T11:00:00.000Z",
    ]);
    const { eventId } = all.events[0]!;
    assert.equal(eventId, `${radicale.root}sarah/work/lunch.ics`);
    const still = await caldav.changes(account(), id, { ...range, cursor: all.cursor });
    assert.deepEqual([still.full, still.events, still.gone], [false, [], []]);

    await radicale.put(path, "dentist", ["DTSTART:20350308T090000Z", "DURATION:PT1H"]);
    await radicale.ask("DELETE", `${path}lunch.ics`);
    const changed = await caldav.changes(account(), id, { ...range, cursor: still.cursor });
    assert.equal(changed.full, false);
    assert.deepEqual(
      changed.events.map(({ uid }) => uid),
      ["dentist"],
    );
    assert.ok(changed.gone.includes(eventId));

    const anew = await caldav.changes(account(), id, {
      ...range,
      cursor: JSON.stringify({ syncToken: "http://radicale.org/ns/sync/0", tag: null }),
    });
    assert.equal(anew.full, true, "a token that the server does not know");
    await radicale.ask("DELETE", `${path}dentist.ics`);
  });

  it("writes an event once, changes and removes it, and survives that somebody else did so first", async () => {
    const id = await idOf();
    const first = await caldav.put(account(), id, event(), null);
    // A repeated attempt, whose answer was lost.
    assert.deepEqual(await caldav.put(account(), id, event(), null), first);
    const written = () => radicale.events(path).then((events) => events.get("bk_1@schedly"));
    assert.match((await written())!, /SUMMARY:Intro\\, with\\; Maria/);
    assert.match((await written())!, /DTSTART:20350306T180000Z/);
    assert.doesNotMatch((await written())!, /ATTENDEE|ORGANIZER|METHOD/);

    const moved = event({
      sequence: 1,
      start: at("2035-03-06T19:00:00Z"),
      end: at("2035-03-06T19:30:00Z"),
      tentative: true,
    });
    await caldav.put(account(), id, moved, first.eventId);
    assert.match(
      (await written())!,
      /DTSTART:20350306T190000Z[\s\S]*SEQUENCE:1|SEQUENCE:1[\s\S]*DTSTART:20350306T190000Z/,
    );
    assert.match((await written())!, /STATUS:TENTATIVE/);

    await radicale.ask("DELETE", `${path}${encodeURIComponent("bk_1@schedly")}.ics`);
    await caldav.put(account(), id, moved, first.eventId);
    assert.ok(await written());
    await caldav.remove(account(), id, first.eventId);
    assert.equal(await written(), undefined);
    await caldav.remove(account(), id, first.eventId);
  });
});
