import type { IncomingMessage } from "node:http";
import { finished } from "node:stream/promises";
import type { FastifyInstance, FastifyRequest } from "fastify";
import { badRequest, DomainError, validationError } from "../platform/errors.ts";
import { refuseHostile } from "../platform/hostile.ts";

/** So many bytes are read to the end for politeness; whoever sends more hears of it by a closed connection. */
const mostDropped = 64 * 1024 * 1024;
const patienceMilliseconds = 20_000;

/** Reads and drops what is left of a body, or gives up on a client that is slow. */
async function readToTheEnd(body: IncomingMessage): Promise<void> {
  body.resume();
  await finished(body, { signal: AbortSignal.timeout(patienceMilliseconds) }).catch(() => {});
}

/**
 * Reads bodies: JSON for most operations, text/csv or a multipart file for imports. Text that PostgreSQL cannot store
 * (NUL) or that is no Unicode (lone surrogates) is refused here, once for all operations.
 */
export function readBodies(server: FastifyInstance) {
  server.removeAllContentTypeParsers();
  server.addContentTypeParser(/^application\/(?:[\w.+-]+\+)?json\b/, { parseAs: "string" }, (_request, text, done) => {
    if (text === "") return done(null, undefined);
    try {
      const body = JSON.parse(text as string);
      refuseHostile(body, validationError);
      done(null, body);
    } catch (error) {
      done(error instanceof DomainError ? error : new DomainError(badRequest, "The body is not valid JSON."));
    }
  });
  // Uploads stay streams, see spool.ts.
  server.addContentTypeParser(
    ["text/csv", "application/csv", "application/octet-stream", "multipart/form-data"],
    (_request, payload, done) => done(null, payload),
  );
  server.addHook("onSend", async ({ headers, raw }, reply) => {
    if (reply.statusCode !== 413 || !(Number(headers["content-length"]) <= mostDropped)) return;
    // Answered at once and closed, as Fastify does it, a client that is still sending sees a broken pipe and no answer.
    reply.removeHeader("connection");
    await readToTheEnd(raw);
  });
  server.addContentTypeParser("*", (_request, payload, done) => {
    payload.resume();
    done(new DomainError(badRequest, "The body must be JSON, sent with Content-Type: application/json."));
  });
}

/** Query parameters cannot nest, but they can carry the same hostile text. */
export function refuseHostileQuery(request: FastifyRequest) {
  refuseHostile(request.query, badRequest);
  refuseHostile(request.params, badRequest);
}
