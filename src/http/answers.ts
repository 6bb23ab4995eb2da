import { STATUS_CODES } from "node:http";
import type { Socket } from "node:net";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { Outcome } from "../app.ts";
import {
  badRequest,
  DomainError,
  type ErrorType,
  internalError,
  payloadTooLarge,
  unavailable,
} from "../platform/errors.ts";
import type { Caller, Operation } from "../platform/operation.ts";
import { isPage, type Page } from "../platform/page.ts";
import { isUnreachable, logFailure } from "../platform/unreachable.ts";

/**
 * Families whose examples answer bare resources; all others answer the documented envelope (DECISIONS 1 and 2). Zapier's
 * clients read `id` of what they subscribed, and samples as a list, so that family is bare as well.
 */
const bareFamilies = [
  "/api/services/",
  "/api/routing/",
  "/api/billing/",
  "/api/auth/",
  "/api/reserve-with-google/",
  "/api/zapier/",
];
export const isBare = (path: string) => bareFamilies.some((family) => path.startsWith(family));

export function sendAnswer(operation: Operation, outcome: Outcome, request: FastifyRequest, reply: FastifyReply) {
  reply.code(outcome.status);
  if (outcome.replayed) reply.header("Idempotent-Replayed", "true");
  if (outcome.wouldSend)
    reply.header("Schedly-Dry-Run", "true").header("Schedly-Would-Send", outcome.wouldSend.join(", "));
  const bare = isBare(request.routeOptions.url ?? request.url);
  if (isPage(operation.output)) {
    const { items, total, nextCursor } = outcome.answer as Page<unknown>;
    reply.header("X-Total-Count", total);
    if (nextCursor) reply.header("Link", `<${nextAddress(request, nextCursor)}>; rel="next"`);
    return reply.send(bare ? items : { status: "success", data: items, pagination: { total, nextCursor } });
  }
  const { version } = (outcome.answer ?? {}) as { version?: number };
  if (typeof version === "number") reply.header("ETag", `"${version}"`);
  return reply.send(bare ? outcome.answer : { status: "success", data: outcome.answer });
}

function nextAddress(request: FastifyRequest, cursor: string) {
  const base = `${request.protocol}://${request.host}`;
  // Host is whatever a client has written. Where it is no host, a relative reference leads on as well (RFC 8288 section 3.1).
  const known = URL.canParse(base);
  const url = new URL(request.url, known ? base : "http://localhost");
  url.searchParams.set("cursor", cursor);
  return known ? url.href : url.pathname + url.search;
}

/** Every error in the documented shape. What is not a DomainError is a bug: logged here, told to nobody. */
export function sendError(error: unknown, request: FastifyRequest, reply: FastifyReply) {
  const refusal = asRefusal(error);
  if (refusal.type.status >= 500) logFailure(request.log, error, "A request failed");
  if (reply.raw.headersSent) return reply.raw.destroy();
  if (refusal.retryAfterSeconds !== undefined) reply.header("Retry-After", refusal.retryAfterSeconds);
  const challenge = challengeOf(refusal, request);
  if (challenge) reply.header("WWW-Authenticate", challenge);
  reply.removeHeader("content-disposition");
  return reply.code(refusal.type.status).type("application/json; charset=utf-8").send(errorBody(refusal));
}

const errorBody = ({ type, message, details }: DomainError) => ({
  status: "error",
  error: type.code,
  message,
  ...(details ? { details } : {}),
});

/** What is no HTTP request, or not a whole one: Node's parser gives it up before there is anything to answer with. */
export function answerUnparsed({ code }: { code?: string }, socket: Socket) {
  if (code === "ECONNRESET" || !socket.writable) return void socket.destroy();
  const refusal = unparsed(code);
  const { status } = refusal.type;
  const body = JSON.stringify(errorBody(refusal));
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    "Content-Type: application/json; charset=utf-8",
    `Content-Length: ${Buffer.byteLength(body)}`,
    "Connection: close",
  ];
  socket.end(`${head.join("\r\n")}\r\n\r\n${body}`, () => socket.destroy());
}

function unparsed(code: string | undefined): DomainError {
  if (code === "HPE_HEADER_OVERFLOW")
    return new DomainError({ ...badRequest, status: 431 }, "The address and headers are too long.");
  if (code === "ERR_HTTP_REQUEST_TIMEOUT")
    return new DomainError({ ...badRequest, status: 408 }, "The request did not arrive in time.");
  return new DomainError(badRequest, malformed);
}
const malformed = "The request was malformed.";
const brokenOff = "The request broke off before all of it had come.";

/** What a client needs to try again (RFC 6750 section 3): who gives tokens, and what was wrong with the one it sent. */
function challengeOf({ type, details }: DomainError, { headers, caller }: FastifyRequest & { caller?: Caller | null }) {
  const realm = 'Bearer realm="Schedly"';
  if (type.status === 401) return headers.authorization === undefined ? realm : `${realm}, error="invalid_token"`;
  const scope = details?.find(({ field }) => field === "scope")?.message;
  if (type.status !== 403 || caller?.kind !== "oauth" || !scope) return null;
  return `${realm}, error="insufficient_scope", scope="${scope}"`;
}

const fastifyErrors: Record<string, ErrorType> = {
  FST_ERR_CTP_BODY_TOO_LARGE: payloadTooLarge,
  FST_ERR_CTP_INVALID_MEDIA_TYPE: badRequest,
  FST_ERR_CTP_EMPTY_JSON_BODY: badRequest,
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: badRequest,
  FST_REQ_FILE_TOO_LARGE: payloadTooLarge,
};

/** What a door tells about anything that was thrown. */
export function asRefusal(error: unknown): DomainError {
  if (error instanceof DomainError) return error;
  const { code = "", message, statusCode } = (error ?? {}) as { code?: string; message?: string; statusCode?: number };
  if (fastifyErrors[code]) return new DomainError(fastifyErrors[code]);
  // Node's word for a client that went away before all of its body had come: its doing, and no failure of ours.
  if (code === "ECONNRESET" && message === "aborted") return new DomainError(badRequest, brokenOff);
  // The server went away or is closing: nothing was lost, the transaction never committed.
  if (isUnreachable(error)) return new DomainError(unavailable, undefined, undefined, 2);
  if (statusCode && statusCode >= 400 && statusCode < 500) return new DomainError(badRequest, malformed);
  return new DomainError(internalError);
}
