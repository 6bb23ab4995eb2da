import type { ServerResponse } from "node:http";
import type { FastifyInstance, FastifyRequest } from "fastify";
import type { App } from "../app.ts";
import type { Heard } from "../news.ts";
import { DomainError, forbidden, rateLimited, unauthorized } from "../platform/errors.ts";
import type { Caller } from "../platform/operation.ts";

const address = "/api/live";
/** A sign of life for proxies; and how long a session that another process ended may still hear of changes. */
const beatMilliseconds = 15_000;
/** Of one person, over all their windows. */
const mostPerUser = 20;
/** What a browser may leave unread before its stream is cut; it comes back by itself. */
const mostUnread = 64 * 1024;

type Stream = {
  businessId: number;
  userId: number;
  sessionId: number;
  raw: ServerResponse;
  check(): Promise<void>;
  end(): void;
};

/**
 * `GET /api/live`: tells the open pages of a business which nouns changed, in whichever process, by server-sent events
 * (`data: {"nouns":["appointments"]}`). Null nouns: some news may have been missed, so ask for everything again. No data
 * travels here, so that there is nothing in it that somebody may not see.
 */
export function mountLive(
  server: FastifyInstance,
  app: App,
  callerOf: (request: FastifyRequest) => Promise<Caller>,
): void {
  const streams = new Set<Stream>();
  const hear = (news: Heard) => {
    for (const stream of streams)
      if (!news || news.businessId === stream.businessId) tell(stream, JSON.stringify({ nouns: news?.nouns ?? null }));
  };
  app.services.callersChanged.listen(() => {
    for (const stream of streams) void stream.check();
  });
  // Streams would keep a stop from ever ending.
  server.addHook("preClose", async () => {
    for (const stream of [...streams]) stream.end();
  });

  server.get(address, { exposeHeadRoute: false } as object, async (request, reply) => {
    const { kind, userId, businessId, sessionId } = (request as FastifyRequest & { caller: Caller }).caller;
    if (kind !== "session" || userId === null || sessionId === null)
      throw new DomainError(unauthorized, "Sign in to hear of changes. Programs use webhooks or GET /api/events.");
    if (businessId === null) throw new DomainError(forbidden, "You belong to no business.");
    await app.news.listen(hear);
    // Nothing is waited for from here on: windows that open at once are counted one after the other.
    if ([...streams].filter((stream) => stream.userId === userId).length >= mostPerUser)
      throw new DomainError(rateLimited, `${mostPerUser} windows are enough. Close one first.`, undefined, 30);

    const { raw } = reply;
    reply.hijack();
    raw.writeHead(200, {
      ...(reply.getHeaders() as Record<string, string>),
      "content-type": "text/event-stream; charset=utf-8",
      "cache-control": "no-cache, no-transform",
      "x-accel-buffering": "no",
      // What ends leaves no idle connection that a stop would wait for.
      connection: "close",
    });
    const beat = setInterval(() => {
      raw.write(": still here\n\n");
      void stream.check();
    }, beatMilliseconds);
    const stream: Stream = {
      businessId,
      userId,
      sessionId,
      raw,
      /** A session that has ended, or is in another business now, hears nothing more. */
      async check() {
        const now = await callerOf(request).catch((error) => (error instanceof DomainError ? null : stream));
        if (now?.sessionId !== sessionId || now.businessId !== businessId) stream.end();
      },
      end() {
        clearInterval(beat);
        if (streams.delete(stream)) raw.end();
      },
    };
    streams.add(stream);
    raw.on("close", stream.end);
    raw.on("error", stream.end);
    // The browser may have left while we began to listen.
    if (raw.destroyed) return stream.end();
    // Comes back soon when the stream breaks.
    raw.write("retry: 2000\n\n");
  });
}

function tell({ raw, end }: Stream, data: string) {
  if (raw.destroyed || raw.writableEnded) return;
  raw.write(`data: ${data}\n\n`);
  if (raw.writableLength > mostUnread) end();
}
