import { sql } from "kysely";
import type { Context } from "../../../platform/operation.ts";
import { mentions, namesOf, redacted, type Traces, type Whereabouts } from "../../identity/forgetting/traces.ts";
import { cancelRuns } from "./store.ts";

/** A person is forgotten: what was done stays on record, not for whom, and nothing more is done for them. */
export async function forgetRuns(context: Context, { own, shared }: Whereabouts, traces: Traces): Promise<void> {
  const { businessId, db } = context;
  const reason = "It no longer concerns this recipient";
  await cancelRuns(context, sql`subject = any(${namesOf(own)})`, reason);
  await cancelRuns(context, sql`subject = any(${namesOf(shared)}) and ${mentions(sql`recipient`, traces)}`, reason);
  await sql`
    update workflow_runs set recipient = ${redacted(sql`recipient`, traces)}, outcome = ${redacted(sql`outcome`, traces)}
    where business_id = ${businessId} and subject = any(${namesOf([...own, ...shared])})`.execute(db);
}
