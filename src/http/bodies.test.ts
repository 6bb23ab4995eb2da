import assert from "node:assert/strict";
import type { AddressInfo } from "node:net";
import { after, before, test } from "node:test";
import { openTestInstallation, type TestInstallation } from "../../test/support/installation.ts";

let installation: TestInstallation;
let base: string;
before(async () => {
  installation = await openTestInstallation();
  await installation.server.listen({ host: "127.0.0.1", port: 0 });
  base = `http://127.0.0.1:${(installation.server.server.address() as AddressInfo).port}`;
});
after(() => installation.close());

test("whoever sends too much hears so, also while still sending", async () => {
  const { key } = await installation.business();
  const large = JSON.stringify({ name: "x".repeat(10 * 1024 * 1024) });
  const headers = { authorization: `Bearer ${key}`, "content-type": "application/json" };
  for (const path of ["/api/services/customers", "/api/mcp/sse"]) {
    const answer = await fetch(base + path, { method: "POST", headers, body: large });
    // Closing it while the client sends is what breaks its pipe.
    assert.equal(answer.status, 413, path);
    assert.notEqual(answer.headers.get("connection"), "close");
    await answer.text();
  }
  const form = { "content-type": "application/x-www-form-urlencoded" };
  const page = await fetch(`${base}/sign-in`, { method: "POST", headers: form, body: `email=${large}` });
  assert.equal(page.status, 413);
  // The connection lives on.
  assert.equal((await fetch(`${base}/api/services/customers`, { headers })).status, 200);
});
