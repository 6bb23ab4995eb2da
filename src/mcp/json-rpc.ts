// JSON-RPC 2.0 as MCP speaks it: ids are strings or numbers, never null, and are given back as they came.

export type Id = string | number;
export type Message =
  | { kind: "request"; id: Id; method: string; params: unknown }
  | { kind: "notification"; method: string; params: unknown }
  /** An answer to something that we might have asked. We ask nothing. */
  | { kind: "response" }
  | { kind: "invalid"; id: Id | null; why: string };

export const codes = {
  parseError: -32700,
  invalidRequest: -32600,
  methodNotFound: -32601,
  invalidParams: -32602,
  internalError: -32603,
  /** Of the range that JSON-RPC leaves to servers. */
  refused: -32000,
  noSuchSession: -32001,
} as const;

export function readMessage(value: unknown): Message {
  if (value === null || typeof value !== "object" || Array.isArray(value)) return invalid(null, "Must be an object");
  const { jsonrpc, id, method, params } = value as Record<string, unknown>;
  const isId = typeof id === "string" || (typeof id === "number" && Number.isFinite(id));
  const known = isId ? (id as Id) : null;
  if (jsonrpc !== "2.0") return invalid(known, 'Must say "jsonrpc": "2.0"');
  if (method === undefined && ("result" in value || "error" in value)) return { kind: "response" };
  if (typeof method !== "string") return invalid(known, "Must name its method as text");
  if (id === undefined) return { kind: "notification", method, params };
  if (!isId) return invalid(null, "An id must be a string or a number");
  if (params !== undefined && (params === null || typeof params !== "object" || Array.isArray(params)))
    return invalid(known, "params must be an object");
  return { kind: "request", id: id as Id, method, params };
}

const invalid = (id: Id | null, why: string): Message => ({ kind: "invalid", id, why });

/** Answers are text from here on: the large ones are made once and only need an id. */
export const answerOf = (id: Id, result: string) => `{"jsonrpc":"2.0","id":${JSON.stringify(id)},"result":${result}}`;
export const errorOf = (id: Id | null, code: number, message: string, data?: unknown) =>
  JSON.stringify({ jsonrpc: "2.0", id, error: { code, message, ...(data === undefined ? {} : { data }) } });

/** Refuses one message: thrown where a method is carried out, told with the message's id. */
export class RpcError extends Error {
  readonly code: number;
  constructor(code: number, message: string) {
    super(message);
    this.code = code;
  }
}
