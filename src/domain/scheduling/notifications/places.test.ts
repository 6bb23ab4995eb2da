import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { type Desk, openDesk } from "../bookings/desk.test-support.ts";
import { entry } from "./meeting.test-support.ts";

describe("mails about a booking that takes place elsewhere", () => {
  let desk: Desk;
  before(async () => {
    desk = await openDesk({}, true);
  });
  after(() => desk.close());

  it("tell booker, guests and host where it is, and where it was, once and with a newer entry", async () => {
    const locations = [{ type: "inPerson", address: "1 Old Road" }];
    const type = await desk.eventType({ locations });
    const responses = { name: "Ada", email: "ada@x.example", guests: ["gus@x.example"] };
    const { status, body, text } = await desk.book(type.id, "2035-03-06T17:00:00Z", { responses });
    assert.equal(status, 201, text);
    await desk.installation.drain();
    const location = { type: "inPerson", address: "2 New Street" };
    for (const changes of [{ location }, { location, internalNote: "Bring the keys" }]) {
      const changed = await desk.business.call("PATCH", `/api/bookings?id=${body.data.id}`, changes);
      assert.equal(changed.status, 200, changed.text);
      assert.equal(changed.body.data.sequence, 1);
    }
    for (const [email, first, second] of [
      ["ada@x.example", "bookingConfirmed", "bookingChanged"],
      ["gus@x.example", "bookingInvitation", "bookingChanged"],
      [desk.business.email, "hostBooked", "hostChanged"],
    ] as const) {
      const mails = await desk.received(email);
      assert.deepEqual(
        mails.map(({ kind, ics }) => [kind, entry(ics)!.method, entry(ics)!.sequence, entry(ics)!.location]),
        [
          [first, "REQUEST", 0, "1 Old Road"],
          [second, "REQUEST", 1, "2 New Street"],
        ],
      );
      assert.match(mails[1]!.text, /Where: 2 New Street\s+Previous place: 1 Old Road/);
      assert.doesNotMatch(mails[0]!.text, /Previous place/);
    }
  });
});
