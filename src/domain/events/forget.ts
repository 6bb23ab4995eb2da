import { sql } from "kysely";
import type { Context } from "../../platform/operation.ts";
import { forgotten } from "../identity/forgetting/documents.ts";
import { namesOf, type Subject, type Traces, type Whereabouts } from "../identity/forgetting/traces.ts";
import { forgetDeliveries } from "./webhooks/forget.ts";

/** A person is forgotten: what happened stays, and who it happened to goes, from the events and from what webhooks were told. */
export async function forgetInEvents(context: Context, { own, shared }: Whereabouts, traces: Traces): Promise<void> {
  const [theirs, others] = [await forget(context, "own", own, traces), await forget(context, "shared", shared, traces)];
  await forgetDeliveries(context, { own: theirs, shared: others }, traces);
}

/** Answers the events' ids. */
async function forget({ businessId, db }: Context, whose: "own" | "shared", subjects: Subject[], traces: Traces) {
  const { rows } = await sql<{ id: number }>`
    update events set payload = ${forgotten(sql`payload`, whose, traces)}
    where business_id = ${businessId} and subject = any(${namesOf(subjects)})
    returning id`.execute(db);
  return rows.map(({ id }) => id);
}
