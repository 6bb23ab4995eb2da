import assert from "node:assert/strict";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { after, before, describe, it } from "node:test";
import { isPrivate, outgoing } from "./outgoing.ts";

describe("a request to an address that somebody typed", () => {
  const server = createServer((request, response) => {
    if (request.url === "/slow") return;
    if (request.url === "/away") return void response.writeHead(302, { location: "http://127.0.0.1/" }).end();
    if (request.url === "/drips") return void response.writeHead(202).write("begun");
    if (request.url === "/breaks")
      return void response.writeHead(202, { "content-length": "9" }).write("begun", () => request.socket.destroy());
    response.writeHead(200, { "x-method": request.method }).end("x".repeat(1000));
  });
  let port = 0;
  before(async () => {
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    port = (server.address() as AddressInfo).port;
  });
  after(() => {
    server.closeAllConnections();
    server.close();
  });
  const send = (path: string, { url, ...more }: { url?: string } & Record<string, unknown> = {}) =>
    outgoing(url ?? `http://localhost:${port}${path}`, {
      method: "GET",
      timeoutMs: 2000,
      maxBytes: 5000,
      allowPrivate: true,
      ...more,
    });

  it("reaches this machine only where that is allowed, by name, number or disguise", async () => {
    assert.equal((await send("/")).status, 200);
    for (const host of [
      `localhost:${port}`,
      `127.0.0.1:${port}`,
      `[::1]:${port}`,
      `2130706433:${port}`,
      "[::ffff:10.0.0.1]",
    ])
      await assert.rejects(send("", { url: `http://${host}/`, allowPrivate: false }), { kind: "address" }, host);
    await assert.rejects(send("", { url: "file:///etc/passwd" }), { kind: "address" });
    for (const login of ["%ff", "ada:%ff", ":%ff", "%"])
      await assert.rejects(send("", { url: `http://${login}@localhost:${port}/` }), { kind: "address" }, login);
  });

  it("follows no redirect, waits no longer than it may, and reads no more", async () => {
    assert.equal((await send("/away")).status, 302);
    await assert.rejects(send("/slow", { timeoutMs: 100 }), { kind: "timeout" });
    await assert.rejects(send("/", { maxBytes: 10 }), { kind: "too-large" });
    assert.equal((await send("/", { maxBytes: 10, tooLong: "cut" })).body.length, 10);
    await assert.rejects(send("", { url: "http://localhost:1/" }), { kind: "network" });
  });

  it("is answered when the status has come, where the rest may be cut off; where it may not, by a whole answer alone", async () => {
    for (const [path, kind] of [
      ["/drips", "timeout"],
      ["/breaks", "network"],
    ] as const) {
      const { status, body } = await send(path, { timeoutMs: 300, tooLong: "cut" });
      assert.deepEqual([status, body.toString()], [202, "begun"], path);
      await assert.rejects(send(path, { timeoutMs: 300 }), { kind }, path);
    }
  });

  it("knows which addresses are not of the public internet", () => {
    const own = ["10.1.2.3", "172.31.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "::", "::1"];
    const ownSix = ["fe80::1%eth0", "fd00::1", "::ffff:127.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "ff02::1"];
    for (const address of [...own, ...ownSix, "not an address"]) assert.ok(isPrivate(address), address);
    for (const address of ["8.8.8.8", "172.32.0.1", "2606:4700::1111", "::ffff:8.8.8.8"])
      assert.ok(!isPrivate(address), address);
  });
});
