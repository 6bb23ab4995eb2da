import type { Generated } from "kysely";

// How the agents' tables look from TypeScript; migrations/0016_agents.sql says why they are so.

declare module "../../../platform/database.ts" {
  interface Tables {
    apiKeyUsage: { businessId: number; keyId: number; day: string; calls: number };
    agentSessions: AgentSessionTable;
    agentMessages: { businessId: number; id: Generated<number>; sessionId: string; message: string };
  }
}

type AgentSessionTable = {
  businessId: number;
  id: string;
  accountKey: string;
  transport: "sse" | "http";
  agent: string | null;
  allTools: Generated<boolean>;
  createdAt: string;
  lastSeenAt: string;
};
