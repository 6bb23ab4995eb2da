/**
 * What the product asks of whoever delivers its e-mail. One mail goes to one person; the adapter for a real
 * server is in src/adapters/smtp.
 */

export type Mail = {
  /** One mailbox each; write them with `mailbox(name, email)`, which quotes what a person typed. */
  from: string;
  to: string;
  replyTo?: string;
  subject: string;
  html: string;
  text: string;
  headers?: Record<string, string>;
  attachments?: { filename: string; contentType: string; content: string }[];
  calendar?: { method: "REQUEST" | "CANCEL" | "PUBLISH"; content: string };
};

export type MailPort = {
  mode: "live" | "sandbox";
  /** Throws MailRefused, and nothing else. */
  send(mail: Mail): Promise<{ providerId: string | null }>;
  /** Connects and signs in without sending; throws MailRefused. */
  verify?(): Promise<void>;
  close(): Promise<void>;
};

/** The mail did not leave. `permanent`: the same mail would be refused again, so do not retry it. */
export class MailRefused extends Error {
  override readonly name = "MailRefused";
  readonly permanent: boolean;

  constructor(message: string, permanent: boolean, options?: ErrorOptions) {
    super(message, options);
    this.permanent = permanent;
  }
}

declare module "../../../platform/operation.ts" {
  interface Ports {
    mail: MailPort;
  }
}
