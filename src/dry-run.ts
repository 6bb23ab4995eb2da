import { sql } from "kysely";
import type { Outcome } from "./app.ts";
import type { Kept } from "./idempotency.ts";
import type { Db } from "./platform/database.ts";
import type { UnitOfWork } from "./unit-of-work.ts";

/** The outcome of a dry run. It is thrown, so that the transaction rolls back. */
export class TriedOut extends Error {
  readonly outcome: Outcome;
  constructor(outcome: Outcome) {
    super("A dry run ends here");
    this.outcome = outcome;
  }
}

/** Runs an operation to its end, and makes its outcome what ends the transaction. */
export async function triedOut(db: Db, unit: UnitOfWork, run: () => Promise<Kept>): Promise<TriedOut> {
  const { status, answer } = (await run()) as { status: number; answer: unknown };
  // What is checked at the commit only is checked now.
  await sql`set constraints all immediate`.execute(db);
  // Internal events have lower-case names; nobody outside hears of them.
  const wouldSend = [...new Set(unit.triggers)].filter((trigger) => trigger === trigger.toUpperCase());
  return new TriedOut({ status, answer, replayed: false, wouldSend });
}
