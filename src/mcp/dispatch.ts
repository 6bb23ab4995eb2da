import type { App } from "../app.ts";
import type { DomainError } from "../platform/errors.ts";
import { agentOf } from "./agent.ts";
import { type Asking, callTool, type Tell } from "./call.ts";
import type { CallLog } from "./call-log.ts";
import { answerOf, codes, errorOf, type Message, RpcError, readMessage } from "./json-rpc.ts";
import { negotiate } from "./revisions.ts";
import type { ToolList } from "./tool-list.ts";
import type { Tool } from "./tools.ts";

// A dispatcher of our own, and not the SDK's `Server`. That one belongs to one connection and keeps its state there, while
// our requests come without a session or to whichever process; it has to be made per request, which costs more than the
// call; its transports refuse the reference's plain POST (without the double Accept header, with `"params": {}` on
// initialize) and run a batch all at once, not in order. What is left of it is four methods. The official clients and the
// conformance suite are run against it in the tests.

/** A conversation as far as it goes on: what the client has told about itself. */
export type Conversation = Asking & {
  /** The client sees the tools beyond the documented ones. */
  allTools: boolean;
  /** Set by initialize. */
  hello?: { revision: string; agent: string | null; allTools: boolean };
};

export type Mcp = {
  app: App;
  tools: Map<string, Tool>;
  list: ToolList;
  log: CallLog;
  asRefusal(error: unknown): DomainError;
};

export const mostInBatch = 50;

/** How many calls a body holds, for the rate limit. */
export const weightOf = (body: unknown) => (Array.isArray(body) ? Math.min(Math.max(body.length, 1), mostInBatch) : 1);

/** Answers a body, one message or a batch in order; null when it asks nothing. `valid` is false for what is no JSON-RPC. */
export async function dispatch(
  mcp: Mcp,
  body: unknown,
  conversation: Conversation,
): Promise<{ text: string | null; valid: boolean }> {
  if (!Array.isArray(body)) {
    const message = readMessage(body);
    return { text: await answer(mcp, message, conversation), valid: message.kind !== "invalid" };
  }
  if (body.length === 0) return { text: errorOf(null, codes.invalidRequest, "The batch is empty"), valid: false };
  if (body.length > mostInBatch)
    return {
      text: errorOf(
        null,
        codes.invalidRequest,
        `A batch holds at most ${mostInBatch} messages; this one ${body.length}`,
      ),
      valid: false,
    };
  const answers: string[] = [];
  for (const [place, value] of body.entries()) {
    // Each call is a request of its own in the audit log, so that it can be undone by itself.
    const own = { ...conversation, requestId: `${conversation.requestId}.${place + 1}` };
    const text = await answer(mcp, readMessage(value), own);
    if (own.hello) Object.assign(conversation, { hello: own.hello, agent: own.agent, allTools: own.allTools });
    if (text !== null) answers.push(text);
  }
  return { text: answers.length > 0 ? `[${answers.join(",")}]` : null, valid: true };
}

async function answer(mcp: Mcp, message: Message, conversation: Conversation): Promise<string | null> {
  if (message.kind === "response" || message.kind === "notification") return null;
  if (message.kind === "invalid") return errorOf(message.id, codes.invalidRequest, message.why);
  const { id, method } = message;
  try {
    const carryOut = Object.hasOwn(methods, method) ? methods[method] : undefined;
    if (!carryOut) throw new RpcError(codes.methodNotFound, `There is no method ${method.slice(0, 100)}`);
    return answerOf(id, await carryOut(mcp, (message.params ?? {}) as Params, conversation));
  } catch (error) {
    if (error instanceof RpcError) return errorOf(id, error.code, error.message);
    mcp.app.log.error({ err: error, method }, "An MCP request failed");
    return errorOf(id, codes.internalError, "An unexpected error occurred on the server");
  }
}

type Params = Record<string, unknown>;
const methods: Record<string, (mcp: Mcp, params: Params, conversation: Conversation) => Promise<string>> = {
  initialize: async (_mcp, params, conversation) => {
    const revision = negotiate(params.protocolVersion);
    const agent = agentOf(params.clientInfo);
    const allTools = conversation.allTools || asksForAllTools(params.capabilities);
    conversation.hello = { revision, agent, allTools };
    Object.assign(conversation, { agent: agent ?? conversation.agent, allTools });
    return JSON.stringify({
      protocolVersion: revision,
      capabilities: { tools: { listChanged: false } },
      serverInfo: { name: "schedly-mcp", version: "2.0.0" },
      // The reference's answer to a client that names no revision has no more than this.
      ...(params.protocolVersion === undefined ? {} : { instructions }),
    });
  },

  ping: async () => "{}",

  "tools/list": async ({ list }, { cursor }, { caller, allTools }) => {
    if (cursor !== undefined && cursor !== null)
      throw new RpcError(codes.invalidParams, "All tools come on one page: send no cursor");
    return list.of(allTools, caller.limits?.tools ?? null);
  },

  "tools/call": async (mcp, params, conversation) => {
    const { name, arguments: given } = params;
    if (typeof name !== "string") throw new RpcError(codes.invalidParams, "Name the tool: params.name must be text");
    const tool = mcp.tools.get(name);
    if (!tool)
      throw new RpcError(
        codes.invalidParams,
        `Unknown tool: ${name.slice(0, 100)}. tools/list has the names of all tools`,
      );
    if (given !== undefined && given !== null && (typeof given !== "object" || Array.isArray(given)))
      throw new RpcError(codes.invalidParams, "params.arguments must be an object");
    const { result, went } = await callTool(mcp.app, tool, (given ?? {}) as Params, conversation, tellOf(mcp, name));
    mcp.log.note(tool, went, conversation);
    return result;
  },
};

const tellOf = ({ app, asRefusal }: Mcp, tool: string): Tell => ({
  asRefusal,
  failed: (error) => app.log.error({ err: error, tool }, "A tool failed"),
});

/** `capabilities.experimental.schedlyTools: { "all": true }` of initialize, like `?tools=all` in the address. */
const asksForAllTools = (capabilities: unknown) =>
  (capabilities as { experimental?: { schedlyTools?: { all?: unknown } } } | undefined)?.experimental?.schedlyTools
    ?.all === true;

const instructions =
  "Schedly schedules meetings (event types, bookings) and services (appointments, customers, staff). Instants are ISO 8601 with an offset, answers are in UTC; money is in the currency's minor unit. Lists give `count`, `total` and a `nextCursor` for the next page. Try a change with dryRun: true before you make it where the person has not asked for exactly that, and send an idempotencyKey when you may have to retry. An error says in `hint` what to do next.";
