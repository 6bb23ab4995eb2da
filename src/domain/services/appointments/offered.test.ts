import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import fc from "fast-check";
import type { TestInstallation } from "../../../../test/support/installation.ts";
import { iso } from "../../../platform/schemas.ts";
import { MINUTE } from "../../time/availability/calendar.ts";
import { at, type Desk, monday, openDesk, openOnMonday } from "./desk.test-support.ts";

const seed = Number(process.env.SLOTS_SEED ?? 20270301);
const numRuns = 15;

const drawnService = fc.record({
  duration: fc.constantFrom(20, 25, 30, 40, 45, 50, 70),
  slotInterval: fc.constantFrom(null, null, 10, 20, 45),
  slotOffset: fc.constantFrom(0, 0, 10, 30),
  bufferTimeBefore: fc.constantFrom(0, 0, 5),
  bufferTimeAfter: fc.constantFrom(0, 0, 10),
});
const world = fc.record({
  services: fc.tuple(drawnService, drawnService),
  begins: fc.tuple(fc.constantFrom("09:00", "09:20"), fc.constantFrom("09:00", "09:20", "10:05")),
  /** Whose time staff take, and how many minutes after nine; the later the later. */
  taken: fc
    .uniqueArray(fc.tuple(fc.nat({ max: 1 }), fc.integer({ min: 0, max: 46 })), { maxLength: 3 })
    .map((all) => all.map(([whose, fives]) => [whose, fives * 5] as const).sort((one, other) => one[1] - other[1])),
  /** Any minutes of the day. */
  minutes: fc.array(fc.integer({ min: 0, max: 299 }), { minLength: 20, maxLength: 20 }),
});
type World = ReturnType<typeof world.generate>["value"];

const nine = Date.parse(at(2, "09:00"));
const afterNine = (minutes: number) => iso(nine + minutes * MINUTE);

