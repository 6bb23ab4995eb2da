import { sql } from "kysely";
import { type App, isRead } from "../app.ts";
import { iso } from "../platform/schemas.ts";
import type { Asking } from "./call.ts";
import type { Tool } from "./tools.ts";

export type CallLog = {
  note(tool: Tool, went: string, asking: Asking): void;
  /** Writes what is noted. */
  flush(): Promise<void>;
};

type Entry = {
  tool: string;
  went: string;
  kind: string;
  userId: number | null;
  name: string;
  agent: string | null;
  requestId: string;
  at: string;
};
const everyMilliseconds = 250;
const mostWaiting = 500;

/**
 * Every call of an agent is in the audit log. A change writes its own entries, in its own transaction; what only read, was
 * tried out or was refused gets a light one here, shortly after the answer, so that nobody waits for it.
 */
export function callLog(app: App): CallLog {
  const waiting = new Map<number, Entry[]>();
  let count = 0;
  let timer: NodeJS.Timeout | null = null;
  let writing: Promise<void> = Promise.resolve();

  async function write() {
    timer = null;
    const batches = [...waiting];
    waiting.clear();
    count = 0;
    for (const [businessId, entries] of batches)
      await insert(app, businessId, entries).catch((error) =>
        app.log.warn({ err: error, businessId, calls: entries.length }, "Calls of tools could not be written down"),
      );
  }
  const writeNext = () => {
    if (timer) clearTimeout(timer);
    timer = null;
    writing = writing.then(write);
    return writing;
  };

  return {
    note({ name, operation }, went, { caller, agent, requestId }) {
      if (went === "ok" && !isRead(operation)) return;
      if (caller.businessId === null) return;
      const entry: Entry = {
        tool: name,
        went,
        kind: caller.kind,
        userId: caller.userId,
        name: caller.name,
        agent,
        requestId,
        at: iso(app.clock.now()),
      };
      const entries = waiting.get(caller.businessId);
      if (entries) entries.push(entry);
      else waiting.set(caller.businessId, [entry]);
      if (++count >= mostWaiting) void writeNext();
      else timer ??= setTimeout(writeNext, everyMilliseconds);
    },
    flush: writeNext,
  };
}

const insert = ({ database }: App, businessId: number, entries: Entry[]) =>
  database.transaction({ businessId }, (db) =>
    sql`
      insert into audit_log (business_id, action, subject, after, actor_kind, actor_user_id, actor_name, source, agent, request_id, created_at)
      select ${businessId}, 'mcp.tool_called', 'tool', jsonb_build_object('tool', tool, 'outcome', went), kind, "userId", name, 'mcp', agent, "requestId", at
      from jsonb_to_recordset(${JSON.stringify(entries)}::jsonb)
        as entry (tool text, went text, kind text, "userId" bigint, name text, agent text, "requestId" text, at timestamptz)`.execute(
      db,
    ),
  );
