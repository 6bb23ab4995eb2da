import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import type { TestInstallation } from "../../../../test/support/installation.ts";
import { at, type Desk, fieldsOf, openDesk, openOnMonday } from "../appointments/desk.test-support.ts";

let installation: TestInstallation;
before(async () => {
  installation = await openOnMonday();
});
after(() => installation.close());

/** A salon where James cuts hair for half an hour and Ana trims beards for a quarter, in its one room. */
async function openSalon(service: object = {}) {
  const desk = await openDesk(installation, { service: { slotInterval: 15, ...service } });
  const place = await desk.place({ name: "Main street" });
  const room = await desk.resource({ name: "Room", type: "room", quantity: 1, locationId: place.id });
  const beard = await desk.service({
    name: "Beard trim",
    duration: 15,
    price: 1500,
    resources: [{ resourceId: room.id, quantity: 1 }],
  });
  const ana = await desk.employee({ name: "Ana" });
  const services = [
    { serviceId: desk.haircut.id, employeeId: desk.james.id },
    { serviceId: beard.id, employeeId: ana.id },
  ];
  const visits = (path: string, body: object) => installation.send("POST", `/api/services/visits${path}`, { body });
  return {
    desk,
    beard,
    ana,
    async book(startTime: string, email = "emily@example.com", named = services) {
      const { subdomain } = desk.salon;
      const { status, body, text } = await visits("", { subdomain, services: named, startTime, name: "Emily", email });
      assert.equal(status, 201, text);
      return body as { uid: string; appointments: { id: number; uid: string }[] };
    },
    move: (uid: string, startTime: string, scope = "visit") =>
      installation.send("POST", "/api/services/appointments/reschedule", { body: { uid, startTime, scope } }),
    async starts(moving: string, date: string): Promise<string[]> {
      const { status, body, text } = await visits("/availability", { moving, from: date, to: date });
      assert.equal(status, 200, text);
      return body.days.flatMap(({ slots }: { slots: { startTime: string }[] }) => slots.map((one) => one.startTime));
    },
    visits,
  };
}
const spans = async ({ list }: Desk, visitUid: string) =>
  (await list(`visitUid=${visitUid}`)).body.map((one: Record<string, any>) => [
    one.startTime,
    one.endTime,
    one.employee?.name,
  ]);

