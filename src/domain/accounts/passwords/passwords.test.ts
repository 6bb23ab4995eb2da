import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import type { TestInstallation } from "../../../../test/support/installation.ts";
import {
  mailsTo,
  newestMail,
  newOwner,
  openAccountsInstallation,
  openBrowser,
  password,
  signUpForm,
  wait,
} from "../browser.test-support.ts";

const request = "/api/account/password/reset-request";
const reset = "/api/account/password/reset";
const change = "/api/account/password";
const signIn = "/api/account/sign-in";
const newPassword = "a windy harbour at dusk";

describe("a forgotten password", () => {
  let installation: TestInstallation;
  before(async () => {
    installation = await openAccountsInstallation();
  });
  after(() => installation.close());

  it("is replaced through a link in a mail, which signs in and ends every other session", async () => {
    const email = "sarah@example.com";
    const elsewhere = await newOwner(installation, email);
    const browser = openBrowser(installation);
    assert.equal((await browser.post(request, { email })).status, 202);
    const { link, token } = await newestMail(installation, email, "resetPassword");
    assert.match(link!, /^http:\/\/localhost:3000\/reset\?token=/);
    const { status, body } = await browser.post(reset, { token, password: newPassword });
    assert.deepEqual([status, body.data.signedIn], [200, true]);
    assert.equal((await browser.get("/api/account/me")).status, 200);
    assert.equal((await elsewhere.get("/api/account/me")).status, 401);
    const again = openBrowser(installation);
    assert.equal((await again.post(signIn, { email, password })).status, 401);
    assert.equal((await again.post(signIn, { email, password: newPassword })).status, 200);
    assert.ok(await newestMail(installation, email, "passwordChanged"));
  });

  it("answers the same for an address without an account, which gets no mail", async () => {
    await newOwner(installation, "known@example.com");
    const answers = [];
    for (const email of ["known@example.com", "unknown@example.com"]) {
      const { status, text } = await openBrowser(installation).post(request, { email });
      answers.push([status, text.replaceAll(email, "…")]);
    }
    assert.deepEqual(answers[0], answers[1]);
    assert.deepEqual(await mailsTo(installation, "unknown@example.com"), []);
  });

  it("brings the verification mail again where the address is not verified yet", async () => {
    const email = "pending@example.com";
    await openBrowser(installation).post("/api/account/sign-up", signUpForm(email));
    await mailsTo(installation, email);
    wait(installation, 6);
    await openBrowser(installation).post(request, { email });
    assert.deepEqual(
      (await mailsTo(installation, email)).map(({ kind }) => kind),
      ["verifyEmail", "verifyEmail"],
    );
  });

  it("takes a link once, not after an hour, and none that was mailed before another was used", async () => {
    const email = "once@example.com";
    await newOwner(installation, email);
    const tokens = [];
    for (let mail = 0; mail < 2; mail++) {
      await openBrowser(installation).post(request, { email });
      tokens.push((await newestMail(installation, email, "resetPassword")).token);
    }
    const use = async (token: string | null | undefined) =>
      (await openBrowser(installation).post(reset, { token, password: newPassword })).status;
    assert.equal(await use(tokens[1]), 200);
    assert.equal(await use(tokens[1]), 401);
    assert.equal(await use(tokens[0]), 401);
    await openBrowser(installation).post(request, { email });
    const late = (await newestMail(installation, email, "resetPassword")).token;
    wait(installation, 61);
    assert.equal(await use(late), 401);
  });

  it("keeps the link good when the new password is refused", async () => {
    const email = "weak@example.com";
    await newOwner(installation, email);
    await openBrowser(installation).post(request, { email });
    const { token } = await newestMail(installation, email, "resetPassword");
    const weak = await openBrowser(installation).post(reset, { token, password: "password123" });
    assert.deepEqual([weak.status, weak.body.details[0].field], [422, "password"]);
    assert.equal((await openBrowser(installation).post(reset, { token, password: newPassword })).status, 200);
  });

  it("does not take a link that was meant for something else", async () => {
    const email = "mixed@example.com";
    await newOwner(installation, email);
    await openBrowser(installation).post("/api/account/magic-link", { email });
    const { token } = await newestMail(installation, email, "magicLink");
    assert.equal((await openBrowser(installation).post(reset, { token, password: newPassword })).status, 401);
  });

  it("mails one person no more than five times an hour", async () => {
    const statuses = [];
    for (let attempt = 0; attempt < 6; attempt++)
      statuses.push((await openBrowser(installation).post(request, { email: "flood@example.com" })).status);
    assert.deepEqual(statuses, [202, 202, 202, 202, 202, 429]);
  });
});

describe("changing a password", () => {
  let installation: TestInstallation;
  before(async () => {
    installation = await openAccountsInstallation();
  });
  after(() => installation.close());

  it("asks for the current one, ends the other sessions and tells the owner", async () => {
    const email = "sarah@example.com";
    const browser = await newOwner(installation, email);
    const elsewhere = openBrowser(installation);
    await elsewhere.post(signIn, { email, password });
    const wrong = await browser.post(change, { currentPassword: "not this one", newPassword });
    assert.deepEqual([wrong.status, wrong.body.details[0].field], [422, "currentPassword"]);
    assert.equal((await elsewhere.get("/api/account/me")).status, 200);
    const { status, body } = await browser.post(change, { currentPassword: password, newPassword });
    assert.deepEqual([status, body.data], [200, { changed: true }]);
    assert.equal((await browser.get("/api/account/me")).status, 200);
    assert.equal((await elsewhere.get("/api/account/me")).status, 401);
    assert.equal((await elsewhere.post(signIn, { email, password: newPassword })).status, 200);
    assert.ok(await newestMail(installation, email, "passwordChanged"));
  });

  it("stops guessing at the current one", async () => {
    const browser = await newOwner(installation, "guess@example.com");
    const statuses = [];
    for (let guess = 0; guess < 11; guess++)
      statuses.push((await browser.post(change, { currentPassword: `guess ${guess}`, newPassword })).status);
    assert.deepEqual(statuses, [...Array(10).fill(422), 429]);
  });

  it("is nothing that an API key may do", async () => {
    const salon = await installation.business();
    const { status, body } = await salon.call("POST", change, { currentPassword: password, newPassword });
    assert.deepEqual([status, body.error], [403, "FORBIDDEN"]);
  });
});
