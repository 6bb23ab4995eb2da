import { execFile } from "node:child_process";
import { promisify } from "node:util";
import type { Example } from "./examples.ts";

const run = promisify(execFile);
export const has = async (command: string, args: string[]) =>
  run(command, args).then(
    () => true,
    () => false,
  );

/** Runs an example in its own language and answers the HTTP status and the parsed body. */
export async function outcome({ language, code }: Example): Promise<{ status: number; body: any }> {
  if (language === "curl") {
    const { stdout } = await run("bash", ["-c", `${code} -s -w '\\n%{http_code}'`], { timeout: 20_000 });
    const at = stdout.lastIndexOf("\n");
    return { status: Number(stdout.slice(at + 1)), body: JSON.parse(stdout.slice(0, at)) };
  }
  const script =
    language === "javascript"
      ? `${code}\nconsole.log(JSON.stringify({ status: res.status, body: await res.json() }))`
      : `import requests, json\n${code}\nprint(json.dumps({"status": res.status_code, "body": res.json()}))`;
  const { stdout } =
    language === "javascript"
      ? await run(process.execPath, ["--input-type=module", "-e", script], { timeout: 20_000 })
      : await run("python3", ["-c", script], { timeout: 20_000, env: { ...process.env, NO_PROXY: "*" } });
  return JSON.parse(stdout);
}
