import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { startEmbedded } from "../src/platform/postgres/embedded.ts";
import { memoryOf, start } from "../test/support/processes.ts";
import { benchAvailability, benchKey } from "./http/availability.ts";
import { benchBooking, benchRace } from "./http/booking.ts";
import { benchEventBooking, benchEventSlots } from "./http/event-types.ts";
import { prepareWorlds } from "./http/prepare.ts";
import type { World } from "./http/world.ts";
import { benchMcp } from "./mcp.ts";
import { benchOAuth } from "./oauth.ts";
import { benchSlots } from "./slots.ts";
import { benchWeb } from "./web.ts";
import { benchWebhooks } from "./webhooks.ts";

// Every figure is a ratio, or compared with a baseline of the same run: machines are noisy. Results go to bench/results.json,
// unless only some parts are asked for by name: `npm run bench -- http`.

const listening = /(http:\/\/(?:127\.0\.0\.1|localhost):\d+)/;
const folder = mkdtempSync(join(tmpdir(), "schedly-bench-"));
const results: Record<string, unknown> = { node: process.version, at: new Date().toISOString() };

function tell(name: string, figures: unknown) {
  results[name] = figures;
  console.log(`\n${name}`);
  console.log(JSON.stringify(figures, null, 2));
}

/** How long `npm start` takes from the first line to the first answer, on an empty folder and on its own data. */
async function benchStart() {
  const environment = { DATA_DIR: join(folder, "start"), PORT: "0", LOG_LEVEL: "error" };
  const first = await start("src/main.ts", ["start"], environment, listening);
  await first.stop();
  const again: number[] = [];
  for (let round = 0; round < 3; round++) {
    const running = await start("src/main.ts", ["start"], environment, listening);
    again.push(running.milliseconds);
    await running.stop();
  }
  return { firstMilliseconds: first.milliseconds, againMilliseconds: again.toSorted((a, b) => a - b)[1] };
}

async function benchHttp() {
  const embedded = await startEmbedded(join(folder, "http"));
  const { host, user, database } = embedded.connection as { host: string; user: string; database: string };
  const databaseUrl = `postgres://${user}@/${database}?host=${encodeURIComponent(host)}`;
  const environment = {
    DATABASE_URL: databaseUrl,
    DATA_DIR: join(folder, "http"),
    PORT: "0",
    LOG_LEVEL: "error",
    RATE_LIMIT: "off",
  };
  const worlds = await prepareWorlds(environment, ["few", "some", "many", "booked"]);
  const server = await start("src/main.ts", ["start"], { ...environment, HOST: "127.0.0.1" }, listening);
  const url = server.url.replace("localhost", "127.0.0.1");
  const baseline = await start("bench/http/baseline.ts", [], { BASELINE_URL: databaseUrl }, listening);
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  const booked = worlds[3]!;
  const told = () => everybodyTold(client, booked);
  try {
    tell("availability of a provider's day over HTTP", await benchAvailability(client, url, baseline.url, worlds));
    tell("what an API key adds", await benchKey(url, worlds[0]!));
    tell("tools of the MCP server", await benchMcp(url, worlds[0]!));
    tell("booking over HTTP", await benchBooking(url, baseline.url, booked, told));
    tell("fifty race for one slot", await benchRace(url, booked));
    tell("slots of an event type over HTTP", await benchEventSlots(url, baseline.url, worlds[0]!));
    tell("booking an event type over HTTP", await benchEventBooking(url, baseline.url, booked, told));
    const postgres = await serverPid(client);
    const memory = () => {
      const [node, database] = [memoryOf(server.process.pid!), memoryOf(postgres)];
      return { node, postgres: database, together: node !== null && database !== null ? node + database : null };
    };
    tell("memory at the end of the load, MB", memory());
    await told();
    // And then for the process to notice (platform/memory.ts).
    await sleep(25_000);
    tell("memory after the load, everybody told and a moment of quiet, MB", memory());
  } finally {
    await client.end();
    await Promise.all([server.stop(), baseline.stop()]);
    await embedded.stop();
  }
}

/** Waits for the mails of the bookings before, which would be written during what is measured next. At most two minutes. */
async function everybodyTold(client: pg.Client, { businessId }: World): Promise<void> {
  for (const until = Date.now() + 120_000; Date.now() < until; await sleep(500)) {
    await client.query("begin");
    await client.query("select set_config('app.business_id', $1, true)", [String(businessId)]);
    const { rows } = await client.query("select from events where dispatched_at is null limit 1");
    await client.query("commit");
    if (rows.length === 0) return;
  }
}

/** The postmaster's process id: the parent of the process behind a connection. */
async function serverPid(client: pg.Client): Promise<number> {
  const { rows } = await client.query("select pg_backend_pid() as pid");
  const { readFileSync } = await import("node:fs");
  return Number(/^\d+ \(.*\) \S (\d+)/s.exec(readFileSync(`/proc/${rows[0].pid}/stat`, "utf8"))?.[1]);
}

const parts: Record<string, () => unknown> = {
  slots: () => tell("slot engine, in process", benchSlots()),
  oauth: async () => tell("OAuth access tokens, in process", await benchOAuth()),
  start: async () => tell("start", await benchStart()),
  webhooks: async () => tell("webhook deliveries to a receiver on this machine", await benchWebhooks(folder)),
  http: benchHttp,
  web: async () => tell("pages on a phone, by Lighthouse", await benchWeb()),
};
const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !(name in parts));
try {
  if (unknown.length > 0)
    throw new Error(`No such part: ${unknown.join(", ")}. There are ${Object.keys(parts).join(", ")}.`);
  for (const [name, part] of Object.entries(parts)) if (wanted.length === 0 || wanted.includes(name)) await part();
  if (wanted.length === 0)
    writeFileSync(new URL("results.json", import.meta.url), `${JSON.stringify(results, null, 2)}\n`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
