import type { MailPort } from "../../domain/messaging/mail/port.ts";

/** Without a mail server nothing leaves: messages stay where they are queued, readable at /outbox and over the API. */
export const sandboxMail = (): MailPort => ({
  mode: "sandbox",
  send: async () => ({ providerId: null }),
  close: async () => {},
});
