import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import ICAL from "ical.js";
import type { TestInstallation } from "../../../../test/support/installation.ts";
import { uidOfEntry } from "../../../../test/support/installation.ts";
import { at, type Desk, openDesk, openOnMonday } from "../appointments/desk.test-support.ts";

let installation: TestInstallation;
before(async () => {
  installation = await openOnMonday({ workers: true });
});
after(() => installation.close());

async function openSalon(draft: object = {}) {
  const desk = await openDesk(installation);
  const beard = await desk.service({ name: "Beard trim", duration: 15, price: 1500, ...draft });
  await desk.salon.call("PUT", `/api/services/employees?id=${desk.james.id}`, { email: "james@example.com" });
  const services = [desk.haircut, beard].map(({ id }) => ({ serviceId: id, employeeId: desk.james.id }));
  const book = async (startTime: string, email: string) => {
    const { status, body, text } = await installation.send("POST", "/api/services/visits", {
      body: { subdomain: desk.salon.subdomain, services, startTime, name: "Emily Chen", email },
    });
    assert.equal(status, 201, text);
    return body as { uid: string; appointments: { uid: string }[] };
  };
  return { desk, book, mailsTo: (email: string) => mailsTo(desk, email) };
}

async function mailsTo({ salon }: Desk, email: string): Promise<Record<string, any>[]> {
  await installation.drain();
  const { body } = await salon.call("GET", `/api/messages?recipient=${email}&limit=100`);
  const read = async ({ id }: { id: number }) => (await salon.call("GET", `/api/messages?id=${id}`)).body.data;
  return Promise.all(body.data.toReversed().map(read));
}

function entryIn(ics: string) {
  const calendar = new ICAL.Component(ICAL.parse(ics));
  const found = new ICAL.Event(calendar.getFirstSubcomponent("vevent")!);
  const instant = (time: { toJSDate(): Date }) => time.toJSDate().toISOString().replace(".000Z", "Z");
  return {
    method: calendar.getFirstPropertyValue("method"),
    uid: found.uid,
    sequence: found.sequence,
    start: instant(found.startDate),
    end: instant(found.endDate),
  };
}

