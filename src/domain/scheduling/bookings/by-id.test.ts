import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { type Desk, openDesk } from "./desk.test-support.ts";

describe("a booking's id", () => {
  let desk: Desk;
  let eventType: { id: number };
  before(async () => {
    desk = await openDesk();
    eventType = await desk.eventType();
  });
  after(() => desk.close());

  /** Everything that takes a booking's handle, or its id. */
  const deeds = (id: number): [method: string, path: string, body?: object][] => [
    ["GET", `/api/bookings/${id}`],
    ["POST", `/api/bookings/${id}/confirm`, {}],
    ["POST", `/api/bookings/${id}/reject`, {}],
    ["POST", `/api/bookings/${id}/reschedule`, { start: "2035-03-06T19:00:00Z" }],
    ["POST", `/api/bookings/${id}/cancel`, {}],
    ["POST", "/api/cancel", { uid: String(id) }],
    ["POST", `/api/bookings/${id}/guests`, { guests: ["eve@example.com"] }],
    ["POST", `/api/bookings/${id}/no-show`, { host: true }],
    ["POST", `/api/bookings/${id}/reassign`, { userId: desk.business.userId }],
    ["POST", `/api/bookings/${id}/accept`, {}],
    [
      "POST",
      "/api/book/event",
      {
        eventTypeId: eventType.id,
        start: "2035-03-06T20:00:00Z",
        timeZone: "UTC",
        rescheduleUid: String(id),
        responses: { name: "Eve", email: "eve@example.com" },
      },
    ],
  ];

  it("opens nothing of a colleague's to somebody who sees their own alone", async () => {
    const { id } = (await desk.book(eventType.id, "2035-03-06T18:00:00Z")).body.data;
    const { key } = await desk.installation.member(desk.business.id, "employee");
    for (const [method, path, body] of deeds(id)) {
      const answer = await desk.installation.send(method, path, { key, body });
      const unknown = path.includes(`/${id}`) ? path.replace(`/${id}`, "/999999") : path;
      const nobodys = await desk.installation.send(method, unknown, {
        key,
        body: body && JSON.parse(JSON.stringify(body).replaceAll(`"${id}"`, '"999999"')),
      });
      assert.deepEqual([path, answer.status], [path, 404]);
      assert.equal(answer.text.replaceAll(String(id), "#"), nobodys.text.replaceAll("999999", "#"));
    }
    const after = (await desk.business.call("GET", `/api/bookings/${id}`)).body.data;
    assert.deepEqual([after.status, after.startTime], ["accepted", "2035-03-06T18:00:00Z"]);
  });

  it("lets nobody change what they may only read", async () => {
    const { id } = (await desk.book(eventType.id, "2035-03-06T21:00:00Z")).body.data;
    const { call } = desk.business;
    const { body: role } = await call("POST", "/api/services/employee-role", {
      name: "Reader",
      permissions: ["bookings:read"],
      onlyOwn: false,
    });
    const { body: employee } = await call("POST", "/api/services/employees", { name: "Rae" });
    const { key } = await desk.installation.member(desk.business.id, "employee", employee.id);
    const given = await call("PATCH", `/api/services/employees?id=${employee.id}`, { role: role.name });
    assert.equal(given.status, 200, given.text);
    desk.installation.forgetCallers();
    for (const [method, path, body] of deeds(id)) {
      const { status, text } = await desk.installation.send(method, path, { key, body });
      assert.deepEqual([path, status], [path, method === "GET" ? 200 : 403], text);
    }
  });

  it("makes nobody a host who has no more than the handle of a colleague's", async () => {
    const rules = { disableRescheduling: true, disableGuests: true, minimumCancellationNotice: 525_600 };
    const type = await desk.eventType(rules);
    const { uid } = (await desk.book(type.id, "2035-03-07T18:00:00Z")).body.data;
    const { key } = await desk.installation.member(desk.business.id, "employee");
    const act = (what: string, body: object) =>
      desk.installation.send("POST", `/api/bookings/${uid}/${what}`, { key, body });
    const anyTime = await act("reschedule", { start: "2035-03-07T18:07:00Z", anyTime: true });
    assert.equal(anyTime.status, 409, anyTime.text);
    assert.equal((await act("guests", { guests: ["eve@example.com"] })).status, 422);
    assert.equal((await act("cancel", {})).status, 409);
    assert.equal((await act("reassign", { userId: desk.business.userId })).status, 404);
    // Whoever sees everybody's acts for the host.
    const host = await desk.business.call("POST", `/api/bookings/${uid}/cancel`, {});
    assert.equal(host.status, 200, host.text);
  });
});
