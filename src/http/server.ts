import { randomUUID } from "node:crypto";
import compress from "@fastify/compress";
import cookie from "@fastify/cookie";
import cors from "@fastify/cors";
import helmet from "@fastify/helmet";
import Fastify, { type FastifyBaseLogger, type FastifyInstance, type FastifyRequest, LogController } from "fastify";
import type { App } from "../app.ts";
import type { Config } from "../config.ts";
import { publishedKeys } from "../domain/accounts/oauth/keys/store.ts";
import { tokenVerifier } from "../domain/accounts/oauth/keys/verifier.ts";
import { publicCaller } from "../domain/identity/callers.ts";
import { DomainError, methodNotAllowed, missing } from "../platform/errors.ts";
import type { Caller } from "../platform/operation.ts";
import { answerUnparsed, asRefusal, sendError } from "./answers.ts";
import { readBodies } from "./bodies.ts";
import { credentials } from "./credentials.ts";
import type { Limits } from "./limits.ts";
import { mountLive } from "./live.ts";
import { measure } from "./metrics.ts";
import { mountOAuth } from "./oauth/mount.ts";
import { mountOutbox } from "./outbox-page.ts";
import { mountCustomerPages } from "./pages/mount.ts";
import { mountPages } from "./pages.ts";
import { mountOperations } from "./routes.ts";
import { mountWebApp } from "./web.ts";

export const bodyLimit = 1024 * 1024;

/** Another door that is reached over HTTP, and what this one lends it. */
export type Beside = (
  server: FastifyInstance,
  lent: {
    app: App;
    config: Config;
    callerOf(request: FastifyRequest): Promise<Caller>;
    count: Limits["count"];
    asRefusal(error: unknown): DomainError;
  },
) => Promise<void>;

export type Door = { server: FastifyInstance; forgetCallers(): void };

