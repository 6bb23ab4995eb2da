import { sql } from "kysely";
import type { Context } from "../../../platform/operation.ts";
import { forgotten } from "../forgetting/documents.ts";
import type { Subject, Traces, Whereabouts } from "../forgetting/traces.ts";

/** A person is forgotten: the log goes on saying who changed what and when, without what it says of them. */
export async function forgetInAudit(context: Context, { own, shared }: Whereabouts, traces: Traces): Promise<void> {
  await forget(context, "own", own, traces);
  await forget(context, "shared", shared, traces);
}

/** The log names what people sent a form otherwise than events do. */
const inLog = ({ kind, id }: Subject) => ({ kind: kind === "form-response" ? "routing_form_response" : kind, id });

async function forget({ businessId, db }: Context, whose: "own" | "shared", subjects: Subject[], traces: Traces) {
  await sql`
    update audit_log set before = ${forgotten(sql`before`, whose, traces)}, after = ${forgotten(sql`after`, whose, traces)}
    from jsonb_to_recordset(${JSON.stringify(subjects.map(inLog))}::jsonb) as about (kind text, id bigint)
    where business_id = ${businessId} and subject = about.kind and subject_id = about.id`.execute(db);
}
