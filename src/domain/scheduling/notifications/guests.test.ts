import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { uidOfEntry } from "../../../../test/support/installation.ts";
import { type Desk, openDesk } from "../bookings/desk.test-support.ts";
import { entry } from "./meeting.test-support.ts";

describe("mails about guests whom the host adds and takes off", () => {
  let desk: Desk;
  before(async () => {
    desk = await openDesk({}, true);
  });
  after(() => desk.close());

  const said = async (email: string) =>
    (await desk.received(email)).map(
      ({ kind, ics }) => `${kind} ${entry(ics)?.method ?? "-"} ${entry(ics)?.sequence ?? ""}`,
    );
  const asHost = async (path: string, body: object) => {
    const answer = await desk.business.call("POST", path, body);
    assert.equal(answer.status, 200, answer.text);
    return answer.body.data;
  };
  const book = async (start: string, fields: Record<string, unknown> = {}) => {
    const type = await desk.eventType(fields);
    const { status, body, text } = await desk.book(type.id, start, {
      responses: { name: "Ada", email: "ada@x.example" },
    });
    assert.equal(status, 201, text);
    await desk.installation.drain();
    return body.data as { id: number; uid: string };
  };
  const attendeesOf = async (uid: string) =>
    (await desk.business.call("GET", `/api/bookings/${uid}`)).body.data.attendees as Record<string, any>[];

  it("reach the guests and the host, whose entry has one more name and then one less", async () => {
    const { uid } = await book("2035-03-06T17:00:00Z");
    await asHost(`/api/bookings/${uid}/guests`, { guests: [{ name: "Bo", email: "bo@x.example" }, "cy@x.example"] });
    const bo = (await attendeesOf(uid)).find(({ name }) => name === "Bo")!;
    await desk.installation.drain();
    const left = await asHost(`/api/bookings/${uid}/cancel`, { seatUid: bo.uid, reason: "A smaller round" });
    assert.deepEqual([left.status, left.uid], ["accepted", uid]);
    assert.deepEqual(await said("bo@x.example"), ["bookingInvitation REQUEST 1", "bookingCancelled CANCEL 2"]);
    assert.deepEqual(await said("cy@x.example"), ["bookingInvitation REQUEST 1"]);
    assert.deepEqual(await said("ada@x.example"), ["bookingConfirmed REQUEST 0"]);
    assert.deepEqual(await said(desk.business.email), [
      "hostBooked REQUEST 0",
      "hostChanged REQUEST 1",
      "hostSeatCancelled REQUEST 2",
    ]);
    const [, more, less] = await desk.received(desk.business.email);
    const mailto = (...names: string[]) => names.map((name) => `mailto:${name}@x.example`);
    assert.deepEqual(entry(more!.ics)!.attendees, mailto("ada", "bo", "cy"));
    assert.deepEqual(entry(less!.ics)!.attendees, mailto("ada", "cy"));
    assert.equal(entry(less!.ics)!.uid, uidOfEntry(uid));
    assert.match(less!.text, /Bo is no longer expected[\s\S]*Reason: A smaller round/);
    // Once more is nothing new; whoever was taken off may be asked again.
    await asHost(`/api/bookings/${uid}/cancel`, { seatUid: bo.uid });
    await asHost(`/api/bookings/${uid}/guests`, { guests: ["bo@x.example", "cy@x.example"] });
    assert.deepEqual((await said("bo@x.example")).slice(2), ["bookingInvitation REQUEST 3"]);
    assert.equal((await said("cy@x.example")).length, 1);
    const { history } = (await desk.business.call("GET", `/api/bookings/${uid}`)).body.data;
    assert.deepEqual(
      history.map(({ kind }: { kind: string }) => kind),
      ["booked", "guests-added", "guest-removed", "guests-added"],
    );
  });

  it("are none while a request waits; a name that is not on the booking ends nothing, and the booker's ends it", async () => {
    const { uid } = await book("2035-03-07T17:00:00Z", { requiresConfirmation: true });
    await asHost(`/api/bookings/${uid}/guests`, { guests: ["di@x.example"] });
    const [ada, di] = await attendeesOf(uid);
    await asHost(`/api/bookings/${uid}/cancel`, { seatUid: di!.uid });
    assert.deepEqual(await said("di@x.example"), []);
    const stranger = await desk.business.call("POST", `/api/bookings/${uid}/cancel`, { seatUid: "bka_nobody" });
    assert.deepEqual([stranger.status, stranger.body.details[0].field], [409, "seatUid"]);
    const ended = await asHost(`/api/bookings/${uid}/cancel`, { seatUid: ada!.uid });
    assert.equal(ended.status, "cancelled");
  });
});
