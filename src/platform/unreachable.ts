import { CannotServe } from "./database.ts";
import type { Logger } from "./log.ts";

type Failure = { code?: string; message?: string; syscall?: string; errors?: Failure[] };

/** Whether an error says that the database is away, is going away or has no room, so that trying again later makes sense. */
export function isUnreachable(error: unknown): boolean {
  const { code = "", message = "", syscall, errors } = (error ?? {}) as Failure;
  if (/^(57P0|08|53300|25P03)/.test(code)) return true;
  if (syscall !== undefined && networkCodes.test(code)) return true;
  if (errors?.some(isUnreachable)) return true; // one per address that was tried
  return /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error)/.test(
    message,
  );
}
const networkCodes = /^(ECONNREFUSED|ECONNRESET|ENOENT|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|EPIPE)$/;

/** Notes a failure of ours. That the database is away is no bug, and each of many requests may meet it: one line, no stack. */
export function logFailure(log: Pick<Logger, "error" | "warn">, error: unknown, what: string): void {
  const { code, message } = (error ?? {}) as Failure;
  if (isUnreachable(error)) log.warn({ reason: message || code }, `${what}: the database does not answer`);
  else log.error({ err: error }, what);
}

/** Why DATABASE_URL does not lead to a database, in one sentence for the operator. Other errors pass unchanged. */
export function explainUnreachable(error: unknown, address: string): unknown {
  const { code = "", message = "", errors } = (error ?? {}) as Failure;
  const sentence = sentences[code] ?? sentences[errors?.[0]?.code ?? ""];
  if (sentence) return new CannotServe(sentence(address, message), { cause: error });
  if (isUnreachable(error)) return new CannotServe(noAnswer(address), { cause: error });
  if (/SSL/.test(message)) return new CannotServe(`PostgreSQL at ${address}: ${message}.`, { cause: error });
  return error;
}

const noAnswer = (address: string) => `No PostgreSQL answers at ${address}: start it, or correct DATABASE_URL.`;
const refused = (address: string, message: string) =>
  `PostgreSQL at ${address} does not let us in (${message}): correct the user or password in DATABASE_URL.`;
const sentences: Record<string, (address: string, message: string) => string> = {
  ECONNREFUSED: noAnswer,
  ENOENT: noAnswer,
  ETIMEDOUT: noAnswer,
  ENOTFOUND: (address) => `The host of DATABASE_URL, ${address}, is unknown: correct DATABASE_URL.`,
  EAI_AGAIN: (address) => `The host of DATABASE_URL, ${address}, cannot be looked up right now.`,
  ERR_INVALID_URL: () => "DATABASE_URL is no valid address: write postgres://user:password@host:port/database.",
  "28P01": refused,
  "28000": refused,
  "3D000": (address, message) => `PostgreSQL at ${address} says: ${message}. Create it, or correct DATABASE_URL.`,
  "53300": (address) => `PostgreSQL at ${address} has no connection left: raise its max_connections.`,
  "57P03": (address) => `PostgreSQL at ${address} is still starting: try again in a moment.`,
};
