import { sql } from "kysely";
import type { Database } from "../../platform/database.ts";
import { businessOfApiKey, hashSecret } from "../../platform/handles.ts";
import type { Caller, KeyLimits } from "../../platform/operation.ts";
import { type Role, roleAbilities } from "./abilities.ts";
import { throughApp, throughKey } from "./caller-names.ts";
import type { Identified } from "./uses.ts";
import "./tables.ts";

export const publicCaller = (address: string, businessId: number | null = null): Caller => ({
  kind: "public",
  businessId,
  userId: null,
  name: "Visitor",
  role: null,
  abilities: new Set(),
  employeeId: null,
  onlyOwn: false,
  plan: "free",
  accountKey: `address:${address}`,
  sessionId: null,
  keyId: null,
  clientId: null,
  grantId: null,
  testMode: false,
});

export const systemCaller = (businessId: number): Caller => ({
  ...publicCaller("system", businessId),
  kind: "system",
  name: "Schedly",
  accountKey: "system",
});

type Membership = {
  userId: number;
  userName: string;
  role: Role | null;
  plan: string | null;
  trialEndsAt: string | null;
  employeeId: number | null;
  permissions: string[] | null;
  onlyOwn: boolean | null;
};

type GrantRow = { clientId: number; clientName: string; lastUsedAt: string | null };
type KeyRow = { keyId: number; keyName: string; testMode: boolean; lastUsedAt: string | null } & KeyLimits;

/** Everything about a member that decides what they may do, in the transaction's business. */
const membership = sql`
  users.id as user_id, users.name as user_name, members.role, businesses.plan, businesses.trial_ends_at,
  employees.id as employee_id, employee_roles.permissions, employee_roles.only_own
  from users
  left join members on members.user_id = users.id and members.business_id = nullif(current_setting('app.business_id', true), '')::bigint
  left join businesses on businesses.id = members.business_id
  left join employees on employees.business_id = members.business_id and employees.user_id = users.id and employees.deleted_at is null
  left join employee_roles on employee_roles.business_id = employees.business_id and employee_roles.id = employees.role_id`;

/** The caller behind an API key, or null when there is none, it has ended or was revoked. `now` is epoch milliseconds. */
export async function callerOfKey(database: Database, key: string, now: number): Promise<Identified | null> {
  // The documentation's `cal_` prefix is no part of the key.
  const bare = key.startsWith("cal_") ? key.slice(4) : key;
  const businessId = businessOfApiKey(bare);
  if (businessId === null) return null;
  return database.transaction(
    { businessId },
    async (db) => {
      const { rows } = await sql<Membership & KeyRow>`
        select api_keys.id as key_id, api_keys.name as key_name, api_keys.test_mode, api_keys.last_used_at,
          api_keys.read_only, api_keys.tools, api_keys.calls_per_day, ${membership}
        join api_keys on api_keys.user_id = users.id
        where api_keys.business_id = ${businessId} and api_keys.hashed_key = ${hashSecret(bare)}
          and api_keys.revoked_at is null and (api_keys.expires_at is null or api_keys.expires_at > ${at(now)})`.execute(
        db,
      );
      const row = rows[0];
      if (!row?.role) return null;
      const caller: Caller = {
        ...memberCaller(row, businessId, now),
        kind: "key",
        name: throughKey(row.userName, row.keyName),
        accountKey: `key:${businessId}:${row.keyId}`,
        keyId: row.keyId,
        limits: limitsOf(row),
        testMode: row.testMode,
      };
      return { caller, usedAt: row.lastUsedAt ? Date.parse(row.lastUsedAt) : 0 };
    },
    { readOnly: true },
  );
}

