import assert from "node:assert/strict";
import { createHmac, timingSafeEqual } from "node:crypto";
import { after, before, describe, it } from "node:test";
import { type Desk, openDesk } from "../../scheduling/bookings/desk.test-support.ts";
import { isTrigger, triggers } from "../triggers/catalog.ts";
import { openReceiver, type Received, type Receiver } from "./receiver.test-support.ts";

const address = "/api/webhooks";

describe("what is delivered to webhooks", () => {
  let desk: Desk;
  let receiver: Receiver;
  before(async () => {
    desk = await openDesk({ WEBHOOK_ALLOW_PRIVATE: "true" }, true);
    receiver = await openReceiver();
  });
  after(async () => {
    await desk.close();
    await receiver.close();
  });

  const call = (method: string, path: string, body?: unknown) => desk.business.call(method, path, body);
  /** A webhook with a path of its own, and what has arrived there. */
  let counter = 0;
  async function webhook(fields: object = {}) {
    const path = `${receiver.url}/${++counter}`;
    const draft = { subscriberUrl: path, eventTriggers: Object.keys(triggers), ...fields };
    const { status, body, text } = await call("POST", address, draft);
    assert.equal(status, 201, text);
    return { id: body.data.id as number, deliveries: () => deliveriesOf(body.data.id) };
  }
  const deliveriesOf = async (id: number) =>
    (await call("GET", `${address}/deliveries?webhookId=${id}`)).body.data as any[];
  const off = (id: number) => call("DELETE", `${address}?id=${id}`);
  /** Moves the installation's clock on, with whatever waits for it. */
  async function pass(seconds: number) {
    await call("PATCH", "/api/sandbox/clock", { advanceSeconds: seconds });
    await desk.installation.drain();
  }
  async function test(id: number, trigger?: string) {
    const { status, body } = await call("POST", `${address}/${id}/test`, trigger ? { trigger } : {});
    assert.equal(status, 202);
    await desk.installation.drain();
    return (await call("GET", `${address}/deliveries?id=${body.data.id}`)).body.data;
  }
  async function fresh() {
    for (const { id } of (await call("GET", address)).body.data) await off(id);
    receiver.received.length = 0;
    receiver.answers(() => 204);
  }

  it("is every event of a booking and an appointment, in order, as its schema says", async () => {
    await fresh();
    await webhook();
    const eventType = await desk.eventType();
    const booked = await desk.book(eventType.id, "2035-03-06T18:00:00Z");
    assert.equal(booked.status, 201, booked.text);
    const { uid } = booked.body.data;
    await call("POST", `/api/bookings/${uid}/reschedule`, { start: "2035-03-06T19:00:00Z" });
    await call("POST", `/api/bookings/${uid}/cancel`, { reason: "Rain" });
    const asked = await desk.eventType({ requiresConfirmation: true });
    const first = (await desk.book(asked.id, "2035-03-07T18:00:00Z")).body.data.uid;
    const second = (await desk.book(asked.id, "2035-03-07T19:00:00Z")).body.data.uid;
    await call("POST", `/api/bookings/${first}/confirm`, {});
    await call("POST", `/api/bookings/${second}/reject`, { reason: "Full" });
    await call("POST", "/api/out-of-office", { start: "2035-05-01", end: "2035-05-02", reason: "vacation" });
    const service = (await call("POST", "/api/services/services", { name: "Haircut", duration: 30, price: 3500 })).body;
    const customer = (await call("POST", "/api/services/customers", { name: "Emily", email: "emily@example.com" }))
      .body;
    const appointment = await call("POST", "/api/services/appointments", {
      serviceId: service.id,
      customerId: customer.id,
      startTime: "2035-03-08T18:00:00Z",
      endTime: "2035-03-08T18:30:00Z",
    });
    assert.equal(appointment.status, 201, appointment.text);
    const address = `/api/services/appointments?id=${appointment.body.id}`;
    await call("PATCH", address, { startTime: "2035-03-08T19:00:00Z", endTime: "2035-03-08T19:30:00Z" });
    await call("PATCH", address, { status: "canceled" });
    await desk.installation.drain();
    const bySubject = Map.groupBy(receiver.received, ({ json }) => json.payload.uid ?? json.triggerEvent);
    assert.deepEqual(
      [uid, first, second, "OOO_CREATED", appointment.body.uid].map((one) =>
        bySubject.get(one)?.map(({ json }) => json.triggerEvent),
      ),
      [
        ["BOOKING_CREATED", "BOOKING_RESCHEDULED", "BOOKING_CANCELLED"],
        ["BOOKING_REQUESTED", "BOOKING_CONFIRMED"],
        ["BOOKING_REQUESTED", "BOOKING_REJECTED"],
        ["OOO_CREATED"],
        ["SERVICE_BOOKING_CREATED", "SERVICE_BOOKING_UPDATED", "SERVICE_BOOKING_CANCELLED"],
      ],
    );
    await desk.installation.app.services.clock!.setOffset(Date.parse("2035-03-07T18:10:00Z") - Date.now());
    await call("POST", `/api/bookings/${first}/no-show`, { attendees: [{ email: "maria@example.com", noShow: true }] });
    await desk.installation.drain();
    for (const { json } of receiver.received) {
      assertFits(json);
      assertLikeSample(json);
    }
    const last = receiver.received.at(-1)!.json;
    assert.deepEqual([last.triggerEvent, last.payload.bookingUid], ["BOOKING_NO_SHOW_UPDATED", first]);
    const moved = bySubject.get(uid)![1]!.json.payload;
    assert.deepEqual(
      [moved.rescheduleUid, moved.rescheduleStartTime, moved.startTime, moved.organizer.id, moved.eventTypeId],
      [uid, "2035-03-06T18:00:00Z", "2035-03-06T19:00:00Z", desk.business.userId, eventType.id],
    );
  });

  it("is signed as the reference and Standard Webhooks have it", async () => {
    await fresh();
    const standardKey = Buffer.from("a key of exactly 24 bytes").toString("base64");
    for (const secret of ["not base64 but a secret", `whsec_${standardKey}`, null]) {
      const { id } = await webhook({ secret });
      const delivery = await test(id);
      assert.equal(delivery.status, "delivered");
      const { headers, body } = receiver.received.at(-1)!;
      assert.equal(headers["user-agent"], "Schedly-Webhooks/1");
      assert.equal(headers["content-type"], "application/json");
      assert.equal(headers["webhook-id"], delivery.messageId);
      if (secret === null) assert.ok(!headers["x-schedly-signature"] && !headers["webhook-signature"]);
      else {
        assert.ok(verifyWebhook(body, headers["x-schedly-signature"], secret));
        const key = secret.startsWith("whsec_") ? Buffer.from(secret.slice(6), "base64") : secret;
        const signed = createHmac("sha256", key).update(
          `${headers["webhook-id"]}.${headers["webhook-timestamp"]}.${body}`,
        );
        assert.equal(headers["webhook-signature"], `v1,${signed.digest("base64")}`);
      }
      await off(id);
    }
  });

  it("is tried again with the same bytes and id, is logged, and later news about the same thing wait for it", async () => {
    await fresh();
    const { deliveries } = await webhook({ eventTriggers: ["BOOKING_CREATED", "BOOKING_CANCELLED"] });
    receiver.answers((_, count) => (count <= 2 ? { status: 500, body: "Out of order" } : 200));
    const { id: type } = await desk.eventType();
    const { uid } = (await desk.book(type, "2035-03-09T18:00:00Z")).body.data;
    await desk.installation.drain();
    await call("POST", `/api/bookings/${uid}/cancel`, {});
    await desk.installation.drain();
    assert.deepEqual(kinds(), ["BOOKING_CREATED"]);
    const [waiting, open] = await deliveries();
    assert.deepEqual(
      [open.status, open.attempts, open.responseStatus, open.responseBody],
      ["pending", 1, 500, "Out of order"],
    );
    assert.deepEqual([waiting.status, waiting.attempts], ["pending", 0]);
    const other = (await desk.book(type, "2035-03-09T20:00:00Z")).body.data.uid;
    // A kept connection that breaks is tried once more at once.
    let cuts = 2;
    receiver.answers(({ json }) => (json.payload.uid === uid && cuts-- > 0 ? "cut" : 200));
    await desk.installation.drain();
    assert.deepEqual(receiver.received.at(-1)!.json.payload.uid, other, "what is about something else goes on");
    await pass(8);
    await pass(400);
    assert.equal(kinds().at(-1), "BOOKING_CANCELLED");
    const mine = receiver.received.filter(
      ({ json }) => json.payload.uid === uid && json.triggerEvent === "BOOKING_CREATED",
    );
    assert.equal(new Set(mine.map(({ body, headers }) => `${headers["webhook-id"]} ${body}`)).size, 1);
    const { body } = await call("GET", `${address}/deliveries?id=${open.id}`);
    assert.deepEqual(
      body.data.log.map((one: any) => one.responseStatus),
      [500, null, 200],
    );
    assert.match(body.data.log[1].error, /cannot be reached/);
    assert.equal(body.data.log[0].requestHeaders["webhook-id"], open.messageId);
    assert.deepEqual([body.data.status, body.data.attempts], ["delivered", 3]);
  });

  it("is sent again when somebody asks: one, or what failed in a range of time", async () => {
    await fresh();
    const { id, deliveries } = await webhook({ eventTriggers: ["BOOKING_CREATED"] });
    const { id: type } = await desk.eventType();
    await desk.book(type, "2035-03-12T16:00:00Z");
    await desk.installation.drain();
    const [delivered] = await deliveries();
    const replayed = await call("POST", `${address}/deliveries/${delivered.id}/replay`);
    assert.deepEqual([replayed.status, replayed.body.data.status], [202, "pending"]);
    await desk.installation.drain();
    assert.equal(new Set(receiver.received.map(({ headers }) => headers["webhook-id"])).size, 1);
    assert.equal(receiver.received.length, 2);
    receiver.answers(() => 503);
    await desk.book(type, "2035-03-12T17:00:00Z");
    await desk.installation.drain();
    assert.equal((await call("POST", `${address}/deliveries/${(await deliveries())[0].id}/replay`)).status, 409);
    await call("PATCH", `${address}?id=${id}`, { active: false });
    assert.equal((await deliveries())[0].status, "discarded");
    assert.equal((await call("POST", `${address}/${id}/replay`, {})).status, 409);
    await call("PATCH", `${address}?id=${id}`, { active: true });
    receiver.answers(() => 200);
    const range = await call("POST", `${address}/${id}/replay`, { from: "2035-03-01T00:00:00Z" });
    assert.deepEqual([range.status, range.body.data.replayed], [202, 1]);
    await desk.installation.drain();
    assert.deepEqual(
      (await deliveries()).map(({ status }) => status),
      ["delivered", "delivered"],
    );
  });

  it("is what concerns the person, the event type or the team that a webhook is about", async () => {
    await fresh();
    const colleague = await desk.installation.member(desk.business.id, "manager");
    const { id: mine } = await desk.eventType();
    const team = (await call("POST", "/api/teams", { name: "Support" })).body.data;
    const byUser = await webhook({ userId: colleague.userId });
    const byType = await webhook({ eventTypeId: mine });
    const byTeam = await webhook({ teamId: team.id });
    const byOwner = await webhook({ userId: desk.business.userId });
    await desk.book(mine, "2035-03-13T16:00:00Z");
    await call("POST", "/api/out-of-office", { userId: colleague.userId, start: "2035-06-01", end: "2035-06-02" });
    await desk.installation.drain();
    const told = async (one: typeof byUser) => (await one.deliveries()).map(({ trigger }) => trigger);
    assert.deepEqual(await Promise.all([byUser, byType, byTeam, byOwner].map(told)), [
      ["OOO_CREATED"],
      ["BOOKING_CREATED"],
      [],
      ["BOOKING_CREATED"],
    ]);
  });

  it("is what a payload template makes of it", async () => {
    await fresh();
    const { id } = await webhook({
      payloadTemplate: '{"text": "New: {{ payload.title }}"}',
      eventTriggers: ["BOOKING_CREATED"],
    });
    await test(id);
    assert.deepEqual(receiver.received[0]!.json, { text: "New: 30-Min Consultation" });
  });

  it("is written anew by the mended template where that had failed, and never as the documented body", async () => {
    await fresh();
    const failing = '{"text": {% if payload.id == 501 %}"sample"{% endif %}}';
    const { id, deliveries } = await webhook({ payloadTemplate: failing, eventTriggers: ["BOOKING_CREATED"] });
    const { id: type } = await desk.eventType({ title: "Tea" });
    for (const start of ["2035-03-13T18:00:00Z", "2035-03-13T19:00:00Z"]) await desk.book(type, start);
    await desk.installation.drain();
    const [second, first] = await deliveries();
    assert.deepEqual([first.status, second.status], ["failed", "failed"]);
    const again = () => call("POST", `${address}/deliveries/${first.id}/replay`);
    const { data } = (await again()).body;
    assert.deepEqual([data.status, data.attempts], ["failed", 0]);
    assert.match(data.error, /no JSON/);
    assert.equal((await call("POST", `${address}/${id}/replay`, {})).body.data.replayed, 0);
    await call("PATCH", `${address}?id=${id}`, { payloadTemplate: '{"text": "{{ payload.type }}"}' });
    const mended = (await again()).body.data;
    assert.deepEqual([mended.status, mended.error], ["pending", null]);
    assert.equal((await call("POST", `${address}/${id}/replay`, {})).body.data.replayed, 1);
    await desk.installation.drain();
    const slug = (await call("GET", `/api/event-types?id=${type}`)).body.data.slug;
    assert.deepEqual(
      receiver.received.map(({ json }) => json),
      [{ text: slug }, { text: slug }],
    );
    assert.deepEqual(
      (await deliveries()).map(({ status }) => status),
      ["delivered", "delivered"],
    );
  });

  it("ends where the receiver says that it is gone, and where it moved nobody follows", async () => {
    await fresh();
    const { id, deliveries } = await webhook({ eventTriggers: ["BOOKING_CREATED"] });
    receiver.answers(() => ({ status: 302, headers: { location: receiver.url } }));
    const redirected = await test(id);
    assert.deepEqual([redirected.status, redirected.responseStatus, receiver.received.length], ["failed", 302, 1]);
    assert.match(redirected.error, /redirects are not followed/);
    receiver.answers(() => 410);
    const { id: type } = await desk.eventType();
    await desk.book(type, "2035-03-14T16:00:00Z");
    await desk.installation.drain();
    const { body } = await call("GET", `${address}?id=${id}`);
    assert.deepEqual([body.data.active, body.data.disabledReason], [false, "Its receiver answered 410: gone"]);
    assert.deepEqual([(await deliveries())[0].status, (await deliveries())[0].attempts], ["failed", 1]);
  });

  it("ends at a test too where the receiver says that it is gone", async () => {
    await fresh();
    const { id } = await webhook({ eventTriggers: ["BOOKING_CREATED"] });
    receiver.answers(() => 410);
    const { status, responseStatus } = await test(id);
    assert.deepEqual([status, responseStatus], ["failed", 410]);
    const { active, disabledReason } = (await call("GET", `${address}?id=${id}`)).body.data;
    assert.deepEqual([active, disabledReason], [false, "Its receiver answered 410: gone"]);
  });

  it("has arrived with the status, however long the receiver goes on talking", async () => {
    await fresh();
    const { id } = await webhook({ eventTriggers: ["BOOKING_CREATED"] });
    receiver.answers(() => ({ status: 200, headers: { "content-length": "100" }, body: "Thanks, and", breaks: true }));
    const { status, responseStatus, responseBody, error } = await test(id);
    assert.deepEqual([status, responseStatus, responseBody, error], ["delivered", 200, "Thanks, and", null]);
  });

  it("is given up after ten attempts; where nothing arrived for days the webhook ends, and its owner gets a mail", async () => {
    await fresh();
    const { id, deliveries } = await webhook({ eventTriggers: ["BOOKING_CREATED"] });
    const { id: type } = await desk.eventType();
    receiver.answers(() => 500);
    const failTenTimes = async (start: string) => {
      assert.equal((await desk.book(type, start)).status, 201);
      await desk.installation.drain();
      await desk.installation.asSystem(desk.business.id, ({ db }) =>
        db.updateTable("webhookDeliveries").set({ attempts: 9 }).where("status", "=", "pending").execute(),
      );
    };
    await failTenTimes("2035-03-15T16:00:00Z");
    receiver.answers(({ json }) => (json.payload.startTime === "2035-03-15T16:00:00Z" ? 500 : 200));
    await desk.book(type, "2035-03-15T17:00:00Z");
    // Arrives before the other one is tried for the last time.
    await desk.installation.drain();
    await pass(8);
    const state = async () => (await call("GET", `${address}?id=${id}`)).body.data;
    assert.deepEqual(
      [(await deliveries()).map(({ status }) => status), (await state()).active],
      [["delivered", "failed"], true],
    );
    receiver.answers(() => 500);
    await failTenTimes("2035-03-15T18:00:00Z");
    await pass(8);
    const { active, disabledReason } = await state();
    assert.deepEqual([active, disabledReason], [false, "Nothing could be delivered for days"]);
    const mails = await desk.installation.asSystem(0, ({ db }) =>
      db.selectFrom("messages").select(["recipient", "text"]).where("kind", "=", "webhookDisabled").execute(),
    );
    const mine = mails.filter(({ text }) => text.includes(`${receiver.url}/${counter}`));
    assert.deepEqual(
      mine.map(({ recipient }) => recipient),
      [desk.business.email],
    );
  });

  const kinds = () => receiver.received.map(({ json }) => json.triggerEvent as string);
});

