#!/usr/bin/env node
/**
 * Schedly runs its TypeScript as it is, which takes Node 24. Started by an older Node (18 and up can read this file),
 * it hands over to the one that the npm package `node` brought along, and stands between it and the terminal.
 */
import { spawn } from "node:child_process";
import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath } from "node:url";

const NEEDED_MAJOR = 24;
const HANDED_OVER = "SCHEDLY_HANDED_OVER";
const thisFile = fileURLToPath(import.meta.url);
const main = path.join(path.dirname(thisFile), "..", "src", "main.ts");

if (Number(process.versions.node.split(".")[0]) >= NEEDED_MAJOR) await runHere();
else handOver(packagedNode());

/** The same process, as `node src/main.ts` would be. Handed over to, it ends in good order when its starter is gone. */
async function runHere() {
  if (process.env[HANDED_OVER]) {
    delete process.env[HANDED_OVER];
    process.channel?.unref();
    process.once("disconnect", () => process.kill(process.pid, "SIGTERM"));
  }
  process.argv[1] = main;
  await import(new URL("../src/main.ts", import.meta.url).href);
}

/**
 * With the young generation of `npm start`, see src/platform/memory.ts. A channel ("ipc") besides the inherited terminal lets
 * the other side notice our death, SIGKILL included.
 */
function handOver(node) {
  const child = spawn(node, ["--max-semi-space-size=16", ...process.execArgv, thisFile, ...process.argv.slice(2)], {
    stdio: ["inherit", "inherit", "inherit", "ipc"],
    env: { ...process.env, [HANDED_OVER]: "1" },
  });
  child.once("error", () => giveUp());
  passSignalsTo(child);
  child.once("exit", (code, signal) => {
    process.removeAllListeners(signal ?? "SIGTERM");
    if (signal) process.kill(process.pid, signal);
    else process.exit(code ?? 1);
  });
}

/** Ctrl-C in a terminal reaches every process of the group by itself; a second one might mean "at once" to Schedly. */
function passSignalsTo(child) {
  const inTerminal = process.stdin.isTTY || process.stdout.isTTY || process.stderr.isTTY;
  for (const signal of ["SIGINT", "SIGQUIT", "SIGTERM", "SIGHUP", "SIGUSR2"]) {
    const arrivesAnyway = inTerminal && (signal === "SIGINT" || signal === "SIGQUIT");
    process.on(signal, () => arrivesAnyway || child.kill(signal));
  }
}

function packagedNode() {
  try {
    const manifest = createRequire(import.meta.url).resolve("node/package.json");
    const program = path.join(path.dirname(manifest), JSON.parse(fs.readFileSync(manifest, "utf8")).bin.node);
    return [program, `${program}.exe`].find((file) => fs.existsSync(file)) ?? giveUp();
  } catch {
    return giveUp();
  }
}

function giveUp() {
  console.error(
    `Schedly needs Node ${NEEDED_MAJOR} or newer and this is Node ${process.versions.node}: ` +
      'run "npm rebuild node --ignore-scripts=false" to fetch the one it brings along, or install a newer Node.',
  );
  process.exit(1);
}
