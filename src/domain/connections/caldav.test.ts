import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { uidOfEntry } from "../../../test/support/installation.ts";
import { hasRadicale, type Radicale, startRadicale } from "../../adapters/caldav/radicale.test-support.ts";
import type { Context } from "../../platform/operation.ts";
import { iso } from "../../platform/schemas.ts";
import { enqueueSync } from "./busy/schedule.ts";
import { openConnectionsDesk, stamp, tuesday } from "./desk.test-support.ts";

const query = "start=2035-03-06&end=2035-03-06";

describe("a CalDAV calendar, on a real Radicale", { skip: !hasRadicale && "radicale is not installed" }, () => {
  let radicale: Radicale;
  let path: string;
  let desk: Awaited<ReturnType<typeof openConnectionsDesk>>;
  let connectionId: number;
  let calendarId: number;
  let eventTypeId: number;
  before(async () => {
    radicale = await startRadicale();
    path = await radicale.calendar("work");
    desk = await openConnectionsDesk();
    eventTypeId = (await desk.eventType()).id;
  });
  after(async () => {
    await desk.installation.close();
    await radicale.close();
  });

  const starts = async () => (await desk.starts(eventTypeId, query)).map((start) => start.slice(11, 16));
  const draft = () => ({ provider: "caldav", url: radicale.root, username: "sarah", password: "quiet harbour" });
  const written = async (uid: string) => (await radicale.events(path)).get(uidOfEntry(uid));
  async function book(time: string) {
    const { status, body, text } = await desk.book(eventTypeId, tuesday(time));
    assert.equal(status, 201, text);
    await desk.installation.drain();
    return body.data as { uid: string };
  }
  const read = async (uid: string) => desk.get(`/api/bookings/${uid}`);
  const moveOutside = (uid: string, from: string, to: string) => {
    const end = (time: string) => `${time.slice(0, 3)}${time.slice(3) === "00" ? "30" : "59"}`;
    return changeOutside(uid, (text) =>
      text
        .replace(`DTSTART:${stamp(from)}`, `DTSTART:${stamp(to)}`)
        .replace(`DTEND:${stamp(end(from))}`, `DTEND:${stamp(end(to))}`),
    );
  };
  /** Changes the lines of a booking's event, as another calendar program would. */
  const changeOutside = async (uid: string, change: (text: string) => string) => {
    const name = `${path}${encodeURIComponent(uidOfEntry(uid))}.ics`;
    const { text } = await radicale.ask("GET", name);
    const changed = change(text);
    assert.notEqual(changed, text);
    const { status } = await radicale.ask("PUT", name, changed, { "content-type": "text/calendar" });
    assert.ok(status < 300, `${status}`);
  };
  /** It is read from the beginning when it becomes busy time. */
  const readInFull = async () => {
    for (const isBusy of [false, true]) await desk.choose(connectionId, [{ id: calendarId, isBusy }]);
  };
  const answer = (entry: any, said: string) =>
    desk.business.call("POST", `/api/calendars/entries/${entry.id}/answer`, { answer: said });
  const deleteOutside = (uid: string) => radicale.ask("DELETE", `${path}${encodeURIComponent(uidOfEntry(uid))}.ics`);

  it("keeps bookings out of what is busy in it: series, whole days, but nothing that is shown as free", async () => {
    await radicale.put(path, "lunch", [
      "DTSTART;TZID=America/Los_Angeles:20350301T120000",
      "DTEND;TZID=America/Los_Angeles:20350301T130000",
      "RRULE:FREQ=DAILY",
    ]);
    await radicale.put(path, "free", [`DTSTART:${stamp("17:00")}`, `DTEND:${stamp("19:00")}`, "TRANSP:TRANSPARENT"]);
    await radicale.put(path, "holiday", ["DTSTART;VALUE=DATE:20350307"]);
    const { uid } = await book("23:30");
    const connection = await desk.connect(draft());
    await desk.installation.drain();
    assert.match((await written(uid))!, /DTSTART:20350306T233000Z/, "what was booked before is written too");
    assert.deepEqual([connection.status, connection.lastError, connection.mode], ["ok", null, "live"]);
    const [calendar] = connection.calendars;
    assert.deepEqual([calendar.name, calendar.isBusy, calendar.isTarget], ["work", true, true]);
    [connectionId, calendarId] = [connection.id, calendar.id];
    const free = await starts();
    assert.ok(free.includes("17:00") && free.includes("19:30") && free.includes("21:00"));
    assert.ok(!free.includes("20:00") && !free.includes("20:30"), "lunch");
    assert.deepEqual(await desk.starts(eventTypeId, "start=2035-03-07&end=2035-03-07"), [], "a day off");
    assert.doesNotMatch(JSON.stringify(connection), /harbour|sealed/);
  });

  it("is the same account when it is connected again", async () => {
    const again = await desk.connect({ ...draft(), url: `${radicale.root}sarah/` });
    assert.equal(again.id, connectionId);
    assert.equal((await desk.connections()).length, 1);
  });

  it("stays connected with its password when another one that is given does not work", async () => {
    const wrong = { password: "wrong" };
    assert.equal((await desk.business.call("PATCH", `/api/calendars?id=${connectionId}`, wrong)).status, 200);
    await desk.installation.drain();
    for (const one of [
      await desk.get(`/api/calendars?id=${connectionId}`),
      await desk.connect({ ...draft(), ...wrong }),
    ]) {
      assert.deepEqual([one.id, one.status], [connectionId, "ok"]);
      assert.match(one.lastError, /does not let us in/);
    }
    const well = await desk.sync(connectionId);
    assert.deepEqual([well.status, well.lastError, well.calendars[0].lastError], ["ok", null, null]);
    assert.deepEqual(await desk.mails("calendarFailing"), []);
  });

  it("is joined by another calendar of its server that is connected by its own address", async () => {
    const { call, id: businessId } = desk.business;
    const { key } = await desk.installation.member(businessId, "employee");
    const send = async (method: string, body?: object) => {
      const answer = await desk.installation.send(method, "/api/calendars", { key, body });
      assert.ok(answer.status < 300, answer.text);
      await desk.installation.drain();
      return answer.body.data;
    };
    const calendars = async () => {
      const accounts = await send("GET");
      assert.equal(accounts.length, 1);
      return accounts[0].calendars.map(({ name, isTarget }: any) => [name, isTarget]);
    };
    for (const name of ["priv", "work2"]) await radicale.calendar(name);
    await send("POST", { ...draft(), url: `${radicale.root}sarah/work2/` });
    assert.deepEqual(await calendars(), [["work2", true]]);
    await send("POST", { ...draft(), url: `${radicale.root}sarah/priv/` });
    await send("POST", { ...draft(), url: `${radicale.root}sarah/priv/` });
    assert.deepEqual(await calendars(), [
      ["work2", true],
      ["priv", false],
    ]);
    const [{ id }] = await send("GET");
    await call("POST", `/api/calendars/${id}/sync`);
    await desk.installation.drain();
    assert.equal((await calendars()).length, 2);
    for (const name of ["priv", "work2"]) await radicale.ask("DELETE", `/sarah/${name}/`);
  });

  it("that was connected by its own address and is deleted leads to no other one", async () => {
    const other = await desk.installation.business();
    const { call } = other;
    await radicale.calendar("own");
    const url = `${radicale.root}sarah/own/`;
    const { id } = (await call("POST", "/api/calendars", { ...draft(), url })).body.data;
    await desk.installation.drain();
    await radicale.ask("DELETE", "/sarah/own/");
    await call("POST", `/api/calendars/${id}/sync`);
    await desk.installation.drain();
    const { lastError, calendars } = (await call("GET", `/api/calendars?id=${id}`)).body.data;
    assert.match(lastError ?? "", /not there any more/);
    assert.deepEqual(
      calendars.map(({ name, isTarget }: any) => [name, isTarget]),
      [["own", true]],
    );
    const another = await desk.installation.business();
    await another.call("POST", "/api/calendars", { ...draft(), url });
    await desk.installation.drain();
    const [mistyped] = (await another.call("GET", "/api/calendars")).body.data;
    assert.deepEqual([mistyped.status, mistyped.calendars], ["failing", []]);
  });

  it("gets a booking written into it, moved and removed again, under one UID", async () => {
    const { uid } = await book("18:00");
    assert.match((await written(uid))!, /DTSTART:20350306T180000Z/);
    assert.match((await written(uid))!, /maria@example\.com/);
    await desk.business.call("POST", `/api/bookings/${uid}/reschedule`, { start: tuesday("18:30") });
    await desk.installation.drain();
    assert.match((await written(uid))!, /DTSTART:20350306T183000Z/);
    assert.match((await written(uid))!, /SEQUENCE:1/);
    await desk.sync(connectionId);
    assert.equal((await desk.entries())[0].state, "written");
    await desk.business.call("POST", `/api/bookings/${uid}/cancel`, {});
    await desk.installation.drain();
    assert.equal(await written(uid), undefined);
    assert.ok((await starts()).includes("18:30"), "what we wrote ourselves keeps nobody out");
  });

  it("keeps what its host added to an event, whatever becomes of the booking", async () => {
    const { uid } = await book("18:00");
    const name = `${path}${encodeURIComponent(uidOfEntry(uid))}.ics`;
    const alarm = ["BEGIN:VALARM", "ACTION:DISPLAY", "DESCRIPTION:Prepare", "TRIGGER:-PT10M", "END:VALARM"].join(
      "\r\n",
    );
    const { text } = await radicale.ask("GET", name);
    const own = text.replace("END:VEVENT", `CATEGORIES:Important\r\n${alarm}\r\nEND:VEVENT`);
    assert.ok((await radicale.ask("PUT", name, own, { "content-type": "text/calendar" })).status < 300);
    await desk.business.call("POST", `/api/bookings/${uid}/reschedule`, { start: tuesday("19:00") });
    await desk.installation.drain();
    const now = (await written(uid))!;
    for (const kept of [/DTSTART:20350306T190000Z/, /SEQUENCE:1/, /CATEGORIES:Important/, /TRIGGER:-PT10M/])
      assert.match(now, kept);
    assert.equal(now.match(/DTSTART/g)!.length, 1);
    await desk.business.call("POST", `/api/bookings/${uid}/cancel`, {});
    await desk.installation.drain();
    assert.equal(await written(uid), undefined);
  });

  it("shows a request as tentative, and as certain once it is confirmed", async () => {
    const type = await desk.eventType({ requiresConfirmation: true });
    const { body } = await desk.book(type.id, tuesday("22:00"));
    await desk.installation.drain();
    assert.match((await written(body.data.uid))!, /STATUS:TENTATIVE/);
    await desk.business.call("POST", `/api/bookings/${body.data.uid}/confirm`, {});
    await desk.installation.drain();
    assert.match((await written(body.data.uid))!, /STATUS:CONFIRMED/);
  });

  it("gets appointments too", async () => {
    const { call } = desk.business;
    const [employee] = (await call("GET", "/api/services/employees")).body;
    const service = (await call("POST", "/api/services/services", { name: "Haircut", duration: 30, price: 0 })).body;
    const customer = (await call("POST", "/api/services/customers", { name: "Emily Chen", email: "e@example.com" }))
      .body;
    const times = { startTime: tuesday("23:00"), endTime: tuesday("23:30") };
    const made = await call("POST", "/api/services/appointments", {
      ...{ serviceId: service.id, customerId: customer.id, employeeId: employee.id, ...times },
    });
    assert.equal(made.status, 201, made.text);
    await desk.installation.drain();
    assert.match((await written(made.body.uid))!, /SUMMARY:Haircut: Emily Chen/);
    await desk.choose(connectionId, [{ id: calendarId, onExternalChange: "cancel" }]);
    await deleteOutside(made.body.uid);
    await desk.sync(connectionId);
    const after = await call("GET", `/api/services/appointments?id=${made.body.id}`);
    assert.equal(after.body.status, "canceled");
  });

  it("cancels or moves a booking with its event, where its host chose so", async () => {
    await desk.choose(connectionId, [{ id: calendarId, onExternalChange: "cancel" }]);
    const { uid } = await book("17:00");
    await moveOutside(uid, "17:00", "19:00");
    await desk.sync(connectionId);
    assert.equal((await read(uid)).startTime, tuesday("19:00"));
    assert.match((await written(uid))!, /SEQUENCE:1/);
    await deleteOutside(uid);
    await desk.sync(connectionId);
    assert.equal((await read(uid)).status, "cancelled");
  });

  it("leaves a booking where it is when its host repeats its event, and follows the first of them that moves", async () => {
    const { uid } = await book("17:00");
    await changeOutside(uid, (text) => text.replace("BEGIN:VEVENT", "BEGIN:VEVENT\r\nRRULE:FREQ=WEEKLY;COUNT=3"));
    for (let time = 0; time < 2; time++) {
      await desk.sync(connectionId);
      assert.equal((await read(uid)).startTime, tuesday("17:00"));
    }
    await moveOutside(uid, "17:00", "19:00");
    for (let time = 0; time < 2; time++) {
      await desk.sync(connectionId);
      assert.equal((await read(uid)).startTime, tuesday("19:00"));
    }
    await desk.business.call("POST", `/api/bookings/${uid}/cancel`, {});
    await desk.installation.drain();
  });

  it("asks where the new time is taken already", async () => {
    const other = await book("18:00");
    const { uid } = await book("17:00");
    await moveOutside(uid, "17:00", "18:00");
    await desk.sync(connectionId);
    assert.equal((await read(uid)).startTime, tuesday("17:00"));
    const [asked] = await desk.entries("?state=asked");
    assert.equal(asked.outside.kind, "moved");
    assert.ok(asked.outside.reason.length > 0);
    assert.equal((await desk.mails("calendarEventMoved")).length, 1);
    const refused = await desk.business.call("POST", `/api/calendars/entries/${asked.id}/answer`, { answer: "accept" });
    assert.equal(refused.status, 409, refused.text);
    for (const one of [other.uid, uid]) await desk.business.call("POST", `/api/bookings/${one}/cancel`, {});
    await desk.installation.drain();
    assert.deepEqual(await desk.entries("?state=asked"), []);
  });

  for (const [what, lines, reason, reading] of [
    ["to last week", ["DTSTART:20350227T170000Z", "DTEND:20350227T173000Z"], /is over/, "what changed"],
    ["two years ahead", ["DTSTART:20370306T170000Z", "DTEND:20370306T173000Z"], /a year ahead/, "all of it"],
    ["to no length at all", ["DTSTART:20350306T170000Z", "DTEND:20350306T170000Z"], /no length/, "all of it"],
    ["to a whole day", ["DTSTART;VALUE=DATE:20350306", "DTEND;VALUE=DATE:20350307"], /whole day/, "what changed"],
  ] as const)
    it(`asks its host when an event is moved ${what}, and cancels nothing`, async () => {
      const { uid } = await book("17:00");
      await changeOutside(uid, (text) => text.replace(/^DTSTART.*\r\nDTEND.*$/m, lines.join("\r\n")));
      await (reading === "what changed" ? desk.sync(connectionId) : readInFull());
      const [asked] = await desk.entries("?state=asked");
      assert.equal(asked?.outside.kind, "moved");
      assert.match(asked.outside.reason, reason);
      const { status, startTime, endTime } = await read(uid);
      assert.deepEqual([status, startTime, endTime], ["accepted", tuesday("17:00"), tuesday("17:30")]);
      await answer(asked, "keep");
      await readInFull();
      assert.equal((await read(uid)).status, "accepted");
      await desk.business.call("POST", `/api/bookings/${uid}/cancel`, {});
      await desk.installation.drain();
    });

  it("asks its host, where they chose so, and does what they answer", async () => {
    await desk.choose(connectionId, [{ id: calendarId, onExternalChange: "ask" }]);
    const [first, second] = [await book("17:00"), await book("18:00")];
    await deleteOutside(first.uid);
    await deleteOutside(second.uid);
    await desk.sync(connectionId);
    await desk.sync(connectionId);
    assert.equal((await read(first.uid)).status, "accepted");
    const asked = await desk.entries("?state=asked");
    assert.equal(asked.length, 2);
    const mails = await desk.mails("calendarEventDeleted");
    assert.equal(mails.length, 2, "one mail for each, however often the calendar is read");
    const of = (uid: string) => asked.find(({ subject }: any) => subject === `booking:${ids.get(uid)}`);
    const ids = new Map(
      await Promise.all([first, second].map(async ({ uid }) => [uid, (await read(uid)).id] as const)),
    );
    assert.equal((await answer(of(first.uid), "accept")).status, 200);
    const kept = await answer(of(second.uid), "keep");
    assert.equal(kept.body.data.state, "ignored");
    assert.equal((await answer(of(second.uid), "keep")).status, 409);
    await desk.installation.drain();
    assert.equal((await read(first.uid)).status, "cancelled");
    assert.equal((await read(second.uid)).status, "accepted");
    await desk.business.call("POST", `/api/bookings/${second.uid}/cancel`, {});
    await desk.installation.drain();
  });

  it("gives the event of a meeting to its next host's calendar", async () => {
    const { call, id: businessId, userId } = desk.business;
    const theirPath = await radicale.calendar("other");
    const member = await desk.installation.member(businessId, "manager");
    const theirs = { ...draft(), url: `${radicale.root}sarah/other/` };
    await desk.installation.send("POST", "/api/calendars", { key: member.key, body: theirs });
    await desk.installation.drain();
    const { data: team } = (await call("POST", "/api/teams", { name: "Sales", slug: "sales" })).body;
    await call("POST", `/api/teams/${team.id}/members`, { userId: member.userId, role: "member" });
    const hosts = [{ userId, priority: 4 }, { userId: member.userId }];
    const type = await desk.eventType({ teamId: team.id, schedulingType: "roundRobin", hosts });
    const { body } = await desk.book(type.id, tuesday("17:00"));
    await desk.installation.drain();
    const first = body.data.hosts[0].id;
    const places = async () => {
      const has = async (where: string) => (await radicale.events(where)).has(uidOfEntry(body.data.uid));
      return { [userId]: await has(path), [member.userId]: await has(theirPath) };
    };
    assert.deepEqual(await places(), { [userId]: first === userId, [member.userId]: first === member.userId });
    const next = first === userId ? member.userId : userId;
    const given = await call("POST", `/api/bookings/${body.data.uid}/reassign`, { userId: next });
    assert.ok(given.status < 300, given.text);
    await desk.installation.drain();
    assert.deepEqual(await places(), { [first]: false, [next]: true });
    await call("POST", `/api/bookings/${body.data.uid}/cancel`, {});
    await desk.installation.drain();
  });

  it("leaves bookings alone, where its host chose so", async () => {
    await desk.choose(connectionId, [{ id: calendarId, onExternalChange: "ignore" }]);
    const { uid } = await book("17:00");
    await deleteOutside(uid);
    await desk.sync(connectionId);
    assert.equal((await read(uid)).status, "accepted");
    assert.equal((await desk.entries("?state=ignored")).length, 1);
  });

  it("tells its owner once when the password is wrong, and catches up with the right one", async () => {
    radicale.setPassword("another harbour");
    const { uid } = await book("18:00");
    await desk.sync(connectionId);
    const failing = await desk.sync(connectionId);
    assert.equal(failing.status, "failing");
    assert.match(failing.lastError, /does not let us in/);
    const mails = await desk.mails("calendarFailing");
    assert.equal(mails.length, 1);
    assert.equal((await desk.entries("?state=failed")).length, 1);
    assert.ok(!(await starts()).includes("20:00"), "what was busy stays busy meanwhile");
    const { status } = await desk.business.call("PATCH", `/api/calendars?id=${connectionId}`, {
      password: "another harbour",
    });
    assert.equal(status, 200);
    await desk.installation.drain();
    assert.equal((await desk.connections())[0].status, "ok");
    assert.ok(await written(uid));
  });

  it("waits for a server that is away, without telling anybody", async () => {
    await radicale.stop();
    const { id, calendars } = (await desk.connections())[0];
    await desk.installation.asSystem(desk.business.id, (context) => syncNow(context, calendars[0].id));
    await desk.installation.drain();
    const away = await desk.get(`/api/calendars?id=${id}`);
    assert.equal(away.status, "ok");
    assert.match(away.calendars[0].lastError, /cannot be reached/);
    await radicale.restart();
    assert.equal((await desk.mails("calendarFailing")).length, 1);
  });

  it("can be disconnected, with what was written into it or without", async () => {
    const before = [...(await radicale.events(path)).keys()].filter((uid) => uid.endsWith("@schedly"));
    assert.ok(before.length > 0);
    const removed = await desk.business.call("DELETE", `/api/calendars?id=${connectionId}&removeEvents=true`);
    assert.deepEqual(removed.body.data, { id: connectionId, deleted: true });
    assert.deepEqual(await desk.connections(), []);
    assert.ok((await starts()).includes("20:00"), "lunch keeps nobody out any more");
    await desk.installation.drain();
    assert.deepEqual(
      [...(await radicale.events(path)).keys()].filter((uid) => uid.endsWith("@schedly")),
      [],
    );
    assert.ok((await radicale.events(path)).has("lunch"));
  });

  it("into which bookings were written and which is deleted is missed: its owner hears it once and chooses another", async () => {
    const { call } = await desk.installation.business();
    await radicale.calendar("doomed");
    const account = { ...draft(), password: "another harbour" };
    const { id } = (await call("POST", "/api/calendars", account)).body.data;
    const look = async () => {
      await desk.installation.drain();
      return (await call("GET", `/api/calendars?id=${id}`)).body.data;
    };
    const target = async (name: string) => {
      const chosen = (await look()).calendars.find((one: any) => one.name === name);
      await call("PATCH", `/api/calendars?id=${id}`, { calendars: [{ id: chosen.id, isTarget: true }] });
    };
    await target("doomed");
    await radicale.ask("DELETE", "/sarah/doomed/");
    await radicale.calendar("aardvark");
    for (let time = 0; time < 2; time++) {
      await call("POST", `/api/calendars/${id}/sync`);
      const { status, lastError, calendars } = await look();
      assert.deepEqual([status, calendars.some(({ isTarget }: any) => isTarget)], ["ok", false]);
      assert.match(lastError, /written nowhere: the calendar "doomed"/);
    }
    const mails = (await call("GET", "/api/messages?limit=200")).body.data;
    assert.equal(mails.filter(({ kind }: any) => kind === "calendarFailing").length, 1);
    await target("work");
    assert.equal((await look()).lastError, null);
  });

  it("that does not open when it is connected says so", async () => {
    const connection = await desk.connect({ ...draft(), password: "wrong" });
    assert.equal(connection.status, "failing");
    assert.match(connection.lastError, /does not let us in/);
    assert.deepEqual(connection.calendars, []);
  });
});

/** As the job does whose time has come. */
async function syncNow(context: Context, calendarId: number): Promise<void> {
  await context.db
    .updateTable("connectedCalendars")
    .set({ nextSyncAt: iso(context.now) })
    .where("businessId", "=", context.businessId)
    .execute();
  enqueueSync(context, calendarId, context.now);
}
