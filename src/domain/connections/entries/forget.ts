import { sql } from "kysely";
import type { Context } from "../../../platform/operation.ts";
import { namesOf, redacted, redactedJson, type Traces, type Whereabouts } from "../../identity/forgetting/traces.ts";
import "../tables.ts";

/** A person is forgotten: what was written into hosts' own calendars is theirs, what this installation knows of it goes. */
export async function forgetEntries({ businessId, db }: Context, { own, shared }: Whereabouts, traces: Traces) {
  await sql`
    update calendar_entries set title = ${redacted(sql`title`, traces)}, outside = ${redactedJson(sql`outside`, traces)},
      last_error = ${redacted(sql`last_error`, traces)}
    where business_id = ${businessId} and subject = any(${namesOf([...own, ...shared])})`.execute(db);
}
