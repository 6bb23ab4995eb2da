import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import {
  openTestInstallation,
  type TestBusiness,
  type TestInstallation,
} from "../../../../test/support/installation.ts";
import { exampleBooking } from "../triggers/bookings.ts";
import { triggerNames } from "../triggers/catalog.ts";
import { openReceiver, type Receiver } from "./receiver.test-support.ts";

describe("a slow receiver", () => {
  let installation: TestInstallation;
  const receivers: Receiver[] = [];
  before(async () => {
    installation = await openTestInstallation({ settings: { WEBHOOK_ALLOW_PRIVATE: "true" }, workers: true });
  });
  after(async () => {
    for (const receiver of receivers) await receiver.close();
    await installation.close();
  });

  async function receiver(...parameters: Parameters<typeof openReceiver>) {
    const opened = await openReceiver(...parameters);
    receivers.push(opened);
    return opened;
  }
  async function subscribe({ call }: TestBusiness, { url }: Receiver, eventTriggers: string[]) {
    const { status, body, text } = await call("POST", "/api/webhooks", { subscriberUrl: url, eventTriggers });
    assert.equal(status, 201, text);
    return body.data.id as number;
  }
  /** News of `count` bookings, `times` of each. */
  const bookings = ({ id }: TestBusiness, count: number, times = 1) =>
    installation.asSystem(id, async (context) => {
      for (let index = 0; index < count * times; index++) {
        const about = { id: index % count, sequence: Math.floor(index / count) };
        const payload = { ...exampleBooking, ...about };
        context.emit({ trigger: "BOOKING_CREATED", subject: `booking:${about.id}`, payload });
      }
    });
  async function appointment({ call }: TestBusiness) {
    const service = (await call("POST", "/api/services/services", { name: "Haircut", duration: 30, price: 3500 })).body;
    const customer = (await call("POST", "/api/services/customers", { name: "Emily", email: "emily@example.com" }))
      .body;
    const times = { startTime: "2035-03-08T18:00:00Z", endTime: "2035-03-08T18:30:00Z" };
    const draft = { serviceId: service.id, customerId: customer.id, ...times };
    const { status, text } = await call("POST", "/api/services/appointments", draft);
    assert.equal(status, 201, text);
  }
  async function within(seconds: number, what: string, isSo: () => boolean | Promise<boolean>) {
    const ends = performance.now() + seconds * 1000;
    while (!(await isSo())) {
      assert.ok(performance.now() < ends, `${what} within ${seconds} seconds`);
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
  }

  it("keeps nothing from the others of its business", async () => {
    const business = await installation.business();
    const fast = await receiver();
    await subscribe(business, fast, triggerNames);
    for (let count = 0; count < 2; count++)
      await subscribe(business, await receiver(() => "hang"), ["BOOKING_CREATED"]);
    await bookings(business, 60);
    await within(8, "all bookings are told", () => fast.received.length === 60);
    await appointment(business);
    await within(4, "the appointment is told", () => fast.received.length === 61);
    assert.equal(fast.received.at(-1)!.json.triggerEvent, "SERVICE_BOOKING_CREATED");
  });

  it("keeps nothing from other businesses", async () => {
    for (let count = 0; count < 5; count++) {
      const business = await installation.business();
      await subscribe(business, await receiver(() => "hang"), ["BOOKING_CREATED"]);
      await bookings(business, 30);
    }
    const business = await installation.business();
    const fast = await receiver();
    await subscribe(business, fast, ["BOOKING_CREATED"]);
    await bookings(business, 1);
    await within(8, "a booking is told", () => fast.received.length === 1);
  });

  it("gets all that it is told of, in order, and few at once", async () => {
    const business = await installation.business();
    let open = 0;
    const mostOpen: number[] = [];
    const slow = await receiver(async (_, count) => {
      mostOpen[count] = ++open;
      await new Promise((resolve) => setTimeout(resolve, 2200));
      open--;
      return 200;
    });
    const webhookId = await subscribe(business, slow, ["BOOKING_CREATED"]);
    await bookings(business, 6, 2);
    const delivered = async () =>
      (await business.call("GET", `/api/webhooks/deliveries?webhookId=${webhookId}&status=delivered`)).body.pagination;
    await within(15, "all are delivered", async () => (await delivered()).total === 12);
    const told = slow.received.map(({ json }) => [json.payload.id, json.payload.sequence] as const);
    for (const [, sequences] of Map.groupBy(told, ([id]) => id))
      assert.deepEqual(
        sequences.map(([, sequence]) => sequence),
        [0, 1],
      );
    assert.equal(told.length, 12, "none comes twice");
    assert.ok(Math.max(...mostOpen.slice(7)) <= 4, `${mostOpen} at once`);
  });
});
