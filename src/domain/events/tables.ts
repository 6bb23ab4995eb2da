import type { Generated } from "kysely";

declare module "../../platform/database.ts" {
  interface Tables {
    events: {
      businessId: number;
      id: Generated<number>;
      trigger: string;
      subject: string;
      payload: Record<string, unknown>;
      actor: Record<string, unknown>;
      createdAt: string;
      dispatchedAt: string | null;
    };
  }
}
