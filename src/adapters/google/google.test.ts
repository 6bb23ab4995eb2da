import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { agree, refusedBy } from "../oauth/accounts.test-support.ts";
import { failure } from "./calendar.test-support.ts";
import { googleCalendar } from "./google.ts";
import type { loopback } from "./loopback.ts";
import { openGoogle } from "./open.test-support.ts";

describe("a Google account", () => {
  const g = openGoogle();

  describe("connecting", () => {
    it("asks for lasting access to events and calendars, and learns whose account it is", async () => {
      const { secret, account: email } = await g.google.exchange!(await agree(g.google));
      assert.equal(email, "maria@gmail.example");
      assert.deepEqual(Object.keys(secret).sort(), ["accessToken", "expiresAt", "refreshToken"]);
      const { query } = g.server.asked[0]!;
      assert.deepEqual([query.get("access_type"), query.get("prompt")], ["offline", "consent"]);
    });

    it("refuses a code that was used already", async () => {
      const back = await agree(g.google);
      await g.google.exchange!(back);
      const error = await refusedBy(g.google.exchange!(back));
      assert.equal(error.kind, "refused");
      assert.doesNotMatch(error.message, new RegExp(back.code));
    });

    it("tells somebody who unticked a permission to tick it", async () => {
      g.server.scope = "openid email https://www.googleapis.com/auth/calendar.events";
      const error = await refusedBy(g.google.exchange!(await agree(g.google)));
      g.server.scope = null;
      assert.match(error.message, /Tick both calendar permissions/);
    });

    it("says that the settings are wrong when Google does not know the client, and never shows the secret", async () => {
      const wrong = googleCalendar({ ...g.server.adapterSettings(), clientSecret: "not-the-secret" });
      const error = await refusedBy(wrong.exchange!(await agree(wrong)));
      assert.equal(error.kind, "temporary");
      assert.match(error.message, /client id or secret in the settings is wrong/);
      assert.doesNotMatch(error.message, /not-the-secret/);
    });
  });

  describe("tokens", () => {
    it("are renewed once they have ended, and kept before they are used", async () => {
      g.account.secret = { ...g.account.secret, expiresAt: Date.now() + 1000 };
      await g.google.calendars(g.account);
      assert.equal(g.account.saves, 1);
      assert.deepEqual(g.account.kept, g.account.secret);
      assert.equal(g.server.count(/^POST \/token/), 1);
    });

    it("are renewed once when Google refuses them before their time", async () => {
      g.server.endAccess();
      await g.google.calendars(g.account);
      g.server.endAccess();
      await g.google.calendars(g.account);
      assert.equal(g.server.count(/^POST \/token/), 2);
    });

    it("are renewed by one flight, however many calls find them ended", async () => {
      g.server.endAccess();
      const others = [
        g.account,
        { ...g.account, secret: g.account.secret },
        { ...g.account, secret: g.account.secret },
      ];
      await Promise.all(others.map((one) => g.google.calendars(one)));
      assert.equal(g.server.count(/^POST \/token/), 1);
    });

    it("that their owner has withdrawn have to be connected anew", async () => {
      g.server.revoke();
      const error = await refusedBy(g.google.calendars(g.account));
      assert.equal(error.kind, "credentials");
      assert.match(error.message, /connect it again/);
      assert.doesNotMatch(error.message, new RegExp(String(g.account.secret.refreshToken)));
    });

    it("that are refused even when they are new have to be connected anew", async () => {
      g.server.fail(/calendarList/, failure(401, "authError", "Invalid Credentials"), 2);
      assert.equal((await refusedBy(g.google.calendars(g.account))).kind, "credentials");
    });

    it("that do not open calendars have to be connected anew", async () => {
      g.server.fail(/calendarList/, failure(403, "insufficientPermissions", "Insufficient scopes"));
      assert.equal((await refusedBy(g.google.calendars(g.account))).kind, "credentials");
    });

    it("that cannot be read any more have to be connected anew", async () => {
      g.account.secret = { password: "x" };
      assert.equal((await refusedBy(g.google.calendars(g.account))).kind, "credentials");
    });
  });

  it("lists every page of calendars, and says which can be written to", async () => {
    g.server.calendar("team@group", {
      summary: "Team",
      summaryOverride: "My team",
      accessRole: "writer",
      timeZone: "America/New_York",
    });
    g.server.calendar("holidays@group", { summary: "Holidays", accessRole: "reader" });
    g.server.calendar("colleague@group", { accessRole: "freeBusyReader" });
    const calendars = await g.google.calendars(g.account);
    assert.deepEqual(calendars, [
      {
        id: "maria@gmail.example",
        name: "maria@gmail.example",
        primary: true,
        writable: true,
        timeZone: "Europe/Berlin",
      },
      { id: "team@group", name: "My team", primary: false, writable: true, timeZone: "America/New_York" },
      { id: "holidays@group", name: "Holidays", primary: false, writable: false, timeZone: "Europe/Berlin" },
    ]);
    assert.equal(g.server.count(/calendarList/), 2);
  });

  describe("when Google cannot", () => {
    const failures: [string, Parameters<Awaited<ReturnType<typeof loopback>>["fail"]>[1], string, number | null][] = [
      [
        "too many requests of this account",
        failure(403, "rateLimitExceeded", "Rate Limit Exceeded"),
        "temporary",
        null,
      ],
      ["too many requests", failure(429, "rateLimitExceeded", "Slow down", { "retry-after": "17" }), "temporary", 17],
      ["quota used up", failure(403, "quotaExceeded", "Calendar usage limits exceeded."), "temporary", null],
      ["an error of its own", failure(500, "backendError", "Backend Error"), "temporary", null],
      ["a proxy's page", { status: 502, body: "<html>Bad gateway</html>" }, "temporary", null],
      [
        "a success that is none",
        { status: 200, body: "<html>Sign in to the hotel's network</html>" },
        "temporary",
        null,
      ],
      ["a redirect", { status: 302, headers: { location: "http://127.0.0.1:1/" } }, "temporary", null],
      ["no answer", "hang", "temporary", null],
      ["a broken connection", "drop", "temporary", null],
      ["a rule against it", failure(403, "forbiddenForNonOrganizer", "Not yours"), "refused", null],
      ["an endless answer", { status: 200, body: { items: "x".repeat(9_000_000) } }, "refused", null],
    ];
    for (const [what, answer, kind, seconds] of failures) {
      it(`tells ${what} as ${kind}`, async () => {
        g.server.fail(/calendarList/, answer);
        const error = await refusedBy(g.google.calendars(g.account));
        assert.deepEqual([error.kind, error.retryAfterSeconds], [kind, seconds]);
        assert.match(error.message, /^Google /);
      });
    }

    it("never repeats a token that Google quotes in an error", async () => {
      const token = String(g.account.secret.accessToken);
      g.server.fail(/calendarList/, failure(400, "badRequest", `Bad header: Bearer ${token}`));
      assert.doesNotMatch((await refusedBy(g.google.calendars(g.account))).message, new RegExp(token));
    });

    it("says so when nobody answers at all", async () => {
      const nowhere = googleCalendar({ ...g.server.adapterSettings(), apiUrl: "http://127.0.0.1:1/calendar/v3" });
      assert.match((await refusedBy(nowhere.calendars(g.account))).message, /could not be reached/);
    });
  });
});
