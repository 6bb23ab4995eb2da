import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { agree, connect, keep, refusedBy } from "../oauth/accounts.test-support.ts";
import type { loopback } from "./loopback.ts";
import { failure } from "./mailbox.test-support.ts";
import { microsoftCalendar } from "./microsoft.ts";
import { openMicrosoft } from "./open.test-support.ts";

describe("a Microsoft account", () => {
  const m = openMicrosoft();

  describe("connecting", () => {
    it("asks for lasting access and learns whose account it is", async () => {
      const { secret, account: email } = await m.microsoft.exchange!(await agree(m.microsoft));
      assert.equal(email, "maria@contoso.example");
      assert.deepEqual(Object.keys(secret).sort(), ["accessToken", "expiresAt", "refreshToken"]);
      assert.match(m.server.asked[0]!.query.get("scope")!, /offline_access .*Calendars\.ReadWrite/);
    });

    it("takes the sign-in name of a personal account that has no mailbox address", async () => {
      Object.assign(m.server.me, { mail: null, userPrincipalName: "Maria@Outlook.example" });
      assert.equal((await m.microsoft.exchange!(await agree(m.microsoft))).account, "maria@outlook.example");
      Object.assign(m.server.me, { mail: "maria@contoso.example", userPrincipalName: "maria@contoso.example" });
    });

    it("refuses a code that was used already", async () => {
      const back = await agree(m.microsoft);
      await m.microsoft.exchange!(back);
      assert.equal((await refusedBy(m.microsoft.exchange!(back))).kind, "refused");
    });
  });

  describe("tokens", () => {
    it("are replaced by one flight and kept", async () => {
      m.server.endAccess();
      await Promise.all([m.microsoft.calendars(m.account), m.changes()]);
      assert.equal(m.server.count(/^POST .*token/), 1);
      assert.ok(m.account.saves >= 1);
      assert.deepEqual(m.account.kept, m.account.secret);
    });

    it("that another process has replaced meanwhile are read again instead of given up", async () => {
      const stale = structuredClone(m.account.secret);
      m.server.endAccess();
      const elsewhere = microsoftCalendar(m.server.adapterSettings());
      await elsewhere.calendars(m.account);
      const here = keep(stale);
      here.latest = async () => m.account.kept;
      assert.equal((await m.microsoft.calendars(here)).length, 1);
      assert.deepEqual(here.kept, m.account.kept);
    });

    it("that their owner has withdrawn have to be connected anew", async () => {
      m.server.revoke();
      const error = await refusedBy(m.changes());
      assert.equal(error.kind, "credentials");
      assert.match(error.message, /connect it again.*AADSTS70000/);
      assert.doesNotMatch(error.message, new RegExp(`${m.account.secret.refreshToken}|Trace`));
    });

    it("that open no calendars have to be connected anew", async () => {
      m.server.scope = "offline_access User.Read";
      const poor = await connect(m.microsoft);
      m.server.scope = null;
      assert.equal((await refusedBy(m.microsoft.calendars(poor))).kind, "credentials");
    });
  });

  it("lists every page of calendars", async () => {
    m.mailbox.calendar("team", { name: "Team" });
    m.mailbox.calendar("holidays", { name: "Holidays", canEdit: false });
    assert.deepEqual(await m.microsoft.calendars(m.account), [
      { id: "AAMk/main=", name: "Calendar", primary: true, writable: true, timeZone: null },
      { id: "team", name: "Team", primary: false, writable: true, timeZone: null },
      { id: "holidays", name: "Holidays", primary: false, writable: false, timeZone: null },
    ]);
  });

  it("follows no link that leads away from Graph", async () => {
    const away = { value: [], "@odata.nextLink": "https://evil.example/v1.0/me/calendars" };
    m.server.fail(/calendars/, { status: 200, body: away });
    assert.match((await refusedBy(m.microsoft.calendars(m.account))).message, /leads away/);
    const base = m.server.url;
    m.server.fail(/calendars/, { status: 200, body: { ...away, "@odata.nextLink": `${base}/v1.0.evil.example/x` } });
    assert.equal((await refusedBy(m.microsoft.calendars(m.account))).kind, "refused");
  });

  describe("when Microsoft cannot", () => {
    const failures: [string, Parameters<Awaited<ReturnType<typeof loopback>>["fail"]>[1], string, number | null][] = [
      [
        "throttling",
        failure(429, "ApplicationThrottled", "Too many requests", { "retry-after": "42" }),
        "temporary",
        42,
      ],
      [
        "a mailbox that is away",
        failure(503, "MailboxStoreUnavailable", "Try later", { "retry-after": "5" }),
        "temporary",
        5,
      ],
      ["an error of its own", failure(500, "ErrorInternalServerError", "Oops"), "temporary", null],
      ["no answer", "hang", "temporary", null],
      ["a broken connection", "drop", "temporary", null],
      ["a success that is none", { status: 200, body: { value: "nothing" } }, "temporary", null],
      ["a rule against it", failure(400, "ErrorInvalidRequest", "No"), "refused", null],
    ];
    for (const [what, answer, kind, seconds] of failures) {
      it(`tells ${what} as ${kind}`, async () => {
        m.server.fail(/delta/, answer);
        const error = await refusedBy(m.changes());
        assert.deepEqual([error.kind, error.retryAfterSeconds], [kind, seconds]);
        assert.match(error.message, /^Microsoft /);
      });
    }
  });
});
