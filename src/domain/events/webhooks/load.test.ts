import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { sql } from "kysely";
import {
  openTestInstallation,
  type TestBusiness,
  type TestInstallation,
} from "../../../../test/support/installation.ts";
import { jobTools } from "../../../app.ts";
import { exampleBooking } from "../triggers/bookings.ts";
import { openReceiver, type Receiver } from "./receiver.test-support.ts";
import { sendDueWebhooks } from "./sender.ts";

const events = 10_000;
const subjects = 400;

describe("webhooks under load", () => {
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

  const open = async () => {
    const { rows } = await installation.asSystem(business.id, ({ db }) =>
      sql<{ status: string; count: number }>`
        select status, count(*) as count from webhook_deliveries where business_id = ${business.id} group by status`.execute(
        db,
      ),
    );
    return Object.fromEntries(rows.map(({ status, count }) => [status, count]));
  };

  /** What the job does, without its queue's pauses. */
  const sendDue = () =>
    sendDueWebhooks.run(jobTools(installation.app), { businessId: business.id }, { attempt: 1, last: false });

  it("deliver 10,000 events to a receiver that fails every fifth call and dies twice: all of them, in order per subject", async () => {
    const draft = {
      subscriberUrl: receiver.url,
      eventTriggers: ["BOOKING_CREATED"],
      secret: "a secret of the receiver",
    };
    const { id } = (await business.call("POST", "/api/webhooks", draft)).body.data;
    // Half of it through the subscribers would take longer than the sending; they are tested elsewhere.
    await installation.asSystem(business.id, async (context) => {
      await sql`
        insert into webhook_deliveries (business_id, webhook_id, message_id, event_id, trigger, subject, body, status, next_attempt_at, created_at)
        select ${business.id}, ${id}, 'msg_' || number, number, 'BOOKING_CREATED', 'booking:' || number % ${subjects},
          jsonb_build_object('triggerEvent', 'BOOKING_CREATED', 'payload', ${JSON.stringify(exampleBooking)}::jsonb
            || jsonb_build_object('id', number % ${subjects}, 'sequence', number / ${subjects}))::text,
          'pending', case when number < ${subjects} then ${new Date(context.now).toISOString()}::timestamptz end, ${new Date(context.now).toISOString()}::timestamptz
        from generate_series(0, ${events - 1}) number`.execute(context.db);
    });
    let dead = false;
    let state = 12_345;
    const random = () => {
      state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
      return state / 2_147_483_648;
    };
    const deaths = [2000, 6000];
    const accepted: { id: number; sequence: number }[] = [];
    receiver.answers(({ json }) => {
      if (accepted.length >= (deaths[0] ?? Number.POSITIVE_INFINITY)) {
        deaths.shift();
        dead = true;
      }
      if (dead) return "cut";
      if (random() < 0.2) return 500;
      accepted.push(json.payload);
      return 200;
    });
    for (let round = 0; ; round++) {
      await sendDue();
      const { pending = 0 } = await open();
      if (pending === 0) break;
      assert.ok(round < 60, `${pending} are still waiting`);
      dead = false;
      // Hours pass: whatever waits for another attempt is due.
      const clock = installation.app.services.clock!;
      clock.setOffset(clock.offset() + 27 * 3600_000);
    }
    assert.equal(deaths.length, 0, "it died twice");
    assert.deepEqual(await open(), { delivered: events });
    const furthest = new Map<number, number>();
    for (const { id, sequence } of accepted) {
      const last = furthest.get(id) ?? -1;
      // At least once: what was answered and not heard may come again, but nothing overtakes.
      assert.ok(sequence === last + 1 || sequence <= last, `of ${id}, ${sequence} after ${last}`);
      furthest.set(id, Math.max(last, sequence));
    }
    assert.equal(furthest.size, subjects);
    assert.ok([...furthest.values()].every((last) => last === events / subjects - 1));
  });
});
