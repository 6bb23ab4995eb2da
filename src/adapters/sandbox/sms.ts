import type { SmsPort } from "../../domain/messaging/sms/port.ts";

/** Without a provider no text message leaves: they stay where they are queued, readable at /outbox and over the API. */
export const sandboxSms = (): SmsPort => ({
  mode: "sandbox",
  send: async () => ({ providerId: null }),
  close: async () => {},
});
