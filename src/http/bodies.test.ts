import assert from "node:assert/strict";
import { type AddressInfo, connect } from "node:net";
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
  // Some ask for the connection to be closed, and still want to read why.
  assert.match(await sent("/api/services/customers", large, { ...headers, connection: "close" }), /^HTTP\/1\.1 413 /);
  const form = { "content-type": "application/x-www-form-urlencoded" };
  const page = await fetch(`${base}/sign-in`, { method: "POST", headers: form, body: `email=${large}` });
  assert.equal(page.status, 413);
  // The connection lives on.
  assert.equal((await fetch(`${base}/api/services/customers`, { headers })).status, 200);
});

/** Sends all of a body before it reads anything, as simple clients do. Answers what came, the status line first. */
function sent(path: string, body: string, headers: Record<string, string>): Promise<string> {
  const { port, hostname } = new URL(base);
  const lines = Object.entries({ host: hostname, "content-length": String(body.length), ...headers });
  const head = `POST ${path} HTTP/1.1\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join("")}\r\n`;
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname);
    socket.on("error", reject).write(head + body, () => {
      let answer = "";
      socket.on("data", (chunk) => (answer += chunk)).on("end", () => resolve(answer));
    });
  });
}
