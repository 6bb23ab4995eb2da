import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { openTestInstallation, type TestBusiness, type TestInstallation } from "../../../test/support/installation.ts";
import { type Reader, readerOf, type Sheet, wordsOf } from "./reader.test-support.ts";

describe("every page", () => {
  let installation: TestInstallation;
  let salon: TestBusiness;
  let reader: Reader;
  let uid: string;
  let token: string;
  /** What may be seen by anybody, and what has a handle or token in its address. */
  let open: string[];
  let secret: string[];
  before(async () => {
    installation = await openTestInstallation({ settings: { PUBLIC_URL: "https://book.example", CLOCK: "virtual" } });
    installation.app.services.clock!.setOffset(Date.parse("2027-03-01T16:00:00Z") - Date.now());
    salon = await installation.business({ name: `<script>alert(1)</script>" onload="x`, subdomain: "hostile" });
    const hostile = {
      name: `<img src=x onerror=alert(1)>`,
      description: `"><svg onload=alert(1)>`,
      requiresConfirmation: true,
    };
    const { id } = (await salon.call("POST", "/api/services/services", { ...hostile, slug: "cut" })).body;
    await salon.call("POST", "/api/services/employees", { name: `<b onclick="x">James</b>` });
    await salon.call("POST", "/api/services/extras", { name: `<i>Wax</i>`, price: 1, serviceId: id });
    await salon.call("POST", "/api/services/locations", { name: `<u>Here</u>`, address: `'"><a href=javascript:x>` });
    const body = {
      subdomain: "hostile",
      serviceId: id,
      startTime: "2027-03-02T18:00:00Z",
      name: `<em>Eve</em>`,
      email: "eve@example.com",
      notes: "<style>",
    };
    uid = (await installation.send("POST", "/api/services/book", { body })).body.uid;
    token = installation.app.services.secrets.mac(`confirm-appointment:${uid}`);
    open = ["/", "/b/hostile", "/b/hostile/cut"];
    secret = [
      `/appointments/${uid}`,
      `/appointments/${uid}/cancel`,
      `/appointments/${uid}/reschedule`,
      `/confirm-appointment?uid=${uid}&token=${token}`,
      `/review?uid=${uid}`,
      "/b/hostile/cut/book?time=2027-03-02T19:00:00Z",
      "/b/hostile/cut/waitlist",
      "/waitlist/wtl_x",
      "/verify?token=x",
      "/magic?token=x",
      "/reset?token=x",
      "/invitation?token=x",
      "/sign-in?invitation=x",
      "/forgot",
      "/sign-up",
      "/account",
    ];
    reader = readerOf(installation);
  });
  after(() => installation.close());

  /** The page as it is where no script runs: without the app that takes its place elsewhere. */
  const plain = (text: string) =>
    text
      .replace(/<div id="app" [\s\S]*?<\/div>\n(?=<header>|<main>)/, "")
      .replace(
        /(?<=<\/style>)\n(<link rel="preload" [^>]*>)?\n<script data-app="[\w/. -]+">[^<]*<\/script>\n<style>[^<]*<\/style>(?=\n<\/head>)/,
        "",
      )
      // The one plain page with a script: it asks the browser for its time zone.
      .replace(
        /<script>\(\(\) => \{\n {2}const select = document\.getElementById\("zone"\);[^<]*<\/script>\n(?=<\/body>)/,
        "",
      );

  const whole = (page: Sheet) => {
    assert.match(page.text, /^<!doctype html>\n<html lang="[a-z]{2}">/, page.url);
    assert.equal([...page.text.matchAll(/<h1>/g)].length, 1, page.url);
    assert.match(page.text, /<main>/);
    assert.ok(page.title.length > 3);
  };

  it("is a whole document with a language, a title and one heading", async () => {
    for (const url of [...open, ...secret]) whole(await reader.open(url));
    whole(await reader.open("/b/nobody"));
    whole(await reader.open("/b/hostile?x=%00"));
  });

  it("labels every field, and gives every id once", async () => {
    for (const url of [...open, ...secret]) {
      const { text } = await reader.open(url);
      const ids = [...text.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id!);
      assert.deepEqual(ids, [...new Set(ids)], url);
      for (const [tag] of text.matchAll(/<(?:input|select|textarea) [^>]*>/g)) {
        if (/type="(?:hidden|radio|checkbox)"/.test(tag)) continue;
        assert.ok(text.includes(`<label for="${/ id="([^"]+)"/.exec(tag)![1]}">`), `${url}: ${tag}`);
      }
      for (const [, described] of text.matchAll(/aria-(?:describedby|labelledby)="([^"]+)"/g))
        for (const id of described!.split(" ")) assert.ok(ids.includes(id), `${url}: ${id}`);
    }
  });

  it("runs nothing, loads nothing and takes what people typed for text", async () => {
    for (const url of [...open, ...secret]) {
      const { text, headers } = await reader.open(url);
      assert.equal(/<script|<img|<svg|<iframe|<em>|<i>|<u>|javascript:x"|\son\w+="/i.test(plain(text)), false, url);
      assert.equal([...plain(text).matchAll(/<style>/g)].length, 1, url);
      const policy = String(headers["content-security-policy"]);
      const hashes = "'sha256-[\\w+/=]+'( 'sha256-[\\w+/=]+')*";
      assert.match(
        policy,
        new RegExp(
          text.includes('<div id="app"')
            ? `^default-src 'none'; script-src 'self' ${hashes}; style-src 'self' ${hashes}; font-src 'self'; connect-src 'self'; img-src 'self' data: https:; form-action 'self'`
            : `^default-src 'none'; ${url === "/sign-up" ? `script-src ${hashes}; ` : ""}style-src ${hashes}; img-src data:; form-action 'self'`,
        ),
      );
      assert.equal(policy.includes("unsafe"), false);
      assert.match(policy, /frame-ancestors 'none'/);
      assert.equal(headers["x-frame-options"], "DENY");
    }
    assert.match(wordsOf(await reader.open(`/appointments/${uid}`)), /<img src=x onerror=alert\(1\)>/);
  });

  it("is kept and indexed by nobody where its address is a secret, and tells it to no other site", async () => {
    for (const url of secret) {
      const { headers } = await reader.open(url);
      assert.deepEqual(
        [headers["cache-control"], headers["x-robots-tag"], headers["referrer-policy"]],
        ["no-store", "noindex, nofollow", "same-origin"],
        url,
      );
    }
    for (const url of open) assert.equal((await reader.open(url)).headers["x-robots-tag"], undefined, url);
  });

  it("changes nothing by being opened", async () => {
    const state = async () => {
      const { rows } = await installation.asSystem(salon.id, ({ db }) =>
        db.executeQuery(db.selectFrom("appointments").select(["id", "status", "startsAt", "version"]).compile()),
      );
      const audit = await salon.call("GET", "/api/services/audit-log");
      return JSON.stringify([rows, audit.headers["x-total-count"]]);
    };
    const before = await state();
    for (const url of [...open, ...secret]) await reader.open(url);
    assert.equal(await state(), before);
  });

  it("takes its form from our own pages alone", async () => {
    const cancel = (headers: Record<string, string>) => reader.post(`/appointments/${uid}/cancel`, "", headers);
    const foreign: Record<string, string>[] = [
      { "sec-fetch-site": "cross-site" },
      { "sec-fetch-site": "same-site", origin: "https://other.example" },
      { "sec-fetch-site": "", origin: "https://evil.example" },
      // A sandboxed frame, or a page that hides where it is.
      { "sec-fetch-site": "", origin: "null" },
    ];
    for (const headers of foreign) {
      const page = await cancel(headers);
      assert.equal(page.status, 403, JSON.stringify(headers));
      assert.match(wordsOf(page), /came from another page, so nothing was changed/);
    }
    for (const path of ["/verify", "/magic", "/reset", "/sign-in", "/sign-out", "/forgot", "/confirm-appointment"])
      assert.equal((await reader.post(path, "token=x", { "sec-fetch-site": "cross-site" })).status, 403, path);
    const own = { "sec-fetch-site": "", origin: "https://book.example" };
    assert.match(wordsOf(await cancel(own)), /Your appointment is cancelled/);
  });

  it("reads forms and nothing else, and not too long ones", async () => {
    const url = `/appointments/${uid}/cancel`;
    const bad: [string, Record<string, string>, number][] = [
      ['{"reason":"x"}', { "content-type": "application/json" }, 400],
      ["reason=x", { "content-type": "text/plain" }, 400],
      ["reason=a%00b", {}, 400],
      ["__proto__=x", {}, 400],
      [`reason=${"x".repeat(200_000)}`, {}, 413],
    ];
    for (const [payload, headers, status] of bad) {
      const page = await reader.post(url, payload, headers);
      assert.equal(page.status, status, payload.slice(0, 30));
      assert.match(wordsOf(page), /This could not be read/);
    }
    // The API keeps to JSON.
    const form = { "content-type": "application/x-www-form-urlencoded" };
    const answer = await installation.send("POST", "/api/services/appointments/cancel", {
      raw: `uid=${uid}`,
      headers: form,
    });
    assert.equal(answer.status, 400);
  });

  it("asks whoever opens too many to wait, in words", async () => {
    const busy = await openTestInstallation({ settings: { RATE_LIMIT: "memory", PUBLIC_RATE_LIMIT: "3" } });
    try {
      const [one, other] = [readerOf(busy, "203.0.113.1"), readerOf(busy, "203.0.113.2")];
      for (let n = 0; n < 3; n++) assert.equal((await one.open("/")).status, 200);
      const page = await one.open("/", { "accept-language": "de" });
      assert.equal(page.status, 429);
      assert.match(String(page.headers["retry-after"]), /^\d+$/);
      assert.match(wordsOf(page), /Zu viele Anfragen .* in 1 Minute noch einmal/);
      assert.equal((await other.open("/")).status, 200);
    } finally {
      await busy.close();
    }
  });

  it("leads on from the first page", async () => {
    const page = await reader.open("/");
    assert.match(wordsOf(page), /Version \d/);
    for (const leadsTo of ["/sign-up", "/sign-in", "/outbox", "/docs"])
      assert.ok(page.text.includes(`href="${leadsTo}"`), leadsTo);
    const settings = { SMTP_URL: "smtp://127.0.0.1:1", SIGN_UP: "invited" };
    const closed = await openTestInstallation({ settings });
    try {
      const other = await readerOf(closed).open("/");
      assert.equal(other.text.includes("/outbox"), false);
      assert.match(wordsOf(other), /Accounts are made by invitation here/);
      assert.match(wordsOf(await readerOf(closed).open("/sign-up")), /Accounts are made by invitation here/);
    } finally {
      await closed.close();
    }
  });

  it("tells whoever follows a wrong address, and programs in their own words", async () => {
    for (const path of ["/sign-upp", "/support"]) {
      const page = await reader.open(path);
      assert.equal(page.status, 404);
      assert.match(page.title, /There is nothing here/);
    }
    const { body } = await installation.send("GET", "/support");
    assert.equal(body.error, "NOT_FOUND");
  });
});
