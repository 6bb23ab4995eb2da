import type { App } from "./app.ts";
import { type Config, readConfig } from "./config.ts";
import { openInstallation } from "./open.ts";
import { createLog, type Logger } from "./platform/log.ts";
import { buildPorts, closePorts } from "./ports.ts";
import { openStorage, type Storage } from "./storage.ts";

const name = "schedly-command";

/** Settings and log of a short command: it says what matters itself, so the log is for trouble alone. */
export function forCommand(): { config: Config; log: Logger } {
  const config = { ...readConfig(), WORKERS: false, DATABASE_POOL: 2 };
  return { config, log: createLog(config.LOG_LEVEL === "info" ? "warn" : config.LOG_LEVEL) };
}

/** Runs a command inside the installation, beside a running server or without one. */
export async function inInstallation<Result>(work: (app: App) => Promise<Result>): Promise<Result> {
  const { config, log } = forCommand();
  const ports = buildPorts(config);
  const installation = await openInstallation(config, ports, log, { beside: true, name });
  try {
    return await work(installation.app);
  } finally {
    await installation.close();
    await closePorts(ports);
  }
}

/** The same with the database alone, as it is. */
export async function inStorage<Result>(
  options: { beside: boolean },
  work: (storage: Storage, config: Config, log: Logger) => Promise<Result>,
): Promise<Result> {
  const { config, log } = forCommand();
  const storage = await openStorage(config, log, { ...options, name });
  try {
    return await work(storage, config, log);
  } finally {
    await storage.close();
  }
}
