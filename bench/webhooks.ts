import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { sql } from "kysely";
import { type App, asSystem, jobTools } from "../src/app.ts";
import { readConfig } from "../src/config.ts";
import { exampleBooking } from "../src/domain/events/triggers/bookings.ts";
import { sendDueWebhooks } from "../src/domain/events/webhooks/sender.ts";
import { openInstallation } from "../src/open.ts";
import { createLog } from "../src/platform/log.ts";
import { outgoing } from "../src/platform/outgoing.ts";
import { iso } from "../src/platform/schemas.ts";
import { buildPorts, closePorts } from "../src/ports.ts";
import { makeBusiness } from "../test/support/installation.ts";

const count = 5000;

/**
 * Deliveries per second to a receiver on this machine, from the queue to the log, with an embedded database; beside it how
 * many bare requests of the same size reach it in the same run. Receiver and sender share one process, as they do in both.
 */
export async function benchWebhooks(folder: string) {
  const settings = {
    DATA_DIR: join(folder, "webhooks"),
    LOG_LEVEL: "error",
    WORKERS: "false",
    WEBHOOK_ALLOW_PRIVATE: "true",
  };
  const config = readConfig(settings);
  const ports = buildPorts(config);
  const { app, close } = await openInstallation(config, ports, createLog(config.LOG_LEVEL));
  const server = createServer((request, response) => request.resume().on("end", () => response.writeHead(204).end()));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  try {
    const draft = { name: "Salon", subdomain: "salon", email: "ada@example.com", timeZone: "UTC", currency: "usd" };
    const { id } = await makeBusiness(app, draft);
    const barePerSecond = await perSecond(() => sendBare(url));
    await queue(app, id, url, count);
    const deliveriesPerSecond = await perSecond(() => sendAll(app, id));
    return { barePerSecond, deliveriesPerSecond, timesBare: barePerSecond / deliveriesPerSecond };
  } finally {
    server.closeAllConnections();
    server.close();
    await close();
    await closePorts(ports);
  }
}

async function perSecond(work: () => Promise<void>): Promise<number> {
  const began = performance.now();
  await work();
  return Math.round(count / ((performance.now() - began) / 1000));
}

async function sendBare(url: string): Promise<void> {
  const body = JSON.stringify({ triggerEvent: "BOOKING_CREATED", payload: exampleBooking });
  const options = { method: "POST", body, timeoutMs: 5000, maxBytes: 1000, allowPrivate: true };
  let left = count;
  await Promise.all(
    Array.from({ length: 10 }, async () => {
      while (left-- > 0) await outgoing(url, options);
    }),
  );
}

async function sendAll(app: App, businessId: number): Promise<void> {
  for (;;) {
    await sendDueWebhooks.run(jobTools(app), { businessId }, { attempt: 1, last: false });
    const open = await asSystem(app, businessId, ({ db }) =>
      db.selectFrom("webhookDeliveries").select("id").where("finishedAt", "is", null).limit(1).executeTakeFirst(),
    );
    if (!open) return;
  }
}

/** As the subscriber leaves them, each about a thing of its own. */
const queue = (app: App, businessId: number, url: string, deliveries: number) =>
  asSystem(app, businessId, async ({ db, now, services }) => {
    const secret = services.secrets.seal("a secret of the receiver");
    await sql`
      with webhook as (
        insert into webhooks (business_id, subscriber_url, event_triggers, sealed_secret, created_at)
        values (${businessId}, ${url}, '{BOOKING_CREATED}', ${secret}, ${iso(now)}) returning id
      )
      insert into webhook_deliveries (business_id, webhook_id, message_id, event_id, trigger, subject, body, status, next_attempt_at, created_at)
      select ${businessId}, webhook.id, 'msg_' || number, number, 'BOOKING_CREATED', 'booking:' || number,
        ${JSON.stringify({ triggerEvent: "BOOKING_CREATED", payload: exampleBooking })}, 'pending', ${iso(now)}::timestamptz, ${iso(now)}::timestamptz
      from webhook, generate_series(1, ${deliveries}::int) number`.execute(db);
  });
