import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { openTestInstallation, type TestInstallation } from "../../../../test/support/installation.ts";
import { openDesk } from "./desk.test-support.ts";

describe("the public booking page, opened by somebody on the staff", () => {
  let installation: TestInstallation;
  before(async () => {
    installation = await openTestInstallation();
  });
  after(() => installation.close());

  it("lets them do there what any visitor may, with colleagues too", async () => {
    const desk = await openDesk(installation);
    const { key } = await installation.member(desk.salon.id, "employee", desk.james.id);
    const send = (method: string, path: string, body?: object) => installation.send(method, path, { key, body });
    const { subdomain } = desk.salon;
    const query = `subdomain=${subdomain}&serviceId=${desk.haircut.id}&employeeId=${desk.owner.id}`;
    const open = await send("GET", `/api/services/availability?${query}`);
    assert.equal(open.status, 200, open.text);
    const slots = (open.body.days as { slots: { startTime: string }[] }[]).flatMap(({ slots }) => slots);
    const visitor = { subdomain, name: "Ada", email: "ada@example.com" };
    const one = { serviceId: desk.haircut.id, employeeId: desk.owner.id };
    const booked = await send("POST", "/api/services/book", { ...visitor, ...one, startTime: slots[0]!.startTime });
    assert.equal(booked.status, 201, booked.text);
    const visit = await send("POST", "/api/services/visits", {
      ...visitor,
      services: [one],
      startTime: slots.at(-4)!.startTime,
    });
    assert.equal(visit.status, 201, visit.text);
    const own = await send("GET", `/api/services/appointments/own?uid=${booked.body.uid}`);
    assert.equal(own.status, 200, own.text);
    const waiting = await send("POST", "/api/services/waitlist/join", {
      ...visitor,
      ...one,
      fromDate: new Date(Date.now() + 86_400_000).toISOString().slice(0, 10),
    });
    assert.equal(waiting.status, 201, waiting.text);
    // By what only members may ask for they still see their own alone.
    assert.deepEqual((await send("GET", "/api/services/appointments")).body, []);
  });
});
