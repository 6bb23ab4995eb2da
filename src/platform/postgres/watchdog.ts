/**
 * Stops PostgreSQL when this process dies, SIGKILL included: a shell reads from a pipe that only we hold, and the
 * operating system closes it for us. Windows has no such shell; there the next start stops what it finds running.
 */
import { spawn } from "node:child_process";
import { type Account, environment } from "./account.ts";

export type Watchdog = {
  /** From now on this process is to be stopped; none, if undefined. */
  guard(pid: number | undefined): void;
  end(): void;
};

/** The last line read is the pid to stop. Afterwards it clears away the socket's folder, which PostgreSQL leaves. */
const script = `
while read -r line; do pid=$line; done
[ -n "$pid" ] || exit
kill -INT "$pid"
tries=0
while kill -0 "$pid" && [ $tries -lt 300 ]; do sleep 0.1; tries=$((tries + 1)); done
rmdir "$1"
`;

export function startWatchdog(account: Account, socketFolder: string): Watchdog {
  if (process.platform === "win32") return { guard() {}, end() {} };
  const shell = spawn("/bin/sh", ["-c", script, "schedly-watchdog", socketFolder], {
    ...account,
    cwd: "/",
    env: environment(),
    detached: true,
    stdio: ["pipe", "ignore", "ignore"],
  });
  shell.on("error", () => {});
  shell.stdin.on("error", () => {}); // someone killed it: PostgreSQL is then stopped by the next start at the latest
  shell.unref();
  (shell.stdin as unknown as { unref(): void }).unref();
  return {
    guard: (pid) => shell.stdin.write(`${pid ?? ""}\n`),
    end: () => shell.stdin.end(),
  };
}
