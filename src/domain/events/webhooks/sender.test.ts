import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import {
  openTestInstallation,
  type TestBusiness,
  type TestInstallation,
} from "../../../../test/support/installation.ts";
import { jobTools } from "../../../app.ts";
import { openReceiver, type Receiver } from "./receiver.test-support.ts";
import { sendDueWebhooks } from "./sender.ts";
import { sweepDeliveries } from "./sweep.ts";

describe("the sender of webhooks", () => {
  let installation: TestInstallation;
  let business: TestBusiness;
  let receiver: Receiver;
  before(async () => {
    const settings = { CLOCK: "virtual", WEBHOOK_ALLOW_PRIVATE: "true" };
    installation = await openTestInstallation({ settings });
    business = await installation.business();
    receiver = await openReceiver();
  });
  after(async () => {
    await installation.close();
    await receiver.close();
  });

  const once = { attempt: 1, last: false };
  const send = () => sendDueWebhooks.run(jobTools(installation.app), { businessId: business.id }, once);
  const pass = (seconds: number) => {
    const clock = installation.app.services.clock!;
    clock.setOffset(clock.offset() + seconds * 1000);
  };
  async function queued() {
    receiver.received.length = 0;
    const draft = { subscriberUrl: receiver.url, eventTriggers: ["BOOKING_CREATED"] };
    const { id } = (await business.call("POST", "/api/webhooks", draft)).body.data;
    const { body } = await business.call("POST", `/api/webhooks/${id}/test`, {});
    return { id: body.data.id as number, webhookId: id as number };
  }
  const delivery = async (id: number) => (await business.call("GET", `/api/webhooks/deliveries?id=${id}`)).body.data;
  const write = (table: "webhookDeliveries", id: number, values: object) =>
    installation.asSystem(business.id, ({ db }) =>
      db.updateTable(table).set(values).where("businessId", "=", business.id).where("id", "=", id).execute(),
    );
  const inOneMinute = () => new Date(installation.app.clock.now() + 60_000).toISOString();

  it("takes up what another one had when it died, once its time is over", async () => {
    const { id } = await queued();
    await write("webhookDeliveries", id, { status: "sending", leaseUntil: inOneMinute() });
    await send();
    assert.deepEqual([receiver.received.length, (await delivery(id)).status], [0, "sending"]);
    pass(61);
    await send();
    assert.deepEqual([receiver.received.length, (await delivery(id)).status], [1, "delivered"]);
  });

  it("is one at a time, and another takes its place when it is silent", async () => {
    const { id } = await queued();
    await installation.asSystem(business.id, ({ db }) =>
      db
        .updateTable("webhookSenders" as never)
        .set({ runningUntil: inOneMinute() } as never)
        .execute(),
    );
    await send();
    assert.equal((await delivery(id)).status, "pending");
    pass(61);
    await Promise.all([send(), send(), send()]);
    assert.deepEqual([receiver.received.length, (await delivery(id)).status], [1, "delivered"]);
  });

  it("asks nothing of the installation's own network where that is not allowed", async () => {
    const { id } = await queued();
    const services = installation.app.services as { settings: Record<string, unknown> };
    const before = services.settings;
    services.settings = { ...before, WEBHOOK_ALLOW_PRIVATE: false };
    await send();
    services.settings = before;
    const { status, error } = await delivery(id);
    assert.deepEqual([receiver.received.length, status], [0, "failed"]);
    assert.match(error, /own network/);
  });

  it("leaves a log that is cleared away after 30 days", async () => {
    const { id } = await queued();
    await send();
    const sweep = () => sweepDeliveries.run(jobTools(installation.app), {}, once);
    await sweep();
    assert.equal((await delivery(id)).log.length, 1);
    pass(31 * 24 * 3600);
    await sweep();
    assert.equal(await delivery(id), undefined);
  });
});