describe("what people hear of a visit", () => {
  it("is one mail to its customer, and one for each service to whoever performs it", async () => {
    const { book, mailsTo } = await openSalon();
    const visit = await book(at(2, "09:00"), "anna@example.com");
    const [mail, ...others] = await mailsTo("anna@example.com");
    assert.deepEqual([mail!.kind, others.length], ["confirmation", 0]);
    assert.match(mail!.text, /Haircut, Beard trim/);
    assert.match(mail!.text, /\$50/);
    assert.deepEqual(entryIn(mail!.ics), {
      method: "REQUEST",
      uid: uidOfEntry(visit.uid),
      sequence: 0,
      start: at(2, "09:00"),
      end: at(2, "09:45"),
    });
    assert.deepEqual(
      (await mailsTo("james@example.com")).map(({ kind }) => kind),
      ["employeeNew", "employeeNew"],
    );
  });

  it("keeps the one calendar entry true while services of it are called off", async () => {
    const { book, mailsTo } = await openSalon();
    const { appointments } = await book(at(2, "10:00"), "bo@example.com");
    await installation.drain();
    await installation.send("POST", "/api/services/appointments/cancel", { body: { uid: appointments[0]!.uid } });
    await installation.drain();
    await installation.send("POST", "/api/services/appointments/cancel", { body: { uid: appointments[1]!.uid } });
    const mails = await mailsTo("bo@example.com");
    assert.deepEqual(
      mails.map(({ kind, ics }) => [kind, entryIn(ics).method, entryIn(ics).sequence]),
      [
        ["confirmation", "REQUEST", 0],
        ["cancelled", "REQUEST", 1],
        ["cancelled", "CANCEL", 2],
      ],
    );
    assert.deepEqual([entryIn(mails[1]!.ics).start, entryIn(mails[1]!.ics).end], [at(2, "10:30"), at(2, "10:45")]);
    assert.equal(new Set(mails.map(({ ics }) => entryIn(ics).uid)).size, 1);
  });

  it("follows a service that is deleted, and lets go of one that is moved to another day", async () => {
    const { desk, book, mailsTo } = await openSalon();
    const { uid: visitUid } = await book(at(4, "09:00"), "fay@example.com");
    const [haircut, beard] = (await desk.list(`visitUid=${visitUid}`)).body;
    await installation.drain();
    // Within the hour it stays part of the visit.
    await desk.change(beard.id, { startTime: at(4, "10:00") });
    await installation.drain();
    await desk.change(beard.id, { startTime: at(5, "14:00") });
    const mails = await mailsTo("fay@example.com");
    assert.deepEqual(
      mails.map(({ kind, ics }) => {
        const { uid, sequence, start, end } = entryIn(ics);
        return [kind, uid === uidOfEntry(visitUid), sequence, start, end];
      }),
      [
        ["confirmation", true, 0, at(4, "09:00"), at(4, "09:45")],
        ["changed", true, 1, at(4, "09:00"), at(4, "10:15")],
        ["changed", false, 2, at(5, "14:00"), at(5, "14:15")],
        ["changed", true, 2, at(4, "09:00"), at(4, "09:30")],
      ],
    );
    assert.equal((await desk.read(beard.id)).visitUid, null);

    const second = await book(at(3, "13:00"), "gus@example.com");
    const [, last] = (await desk.list(`visitUid=${second.uid}`)).body;
    await installation.drain();
    await desk.salon.call("DELETE", `/api/services/appointments?id=${last.id}`);
    const [, after] = await mailsTo("gus@example.com");
    const { method, sequence, end } = entryIn(after!.ics);
    assert.deepEqual([after!.kind, method, sequence, end], ["cancelled", "REQUEST", 1, at(3, "13:30")]);
    await desk.salon.call("DELETE", `/api/services/appointments?id=${haircut.id}`);
    assert.equal(entryIn((await mailsTo("fay@example.com")).at(-1)!.ics).method, "CANCEL");
  });

  it("is one mail where its customer cancels all of it, which frees all of its time", async () => {
    const { desk, book, mailsTo } = await openSalon();
    const { appointments } = await book(at(2, "11:00"), "cy@example.com");
    await installation.drain();
    const [, second] = appointments;
    const canceled = await installation.send("POST", "/api/services/appointments/cancel", {
      body: { uid: second!.uid, scope: "visit", reason: "Ill" },
    });
    assert.deepEqual(
      canceled.body.visit.map(({ status }: { status: string }) => status),
      ["canceled", "canceled"],
    );
    assert.deepEqual(await desk.claims(), []);
    const mails = await mailsTo("cy@example.com");
    assert.deepEqual(
      mails.map(({ kind, ics }) => [kind, entryIn(ics).method]),
      [
        ["confirmation", "REQUEST"],
        ["cancelled", "CANCEL"],
      ],
    );
    assert.match(mails[1]!.text, /Haircut, Beard trim/);
  });

  it("is one mail where all of it is moved, with the same calendar entry later on", async () => {
    const { desk, book, mailsTo } = await openSalon();
    const { uid: visitUid, appointments } = await book(at(3, "09:00"), "hal@example.com");
    await installation.drain();
    const uid = appointments[1]!.uid;
    await installation.send("POST", "/api/services/appointments/reschedule", {
      body: { uid, startTime: at(3, "09:30"), scope: "visit" },
    });
    await installation.drain();
    const move = (body: object) => desk.salon.call("POST", "/api/services/visits/move", { uid: visitUid, ...body });
    assert.equal((await move({ startTime: at(4, "14:00") })).status, 200);
    await installation.drain();
    assert.equal((await move({ startTime: at(4, "15:00"), notify: false })).status, 200);
    const mails = await mailsTo("hal@example.com");
    assert.deepEqual(
      mails.map(({ kind, ics }) => {
        const { uid, sequence, start, end } = entryIn(ics);
        return [kind, uid, sequence, start, end];
      }),
      [
        ["confirmation", uidOfEntry(visitUid), 0, at(3, "09:00"), at(3, "09:45")],
        ["changed", uidOfEntry(visitUid), 2, at(3, "09:30"), at(3, "10:15")],
        ["changed", uidOfEntry(visitUid), 4, at(4, "14:00"), at(4, "14:45")],
      ],
    );
    assert.match(mails[1]!.text, /Haircut, Beard trim/);
    const moved = (await desk.events()).filter(({ payload }) => payload.change.kind === "moved");
    assert.deepEqual(
      moved.map(({ trigger, payload }) => [trigger, payload.change.visit.length]),
      [2, 0, 2, 0, 2, 0].map((count) => ["SERVICE_BOOKING_UPDATED", count]),
    );
  });

  it("is answered as one request", async () => {
    const { desk, book, mailsTo } = await openSalon({ requiresConfirmation: true });
    const visit = await book(at(2, "12:00"), "di@example.com");
    const [request] = await mailsTo("james@example.com");
    const [, uid, token] = /uid=(\w+)&token=([\w-]+)/.exec(request!.text)!;
    assert.equal(
      (await installation.send("POST", "/api/services/confirm-appointment", { body: { uid, token } })).status,
      200,
    );
    const { body } = await desk.list(`visitUid=${visit.uid}`);
    assert.deepEqual(
      body.map(({ status }: { status: string }) => status),
      ["approved", "approved"],
    );
    assert.deepEqual(
      (await mailsTo("di@example.com")).map(({ kind }) => kind),
      ["pending", "confirmation"],
    );
  });

  it("is one reminder", async () => {
    const { book, mailsTo } = await openSalon();
    await book(at(5, "09:00"), "ed@example.com");
    await installation.drain();
    const clock = installation.app.services.clock!;
    const before = clock.offset();
    const moveTo = async (offset: number) => {
      await installation.app.jobs.shift(installation.app.database.db, offset - clock.offset());
      clock.setOffset(offset);
      await installation.drain();
    };
    await moveTo(Date.parse(at(4, "12:00")) - Date.now());
    const mails = await mailsTo("ed@example.com");
    assert.deepEqual(
      mails.map(({ kind }) => kind),
      ["confirmation", "reminder"],
    );
    assert.match(mails[1]!.text, /Haircut, Beard trim/);
    await moveTo(before);
  });
});
