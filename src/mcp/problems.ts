import type { FastifyReply, FastifyRequest } from "fastify";
import type { App } from "../app.ts";
import type { DomainError } from "../platform/errors.ts";
import { logFailure } from "../platform/unreachable.ts";
import { codes, errorOf } from "./json-rpc.ts";

/** Where the door is. */
export const address = "/api/mcp/sse";
export const notJson = "The body is not valid JSON.";

/** What went wrong before there was a message to answer: a wrong key in the documented words, the rest as JSON-RPC. */
export const sendProblem =
  (app: App, asRefusal: (error: unknown) => DomainError) =>
  (error: unknown, request: FastifyRequest, reply: FastifyReply) => {
    const refusal = asRefusal(error);
    const { type, message, retryAfterSeconds } = refusal;
    if (type.status >= 500) logFailure(request.log, error, "An MCP request failed");
    if (reply.raw.headersSent) return reply.raw.destroy();
    if (retryAfterSeconds !== undefined) reply.header("Retry-After", retryAfterSeconds);
    reply.code(type.status).type("application/json; charset=utf-8");
    if (type.status === 401) {
      const metadata = `${app.services.publicUrl}/.well-known/oauth-protected-resource${address}`;
      return reply.header("WWW-Authenticate", `Bearer resource_metadata="${metadata}"`).send(wrongKey);
    }
    const data = { error: type.code, ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }) };
    return reply.send(errorOf(null, codeOf(type.status, message), message, data));
  };

const wrongKey = { error: "Invalid or missing API key. Use Authorization: Bearer cal_YOUR_KEY" };

function codeOf(status: number, message: string): number {
  if (message === notJson) return codes.parseError;
  if (status === 400 || status === 413 || status === 415) return codes.invalidRequest;
  return status >= 500 ? codes.internalError : codes.refused;
}
