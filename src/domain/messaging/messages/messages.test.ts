import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import {
  openTestInstallation,
  type TestBusiness,
  type TestInstallation,
} from "../../../../test/support/installation.ts";
import { job } from "../../../platform/operation.ts";
import { type Mail, MailRefused } from "../mail/port.ts";
import { type MailDraft, queueMail } from "./queue.ts";
import { sendQueuedMessage } from "./send.ts";

const address = "/api/messages";
const confirmation = (changes: Partial<MailDraft> = {}): MailDraft => ({
  kind: "confirmation",
  to: "emily@example.com",
  subject: "Booked: Haircut",
  html: "<p>See you</p>",
  text: "See you",
  dedupeKey: `confirmation:${Math.random()}`,
  ...changes,
});

describe("messages without a mail server", () => {
  let installation: TestInstallation;
  let salon: TestBusiness;
  const queue = (draft: MailDraft) => installation.asSystem(salon.id, (context) => queueMail(context, draft));
  const read = async (query: string) => (await salon.call("GET", `${address}?${query}`)).body.data;
  before(async () => {
    installation = await openTestInstallation({ workers: true });
    salon = await installation.business({ name: "Sarah's Salon" });
  });
  after(() => installation.close());

  it("stay in the outbox, which says that nothing left", async () => {
    const ics = "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n";
    const id = await queue(confirmation({ calendar: { method: "REQUEST", content: ics }, appointmentId: 7 }));
    await installation.drain();
    const { status, body, headers } = await salon.call("GET", address);
    assert.equal(status, 200);
    assert.equal(body.status, "success");
    assert.deepEqual(body.pagination, { total: 1, nextCursor: null });
    assert.equal(headers["x-total-count"], "1");
    const [{ createdAt, sentAt, ...message }] = body.data;
    assert.ok(createdAt <= sentAt);
    assert.deepEqual(message, {
      id,
      channel: "email",
      kind: "confirmation",
      recipient: "emily@example.com",
      subject: "Booked: Haircut",
      status: "sent",
      mode: "sandbox",
      attempts: 0,
      error: null,
      appointmentId: 7,
      bookingId: null,
      hasCalendar: true,
    });
    const one = await read(`id=${id}`);
    assert.deepEqual([one.text, one.html, one.ics, one.calendarMethod], ["See you", "<p>See you</p>", ics, "REQUEST"]);
  });

  it("are found by recipient, kind, status and appointment", async () => {
    await queue(confirmation({ kind: "reminder", to: "James@Example.com", appointmentId: 8 }));
    await installation.drain();
    for (const query of ["recipient=james@example.com", "kind=reminder", "appointmentId=8"])
      assert.deepEqual(
        (await read(query)).map((message: { kind: string }) => message.kind),
        ["reminder"],
        query,
      );
    assert.deepEqual(await read("status=failed"), []);
    assert.deepEqual(await read("channel=sms"), []);
    assert.equal((await salon.call("GET", `${address}?status=lost`)).status, 400);
  });

  it("are queued once for each key, however often a job repeats", async () => {
    const draft = confirmation({ dedupeKey: "appointment:1:confirmation", to: "once@example.com" });
    assert.equal(typeof (await queue(draft)), "number");
    assert.equal(await queue(draft), null);
    assert.equal((await read("recipient=once@example.com")).length, 1);
  });

  it("are one business's own, and an invitation is for owners and admins alone", async () => {
    const id = await queue(confirmation({ kind: "invitation", to: "new@example.com", text: "https://…/secret" }));
    const other = await installation.business();
    assert.equal((await other.call("GET", `${address}?id=${id}`)).status, 404);
    assert.deepEqual((await other.call("GET", address)).body.data, []);
    assert.equal((await read(`id=${id}`)).text, "https://…/secret");
    const manager = await installation.member(salon.id, "manager");
    const asManager = (query: string) => installation.send("GET", `${address}?${query}`, { key: manager.key });
    assert.equal((await asManager(`id=${id}`)).status, 404);
    assert.deepEqual((await asManager("recipient=new@example.com")).body.data, []);
    assert.ok((await asManager("")).body.data.length > 0);
    const employee = await installation.member(salon.id, "employee");
    assert.equal((await installation.send("GET", address, { key: employee.key })).status, 403);
  });

  it("about other people's appointments stay hidden from a member who sees their own alone", async () => {
    const insert = (table: string, values: object): Promise<number> =>
      installation.asSystem(salon.id, async ({ db }) => {
        const row = { businessId: salon.id, createdAt: "2026-02-01T09:00:00Z", ...values };
        return (await (db as any).insertInto(table).values(row).returning("id").executeTakeFirstOrThrow()).id;
      });
    const { body: service } = await salon.call("POST", "/api/services/services", { name: "Haircut" });
    const roleId = await insert("employeeRoles", { name: "Reader", permissions: ["messages:read"], onlyOwn: true });
    const calendarId = await installation.asSystem(salon.id, async ({ db }) => {
      const values = { businessId: salon.id, kind: "person", userId: null };
      return (await db.insertInto("calendars").values(values).returning("id").executeTakeFirstOrThrow()).id;
    });
    const ada = await insert("employees", { name: "Ada", calendarId, roleId });
    const member = await installation.member(salon.id, "employee", ada);
    const about = async (employeeId: number | null) => {
      const appointmentId = await insert("appointments", {
        uid: `apt_${employeeId}`,
        serviceId: service.id,
        employeeId,
        startsAt: "2026-02-25T10:00:00Z",
        endsAt: "2026-02-25T10:30:00Z",
        status: "approved",
        price: 0,
        currency: "usd",
        timeZone: "UTC",
        language: "en",
        source: "rest",
      });
      return queue(confirmation({ appointmentId }));
    };
    const [mine, theirs] = [await about(ada), await about(null)];
    const { body } = await installation.send("GET", address, { key: member.key });
    assert.deepEqual(
      body.data.map((message: { id: number }) => message.id),
      [mine],
    );
    assert.equal((await installation.send("GET", `${address}?id=${theirs}`, { key: member.key })).status, 404);
  });
});

