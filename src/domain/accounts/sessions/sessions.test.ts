import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import type { TestInstallation } from "../../../../test/support/installation.ts";
import { jobTools } from "../../../app.ts";
import {
  newOwner,
  openAccountsInstallation,
  openBrowser,
  password,
  signUpForm,
  wait,
} from "../browser.test-support.ts";
import { sweepAccounts } from "../sweep.ts";

const address = "/api/sessions";
const day = 24 * 60;

describe("sessions", () => {
  let installation: TestInstallation;
  before(async () => {
    installation = await openAccountsInstallation();
  });
  after(() => installation.close());

  const signIn = async (email: string) => {
    const browser = openBrowser(installation);
    await browser.post("/api/account/sign-in", { email, password }, { "user-agent": "Phone 2" });
    return browser;
  };
  const isSignedIn = async (browser: ReturnType<typeof openBrowser>) =>
    (await browser.get("/api/account/me")).status === 200;

  it("are listed with browser, address and last use; this one is marked", async () => {
    const browser = await newOwner(installation, "sarah@example.com");
    const phone = await signIn("sarah@example.com");
    const { body } = await browser.get(address);
    assert.deepEqual(
      body.data.map((session: any) => [session.userAgent, session.address, session.current]),
      [
        ["Phone 2", phone.address, false],
        ["Test Browser 1.0", browser.address, true],
      ],
    );
    assert.deepEqual(body.pagination, { total: 2, nextCursor: null });
    assert.deepEqual(Object.keys(body.data[0]).sort(), [
      "address",
      "createdAt",
      "current",
      "expiresAt",
      "id",
      "lastSeenAt",
      "userAgent",
    ]);
    const firstPage = (await browser.get(`${address}?limit=1`)).body;
    const nextPage = (await browser.get(`${address}?limit=1&cursor=${firstPage.pagination.nextCursor}`)).body;
    assert.deepEqual([...firstPage.data, ...nextPage.data], body.data);
    assert.equal((await browser.get(`${address}?cursor=nonsense`)).status, 400);
  });

  it("end one by one, at once", async () => {
    const browser = await newOwner(installation, "james@example.com");
    const phone = await signIn("james@example.com");
    assert.equal(await isSignedIn(phone), true);
    const [{ id }] = (await browser.get(address)).body.data;
    const { body } = await browser.call("DELETE", `${address}?id=${id}`);
    assert.deepEqual(body.data, { id, deleted: true });
    assert.equal(await isSignedIn(phone), false);
    assert.equal((await browser.call("DELETE", `${address}?id=${id}`)).status, 404);
  });

  it("end all but this one", async () => {
    const browser = await newOwner(installation, "emily@example.com");
    const others = [await signIn("emily@example.com"), await signIn("emily@example.com")];
    assert.deepEqual((await browser.post(`${address}/end-others`)).body.data, { ended: 2 });
    assert.equal(await isSignedIn(browser), true);
    for (const other of others) assert.equal(await isSignedIn(other), false);
  });

  it("of others are out of reach", async () => {
    const browser = await newOwner(installation, "one@example.com");
    const other = await newOwner(installation, "two@example.com");
    const [{ id }] = (await other.get(address)).body.data;
    assert.equal((await browser.call("DELETE", `${address}?id=${id}`)).status, 404);
    assert.equal(await isSignedIn(other), true);
  });

  it("are nothing that an API key sees or ends", async () => {
    const salon = await installation.business();
    assert.equal((await salon.call("GET", address)).status, 403);
    assert.equal((await salon.call("POST", `${address}/end-others`)).status, 403);
    assert.equal((await installation.send("GET", address)).status, 401);
  });

  it("end after thirty days without use, and use moves that along", async () => {
    const browser = await newOwner(installation, "slow@example.com");
    for (let month = 0; month < 3; month++) {
      wait(installation, 29 * day);
      assert.equal(await isSignedIn(browser), true);
      // The use is written down beside the request.
      await sleep(50);
    }
    wait(installation, 30 * day + 1);
    assert.equal(await isSignedIn(browser), false);
  });

  it("and links are forgotten once they have expired", async () => {
    await newOwner(installation, "past@example.com");
    const left = () =>
      installation.asSystem(0, async ({ db }) => [
        (await db.selectFrom("sessions").select("id").execute()).length,
        (await db.selectFrom("userTokens").select("tokenHash").execute()).length,
        (await db.selectFrom("signUps").select("id").execute()).length,
      ]);
    await openBrowser(installation).post("/api/account/sign-up", signUpForm("never@example.com"));
    await installation.drain();
    const sweep = () => sweepAccounts.run(jobTools(installation.app), {}, { attempt: 1, last: false });
    await sweep();
    assert.ok((await left()).every((count) => count > 0));
    wait(installation, 31 * day);
    await sweep();
    assert.deepEqual(await left(), [0, 0, 0]);
  });

  it("do not write down every use: once in five minutes is enough", async () => {
    const browser = await newOwner(installation, "busy@example.com");
    const lastSeen = async () => {
      await sleep(50);
      return (await browser.get(address)).body.data[0].lastSeenAt as string;
    };
    const first = await lastSeen();
    wait(installation, 2);
    assert.equal(await isSignedIn(browser), true);
    assert.equal(await lastSeen(), first);
    wait(installation, 4);
    assert.equal(await isSignedIn(browser), true);
    assert.ok((await lastSeen()) > first);
  });
});
