import { type RawBuilder, sql } from "kysely";
import { redactedJson, type Traces } from "./traces.ts";

/** What is written down in words, and what was answered, by its name in the API. */
const told = {
  notes: null,
  internalNotes: null,
  internalNote: null,
  additionalNotes: null,
  customFields: {},
  responses: {},
  answers: {},
  metadata: {},
};

/**
 * An appointment or a booking, as the audit log and events keep it, without the person: their notes and answers, and
 * whatever says who they were. In one that others share, their answers are what was answered for their own seat.
 */
export function forgotten(document: RawBuilder<unknown>, whose: "own" | "shared", traces: Traces): RawBuilder<unknown> {
  const seated = withoutAnswers(document, traces);
  if (whose === "shared") return redactedJson(seated, traces);
  const blank = sql`(
    select coalesce(jsonb_object_agg(key, value), '{}') from jsonb_each(${JSON.stringify(told)}::jsonb) where ${document} ? key)`;
  return redactedJson(sql`${seated} || ${blank}`, traces);
}

const withoutAnswers = (document: RawBuilder<unknown>, { customerId, words, emails }: Traces) => sql`
  case when jsonb_typeof(${document}->'attendees') = 'array' then
    jsonb_set(${document}, '{attendees}', (
      select coalesce(jsonb_agg(
        case when seat->'customerId' = to_jsonb(${customerId}::bigint) or lower(seat->>'email') = any(${emails})
            or seat->>'name' = any(${words})
          then seat - '{customFields,responses}'::text[] else seat end order by place), '[]')
      from jsonb_array_elements(${document}->'attendees') with ordinality seats (seat, place)))
  else ${document} end`;
