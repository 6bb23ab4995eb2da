import assert from "node:assert/strict";
import { createServer, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { after, before, describe, it } from "node:test";
import ICAL from "ical.js";
import { uidOfEntry } from "../../../test/support/installation.ts";
import { openCalendars } from "../../adapters/ics/calendars.ts";
import { until } from "../../adapters/oauth/accounts.test-support.ts";
import { openConnectionsDesk, stamp, tuesday } from "./desk.test-support.ts";

const query = "start=2035-03-06&end=2035-03-06";

describe("calendar feeds", () => {
  let desk: Awaited<ReturnType<typeof openConnectionsDesk>>;
  let server: Server;
  let root: string;
  /** What the loopback server has at each path, and how often it was asked. */
  const files = new Map<string, { status?: number; text?: string; etag?: string; headers?: Record<string, string> }>();
  const asked: { path: string; status: number }[] = [];
  /** Requests that are not answered. */
  const held: ServerResponse[] = [];
  let silent = true;
  let eventTypeId: number;
  before(async () => {
    server = createServer((request, response) => {
      if (silent && request.url!.startsWith("/silent/")) return void held.push(response);
      const file = files.get(request.url!) ?? { status: 404 };
      const unchanged = file.etag !== undefined && request.headers["if-none-match"] === file.etag;
      const status = unchanged ? 304 : (file.status ?? 200);
      asked.push({ path: request.url!, status });
      response.writeHead(status, { ...(file.etag ? { etag: file.etag } : {}), ...file.headers });
      response.end(unchanged ? undefined : file.text);
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    root = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    desk = await openConnectionsDesk();
    eventTypeId = (await desk.eventType()).id;
  });
  after(async () => {
    await desk.installation.close();
    server.closeAllConnections();
    server.close();
  });

  const feed = (...events: string[][]) =>
    [
      ...["BEGIN:VCALENDAR", "VERSION:2.0", "X-WR-CALNAME:Private", "REFRESH-INTERVAL;VALUE=DURATION:PT30M"],
      ...events.flatMap((lines, index) => ["BEGIN:VEVENT", `UID:e${index}`, ...lines, "END:VEVENT"]),
      ...["END:VCALENDAR", ""],
    ].join("\r\n");
  const busy = (from: string, to: string) => [`DTSTART:${stamp(from)}`, `DTEND:${stamp(to)}`];
  const starts = async () => (await desk.starts(eventTypeId, query)).map((start) => start.slice(11, 16));
  const connect = (path: string) => desk.connect({ provider: "ics", url: `${root}${path}` });
  const passed = async (id: number, seconds: number) => {
    assert.equal((await desk.business.call("PATCH", "/api/sandbox/clock", { advanceSeconds: seconds })).status, 200);
    await desk.installation.drain();
    return desk.get(`/api/calendars?id=${id}`);
  };
  const forget = (id: number) => desk.business.call("DELETE", `/api/calendars?id=${id}`);

  it("keep bookings out, are read as often as they ask, and tell nobody their address", async () => {
    files.set("/secret.ics", { text: feed(busy("17:00", "18:00")), etag: '"1"' });
    const connection = await connect("/secret.ics");
    assert.equal(connection.status, "ok");
    const [calendar] = connection.calendars;
    assert.deepEqual([calendar.name, calendar.isBusy, calendar.isWritable], ["Private", true, false]);
    assert.ok(Date.parse(calendar.nextSyncAt) - Date.parse(calendar.lastSyncedAt) >= 29 * 60_000);
    assert.ok(Date.parse(calendar.nextSyncAt) - Date.parse(calendar.lastSyncedAt) <= 31 * 60_000);
    assert.equal((await starts())[0], "18:00");
    assert.doesNotMatch(JSON.stringify(await desk.get("/api/calendars")), /secret/);
    const explained = await desk.visitor("GET", `/api/slots?eventTypeId=${eventTypeId}&${query}`);
    assert.doesNotMatch(explained.text, /Private/, "whose calendar it is, is nobody's business");

    asked.length = 0;
    await desk.sync(connection.id);
    assert.equal(asked.at(-1)!.status, 304, "unchanged is not sent again");
    assert.equal((await starts())[0], "18:00");
    files.set("/secret.ics", { text: feed(busy("18:00", "19:00")), etag: '"2"' });
    await desk.sync(connection.id);
    assert.deepEqual((await starts()).slice(0, 3), ["17:00", "17:30", "19:00"]);
    await forget(connection.id);
    assert.ok((await starts()).includes("18:00"));
  });

  it("move the grid for whoever looked before they were read, and not anew each time that they are read", async () => {
    const { id: long } = await desk.eventType({ length: 45 });
    const bookable = async (time: string) => {
      const asked = `/api/slots/explain?eventTypeId=${long}&start=2035-03-06T${time}:00Z`;
      return (await desk.visitor("GET", asked)).body.data.bookable;
    };
    const listed = async () => (await desk.starts(long, query)).map((start) => start.slice(11, 16)).slice(0, 3);
    assert.deepEqual(await listed(), ["17:00", "17:45", "18:30"]);
    files.set("/morning.ics", { text: feed(busy("17:00", "17:20")) });
    const { id } = await connect("/morning.ics");
    assert.deepEqual(await listed(), ["17:30", "18:15", "19:00"]);
    assert.deepEqual([await bookable("18:30"), await bookable("18:15"), await bookable("18:00")], [true, true, false]);
    await passed(id, 35 * 60);
    await passed(id, 35 * 60);
    assert.deepEqual([await bookable("18:30"), await bookable("18:15"), await bookable("18:00")], [false, true, false]);
    await forget(id);
  });

  it("keep their zone, name and pace when one of their events is broken", async () => {
    const whole = ["DTSTART:20350306T090000", "DTEND:20350306T100000"];
    const broken = [...busy("22:00", "23:00"), "RRULE:FREQ=BOGUS"];
    const own = ["X-WR-TIMEZONE:America/Los_", " Angeles", "METHOD:PUBLISH", "BROKEN"];
    const text = feed(whole, broken, busy("20:00", "21:00")).replace(
      "VERSION:2.0",
      ["VERSION:2.0", ...own].join("\r\n"),
    );
    files.set("/broken.ics", { text });
    const { id, calendars } = await connect("/broken.ics");
    const [{ name, timeZone, lastSyncedAt, nextSyncAt }] = calendars;
    assert.deepEqual([name, timeZone], ["Private", "America/Los_Angeles"]);
    assert.ok(Date.parse(nextSyncAt) - Date.parse(lastSyncedAt) <= 31 * 60_000);
    const free = await starts();
    assert.deepEqual([free[0], free.includes("20:00")], ["18:00", false], "9:00 there is 17:00 UTC");
    await forget(id);
  });

  it("are read again when their time has come", async () => {
    files.set("/later.ics", { text: feed(busy("17:00", "18:00")) });
    const connection = await connect("/later.ics");
    files.set("/later.ics", { text: feed() });
    const moved = await desk.business.call("PATCH", "/api/sandbox/clock", { advanceSeconds: 1900 });
    assert.equal(moved.status, 200, moved.text);
    await desk.installation.drain();
    assert.ok((await starts()).includes("17:00"));
    await forget(connection.id);
  });

  it("are no feeds when they lead in circles, to a page, to nothing, or to far too much", async () => {
    files.set("/circle.ics", { status: 302, headers: { location: "/circle.ics" } });
    files.set("/page.ics", { text: "<html>Sign in</html>" });
    files.set("/large.ics", { text: feed() + "x".repeat(6 * 1024 * 1024) });
    for (const [path, reason] of [
      ["/circle.ics", /circles/],
      ["/page.ics", /no calendar file/],
      ["/nothing.ics", /answered 404/],
      ["/large.ics", /longer than/],
    ] as const) {
      const connection = await connect(path);
      assert.equal(connection.status, "failing", path);
      assert.match(connection.lastError, reason);
      await forget(connection.id);
    }
    files.set("/moved.ics", { status: 301, headers: { location: "/there.ics" } });
    files.set("/there.ics", { text: feed() });
    assert.equal((await connect("/moved.ics")).status, "ok");
  });

  it("are refused at once where their user name is no text", async () => {
    for (const address of ["http://%ff@example.com/x.ics", "webcal://ada:%ff@example.com/x.ics"]) {
      const { status, body } = await desk.business.call("POST", "/api/calendars", { provider: "ics", url: address });
      assert.deepEqual([status, body.details?.[0].field], [422, "url"], address);
    }
    const account = { provider: "caldav", url: "https://%ff@example.com/", username: "ada", password: "secret" };
    assert.equal((await desk.business.call("POST", "/api/calendars", account)).status, 422);
    files.set("/login.ics", { status: 302, headers: { location: root.replace("://", "://%ff@") } });
    const connection = await connect("/login.ics");
    assert.deepEqual([connection.status, /cannot be read/.test(connection.lastError)], ["failing", true]);
    await forget(connection.id);
  });

  it("are read while another business's are not answered", async () => {
    const other = await desk.installation.business();
    for (let number = 0; number < 12; number++) {
      const url = `${root}/silent/${number}.ics`;
      assert.equal((await other.call("POST", "/api/calendars", { provider: "ics", url })).status, 201);
    }
    await until(async () => held.length > 0);
    files.set("/good.ics", { text: feed() });
    const url = `${root}/good.ics`;
    const { body } = await desk.business.call("POST", "/api/calendars", { provider: "ics", url });
    const read = async () => (await desk.get(`/api/calendars?id=${body.data.id}`)).status === "ok";
    await until(
      async () => (await read()) && (await desk.get(`/api/calendars?id=${body.data.id}`)).calendars[0].lastSyncedAt,
    );
    assert.ok(held.length <= 2, `one business took ${held.length} places`);
    silent = false;
    for (const response of held) response.writeHead(404).end();
    await desk.installation.drain();
    const { data } = (await other.call("GET", "/api/calendars")).body;
    assert.deepEqual(
      data.map(({ status }: { status: string }) => status),
      Array(12).fill("failing"),
    );
    await forget(body.data.id);
  });

  it("of their own are found to be their own: they keep nobody out", async () => {
    // As entries have it now, as they had it before their UIDs hid the handle, and both.
    const openly = (handle: string) => `${handle}@schedly`;
    for (const uids of [[uidOfEntry], [openly], [openly, uidOfEntry]]) {
      const booked = await desk.book(eventTypeId, tuesday("22:00"));
      const entries = feed(...uids.map(() => busy("22:00", "22:30")));
      const text = entries.replace(/UID:e(\d)/g, (_, place) => `UID:${uids[place]!(booked.body.data.uid)}`);
      files.set("/own.ics", { text });
      const connection = await connect("/own.ics");
      await desk.business.call("POST", `/api/bookings/${booked.body.data.uid}/cancel`, {});
      assert.ok((await starts()).includes("22:00"), text);
      await forget(connection.id);
    }
  });

  it("show a person's bookings and appointments to whoever has the secret address", async () => {
    const { call } = desk.business;
    assert.deepEqual((await call("GET", "/api/calendars/feed")).body.data, { url: null, createdAt: null });
    const made = await call("POST", "/api/calendars/feed", {});
    assert.equal(made.status, 201, made.text);
    const path = () => new URL(url).pathname;
    let { url } = made.body.data;
    assert.equal((await call("GET", "/api/calendars/feed")).body.data.url, url);
    const { body } = await desk.book(eventTypeId, tuesday("21:00"));
    const cancelled = await desk.book(eventTypeId, tuesday("23:00"));
    await call("POST", `/api/bookings/${cancelled.body.data.uid}/cancel`, {});
    await call("POST", `/api/bookings/${body.data.uid}/reschedule`, { start: tuesday("21:30") });
    const file = await desk.installation.send("GET", path());
    assert.match(file.headers["content-type"], /^text\/calendar/);
    const events = new ICAL.Component(ICAL.parse(file.text)).getAllSubcomponents("vevent");
    const found = events.map((event) =>
      ["uid", "sequence", "dtstart"].map((name) => String(event.getFirstPropertyValue(name))),
    );
    assert.deepEqual(found, [[uidOfEntry(body.data.uid), "1", "2035-03-06T21:30:00Z"]]);
    assert.match(file.text, /maria@example\.com/);
    // Who may read it may not cancel: that takes the handle.
    assert.ok(!file.text.replaceAll("\r\n ", "").includes(body.data.uid));

    url = (await call("POST", "/api/calendars/feed", {})).body.data.url;
    assert.equal((await desk.installation.send("GET", new URL(made.body.data.url).pathname)).status, 404);
    assert.equal((await desk.installation.send("GET", path())).status, 200);
    assert.equal((await call("DELETE", "/api/calendars/feed")).status, 200);
    assert.equal((await desk.installation.send("GET", path())).status, 404);
  });

  it("and accounts are each person's own; a manager sees them, a colleague does not", async () => {
    const { key } = await desk.installation.member(desk.business.id, "employee");
    const send = (method: string, path: string, body?: object) => desk.installation.send(method, path, { key, body });
    const [owners] = await desk.connections();
    assert.equal((await send("GET", `/api/calendars?id=${owners.id}`)).status, 404);
    assert.equal((await send("DELETE", `/api/calendars?id=${owners.id}`)).status, 404);
    files.set("/theirs.ics", { text: feed() });
    const made = await send("POST", "/api/calendars", { provider: "ics", url: `${root}/theirs.ics` });
    assert.equal(made.status, 201, made.text);
    await desk.installation.drain();
    const theirs = (await send("GET", `/api/calendars?userId=${desk.business.userId}`)).body.data;
    assert.deepEqual(
      theirs.map(({ id }: { id: number }) => id),
      [made.body.data.id],
    );
    assert.equal((await desk.get(`/api/calendars?id=${made.body.data.id}`)).status, "ok");
    const listed = await desk.get(`/api/calendars?userId=${made.body.data.userId}`);
    assert.equal(listed.length, 1);
  });

  it("and accounts of a sandbox work without any provider, and say so", async () => {
    const { call } = desk.business;
    for (const provider of ["google", "zoom"]) {
      const { body } = await call("POST", "/api/calendars/connect", { provider });
      const { pathname, search } = new URL(body.data.authorizeUrl);
      const page = await desk.installation.send("GET", pathname + search);
      assert.match(page.text, /is being connected/);
      assert.match(page.headers["content-type"], /text\/html/);
      assert.equal((await desk.installation.send("GET", pathname + search)).status, 404, "works once");
    }
    await desk.installation.drain();
    const modes = (await desk.connections()).filter(({ mode }) => mode === "sandbox");
    assert.deepEqual(
      modes.map(({ provider, status }) => [provider, status]),
      [
        ["google", "ok"],
        ["zoom", "ok"],
      ],
    );
    const google = modes[0]!.calendars[0];
    assert.equal(google.isTarget, true);
    for (const type of ["integrations:zoom", "integrations:google:meet"]) {
      const eventType = await desk.eventType({ locations: [{ type }] });
      const booked = await desk.book(eventType.id, tuesday(type.includes("zoom") ? "23:00" : "23:30"));
      assert.equal(booked.status, 201, booked.text);
      await desk.installation.drain();
      const booking = await desk.get(`/api/bookings/${booked.body.data.uid}`);
      assert.match(booking.meetingUrl, /\/api\/sandbox\/meet\//);
      assert.equal(booking.location.mode, "sandbox");
      const page = await desk.installation.send("GET", new URL(booking.meetingUrl).pathname);
      assert.match(page.text, /Sandbox room/);
    }
  });

  it("of the own network are refused, unless the installation allows it", async () => {
    const { ics } = openCalendars({ allowPrivate: false });
    const account = { secret: { url: `${root}/there.ics` }, save: async () => {} };
    await assert.rejects(ics.calendars(account), { kind: "refused", message: /own network/ });
  });

  for (const status of [404, 503])
    it(`that answer ${status} for a while say so and are read again, also when somebody asks to read them meanwhile`, async () => {
      const path = `/away-${status}.ics`;
      files.set(path, { text: feed(busy("17:00", "18:00")) });
      const { id } = await connect(path);
      files.set(path, { status });
      const away = await desk.sync(id);
      assert.deepEqual([away.status, away.lastError?.includes(`answered ${status}`)], ["ok", true]);
      for (let minutes = 0; minutes < 70; minutes += 10) await passed(id, 600);
      const still = await desk.get(`/api/calendars?id=${id}`);
      assert.deepEqual([still.status, /answered/.test(still.calendars[0].lastError)], ["ok", true]);
      assert.equal((await starts())[0], "18:00", "what was read last stays");
      files.set(path, { text: feed(busy("17:00", "19:00")) });
      const well = await passed(id, 4 * 3600);
      assert.deepEqual([well.status, well.lastError, well.calendars[0].lastError], ["ok", null, null]);
      assert.equal((await starts())[0], "19:00");
      await forget(id);
    });

  it("that are cut off are read again, while what was read last keeps bookings out; after a day their owner hears", async () => {
    const whole = feed(busy("18:00", "19:00"), busy("19:00", "20:00"), busy("17:00", "18:00"));
    files.set("/cut.ics", { text: whole });
    const { id } = await connect("/cut.ics");
    assert.equal((await starts())[0], "20:00");
    files.set("/cut.ics", { text: whole.slice(0, whole.lastIndexOf("BEGIN:VEVENT") + 20) });
    const cut = await desk.sync(id);
    assert.equal(cut.status, "ok");
    assert.match(cut.calendars[0].lastError, /cut off/);
    assert.equal((await starts())[0], "20:00");
    const pass = (seconds: number) => passed(id, seconds);
    files.set("/cut.ics", { text: feed(busy("18:00", "19:00")) });
    const well = await pass(4000);
    assert.deepEqual([well.status, well.calendars[0].lastError], ["ok", null]);
    assert.equal((await starts())[0], "17:00");
    const told = (await desk.mails("calendarFailing")).length;
    files.set("/cut.ics", { text: "<html>We will be back soon</html>" });
    assert.equal((await pass(4000)).status, "ok");
    for (let hours = 0; hours < 30; hours += 5) await pass(5 * 3600);
    const lost = await desk.get(`/api/calendars?id=${id}`);
    assert.deepEqual([lost.status, /no calendar file/.test(lost.lastError)], ["failing", true]);
    assert.equal((await desk.mails("calendarFailing")).length, told + 1);
    await forget(id);
  });

  it("that are nowhere for a day have ended, which their owner hears once", async () => {
    files.set("/ended.ics", { text: feed() });
    const { id } = await connect("/ended.ics");
    const told = (await desk.mails("calendarFailing")).length;
    files.set("/ended.ics", { status: 404 });
    for (let hours = 0; hours < 42; hours += 7) await passed(id, 7 * 3600);
    const { status, lastError } = await desk.get(`/api/calendars?id=${id}`);
    assert.deepEqual([status, /answered 404/.test(lastError)], ["failing", true]);
    assert.equal((await desk.mails("calendarFailing")).length, told + 1);
  });
});