/** The HTTP door: every operation at its address, with authentication, limits, errors and documentation around them. */
export async function buildServer(app: App, config: Config, limits: Limits, beside: Beside[] = []): Promise<Door> {
  const server: FastifyInstance = Fastify({
    loggerInstance: app.log as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit,
    trustProxy: trustedProxies(config) as string[],
    requestIdHeader: false,
    genReqId: requestId,
    frameworkErrors: sendError,
    clientErrorHandler: answerUnparsed,
    // As long as a request line may be: what is too long to be a handle is no handle (404), not another shape of error.
    routerOptions: { ignoreTrailingSlash: true, querystringParser: parseQuery, maxParamLength: 16_384 },
    // A client may be slow, but not for ever: headers within 20 s, the whole request within 5 minutes, and no connection
    // that is silent for 2. Proxies in front keep idle connections for about a minute, so they are let go after that.
    http: { headersTimeout: 20_000, connectionsCheckingInterval: 5_000 },
    requestTimeout: 300_000,
    connectionTimeout: 120_000,
    keepAliveTimeout: 72_000,
    // A graceful stop finishes what is in flight and lets go of idle connections.
    forceCloseConnections: "idle",
    return503OnClosing: true,
  });
  const { database, services, clock } = app;
  const tokens = tokenVerifier({
    keys: () => publishedKeys(database.db, clock.now()),
    now: () => clock.now(),
    issuer: () => services.publicUrl,
  });
  const { callerOf, forget, finish } = credentials(app, tokens);
  server.addHook("onClose", finish);

  await server.register(helmet, {
    contentSecurityPolicy: { directives: contentSecurity },
    crossOriginEmbedderPolicy: false,
    hsts: app.services.publicUrl.startsWith("https:"),
  });
  if (config.ALLOWED_ORIGINS) {
    await server.register(cors, {
      origin: allowedOrigins(config.ALLOWED_ORIGINS),
      credentials: false,
      exposedHeaders: exposed,
      maxAge: 600,
    });
  }
  await server.register(cookie);
  await server.register(compress, { global: true, threshold: 2048, encodings: ["gzip", "br"] });
  readBodies(server);
  measure(server);

  server.decorateRequest("caller", null as unknown as Caller);
  server.addHook("onRequest", async (request, reply) => {
    reply.header("X-Request-Id", request.id);
    // By the route, not the address as it was sent: /%61pi/… leads to the same one.
    const path = request.routeOptions.url ?? request.url;
    if (!path.startsWith("/api/") || request.method === "OPTIONS") return;
    // Endpoints that find out themselves who is asking, and count themselves.
    if ((request.routeOptions.config as { anyCaller?: boolean }).anyCaller) return;
    const asking = request as FastifyRequest & { caller: Caller };
    try {
      asking.caller = await callerOf(request);
    } catch (refusal) {
      // Guessing keys counts against the client's address.
      if (refusal instanceof DomainError && refusal.type.status === 401)
        await limits.count(publicCaller(request.ip), reply);
      throw refusal;
    }
    await limits.count(asking.caller, reply);
  });
  server.addHook("onResponse", async (request, reply) => {
    request.log.info(
      {
        method: request.method,
        route: request.routeOptions.url ?? "unknown",
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime * 10) / 10,
        requestId: request.id,
      },
      "request",
    );
  });
  server.setErrorHandler(sendError);
  server.setNotFoundHandler((request, reply) => {
    const path = request.url.split("?")[0]!;
    const others = (["GET", "POST", "PUT", "PATCH", "DELETE"] as const).filter((method) =>
      server.hasRoute({ method, url: path }),
    );
    if (others.length > 0) {
      reply.header("Allow", others.join(", "));
      return sendError(new DomainError(methodNotAllowed), request, reply);
    }
    return sendError(missing("page or endpoint", path.slice(0, 200)), request, reply);
  });

  mountPages(server, app, config);
  await mountWebApp(server);
  mountOutbox(server, app, config, callerOf);
  await mountCustomerPages(server, { app, config, callerOf }, limits);
  await mountOAuth(server, { app, limits, tokens });
  mountLive(server, app, callerOf);
  mountOperations(server, app);
  for (const mount of beside) await mount(server, { app, config, callerOf, count: limits.count, asRefusal });
  return { server, forgetCallers: forget };
}

/** A caller's own id is kept where it is harmless, so that one request can be followed through several systems. */
const requestId = (request: { headers: Record<string, unknown> }) => {
  const given = request.headers["x-request-id"];
  return typeof given === "string" && /^[\w-]{8,64}$/.test(given) ? given : randomUUID();
};

/** A parameter that is given twice becomes an array; names such as `__proto__` are plain. */
function parseQuery(text: string): Record<string, string | string[]> {
  const query: Record<string, string | string[]> = Object.create(null);
  for (const [name, value] of new URLSearchParams(text)) {
    const before = query[name];
    query[name] = before === undefined ? value : Array.isArray(before) ? [...before, value] : [before, value];
  }
  return query;
}

function trustedProxies(config: Config) {
  const setting = config.TRUSTED_PROXIES;
  if (!setting) return false;
  return /^\d+$/.test(setting) ? Number(setting) : setting.split(",").map((address) => address.trim());
}

const allowedOrigins = (setting: string) => (setting === "*" ? "*" : setting.split(",").map((origin) => origin.trim()));

const exposed = [
  "X-RateLimit-Limit",
  "X-RateLimit-Remaining",
  "X-RateLimit-Reset",
  "X-Total-Count",
  "Link",
  "ETag",
  "Retry-After",
  "X-Request-Id",
  "Mcp-Session-Id",
];

const contentSecurity = {
  defaultSrc: ["'self'"],
  scriptSrc: ["'self'"],
  styleSrc: ["'self'", "'unsafe-inline'"],
  imgSrc: ["'self'", "data:", "https:"],
  objectSrc: ["'none'"],
  frameAncestors: ["'self'"],
  baseUri: ["'none'"],
  formAction: ["'self'"],
  upgradeInsecureRequests: null,
};