describe("messages with a mail server", () => {
  let installation: TestInstallation;
  let salon: TestBusiness;
  const taken: Mail[] = [];
  /** What the server answers, mail by mail; accepts when there is nothing left. */
  const answers: ("accept" | MailRefused)[] = [];
  before(async () => {
    installation = await openTestInstallation({
      settings: { MAIL_FROM: "Schedly <mail@schedly.example>" },
      ports: {
        mail: {
          mode: "live",
          async send(mail) {
            const answer = answers.shift() ?? "accept";
            if (answer !== "accept") throw answer;
            taken.push(mail);
            return { providerId: mail.headers!["Message-ID"]! };
          },
          close: async () => {},
        },
      },
    });
    salon = await installation.business({ name: "Sarah's Salon" });
  });
  after(() => installation.close());

  /** Queues a mail and runs its job as the job runner would. */
  async function send(draft: MailDraft, { last = false, businessId = salon.id } = {}) {
    const { asSystem, app } = installation;
    const messageId = (await asSystem(businessId, (context) => queueMail(context, draft)))!;
    const tools = { inBusiness: asSystem, ports: app.ports, services: app.services } as never;
    const attempt = () => job(sendQueuedMessage).run(tools, { businessId, messageId }, { attempt: 1, last });
    const state = async () => (await salon.call("GET", `${address}?id=${messageId}`)).body.data;
    return { messageId, attempt, state };
  }

  it("go out in the business's name, with answers to its address", async () => {
    await salon.call("PATCH", "/api/services/company-settings", { email: "hello@sarah.example" });
    const { attempt, state } = await send(confirmation());
    await attempt();
    const mail = taken.at(-1)!;
    assert.equal(mail.from, `"Sarah's Salon" <mail@schedly.example>`);
    assert.equal(mail.replyTo, "hello@sarah.example");
    assert.deepEqual([mail.to, mail.subject, mail.text], ["emily@example.com", "Booked: Haircut", "See you"]);
    const { status, mode, sentAt } = await state();
    assert.deepEqual([status, mode, typeof sentAt], ["sent", "live", "string"]);
  });

  it("go out in the installation's name where they are its own", async () => {
    const { attempt } = await send(confirmation({ kind: "resetPassword" }), { businessId: 0 });
    await attempt();
    assert.deepEqual([taken.at(-1)!.from, taken.at(-1)!.replyTo], [`"Schedly" <mail@schedly.example>`, undefined]);
  });

  it("are not sent again by a job that repeats", async () => {
    const { attempt } = await send(confirmation());
    await attempt();
    const count = taken.length;
    await attempt();
    assert.equal(taken.length, count);
  });

  it("carry the same Message-ID when they are sent again after a crash", async () => {
    const { attempt, messageId } = await send(confirmation());
    await attempt();
    await installation.asSystem(salon.id, (context) =>
      context.db.updateTable("messages").set({ status: "sending" }).where("id", "=", messageId).execute(),
    );
    await attempt();
    const [first, second] = taken.slice(-2).map((mail) => mail.headers!["Message-ID"]);
    assert.match(first!, /^<[\w-]{43}@schedly\.example>$/);
    assert.equal(second, first);
  });

  it("wait for another attempt when the server is busy, and fail after the last", async () => {
    const busy = new MailRefused("The mail server could not be reached: 421 later", false);
    answers.push(busy, "accept");
    const { attempt, state } = await send(confirmation());
    await assert.rejects(attempt, busy);
    const waiting = await state();
    assert.deepEqual([waiting.status, waiting.error, waiting.sentAt], ["queued", busy.message, null]);
    await attempt();
    const done = await state();
    assert.deepEqual([done.status, done.attempts, done.error], ["sent", 2, null]);

    answers.push(busy);
    const hopeless = await send(confirmation(), { last: true });
    await assert.rejects(hopeless.attempt, busy);
    assert.equal((await hopeless.state()).status, "failed");
  });

  it("fail at once when the server refuses them for good", async () => {
    answers.push(new MailRefused("The mail server did not accept the sender or the recipient: 550 nobody", true));
    const { attempt, state } = await send(confirmation());
    await attempt();
    const { status, error } = await state();
    assert.deepEqual(
      [status, error],
      ["failed", "The mail server did not accept the sender or the recipient: 550 nobody"],
    );
  });
});