describe("a start offered is bookable, and nothing else is (DECISIONS 18)", () => {
  let installation: TestInstallation;
  let desk: Desk;
  before(async () => {
    installation = await openOnMonday();
    desk = await openDesk(installation);
  });
  after(() => installation.close());

  /** As visitors ask; a hold is a booking that leaves nothing. */
  const send = (method: string, path: string, body?: object) =>
    installation.send(method, `/api/services/${path}`, {
      ...(body ? { body: { subdomain: desk.salon.subdomain, ...body } } : {}),
    });
  const startsIn = ({ body, status, text }: Awaited<ReturnType<typeof send>>): string[] => {
    assert.equal(status, 200, text);
    return body.days.flatMap(({ slots }: { slots: { startTime: string }[] }) => slots.map((one) => one.startTime));
  };
  type Offer = { list: () => Promise<string[]>; hold: (startTime: string) => Promise<number> };
  const released = async ({ status, body }: Awaited<ReturnType<typeof send>>) => {
    if (status === 201) assert.equal((await send("DELETE", `holds?uid=${body.uid}`)).status, 200);
    return status;
  };
  const ofService = (serviceId: number): Offer => ({
    list: async () =>
      startsIn(
        await send(
          "GET",
          `availability?subdomain=${desk.salon.subdomain}&serviceId=${serviceId}&date=2027-03-02&timeZone=UTC`,
        ),
      ),
    hold: async (startTime) => released(await send("POST", "holds", { serviceId, startTime })),
  });
  const ofVisit = (serviceIds: number[]): Offer => {
    const services = serviceIds.map((serviceId) => ({ serviceId }));
    return {
      list: async () =>
        startsIn(await send("POST", "visits/availability", { services, from: "2027-03-02", to: "2027-03-02" })),
      hold: async (startTime) => released(await send("POST", "visits/holds", { services, startTime })),
    };
  };

  /** Two people who perform two services of their own until two. */
  async function team({ services: drafts, begins }: Pick<World, "services" | "begins">) {
    const services: number[] = [];
    for (const draft of drafts) services.push((await desk.service({ name: "Cut", ...draft })).id);
    const people: number[] = [];
    for (const start of begins) {
      const { id } = await desk.employee({ name: "Ana", serviceIds: services });
      const weekly = [{ day: 2, start, end: "14:00", locationId: null }];
      const { status, text } = await desk.salon.call("PUT", `/api/services/employees/schedule?id=${id}`, { weekly });
      assert.equal(status, 200, text);
      people.push(id);
    }
    return { services, people };
  }

  for (const [what, offerOf] of [
    ["a service", ([serviceId]: number[]) => ofService(serviceId!)],
    ["a visit of two services", ofVisit],
  ] as const)
    it(`of ${what}, whatever its grid and whoever is busy (SLOTS_SEED=${seed})`, async () => {
      const count = { offered: 0, before: 0, refused: 0 };
      const check = async (given: World) => {
        const { services, people } = await team(given);
        const offer = offerOf(services);
        const ever = new Set(await offer.list());
        for (const [whose, minutes] of given.taken) {
          const draft = { employeeId: people[whose], serviceId: services[0], endTime: afterNine(minutes + 15) };
          // Where another one is in the way, they have one appointment fewer.
          if ((await desk.book(afterNine(minutes), draft)).status !== 201) continue;
          for (const start of await offer.list()) ever.add(start);
        }
        const now = await offer.list();
        for (const start of now) assert.equal(await offer.hold(start), 201, `${start} is offered`);
        count.offered += now.length;
        // What is no longer offered may be taken by now.
        for (const start of ever) if (!now.includes(start) && (await offer.hold(start)) === 201) count.before++;
        for (const start of given.minutes.map(afterNine)) {
          if (ever.has(start)) continue;
          assert.equal(await offer.hold(start), 409, `${start} was never offered`);
          count.refused++;
        }
      };
      await fc.assert(fc.asyncProperty(world, check), { seed, numRuns, endOnFailure: true });
      assert.ok(count.offered > 100 && count.refused > 100 && count.before > 0, JSON.stringify(count));
    });

  /** Somebody with 45 minutes for whoever comes, and visitors who want them. */
  async function colourist() {
    const { id: serviceId } = await desk.service({ name: "Colour", duration: 45, minimumNotice: 0 });
    const { id: employeeId } = await desk.employee({ name: "Ana", serviceIds: [serviceId] });
    const about = { serviceId, employeeId };
    const guest = { name: "Emily Chen", email: "emily@example.com" };
    const query = `subdomain=${desk.salon.subdomain}&serviceId=${serviceId}&employeeId=${employeeId}`;
    return {
      book: (startTime: string, more: object = {}) => send("POST", "book", { ...about, startTime, ...guest, ...more }),
      hold: (startTime: string) => send("POST", "holds", { ...about, startTime }),
      list: async (day: number) => startsIn(await send("GET", `availability?${query}&date=2027-03-0${day}`)),
      explain: async (start: string) => {
        const { bookable, reasons } = (await send("GET", `availability?${query}&explain=${start}`)).body;
        return [bookable, ...reasons.map(({ rule }: { rule: string }) => rule)];
      },
      write: (startTime: string) => desk.book(startTime, about),
    };
  }

  it("also where time has passed since the list was read, and an explanation says so", async () => {
    const { book, list, explain } = await colourist();
    const clock = installation.app.services.clock!;
    try {
      clock.setOffset(Date.parse(at(1, "09:05")) - Date.now());
      assert.deepEqual((await list(1)).slice(0, 3), [at(1, "09:15"), at(1, "10:00"), at(1, "10:45")]);
      clock.setOffset(Date.parse(at(1, "09:40")) - Date.now());
      assert.deepEqual((await list(1)).slice(0, 3), [at(1, "09:45"), at(1, "10:30"), at(1, "11:15")]);
      assert.deepEqual(await explain(at(1, "10:05")), [false, "off_grid"]);
      assert.equal((await book(at(1, "10:05"))).status, 409);
      assert.deepEqual(await explain(at(1, "10:45")), [true]);
      assert.equal((await book(at(1, "10:45"))).status, 201);
    } finally {
      clock.setOffset(monday - Date.now());
    }
  });

  it("also where a neighbour has booked since the list was read, but not for ever", async () => {
    const { hold, list, explain, write } = await colourist();
    const clock = installation.app.services.clock!;
    try {
      assert.deepEqual((await list(4)).slice(0, 3), [at(4, "09:00"), at(4, "09:45"), at(4, "10:30")]);
      await write(at(4, "09:20"));
      assert.deepEqual((await list(4)).slice(0, 2), [at(4, "10:00"), at(4, "10:45")]);
      assert.deepEqual(await explain(at(4, "10:30")), [true]);
      clock.setOffset(clock.offset() + 61 * 60_000);
      assert.deepEqual(await explain(at(4, "10:30")), [false, "off_grid"], "no list is looked at for so long");
      assert.equal((await hold(at(4, "10:30"))).status, 409);
      assert.equal((await hold(at(4, "10:45"))).status, 201);
    } finally {
      clock.setOffset(monday - Date.now());
    }
  });

  it("and what is held stays bookable when a neighbour's leaving has moved the grid", async () => {
    const { book, hold, list, write } = await colourist();
    const neighbour = await write(at(2, "09:00"));
    assert.deepEqual((await list(2)).slice(0, 2), [at(2, "09:30"), at(2, "10:15")]);
    const held = await hold(at(2, "11:00"));
    assert.equal(held.status, 201, held.text);
    assert.equal((await desk.cancel(neighbour.body.id)).status, 200);
    assert.deepEqual((await list(2)).slice(0, 2), [at(2, "09:00"), at(2, "09:45")]);
    const booked = await book(at(2, "11:00"), { hold: held.body.uid });
    assert.equal(booked.status, 201, booked.text);
  });

  it("for customers: staff write down any time that nothing else has taken", async () => {
    const { book, write } = await colourist();
    assert.equal((await book(at(3, "09:15"))).status, 409);
    assert.equal((await write(at(3, "09:17"))).status, 201);
  });
});
