import type { SendMailOptions } from "nodemailer";
import { calendarObjects } from "../../domain/messaging/mail/invite.ts";
import { type Mail, MailRefused } from "../../domain/messaging/mail/port.ts";

/**
 * A mail as nodemailer wants it. Whatever could put a second header or a second recipient into it is refused here,
 * permanently: line breaks and other control characters in a header, lists of addresses, headers that we write.
 *
 * A calendar part travels twice. As an alternative of type text/calendar with its method, which is what Gmail,
 * Outlook and Apple Mail show as an invitation; and as the attachment invite.ics, for everybody else. Of several, as when
 * a series is cancelled, the first does so and each other one is an attachment, a text/calendar too (RFC 6047 4.7).
 */
export function messageOf(mail: Mail): SendMailOptions {
  const [entry, ...others] = mail.calendar ? calendarObjects(mail.calendar.content) : [];
  return {
    from: mailboxOf("from", mail.from),
    to: mailboxOf("to", mail.to),
    replyTo: mail.replyTo === undefined ? undefined : mailboxOf("replyTo", mail.replyTo),
    subject: header("subject", mail.subject),
    text: mail.text,
    html: mail.html,
    headers: { ...automatic, ...headersOf(mail.headers ?? {}) },
    attachments: [
      ...(mail.attachments ?? []).map(({ filename, contentType, content }) => ({
        filename: header("an attachment's name", filename),
        contentType: header("an attachment's type", contentType),
        content,
      })),
      ...others.map((content, place) => ({
        filename: `invite-${place + 2}.ics`,
        contentType: `text/calendar; charset=utf-8; method=${mail.calendar?.method}`,
        content,
      })),
    ],
    icalEvent: mail.calendar && { method: mail.calendar.method, content: entry, filename: "invite.ics" },
  };
}

/** Keeps out-of-office replies away from us (RFC 3834; the second is Exchange's own). */
const automatic = { "Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "OOF, AutoReply" };

function headersOf(headers: Record<string, string>): Record<string, string> {
  for (const [name, value] of Object.entries(headers)) {
    if (!/^[A-Za-z0-9-]+$/.test(name) || ours.test(name)) throw refuse(`The header "${name}" cannot be set`);
    header(name, value);
  }
  return headers;
}

const ours =
  /^(from|to|cc|bcc|sender|reply-to|subject|date|mime-version|content-.*|dkim-signature|received|return-path)$/i;

function header(what: string, value: string): string {
  if (/[\u0000-\u001f\u007f\u2028\u2029]/.test(value)) throw refuse(`There is a control character in ${what}`);
  return value;
}

/** One mailbox: an address, or a name and an address in angle brackets. Commas count only inside quotes. */
function mailboxOf(what: string, value: string): { name: string; address: string } {
  const [, quoted, plain, bracketed, bare] =
    /^\s*(?:(?:"((?:[^"\\]|\\.)*)"|([^"<>,;:@()\\]*?))\s*<([^<>]*)>|([^<>"]*))\s*$/.exec(header(what, value)) ?? [];
  const address = (bracketed ?? bare ?? "").trim();
  if (!/^[^\s@,;:<>()"\\]+@[^\s@,;:<>()"\\]+$/.test(address)) throw refuse(`"${value}" in ${what} is not one address`);
  return { name: quoted?.replace(/\\(.)/g, "$1") ?? plain ?? "", address };
}

const refuse = (message: string) => new MailRefused(message, true);
