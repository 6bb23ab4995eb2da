import type { ColumnType, Generated, JSONColumnType } from "kysely";

// How identity's tables look from TypeScript; migrations/0002_identity.sql says why they are so.

declare module "../../platform/database.ts" {
  interface Tables {
    users: UserTable;
    businesses: BusinessTable;
    subdomains: { subdomain: string; businessId: number; createdAt: string };
    usernames: { username: string; businessId: number; userId: number; createdAt: string };
    eventTypeBusinesses: { eventTypeId: number; businessId: number };
    handleAliases: { handle: string; businessId: number };
    members: { businessId: number; userId: number; role: string; createdAt: string };
    sessions: SessionTable;
    signUps: SignUpTable;
    userTokens: {
      tokenHash: string;
      userId: number | null;
      signUpId: number | null;
      purpose: string;
      createdAt: string;
      expiresAt: string;
    };
    apiKeys: ApiKeyTable;
    invitations: InvitationTable;
    auditLog: AuditLogTable;
    installation: { name: string; value: string };
  }
}

type UserTable = {
  id: Generated<number>;
  email: string;
  name: string;
  bio: string | null;
  avatarUrl: string | null;
  timeFormat: Generated<12 | 24>;
  weekStart: Generated<number>;
  passwordHash: string | null;
  emailVerifiedAt: string | null;
  timeZone: Generated<string>;
  language: Generated<string>;
  sealedTotpSecret: string | null;
  totpEnabledAt: string | null;
  totpLastStep: number | null;
  recoveryHashes: Generated<string[]>;
  createdAt: string;
};

type BusinessTable = {
  id: Generated<number>;
  name: string;
  subdomain: string;
  timeZone: string;
  currency: string;
  language: Generated<string>;
  country: string | null;
  plan: string;
  addons: Generated<string[]>;
  trialEndsAt: string | null;
  trialed: Generated<string[]>;
  settings: ColumnType<Record<string, unknown>, string | undefined, string>;
  version: Generated<number>;
  createdAt: string;
  updatedAt: Generated<string>;
};

type SignUpTable = {
  id: Generated<number>;
  email: string;
  name: string;
  passwordHash: string;
  business: JSONColumnType<SignUpBusiness>;
  createdAt: string;
  mailedAt: string | null;
  expiresAt: string;
};

/** What the business will be, once the address is verified. */
export type SignUpBusiness = {
  name: string;
  subdomain: string | null;
  timeZone: string;
  currency: string;
  language: string;
  country: string | null;
};

type SessionTable = {
  tokenHash: string;
  id: Generated<number>;
  userId: number;
  businessId: number | null;
  userAgent: string | null;
  address: string | null;
  createdAt: string;
  lastSeenAt: string;
  expiresAt: string;
};

type ApiKeyTable = {
  businessId: number;
  id: Generated<number>;
  userId: number;
  name: string;
  hashedKey: string;
  hint: string;
  testMode: Generated<boolean>;
  readOnly: Generated<boolean>;
  tools: string[] | null;
  callsPerDay: number | null;
  createdAt: string;
  expiresAt: string | null;
  lastUsedAt: string | null;
  revokedAt: string | null;
};

type InvitationTable = {
  businessId: number;
  id: Generated<number>;
  email: string;
  role: string;
  employeeId: number | null;
  language: Generated<string>;
  tokenHash: string;
  invitedBy: number | null;
  createdAt: string;
  expiresAt: string;
  acceptedAt: string | null;
  revokedAt: string | null;
};

type AuditLogTable = {
  businessId: number;
  id: Generated<number>;
  action: string;
  subject: string;
  subjectId: number | null;
  before: JSONColumnType<object> | null;
  after: JSONColumnType<object> | null;
  actorKind: string;
  actorUserId: number | null;
  actorName: string;
  source: string;
  agent: string | null;
  requestId: string | null;
  createdAt: string;
};
