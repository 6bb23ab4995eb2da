import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { type Desk, openDesk } from "../scheduling/bookings/desk.test-support.ts";
import { step, workflowsOf } from "./workflows.test-support.ts";

// The clock stands at Monday 5 March 2035, 8:00 in Los Angeles (16:00 UTC), and is moved on by the tests, in their order.
const email = (name: string) => ({ responses: { name, email: `${name.toLowerCase()}@example.com` } });
const aDayBefore = { trigger: "beforeStart", offset: { time: 24, unit: "hour" } };

describe("reminders", () => {
  let desk: Desk;
  let flows: ReturnType<typeof workflowsOf>;
  before(async () => {
    desk = await openDesk({}, true);
    flows = workflowsOf(desk);
  });
  after(() => desk.close());

  const told = (runs: Record<string, any>[]) => runs.map(({ status, dueAt, outcome }) => [status, dueAt, outcome]);
  const book = async (eventTypeId: number, start: string, name: string) => {
    const { status, body, text } = await desk.book(eventTypeId, start, email(name));
    assert.equal(status, 201, text);
    return body.data as { id: number; uid: string; seatUid?: string };
  };

  it("are planned, move with their booking, and are sent once, at their time", async () => {
    const { id } = await desk.eventType();
    const { id: workflowId } = await flows.workflow({ ...aDayBefore, eventTypeIds: [id] });
    const { uid } = await book(id, "2035-03-07T18:00:00Z", "Ann");
    assert.deepEqual(told(await flows.runs(workflowId)), [["scheduled", "2035-03-06T18:00:00Z", null]]);
    await desk.business.call("POST", `/api/bookings/${uid}/reschedule`, { start: "2035-03-08T18:00:00Z" });
    assert.deepEqual(told(await flows.runs(workflowId)), [["scheduled", "2035-03-07T18:00:00Z", null]]);
    await flows.moveTo("2035-03-06T18:00:30Z");
    assert.deepEqual(await flows.messagesTo("ann@example.com"), []);
    await flows.moveTo("2035-03-07T18:00:05Z");
    assert.deepEqual(told(await flows.runs(workflowId)), [["done", "2035-03-07T18:00:00Z", "Mail to ann@example.com"]]);
    assert.equal((await flows.messagesTo("ann@example.com")).length, 1);
  });

  it("are for another time where the booking moves after they were sent", async () => {
    const { id } = await desk.eventType();
    const { id: workflowId } = await flows.workflow({ ...aDayBefore, eventTypeIds: [id] });
    const { uid } = await book(id, "2035-03-09T18:00:00Z", "Bob");
    await flows.moveTo("2035-03-08T18:00:05Z");
    await desk.business.call("POST", `/api/bookings/${uid}/reschedule`, { start: "2035-03-13T17:00:00Z" });
    assert.deepEqual(
      (await flows.runs(workflowId)).map(({ status }) => status),
      ["done", "scheduled"],
    );
    await desk.business.call("POST", "/api/cancel", { uid });
    assert.deepEqual(
      (await flows.runs(workflowId)).map(({ status, outcome }) => [status, outcome]),
      [
        ["done", "Mail to bob@example.com"],
        ["cancelled", "The booking is cancelled"],
      ],
    );
  });

  it("say that they are skipped where their time has passed when the booking is made", async () => {
    const { id } = await desk.eventType();
    const { id: workflowId } = await flows.workflow({ ...aDayBefore, eventTypeIds: [id] });
    await book(id, "2035-03-08T19:00:00Z", "Cem");
    const [run] = await flows.runs(workflowId);
    assert.deepEqual([run!.status, run!.outcome], ["skipped", "Not sent: its time, 2035-03-07T19:00:00Z, had passed"]);
    assert.deepEqual(await flows.messagesTo("cem@example.com"), []);
  });

  it("are for what is booked already, follow a change of their workflow, and end with it", async () => {
    const { id } = await desk.eventType();
    await book(id, "2035-03-15T18:00:00Z", "Dan");
    const { id: workflowId, steps } = await flows.workflow({ ...aDayBefore, eventTypeIds: [id] });
    const due = async () => (await flows.runs(workflowId)).map(({ status, dueAt }) => [status, dueAt]);
    assert.deepEqual(await due(), [["scheduled", "2035-03-14T18:00:00Z"]]);
    await flows.change(workflowId, { offset: { time: 2, unit: "day" } });
    assert.deepEqual(await due(), [["scheduled", "2035-03-13T18:00:00Z"]]);
    await flows.change(workflowId, { steps: [step({ id: steps[0]!.id }), step({ action: "email_host" })] });
    assert.equal((await flows.runs(workflowId)).length, 2);
    await flows.change(workflowId, { active: false });
    assert.deepEqual(
      (await flows.runs(workflowId)).map(({ status, outcome }) => [status, outcome]),
      Array(2).fill(["cancelled", "The workflow was switched off"]),
    );
    await flows.change(workflowId, { active: true });
    assert.deepEqual(
      (await flows.runs(workflowId)).map(({ status }) => status),
      ["scheduled", "scheduled"],
    );
    await desk.business.call("DELETE", `/api/workflows?id=${workflowId}`);
    const { body } = await desk.business.call("GET", "/api/workflows/runs?status=cancelled&limit=2");
    assert.deepEqual(
      body.data.map(({ workflowId, outcome }: Record<string, unknown>) => [workflowId, outcome]),
      Array(2).fill([null, "The workflow was deleted"]),
    );
  });

  it("come to each seat, and to guests that are added later", async () => {
    const { id } = await desk.eventType({ seatsPerTimeSlot: 3 });
    const { id: workflowId } = await flows.workflow({ ...aDayBefore, eventTypeIds: [id] });
    await book(id, "2035-03-12T18:00:00Z", "Eli");
    const fay = await book(id, "2035-03-12T18:00:00Z", "Fay");
    await desk.installation.drain();
    await desk.visitor("POST", "/api/cancel", { uid: fay.seatUid });
    const talk = await desk.eventType();
    await flows.change(workflowId, { eventTypeIds: [id, talk.id] });
    const gus = await book(talk.id, "2035-03-12T19:00:00Z", "Gus");
    const added = await desk.business.call("POST", `/api/bookings/${gus.uid}/guests`, { guests: ["ivy@example.com"] });
    assert.equal(added.status, 200, added.text);
    assert.deepEqual((await flows.runs(workflowId)).map(({ recipient, status }) => [recipient, status]).toSorted(), [
      ["eli@example.com", "scheduled"],
      ["fay@example.com", "cancelled"],
      ["gus@example.com", "scheduled"],
      ["ivy@example.com", "scheduled"],
    ]);
  });

  it("are not sent when their time is long gone, and say how late they are when it is not", async () => {
    const { id } = await desk.eventType();
    const { id: workflowId } = await flows.workflow({ ...aDayBefore, eventTypeIds: [id] });
    await book(id, "2035-03-14T16:00:00Z", "Hal");
    await book(id, "2035-03-14T22:00:00Z", "Ian");
    // As after a long stop: both were due meanwhile.
    await flows.moveTo("2035-03-14T07:30:00Z");
    assert.deepEqual(
      (await flows.runs(workflowId)).map(({ status, outcome }) => [status, outcome]),
      [
        ["skipped", "Not sent: its time, 2035-03-13T16:00:00Z, had passed"],
        ["done", "Mail to ian@example.com, 570 minutes late"],
      ],
    );
  });

  it("and what comes after the end are for appointments too, which follow a move and a cancellation", async () => {
    const { body: service } = await desk.business.call("POST", "/api/services/services", {
      name: "Haircut",
      duration: 30,
      price: 3500,
    });
    const before = await flows.workflow({ trigger: "beforeAppointment", serviceIds: [service.id] });
    const texts = { en: { subject: "{{ service }} with {{ employee }}", body: "{{ price }}, {{ event.when }}" } };
    const booked = await flows.workflow({ trigger: "appointmentBooked", steps: [step({ texts })] });
    const after = await flows.workflow({ trigger: "afterAppointment", offset: { time: 30, unit: "minute" } });
    const visit = { subdomain: desk.business.subdomain, serviceId: service.id, name: "Kim", email: "kim@example.com" };
    const { body } = await desk.visitor("POST", "/api/services/book", { ...visit, startTime: "2035-03-20T17:00:00Z" });
    const [mail] = await flows.messagesTo("kim@example.com");
    assert.match(mail.subject, /^Haircut with Owner/);
    assert.match(mail.text, /\$35\.00, Tuesday, March 20, 2035/);
    const { uid } = body;
    await desk.visitor("POST", "/api/services/appointments/reschedule", { uid, startTime: "2035-03-21T17:00:00Z" });
    const due = async () =>
      [...(await flows.runs(before.id)), ...(await flows.runs(after.id))].map(({ status, dueAt }) => [status, dueAt]);
    assert.deepEqual(await due(), [
      ["scheduled", "2035-03-20T17:00:00Z"],
      ["scheduled", "2035-03-21T18:00:00Z"],
    ]);
    await desk.visitor("POST", "/api/services/appointments/cancel", { uid });
    assert.deepEqual(
      (await due()).map(([status]) => status),
      ["cancelled", "cancelled"],
    );
    assert.equal((await flows.runs(booked.id)).length, 1);
  });
});
