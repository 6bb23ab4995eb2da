import assert from "node:assert/strict";
import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { after, before, describe, it, type TestContext } from "node:test";
import type { SMTPServerOptions } from "smtp-server";
import { mailbox } from "../../domain/messaging/mail/mailbox.ts";
import { type Mail, MailRefused } from "../../domain/messaging/mail/port.ts";
import { loopback, parseMail, readHeader } from "./loopback.ts";
import { smtpMail } from "./smtp.ts";

const plain: Mail = {
  from: mailbox("Studio Nord", "hello@studio.example"),
  to: mailbox("Maria Weber", "maria@example.org"),
  subject: "Booked: Haircut",
  text: "In plain words",
  html: "<p>In HTML</p>",
};
const ics = ["BEGIN:VCALENDAR", "METHOD:REQUEST", "SUMMARY:Ärztin", "END:VCALENDAR", ""].join("\r\n");

describe("mail through an SMTP server", () => {
  let server: Awaited<ReturnType<typeof loopback>>;
  let mail: ReturnType<typeof smtpMail>;
  before(async () => {
    server = await loopback();
    mail = smtpMail(server.url());
  });
  after(async () => {
    await mail.close();
    await server.close();
  });
  const sent = async (changes: Partial<Mail>) => {
    const result = await mail.send({ ...plain, ...changes });
    return { ...result, ...server.received.at(-1)!, parsed: parseMail(server.received.at(-1)!.raw) };
  };
  const refusal = (changes: Partial<Mail>) => refusedBy(mail.send({ ...plain, ...changes }));

  it("delivers text and HTML side by side, to the one it is for", async () => {
    const { from, to, parsed, providerId, secure } = await sent({ replyTo: "front.desk@studio.example" });
    assert.deepEqual([from, to], ["hello@studio.example", ["maria@example.org"]]);
    assert.match(parsed.type, /^multipart\/alternative/);
    assert.deepEqual(
      parsed.parts.map(({ type, body }) => [type.split(";")[0], body.trim()]),
      [
        ["text/plain", "In plain words"],
        ["text/html", "<p>In HTML</p>"],
      ],
    );
    assert.equal(parsed.headers.get("reply-to"), "front.desk@studio.example");
    assert.equal(parsed.headers.get("auto-submitted"), "auto-generated");
    assert.equal(providerId, parsed.headers.get("message-id"));
    assert.equal(secure, true, "STARTTLS is used where it is offered");
  });

  it("sends an invitation both as a calendar part with its method and as a file", async () => {
    const { parsed } = await sent({
      calendar: { method: "REQUEST", content: ics },
      attachments: [{ filename: "Quittung März.txt", contentType: "text/plain; charset=utf-8", content: "12,00 €" }],
    });
    assert.match(parsed.type, /^multipart\/mixed/);
    const [alternative, receipt, file] = parsed.parts;
    assert.deepEqual(
      alternative!.parts.map(({ type }) => type.split(";")[0]),
      ["text/plain", "text/html", "text/calendar"],
    );
    const calendar = alternative!.parts[2]!;
    assert.match(calendar.type, /text\/calendar; charset=utf-8; method=REQUEST/i);
    assert.equal(calendar.body, ics);
    assert.match(file!.type, /application\/ics; name=invite\.ics/);
    assert.equal(file!.headers.get("content-disposition"), "attachment; filename=invite.ics");
    assert.equal(file!.body, ics);
    assert.equal(receipt!.body, "12,00 €");
  });

  it("sends each entry that a series is rid of as a part of its own, with its method", async () => {
    const content = ["one", "two", "three"].map((uid) => ics.replace("REQUEST", `CANCEL\r\nUID:${uid}`)).join("");
    const { parsed } = await sent({ calendar: { method: "CANCEL", content } });
    const parts = [parsed.parts[0]!.parts[2]!, ...parsed.parts.slice(1).filter(({ type }) => /^text/.test(type))];
    assert.deepEqual(
      parts.map(({ type, body }) => [
        /^text\/calendar; charset=utf-8; method=CANCEL/i.test(type),
        /UID:(.*)/.exec(body)![1],
      ]),
      [
        [true, "one"],
        [true, "two"],
        [true, "three"],
      ],
    );
  });

  it("keeps umlauts, emoji and quotes in names and subjects", async () => {
    const subject = "Gebucht: Färben – für Zoë 💇, Di., 9. März, 10:00 Uhr (Ortszeit Zürich)";
    const { parsed } = await sent({ subject, to: mailbox('Zoë "Zo" Müller, geb. Ça', "zoe@example.org") });
    assert.equal(readHeader(parsed.headers.get("subject")), subject);
    const to = readHeader(parsed.headers.get("to"));
    assert.match(to, /Zoë \\?"Zo\\?" Müller, geb\. Ça.*<zoe@example\.org>/);
  });

  it("breaks long lines without losing a character", async () => {
    const long = "Ein sehr langes Wort: ".concat("Donaudampfschifffahrt".repeat(200));
    const { parsed, raw } = await sent({ text: `${long}\n.\n.dot`, html: `<p>${long}</p>` });
    assert.equal(parsed.parts[0]!.body.trim().replaceAll("\r\n", "\n"), `${long}\n.\n.dot`);
    assert.ok(raw.split("\r\n").every((line) => Buffer.byteLength(line) <= 998));
  });

  it("passes on headers of the caller, its own message id among them", async () => {
    const headers = { "List-Unsubscribe": "<https://studio.example/stop?u=1>", "Message-ID": "<m42@schedly.example>" };
    const { parsed, providerId } = await sent({ headers });
    assert.equal(parsed.headers.get("list-unsubscribe"), headers["List-Unsubscribe"]);
    assert.deepEqual(
      [parsed.headers.get("message-id"), providerId],
      ["<m42@schedly.example>", "<m42@schedly.example>"],
    );
  });

  const injections: [what: string, changes: Partial<Mail>][] = [
    ["a line break in the subject", { subject: "Hello\r\nBcc: victim@example.org" }],
    ["a bare line feed in the subject", { subject: "Hello\nBcc: victim@example.org" }],
    ["a line break in a name", { to: '"Maria\r\nBcc: victim@example.org" <maria@example.org>' }],
    ["a second recipient", { to: "maria@example.org, victim@example.org" }],
    ["a second recipient before the name", { to: "victim@example.org, Maria <maria@example.org>" }],
    ["a group", { to: "all: victim@example.org;" }],
    ["no recipient", { to: "" }],
    ["a second sender", { from: "a@example.org, b@example.org" }],
    ["a line break in a header", { headers: { "X-Ref": "1\r\nBcc: victim@example.org" } }],
    ["a header with a colon in its name", { headers: { "X-Ref: 1\r\nBcc": "victim@example.org" } }],
    ["a blind copy by header", { headers: { bcc: "victim@example.org" } }],
    [
      "a line break in a file name",
      { attachments: [{ filename: "a\r\nX: 1", contentType: "text/plain", content: "" }] },
    ],
  ];
  for (const [what, changes] of injections) {
    it(`refuses ${what}, for good`, async () => {
      const before = server.received.length;
      assert.equal((await refusal(changes)).permanent, true);
      assert.equal(server.received.length, before);
    });
  }

  it("keeps a hostile name inside the name", async () => {
    const { to, parsed } = await sent({
      to: mailbox('x" <victim@example.org>,\r\nBcc: v2@example.org', "maria@example.org"),
    });
    assert.deepEqual(to, ["maria@example.org"]);
    assert.equal(parsed.headers.has("bcc"), false);
  });

  it("tells what may be tried again from what may not", async () => {
    for (const [code, permanent] of [
      [421, false],
      [450, false],
      [452, false],
      [550, true],
      [553, true],
    ] as const) {
      const error = await refusal({ to: `answer${code}@example.org` });
      assert.equal(error.permanent, permanent, String(code));
      assert.match(error.message, new RegExp(`mail server.*${code} as you asked`));
    }
    assert.equal((await refusal({ subject: "reject me" })).permanent, true);
    assert.deepEqual((await sent({})).to, ["maria@example.org"], "the connection still works");
  });
});

