import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { Secret, TOTP } from "otpauth";
import type { TestInstallation } from "../../../../test/support/installation.ts";
import {
  type Browser,
  newestMail,
  newOwner,
  openAccountsInstallation,
  openBrowser,
  password,
  wait,
} from "../browser.test-support.ts";
import { stepOfCode } from "./totp.ts";

const address = "/api/account/two-factor";
const signIn = "/api/account/sign-in";
const second = "/api/account/second-factor";

describe("two-factor sign-in", () => {
  let installation: TestInstallation;
  before(async () => {
    installation = await openAccountsInstallation();
  });
  after(() => installation.close());

  const codeOf = (secret: string, stepsAhead = 0) =>
    new TOTP({ secret: Secret.fromBase32(secret) }).generate({
      timestamp: installation.app.clock.now() + stepsAhead * 30_000,
    });

  /** Somebody with an authenticator app, whose next code is fresh. */
  async function withApp(email: string) {
    const browser = await newOwner(installation, email);
    const { secret } = (await browser.post(`${address}/set-up`, { password })).body.data;
    const { recoveryCodes } = (await browser.post(`${address}/confirm`, { code: codeOf(secret) })).body.data;
    wait(installation, 1);
    return { browser, email, secret, recoveryCodes: recoveryCodes as string[] };
  }
  async function firstStep(email: string, browser: Browser = openBrowser(installation)) {
    const { body } = await browser.post(signIn, { email, password });
    return { browser, token: body.data.secondFactor.token as string };
  }

  it("is set up with the password, an authenticator app and a code of it", async () => {
    const browser = await newOwner(installation, "sarah@example.com");
    const wrong = await browser.post(`${address}/set-up`, { password: "not the password" });
    assert.deepEqual([wrong.status, wrong.body.details[0].field], [422, "password"]);
    const { secret, otpauthUri } = (await browser.post(`${address}/set-up`, { password })).body.data;
    assert.match(secret, /^[A-Z2-7]{32}$/);
    assert.equal(
      otpauthUri,
      `otpauth://totp/Schedly:sarah%40example.com?issuer=Schedly&secret=${secret}&algorithm=SHA1&digits=6&period=30`,
    );
    assert.equal((await browser.get("/api/account/me")).body.data.user.twoFactorEnabled, false);
    const mistyped = await browser.post(`${address}/confirm`, { code: "000000" });
    assert.deepEqual([mistyped.status, mistyped.body.details[0].field], [422, "code"]);
    const confirmed = await browser.post(`${address}/confirm`, { code: codeOf(secret) });
    assert.equal(confirmed.status, 200);
    assert.equal(new Set(confirmed.body.data.recoveryCodes).size, 10);
    assert.equal((await browser.get("/api/account/me")).body.data.user.twoFactorEnabled, true);
    assert.equal((await browser.post(`${address}/set-up`, { password })).status, 409);
  });

  it("asks for a code after the password; the session begins only then", async () => {
    const { email, secret } = await withApp("james@example.com");
    const browser = openBrowser(installation);
    const first = await browser.post(signIn, { email, password });
    assert.deepEqual([first.status, first.body.data.signedIn, first.body.data.user], [200, false, null]);
    assert.equal(browser.cookie, undefined);
    const { token } = first.body.data.secondFactor;
    const wrong = await browser.post(second, { token, code: "000000" });
    assert.deepEqual([wrong.status, wrong.body.error], [401, "UNAUTHORIZED"]);
    const right = await browser.post(second, { token, code: codeOf(secret) });
    assert.deepEqual([right.status, right.body.data.signedIn, right.body.data.business.role], [200, true, "owner"]);
    assert.equal((await browser.get("/api/account/me")).status, 200);
  });

  it("takes a code once, even from two at the same time, and no first step twice", async () => {
    const { email, secret } = await withApp("replay@example.com");
    const steps = [await firstStep(email), await firstStep(email)];
    const code = codeOf(secret);
    const answers = await Promise.all(steps.map(({ browser, token }) => browser.post(second, { token, code })));
    assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 401]);
    wait(installation, 1);
    const won = steps[answers.findIndex(({ status }) => status === 200)]!;
    assert.equal((await won.browser.post(second, { token: won.token, code: codeOf(secret) })).status, 401);
  });

  it("takes codes of the step before and after, and none that is older", async () => {
    const { email, secret } = await withApp("late@example.com");
    for (const [ahead, status] of [
      [-2, 401],
      [-1, 200],
      [2, 401],
      [1, 200],
    ] as const) {
      const { browser, token } = await firstStep(email);
      assert.equal((await browser.post(second, { token, code: codeOf(secret, ahead) })).status, status, `${ahead}`);
    }
    // The step after was used: the present one is older.
    const { browser, token } = await firstStep(email);
    assert.equal((await browser.post(second, { token, code: codeOf(secret) })).status, 401);
  });

  it("takes each recovery code once, however it is typed", async () => {
    const { email, recoveryCodes } = await withApp("lost@example.com");
    const { browser, token } = await firstStep(email);
    const code = recoveryCodes[0]!.toUpperCase().replaceAll("-", " ");
    assert.equal((await browser.post(second, { token, code })).status, 200);
    const again = await firstStep(email);
    assert.equal((await again.browser.post(second, { token: again.token, code })).status, 401);
    assert.equal((await again.browser.post(second, { token: again.token, code: recoveryCodes[1] })).status, 200);
  });

  it("stops guessing codes", async () => {
    const { email, secret } = await withApp("guess@example.com");
    const statuses = [];
    for (let guess = 0; guess < 11; guess++) {
      const { browser, token } = await firstStep(email);
      statuses.push((await browser.post(second, { token, code: String(guess).padStart(6, "0") })).status);
    }
    assert.deepEqual([statuses.at(-1), new Set(statuses.slice(0, -1))], [429, new Set([401])]);
    const { browser, token } = await firstStep(email);
    assert.equal((await browser.post(second, { token, code: codeOf(secret) })).status, 429);
  });

  it("is asked for after a magic link and after a new password too", async () => {
    const { email, secret } = await withApp("everywhere@example.com");
    const browser = openBrowser(installation);
    await browser.post("/api/account/magic-link", { email });
    const magic = await newestMail(installation, email, "magicLink");
    const linked = await browser.post("/api/account/magic-link/use", { token: magic.token });
    assert.deepEqual([linked.body.data.signedIn, browser.cookie], [false, undefined]);
    await browser.post("/api/account/password/reset-request", { email });
    const reset = await newestMail(installation, email, "resetPassword");
    const changed = await browser.post("/api/account/password/reset", {
      token: reset.token,
      password: "a windy harbour at dusk",
    });
    assert.deepEqual([changed.body.data.signedIn, browser.cookie], [false, undefined]);
    const { token } = changed.body.data.secondFactor;
    assert.equal((await browser.post(second, { token, code: codeOf(secret) })).status, 200);
    const stale = linked.body.data.secondFactor.token;
    assert.equal((await browser.post(second, { token: stale, code: codeOf(secret, 1) })).status, 401);
  });

  it("gives the first step ten minutes", async () => {
    const { email, secret } = await withApp("slow@example.com");
    const { browser, token } = await firstStep(email);
    wait(installation, 11);
    assert.equal((await browser.post(second, { token, code: codeOf(secret) })).status, 401);
  });

  it("is turned off, and its recovery codes renewed, with the password or a code", async () => {
    const { browser, email, secret, recoveryCodes } = await withApp("off@example.com");
    for (const body of [{}, { password, code: "123456" }])
      assert.equal((await browser.post(`${address}/disable`, body)).status, 422);
    assert.equal((await browser.post(`${address}/disable`, { code: "000000" })).status, 422);
    const renewed = await browser.post(`${address}/recovery-codes`, { password });
    assert.equal(renewed.body.data.recoveryCodes.length, 10);
    assert.equal((await browser.post(`${address}/disable`, { code: recoveryCodes[0] })).status, 422, "an old one");
    assert.equal((await browser.post(`${address}/disable`, { code: codeOf(secret) })).status, 200);
    assert.equal((await browser.post(`${address}/disable`, { password })).status, 409);
    const { body } = await openBrowser(installation).post(signIn, { email, password });
    assert.equal(body.data.signedIn, true);
  });
});

describe("codes of authenticator apps", () => {
  // RFC 6238, appendix B, with the last six of its eight digits.
  const secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
  for (const [seconds, code] of [
    [59, "287082"],
    [1111111109, "081804"],
    [1111111111, "050471"],
    [1234567890, "005924"],
    [2000000000, "279037"],
    [20000000000, "353130"],
  ] as const)
    it(`are ${code} at ${seconds} s`, () =>
      assert.equal(stepOfCode(secret, code, seconds * 1000), Math.floor(seconds / 30)));
  it("are six digits and nothing else", () => {
    for (const code of ["", "28708", "2870822", "２８７０８２", "287082 "])
      assert.equal(stepOfCode(secret, code, 59_000), null);
  });
});
