import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { TOTP } from "otpauth";
import type { TestInstallation } from "../../../test/support/installation.ts";
import {
  newestMail,
  newOwner,
  openAccountsInstallation,
  openBrowser,
  password,
  signUpForm,
} from "../../domain/accounts/browser.test-support.ts";
import { formOf, type Reader, readerOf, wordsOf } from "./reader.test-support.ts";

describe("the pages behind the mails about accounts", () => {
  let installation: TestInstallation;
  before(async () => {
    installation = await openAccountsInstallation();
  });
  after(() => installation.close());

  /** The address in the newest mail of a kind, as a link to follow. */
  const linkIn = async (email: string, kind: string, businessId = 0) => {
    const { link } = await newestMail(installation, email, kind, businessId);
    return link!.replace(installation.app.services.publicUrl, "");
  };
  const ask = (path: string, body: object) => openBrowser(installation).post(path, body);
  const sessions = async () =>
    (await installation.app.database.db.selectFrom("sessions").select("id").execute()).length;
  let count = 0;
  const someone = () => `person${++count}@example.com`;
  const reader = () => readerOf(installation);

  it("make an account with a button, not by being opened, and only once", async () => {
    const email = someone();
    await ask("/api/account/sign-up", signUpForm(email));
    const link = await linkIn(email, "verifyEmail");
    const ann = reader();
    const before = await sessions();
    const page = await ann.open(link);
    await ann.open(link);
    assert.match(wordsOf(page), /Confirm your email address Press the button/);
    assert.equal(await sessions(), before);
    const done = await ann.send(page, "/verify");
    assert.equal(done.url, "/account");
    assert.match(
      wordsOf(done),
      new RegExp(`You are signed in as Sarah Johnson .* ${email} Business Sarah's Salon Your role Owner`),
    );
    const late = await reader().send(await ann.open(link), "/verify");
    assert.equal(late.status, 401);
    assert.match(wordsOf(late), /This link works no more .* Sign in Send a link to sign in/);
  });

  it("make an account by a form, keep what was typed and say what is wrong with it", async () => {
    const email = someone();
    const ann = reader();
    const page = await ann.open("/sign-up");
    const typed = { businessName: "Ann's Studio", name: "Ann", email, zone: "Europe/Berlin", currency: "eur" };
    const weak = await ann.send(page, "/sign-up", { ...typed, password: email });
    assert.equal(weak.status, 422);
    assert.match(wordsOf(weak), /Please choose a password of at least 10 characters/);
    const { password, ...kept } = weak.forms.find(({ action }) => action === "/sign-up")!.values;
    assert.deepEqual([kept.businessName, kept.name, kept.email, password], ["Ann's Studio", "Ann", email, ""]);
    const sent = await ann.send(weak, "/sign-up", { ...typed, password: "a quiet harbour at dawn" });
    assert.match(wordsOf(sent), new RegExp(`Please look into your mail We have sent a mail to ${email}`));
    const done = await ann.send(await ann.open(await linkIn(email, "verifyEmail")), "/verify");
    assert.match(wordsOf(done), /You are signed in as Ann Email address .* Business Ann's Studio/);
    assert.match(done.text, /<a class="button first" href="\/app">Open the dashboard<\/a>/);
    const me = await installation.send("GET", "/api/account/me", {
      headers: { cookie: [...ann.cookies].map((pair) => pair.join("=")).join("; ") },
    });
    const { timeZone, currency } = me.body.data.business;
    assert.deepEqual([timeZone, currency], ["Europe/Berlin", "eur"]);
  });

  it("propose a currency by where the browser's language is spoken", async () => {
    const proposed = async (language: string) => {
      const { text } = await reader().open("/sign-up", { "accept-language": language });
      return /<option value="(\w{3})" selected>/.exec(text)?.[1];
    };
    assert.equal(await proposed("en-GB,en;q=0.9"), "gbp");
    assert.equal(await proposed("en-US,en;q=0.9"), "usd");
    assert.equal(await proposed("en"), "usd");
    assert.equal(await proposed("it-IT,de-CH;q=0.9,en;q=0.8"), "chf");
    assert.equal(await proposed("de;q=0.9"), "eur");
    assert.equal(await proposed("pt-BR"), "brl");
    assert.equal(await proposed("en-x_?"), "usd");
  });

  it("sign in with a link, and out again", async () => {
    const email = someone();
    await newOwner(installation, email);
    const ann = reader();
    const forgot = await ann.open("/forgot");
    assert.equal((await ann.send(forgot, "/forgot", { email: "nobody", send: "link" })).status, 422);
    const sent = await ann.send(forgot, "/forgot", { email, send: "link" });
    assert.match(wordsOf(sent), new RegExp(`If ${email} has an account`));
    const done = await ann.send(await ann.open(await linkIn(email, "magicLink")), "/magic");
    assert.match(wordsOf(done), /You are signed in as Sarah Johnson/);
    const out = await ann.send(done, "/sign-out");
    assert.match(wordsOf(out), /You are not signed in You are signed out\./);
    assert.equal(ann.cookies.size, 0);
  });

  it("choose a new password, and say what is wrong with a bad one", async () => {
    const email = someone();
    await newOwner(installation, email);
    const ann = reader();
    await ann.send(await ann.open("/forgot"), "/forgot", { email, send: "reset" });
    const page = await ann.open(await linkIn(email, "resetPassword"));
    const weak = await ann.send(page, "/reset", { password: "short" });
    assert.equal(weak.status, 422);
    assert.match(wordsOf(weak), /at least 10 characters that is hard to guess/);
    assert.equal(weak.text.includes('short"'), false, "a password is never shown again");
    const done = await ann.send(weak, "/reset", { password: "another quiet harbour" });
    assert.match(wordsOf(done), /You are signed in as/);
    const signedIn = await ask("/api/account/sign-in", { email, password: "another quiet harbour" });
    assert.equal(signedIn.status, 200);
  });

  it("sign in with a password, and ask for the second step where there is one", async () => {
    const email = someone();
    const owner = await newOwner(installation, email);
    const ann = reader();
    const page = await ann.open("/sign-in");
    const wrong = await ann.send(page, "/sign-in", { email, password: "not this one" });
    assert.equal(wrong.status, 401);
    assert.match(wordsOf(wrong), /The email address or password is not right/);
    assert.equal(formOf(wrong, "/sign-in").values.email, email);
    assert.match(wordsOf(await ann.send(page, "/sign-in", { email, password })), /You are signed in as/);

    const { body } = await owner.post("/api/account/two-factor/set-up", { password });
    const totp = new TOTP({ secret: (body.data ?? body).secret });
    const code = () => totp.generate({ timestamp: installation.app.clock.now() });
    assert.equal((await owner.post("/api/account/two-factor/confirm", { code: code() })).status, 200);
    const bob = reader();
    const second = await bob.send(page, "/sign-in", { email, password });
    assert.match(wordsOf(second), /One more step Code/);
    const refused = await bob.send(second, "/sign-in/code", { code: "000000" });
    assert.equal(refused.status, 401);
    assert.match(wordsOf(refused), /This code is not right/);
    installation.app.services.clock!.setOffset(installation.app.services.clock!.offset() + 60_000);
    assert.match(wordsOf(await bob.send(refused, "/sign-in/code", { code: code() })), /You are signed in as/);
  });

  describe("of an invitation", () => {
    const invite = async (email: string) => {
      const owner = await newOwner(installation, someone(), { businessName: "Ana's <Studio>" });
      const { body } = await owner.get("/api/account/me");
      await owner.post("/api/invitations", { email, role: "manager" });
      return linkIn(email, "invitation", body.data.business.id);
    };

    it("say who invites whom, and take in somebody new", async () => {
      const email = someone();
      const link = await invite(email);
      const ann = reader();
      const page = await ann.open(link);
      assert.match(
        wordsOf(page),
        new RegExp(`Join Ana's <Studio> Sarah Johnson would like .* For ${email} Your role Manager`),
      );
      assert.ok(page.text.includes("Ana&#39;s &lt;Studio&gt;"));
      const weak = await ann.send(page, "/invitation", { name: "James", password: "password" });
      assert.equal(weak.status, 422);
      assert.equal(formOf(weak, "/invitation").values.name, "James");
      const done = await ann.send(weak, "/invitation", { password });
      assert.match(wordsOf(done), /You are signed in as James .* Business Ana's <Studio> Your role Manager/);
      assert.equal((await reader().open(link)).status, 404);
    });

    it("lead somebody with an account through signing in and back", async () => {
      const email = someone();
      await newOwner(installation, email);
      const link = await invite(email);
      const ann = reader();
      const page = await ann.open(link);
      const existing = await ann.send(page, "/invitation", { name: "Sarah", password });
      assert.equal(existing.status, 409);
      assert.match(wordsOf(existing), new RegExp(`There is an account for ${email} already`));
      const signIn = await ann.open(/href="(\/sign-in\?invitation=[^"]+)"/.exec(existing.text)![1]!);
      const back = await ann.send(signIn, "/sign-in", { email, password });
      assert.equal(back.url, link);
      const done = await ann.send(back, "/invitation");
      assert.match(wordsOf(done), /Business Ana's <Studio> Your role Manager/);
    });

    it("tell somebody else who is signed in that it is not for them", async () => {
      const link = await invite(someone());
      const other = someone();
      await newOwner(installation, other);
      const ann: Reader = reader();
      await ann.send(await ann.open("/sign-in"), "/sign-in", { email: other, password });
      const page = await ann.open(link);
      assert.match(wordsOf(page), new RegExp(`You are signed in as ${other}, but this invitation is for`));
      const out = await ann.send(page, "/sign-out");
      assert.equal(out.url, link);
      assert.ok(formOf(out, "/invitation").text.includes('name="password"'));
    });
  });

  it("say so when a link was not copied as a whole", async () => {
    for (const path of ["/verify", "/magic", "/reset", "/invitation"]) {
      const page = await reader().open(path);
      assert.equal(page.status, 400, path);
      assert.match(wordsOf(page), /This link is not complete/);
    }
  });
});
