import type { Generated } from "kysely";
import type { DeliveryStatus } from "./retry.ts";
import type { WebhookKind } from "./schema.ts";

// How the tables look from TypeScript; migrations/0009_webhooks.sql and 0017_hooks.sql say why they are so.

declare module "../../../platform/database.ts" {
  interface Tables {
    webhooks: {
      businessId: number;
      id: Generated<number>;
      kind: Generated<WebhookKind>;
      subscribedBy: string | null;
      grantId: number | null;
      subscriberUrl: string;
      eventTriggers: string[];
      sealedSecret: string | null;
      payloadTemplate: string | null;
      active: Generated<boolean>;
      disabledReason: string | null;
      userId: number | null;
      teamId: number | null;
      eventTypeId: number | null;
      createdByUserId: number | null;
      version: Generated<number>;
      createdAt: string;
      updatedAt: Generated<string>;
    };
    webhookDeliveries: {
      businessId: number;
      id: Generated<number>;
      webhookId: number;
      messageId: string;
      eventId: number | null;
      trigger: string;
      subject: string;
      body: string;
      status: DeliveryStatus;
      attempts: Generated<number>;
      nextAttemptAt: string | null;
      leaseUntil: string | null;
      responseStatus: number | null;
      responseBody: string | null;
      durationMs: number | null;
      error: string | null;
      firstAttemptAt: string | null;
      finishedAt: string | null;
      createdAt: string;
    };
  }
}
