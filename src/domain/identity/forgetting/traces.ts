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
export function redacted(text: RawBuilder<unknown>, { words, emails }: Traces): RawBuilder<unknown> {
  const without = replaced(text, patternOf(emails), nobody.email);
  return replaced(without, patternOf(words), nobody.name);
}

/** A JSON document without the traces: in its values, not in its keys. */
export const redactedJson = (document: RawBuilder<unknown>, { customerId, words, emails }: Traces) =>
  sql`${redacted(sql`(${document})::text`, { customerId, words: words.map(inJson), emails: emails.map(inJson) })}::jsonb`;

/** Whether a text says who the person is. */
export function mentions(text: RawBuilder<unknown>, { words, emails }: Traces): RawBuilder<unknown> {
  const pattern = patternOf([...words, ...words.map(inJson), ...emails]);
  return pattern === null ? sql`false` : sql`${text} ~* ${pattern}`;
}

const replaced = (text: RawBuilder<unknown>, pattern: string | null, by: string) =>
  pattern === null ? text : sql`regexp_replace(${text}, ${pattern}, ${`\\1${by}`}, 'gi')`;

const inJson = (text: string) => JSON.stringify(text).slice(1, -1);

/**
 * Finds traces as whole words: Ann is not in Annual. What stands before may be an escape of JSON (a name on a new line);
 * what is followed by a quote and a colon is a key.
 */
function patternOf(traces: string[]): string | null {
  const told = [...new Set(traces)].filter((trace) => trace.trim().length > 1);
  if (told.length === 0) return null;
  const literal = (trace: string) => trace.replace(/[^\p{L}\p{N}]/gu, "\\$&");
  const longestFirst = told.sort((one, other) => other.length - one.length).map(literal);
  return `(^|[^[:alnum:]\\\\]|\\\\[nrtbf"\\\\/])(?:${longestFirst.join("|")})(?![[:alnum:]]|":)`;
}
