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

const signUp = "/api/account/sign-up";
const verify = "/api/account/verify";
const signIn = "/api/account/sign-in";

describe("signing up", () => {
  let installation: TestInstallation;
  before(async () => {
    installation = await openAccountsInstallation();
  });
  after(() => installation.close());

  it("makes an account and a business that can be booked at once, when the link in the mail is opened", async () => {
    const browser = openBrowser(installation);
    const answer = await browser.post(
      signUp,
      signUpForm("Sarah@Example.com", { timeZone: "America/Los_Angeles", currency: "USD", country: "US" }),
    );
    assert.equal(answer.status, 202);
    assert.equal(browser.cookie, undefined);
    const mail = await newestMail(installation, "sarah@example.com", "verifyEmail");
    assert.match(mail.link!, /^http:\/\/localhost:3000\/verify\?token=\w{32}$/);

    const { status, body } = await browser.post(verify, { token: mail.token });
    assert.equal(status, 200);
    assert.deepEqual(
      [body.data.signedIn, body.data.user.email, body.data.business.name, body.data.business.subdomain],
      [true, "sarah@example.com", "Sarah's Salon", "sarahs-salon"],
    );
    const { data: me } = (await browser.get("/api/account/me")).body;
    assert.deepEqual(
      [me.role, me.business.timeZone, me.business.currency, me.user.timeZone, me.user.name, me.access],
      ["owner", "America/Los_Angeles", "usd", "America/Los_Angeles", "Sarah Johnson", "session"],
    );
    const staff = (await browser.get("/api/services/employees")).body;
    assert.deepEqual(
      staff.map((employee: { id: number; email: string }) => [employee.id, employee.email]),
      [[me.employeeId, "sarah@example.com"]],
    );
    const [{ action, actor }] = (await browser.get("/api/services/audit-log?action=business.created")).body;
    assert.deepEqual([action, actor.name], ["business.created", "Sarah Johnson"]);
  });

  it("sets a cookie that scripts cannot read and other sites do not send", async () => {
    const browser = openBrowser(installation);
    await browser.post(signUp, signUpForm("cookie@example.com"));
    const { token } = await newestMail(installation, "cookie@example.com", "verifyEmail");
    const { headers } = await browser.post(verify, { token });
    assert.match(
      String(headers["set-cookie"]),
      /^schedly_session=\w{32}; Max-Age=34560000; Path=\/; HttpOnly; SameSite=Lax$/,
    );
  });

  it("gives every business a subdomain of its own, and nobody a reserved one", async () => {
    const one = await newOwner(installation, "one@example.com", { businessName: "Nail Bar" });
    const two = await newOwner(installation, "two@example.com", { businessName: "Nail Bar" });
    const api = await newOwner(installation, "three@example.com", { businessName: "API" });
    const short = await newOwner(installation, "four@example.com", { businessName: "Ж" });
    const inner = await newOwner(installation, "five@example.com", { businessName: "Salón Höhe GmbH" });
    const subdomains = [];
    for (const browser of [one, two, api, short, inner])
      subdomains.push((await browser.get("/api/account/me")).body.data.business.subdomain);
    assert.deepEqual(subdomains.slice(0, 3), ["nail-bar", "nail-bar-2", "api-2"]);
    assert.match(subdomains[3], /^[a-z0-9-]{3,}$/);
    assert.equal(subdomains[4], "salon-hoehe-gmbh");
  });

  it("takes the subdomain that is asked for, and says when it is taken or reserved", async () => {
    const browser = await newOwner(installation, "wish@example.com", { subdomain: "Wished-For" });
    assert.equal((await browser.get("/api/account/me")).body.data.business.subdomain, "wished-for");
    const taken = await openBrowser(installation).post(
      signUp,
      signUpForm("x@example.com", { subdomain: "wished-for" }),
    );
    assert.deepEqual([taken.status, taken.body.error, taken.body.details[0].field], [409, "CONFLICT", "subdomain"]);
    for (const subdomain of ["www", "api", "app", "admin", "xn--abc"]) {
      const { status, body } = await openBrowser(installation).post(signUp, signUpForm("x@example.com", { subdomain }));
      assert.deepEqual([status, body.details[0].field], [422, "subdomain"], subdomain);
    }
  });

  it("gives the next free subdomain to whoever opens the link later", async () => {
    const first = openBrowser(installation);
    const second = openBrowser(installation);
    await first.post(signUp, signUpForm("first@example.com", { subdomain: "contested" }));
    await second.post(signUp, signUpForm("second@example.com", { subdomain: "contested" }));
    const tokens = [];
    for (const email of ["first@example.com", "second@example.com"])
      tokens.push((await newestMail(installation, email, "verifyEmail")).token);
    const subdomain = async (token: string | null) =>
      (await openBrowser(installation).post(verify, { token })).body.data.business.subdomain;
    assert.deepEqual([await subdomain(tokens[1]!), await subdomain(tokens[0]!)], ["contested", "contested-2"]);
  });

  it("does not tell whether an address has an account: same answer, and only its owner learns it", async () => {
    await newOwner(installation, "known@example.com");
    const answers = [];
    for (const email of ["known@example.com", "other@example.com"]) {
      const { status, text, headers } = await openBrowser(installation).post(signUp, signUpForm(email));
      answers.push([status, text.replaceAll(email, "…"), Object.keys(headers).sort().join()]);
    }
    assert.deepEqual(answers[0], answers[1]);
    const kinds = (await mailsTo(installation, "known@example.com")).map(({ kind }) => kind);
    assert.deepEqual(kinds, ["verifyEmail", "alreadyRegistered"]);
    const { link, text } = await newestMail(installation, "known@example.com", "alreadyRegistered");
    assert.equal(link, null);
    assert.match(text, /http:\/\/localhost:3000\/sign-in/);
  });

  it("does not tell it by signing in afterwards either", async () => {
    await newOwner(installation, "victim@example.com");
    const answers = [];
    for (const email of ["victim@example.com", "nobody@example.com"]) {
      const browser = openBrowser(installation);
      await browser.post(signUp, signUpForm(email, { password: "what the snoop chose" }));
      await installation.drain();
      const { status, text } = await browser.post(signIn, { email, password: "what the snoop chose" });
      answers.push([status, text]);
    }
    assert.equal(answers[0]![0], 401);
    assert.deepEqual(answers[0], answers[1]);
  });

  it("does not tell it by a subdomain that is gone or still free", async () => {
    await newOwner(installation, "probe@example.com");
    await openBrowser(installation).post(signUp, signUpForm("probe@example.com", { subdomain: "probe-known" }));
    await openBrowser(installation).post(signUp, signUpForm("nowhere@example.com", { subdomain: "probe-unknown" }));
    await installation.drain();
    for (const subdomain of ["probe-known", "probe-unknown"]) {
      const { status } = await openBrowser(installation).post(signUp, signUpForm("third@example.com", { subdomain }));
      assert.equal(status, 202);
    }
  });

  it("lets nobody in before the link is opened, and mails it again to whoever has the password", async () => {
    const browser = openBrowser(installation);
    const email = "slow@example.com";
    await browser.post(signUp, signUpForm(email));
    const first = await newestMail(installation, email, "verifyEmail");
    assert.equal((await browser.post(signIn, { email, password })).status, 401);
    assert.equal((await mailsTo(installation, email)).length, 1, "too soon for another mail");
    wait(installation, 6);
    assert.equal((await browser.post(signIn, { email, password: "not the password" })).status, 401);
    assert.equal((await mailsTo(installation, email)).length, 1, "a wrong password brings none");
    assert.equal((await browser.post(signIn, { email, password })).status, 401);
    const [, second] = await mailsTo(installation, email);
    assert.equal(second!.kind, "verifyEmail");
    assert.equal((await browser.post(verify, { token: first.token })).status, 200, "the first link still works");
    assert.equal((await browser.post(verify, { token: second!.token })).status, 401, "and then no other does");
  });

  it("takes a link once, and not after a day", async () => {
    const browser = openBrowser(installation);
    await browser.post(signUp, signUpForm("once@example.com"));
    const { token } = await newestMail(installation, "once@example.com", "verifyEmail");
    assert.equal((await openBrowser(installation).post(verify, { token })).status, 200);
    const again = await openBrowser(installation).post(verify, { token });
    assert.deepEqual([again.status, again.body.error], [401, "UNAUTHORIZED"]);

    await browser.post(signUp, signUpForm("late@example.com"));
    const late = await newestMail(installation, "late@example.com", "verifyEmail");
    wait(installation, 24 * 60 + 1);
    assert.equal((await browser.post(verify, { token: late.token })).status, 401);
  });

  it("makes one account of two links that are opened at the same time", async () => {
    const email = "twice@example.com";
    await openBrowser(installation).post(signUp, signUpForm(email, { businessName: "A" }));
    await openBrowser(installation).post(signUp, signUpForm(email, { businessName: "B" }));
    const tokens = (await mailsTo(installation, email)).map(({ token }) => token);
    const statuses = await Promise.all(
      tokens.map(async (token) => (await openBrowser(installation).post(verify, { token })).status),
    );
    assert.deepEqual(statuses.sort(), [200, 401]);
  });

  it("refuses weak passwords, and names every field that is missing", async () => {
    const weak = async (given: string) =>
      (await openBrowser(installation).post(signUp, signUpForm("sarah@example.com", { password: given }))).body
        .details[0];
    assert.deepEqual(await weak("short"), { field: "password", message: "Must have at least 10 characters" });
    assert.equal((await weak("password123")).message, "Is one of the most common passwords");
    assert.equal((await weak("I am sarah@example.com")).message, "Must not contain your e-mail address");
    const { status, body } = await openBrowser(installation).post(signUp, { name: "Sarah" });
    assert.deepEqual(
      [status, body.details.map(({ field }: { field: string }) => field).sort()],
      [422, ["businessName", "email", "password"]],
    );
  });

  it("is counted per address that signs up: too many mails to one person are refused", async () => {
    const statuses = [];
    for (let attempt = 0; attempt < 6; attempt++)
      statuses.push((await openBrowser(installation).post(signUp, signUpForm("flood@example.com"))).status);
    assert.deepEqual(statuses, [202, 202, 202, 202, 202, 429]);
  });

  it("gives the same answer again for the same Idempotency-Key, and makes no second account", async () => {
    const browser = openBrowser(installation);
    const form = signUpForm("again@example.com");
    const headers = { "idempotency-key": "sign-up-again" };
    const first = await browser.post(signUp, form, headers);
    const second = await browser.post(signUp, form, headers);
    assert.deepEqual([second.status, second.text], [202, first.text]);
    assert.equal((await mailsTo(installation, "again@example.com")).length, 1);
    const { token } = await newestMail(installation, "again@example.com", "verifyEmail");
    const keyed = { "idempotency-key": "verify-again" };
    const opened = await browser.post(verify, { token }, keyed);
    const replayed = await openBrowser(installation).post(verify, { token }, keyed);
    assert.deepEqual([opened.status, replayed.status, replayed.text], [200, 200, opened.text]);
  });
});

describe("an installation for invited people", () => {
  it("takes no sign-ups, and lets nobody who was invited open shop; an owner may", async () => {
    const installation = await openAccountsInstallation({ SIGN_UP: "invited" });
    try {
      const { status, body } = await openBrowser(installation).post(signUp, signUpForm("sarah@example.com"));
      assert.deepEqual([status, body.error], [403, "FORBIDDEN"]);
      const salon = await installation.business();
      const join = async (email: string) => {
        await salon.call("POST", "/api/invitations", { email, role: "admin" });
        const { token } = await newestMail(installation, email, "invitation", salon.id);
        const browser = openBrowser(installation);
        await browser.post("/api/invitations/accept", { token, name: "James", password });
        return browser;
      };
      const james = await join("james@example.com");
      assert.equal((await james.post("/api/businesses", { name: "My own" })).status, 403);
      const { id } = (await james.get("/api/account/me")).body.data.user;
      await salon.call("PATCH", `/api/members?id=${id}`, { role: "owner" });
      assert.equal((await james.post("/api/businesses", { name: "My own" })).status, 201);
    } finally {
      await installation.close();
    }
  });
});
