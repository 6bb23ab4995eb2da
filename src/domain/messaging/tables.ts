import type { Generated } from "kysely";

declare module "../../platform/database.ts" {
  interface Tables {
    messages: {
      businessId: number;
      id: Generated<number>;
      channel: "email" | "sms";
      kind: string;
      recipient: string;
      subject: string | null;
      html: string | null;
      text: string;
      calendarMethod: string | null;
      calendarContent: string | null;
      replyTo: string | null;
      senderName: Generated<string | null>;
      appointmentId: number | null;
      bookingId: Generated<number | null>;
      dedupeKey: string;
      status: Generated<"queued" | "sending" | "sent" | "failed" | "skipped">;
      mode: "live" | "sandbox" | null;
      attempts: Generated<number>;
      error: string | null;
      providerId: string | null;
      createdAt: string;
      sentAt: string | null;
    };
    messageTemplates: {
      businessId: number;
      kind: string;
      language: string;
      subject: string;
      body: string;
      updatedAt: string;
      version: number;
    };
  }
}
