import type { Context } from "./operation.ts";

const asked = new WeakMap<Context, Map<string, Promise<unknown>>>();

/**
 * What is asked once in a transaction, however often it is needed: the relay tells of many events in one, and most of what
 * it looks up for each (the business, its wordings, who subscribes) is the same. Only for what the transaction does not
 * change; the events of a batch are read before it is asked, so it is never older than any of them.
 */
export function once<Value>(context: Context, about: string, ask: () => Promise<Value>): Promise<Value> {
  let known = asked.get(context);
  if (!known) {
    known = new Map();
    asked.set(context, known);
  }
  const key = `${context.businessId} ${about}`;
  const before = known.get(key);
  if (before) return before as Promise<Value>;
  const answer = ask();
  known.set(key, answer);
  return answer;
}

/** The transaction has changed it: the next who needs it asks again. */
export const askAgain = (context: Context, about: string): void =>
  void asked.get(context)?.delete(`${context.businessId} ${about}`);
