import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { performance } from "node:perf_hooks";
import { fileURLToPath } from "node:url";
import manifest from "../../package.json" with { type: "json" };

export type Running = { url: string; process: ChildProcess; milliseconds: number; stop(): Promise<void> };
const root = fileURLToPath(new URL("../../", import.meta.url));
/** What `npm start` gives Node for the server. */
const flags = manifest.scripts.start.split(" ").filter((word) => word.startsWith("--"));

/** Starts `node FILE …` and waits until it answers /healthz, or says where it listens. */
export async function start(
  file: string,
  args: string[],
  environment: Record<string, string>,
  ready: RegExp,
): Promise<Running> {
  const began = performance.now();
  const child = spawn(process.execPath, [...(file === "src/main.ts" ? flags : []), file, ...args], {
    cwd: root,
    env: { ...process.env, ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  const url = await new Promise<string>((resolve, reject) => {
    const read = (chunk: Buffer) => {
      output += chunk;
      const found = ready.exec(output)?.[1];
      if (found) resolve(found);
    };
    child.stdout.on("data", read);
    child.stderr.on("data", read);
    child.once("exit", (code) => reject(new Error(`${file} ended with ${code}:\n${output.slice(-2000)}`)));
    setTimeout(() => reject(new Error(`${file} did not start:\n${output.slice(-2000)}`)), 60_000).unref();
  });
  return {
    url,
    process: child,
    milliseconds: Math.round(performance.now() - began),
    stop: () =>
      new Promise((resolve) => {
        if (child.exitCode !== null) return resolve();
        child.once("exit", () => resolve());
        child.kill("SIGTERM");
      }),
  };
}

/** Proportional memory of a process and all below it, in MB: shared pages are counted once (Linux; null elsewhere). */
export function memoryOf(pid: number): number | null {
  if (!existsSync("/proc/self/smaps_rollup")) return null;
  const parents = new Map<number, number>();
  for (const entry of readdirSync("/proc")) {
    if (!/^\d+$/.test(entry)) continue;
    try {
      const [, parent] = /^\d+ \(.*\) \S (\d+)/s.exec(readFileSync(`/proc/${entry}/stat`, "utf8")) ?? [];
      parents.set(Number(entry), Number(parent));
    } catch {}
  }
  const family = new Set([pid]);
  for (let grew = true; grew; ) {
    grew = false;
    for (const [child, parent] of parents)
      if (family.has(parent) && !family.has(child)) grew = Boolean(family.add(child));
  }
  let kilobytes = 0;
  for (const member of family) {
    try {
      kilobytes += Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${member}/smaps_rollup`, "utf8"))?.[1] ?? 0);
    } catch {}
  }
  return Math.round(kilobytes / 1024);
}
