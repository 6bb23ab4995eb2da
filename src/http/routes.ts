import { Readable } from "node:stream";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { type App, type Call, operations, perform } from "../app.ts";
import { badRequest, DomainError } from "../platform/errors.ts";
import type { Caller } from "../platform/operation.ts";
import { fileType, type Method, type Operation } from "../platform/operation.ts";
import { sendAnswer } from "./answers.ts";
import { refuseHostileQuery } from "./bodies.ts";
import { sessionCookie } from "./credentials.ts";
import { files } from "./files.ts";
import { uploadLimit } from "./uploads.ts";

/** One route per method and address. Where two operations share one, the query's `id` decides: one record, or the list. */
export function mountOperations(server: FastifyInstance, app: App) {
  const routes = Map.groupBy(
    operations.flatMap((operation) =>
      methodsOf(operation).map((method) => ({ operation, method, path: pathOf(operation) })),
    ),
    ({ method, path }) => `${method} ${path}`,
  );
  const by = files(app);
  const secure = app.services.publicUrl.startsWith("https:");
  const headers = {
    ...dataHeaders,
    ...(secure ? { "strict-transport-security": "max-age=31536000; includeSubDomains" } : {}),
  };
  for (const group of routes.values()) {
    const { method, path } = group[0]!;
    const byId = group.find(({ operation }) => takesId(operation))?.operation;
    const plain = group.find(({ operation }) => !takesId(operation))?.operation;
    const upload = group.some(({ operation }) => operation.upload);
    server.route({
      method,
      url: path,
      ...(upload ? { bodyLimit: uploadLimit } : {}),
      // Answers of the API are no pages: the few headers that matter for data are set once, without helmet's dozen.
      helmet: false,
      onRequest: async (_request, reply) => void reply.headers(headers),
      handler: (request, reply) => {
        const { id } = request.query as { id?: string };
        const operation = byId && (id !== undefined || !plain) ? byId : plain!;
        return answer(app, by, operation, request, reply).finally(() => readToTheEnd(request));
      },
    });
  }
}

const dataHeaders = {
  "x-content-type-options": "nosniff",
  "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
  "referrer-policy": "no-referrer",
};

export const methodsOf = (operation: Operation): Method[] =>
  operation.http
    ? [operation.http.split(" ")[0] as Method, ...(operation.alsoMethod ? [operation.alsoMethod] : [])]
    : [];
export const pathOf = (operation: Operation) => (operation.http ?? " ").split(" ")[1]!.replace(/\?id$/, "");
export const takesId = (operation: Operation) => operation.http?.endsWith("?id") ?? false;

async function answer(
  app: App,
  { answerUpload, answerFile, answerExport }: ReturnType<typeof files>,
  operation: Operation,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  refuseHostileQuery(request);
  const call: Call = {
    caller: (request as FastifyRequest & { caller: Caller }).caller,
    query: { ...(request.query as object), ...(request.params as object) },
    body: request.body,
    address: request.ip,
    userAgent: request.headers["user-agent"]?.slice(0, 300) ?? null,
    requestId: request.id,
    source: "rest",
    idempotencyKey: request.method === "POST" ? idempotencyKey(request) : null,
    dryRun: isDryRun(request.headers["schedly-dry-run"]),
    ifMatch: versionOf(request.headers["if-match"]),
  };
  if (operation.upload) return answerUpload(operation, call, request, reply);
  if (isStream(request.body))
    throw new DomainError(badRequest, "The body must be JSON, sent with Content-Type: application/json.");
  const type = fileType(operation.output);
  if (type) return (type.startsWith("text/csv") ? answerExport : answerFile)(operation, call, reply);
  const outcome = await perform(app, operation, call);
  if (outcome.session !== undefined) setSessionCookie(app, reply, outcome.session);
  return sendAnswer(operation, outcome, request, reply);
}

function idempotencyKey(request: FastifyRequest): string | null {
  const key = request.headers["idempotency-key"];
  if (key === undefined) return null;
  if (typeof key === "string" && /^[\x21-\x7e]{1,255}$/.test(key)) return key;
  throw new DomainError(badRequest, "Invalid request parameters", [
    { field: "Idempotency-Key", message: "Must be 1 to 255 printable characters without spaces" },
  ]);
}

/** A try that is spelled otherwise, as Python writes True, is refused where it is none we know: never made in earnest. */
function isDryRun(header: string | string[] | undefined): boolean {
  const wanted = tries[String(header ?? false).toLowerCase()];
  if (wanted !== undefined) return wanted;
  throw new DomainError(badRequest, "Invalid request parameters", [
    { field: "Schedly-Dry-Run", message: "Must be true or false" },
  ]);
}
const tries: Record<string, boolean> = { true: true, 1: true, false: false, 0: false };

function versionOf(header: string | undefined): number | null {
  if (header === undefined || header === "*") return null;
  const [, version] = /^(?:W\/)?"(\d{1,9})"$/.exec(header) ?? [];
  if (version) return Number(version);
  throw new DomainError(badRequest, "Invalid request parameters", [
    { field: "If-Match", message: 'Must be the ETag of the record, such as "3"' },
  ]);
}

export function setSessionCookie(app: App, reply: FastifyReply, session: { token: string; expiresAt: number } | null) {
  const options = {
    path: "/",
    httpOnly: true,
    sameSite: "lax",
    secure: app.services.publicUrl.startsWith("https:"),
  } as const;
  // A duration, because a virtual clock is not the browser's.
  const maxAge = session && Math.round(app.clock.realDelay(session.expiresAt) / 1000);
  if (session) reply.setCookie(sessionCookie, session.token, { ...options, maxAge: maxAge! });
  else reply.clearCookie(sessionCookie, options);
}

/** An upload that was refused still arrives. While nobody reads it, its connection hangs, even when the client has gone. */
function readToTheEnd({ raw }: FastifyRequest) {
  if (raw.readableEnded) return;
  raw.unpipe();
  raw.resume();
}

const isStream = (body: unknown): body is Readable =>
  body instanceof Readable || typeof (body as Readable)?.pipe === "function";
