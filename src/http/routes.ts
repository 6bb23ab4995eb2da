import { Readable } from "node:stream";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { refuseUnable } from "../admission.ts";
import { type App, type Call, operations, perform } from "../app.ts";
import { badRequest, DomainError } from "../platform/errors.ts";
import type { Caller } from "../platform/operation.ts";
import { type FileAnswer, fileType, type Method, type Operation } from "../platform/operation.ts";
import { type Turns, turns } from "../platform/turns.ts";
import { sendAnswer } from "./answers.ts";
import { refuseHostileQuery } from "./bodies.ts";
import { sessionCookie } from "./credentials.ts";
import { type Spooled, spool } from "./spool.ts";
import { headerFirst, uploadedFile, uploadLimit } from "./uploads.ts";

/** One route per method and address. Where two operations share one, the query's `id` decides: one record, or the list. */
export function mountOperations(server: FastifyInstance, app: App) {
  const routes = Map.groupBy(
    operations.flatMap((operation) =>
      methodsOf(operation).map((method) => ({ operation, method, path: pathOf(operation) })),
    ),
    ({ method, path }) => `${method} ${path}`,
  );
  // What may take seconds leaves most connections to the database to everybody else.
  const inTurn = turns({ atOnce: 3, ofEach: 1 });
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
        return answer(app, operation, request, reply, inTurn).finally(() => readToTheEnd(request));
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
  operation: Operation,
  request: FastifyRequest,
  reply: FastifyReply,
  inTurn: Turns,
): Promise<FastifyReply> {
  refuseHostileQuery(request);
  const { caller } = request as FastifyRequest & { caller: Caller };
  const call: Call = {
    caller,
    query: { ...(request.query as object), ...(request.params as object) },
    body: request.body,
    address: request.ip,
    userAgent: request.headers["user-agent"]?.slice(0, 300) ?? null,
    requestId: request.id,
    source: "rest",
    idempotencyKey: request.method === "POST" ? idempotencyKey(request) : null,
    dryRun: request.headers["schedly-dry-run"] === "true",
    ifMatch: versionOf(request.headers["if-match"]),
  };
  if (operation.upload) return answerUpload(app, operation, call, request, reply, inTurn);
  if (isStream(request.body))
    throw new DomainError(badRequest, "The body must be JSON, sent with Content-Type: application/json.");
  if (fileType(operation.output) === "text/csv")
    return inTurn(caller.businessId, () => answerFile(app, operation, call, reply));
  if (fileType(operation.output)) return answerFile(app, operation, call, reply);
  const outcome = await perform(app, operation, call);
  if (outcome.session !== undefined) setSessionCookie(app, reply, outcome.session);
  return sendAnswer(operation, outcome, request, reply);
}

/**
 * Takes all of an upload before its transaction begins, and from those alone who may send one. What a large one brings is
 * tried with its header first: nobody sends 200 MB to hear that a column is misspelt.
 */
async function answerUpload(
  app: App,
  operation: Operation,
  call: Call,
  request: FastifyRequest,
  reply: FastifyReply,
  inTurn: Turns,
): Promise<FastifyReply> {
  refuseUnable(operation, call.caller);
  const tryHeader = (header: Buffer) =>
    perform(app, operation, { ...call, body: {}, upload: Readable.from([header]), dryRun: true });
  const upload = await spool(headerFirst(await uploadedFile(request), tryHeader));
  try {
    const given = { ...call, body: {}, upload: upload.read() };
    const outcome = await inTurn(call.caller.businessId, () => perform(app, operation, given));
    return sendAnswer(operation, outcome, request, reply);
  } finally {
    await upload.close();
  }
}

/** Sends a file after the commit, so that nobody is told what then is undone. One of any size needs constant memory. */
async function answerFile(app: App, operation: Operation, call: Call, reply: FastifyReply): Promise<FastifyReply> {
  let whole: string | Buffer | Spooled = "";
  await perform(app, operation, {
    ...call,
    deliver: async (result) => {
      const { contentType, filename, content } = result as FileAnswer;
      reply.type(contentType);
      if (filename) reply.header("content-disposition", `attachment; filename="${filename}"`);
      whole = typeof content === "string" || Buffer.isBuffer(content) ? content : await spool(content);
    },
  });
  return reply.send(isSpooled(whole) ? readAndClose(whole) : whole);
}

const isSpooled = (content: string | Buffer | Spooled): content is Spooled =>
  typeof content !== "string" && !Buffer.isBuffer(content);
const readAndClose = (spooled: Spooled): Readable => spooled.read().once("close", () => void spooled.close());

function idempotencyKey(request: FastifyRequest): string | null {
  const key = request.headers["idempotency-key"];
  if (key === undefined) return null;
  if (typeof key === "string" && /^[\x21-\x7e]{1,255}$/.test(key)) return key;
  throw new DomainError(badRequest, "Invalid request parameters", [
    { field: "Idempotency-Key", message: "Must be 1 to 255 printable characters without spaces" },
  ]);
}

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