describe("moving a visit", () => {
  it("moves all of its services, also onto its own old time, with the people and the price it has", async () => {
    const salon = await openSalon();
    const visit = await salon.book(at(2, "09:00"));
    const [, second] = visit.appointments;
    const { status, body, text } = await salon.move(second!.uid, at(2, "09:15"));
    assert.equal(status, 200, text);
    assert.deepEqual(
      [body.uid, body.startTime, body.price, body.visit.map(({ startTime }: { startTime: string }) => startTime)],
      [second!.uid, at(2, "09:45"), 1500, [at(2, "09:15"), at(2, "09:45")]],
    );
    assert.deepEqual(await spans(salon.desk, visit.uid), [
      [at(2, "09:15"), at(2, "09:45"), "James Wilson"],
      [at(2, "09:45"), at(2, "10:00"), "Ana"],
    ]);
    assert.equal((await salon.desk.claims()).length, 3);
  });

  it("can be moved to every start that is offered, and to no other", async () => {
    const salon = await openSalon({ bufferTimeAfter: 10 });
    const visit = await salon.book(at(2, "11:00"));
    // Others leave gaps of all sizes.
    for (const [start, employeeId] of [
      ["09:30", salon.desk.james.id],
      ["12:00", salon.ana.id],
      ["13:45", salon.desk.james.id],
      ["15:00", salon.ana.id],
    ] as const)
      await salon.desk.book(at(2, start), { employeeId, endTime: at(2, start.replace(/:\d+/, ":59")) });
    const { uid } = visit.appointments[0]!;
    const offered = await salon.starts(uid, "2027-03-02");
    assert.ok(offered.length > 5 && offered.includes(at(2, "11:00")));
    const all = Array.from({ length: 32 }, (_, place) => {
      const minutes = 9 * 60 + place * 15;
      return at(2, `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`);
    });
    for (const start of all) {
      const open = (await salon.starts(uid, "2027-03-02")).includes(start);
      const { status, text } = await salon.move(uid, start);
      assert.equal(status, open ? 200 : 409, `${start} ${text}`);
    }
  });

  it("keeps what it has where the new time is lost, and says which are near", async () => {
    const salon = await openSalon();
    const visit = await salon.book(at(2, "09:00"));
    await salon.desk.book(at(2, "13:30"), { employeeId: salon.ana.id, endTime: at(2, "14:00") });
    const before = await spans(salon.desk, visit.uid);
    const refused = await salon.move(visit.appointments[0]!.uid, at(2, "13:00"));
    assert.equal(refused.status, 409);
    assert.deepEqual(fieldsOf(refused), ["startTime", "startTime", "startTime"]);
    assert.deepEqual(await spans(salon.desk, visit.uid), before);
    const [nearest] = refused.body.details as { startTime: string }[];
    assert.equal((await salon.move(visit.appointments[0]!.uid, nearest!.startTime)).status, 200);
  });

  it("leaves alone what was called off, and refuses when nothing is left or the business wants a call", async () => {
    const salon = await openSalon();
    const visit = await salon.book(at(2, "10:00"));
    const [first, second] = visit.appointments as [{ id: number; uid: string }, { id: number; uid: string }];
    await installation.send("POST", "/api/services/appointments/cancel", { body: { uid: first.uid } });
    assert.equal((await salon.move(first.uid, at(3, "10:00"))).status, 200);
    assert.deepEqual(
      [(await salon.desk.read(first.id)).startTime, (await salon.desk.read(second.id)).startTime],
      [at(2, "10:00"), at(3, "10:00")],
    );
    await salon.desk.salon.call("PATCH", "/api/services/company-settings", { allowOnlineRescheduling: false });
    assert.equal((await salon.move(second.uid, at(3, "12:00"))).status, 409);
    await salon.desk.salon.call("PATCH", "/api/services/company-settings", { allowOnlineRescheduling: true });
    await installation.send("POST", "/api/services/appointments/cancel", { body: { uid: second.uid } });
    assert.equal((await salon.move(second.uid, at(3, "12:00"))).status, 409);
    assert.equal((await salon.visits("/availability", { moving: second.uid })).status, 409);
    assert.equal((await salon.visits("/availability", { moving: "apt_0000000000000000000000none" })).status, 404);
  });

  it("is told as one change: one entry in the calendar, which counts it", async () => {
    const salon = await openSalon();
    const visit = await salon.book(at(2, "09:00"), "tom@example.com");
    await salon.move(visit.appointments[0]!.uid, at(4, "15:00"));
    const events = await salon.desk.events();
    const moved = events.filter(({ payload }: any) => payload.change?.kind === "moved");
    assert.deepEqual(
      moved.map(({ payload }: any) => payload.change.visit),
      [visit.appointments.map(({ uid }) => uid), []],
    );
  });

  it("is staff's to do at any free time, pauses kept, and theirs alone who see all of it", async () => {
    const salon = await openSalon();
    const visit = await salon.book(at(2, "09:00"));
    const [, second] = visit.appointments;
    await salon.desk.change(second!.id, { startTime: at(2, "09:40") });
    const move = (startTime: string, more: object = {}) =>
      salon.desk.salon.call("POST", "/api/services/visits/move", { uid: visit.uid, startTime, ...more });
    // On a Saturday, when nobody can book.
    const { status, body, text } = await move(at(6, "20:00"));
    assert.equal(status, 200, text);
    assert.deepEqual(
      body.map(({ startTime }: { startTime: string }) => startTime),
      [at(6, "20:00"), at(6, "20:40")],
    );
    await salon.desk.book(at(6, "21:30"), { employeeId: salon.ana.id, endTime: at(6, "22:00") });
    assert.equal((await move(at(6, "21:00"))).status, 409);
    assert.deepEqual(
      (await spans(salon.desk, visit.uid)).map(([start]: string[]) => start),
      [at(6, "20:00"), at(6, "20:40")],
    );
    assert.equal((await salon.visits("/move", { uid: visit.uid, startTime: at(6, "21:00") })).status, 401);
    const other = await openSalon();
    const foreign = { uid: visit.uid, startTime: at(6, "21:00") };
    assert.equal((await other.desk.salon.call("POST", "/api/services/visits/move", foreign)).status, 404);
  });

  it("races with bookings and other moves, and nothing overlaps or waits in a circle", async () => {
    const salon = await openSalon();
    const visits: Awaited<ReturnType<typeof salon.book>>[] = [];
    for (const [place, hour] of ["09", "10", "11", "12", "13"].entries())
      visits.push(await salon.book(at(2, `${hour}:00`), `racer${place}@example.com`));
    const began = Date.now();
    const answers = await Promise.all([
      ...Array.from({ length: 40 }, (_, turn) =>
        salon.move(
          visits[turn % 5]!.appointments[turn % 2]!.uid,
          at(2, `${String(9 + ((turn * 3) % 7)).padStart(2, "0")}:${turn % 3 ? "00" : "30"}`),
        ),
      ),
      ...Array.from({ length: 10 }, () =>
        installation.send("POST", "/api/services/book", {
          body: {
            subdomain: salon.desk.salon.subdomain,
            serviceId: salon.desk.haircut.id,
            employeeId: salon.desk.james.id,
            startTime: at(2, "15:00"),
            name: "Ben",
            email: "ben@example.com",
          },
        }),
      ),
    ]);
    assert.ok(answers.every(({ status }) => [200, 201, 409].includes(status)));
    assert.ok(Date.now() - began < 30_000);
    const claims = await salon.desk.claims();
    for (const one of claims)
      for (const other of claims)
        if (one !== other && one.calendarId === other.calendarId)
          assert.ok(one.endsAt <= other.startsAt || other.endsAt <= one.startsAt);
    for (const visit of visits) {
      const [haircut, beard] = await spans(salon.desk, visit.uid);
      assert.equal(haircut[1], beard[0], "they still follow each other");
    }
  });
});
