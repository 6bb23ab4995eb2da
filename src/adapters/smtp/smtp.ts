import type { Transporter } from "nodemailer";
import type { MailPort } from "../../domain/messaging/mail/port.ts";
import { messageOf } from "./message.ts";
import { refusalOf } from "./refusal.ts";

/**
 * E-mail through an SMTP server: `smtp://user:password@host:587` (STARTTLS where the server offers it) or
 * `smtps://…:465`. nodemailer's own settings can follow as a query, for instance `?requireTLS=true` or
 * `?tls.rejectUnauthorized=false`. Connections are pooled; nodemailer is loaded with the first mail.
 */
export function smtpMail(url: string): MailPort {
  if (!/^smtps?:\/\/[^/?#]/i.test(url)) throw new Error("A mail server looks like smtp://user:password@host:587");
  let transport: Promise<Transporter> | undefined;
  const open = () => {
    transport ??= connect(url);
    return transport;
  };
  return {
    mode: "live",
    async send(mail) {
      const message = messageOf(mail);
      try {
        const { messageId } = await (await open()).sendMail(message);
        return { providerId: messageId ?? null };
      } catch (error) {
        throw refusalOf(error);
      }
    },
    async verify() {
      try {
        await (await open()).verify();
      } catch (error) {
        throw refusalOf(error);
      }
    },
    async close() {
      (await transport)?.close();
    },
  };
}

const seconds = 1000;

async function connect(url: string): Promise<Transporter> {
  const { createTransport } = await import("nodemailer");
  return createTransport({
    url,
    pool: true,
    maxConnections: 5,
    maxMessages: 100,
    dnsTimeout: 10 * seconds,
    connectionTimeout: 15 * seconds,
    greetingTimeout: 15 * seconds,
    socketTimeout: 60 * seconds,
    // Mails carry text, never the name of a file or an address to fetch.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
}
