import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import type { TestInstallation } from "../../../../test/support/installation.ts";
import { mailsTo, newestMail, newOwner, openAccountsInstallation, openBrowser, wait } from "../browser.test-support.ts";

const request = "/api/account/magic-link";
const use = "/api/account/magic-link/use";

describe("a magic link", () => {
  let installation: TestInstallation;
  before(async () => {
    installation = await openAccountsInstallation();
    await newOwner(installation, "sarah@example.com", { language: "de" });
  });
  after(() => installation.close());

  it("signs in without a password, once, in the language of its reader", async () => {
    const browser = openBrowser(installation);
    assert.equal((await browser.post(request, { email: "sarah@example.com" })).status, 202);
    const { token, link, text } = await newestMail(installation, "sarah@example.com", "magicLink");
    assert.match(link!, /^http:\/\/localhost:3000\/magic\?token=/);
    assert.match(text, /anmelden|Anmelden|melden/);
    const { status, body } = await browser.post(use, { token });
    assert.deepEqual([status, body.data.signedIn, body.data.user.email], [200, true, "sarah@example.com"]);
    assert.equal((await browser.get("/api/account/me")).status, 200);
    assert.equal((await openBrowser(installation).post(use, { token })).status, 401);
  });

  it("lets one in when two use it at the same time", async () => {
    await openBrowser(installation).post(request, { email: "sarah@example.com" });
    const { token } = await newestMail(installation, "sarah@example.com", "magicLink");
    const answers = await Promise.all([1, 2, 3].map(() => openBrowser(installation).post(use, { token })));
    assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 401, 401]);
  });

  it("does not work after a quarter of an hour", async () => {
    await openBrowser(installation).post(request, { email: "sarah@example.com" });
    const { token } = await newestMail(installation, "sarah@example.com", "magicLink");
    wait(installation, 16);
    assert.equal((await openBrowser(installation).post(use, { token })).status, 401);
  });

  it("answers the same for an address without an account, which gets no mail", async () => {
    const answers = [];
    for (const email of ["sarah@example.com", "unknown@example.com"]) {
      const { status, text } = await openBrowser(installation).post(request, { email });
      answers.push([status, text.replaceAll(email, "…")]);
    }
    assert.deepEqual(answers[0], answers[1]);
    assert.deepEqual(await mailsTo(installation, "unknown@example.com"), []);
  });

  it("is not guessed: sixty tries from one address are enough", async () => {
    const browser = openBrowser(installation);
    let status = 0;
    for (let guess = 0; guess < 61; guess++) ({ status } = await browser.post(use, { token: `guess${guess}` }));
    assert.equal(status, 429);
  });
});
