import { randomUUID } from "node:crypto";
import type { App } from "../app.ts";
import {
  type AgentSession,
  closeSession,
  findSession,
  openSession,
  touchSession,
} from "../domain/identity/agents/sessions.ts";
import type { Caller } from "../platform/operation.ts";

export type Sessions = {
  open(caller: Caller, transport: "sse" | "http", known: Known): Promise<AgentSession>;
  /** The caller's own session, or null: another key's session is none. */
  find(caller: Caller, id: string): Promise<AgentSession | null>;
  /** Keeps what the client has told, and that it is there. False where the session has ended. */
  touch(session: AgentSession, changes?: { agent?: string; allTools?: boolean }): Promise<boolean>;
  close(session: { businessId: number; id: string }): Promise<void>;
};
type Known = { agent: string | null; allTools: boolean };

const rememberedFor = 5000;
const mostRemembered = 5000;
const touchedEvery = 10 * 60_000;

/**
 * Sessions are in the database, so that every process can serve them; each remembers the ones it meets for some seconds.
 * They are counted in real time, whatever the installation's clock shows.
 */
export function sessionsOf({ database }: App): Sessions {
  const remembered = new Map<string, { session: AgentSession; until: number }>();
  const keyOf = (businessId: number, id: string) => `${businessId}:${id}`;
  const remember = (session: AgentSession) => {
    if (remembered.size >= mostRemembered) remembered.clear();
    remembered.set(keyOf(session.businessId, session.id), { session, until: Date.now() + rememberedFor });
  };
  const within = <Result>(businessId: number, work: Parameters<typeof database.transaction<Result>>[1]) =>
    database.transaction({ businessId }, work);

  const touch: Sessions["touch"] = async (session, changes = {}) => {
    const now = Date.now();
    Object.assign(session, changes, { lastSeenAt: new Date(now).toISOString() });
    return within(session.businessId, (db) => touchSession(db, session, changes, now));
  };

  return {
    async open(caller, transport, { agent, allTools }) {
      const now = Date.now();
      const at = new Date(now).toISOString();
      const businessId = caller.businessId!;
      const draft = { businessId, id: randomUUID(), accountKey: caller.accountKey, transport, agent, allTools };
      await within(businessId, (db) => openSession(db, draft, now));
      const session = { ...draft, createdAt: at, lastSeenAt: at };
      remember(session);
      return session;
    },
    async find(caller, id) {
      const { businessId, accountKey } = caller;
      if (businessId === null || !/^[\w-]{1,64}$/.test(id)) return null;
      const known = remembered.get(keyOf(businessId, id));
      if (known && known.until > Date.now() && known.session.accountKey === accountKey) return known.session;
      const session = await within(businessId, (db) => findSession(db, { businessId, id, accountKey }, Date.now()));
      if (!session) return null;
      // What a client says about itself comes later than its session: until then it is looked for each time.
      if (session.agent) remember(session);
      if (session.transport === "http" && Date.now() - Date.parse(session.lastSeenAt) > touchedEvery)
        await touch(session);
      return session;
    },
    touch,
    async close({ businessId, id }) {
      remembered.delete(keyOf(businessId, id));
      await within(businessId, (db) => closeSession(db, { businessId, id }));
    },
  };
}
