import type { Logger } from "../platform/log.ts";
import type { Running } from "../serve.ts";

/** npm hands on a Ctrl-C that the terminal has delivered already; two signals in one moment are one. */
const sameMomentMilliseconds = 1000;

/**
 * SIGINT and SIGTERM stop the process in good order; a second one stops it at once. What nobody caught is logged and
 * ends the process, for a supervisor to start it again: its state can no longer be trusted.
 */
export function stopOnSignals(starting: Promise<Running>, log: Logger): void {
  let asked: number | undefined;
  const stop = async (exitCode: number) => {
    try {
      await (await starting).stop();
      log.info("Stopped");
    } catch (error) {
      log.error({ err: error }, "Stopping failed");
      exitCode = 1;
    }
    process.exit(exitCode);
  };
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.on(signal, () => {
      if (asked === undefined) {
        asked = Date.now();
        log.info({ signal }, "Stopping: finishing what is in flight");
        void stop(0);
      } else if (Date.now() - asked > sameMomentMilliseconds) {
        process.exit(1);
      }
    });
  }
  for (const event of ["uncaughtException", "unhandledRejection"] as const) {
    process.on(event, (error) => {
      log.fatal({ err: error }, "Something failed that nothing catches; the process ends");
      if (asked !== undefined) process.exit(1);
      asked = Date.now();
      setTimeout(() => process.exit(1), 20_000).unref();
      void stop(1);
    });
  }
}
