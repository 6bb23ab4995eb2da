import { type RawBuilder, sql } from "kysely";

// Where a person is to be forgotten, what says who they were is taken out of records that others have to keep.

/** What says who somebody is. `words` are names, phone numbers and postal addresses. */
export type Traces = { customerId: number; words: string[]; emails: string[] };

/** Records that a person is in, by kind and id. `own` are about them alone; in the others there are more people. */
export type Whereabouts = { own: Subject[]; shared: Subject[] };
export type Subject = { kind: "appointment" | "booking" | "form-response" | "review" | "invoice"; id: number };

export const idsOf = (subjects: Subject[], kind: Subject["kind"]): number[] =>
  subjects.flatMap((one) => (one.kind === kind ? one.id : []));

/** As events, workflows and calendar entries name it. */
export const namesOf = (subjects: Subject[]): string[] => subjects.map(({ kind, id }) => `${kind}:${id}`);

export const nobody = { name: "Deleted customer", email: "deleted@example.invalid" };

/** A text without the traces, whatever stands around them. Null stays null. */
export const redacted = (text: RawBuilder<unknown>, { words, emails }: Traces): RawBuilder<unknown> =>
  sql`redacted((${text})::text, ${patternOf(emails)}, ${patternOf(words)})`;

/** A JSON document without the traces: in its texts, not in its keys. */
export const redactedJson = (document: RawBuilder<unknown>, { words, emails }: Traces): RawBuilder<unknown> =>
  sql`redacted((${document})::jsonb, ${patternOf(emails)}, ${patternOf(words)})`;

/** A text that may be a JSON document, without the traces. */
export const redactedBody = (body: RawBuilder<unknown>, { words, emails }: Traces): RawBuilder<unknown> =>
  sql`redacted_body(${body}, ${patternOf(emails)}, ${patternOf(words)})`;

/** Whether a text, which may be a JSON document, says who the person is. */
export function mentions(text: RawBuilder<unknown>, { words, emails }: Traces): RawBuilder<unknown> {
  const pattern = patternOf([...words, ...words.map(inJson), ...emails], aroundInJson);
  return pattern === null ? sql`false` : sql`${text} ~* ${pattern}`;
}

const inJson = (text: string) => JSON.stringify(text).slice(1, -1);

/** Ann is not in Annual. */
const aroundWords = { before: "[^[:alnum:]]", behind: "[[:alnum:]]" };
/** What stands before may be an escape of JSON (a name on a new line); what is followed by a quote and a colon is a key. */
const aroundInJson = { before: `[^[:alnum:]]|\\\\[nrtbf]`, behind: `[[:alnum:]]|":` };

/** Finds traces as whole words. Null where there is nothing to find. */
function patternOf(traces: string[], { before, behind } = aroundWords): string | null {
  const told = [...new Set(traces)].filter((trace) => trace.trim().length > 1);
  if (told.length === 0) return null;
  const literal = (trace: string) => trace.replace(/[^\p{L}\p{N}]/gu, "\\$&");
  const longestFirst = told.sort((one, other) => other.length - one.length).map(literal);
  return `(^|${before})(?:${longestFirst.join("|")})(?!${behind})`;
}
