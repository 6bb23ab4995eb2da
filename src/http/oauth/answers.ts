import type { FastifyReply, FastifyRequest } from "fastify";
import { logFailure } from "../../platform/unreachable.ts";
import { asRefusal } from "../answers.ts";

/** What other refusals are called in OAuth. */
const codes: Record<number, string> = {
  429: "temporarily_unavailable",
  500: "server_error",
  503: "temporarily_unavailable",
};

/** An error as RFC 6749 section 5.2 has it. */
export function sendOAuthError(error: unknown, request: FastifyRequest, reply: FastifyReply) {
  const { type, message, retryAfterSeconds } = asRefusal(error);
  if (type.status >= 500) logFailure(request.log, error, "A request failed");
  if (retryAfterSeconds !== undefined) reply.header("Retry-After", retryAfterSeconds);
  // Only to those who used it: a browser would ask its user for a password.
  if (type.status === 401 && /^Basic\b/i.test(request.headers.authorization ?? ""))
    reply.header("WWW-Authenticate", 'Basic realm="Schedly"');
  const isOAuth = /^[a-z_]+$/.test(type.code);
  const status = isOAuth || type.status in codes ? type.status : 400;
  return reply
    .code(status)
    .type("application/json; charset=utf-8")
    .send({
      error: isOAuth ? type.code : (codes[type.status] ?? "invalid_request"),
      error_description: inAscii(message),
    });
}

/** Quotes and backslashes are no part of a description (RFC 6749 section 5.2). */
const inAscii = (text: string) => text.replace(/["\\]/g, "'").replace(/[^\x20-\x7e]/g, "?");
