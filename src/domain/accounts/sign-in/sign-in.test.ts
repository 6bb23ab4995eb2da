import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import type { TestInstallation } from "../../../../test/support/installation.ts";
import { newAddress, newOwner, openAccountsInstallation, openBrowser, password } from "../browser.test-support.ts";
import { networkOf } from "../throttles.ts";

const signIn = "/api/account/sign-in";

describe("signing in", () => {
  let installation: TestInstallation;
  before(async () => {
    installation = await openAccountsInstallation();
    await newOwner(installation, "sarah@example.com");
  });
  after(() => installation.close());

  it("takes the right password, however the address is written, and acts in the business", async () => {
    const browser = openBrowser(installation);
    const { status, body } = await browser.post(signIn, { email: "Sarah@EXAMPLE.com", password });
    assert.equal(status, 200);
    assert.deepEqual([body.data.signedIn, body.data.secondFactor, body.data.business.role], [true, null, "owner"]);
    const created = await browser.post("/api/services/services", { name: "Haircut" });
    assert.equal(created.status, 201);
    const [{ actor }] = (await browser.get("/api/services/audit-log?action=service.created")).body;
    assert.deepEqual([actor.kind, actor.name], ["session", "Sarah Johnson"]);
  });

  it("answers byte for byte the same for a wrong password and an unknown address", async () => {
    const answers = [];
    for (const email of ["sarah@example.com", "nobody@example.com"]) {
      const { status, text, headers } = await openBrowser(installation).post(signIn, {
        email,
        password: "wrong password",
      });
      const { date: _, "x-request-id": __, ...rest } = headers;
      answers.push([status, text, rest]);
    }
    assert.equal(answers[0]![0], 401);
    assert.deepEqual(answers[0], answers[1]);
  });

  it("takes about as long for an unknown address as for a known one", async () => {
    const time = async (email: string) => {
      const browser = openBrowser(installation);
      const start = performance.now();
      await browser.post(signIn, { email, password: "wrong password" });
      return performance.now() - start;
    };
    const known = [];
    const unknown = [];
    for (let round = 0; round < 5; round++) {
      known.push(await time("sarah@example.com"));
      unknown.push(await time(`nobody${round}@example.com`));
    }
    const middle = (times: number[]) => times.sort((a, b) => a - b)[2]!;
    assert.ok(middle(unknown) > middle(known) / 2, `${middle(unknown)} ms against ${middle(known)} ms`);
  });

  it("stops guessing at one account, wherever the guesses come from, known or not", async () => {
    await newOwner(installation, "target@example.com");
    for (const email of ["target@example.com", "no-target@example.com"]) {
      const statuses = [];
      for (let guess = 0; guess < 11; guess++)
        statuses.push(
          (await openBrowser(installation).post(signIn, { email, password: `guess number ${guess}` })).status,
        );
      assert.deepEqual(statuses, [...Array(10).fill(401), 429]);
      const refused = await openBrowser(installation).post(signIn, { email, password });
      assert.deepEqual([refused.status, refused.body.error], [429, "RATE_LIMITED"], "not even the right one");
      assert.ok(Number(refused.headers["retry-after"]) > 60);
    }
  });

  it("stops one address that tries many accounts, and lets others go on", async () => {
    const address = newAddress();
    const statuses = [];
    for (let guess = 0; guess < 51; guess++)
      statuses.push(
        (await openBrowser(installation, address).post(signIn, { email: `user${guess}@example.com`, password })).status,
      );
    assert.deepEqual([statuses.indexOf(429), new Set(statuses.slice(0, 50)).size], [50, 1]);
    assert.equal((await openBrowser(installation).post(signIn, { email: "sarah@example.com", password })).status, 200);
  });

  it("does not count the right password", async () => {
    const address = newAddress();
    for (let round = 0; round < 12; round++) {
      const { status } = await openBrowser(installation, address).post(signIn, {
        email: "sarah@example.com",
        password,
      });
      assert.equal(status, 200);
    }
  });

  it("ends the session that the browser had", async () => {
    const browser = openBrowser(installation);
    await browser.post(signIn, { email: "sarah@example.com", password });
    const old = { cookie: browser.cookie! };
    await browser.post(signIn, { email: "sarah@example.com", password });
    assert.equal((await installation.send("GET", "/api/account/me", { headers: old })).status, 401);
    assert.equal((await browser.get("/api/account/me")).status, 200);
  });

  it("ends with signing out, at once", async () => {
    const browser = openBrowser(installation);
    await browser.post(signIn, { email: "sarah@example.com", password });
    const cookie = browser.cookie!;
    assert.equal((await browser.get("/api/account/me")).status, 200);
    const { status, body, headers } = await browser.post("/api/account/sign-out");
    assert.deepEqual([status, body.data], [200, { signedOut: true }]);
    assert.match(String(headers["set-cookie"]), /^schedly_session=; .*Expires=Thu, 01 Jan 1970/);
    assert.equal((await installation.send("GET", "/api/account/me", { headers: { cookie } })).status, 401);
  });

  describe("from another site's page", () => {
    const refused = async (headers: Record<string, string>, path = signIn) => {
      const {
        status,
        body,
        headers: answered,
      } = await openBrowser(installation).post(
        path,
        { email: "sarah@example.com", password },
        { "sec-fetch-site": "cross-site", ...headers },
      );
      assert.deepEqual([status, body.error, answered["set-cookie"]], [403, "FORBIDDEN", undefined]);
    };

    it("is refused though no cookie is sent yet: nobody is signed in as somebody else", async () => {
      await refused({ origin: "https://evil.example" });
      await refused({ "sec-fetch-site": "same-site" });
      await refused({}, "/api/invitations/accept");
      await refused({}, "/%61pi/%61ccount/sign-in");
    });

    it("is refused by Origin where a browser says no more", async () => {
      const browser = openBrowser(installation);
      const post = (origin: string) =>
        installation.send("POST", signIn, {
          body: { email: "sarah@example.com", password },
          headers: { origin, host: "localhost:3000", "x-forwarded-for": browser.address },
        });
      assert.equal((await post("https://evil.example")).status, 403);
      assert.equal((await post("null")).status, 403);
      assert.equal((await post("http://localhost:3000")).status, 200);
    });

    it("cannot write with the cookie, and can read only what it may not see", async () => {
      const browser = openBrowser(installation);
      await browser.post(signIn, { email: "sarah@example.com", password });
      const foreign = { origin: "https://evil.example", "sec-fetch-site": "cross-site" };
      for (const [method, path] of [
        ["POST", "/api/services/services"],
        ["PATCH", "/api/account/me"],
        ["DELETE", "/api/sessions?id=1"],
      ] as const)
        assert.equal((await browser.call(method, path, { name: "Mine" }, foreign)).status, 403, `${method} ${path}`);
      const read = await browser.call("GET", "/api/account/me", undefined, foreign);
      assert.equal(read.headers["access-control-allow-origin"], undefined);
    });

    it("cannot be a form: only JSON is read", async () => {
      const { status } = await installation.send("POST", signIn, {
        raw: JSON.stringify({ email: "sarah@example.com", password }),
        headers: { "content-type": "text/plain" },
      });
      assert.equal(status, 400);
    });
  });
});

