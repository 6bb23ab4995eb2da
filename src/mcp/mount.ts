import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { type App, operations } from "../app.ts";
import type { Config } from "../config.ts";
import { badRequest, DomainError, unauthorized } from "../platform/errors.ts";
import type { Caller } from "../platform/operation.ts";
import { printable } from "./agent.ts";
import { callLog } from "./call-log.ts";
import { type Conversation, dispatch, type Mcp, weightOf } from "./dispatch.ts";
import { originOf, refuseForeignPages } from "./guard.ts";
import { codes, errorOf } from "./json-rpc.ts";
import type { Packer } from "./packed.ts";
import { address, notJson, sendProblem } from "./problems.ts";
import { isRevision, namesSessions } from "./revisions.ts";
import { sessionsOf } from "./sessions.ts";
import { streamsOf } from "./streams.ts";
import { toolList } from "./tool-list.ts";
import { makeTools } from "./tools.ts";

/** What the HTTP door lends: who is asking, how often they may, and how an error reads. */
export type Lent = {
  app: App;
  config: Config;
  callerOf(request: FastifyRequest): Promise<Caller>;
  count(caller: Caller, reply: FastifyReply, requests?: number): Promise<void>;
  asRefusal(error: unknown): DomainError;
};
type Asked = FastifyRequest & { caller: Caller };

/**
 * The MCP door: one address for a plain JSON-RPC POST, for streams with a session in their address (2024-11-05) and for
 * streamable HTTP with sessions named by a header (2025-03-26 and later).
 */
export async function mountMcp(server: FastifyInstance, lent: Lent): Promise<void> {
  const { app, config, callerOf, asRefusal } = lent;
  const tools = makeTools(operations);
  const log = callLog(app);
  const mcp: Mcp = { app, tools, list: toolList(tools), log, asRefusal };
  const sessions = sessionsOf(app);
  const streams = streamsOf(app, sessions, callerOf);
  const underway = new Set<Promise<void>>();

  await server.register(async (scope) => {
    readJsonRpc(scope);
    scope.setErrorHandler(sendProblem(app, asRefusal));
    // Streams would keep a stop from ever ending.
    scope.addHook("preClose", async () => {
      await Promise.all(underway);
      await streams.close();
    });
    scope.addHook("onClose", () => log.flush());
    scope.addHook("onRequest", async (request, reply) => {
      reply.header("x-content-type-options", "nosniff");
      refuseForeignPages(request, config, app.services.publicUrl);
      // A browser's cookie is no key: tools are for programs that were given one.
      const { kind } = (request as Asked).caller;
      if (kind === "public" || kind === "session") throw new DomainError(unauthorized);
      refuseUnknownRevision(request);
    });
    const options = { helmet: false, exposeHeadRoute: false } as object;
    scope.get(address, options, open);
    scope.post(address, options, post);
    scope.delete(address, options, end);
  });

  async function open(request: FastifyRequest, reply: FastifyReply) {
    // Later revisions may open a stream for what the server says by itself. Ours says nothing, and 405 tells so.
    if (sessionHeader(request) !== null || request.headers["mcp-protocol-version"] !== undefined)
      return reply
        .code(405)
        .header("Allow", "POST, DELETE")
        .send(errorOf(null, codes.refused, "There is no such stream: POST alone answers here"));
    if (!accepts(request, "text/event-stream"))
      return reply
        .code(406)
        .send(errorOf(null, codes.refused, "A stream is text/event-stream: say so in Accept, or POST JSON-RPC"));
    const all = wantsAllTools(request);
    const origin = originOf(request, app.services.publicUrl);
    await streams.open(request, reply, (request as Asked).caller, {
      agent: null,
      allTools: all,
      endpoint: (id) => `${origin}${address}?sessionId=${id}${all ? "&tools=all" : ""}`,
    });
    return reply;
  }

  async function post(request: FastifyRequest, reply: FastifyReply) {
    const { caller } = request as Asked;
    const { body } = request;
    const weight = weightOf(body);
    if (weight > 1) await lent.count(caller, reply, weight - 1);
    const { sessionId } = request.query as { sessionId?: string };
    if (sessionId !== undefined) return postToStream(request, reply, sessionId);
    const id = sessionHeader(request);
    const session = id === null ? null : await sessions.find(caller, id);
    if (id !== null && session?.transport !== "http") return noSuchSession(reply);
    const conversation = conversationOf(request, session);
    const { text, valid } = await dispatch(mcp, body, conversation);
    const { hello } = conversation;
    if (hello && namesSessions(hello.revision)) {
      const opened = await sessions.open(caller, "http", hello);
      reply.header("Mcp-Session-Id", opened.id);
    }
    if (text === null) return reply.code(202).send();
    if (!valid) reply.code(400);
    return sendAnswer(request, reply, text, mcp.list.packed);
  }

  /** The answer goes down the stream; this request is told that it arrived. */
  async function postToStream(request: FastifyRequest, reply: FastifyReply, sessionId: string) {
    const session = await sessions.find((request as Asked).caller, sessionId);
    if (session?.transport !== "sse") return noSuchSession(reply);
    const conversation = conversationOf(request, session);
    const work = (async () => {
      const { text } = await dispatch(mcp, request.body, conversation);
      const { hello } = conversation;
      if (hello)
        await sessions.touch(session, { allTools: hello.allTools, ...(hello.agent ? { agent: hello.agent } : {}) });
      if (text !== null) await streams.send(session, text);
    })()
      .catch((error) => app.log.error({ err: error }, "An agent's message could not be answered"))
      .finally(() => underway.delete(work));
    underway.add(work);
    return reply.code(202).type("text/plain").send("Accepted");
  }

  async function end(request: FastifyRequest, reply: FastifyReply) {
    const id = sessionHeader(request);
    if (id === null) throw new DomainError(badRequest, "Name the session in the header Mcp-Session-Id.");
    const session = await sessions.find((request as Asked).caller, id);
    if (session?.transport !== "http") return noSuchSession(reply);
    await sessions.close(session);
    return reply.code(204).send();
  }
}

