import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { sql } from "kysely";
import type { TestInstallation } from "../../../../test/support/installation.ts";
import { MINUTE } from "../../time/availability/calendar.ts";
import { type Desk, openDesk, openOnMonday } from "./desk.test-support.ts";

/** The same numbers for the same seed, so that a failure can be run again. */
function randomFrom(seed: number) {
  let state = seed >>> 0;
  const next = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
  const below = (count: number) => Math.floor(next() * count);
  return { below, pick: <Item>(list: Item[]) => list[below(list.length)]! };
}

type Row = {
  id: number;
  status: string;
  isGroup: boolean;
  employeeCalendar: number | null;
  startsAt: string;
  endsAt: string;
  bufferBefore: number;
  bufferAfter: number;
  needs: { resourceId: number; quantity: number }[];
  seats: number;
  capacity: number;
  claims: { calendarId: number; resourceId: number | null; startsAt: string; endsAt: string }[];
};

describe("many people at the desk at once", () => {
  let installation: TestInstallation;
  let desk: Desk;
  before(async () => {
    installation = await openOnMonday();
  });
  after(() => installation.close());

  const deadlocks = () =>
    installation.asSystem(0, async ({ db }) => {
      const { rows } = await sql<{ deadlocks: number }>`
        select deadlocks from pg_stat_database where datname = current_database()`.execute(db);
      return rows[0]!.deadlocks;
    });

  /** Every appointment that is there, with what it should have claimed and what it has. */
  const read = () =>
    installation.asSystem(desk.salon.id, async ({ db }) => {
      const { rows } = await sql<Row>`
        select a.id, a.status, a.is_group, e.calendar_id as employee_calendar, a.starts_at, a.ends_at, a.buffer_before, a.buffer_after, a.capacity,
          (select count(*) from appointment_attendees t where t.business_id = a.business_id and t.appointment_id = a.id and t.status = 'booked') as seats,
          coalesce((select jsonb_agg(jsonb_build_object('resourceId', r.resource_id, 'quantity', r.quantity)) from appointment_resources r
            where r.business_id = a.business_id and r.appointment_id = a.id), '[]') as needs,
          coalesce((select jsonb_agg(jsonb_build_object('calendarId', c.calendar_id, 'resourceId', u.resource_id, 'startsAt', c.starts_at, 'endsAt', c.ends_at))
            from claims c left join resource_units u on u.business_id = c.business_id and u.calendar_id = c.calendar_id
            where c.business_id = a.business_id and c.appointment_id = a.id), '[]') as claims
        from appointments a left join employees e on e.business_id = a.business_id and e.id = a.employee_id
        where a.business_id = ${desk.salon.id} and (a.deleted_at is null or exists (select from claims c where c.business_id = a.business_id and c.appointment_id = a.id))
        order by a.id`.execute(db);
      return rows;
    });

  function refuseDisorder(rows: Row[]) {
    for (const { id, status, claims, needs, employeeCalendar, ...row } of rows) {
      const open = status !== "canceled" && status !== "rejected";
      const calendars = claims.filter(({ resourceId }) => resourceId === null).map(({ calendarId }) => calendarId);
      assert.deepEqual(
        calendars,
        open && employeeCalendar !== null ? [employeeCalendar] : [],
        `people of ${id} (${status})`,
      );
      const units = Map.groupBy(
        claims.filter(({ resourceId }) => resourceId !== null),
        ({ resourceId }) => resourceId,
      );
      const counted = [...units].map(([resourceId, list]) => ({ resourceId, quantity: list.length }));
      const byId = (a: { resourceId: number | null }, b: { resourceId: number | null }) =>
        a.resourceId! - b.resourceId!;
      assert.deepEqual(counted.sort(byId), open ? needs.toSorted(byId) : [], `things of ${id}`);
      for (const claim of claims) {
        assert.equal(
          Date.parse(claim.startsAt),
          Date.parse(row.startsAt) - row.bufferBefore * MINUTE,
          `start of ${id}`,
        );
        assert.equal(Date.parse(claim.endsAt), Date.parse(row.endsAt) + row.bufferAfter * MINUTE, `end of ${id}`);
      }
      assert.ok(!row.isGroup || row.seats <= row.capacity, `${row.seats} guests of ${row.capacity} in ${id}`);
    }
    const byCalendar = Map.groupBy(
      rows.flatMap(({ claims }) => claims),
      ({ calendarId }) => calendarId,
    );
    for (const list of byCalendar.values()) {
      const sorted = list.toSorted((a, b) => Date.parse(a.startsAt) - Date.parse(b.startsAt));
      for (const [index, claim] of sorted.entries())
        if (index > 0) assert.ok(Date.parse(sorted[index - 1]!.endsAt) <= Date.parse(claim.startsAt), "two at once");
    }
  }

  /** A salon with three people, two chairs, a room, and services that need them in different ways. */
  async function fill() {
    desk = await openDesk(installation);
    const place = await desk.place({ name: "Main" });
    const chairs = await desk.resource({ name: "Chair", type: "station", quantity: 2, locationId: place.id });
    const room = await desk.resource({ name: "Room", type: "room", quantity: 1, locationId: place.id });
    const ana = await desk.employee({ name: "Ana" });
    const services = [
      desk.haircut,
      await desk.service({
        name: "Colour",
        duration: 60,
        bufferTimeBefore: 5,
        bufferTimeAfter: 15,
        resources: [{ resourceId: chairs.id, quantity: 1 }],
      }),
      await desk.service({
        name: "Spa",
        duration: 45,
        bufferTimeAfter: 10,
        resources: [
          { resourceId: room.id, quantity: 1 },
          { resourceId: chairs.id, quantity: 1 },
        ],
      }),
      await desk.service({ name: "Yoga", duration: 30, enableGroupBooking: true, maxCapacity: 3, minimumNotice: 0 }),
    ];
    return { services, people: [desk.owner.id, desk.james.id, ana.id], resources: [chairs.id, room.id] };
  }

  for (const seed of [1, 2, 3]) {
    it(`leaves everything in order, whatever they do (${seed})`, async () => {
      const { services, people, resources } = await fill();
      const random = randomFrom(seed * 7919);
      const before = await deadlocks();
      const ids: number[] = [];
      const seats: string[] = [];
      const time = () => new Date(Date.parse("2027-03-02T17:00:00Z") + random.below(32) * 15 * MINUTE).toISOString();
      const somebody = () => random.pick([...people, undefined]);

      const actions: (() => Promise<{ status: number; body: any; text: string }>)[] = [
        () => {
          const startTime = time();
          const endTime = new Date(Date.parse(startTime) + (15 + random.below(4) * 15) * MINUTE).toISOString();
          const { id: serviceId, maxCapacity } = random.pick(services);
          const group = maxCapacity > 1 ? { isGroupBooking: true, attendees: [{ name: "Ann" }] } : {};
          return desk.book(startTime, { serviceId, employeeId: somebody(), endTime, ...group });
        },
        () =>
          desk.book(time(), {
            employeeId: somebody(),
            recurrenceRule: "weekly",
            recurrenceCount: 3,
            onConflict: random.pick(["skip", "reject"]),
          }),
        () =>
          installation.send("POST", "/api/services/book", {
            body: {
              subdomain: desk.salon.subdomain,
              serviceId: random.pick(services).id,
              startTime: time(),
              name: "Guest",
              email: `guest${random.below(40)}@example.com`,
            },
          }),
        () => desk.change(random.pick(ids), { startTime: time() }),
        () => desk.change(random.pick(ids), { employeeId: random.pick([...people, null]) }),
        () => desk.change(random.pick(ids), { serviceId: random.pick(services.slice(0, 3)).id }),
        () => desk.change(random.pick(ids), { resources: [{ resourceId: random.pick(resources), quantity: 1 }] }),
        () =>
          desk.change(random.pick(ids), {
            status: random.pick(["pending", "approved", "canceled", "no-show", "completed"]),
          }),
        () => desk.cancel(random.pick(ids), { scope: random.pick(["one", "following", "all"]) }),
        () => desk.salon.call("DELETE", `/api/services/appointments?id=${random.pick(ids)}`),
        () => desk.change(random.pick(ids), { attendees: [{ name: "Ann" }, { name: "Ben" }] }),
        () =>
          desk.salon.call("POST", "/api/services/appointments/bulk", {
            appointments: [...new Set([1, 2, 3].map(() => random.pick(ids)))].map((id) => ({ id, startTime: time() })),
          }),
        () => {
          const fresh = [1, 2, 3].map(() => `,${time()},${random.pick(services).id},${somebody() ?? ""}`);
          const known = `${random.pick(ids)},${time()},,`;
          return installation.send("POST", "/api/services/appointments/import", {
            key: desk.salon.key,
            raw: ["id,startTime,serviceId,employeeId", ...fresh, known].join("\n"),
            headers: { "content-type": "text/csv" },
          });
        },
        () =>
          installation.send("POST", "/api/services/appointments/cancel", {
            body: { uid: random.pick(seats) ?? "none" },
          }),
        () =>
          installation.send("POST", "/api/services/appointments/reschedule", {
            body: { uid: random.pick(seats) ?? "none", startTime: time() },
          }),
      ];
      const worker = async () => {
        for (let step = 0; step < 25; step++) {
          const action = ids.length < 4 ? actions[0]! : actions[random.below(actions.length)]!;
          const { status, body, text } = await action();
          assert.ok([200, 201, 404, 409, 422, 429].includes(status), `${status} ${text}`);
          if (status === 201 && body.id)
            ids.push(body.id, ...(body.occurrences ?? []).map(({ id }: { id: number }) => id));
          if (status === 201 && body.links) seats.push(body.uid);
        }
      };
      await Promise.all(Array.from({ length: 8 }, worker));
      const rows = await read();
      assert.ok(rows.length > 20, "there was something to do");
      refuseDisorder(rows);
      assert.equal(await deadlocks(), before, "nobody waited in a circle");
    });
  }

  it("leaves everything in order in a rush of customers, and each of them has an answer that holds", async () => {
    const { services, people } = await fill();
    const random = randomFrom(4242);
    const before = await deadlocks();
    const answers = await Promise.all(
      Array.from({ length: 200 }, (_, place) =>
        installation.send("POST", "/api/services/book", {
          body: {
            subdomain: desk.salon.subdomain,
            serviceId: random.pick(services).id,
            ...(place % 2 ? { employeeId: random.pick(people) } : {}),
            startTime: new Date(Date.parse("2027-03-02T17:00:00Z") + random.below(24) * 15 * MINUTE).toISOString(),
            name: `Guest ${place % 30}`,
            email: `rush${place % 30}@example.com`,
          },
        }),
      ),
    );
    const booked = answers.filter(({ status }) => status === 201);
    assert.ok(booked.length > 15, `${booked.length} booked`);
    assert.ok(
      answers.every(({ status }) => status === 201 || status === 409 || status === 422),
      answers.map(({ status }) => status).join(),
    );
    for (const { body } of booked) {
      const own = await installation.send("GET", `/api/services/appointments/own?uid=${body.uid}`);
      assert.deepEqual([own.status, own.body.startTime], [200, body.startTime]);
    }
    refuseDisorder(await read());
    assert.equal(await deadlocks(), before, "nobody waited in a circle");
    const { body: customers } = await desk.salon.call("GET", "/api/services/customers?search=rush&limit=100");
    const emails = customers.map(({ email }: { email: string }) => email);
    assert.equal(new Set(emails).size, emails.length, "nobody is known twice");
    const told = await installation.asSystem(desk.salon.id, async ({ db }) => {
      const { rows } = await sql<{ events: number; audits: number }>`
        select (select count(*)::int from events where business_id = ${desk.salon.id} and trigger in ('SERVICE_BOOKING_CREATED', 'SERVICE_BOOKING_UPDATED')) as events,
          (select count(*)::int from audit_log where business_id = ${desk.salon.id} and action in ('appointment.created', 'appointment.joined')) as audits`.execute(
        db,
      );
      return rows[0]!;
    });
    assert.deepEqual(told, { events: booked.length, audits: booked.length });
  });
});