describe("an installation of several processes", () => {
  it("counts guesses in the database, and many who sign in at once do not wait for each other", async () => {
    const installation = await openAccountsInstallation({ RATE_LIMIT: "database", DATABASE_POOL: "2" });
    try {
      await newOwner(installation, "sarah@example.com");
      const statuses = await Promise.all(
        Array.from({ length: 14 }, async (_, guess) => {
          const form = { email: "sarah@example.com", password: `guess number ${guess}` };
          return (await openBrowser(installation).post(signIn, form)).status;
        }),
      );
      assert.deepEqual(statuses.sort(), [...Array(10).fill(401), ...Array(4).fill(429)]);
    } finally {
      await installation.close();
    }
  });
});

describe("the network behind an address", () => {
  for (const [address, network] of [
    ["203.0.113.7", "203.0.113.7"],
    ["::ffff:203.0.113.7", "203.0.113.7"],
    ["2001:db8:1:2:aaaa:bbbb:cccc:dddd", "2001:db8:1:2::/64"],
    ["2001:0db8:0001:0002::1", "2001:db8:1:2::/64"],
    ["2001:db8::1", "2001:db8:0:0::/64"],
    ["::1", "0:0:0:0::/64"],
    ["fe80::1%eth0", "fe80:0:0:0::/64"],
  ] as const)
    it(`of ${address} is ${network}`, () => assert.equal(networkOf(address), network));
});
