import type { z } from "zod";
import type { Operation } from "../../src/platform/operation.ts";
import type { Route } from "./route.ts";

type Any = Operation<any, any, any>;
// An empty object takes anything here, or nothing would fit beside it.
type Given<Schema> = Schema extends z.ZodType
  ? string extends keyof z.input<Schema>
    ? unknown
    : z.input<Schema>
  : unknown;
/** What an operation takes, query and body in one. */
export type Input<Op extends Any> =
  Op extends Operation<infer Query, infer Body, infer _> ? Given<Query> & Given<Body> : never;
/** What it answers. */
export type Answer<Op extends Any> = z.output<Op["output"]>;
/** One record of a list. */
export type ItemOf<Op extends Any> = Answer<Op> extends { items: (infer Item)[] } ? Item : never;

export type Problem = { field: string; message: string } & Record<string, unknown>;

/** A refusal, in the documented shape. `status` 0: the server could not be reached. */
export class ApiError extends Error {
  readonly status: number;
  readonly code: string;
  readonly details: Problem[];
  constructor(status: number, code: string, message: string, details: Problem[] = []) {
    super(message);
    this.status = status;
    this.code = code;
    this.details = details;
  }
}

export type Options = {
  signal?: AbortSignal | undefined;
  /** The version that is being changed: somebody else's change in between is refused (412) instead of overwritten. */
  ifMatch?: number | undefined;
  idempotencyKey?: string | undefined;
  headers?: Record<string, string>;
};

/** Does what an operation does, as the person signed in. Throws ApiError. */
export async function call<Op extends Any>(
  operation: Op,
  input: Input<Op>,
  options: Options = {},
): Promise<Answer<Op>> {
  const route = operation as unknown as Route;
  const { url, body } = requestOf(route, (input ?? {}) as Record<string, unknown>);
  const response = await fetch(url, {
    method: route.method,
    credentials: "same-origin",
    headers: {
      accept: "application/json",
      ...(body === undefined ? {} : { "content-type": "application/json" }),
      ...(options.ifMatch === undefined ? {} : { "if-match": `"${options.ifMatch}"` }),
      ...(options.idempotencyKey ? { "idempotency-key": options.idempotencyKey } : {}),
      ...options.headers,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    ...(options.signal ? { signal: options.signal } : {}),
  }).catch((error: unknown) => {
    if (options.signal?.aborted) throw error;
    throw new ApiError(0, "OFFLINE", "The server cannot be reached.");
  });
  return answerOf(route, response);
}

/** Gives a file to an operation that takes one. `progress` hears which share of it has left. Throws ApiError. */
export function sendFile<Op extends Any>(
  operation: Op,
  input: Input<Op>,
  file: Blob,
  progress: (share: number) => void = () => {},
): Promise<Answer<Op>> {
  const route = operation as unknown as Route;
  const { url } = requestOf(route, (input ?? {}) as Record<string, unknown>);
  return new Promise((resolve, reject) => {
    // Not fetch(), which tells nothing of what has left already.
    const request = new XMLHttpRequest();
    request.open(route.method, url);
    request.setRequestHeader("accept", "application/json");
    request.setRequestHeader("content-type", "text/csv");
    request.upload.onprogress = ({ loaded, total }) => progress(total ? loaded / total : 0);
    request.onerror = () => reject(new ApiError(0, "OFFLINE", "The server cannot be reached."));
    request.onload = () => {
      const headers = { "content-type": request.getResponseHeader("content-type") ?? "" };
      resolve(answerOf(route, new Response(request.responseText, { status: request.status, headers })));
    };
    request.send(file);
  });
}

/** The address of an operation, for links to files. */
export const addressOf = <Op extends Any>(operation: Op, input: Input<Op>): string =>
  requestOf(operation as unknown as Route, (input ?? {}) as Record<string, unknown>).url;

/** The body that an operation would get of this input, as the server reads it. */
export const bodyOf = (operation: Any, input: object): unknown =>
  JSON.parse(JSON.stringify(requestOf(operation as unknown as Route, input as Record<string, unknown>).body ?? {}));

function requestOf(route: Route, input: Record<string, unknown>): { url: string; body: object | undefined } {
  const rest = { ...input };
  const path = route.path.replace(/:(\w+)/g, (_, name: string) => {
    const value = rest[name];
    delete rest[name];
    return encodeURIComponent(String(value));
  });
  const search = new URLSearchParams();
  const body: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(rest)) {
    if (value === undefined) continue;
    if (route.query.includes(name)) {
      if (value !== null && value !== "") search.set(name, Array.isArray(value) ? value.join(",") : String(value));
    } else body[name] = value;
  }
  const sendsBody = route.method !== "GET" && (route.method !== "DELETE" || Object.keys(body).length > 0);
  return { url: search.size > 0 ? `${path}?${search}` : path, body: sendsBody ? body : undefined };
}

async function answerOf(route: Route, response: Response) {
  const text = await response.text();
  const json = text && response.headers.get("content-type")?.includes("json") ? JSON.parse(text) : undefined;
  if (!response.ok) {
    const { error = "INTERNAL_ERROR", message = "Something went wrong.", details = [] } = json ?? {};
    throw new ApiError(response.status, error, message, details);
  }
  const bare = json === undefined || Array.isArray(json) || json.status !== "success" || !("data" in json);
  if (!route.list) return bare ? (json ?? text) : json.data;
  const link = response.headers.get("link");
  const cursor = link && new URL(/<([^>]*)>/.exec(link)![1]!, location.href).searchParams.get("cursor");
  return {
    items: bare ? json : json.data,
    total: Number(response.headers.get("x-total-count") ?? 0),
    nextCursor: cursor || null,
  };
}
