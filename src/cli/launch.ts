import { type Config, readConfig } from "../config.ts";
import { createLog } from "../platform/log.ts";
import { type Running, serve } from "../serve.ts";
import { stopOnSignals } from "./signals.ts";

/** Serves in this process until a signal ends it. */
export async function launch(): Promise<{ running: Running; config: Config }> {
  const config = readConfig();
  const log = createLog(config.LOG_LEVEL);
  const starting = serve(config, log);
  stopOnSignals(starting, log);
  return { running: await starting, config };
}
