import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import {
  openTestInstallation,
  type TestBusiness,
  type TestInstallation,
} from "../../../../test/support/installation.ts";
import { job } from "../../../platform/operation.ts";
import { sendQueuedMessage } from "../messages/send.ts";
import { type Sms, SmsRefused } from "./port.ts";
import { queueSms } from "./queue.ts";

describe("text messages", () => {
  let installation: TestInstallation;
  let salon: TestBusiness;
  const taken: Sms[] = [];
  /** What the service answers, one after the other; accepts when there is nothing left. */
  const answers: SmsRefused[] = [];
  before(async () => {
    installation = await openTestInstallation({
      ports: {
        sms: {
          mode: "live",
          async send(sms) {
            const refusal = answers.shift();
            if (refusal) throw refusal;
            taken.push(sms);
            return { providerId: "SM1" };
          },
          close: async () => {},
        },
      },
    });
    salon = await installation.business();
  });
  after(() => installation.close());

  async function send(dedupeKey: string, last = false) {
    const { asSystem, app } = installation;
    const draft = { kind: "workflow" as const, to: "+14155550100", text: "See you", from: "Salon", dedupeKey };
    const messageId = (await asSystem(salon.id, (context) => queueSms(context, draft)))!;
    const tools = { inBusiness: asSystem, ports: app.ports, services: app.services } as never;
    return {
      attempt: () => job(sendQueuedMessage).run(tools, { businessId: salon.id, messageId }, { attempt: 1, last }),
      again: () => asSystem(salon.id, (context) => queueSms(context, draft)),
      state: async () => (await salon.call("GET", `/api/messages?id=${messageId}`)).body.data,
    };
  }

  it("leave once, with their sender's name", async () => {
    const { attempt, again, state } = await send("one");
    assert.equal((await state()).status, "queued");
    await attempt();
    assert.deepEqual(taken, [{ to: "+14155550100", text: "See you", from: "Salon" }]);
    const { channel, status, mode, subject, html } = await state();
    assert.deepEqual([channel, status, mode, subject, html], ["sms", "sent", "live", null, null]);
    assert.equal(await again(), null);
  });

  it("wait for another attempt where the service is busy, and fail at once where it refuses them for good", async () => {
    const busy = new SmsRefused("The service is busy", false);
    answers.push(busy);
    const { attempt, state } = await send("two");
    await assert.rejects(attempt, busy);
    assert.deepEqual([(await state()).status, (await state()).error], ["queued", "The service is busy"]);
    await attempt();
    assert.equal((await state()).status, "sent");
    answers.push(new SmsRefused("There is no such number", true));
    const hopeless = await send("three");
    await hopeless.attempt();
    assert.deepEqual(
      [(await hopeless.state()).status, (await hopeless.state()).error],
      ["failed", "There is no such number"],
    );
  });
});
