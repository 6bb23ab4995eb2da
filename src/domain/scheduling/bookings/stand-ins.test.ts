import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import type { TestBusiness } from "../../../../test/support/installation.ts";
import { around, type Desk, openDesk } from "./desk.test-support.ts";

describe("a colleague who stands in for somebody away", () => {
  let desk: Desk;
  before(async () => {
    desk = await openDesk();
  });
  after(() => desk.close());

  const at = (time: string, day = "06") => `2035-03-${day}T${time}:00Z`;

  /** A business whose owner is away on 6 March and has named a colleague. */
  async function absence() {
    const business: TestBusiness = await desk.installation.business();
    const colleague = await desk.installation.member(business.id, "manager");
    const away = { start: "2035-03-06", end: "2035-03-06", redirectUserId: colleague.userId };
    assert.equal((await business.call("POST", "/api/out-of-office", away)).status, 201);
    return { ...around(desk.installation, business), business, colleague };
  }
  const hostsOf = ({ body }: { body: any }) => body.data.hosts.map(({ id }: { id: number }) => id);

  it("takes what was held while they were away", async () => {
    const { eventType, book, visitor, business, colleague } = await absence();
    const type = await eventType();
    const held = await visitor("POST", "/api/slots/holds", { eventTypeId: type.id, start: at("18:00") });
    assert.equal(held.status, 201, held.text);
    const booked = await book(type.id, at("18:00"), { hold: held.body.data.uid });
    assert.equal(booked.status, 201, booked.text);
    assert.deepEqual(hostsOf(booked), [colleague.userId]);
    const { data } = (await business.call("GET", `/api/bookings/${booked.body.data.uid}`)).body;
    assert.match(data.assignmentReason.rule, /^stands in for .+, who is away$/);
  });

  it("fills a session with everybody whom it has seats for", async () => {
    const { eventType, book, starts, colleague } = await absence();
    const type = await eventType({ seatsPerTimeSlot: 3 });
    const seat = (email: string) => book(type.id, at("18:00"), { responses: { email } });
    const first = await seat("one@example.com");
    assert.deepEqual(hostsOf(first), [colleague.userId]);
    assert.ok((await starts(type.id, "start=2035-03-06&end=2035-03-06")).includes(at("18:00")));
    const more = await Promise.all(["two", "three", "four"].map((name) => seat(`${name}@example.com`)));
    assert.deepEqual(more.map(({ status }) => status).toSorted(), [201, 201, 409]);
    for (const { status, body } of more) if (status === 201) assert.equal(body.data.uid, first.body.data.uid);
  });

  it("is booked once, whoever comes by an event type of their own at the same time", async () => {
    const { eventType, book, colleague } = await absence();
    const [away, own] = [await eventType(), await eventType({ userId: colleague.userId })];
    for (const time of ["17:00", "17:30", "18:00", "18:30"]) {
      const both = Array.from({ length: 16 }, (_, place) => book(place % 2 ? away.id : own.id, at(time)));
      const statuses = (await Promise.all(both)).map(({ status }) => status);
      assert.deepEqual(statuses.toSorted(), [201, ...Array(15).fill(409)]);
    }
  });
});
