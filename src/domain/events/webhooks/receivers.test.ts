import assert from "node:assert/strict";
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { after, before, describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import {
  openTestInstallation,
  type TestBusiness,
  type TestInstallation,
} from "../../../../test/support/installation.ts";

const secret = "a secret of the receiver";
const receivers = [
  { name: "Node.js", command: process.execPath, file: "node.mjs", version: ["--version"] },
  { name: "Python", command: "python3", file: "python.py", version: ["--version"] },
];

describe("the documented receivers", () => {
  let installation: TestInstallation;
  let business: TestBusiness;
  before(async () => {
    installation = await openTestInstallation({ settings: { WEBHOOK_ALLOW_PRIVATE: "true" }, workers: true });
    business = await installation.business();
  });
  after(() => installation.close());

  for (const { name, command, file, version } of receivers) {
    const missing = spawnSync(command, version).error && `${command} is not there`;
    it(`in ${name} takes what we send, and nothing that is signed otherwise`, { skip: missing }, async () => {
      const path = fileURLToPath(new URL(`../../../../docs/receivers/${file}`, import.meta.url));
      const child = spawn(command, [path], { env: { ...process.env, PORT: "0", WEBHOOK_SECRET: secret } });
      try {
        const said = outputOf(child);
        const [, url] = await said(/listening on (http:\S+)/);
        assert.equal((await deliver(url!, secret)).status, "delivered");
        await said(/BOOKING_CREATED bk_2f8a9c3e/);
        const forged = await deliver(url!, "another secret");
        assert.deepEqual([forged.status, forged.responseStatus], ["failed", 401]);
      } finally {
        child.kill();
      }
    });
  }

  async function deliver(subscriberUrl: string, withSecret: string) {
    const draft = { subscriberUrl, secret: withSecret, eventTriggers: ["BOOKING_CREATED"] };
    const { id } = (await business.call("POST", "/api/webhooks", draft)).body.data;
    const delivery = (await business.call("POST", `/api/webhooks/${id}/test`, {})).body.data;
    await installation.drain();
    return (await business.call("GET", `/api/webhooks/deliveries?id=${delivery.id}`)).body.data;
  }
});

/** Waits until a program has printed what matches. */
function outputOf(child: ChildProcess) {
  let text = "";
  const listeners = new Set<() => void>();
  for (const stream of [child.stdout!, child.stderr!])
    stream.on("data", (part) => {
      text += part;
      for (const listener of listeners) listener();
    });
  return (pattern: RegExp) =>
    new Promise<RegExpExecArray>((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`It said no ${pattern}, but: ${text}`)), 10_000);
      const look = () => {
        const found = pattern.exec(text);
        if (!found) return;
        clearTimeout(timer);
        listeners.delete(look);
        resolve(found);
      };
      listeners.add(look);
      look();
    });
}
