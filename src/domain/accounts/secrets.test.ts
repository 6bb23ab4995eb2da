import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { sql } from "kysely";
import { Secret, TOTP } from "otpauth";
import { openTestInstallation, type TestInstallation } from "../../../test/support/installation.ts";
import type { Mail } from "../messaging/mail/port.ts";
import { openBrowser, password, signUpForm } from "./browser.test-support.ts";

const email = "sarah@example.com";

describe("secrets", () => {
  let installation: TestInstallation;
  const mails: Mail[] = [];
  const logged: string[] = [];
  const write = process.stderr.write;
  before(async () => {
    process.stderr.write = ((line: string) => logged.push(String(line))) as never;
    installation = await openTestInstallation({
      workers: true,
      settings: { LOG_LEVEL: "trace", TRUSTED_PROXIES: "127.0.0.1" },
      // A real mail server, as far as the outbox can tell.
      ports: {
        mail: {
          mode: "live",
          async send(mail) {
            mails.push(mail);
            return { providerId: null };
          },
          async close() {},
        },
      },
    });
  });
  after(async () => {
    await installation.close();
    process.stderr.write = write;
  });

  const tokenInMail = async () => {
    await installation.drain();
    return /\?token=(\w+)/.exec(mails.at(-1)!.text)![1]!;
  };

  /** Every row of every table, as text, as every business in turn. */
  async function everythingStored(): Promise<string> {
    const { db } = installation.app.database;
    const { rows: tables } = await sql<{ name: string }>`
      select format('%I.%I', table_schema, table_name) as name from information_schema.tables
      where table_schema in ('public', 'jobs') and table_type = 'BASE TABLE'`.execute(db);
    const { rows: businesses } = await sql<{ id: number }>`select distinct business_id as id from subdomains`.execute(
      db,
    );
    const texts: string[] = [];
    for (const { id } of [{ id: 0 }, ...businesses]) {
      await installation.asSystem(id, async (context) => {
        for (const { name } of tables) {
          const { rows } = await sql<{ text: string | null }>`
            select string_agg(row::text, e'\\n') as text from ${sql.raw(name)} row`.execute(context.db);
          texts.push(rows[0]!.text ?? "");
        }
      });
    }
    return texts.join("\n");
  }

  it("are nowhere in the database or the log: passwords, keys, sessions, codes, links", async () => {
    const browser = openBrowser(installation);
    const secrets: Record<string, string> = { password };
    const remember = (name: string, secret: string) => {
      secrets[name] = secret;
      return secret;
    };
    const keyed = (key: string) => ({ "idempotency-key": key });
    await browser.post("/api/account/sign-up", signUpForm(email), keyed("one"));
    const verification = remember("link to verify", await tokenInMail());
    await browser.post("/api/account/verify", { token: verification }, keyed("two"));
    remember("first session", browser.cookie!.split("=")[1]!);
    await browser.post("/api/account/magic-link", { email });
    remember("unused magic link", await tokenInMail());
    const key = await browser.post("/api/keys", { name: "Till" }, keyed("three"));
    remember("API key", key.body.data.key);
    await installation.send("GET", `/api/account/me?key=${key.body.data.key}`, { key: key.body.data.key });
    await browser.post("/api/invitations", { email: "james@example.com" });
    remember("invitation", await tokenInMail());
    const setUp = await browser.post("/api/account/two-factor/set-up", { password }, keyed("four"));
    const secret = remember("secret of the app", setUp.body.data.secret);
    const code = new TOTP({ secret: Secret.fromBase32(secret) }).generate();
    const confirmed = await browser.post("/api/account/two-factor/confirm", { code }, keyed("five"));
    remember("recovery code", confirmed.body.data.recoveryCodes[0]);
    const first = await openBrowser(installation).post("/api/account/sign-in", { email, password }, keyed("six"));
    remember("half a sign-in", first.body.data.secondFactor.token);
    remember("wrong password", "my other password, by mistake");
    await browser.post("/api/account/sign-in", { email, password: secrets["wrong password"] });
    await browser.post("/api/account/verify", { token: secrets["unused magic link"] });
    await installation.drain();

    assert.ok(Object.values(secrets).every((each) => each.length > 10));
    const stored = await everythingStored();
    assert.match(stored, /sarah@example\.com/, "the search does find what is there");
    assert.match(stored, /\$argon2id\$/);
    const log = logged.join("");
    assert.match(log, /"msg":"request"/);
    for (const [name, each] of Object.entries(secrets)) {
      assert.ok(!stored.includes(each), `${name} is in the database`);
      assert.ok(!log.includes(each), `${name} is in the log`);
    }
  });
});
