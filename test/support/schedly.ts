import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";

const main = fileURLToPath(new URL("../../src/main.ts", import.meta.url));

export type Ended = { code: number | null; stdout: string; stderr: string };
export type Settings = Record<string, string>;

/** Runs one command of the real program to its end. */
export async function schedly(words: string[], settings: Settings = {}, input = ""): Promise<Ended> {
  const child = launch(words, settings);
  child.stdin!.end(input);
  const [stdout, stderr, [code]] = await Promise.all([text(child.stdout!), text(child.stderr!), once(child, "exit")]);
  return { code, stdout, stderr };
}

export type Serving = {
  url: string;
  child: ChildProcess;
  /** Sends SIGTERM (or another signal) and waits for the end. */
  stop(signal?: NodeJS.Signals): Promise<Ended>;
  ended: Promise<Ended>;
};

/** Starts the real program on any free port and waits until it says where it serves. */
export async function serving(settings: Settings, nodeOptions: string[] = []): Promise<Serving> {
  const child = launch(["start"], { PORT: "0", LOG_LEVEL: "warn", ...settings }, nodeOptions);
  let stdout = "";
  const stderr = text(child.stderr!);
  const ended = once(child, "exit").then(async ([code]) => ({ code, stdout, stderr: await stderr }));
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout!.on("data", (chunk) => {
      stdout += chunk;
      const [, address] = /runs at (http:\S+)[\s\S]*Ctrl-C/.exec(stdout) ?? [];
      if (address) resolve(address);
    });
    ended.then(({ stderr }) => reject(new Error(`It ended instead: ${stderr}`)));
  });
  const stop = (signal: NodeJS.Signals = "SIGTERM") => {
    child.kill(signal);
    return ended;
  };
  return { url, child, stop, ended };
}

/** Without our own environment's settings; with what a program needs to run at all. */
function launch(words: string[], settings: Settings, nodeOptions: string[] = []) {
  const { PATH = "", HOME = "", TMPDIR, SystemRoot } = process.env;
  const environment = { PATH, HOME, ...(TMPDIR ? { TMPDIR } : {}), ...(SystemRoot ? { SystemRoot } : {}), ...settings };
  return spawn(process.execPath, [...nodeOptions, main, ...words], {
    env: environment,
    stdio: ["pipe", "pipe", "pipe"],
  });
}
