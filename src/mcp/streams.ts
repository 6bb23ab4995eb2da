import type { ServerResponse } from "node:http";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { App } from "../app.ts";
import { type AgentSession, leaveMessage, takeMessages } from "../domain/identity/agents/sessions.ts";
import { DomainError, rateLimited } from "../platform/errors.ts";
import type { Caller } from "../platform/operation.ts";
import { mailbox } from "./mailbox.ts";
import type { Sessions } from "./sessions.ts";

export type Streams = {
  /** Opens the stream of a new session; its first event says where the client posts its messages. */
  open(request: FastifyRequest, reply: FastifyReply, caller: Caller, wants: Wants): Promise<void>;
  /** Sends an answer down a session's stream, wherever that is. */
  send(session: AgentSession, text: string): Promise<void>;
  close(): Promise<void>;
};
type Wants = { endpoint(sessionId: string): string; agent: string | null; allTools: boolean };
type Stream = { session: AgentSession; raw: ServerResponse; request: FastifyRequest; end(): void };

/** A sign of life for proxies and for other processes, which take a session that is silent for a minute for gone. */
const beatMilliseconds = 15_000;
const checkMilliseconds = 3000;
/** What a client may leave unread before its stream is cut. */
const mostUnread = 4 * 1024 * 1024;
const mostPerCaller = 50;

/** Streams of the older protocol (2024-11-05, HTTP with SSE). Each lives in this process; its session is everybody's. */
export function streamsOf(
  app: App,
  sessions: Sessions,
  callerOf: (request: FastifyRequest) => Promise<Caller>,
): Streams {
  const streams = new Map<string, Stream>();
  const fetching = new Set<Promise<void>>();
  const keyOf = ({ businessId, id }: AgentSession) => `${businessId}:${id}`;
  const mail = mailbox(app.database.connection, app.log, (key) => {
    for (const stream of key === null ? streams.values() : [streams.get(key)]) if (stream) fetchFor(stream);
  });

  function fetchFor(stream: Stream) {
    const fetch = app.database
      .transaction({ businessId: stream.session.businessId }, (db) => takeMessages(db, stream.session))
      .then((messages) => {
        for (const text of messages) write(stream, "message", text);
      })
      .catch((error) => app.log.warn({ err: error }, "An agent's messages wait for the next look"))
      .finally(() => fetching.delete(fetch));
    fetching.add(fetch);
  }

  function write({ raw, end }: Pick<Stream, "raw" | "end">, event: string, data: string) {
    if (raw.destroyed || raw.writableEnded) return;
    raw.write(`event: ${event}\ndata: ${data}\n\n`);
    if (raw.writableLength > mostUnread) end();
  }

  /** A key that is revoked, or a token that has ended, ends its streams. */
  async function check({ request, session, end }: Stream) {
    try {
      const caller = await callerOf(request);
      if (caller.accountKey !== session.accountKey || caller.businessId !== session.businessId) end();
    } catch (error) {
      if (error instanceof DomainError) end();
    }
  }
  app.services.callersChanged.listen(() => {
    for (const stream of streams.values()) void check(stream);
  });

  return {
    async open(request, reply, caller, { endpoint, agent, allTools }) {
      const own = [...streams.values()].filter(({ session }) => session.accountKey === caller.accountKey);
      if (own.length >= mostPerCaller)
        throw new DomainError(
          rateLimited,
          `A key may hold ${mostPerCaller} streams open. Close one first.`,
          undefined,
          5,
        );
      await mail.listen();
      const session = await sessions.open(caller, "sse", { agent, allTools });
      const { raw } = reply;
      reply.hijack();
      raw.writeHead(200, {
        ...(reply.getHeaders() as Record<string, string>),
        "content-type": "text/event-stream; charset=utf-8",
        "cache-control": "no-cache, no-transform",
        "x-accel-buffering": "no",
      });
      const beat = setInterval(() => {
        raw.write(": still here\n\n");
        fetchFor(stream);
        sessions.touch(session).then(
          (lives) => lives || stream.end(),
          (error) => app.log.warn({ err: error }, "A session could not be kept"),
        );
      }, beatMilliseconds);
      const look = setInterval(() => void check(stream), checkMilliseconds);
      const forget = () => {
        if (!streams.delete(keyOf(session))) return;
        clearInterval(beat);
        clearInterval(look);
        const closing = sessions
          .close(session)
          .catch((error) => app.log.warn({ err: error }, "A session could not be closed"))
          .finally(() => fetching.delete(closing));
        fetching.add(closing);
      };
      const stream: Stream = {
        session,
        raw,
        request,
        end() {
          raw.end();
          forget();
        },
      };
      streams.set(keyOf(session), stream);
      raw.on("close", forget);
      raw.on("error", forget);
      // The client may have left while its session was made.
      if (raw.destroyed) return forget();
      write(stream, "endpoint", endpoint(session.id));
    },

    async send(session, text) {
      const here = streams.get(keyOf(session));
      if (here) return write(here, "message", text);
      await app.database.transaction({ businessId: session.businessId }, (db) => leaveMessage(db, session, text));
    },

    async close() {
      for (const stream of [...streams.values()]) stream.end();
      await Promise.all(fetching);
      await mail.close();
    },
  };
}