/** The reference's own sample, word for word. */
function verifyWebhook(body: string, signature: any, secret: string) {
  const crypto = { createHmac, timingSafeEqual };
  const expected = crypto.createHmac("sha256", secret).update(body).digest("hex");
  return crypto.timingSafeEqual(Buffer.from(signature), Buffer.from(expected));
}

/** What happens has every field that the sample has, and the other way round: templates are tried with that. */
function assertLikeSample({ triggerEvent, payload }: Received["json"]) {
  const sample = triggers[triggerEvent as keyof typeof triggers].example as Fields;
  assert.deepEqual([...lacking(sample, payload), ...lacking(payload, sample)], [], triggerEvent);
}
type Fields = Record<string, any>;

function lacking(one: Fields, other: Fields): string[] {
  // What somebody asked, sent along or did differs from booking to booking; how a visitor booked is for mails alone.
  const free = ["responses", "metadata", "customFields", "change", "bookedAs"];
  return Object.entries(other).flatMap(([name, value]) => {
    if (!(name in one)) return name === "bookedAs" ? [] : [name];
    const [mine, theirs] = [one[name], value].map((it) => (Array.isArray(it) ? it[0] : it));
    const deeper = mine && theirs && typeof theirs === "object" && !free.includes(name);
    return deeper ? lacking(mine, theirs).map((inner) => `${name}.${inner}`) : [];
  });
}

function assertFits(json: Received["json"]) {
  assert.ok(isTrigger(json.triggerEvent), json.triggerEvent);
  const { error } = triggers[json.triggerEvent as keyof typeof triggers].payload.safeParse(json.payload);
  assert.ok(!error, `${json.triggerEvent}: ${error?.message}`);
}