describe("reaching a mail server", () => {
  it("signs in with what the address says, special characters included", async (t) => {
    const server = await serve(t, { authOptional: false });
    const mail = open(t, server.url(`studio%40nord:${encodeURIComponent("s3cret/:@")}@`));
    await mail.verify!();
    await mail.send(plain);
    assert.equal(server.received[0]!.user, "studio@nord");
  });

  it("calls a wrong or missing password worth another try, since somebody can mend it", async (t) => {
    const server = await serve(t, { authOptional: false });
    const wrong = open(t, server.url("studio:wrong@"));
    const error = await refusedBy(wrong.verify!());
    assert.equal(error.permanent, false);
    assert.match(error.message, /did not accept our user name and password/);
    assert.equal((await refusedBy(wrong.send(plain))).permanent, false);
    assert.equal((await refusedBy(open(t, server.url()).send(plain))).permanent, false);
  });

  it("does without encryption where the server offers none, unless it is asked for", async (t) => {
    const server = await serve(t, { disabledCommands: ["STARTTLS"] });
    await open(t, server.url()).send(plain);
    assert.equal(server.received[0]!.secure, false);
    const strict = open(t, server.url("", "?requireTLS=true"));
    assert.equal((await refusedBy(strict.send(plain))).permanent, false);
  });

  it("refuses a certificate that nobody vouches for", async (t) => {
    const server = await serve(t);
    const error = await refusedBy(open(t, server.url("", "")).send(plain));
    assert.deepEqual([error.permanent, server.received.length], [false, 0]);
  });

  it("speaks TLS from the start with smtps", async (t) => {
    const server = await serve(t, { secure: true });
    await open(t, server.url().replace("smtp:", "smtps:")).send(plain);
    assert.equal(server.received[0]!.secure, true);
  });

  it("says so when nobody listens, and that it is worth another try", async (t) => {
    const server = await loopback();
    await server.close();
    const error = await refusedBy(open(t, server.url()).send(plain));
    assert.equal(error.permanent, false);
    assert.match(error.message, /could not be reached/);
  });

  it("gives up on a server that never greets", async (t) => {
    const silent = createServer(() => {}).listen(0, "127.0.0.1");
    t.after(() => silent.close());
    await once(silent, "listening");
    const { port } = silent.address() as AddressInfo;
    const error = await refusedBy(open(t, `smtp://127.0.0.1:${port}/?greetingTimeout=200`).send(plain));
    assert.equal(error.permanent, false);
    assert.match(error.message, /did not answer in time/);
  });

  it("does not take just any address for a mail server", () => {
    // nodemailer would quietly connect to localhost
    for (const url of ["", "mail.example.org", "https://mail.example.org", "smtp://"])
      assert.throws(() => smtpMail(url), /smtp:/);
  });

  it("closes before it was ever used", () => smtpMail("smtp://127.0.0.1:1").close());
});

async function serve(t: TestContext, options?: SMTPServerOptions) {
  const server = await loopback(options);
  t.after(server.close);
  return server;
}

function open(t: TestContext, url: string) {
  const mail = smtpMail(url);
  t.after(mail.close);
  return mail;
}

async function refusedBy(attempt: Promise<unknown>): Promise<MailRefused> {
  try {
    await attempt;
  } catch (error) {
    assert.ok(error instanceof MailRefused, String(error));
    return error;
  }
  throw new assert.AssertionError({ message: "The mail went out" });
}
