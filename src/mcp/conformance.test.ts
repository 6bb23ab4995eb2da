import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { createServer, request as httpRequest } from "node:http";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { after, before, describe, it } from "node:test";
import { promisify } from "node:util";
import { type McpDesk, openMcpDesk } from "./desk.test-support.ts";

const run = promisify(execFile);
const suite = createRequire(import.meta.url).resolve("@modelcontextprotocol/conformance/dist/index.js");

/** What the protocol's own suite can ask a server that offers tools alone. */
const applying = ["server-initialize", "ping", "tools-list", "server-sse-multiple-streams", "dns-rebinding-protection"];
const ownTools = "calls a tool that the suite's example server has, and ours does not";
const undeclared = (capability: string) => `needs ${capability}, which our capabilities do not declare`;
/** The other scenarios, and why they do not apply. */
const notApplying: Record<string, string> = {
  "logging-set-level": undeclared("logging"),
  "completion-complete": undeclared("completions"),
  "tools-call-simple-text": ownTools,
  "tools-call-image": ownTools,
  "tools-call-audio": ownTools,
  "tools-call-embedded-resource": ownTools,
  "tools-call-mixed-content": ownTools,
  "tools-call-with-logging": ownTools,
  "tools-call-error": ownTools,
  "tools-call-with-progress": ownTools,
  "tools-call-sampling": ownTools,
  "tools-call-elicitation": ownTools,
  "json-schema-2020-12": ownTools,
  "elicitation-sep1034-defaults": ownTools,
  "elicitation-sep1330-enums": ownTools,
  "server-sse-polling": "polls a stream that the server closes early; ours answers each POST at once",
  "resources-list": undeclared("resources"),
  "resources-read-text": undeclared("resources"),
  "resources-read-binary": undeclared("resources"),
  "resources-templates-read": undeclared("resources"),
  "resources-subscribe": undeclared("resources"),
  "resources-unsubscribe": undeclared("resources"),
  "prompts-list": undeclared("prompts"),
  "prompts-get-simple": undeclared("prompts"),
  "prompts-get-with-args": undeclared("prompts"),
  "prompts-get-embedded-resource": undeclared("prompts"),
  "prompts-get-with-image": undeclared("prompts"),
};

describe("the conformance suite of the Model Context Protocol", () => {
  let desk: McpDesk;
  let url: string;
  const closers: (() => void)[] = [];
  before(async () => {
    desk = await openMcpDesk();
    const { key } = await desk.installation.business();
    // The suite knows no keys: what it sends passes through here, and everything but the key stays as it is.
    const target = new URL(desk.url);
    const proxy = createServer((asked, reply) => {
      const passed = httpRequest(
        {
          host: target.hostname,
          port: target.port,
          path: target.pathname,
          method: asked.method,
          headers: { ...asked.headers, "cal-api-key": key },
        },
        (answer) => {
          reply.writeHead(answer.statusCode!, answer.headers);
          answer.pipe(reply);
        },
      );
      passed.on("error", () => reply.destroy());
      asked.pipe(passed);
    });
    await new Promise<void>((resolve) => proxy.listen(0, "127.0.0.1", resolve));
    closers.push(() => {
      proxy.closeAllConnections();
      proxy.close();
    });
    url = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}/mcp`;
  });
  after(async () => {
    for (const close of closers) close();
    await desk.close();
  });

  const ask = (...given: string[]) => run(process.execPath, [suite, ...given], { cwd: tmpdir(), timeout: 60_000 });

  it("has no scenario for servers that is left out here without a reason", async () => {
    const { stdout } = await ask("list");
    const [, servers = ""] = /Server scenarios[^\n]*\n([\s\S]*?)\n\n/.exec(stdout) ?? [];
    const scenarios = [...servers.matchAll(/^ {2}- (\S+)/gm)].map(([, name]) => name!);
    assert.deepEqual(scenarios.toSorted(), [...applying, ...Object.keys(notApplying)].toSorted());
  });

  for (const scenario of applying)
    it(`passes ${scenario}`, async () => {
      const { stdout } = await ask("server", "--url", url, "--scenario", scenario).catch((error) =>
        assert.fail(`${error.stdout}\n${error.stderr}`),
      );
      assert.match(stdout, /Passed: [1-9]\d*\/|[1-9]\d* passed, 0 failed/);
    });
});
