import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import ICAL from "ical.js";
import {
  openTestInstallation,
  type TestBusiness,
  type TestInstallation,
  uidOfEntry,
} from "../../../../test/support/installation.ts";
import { calendarObjects } from "../../messaging/mail/invite.ts";

const monday = Date.parse("2027-03-01T16:00:00Z");
const at = (time: string) => new Date(Date.parse(`2027-03-02T${time}:00-08:00`)).toISOString().replace(".000Z", "Z");

describe("mails about appointments", () => {
  let installation: TestInstallation;
  let salon: TestBusiness;
  before(async () => {
    installation = await openTestInstallation({ settings: { CLOCK: "virtual" }, workers: true });
    installation.app.services.clock!.setOffset(monday - Date.now());
    salon = await installation.business({ name: "Sarah's Salon" });
  });
  after(() => installation.close());

  const service = async (draft: object = {}) =>
    (await salon.call("POST", "/api/services/services", { name: "Haircut", duration: 30, price: 3500, ...draft })).body
      .id as number;
  const book = async (body: object) =>
    (
      await installation.send("POST", "/api/services/book", {
        body: { subdomain: salon.subdomain, name: "Emily Chen", ...body },
      })
    ).body;
  const mailsTo = async (email: string) => {
    await installation.drain();
    const list = (await salon.call("GET", `/api/messages?recipient=${email}&limit=100`)).body.data as {
      id: number;
      kind: string;
      subject: string;
    }[];
    return Promise.all(
      list.toReversed().map(async ({ id }) => (await salon.call("GET", `/api/messages?id=${id}`)).body.data),
    );
  };
  const event = (ics: string) => {
    const calendar = new ICAL.Component(ICAL.parse(ics));
    const found = new ICAL.Event(calendar.getFirstSubcomponent("vevent")!);
    return {
      method: calendar.getFirstPropertyValue("method"),
      uid: found.uid,
      sequence: found.sequence,
      start: found.startDate.toJSDate().toISOString(),
    };
  };

  it("confirms in the customer's language and zone, with an entry for the calendar", async () => {
    const { uid } = await book({
      serviceId: await service(),
      startTime: at("09:00"),
      email: "anna@example.com",
      language: "de",
      timeZone: "Europe/Berlin",
    });
    const [mail, ...others] = await mailsTo("anna@example.com");
    assert.equal(others.length, 0);
    assert.deepEqual([mail.kind, mail.status, mail.mode], ["confirmation", "sent", "sandbox"]);
    assert.match(mail.text, /Dienstag/);
    assert.match(mail.text, /18:00/);
    assert.deepEqual(event(mail.ics), {
      method: "REQUEST",
      uid: uidOfEntry(uid),
      sequence: 0,
      start: "2027-03-02T17:00:00.000Z",
    });
  });

  it("keeps the calendar entry's UID and raises its SEQUENCE through a move and a cancellation", async () => {
    const { uid } = await book({ serviceId: await service(), startTime: at("10:00"), email: "bo@example.com" });
    await installation.drain();
    await installation.send("POST", "/api/services/appointments/reschedule", { body: { uid, startTime: at("10:30") } });
    await installation.drain();
    await installation.send("POST", "/api/services/appointments/cancel", { body: { uid } });
    const mails = await mailsTo("bo@example.com");
    assert.deepEqual(
      mails.map(({ kind }) => kind),
      ["confirmation", "changed", "cancelled"],
    );
    assert.deepEqual(
      mails.map(({ ics }) => event(ics)).map(({ method, sequence }) => [method, sequence]),
      [
        ["REQUEST", 0],
        ["REQUEST", 1],
        ["CANCEL", 2],
      ],
    );
    assert.equal(new Set(mails.map(({ ics }) => event(ics).uid)).size, 1);
  });

  it("tells nobody anew of what was taken for over by mistake, unless it moves with that", async () => {
    const startTime = "2027-03-05T18:00:00Z";
    const { uid } = await book({ serviceId: await service(), startTime, email: "re@example.com" });
    const [{ id }] = (await salon.call("GET", "/api/services/appointments?search=re@example.com")).body;
    const become = async (changes: object) => {
      const answer = await salon.call("PUT", `/api/services/appointments?id=${id}`, changes);
      assert.equal(answer.status, 200, answer.text);
      await installation.drain();
    };
    const told = async () => ({
      customer: (await mailsTo("re@example.com")).map(({ kind }) => kind),
      employee: (await mailsTo(salon.email)).filter(({ text }) => text.includes(uid)).map(({ kind }) => kind),
    });
    const before = await told();
    assert.deepEqual(before, { customer: ["confirmation"], employee: ["employeeNew"] });
    await become({ status: "completed" });
    await become({ status: "approved" });
    assert.deepEqual(await told(), before);
    await become({ status: "completed" });
    await become({ status: "approved", startTime: "2027-03-05T19:00:00Z" });
    assert.deepEqual(await told(), {
      customer: ["confirmation", "changed"],
      employee: ["employeeNew", "employeeChanged"],
    });
  });

  it("asks staff to approve a request by a link that works, and tells the customer both times", async () => {
    const { uid } = await book({
      serviceId: await service({ requiresConfirmation: true }),
      startTime: at("11:00"),
      email: "cy@example.com",
    });
    const request = (await mailsTo(salon.email)).find(({ text }) => text.includes(uid))!;
    const token = /token=([\w-]+)/.exec(request.text)![1];
    const wrong = await installation.send("POST", "/api/services/confirm-appointment", {
      body: { uid, token: `${token}x` },
    });
    assert.equal(wrong.status, 403);
    const approved = await installation.send("POST", "/api/services/confirm-appointment", { body: { uid, token } });
    assert.deepEqual([approved.status, approved.body.status], [200, "approved"]);
    assert.deepEqual(
      (await mailsTo("cy@example.com")).map(({ kind }) => kind),
      ["pending", "confirmation"],
    );
  });

  it("reminds a day ahead, once, at the new time of an appointment that moved, and never of a cancelled one", async () => {
    const clock = installation.app.services.clock!;
    const offset = clock.offset();
    const id = await service({ bookingWindowDays: 30 });
    const later = (day: number | string, time: string) =>
      new Date(Date.parse(`2027-03-${day}T${time}:00-08:00`)).toISOString().replace(".000Z", "Z");
    const { uid } = await book({ serviceId: id, startTime: later(10, "09:00"), email: "di@example.com" });
    const { uid: gone } = await book({ serviceId: id, startTime: later(10, "12:00"), email: "ed@example.com" });
    await installation.drain();
    await installation.send("POST", "/api/services/appointments/reschedule", {
      body: { uid, startTime: later(11, "09:00") },
    });
    await installation.send("POST", "/api/services/appointments/cancel", { body: { uid: gone } });
    await installation.drain();
    const moveTo = async (instant: string) => {
      const wanted = Date.parse(instant) - Date.now();
      await installation.app.jobs.shift(installation.app.database.db, wanted - clock.offset());
      clock.setOffset(wanted);
      await installation.drain();
    };
    await moveTo(later("09", "09:30"));
    assert.deepEqual(
      (await mailsTo("di@example.com")).map(({ kind }) => kind),
      ["confirmation", "changed"],
    );
    await moveTo(later(10, "09:05"));
    assert.deepEqual(
      (await mailsTo("di@example.com")).map(({ kind }) => kind),
      ["confirmation", "changed", "reminder"],
    );
    assert.deepEqual(
      (await mailsTo("ed@example.com")).map(({ kind }) => kind),
      ["confirmation", "cancelled"],
    );
    await moveTo(new Date(Date.now() + offset).toISOString());
  });

  it("announces a series once, with all its times, and nothing that lies in the past", async () => {
    const id = await service();
    const { body: customer } = await salon.call("POST", "/api/services/customers", {
      name: "Fay",
      email: "fay@example.com",
    });
    await salon.call("POST", "/api/services/appointments", {
      serviceId: id,
      customerId: customer.id,
      startTime: at("14:00"),
      endTime: at("14:30"),
      recurrenceRule: "weekly",
      recurrenceCount: 3,
    });
    await salon.call("POST", "/api/services/appointments", {
      serviceId: id,
      customerId: customer.id,
      startTime: "2026-02-25T10:00:00Z",
      endTime: "2026-02-25T10:30:00Z",
    });
    const mails = await mailsTo("fay@example.com");
    assert.equal(mails.length, 1);
    for (const day of ["March 2", "March 9", "March 16"]) assert.match(mails[0].text, new RegExp(day));
  });

  it("bring a series into the calendar with all its times, and take out all that is cancelled", async () => {
    const { body: customer } = await salon.call("POST", "/api/services/customers", {
      name: "Jo",
      email: "jo@example.com",
    });
    const { body: made } = await salon.call("POST", "/api/services/appointments", {
      serviceId: await service(),
      customerId: customer.id,
      startTime: at("12:00"),
      endTime: at("12:30"),
      recurrenceRule: "weekly",
      recurrenceCount: 3,
    });
    const [told] = await mailsTo("jo@example.com");
    const starts = [at("12:00"), "2027-03-09T20:00:00Z", "2027-03-16T19:00:00Z"];
    const entries = (ics: string) =>
      new ICAL.Component(ICAL.parse(ics)).getAllSubcomponents("vevent").map((one) => {
        const { uid, startDate } = new ICAL.Event(one);
        return [uid, startDate.toJSDate().toISOString().replace(".000Z", "Z"), one.getFirstPropertyValue("status")];
      });
    const uids = made.occurrences.map(({ uid }: { uid: string }) => uidOfEntry(uid));
    const confirmed = starts.map((start, index) => [uids[index], start, "CONFIRMED"]);
    assert.deepEqual(entries(told.ics), confirmed);
    const [, address] = /(\/api\/services\/appointments\/calendar\?\S+)/.exec(told.text)!;
    assert.deepEqual(entries((await installation.send("GET", address!)).text), confirmed);
    const alone = await installation.send("GET", `/api/services/appointments/calendar?uid=${made.uid}`);
    assert.deepEqual(entries(alone.text), confirmed.slice(0, 1));

    await salon.call("POST", `/api/services/appointments/${made.occurrences[1].id}/cancel`, { scope: "following" });
    const [, cancelled] = await mailsTo("jo@example.com");
    // A CANCEL is about one event (RFC 5546), so each has its own.
    assert.equal(cancelled.calendarMethod, "CANCEL");
    const taken = calendarObjects(cancelled.ics);
    assert.deepEqual(
      taken.map(entries),
      confirmed.slice(1).map(([uid, start]) => [[uid, start, "CANCELLED"]]),
    );
    for (const one of taken) assert.match(one, /^METHOD:CANCEL\r\n[\s\S]*^ATTENDEE[^:]*:mailto:jo@example\.com/im);
  });

  it("say of a request that is moved that it still waits, and keep it out of the calendar", async () => {
    const email = "kai@example.com";
    const serviceId = await service({ requiresConfirmation: true });
    const { uid } = await book({ serviceId, startTime: at("13:00"), email, language: "de" });
    await installation.drain();
    const move = (time: string) =>
      installation.send("POST", "/api/services/appointments/reschedule", { body: { uid, startTime: at(time) } });
    assert.equal((await move("13:30")).status, 200);
    await installation.drain();
    const { body } = await salon.call("GET", `/api/services/appointments?search=${uid}`);
    const decide = (status: string) =>
      salon.call("PATCH", `/api/services/appointments?id=${body[0].id}`, { status, notify: true });
    await decide("approved");
    await installation.drain();
    await decide("pending");
    await installation.drain();
    await decide("rejected");
    const mails = await mailsTo(email);
    assert.deepEqual(
      mails.map(({ kind, ics }) => [kind, ics && event(ics).method]),
      [
        ["pending", null],
        ["pending", null],
        ["confirmation", "REQUEST"],
        ["pending", "CANCEL"],
        ["rejected", null],
      ],
    );
    assert.match(mails[1].text, /noch nicht bestätigt/);
    assert.match(mails[1].text, /13:30/);
    const toStaff = (await mailsTo(salon.email)).filter(({ text }) => text.includes(uid));
    assert.ok(toStaff.some(({ kind }) => kind === "employeeChanged"));
  });

  it("tell of another service, since people come for it, and not of another price", async () => {
    const [email, beard] = ["lou@example.com", await service({ name: "Beard trim" })];
    await book({ serviceId: await service(), startTime: at("16:30"), email });
    await installation.drain();
    const { body } = await salon.call("GET", `/api/services/appointments?search=${email}`);
    const change = (changes: object) => salon.call("PATCH", `/api/services/appointments?id=${body[0].id}`, changes);
    assert.equal((await change({ price: 4000 })).status, 200);
    assert.equal((await change({ serviceId: beard })).status, 200);
    const [, told, ...others] = await mailsTo(email);
    assert.deepEqual([told.kind, others.length], ["changed", 0]);
    assert.match(told.text, /Service: Beard trim/);
    assert.match(told.ics, /SUMMARY:Beard trim/);
    const toStaff = (await mailsTo(salon.email)).filter(({ text }) => text.includes(body[0].uid));
    assert.deepEqual(
      toStaff.map(({ kind, subject }) => [kind, /Haircut|Beard trim/.exec(subject)![0]]),
      [
        ["employeeNew", "Haircut"],
        ["employeeChanged", "Beard trim"],
      ],
    );
  });

  it("say what the customer answered, in their language, and never what staff noted", async () => {
    const ask = async (draft: object) => {
      const { status, text } = await salon.call("POST", "/api/services/custom-fields", draft);
      assert.equal(status, 201, text);
    };
    const id = await service();
    const dance = await service({ name: "Tango", enableGroupBooking: true, maxCapacity: 3 });
    const serviceIds = [id, dance];
    await ask({ label: "First visit?", type: "boolean", serviceIds, position: 1 });
    await ask({ label: "Allergies", serviceIds, position: 0 });
    await ask({ label: "Formula", serviceIds, visibleToCustomers: false });
    const { uid } = await book({
      serviceId: id,
      startTime: at("15:00"),
      email: "gil@example.com",
      language: "de",
      customFields: { allergies: "Nüsse <b>", "first-visit": true },
    });
    const { body } = await salon.call("GET", "/api/services/appointments?search=gil@example.com");
    const change = { customFields: { formula: "7/1 copper" }, startTime: at("15:30"), endTime: at("16:00") };
    const moved = await salon.call("PATCH", `/api/services/appointments?id=${body[0].id}`, change);
    assert.equal(moved.status, 200, moved.text);
    const mails = await mailsTo("gil@example.com");
    assert.deepEqual(
      mails.map(({ kind }) => kind),
      ["confirmation", "changed"],
    );
    for (const { text, html } of mails) {
      assert.match(text, /Allergies: Nüsse <b>\nFirst visit\?: Ja\n/);
      assert.match(html, /Nüsse &lt;b&gt;/);
      assert.doesNotMatch(text + html, /Formula|copper/);
    }
    const copy = (await mailsTo(salon.email)).find(({ text }) => text.includes(uid))!;
    assert.match(copy.text, /Allergies: Nüsse/);
    assert.doesNotMatch(copy.text, /copper/);

    const seat = (name: string, customFields: object) => ({ name, email: `${name}@example.com`, customFields });
    const session = await salon.call("POST", "/api/services/appointments", {
      serviceId: dance,
      startTime: at("16:00"),
      endTime: at("16:30"),
      isGroupBooking: true,
      attendees: [seat("hal", { allergies: "Cats", formula: "9/0" }), seat("ivy", { allergies: "Dogs" })],
    });
    assert.equal(session.status, 201, session.text);
    const [[hal], [ivy]] = await Promise.all([mailsTo("hal@example.com"), mailsTo("ivy@example.com")]);
    assert.match(hal.text, /Allergies: Cats/);
    assert.match(ivy.text, /Allergies: Dogs/);
    assert.doesNotMatch(hal.text, /Formula|Dogs/);
    assert.doesNotMatch(ivy.text, /Formula|Cats/);
  });
});
