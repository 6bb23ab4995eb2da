import type { FastifyInstance } from "fastify";
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import type { App } from "../app.ts";

/** One registry per server, so that tests may run several in one process. */
const registries = new WeakMap<FastifyInstance, Registry>();

/** Counts and times every request by its route (never by its full address, which may hold a secret). */
export function measure(server: FastifyInstance) {
  const registry = new Registry();
  registries.set(server, registry);
  collectDefaultMetrics({ register: registry });
  const labelNames = ["method", "route", "status"];
  const seconds = new Histogram({
    name: "schedly_http_request_seconds",
    help: "Time from a request's first byte to its answer's last",
    labelNames,
    buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5],
    registers: [registry],
  });
  server.addHook("onResponse", async (request, reply) => {
    seconds.observe(
      { method: request.method, route: request.routeOptions.url ?? "unknown", status: reply.statusCode },
      reply.elapsedTime / 1000,
    );
  });
}

export function metricsOf(server: FastifyInstance, app: App): Registry {
  const registry = registries.get(server)!;
  if (!registry.getSingleMetric("schedly_database_connections")) {
    new Gauge({
      name: "schedly_database_connections",
      help: "Connections of this process's pool",
      labelNames: ["state"],
      registers: [registry],
      collect() {
        const { totalCount, idleCount, waitingCount } = app.database.pool;
        this.set({ state: "open" }, totalCount);
        this.set({ state: "idle" }, idleCount);
        this.set({ state: "waiting" }, waitingCount);
      },
    });
    new Counter({ name: "schedly_up", help: "1 while this process runs", registers: [registry] }).inc();
  }
  return registry;
}
