import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { sql } from "kysely";
import { around, type Desk, openDesk } from "./desk.test-support.ts";

describe("many who want the same time", () => {
  let desk: Desk;
  before(async () => {
    desk = await openDesk();
  });
  after(() => desk.close());

  const count = (statuses: number[], wanted: number) => statuses.filter((status) => status === wanted).length;

  it("are fifty, and one gets it", async () => {
    const type = await desk.eventType();
    const start = "2035-03-06T17:00:00Z";
    const answers = await Promise.all(Array.from({ length: 50 }, () => desk.book(type.id, start)));
    const statuses = answers.map(({ status }) => status);
    assert.deepEqual([count(statuses, 201), count(statuses, 409)], [1, 49]);
  });

  it("want different times of one day, and get as many as its limit allows", async () => {
    const type = await desk.eventType({ bookingLimits: { PER_DAY: 3 } });
    const starts = Array.from(
      { length: 12 },
      (_, place) => `2035-03-28T${15 + Math.floor(place / 2)}:${place % 2 ? "30" : "00"}:00Z`,
    );
    const answers = await Promise.all(starts.map((start) => desk.book(type.id, start)));
    const statuses = answers.map(({ status }) => status);
    assert.deepEqual([count(statuses, 201), count(statuses, 409)], [3, 9]);
  });

  it("want different hosts of a team on one day, and get as many as its limit allows", async () => {
    const business = await desk.installation.business();
    const own = around(desk.installation, business);
    const { data: team } = (await business.call("POST", "/api/teams", { name: "Sales", slug: "sales" })).body;
    const hosts: object[] = [];
    const hours = { "08": "10:00", "12": "14:00", "16": "18:00" };
    for (const [from, until] of Object.entries(hours)) {
      const { userId } = await desk.installation.member(business.id, "manager");
      await business.call("POST", `/api/teams/${team.id}/members`, { userId, role: "member" });
      const weekly = [0, 1, 2, 3, 4, 5, 6].map((day) => ({ day, start: `${from}:00`, end: until }));
      const draft = { name: from, timeZone: "UTC", isDefault: false, weekly };
      const { body } = await business.call("POST", `/api/schedules?userId=${userId}`, draft);
      hosts.push({ userId, scheduleId: body.data.id });
    }
    const repeat = { freq: "weekly", interval: 1, count: 2 };
    const shared = { teamId: team.id, schedulingType: "roundRobin", hosts, recurringEvent: repeat };
    for (const [limits, isSeries] of [
      [{ bookingLimits: { PER_DAY: 1 } }, false],
      [{ durationLimits: { PER_DAY: 30 } }, false],
      [{ bookingLimits: { PER_DAY: 1 } }, true],
    ] as const) {
      const type = await own.eventType({ ...shared, ...limits });
      for (const day of ["13", "14", "15"]) {
        const answers = await Promise.all(
          Object.keys(hours).map((hour, place) => {
            const start = `2035-03-${day}T${hour}:00:00Z`;
            const responses = { name: "Maria", email: `maria${place}@example.com` };
            const series = { eventTypeId: type.id, start, timeZone: "UTC", recurringCount: 2, responses };
            return isSeries && place === 0
              ? own.visitor("POST", "/api/book/recurring-event", series)
              : own.book(type.id, start);
          }),
        );
        const statuses = answers.map(({ status }) => status);
        assert.deepEqual([count(statuses, 201), count(statuses, 409)], [1, 2], JSON.stringify(limits));
      }
    }
  });

  it("come by two event types and a service of one person, and one gets it", async () => {
    const { business } = desk;
    const types = [await desk.eventType(), await desk.eventType({ length: 45 })];
    const [employee] = (await business.call("GET", "/api/services/employees")).body;
    const { body: service } = await business.call("POST", "/api/services/services", { name: "Cut", duration: 30 });
    const startTime = "2035-03-07T18:00:00Z";
    const answers = await Promise.all([
      ...Array.from({ length: 8 }, (_, index) => desk.book(types[index % 2]!.id, startTime)),
      ...Array.from({ length: 8 }, () =>
        business.call("POST", "/api/services/appointments", {
          serviceId: service.id,
          employeeId: employee.id,
          startTime,
          endTime: "2035-03-07T18:30:00Z",
        }),
      ),
    ]);
    const statuses = answers.map(({ status }) => status);
    assert.deepEqual([count(statuses, 201), count(statuses, 409)], [1, 15]);
  });

  it("confirm, cancel and move it at once, and it ends in one state with one claim or none", async () => {
    const type = await desk.eventType({ requiresConfirmation: true });
    for (let round = 0; round < 5; round++) {
      const start = `2035-03-${12 + round}T20:00:00Z`;
      const { body } = await desk.book(type.id, start, { responses: { email: `racer${round}@example.com` } });
      const { uid, id } = body.data;
      const host = (verb: string, body: object = {}) =>
        desk.business.call("POST", `/api/bookings/${uid}/${verb}`, body);
      const answers = await Promise.all([
        host("confirm"),
        host("reject"),
        desk.visitor("POST", "/api/cancel", { uid }),
        host("reschedule", { start: `2035-03-${12 + round}T21:00:00Z` }),
        host("confirm"),
      ]);
      assert.ok(
        answers.every(({ status }) => status === 200 || status === 409),
        JSON.stringify(answers.map(({ status }) => status)),
      );
      const { data } = (await desk.business.call("GET", `/api/bookings/${uid}`)).body;
      const claims = await desk.installation.asSystem(desk.business.id, async ({ db, businessId }) =>
        sql<{
          count: number;
        }>`select count(*) as count from claims where business_id = ${businessId} and booking_id = ${id}`.execute(db),
      );
      assert.equal(claims.rows[0]!.count, ["accepted", "pending"].includes(data.status) ? 1 : 0, data.status);
    }
  });

  it("move a seat and give it up at once, and who is told that it is given up has none", async () => {
    const type = await desk.eventType({ seatsPerTimeSlot: 8 });
    const start = "2035-03-27T16:00:00Z";
    const seats: string[] = [];
    for (let place = 0; place < 8; place++) {
      const { body } = await desk.book(type.id, start, { responses: { email: `seat${place}@example.com` } });
      seats.push(body.data.seatUid);
    }
    const answers = await Promise.all(
      seats.map((uid, place) => {
        const move = () => desk.visitor("POST", `/api/bookings/${uid}/reschedule`, { start: "2035-03-27T17:00:00Z" });
        const cancel = () => desk.visitor("POST", "/api/cancel", { uid });
        return Promise.all(place % 2 ? [move(), cancel()] : [cancel(), move()]);
      }),
    );
    for (const answer of answers.flat()) assert.ok([200, 409].includes(answer.status), answer.text);
    const { data } = (await desk.business.call("GET", `/api/bookings?eventTypeId=${type.id}`)).body;
    const booked = data.flatMap(({ attendees }: any) => attendees.filter(({ status }: any) => status === "booked"));
    assert.deepEqual(booked, [], "all eight were given up, here or there");
  });

  it("book while their event type is deleted, and get it or are told that it is gone", async () => {
    const told = new Set<number>();
    for (let round = 0; round < 12; round++) {
      const { id } = await desk.eventType();
      const starts = ["15", "16", "17", "18", "19", "20"].map((hour) => `2035-03-3${round % 2}T${hour}:00:00Z`);
      const [deleted, ...answers] = await Promise.all([
        new Promise((resolve) => setTimeout(resolve, round)).then(() =>
          desk.business.call("DELETE", `/api/event-types?id=${id}`),
        ),
        ...starts.map((start) => desk.book(id, start)),
      ]);
      assert.ok([200, 409].includes(deleted.status), deleted.text);
      for (const { status, body } of answers) {
        told.add(status);
        if (status === 201) await desk.business.call("POST", `/api/bookings/${body.data.uid}/cancel`, {});
      }
    }
    assert.deepEqual(
      [...told].filter((status) => ![201, 404, 409].includes(status)),
      [],
    );
  });

  it("move two bookings onto each other's times, and nothing overlaps", async () => {
    const type = await desk.eventType();
    const one = (await desk.book(type.id, "2035-03-20T17:00:00Z")).body.data;
    const two = (await desk.book(type.id, "2035-03-20T18:00:00Z")).body.data;
    const move = (uid: string, start: string) => desk.visitor("POST", `/api/bookings/${uid}/reschedule`, { start });
    const answers = await Promise.all([
      move(one.uid, "2035-03-20T18:00:00Z"),
      move(two.uid, "2035-03-20T17:00:00Z"),
      ...Array.from({ length: 6 }, (_, index) => move(index % 2 ? one.uid : two.uid, "2035-03-20T19:00:00Z")),
    ]);
    assert.ok(answers.every(({ status }) => status === 200 || status === 409));
    const { data } = (
      await desk.business.call(
        "GET",
        `/api/bookings?eventTypeId=${type.id}&status=accepted&from=2035-03-20T00:00:00Z&to=2035-03-21T00:00:00Z`,
      )
    ).body;
    assert.equal(new Set(data.map(({ startTime }: any) => startTime)).size, 2);
  });

  it("use the last use of a private link once", async () => {
    const type = await desk.eventType({ hidden: true });
    const { body } = await desk.business.call("POST", "/api/private-links", { eventTypeId: type.id, maxUsageCount: 1 });
    const link = body.data.link;
    const answers = await Promise.all(
      ["17:00", "17:30", "18:00", "18:30"].map((time) => desk.book(type.id, `2035-03-21T${time}:00Z`, { link })),
    );
    const statuses = answers.map(({ status }) => status);
    assert.deepEqual([count(statuses, 201), count(statuses, 409)], [1, 3]);
  });
});
