import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { prepareWorlds } from "../bench/http/prepare.ts";
import type { World } from "../bench/http/world.ts";
import { type Running, start } from "./support/processes.ts";

const kills = 20;
const clients = 6;
const halfHour = 1_800_000;

type Booked = { uid: string; startTime: string; employee: { id: number } };
type Attempt = { key: string; body: object };

describe("a server that is killed in the middle of a booking load", () => {
  const folder = mkdtempSync(join(tmpdir(), "schedly-crash-"));
  const environment = {
    DATA_DIR: folder,
    PORT: "0",
    HOST: "127.0.0.1",
    LOG_LEVEL: "error",
    RATE_LIMIT: "off",
    DATABASE_URL: "",
  };
  let world: World;
  before(async () => {
    [world] = (await prepareWorlds(environment, ["crash"], 4)) as [World];
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  const serve = () => start("src/main.ts", ["start"], environment, /(http:\/\/(?:127\.0\.0\.1|localhost):\d+)/);
  const book = async (server: Running, { key, body }: Attempt) => {
    const response = await fetch(`${server.url}/api/services/book`, {
      method: "POST",
      headers: { "content-type": "application/json", "idempotency-key": key },
      body: JSON.stringify(body),
    });
    return { status: response.status, body: (await response.json()) as Booked };
  };

  it(`loses no acknowledged booking and doubles none, ${kills} times over`, async (context) => {
    const acknowledged: Booked[] = [];
    let unanswered: Attempt[] = [];
    let number = 0;
    const first = Math.ceil(Date.now() / 3_600_000) * 3_600_000 + 3_600_000;
    const next = (): Attempt => {
      number++;
      // Every third attempt wants a slot that somebody else may be at, so that there are conflicts as well.
      const slot = number % 3 === 0 ? Math.max(0, number - 4) : number;
      const startTime = new Date(first + Math.floor(slot / world.employeeIds.length) * halfHour).toISOString();
      const employeeId = world.employeeIds[slot % world.employeeIds.length];
      return {
        key: `attempt-${number}`,
        body: {
          subdomain: world.subdomain,
          serviceId: world.serviceId,
          employeeId,
          startTime,
          name: `Customer ${number}`,
          email: `c${number % 50}@example.com`,
        },
      };
    };

    for (let round = 1; round <= kills; round++) {
      const server = await serve();
      // What got no answer before the last kill is asked again with the same key: it was booked once, or is booked now.
      for (const attempt of unanswered) {
        const { status, body } = await book(server, attempt);
        assert.ok(status === 201 || status === 409, `retry answered ${status}`);
        if (status === 201) acknowledged.push(body);
      }
      unanswered = [];
      let killed = false;
      const load = Array.from({ length: clients }, async () => {
        while (!killed) {
          const attempt = next();
          try {
            const { status, body } = await book(server, attempt);
            if (status === 201) acknowledged.push(body);
            else assert.ok(status === 409 || (status === 503 && killed), `answered ${status}`);
          } catch (error) {
            if (!killed) throw error;
            unanswered.push(attempt);
          }
        }
      });
      await new Promise((resolve) => setTimeout(resolve, 150 + ((round * 97) % 250)));
      killed = true;
      server.process.kill("SIGKILL");
      await Promise.all(load);
    }

    const server = await serve();
    const stored: Booked[] = [];
    for (let next: string | null = "/api/services/appointments?limit=200"; next; ) {
      const response: Response = await fetch(`${server.url}${next}`, { headers: { "cal-api-key": world.key } });
      stored.push(...((await response.json()) as Booked[]));
      const link = /<([^>]+)>; rel="next"/.exec(response.headers.get("link") ?? "")?.[1];
      next = link ? link.slice(new URL(link).origin.length) : null;
    }
    await server.stop();
    const uids = new Set(stored.map(({ uid }) => uid));
    assert.deepEqual(
      acknowledged.filter(({ uid }) => !uids.has(uid)),
      [],
      "an acknowledged booking is gone",
    );
    const taken = stored.map(({ startTime, employee }) => `${employee.id} ${startTime}`);
    assert.equal(new Set(taken).size, taken.length, "a slot is booked twice");
    assert.ok(acknowledged.length > kills * 5, `only ${acknowledged.length} bookings were made`);
    context.diagnostic(`${acknowledged.length} acknowledged, ${stored.length} stored, ${number} attempts`);
  });
});
