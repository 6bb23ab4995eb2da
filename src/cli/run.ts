import type { DomainError } from "../platform/errors.ts";
import { buildProgram } from "./program.ts";

/** Runs one command line. What goes wrong is one sentence on standard error and exit code 1. */
export async function run(words: string[]): Promise<void> {
  try {
    await buildProgram().parseAsync(words.length > 0 ? words : ["start"], { from: "user" });
  } catch (error) {
    tell(error);
    process.exitCode = 1;
  }
}

function tell(error: unknown) {
  const { message, details = [] } = error as DomainError;
  const debug = ["debug", "trace"].includes(process.env.LOG_LEVEL ?? "");
  const wrong = details.map((detail) => `${detail.field} ${detail.message}`).join("; ");
  console.error(debug ? error : `schedly: ${wrong || (message ?? error)}`);
}
