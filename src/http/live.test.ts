import assert from "node:assert/strict";
import type { AddressInfo } from "node:net";
import { after, before, describe, it } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { openTestInstallation, type TestBusiness, type TestInstallation } from "../../test/support/installation.ts";
import { startSession } from "../domain/accounts/sessions/store.ts";
import { sessionCookie } from "./credentials.ts";

const origins = new Map<TestInstallation, string>();
async function listening(options: Parameters<typeof openTestInstallation>[0] = {}) {
  const installation = await openTestInstallation(options);
  await installation.server.listen({ host: "127.0.0.1", port: 0 });
  const { port } = installation.server.server.address() as AddressInfo;
  origins.set(installation, `http://127.0.0.1:${port}`);
  return installation;
}

/** The stream as a page hears it: `next()` is the next news, or "ended". */
async function hear(installation: TestInstallation, headers: Record<string, string>) {
  const leaving = new AbortController();
  const response = await fetch(`${origins.get(installation)}/api/live`, { headers, signal: leaving.signal });
  const news: unknown[] = [];
  let ended = false;
  let wake = () => {};
  const reading = (async () => {
    const decoder = new TextDecoder();
    for await (const chunk of response.body!)
      for (const line of decoder.decode(chunk as Uint8Array).split("\n"))
        if (line.startsWith("data: ")) {
          news.push(JSON.parse(line.slice(6)));
          wake();
        }
  })()
    .catch(() => {})
    .finally(() => {
      ended = true;
      wake();
    });
  return {
    status: response.status,
    type: response.headers.get("content-type"),
    news,
    async next(): Promise<any> {
      const late = AbortSignal.timeout(5000);
      while (news.length === 0) {
        if (ended) return "ended";
        await new Promise<void>((resolve, reject) => {
          wake = resolve;
          late.addEventListener("abort", () => reject(new Error("No news within five seconds")));
        });
      }
      return news.shift();
    },
    async leave() {
      leaving.abort();
      await reading;
    },
  };
}

describe("live updates", () => {
  let installation: TestInstallation;
  let salon: TestBusiness;
  let other: TestBusiness;
  before(async () => {
    installation = await listening();
    salon = await installation.business();
    other = await installation.business();
  });
  after(() => installation.close());

  const signIn = async (business: TestBusiness): Promise<Record<string, string>> => {
    let token = "";
    await installation.asSystem(0, (context) =>
      startSession(
        {
          ...context,
          setSession: (session) => {
            token = session!.token;
          },
        },
        business.userId,
        business.id,
      ),
    );
    return { cookie: `${sessionCookie}=${token}` };
  };
  const rename = (business: TestBusiness, name: string) =>
    business.call("POST", "/api/services/customers", { name, email: `${name}@example.com` });

  it("tell a signed-in member which nouns changed, and nothing else", async () => {
    const stream = await hear(installation, await signIn(salon));
    assert.deepEqual([stream.status, stream.type], [200, "text/event-stream; charset=utf-8"]);
    assert.equal((await rename(salon, "maria")).status, 201);
    assert.deepEqual(await stream.next(), { nouns: ["customers"] });
    await stream.leave();
  });

  it("are the business's own", async () => {
    const stream = await hear(installation, await signIn(salon));
    await rename(other, "elsewhere");
    const service = await salon.call("POST", "/api/services/services", { name: "Haircut" });
    assert.equal(service.status, 201);
    assert.deepEqual(await stream.next(), { nouns: ["services"] });
    await stream.leave();
  });

  it("tell of appointments and of time that is blocked", async () => {
    const stream = await hear(installation, await signIn(salon));
    const times = { startTime: "2030-05-06T17:00:00Z", endTime: "2030-05-06T18:00:00Z" };
    const { body } = await salon.call("GET", "/api/services/employees");
    const block = await salon.call("POST", "/api/services/time-blocks", { ...times, employeeId: body[0].id });
    assert.equal(block.status, 201);
    assert.ok((await stream.next()).nouns.includes("time-blocks"));
    await stream.leave();
  });

  it("do not tell what was refused or only tried", async () => {
    const stream = await hear(installation, await signIn(salon));
    const refused = await salon.call("POST", "/api/services/customers", { name: "", email: "no address" });
    assert.equal(refused.status, 422);
    const tried = await salon.call("POST", "/api/services/services", { name: "Never" }, { "schedly-dry-run": "true" });
    await salon.call("POST", "/api/services/services", { name: "Shave" });
    assert.deepEqual(await stream.next(), { nouns: ["services"] });
    assert.ok(tried.status < 500);
    await stream.leave();
  });

  it("tell what another process did", async () => {
    const second = await listening({ database: installation.database });
    const stream = await hear(second, await signIn(salon));
    await rename(salon, "paula");
    assert.deepEqual(await stream.next(), { nouns: ["customers"] });
    await stream.leave();
    await second.close();
  });

  it("end with the session", async () => {
    const headers = await signIn(salon);
    const stream = await hear(installation, headers);
    const out = await installation.send("POST", "/api/account/sign-out", {
      headers: { ...headers, "sec-fetch-site": "same-origin" },
    });
    assert.ok(out.status < 300);
    assert.equal(await stream.next(), "ended");
  });

  it("are for people who are signed in", async () => {
    for (const headers of [{}, { "cal-api-key": salon.key }] as Record<string, string>[]) {
      const stream = await hear(installation, headers);
      assert.equal(stream.status, 401);
    }
  });

  it("are limited to twenty windows of a person, also of those that open at once", async (t) => {
    const headers = await signIn(other);
    const { news } = installation.app;
    const { listen } = news;
    // As long as it may take at first, when the database is busy.
    t.mock.method(news, "listen", (hearer: Parameters<typeof listen>[0]) => sleep(100).then(() => listen(hearer)));
    const open = await Promise.all(Array.from({ length: 30 }, () => hear(installation, headers)));
    const statuses = open.map(({ status }) => status).sort();
    assert.deepEqual([statuses.indexOf(429), statuses.length], [20, 30]);
    assert.equal((await hear(installation, headers)).status, 429);
    await Promise.all(open.map((stream) => stream.leave()));
  });
});
