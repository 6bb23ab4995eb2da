import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { createServer } from "node:net";
import { after, before, describe, it } from "node:test";
import { fillDemo } from "../src/demo/fill.ts";
import { readerOf } from "../src/http/pages/reader.test-support.ts";
import { has } from "./reference/run-example.ts";
import { openTestInstallation, type TestInstallation } from "./support/installation.ts";

const page = readFileSync(new URL("../docs/oauth.md", import.meta.url), "utf8");

describe("the clients of docs/oauth.md", () => {
  let installation: TestInstallation;
  let url: string;
  let reader: ReturnType<typeof readerOf>;
  let client: { clientId: string; clientSecret: string };
  before(async () => {
    installation = await openTestInstallation();
    await installation.server.listen({ host: "127.0.0.1", port: 0 });
    url = `http://127.0.0.1:${(installation.server.server.address() as { port: number }).port}`;
    const { apiKey, email, password } = await fillDemo(installation.app, {
      url,
      dataDir: installation.config.DATA_DIR,
    });
    const body = JSON.parse(/-d '(\{"name": "My planner".*?\})'/s.exec(page)![1]!);
    client = (await installation.send("POST", "/api/oauth-clients", { key: apiKey, body })).body.data;
    reader = readerOf(installation);
    await reader.send(await reader.open("/sign-in"), "/sign-in", { email, password });
  });
  after(() => installation.close());

  /** Presses "Allow" and lets the browser go where that leads: to the client, which waits for it. */
  async function allow(address: string) {
    const consent = await reader.open(address.replace(url, ""));
    const form = consent.forms.find(({ action }) => action === "/auth/oauth2/authorize")!;
    const sent = await fetch(`${url}${form.action}`, {
      method: "POST",
      redirect: "manual",
      headers: { cookie: [...reader.cookies].map((pair) => pair.join("=")).join("; ") },
      body: new URLSearchParams({ ...form.values, answer: "allow" }),
    });
    await (await fetch(sent.headers.get("location")!)).text();
  }

  for (const [language, command, args] of [
    ["js", process.execPath, ["--input-type=module", "-e"]],
    ["python", "python3", ["-c"]],
  ] as const) {
    it(`in ${language} gets tokens, refreshes them and says hello`, async (context) => {
      if (language === "python" && !(await has("python3", ["-c", "import requests"])))
        return context.skip("python3 with requests is not here");
      const [, block] = new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\`$`, "ms").exec(page)!;
      const code = block!.replaceAll("http://localhost:3000", url).replaceAll("8765", String(await freePort()));
      const env = { ...process.env, NO_PROXY: "*", CLIENT_ID: client.clientId, CLIENT_SECRET: client.clientSecret };
      const child = spawn(command, [...args, code], { env, stdio: ["ignore", "pipe", "pipe"] });
      const output = await follow(child, async (line) => {
        const [, address] = /^Open (\S+)/.exec(line) ?? [];
        if (address) await allowSoon(() => allow(address));
      });
      assert.match(output, /^Hello sarahj$/m);
    });
  }
});

/** The client says where to go right before it listens: the first try may be too early. */
async function allowSoon(work: () => Promise<void>) {
  for (let left = 40; ; left--) {
    try {
      return await work();
    } catch (error) {
      if (left === 0) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}

/** Hands on each line as it comes, and answers all of them once the program has ended well. */
function follow(child: ChildProcess, onLine: (line: string) => Promise<void>): Promise<string> {
  return new Promise((resolve, reject) => {
    let output = "";
    let told = 0;
    child.stdout!.on("data", (chunk) => {
      output += chunk;
      const lines = output.split("\n");
      for (; told < lines.length - 1; told++) onLine(lines[told]!).catch(reject);
    });
    child.stderr!.on("data", (chunk) => {
      output += chunk;
    });
    child.on("close", (status) => (status === 0 ? resolve(output) : reject(new Error(output))));
  });
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}
