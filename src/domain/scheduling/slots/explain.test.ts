import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { type Desk, openDesk } from "../bookings/desk.test-support.ts";

describe("the details of an explanation", () => {
  let desk: Desk;
  before(async () => {
    desk = await openDesk();
  });
  after(() => desk.close());

  const at = (time: string, day = "06") => `2035-03-${day}T${time}:00Z`;

  it("say instants as the API writes them", async () => {
    const range = { periodType: "RANGE", periodStartDate: "2035-03-01", periodEndDate: "2035-03-12" };
    const type = await desk.eventType({ ...range, minimumBookingNotice: 120, afterEventBuffer: 10 });
    await desk.book(type.id, at("19:00"));
    const details = async (start: string) => {
      const { status, body, text } = await desk.business.call(
        "GET",
        `/api/slots/explain?eventTypeId=${type.id}&start=${start}`,
      );
      assert.equal(status, 200, text);
      const [{ rule, details: said }] = body.data.reasons;
      return { rule, ...said };
    };
    assert.deepEqual(await details(at("19:00")), { rule: "busy", start: at("19:00"), end: at("19:40") });
    assert.deepEqual(await details(at("20:50", "07")), {
      rule: "off_grid",
      near: [at("20:30", "07"), at("21:00", "07")],
    });
    const hours = [{ start: at("17:00"), end: "2035-03-07T01:00:00Z" }];
    assert.deepEqual(await details(at("16:00")), { rule: "outside_hours", hours });
    const { rule, earliest } = await details(at("16:30", "05"));
    assert.deepEqual([rule, earliest.slice(0, 19)], ["notice", "2035-03-05T18:00:00"]);
    const window = { from: "2035-03-01T08:00:00Z", until: "2035-03-13T07:00:00Z" };
    assert.deepEqual(await details(at("17:00", "14")), { rule: "window", ...window });
  });
});