/** The caller behind a session cookie. A user without a business, or whose membership ended, is a caller without one. */
export async function callerOfSession(database: Database, token: string, now: number): Promise<Identified | null> {
  const { rows } = await sql<{ id: number; userId: number; businessId: number | null; lastSeenAt: string }>`
    select id, user_id, business_id, last_seen_at from sessions
    where token_hash = ${hashSecret(token)} and expires_at > ${at(now)}`.execute(database.db);
  const session = rows[0];
  if (!session) return null;
  return database.transaction(
    { businessId: session.businessId, userId: session.userId },
    async (db) => {
      const { rows } = await sql<Membership>`select ${membership} where users.id = ${session.userId}`.execute(db);
      const row = rows[0];
      if (!row) return null;
      const caller: Caller = {
        ...memberCaller(row, row.role ? session.businessId : null, now),
        kind: "session",
        name: row.userName,
        accountKey: `user:${row.userId}`,
        sessionId: session.id,
      };
      return { caller, usedAt: Date.parse(session.lastSeenAt) };
    },
    { readOnly: true },
  );
}

const limitsOf = ({ readOnly, tools, callsPerDay }: KeyLimits): KeyLimits | null =>
  readOnly || tools || callsPerDay !== null ? { readOnly, tools, callsPerDay } : null;

/** What an access token says, once its signature is checked: whose consent it came of, and what it is for. */
export type TokenClaims = { businessId: number; grantId: number; abilities: ReadonlySet<string> };

/**
 * The caller behind an OAuth access token, or null where what the user granted has ended, the membership too, or the app may
 * not act in this business any more. `trustsApps`: the installation lets apps of one business act in all others.
 */
export async function callerOfGrant(
  database: Database,
  { businessId, grantId, abilities }: TokenClaims,
  { now, trustsApps }: { now: number; trustsApps: boolean },
): Promise<Identified | null> {
  return database.transaction(
    { businessId },
    async (db) => {
      const { rows } = await sql<Membership & GrantRow>`
        select oauth_clients.id as client_id, oauth_clients.name as client_name, oauth_grants.last_used_at, ${membership}
        join oauth_grants on oauth_grants.user_id = users.id
        join oauth_clients on oauth_clients.id = oauth_grants.client_id
        where oauth_grants.business_id = ${businessId} and oauth_grants.id = ${grantId}
          and oauth_grants.revoked_at is null and oauth_grants.expires_at > ${at(now)}
          and (${trustsApps} or oauth_clients.business_id is null or oauth_clients.business_id = ${businessId}
            or oauth_clients.approved_at is not null)`.execute(db);
      const row = rows[0];
      if (!row?.role) return null;
      const member = memberCaller(row, businessId, now);
      const caller: Caller = {
        ...member,
        kind: "oauth",
        name: throughApp(row.userName, row.clientName),
        abilities: new Set([...member.abilities].filter((ability) => abilities.has(ability))),
        accountKey: `grant:${businessId}:${grantId}`,
        clientId: row.clientId,
        grantId,
      };
      return { caller, usedAt: row.lastUsedAt ? Date.parse(row.lastUsedAt) : 0 };
    },
    { readOnly: true },
  );
}

function memberCaller(row: Membership, businessId: number | null, now: number) {
  const limited = row.role === "employee";
  return {
    businessId,
    userId: row.userId,
    role: row.role,
    abilities: new Set<string>(row.role ? abilitiesOf(row) : []),
    employeeId: row.employeeId,
    onlyOwn: limited && (row.onlyOwn ?? true),
    plan: planOf(row, now),
    sessionId: null,
    keyId: null,
    clientId: null,
    grantId: null,
    testMode: false,
  };
}

// A member with the role employee may do what their job title's role says; everybody else what the built-in role says.
const abilitiesOf = ({ role, permissions }: Membership) =>
  role === "employee" && permissions ? permissions : roleAbilities[role!];

const planOf = ({ plan, trialEndsAt }: Membership, now: number) =>
  plan === "free" && trialEndsAt && Date.parse(trialEndsAt) > now ? "pro" : (plan ?? "free");

const at = (epochMilliseconds: number) => new Date(epochMilliseconds).toISOString();
