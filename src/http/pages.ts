import type { FastifyInstance, FastifyRequest } from "fastify";
import { sql } from "kysely";
import { type App, operations } from "../app.ts";
import type { Config } from "../config.ts";
import { DomainError, forbidden, unavailable } from "../platform/errors.ts";
import { version } from "../version.ts";
import { metricsOf } from "./metrics.ts";
import { openApiDocument } from "./openapi.ts";
import { mountReference } from "./reference.ts";

/** What is no operation: health, metrics, the OpenAPI document and its reference page. */
export function mountPages(server: FastifyInstance, app: App, config: Config) {
  // Made when it is first asked for: only then is it sure which address we listen on.
  let document: object | undefined;

  server.get("/healthz", async () => ({ status: "ok" }));
  server.get("/readyz", async () => {
    try {
      await sql`select 1`.execute(app.database.db);
    } catch {
      throw new DomainError(unavailable, "The database does not answer.");
    }
    return { status: "ready" };
  });
  server.get("/metrics", async (request, reply) => {
    if (!mayReadMetrics(request, config))
      throw new DomainError(forbidden, "Send METRICS_TOKEN as a bearer token, or ask from this machine.");
    const registry = metricsOf(server, app);
    return reply.type(registry.contentType).send(await registry.metrics());
  });
  server.get("/api/openapi.json", async () => {
    document ??= openApiDocument(operations, app.services.publicUrl, version);
    return document;
  });

  mountReference(server);
}

function mayReadMetrics(request: FastifyRequest, config: Config) {
  if (config.METRICS_TOKEN) return request.headers.authorization === `Bearer ${config.METRICS_TOKEN}`;
  const address = request.socket.remoteAddress ?? "";
  return request.ip === address && /^(127\.|::1$|::ffff:127\.)/.test(address);
}