/** A body is read as it is: JSON-RPC has its own words for what is wrong with it. */
function readJsonRpc(scope: FastifyInstance) {
  scope.removeAllContentTypeParsers();
  const read = { parseAs: "string" } as const;
  scope.addContentTypeParser(/^application\/(?:[\w.+-]+\+)?json\b/, read, (_request, text, done) => {
    try {
      done(null, JSON.parse(text as string));
    } catch {
      done(new DomainError(badRequest, notJson));
    }
  });
  scope.addContentTypeParser("*", (_request, payload, done) => {
    payload.resume();
    done(new DomainError({ ...badRequest, status: 415 }, "Send JSON-RPC with Content-Type: application/json."));
  });
}

function conversationOf(
  request: FastifyRequest,
  session: { agent: string | null; allTools: boolean } | null,
): Conversation {
  const userAgent = request.headers["user-agent"]?.slice(0, 300) ?? null;
  return {
    caller: (request as Asked).caller,
    address: request.ip,
    userAgent,
    requestId: request.id,
    agent: session?.agent ?? (userAgent ? printable(userAgent) : null),
    allTools: session?.allTools || wantsAllTools(request),
  };
}

const wantsAllTools = (request: FastifyRequest) => (request.query as { tools?: string }).tools === "all";
const sessionHeader = (request: FastifyRequest) => {
  const id = request.headers["mcp-session-id"];
  return typeof id === "string" ? id : null;
};

const noSuchSession = (reply: FastifyReply) =>
  reply
    .code(404)
    .type("application/json; charset=utf-8")
    .send(errorOf(null, codes.noSuchSession, "There is no such session, or it has ended. Initialize a new one."));

/** Of the header that later revisions send with every request. */
function refuseUnknownRevision(request: FastifyRequest) {
  const revision = request.headers["mcp-protocol-version"];
  if (revision === undefined || (typeof revision === "string" && isRevision(revision))) return;
  throw new DomainError(badRequest, `Unknown MCP-Protocol-Version: ${String(revision).slice(0, 40)}.`);
}

/** JSON, unless the client takes nothing but a stream: then a stream of one message. */
function sendAnswer(request: FastifyRequest, reply: FastifyReply, text: string, pack: Packer) {
  if (accepts(request, "application/json") || !accepts(request, "text/event-stream")) {
    reply.type("application/json; charset=utf-8");
    const packed = pack(text);
    if (!packed) return reply.send(text);
    reply.header("vary", "accept-encoding");
    const { "accept-encoding": encodings } = request.headers;
    // "identity" keeps others from compressing it after all.
    if (!/\bgzip\b/.test(String(encodings ?? "")))
      return (encodings ? reply.header("content-encoding", "identity") : reply).send(Buffer.concat(packed.plain));
    return reply.header("content-encoding", "gzip").send(Buffer.concat(packed.gzip));
  }
  return reply
    .type("text/event-stream; charset=utf-8")
    .header("cache-control", "no-cache, no-transform")
    .send(`event: message\ndata: ${text}\n\n`);
}

function accepts({ headers }: FastifyRequest, type: string): boolean {
  const accept = headers.accept;
  if (accept === undefined) return true;
  if (accept.includes(type)) return true;
  // A browser that opens the address as a page takes anything too, but it would show a stream that never ends.
  return accept.includes("*/*") && !accept.includes("text/html");
}
