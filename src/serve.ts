import type { AddressInfo } from "node:net";
import type { FastifyInstance } from "fastify";
import type { App } from "./app.ts";
import type { Config } from "./config.ts";
import { buildServer } from "./http/server.ts";
import { mountMcp } from "./mcp/mount.ts";
import { openInstallation } from "./open.ts";
import type { Logger } from "./platform/log.ts";
import { giveMemoryBack } from "./platform/memory.ts";
import { buildPorts, closePorts } from "./ports.ts";

export type Running = {
  app: App;
  /** The address on this machine, with the port that was taken. */
  url: string;
  /** The address that mails and links use. */
  publicUrl: string;
  /** Where the data is, for people. */
  storage: string;
  /** Refuses new requests, finishes those in flight and the jobs at work, then lets go of everything. */
  stop(): Promise<void>;
};

/** How long requests that are in flight may take to finish when the process stops. */
const patienceMilliseconds = 15_000;

/** Serves an installation until it is stopped: database, door and background jobs. */
export async function serve(config: Config, log: Logger): Promise<Running> {
  const ports = buildPorts(config);
  const installation = await openInstallation(config, ports, log);
  const letGo = async () => {
    await installation.close();
    await closePorts(ports);
  };
  try {
    const door = await buildServer(installation.app, config, installation.limits, [mountMcp]);
    const memory = giveMemoryBack();
    door.server.server.on("request", memory.busy);
    const stop = async () => {
      memory.stop();
      await closeDoor(door.server, log);
      await letGo();
    };
    try {
      await door.server.listen({ port: config.PORT, host: config.HOST });
      const { port } = door.server.server.address() as AddressInfo;
      // With PORT=0 the address is known only now; links in mails must lead here all the same.
      if (!config.PUBLIC_URL) installation.app.services.publicUrl = `http://localhost:${port}`;
      await installation.startWorkers();
      return {
        app: installation.app,
        url: `http://${reachable(config.HOST)}:${port}`,
        publicUrl: installation.app.services.publicUrl,
        storage: installation.storage,
        stop: once(stop),
      };
    } catch (error) {
      await door.server.close();
      throw error;
    }
  } catch (error) {
    await letGo();
    throw explainListening(error, config);
  }
}

async function closeDoor(server: FastifyInstance, log: Logger) {
  const giveUp = setTimeout(() => {
    log.warn("Some requests did not finish in time and are cut off");
    server.server.closeAllConnections();
  }, patienceMilliseconds);
  // A connection that was busy when we began would be kept alive after its answer, and so keep us.
  const sweep = setInterval(() => server.server.closeIdleConnections(), 100);
  try {
    await server.close();
  } finally {
    clearTimeout(giveUp);
    clearInterval(sweep);
  }
}

/** A wildcard is no address that one can open in a browser. */
const reachable = (host: string) =>
  ["0.0.0.0", "::", "127.0.0.1", "::1", "localhost"].includes(host)
    ? "localhost"
    : host.includes(":")
      ? `[${host}]`
      : host;

function explainListening(error: unknown, { HOST, PORT }: Config): unknown {
  const { code, syscall } = error as NodeJS.ErrnoException;
  if (syscall !== "listen" && syscall !== "getaddrinfo") return error;
  const sentence =
    {
      EADDRINUSE: `Port ${PORT} is taken: stop the other program, or set PORT to another one (PORT=0 takes any free one).`,
      EACCES: `Port ${PORT} needs rights that this user does not have: set PORT to 1024 or more.`,
      EADDRNOTAVAIL: `HOST ${HOST} is no address of this machine: use 127.0.0.1, or 0.0.0.0 for every interface.`,
      ENOTFOUND: `HOST ${HOST} is no address of this machine: use 127.0.0.1, or 0.0.0.0 for every interface.`,
    }[code ?? ""] ?? `Cannot listen on ${HOST}:${PORT} (${code}).`;
  return new Error(sentence, { cause: error });
}

function once<Result>(work: () => Promise<Result>): () => Promise<Result> {
  let result: Promise<Result> | undefined;
  return () => (result ??= work());
}
