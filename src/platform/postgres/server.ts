/** The running server: start it, notice when it is ready, start it again should it die, stop it. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { environment } from "./account.ts";
import { type Address, chooseAddress, listenOptions, removeAddress } from "./address.ts";
import type { Connection } from "./database.ts";
import { CannotStart } from "./errors.ts";
import { type LogFile, openLogFile } from "./log-file.ts";
import { clearPrevious, type Place, readPostmaster, stopPostmaster } from "./postmaster.ts";
import { settings } from "./settings.ts";
import { startWatchdog, type Watchdog } from "./watchdog.ts";

export type Server = { admin: Connection; stop(): Promise<void> };

type Parts = Place & { address: Address; output: LogFile; watchdog: Watchdog; log: (line: string) => void };

/** Resolves when the server accepts connections; after a crash that includes its recovery. */
export async function startServer(place: Place & { logFile: string; log: (line: string) => void }): Promise<Server> {
  const address = await chooseAddress(place);
  const output = openLogFile(place.logFile, place.account);
  const watchdog = startWatchdog(place.account, address.host);
  const parts = { ...place, address, output, watchdog };

  let stopping = false;
  let child: ChildProcess | undefined;
  let starting = start();
  let stopped: Promise<void> | undefined;

  async function start() {
    child = await launch(parts);
    child.once("exit", (code, signal) => {
      watchdog.guard(undefined);
      if (stopping) return;
      place.log(`PostgreSQL ended unexpectedly (${signal ?? `exit code ${code}`}); starting it again`);
      starting = startAgain();
    });
  }

  /** Clients find it at the same address again. A second between attempts keeps a broken server from spinning. */
  async function startAgain() {
    let told = "";
    while (!stopping) {
      await sleep(1000);
      try {
        return await start();
      } catch (error) {
        const { message } = error as Error;
        if (message !== told) place.log(message);
        told = message;
      }
    }
  }

  async function stop() {
    stopping = true;
    await starting.catch(() => {});
    if (child) await end(child, parts);
    watchdog.end();
    output.close();
    removeAddress(address.host);
  }

  try {
    await starting;
  } catch (error) {
    await stop();
    throw error;
  }
  const admin = { ...address, user: "postgres", database: "postgres" };
  return { admin, stop: () => (stopped ??= stop()) };
}

/** How long an earlier server's last processes may take to let go of the cluster. */
const PATIENCE_MS = 15_000;

async function launch(parts: Parts): Promise<ChildProcess> {
  const until = Date.now() + PATIENCE_MS;
  for (;;) {
    const ignoredPid = await clearPrevious(parts, parts.address);
    const before = parts.output.size();
    const child = spawnServer(parts, ignoredPid);
    if (await becomesReady(child, parts)) return child;

    const said = parts.output.since(before);
    const heldByAnEarlierOne = /pre-existing shared memory block|lock file .* already exists/.test(said);
    if (!heldByAnEarlierOne || Date.now() > until) throw new CannotStart(`PostgreSQL did not start: ${cause(said)}`);
    await sleep(200);
  }
}

/** Detached, so that Ctrl-C in a terminal reaches this process alone, which then stops the server in good order. */
function spawnServer({ cluster, runtime, account, address, output, watchdog }: Parts, ignoredPid?: number) {
  const options = [...listenOptions(address), ...settings].flatMap((setting) => ["-c", setting]);
  const child = spawn(runtime.program("postgres"), ["-D", cluster, ...options], {
    ...account,
    cwd: cluster,
    env: { ...environment(), ...(ignoredPid && { PG_GRANDPARENT_PID: String(ignoredPid) }) },
    detached: true,
    windowsHide: true,
    stdio: ["ignore", output.handle, output.handle],
  });
  child.on("error", () => {}); // then it has no pid, which becomesReady notices
  watchdog.guard(child.pid);
  child.unref();
  return child;
}

/** Reads PostgreSQL's own note of its state, which costs less than connecting until it works. */
async function becomesReady(child: ChildProcess, { cluster, log }: Parts): Promise<boolean> {
  const slowAt = Date.now() + 5000;
  let told = false;
  while (child.pid !== undefined && !hasEnded(child)) {
    const postmaster = readPostmaster(cluster);
    if (postmaster?.pid === child.pid && postmaster.ready) return true;
    if (!told && Date.now() > slowAt) {
      log("PostgreSQL is still starting; after a crash it may take a while to recover");
      told = true;
    }
    await sleep(10);
  }
  return false;
}

/** The line that says why; DETAIL and HINT are not logged (see settings.ts). */
function cause(said: string): string {
  return said.match(/(?:FATAL|PANIC|ERROR): +(.*)/)?.[1] ?? (said.trim() || "it cannot be run on this system");
}

/** Interrupts sessions and writes everything to the disk; takes well under a second as a rule. */
async function end(child: ChildProcess, place: Place) {
  if (hasEnded(child)) return;
  child.ref(); // else the process could end while it waits here
  const ended = once(child, "exit");
  if (process.platform === "win32") await stopPostmaster(place);
  else child.kill("SIGINT");
  const givingUp = setTimeout(() => child.kill("SIGQUIT"), 20_000);
  await ended;
  clearTimeout(givingUp);
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}
