import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import {
  openTestInstallation,
  type TestBusiness,
  type TestInstallation,
  uidOfEntry,
} from "../../../test/support/installation.ts";
import { around, setClock } from "../../domain/scheduling/bookings/desk.test-support.ts";
import { until } from "../oauth/accounts.test-support.ts";
import type { Calendar } from "./calendar.test-support.ts";
import { googleCalendar } from "./google.ts";
import { loopback } from "./loopback.ts";
import { timed } from "./open.test-support.ts";

/** Monday to Friday, 9:00 to 17:00 in Los Angeles; Tuesday 6 March 2035 begins there at 17:00 UTC. */
const tuesday = (time: string) => `2035-03-06T${time}:00Z`;
const query = "start=2035-03-06&end=2035-03-06";

describe("connecting a Google calendar, the whole way", () => {
  let server: Awaited<ReturnType<typeof loopback>>;
  let installation: TestInstallation;
  let business: TestBusiness;
  let desk: ReturnType<typeof around>;
  let calendar: Calendar;
  before(async () => {
    server = await loopback();
    calendar = server.calendar("maria@gmail.example", { primary: true, timeZone: "America/Los_Angeles" });
    const google = googleCalendar(server.adapterSettings());
    installation = await openTestInstallation({ settings: { CLOCK: "virtual" }, workers: true, ports: { google } });
    await setClock(installation, "2035-03-05T16:00:00Z");
    business = await installation.business();
    desk = around(installation, business);
  });
  after(async () => {
    await installation.close();
    await server.close();
  });

  const connections = async () => (await business.call("GET", "/api/calendars")).body.data;
  /** The page that the owner sees comes a moment before the job that connects the account. */
  async function connected() {
    await until(async () => (await connections()).some(({ status }: { status: string }) => status !== "failing"));
    await installation.drain();
  }
  async function sync() {
    const [{ id }] = await connections();
    assert.equal((await business.call("POST", `/api/calendars/${id}/sync`)).status, 202);
    await installation.drain();
  }

  it("sends the owner to Google and back, and keeps their appointments free", async () => {
    calendar.set(timed("dentist", tuesday("18:00"), tuesday("19:00")));
    const started = await business.call("POST", "/api/calendars/connect", { provider: "google" });
    assert.equal(started.status, 201, started.text);
    const agreed = await fetch(started.body.data.authorizeUrl, { redirect: "manual" });
    const { pathname, search } = new URL(agreed.headers.get("location")!);
    const returned = await installation.send("GET", pathname + search);
    assert.match(returned.text, /Google is being connected/);
    await connected();
    const [connection] = await connections();
    assert.deepEqual(
      [connection.account, connection.mode, connection.status, connection.lastError],
      ["maria@gmail.example", "live", "ok", null],
    );
    assert.doesNotMatch(JSON.stringify(connection), /access-|refresh-/);
    const type = await desk.eventType();
    const starts = await desk.starts(type.id, query);
    assert.deepEqual(starts.slice(0, 3), [tuesday("17:00"), tuesday("17:30"), tuesday("19:00")]);
  });

  it("takes the same way back once only", async () => {
    const { authorizeUrl } = (await business.call("POST", "/api/calendars/connect", { provider: "google" })).body.data;
    const agreed = await fetch(authorizeUrl, { redirect: "manual" });
    const { pathname, search } = new URL(agreed.headers.get("location")!);
    assert.equal((await installation.send("GET", pathname + search)).status, 200);
    assert.equal((await installation.send("GET", pathname + search)).status, 404);
    await installation.drain();
    assert.equal((await connections()).length, 1, "the same account again is no second one");
  });

  it("writes a booking into the calendar with a Meet room, moves it, and follows when its host deletes it there", async () => {
    const type = await desk.eventType({ locations: [{ type: "integrations:google:meet" }] });
    const booked = await desk.book(type.id, tuesday("20:00"));
    assert.equal(booked.status, 201, booked.text);
    await installation.drain();
    const uid = uidOfEntry(booked.body.data.uid);
    const written = () => [...calendar.events.values()].find(({ iCalUID }) => iCalUID === uid)!;
    assert.equal(Date.parse(written().start.dateTime), Date.parse(tuesday("20:00")));
    const read = async () => (await business.call("GET", `/api/bookings/${booked.body.data.uid}`)).body.data;
    assert.equal((await read()).meetingUrl, `https://meet.google.example/${written().id}`);

    const moved = await business.call("POST", `/api/bookings/${booked.body.data.uid}/reschedule`, {
      start: tuesday("21:00"),
    });
    assert.ok(moved.status < 300, moved.text);
    await installation.drain();
    assert.equal(Date.parse(written().start.dateTime), Date.parse(tuesday("21:00")));

    const [connection] = await connections();
    const calendars = [{ id: connection.calendars[0].id, onExternalChange: "cancel" }];
    assert.equal((await business.call("PATCH", `/api/calendars?id=${connection.id}`, { calendars })).status, 200);
    await new Promise((later) => setTimeout(later, 20)); // what was written after a reading began is not judged by it
    calendar.cancel(written().id);
    await sync();
    assert.equal((await read()).status, "cancelled");
  });

  it("shows what was not connected because Google was away, until it is tried again", async () => {
    const start = async () =>
      (await business.call("POST", "/api/calendars/connect", { provider: "google" })).body.data.authorizeUrl;
    const agreed = await fetch(await start(), { redirect: "manual" });
    server.fail(/token/, { status: 503, body: "away" }, 4);
    const { pathname, search } = new URL(agreed.headers.get("location")!);
    await installation.send("GET", pathname + search);
    const refused = async () =>
      (await connections()).find(({ account }: { account: string }) => account === "google") ?? null;
    assert.equal(await refused(), null, "it may come back in a moment");
    for (let attempt = 0; attempt < 4; attempt++) {
      await installation.drain();
      await business.call("PATCH", "/api/sandbox/clock", { advanceSeconds: 30 });
    }
    await until(async () => (await refused()) !== null);
    const { status, lastError } = await refused();
    assert.deepEqual([status, /Google.*connect it again/.test(lastError)], ["failing", true], lastError);
    const again = new URL((await fetch(await start(), { redirect: "manual" })).headers.get("location")!);
    await installation.send("GET", again.pathname + again.search);
    await until(async () => (await refused()) === null);
  });

  it("shows an account that Google no longer lets us into, and works again once it is connected anew", async () => {
    server.revoke();
    await sync();
    const [lost] = await connections();
    assert.equal(lost.status, "failing");
    assert.match(lost.lastError, /connect it again/);
    const { authorizeUrl } = (await business.call("POST", "/api/calendars/connect", { provider: "google" })).body.data;
    const { pathname, search } = new URL((await fetch(authorizeUrl, { redirect: "manual" })).headers.get("location")!);
    await installation.send("GET", pathname + search);
    await connected();
    assert.deepEqual(
      (await connections()).map(({ status }: { status: string }) => status),
      ["ok"],
    );
  });
});
