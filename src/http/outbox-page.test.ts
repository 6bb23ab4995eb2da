import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { openTestInstallation, type TestBusiness, type TestInstallation } from "../../test/support/installation.ts";
import { queueMail } from "../domain/messaging/messages/queue.ts";

describe("the outbox page", () => {
  let installation: TestInstallation;
  let salon: TestBusiness;
  let other: TestBusiness;
  const ids: Record<string, number> = {};
  before(async () => {
    installation = await openTestInstallation();
    [salon, other] = [await installation.business({ name: "Sarah's <Salon>" }), await installation.business()];
    const queue = async (businessId: number, to: string, changes: object = {}) => {
      const draft = {
        kind: "confirmation",
        to,
        subject: `Booked <b>for</b> ${to}`,
        html: "<p>Hi</p>",
        text: "Hi & bye",
      };
      const id = await installation.asSystem(businessId, (context) =>
        queueMail(context, { ...draft, dedupeKey: to, ...changes } as never),
      );
      ids[to] = id!;
    };
    const html =
      '<html><head><title>x</title></head><body><a href="https://x.example/?a=1&amp;b=2">Go</a></body></html>';
    await queue(0, "new@example.com", { kind: "resetPassword", subject: "Choose a new password" });
    await queue(salon.id, "emily@example.com", { html, calendar: { method: "REQUEST", content: "BEGIN:VCALENDAR" } });
    await queue(other.id, "james@example.com");
  });
  after(() => installation.close());

  /** As a browser somewhere would ask. */
  async function open(url: string, { from = "127.0.0.1", ...headers }: Record<string, string> = {}) {
    const response = await installation.server.inject({ method: "GET", url, remoteAddress: from, headers });
    return { status: response.statusCode, text: response.payload, headers: response.headers };
  }
  const mail = (business: number, to: string) => `/outbox/${business}/${ids[to]}`;

  it("shows this machine everything, the installation's own mails included, newest first", async () => {
    const { status, text, headers } = await open("/outbox");
    assert.equal(status, 200);
    assert.match(String(headers["content-type"]), /^text\/html/);
    assert.equal(headers["cache-control"], "no-store");
    const order = ["james@example.com", "emily@example.com", "Choose a new password"].map((words) =>
      text.indexOf(words),
    );
    assert.ok(order[0]! > 0 && order[0]! < order[1]! && order[1]! < order[2]!, String(order));
    assert.ok(text.includes(`href="${mail(salon.id, "emily@example.com")}"`));
  });

  it("has no script and takes what people typed for text", async () => {
    for (const url of ["/outbox", mail(salon.id, "emily@example.com")]) {
      const { text, headers } = await open(url);
      assert.equal(/<script|\son\w+=|javascript:/i.test(text), false);
      assert.match(String(headers["content-security-policy"]), /default-src 'none'/);
      assert.ok(text.includes("Booked &lt;b&gt;for&lt;/b&gt; emily@example.com"));
      assert.ok(text.includes("Sarah&#39;s &lt;Salon&gt;"));
    }
  });

  it("shows one mail as its reader sees it, in a frame that can run nothing, with its text and calendar file", async () => {
    const url = mail(salon.id, "emily@example.com");
    const { text } = await open(url);
    const [, sandbox, source] = /<iframe [^>]*sandbox="([^"]*)" srcdoc="([^"]*)"/.exec(text)!;
    assert.equal(/allow-(scripts|same-origin|forms)/.test(sandbox!), false);
    assert.ok(source!.includes("&lt;a href=&quot;https://x.example/?a=1&amp;amp;b=2&quot;&gt;Go&lt;/a&gt;"));
    assert.ok(text.includes("Hi &amp; bye"));
    const file = await open(`${url}/invite.ics`);
    assert.deepEqual([file.status, file.text], [200, "BEGIN:VCALENDAR"]);
    assert.match(String(file.headers["content-type"]), /^text\/calendar/);
    assert.match(String(file.headers["content-disposition"]), /attachment/);
    assert.equal((await open(`${mail(other.id, "james@example.com")}/invite.ics`)).status, 404);
  });

  it("shows nothing to strangers, whichever way they come", async () => {
    const strangers: Record<string, string>[] = [
      { from: "203.0.113.9" },
      { from: "127.0.0.1", "x-forwarded-for": "203.0.113.9" },
      { from: "127.0.0.1", forwarded: "for=203.0.113.9" },
      { from: "127.0.0.1", host: "rebound.attacker.example:3000" },
    ];
    for (const stranger of strangers) {
      for (const url of ["/outbox", mail(0, "new@example.com"), `${mail(salon.id, "emily@example.com")}/invite.ics`]) {
        const { status, text } = await open(url, stranger);
        assert.equal(status, 403, JSON.stringify(stranger));
        assert.equal(/@example\.com|VCALENDAR|password/.test(text), false);
      }
    }
  });

  it("shows owners and admins from elsewhere their own business's mails, and other members none", async () => {
    const from = "203.0.113.9";
    const admin = await installation.member(salon.id, "admin");
    for (const key of [salon.key, admin.key]) {
      const { status, text } = await open("/outbox", { from, "cal-api-key": key });
      assert.equal(status, 200);
      assert.ok(text.includes("emily@example.com"));
      assert.equal(/james@example\.com|new password/.test(text), false);
      assert.equal((await open(mail(salon.id, "emily@example.com"), { from, "cal-api-key": key })).status, 200);
      assert.equal((await open(mail(0, "new@example.com"), { from, "cal-api-key": key })).status, 404);
      assert.equal((await open(mail(other.id, "james@example.com"), { from, "cal-api-key": key })).status, 404);
    }
    const manager = await installation.member(salon.id, "manager");
    assert.equal((await open("/outbox", { from, "cal-api-key": manager.key })).status, 403);
  });

  it("goes on to older messages", async () => {
    await installation.asSystem(salon.id, async (context) => {
      for (let number = 1; number <= 60; number++)
        await queueMail(context, {
          kind: "reminder",
          to: `customer${number}@example.com`,
          subject: "Soon",
          html: "",
          text: "",
          dedupeKey: String(number),
        });
    });
    const first = await open("/outbox");
    assert.ok(first.text.includes("customer60@") && !first.text.includes("customer10@"));
    const [, next] = /href="(\/outbox\?before=\d+)"/.exec(first.text)!;
    const second = await open(next!);
    assert.ok(second.text.includes("customer10@") && second.text.includes("new password"));
    assert.equal(second.text.includes("customer11@"), false);
    assert.equal(second.text.includes("?before="), false);
  });

  it("is not there when there is a mail server", async () => {
    const served = await openTestInstallation({ settings: { SMTP_URL: "smtp://127.0.0.1:1" } });
    assert.equal((await served.send("GET", "/outbox")).status, 404);
    await served.close();
  });
});
