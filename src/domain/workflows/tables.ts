import type { ColumnType, Generated } from "kysely";
import type { Action, OffsetUnit, Trigger } from "./triggers.ts";

// How the tables of workflows look from TypeScript; migrations/0010_workflows.sql says why they are so.

export const runStatuses = ["scheduled", "done", "skipped", "failed", "cancelled"] as const;
export type RunStatus = (typeof runStatuses)[number];
/** What a step says, by language. Text messages have no subject. */
export type Texts = Record<string, { subject?: string | undefined; body: string }>;

declare module "../../platform/database.ts" {
  interface Tables {
    workflows: {
      businessId: number;
      id: Generated<number>;
      name: string;
      trigger: Trigger;
      offsetTime: number | null;
      offsetUnit: OffsetUnit | null;
      active: Generated<boolean>;
      userId: number | null;
      teamId: number | null;
      eventTypeIds: number[] | null;
      serviceIds: number[] | null;
      sealedSecret: string | null;
      version: Generated<number>;
      createdAt: string;
      updatedAt: Generated<string>;
    };
    workflowSteps: {
      businessId: number;
      id: Generated<number>;
      workflowId: number;
      position: number;
      action: Action;
      senderName: string | null;
      recipient: string | null;
      url: string | null;
      texts: ColumnType<Texts, string, string>;
      defaultLanguage: Generated<string>;
      includeCalendarEvent: Generated<boolean>;
    };
    workflowRuns: {
      businessId: number;
      id: Generated<number>;
      workflowId: number | null;
      stepId: number | null;
      trigger: Trigger;
      action: Action;
      subject: string;
      occurrence: string;
      eventId: number | null;
      recipientKey: string;
      recipient: string | null;
      dueAt: string;
      status: RunStatus;
      outcome: string | null;
      messageId: number | null;
      attempts: Generated<number>;
      createdAt: string;
      finishedAt: string | null;
    };
  }
}
