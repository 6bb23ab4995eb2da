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

test("what is no request gets an error of the documented shape as well", async () => {
  const line = "GET /api/services/services HTTP/1.1";
  const cases: [text: string, status: number][] = [
    ["GET /api/%zz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", 400],
    [`${line}\r\nHost: a\r\nX-Long: ${"x".repeat(100_000)}\r\n\r\n`, 431],
    ["nonsense\r\n\r\n", 400],
    [`${line}\r\nHost: a\r\nbad header\r\n\r\n`, 400],
  ];
  for (const [text, expected] of cases) {
    const answer = await spoken(text);
    assert.match(answer, new RegExp(`^HTTP/1\\.1 ${expected} `), text.slice(0, 60));
    const { status, error, message, ...rest } = JSON.parse(answer.slice(answer.indexOf("\r\n\r\n")));
    assert.deepEqual([status, error, typeof message, rest], ["error", "BAD_REQUEST", "string", {}], text.slice(0, 60));
  }
});

test("a value of which there are several kinds is refused with what each of them looks like", async () => {
  const { subdomain, key } = await installation.business();
  const send = { eventTypeId: 1, start: "2031-03-03T10:00:00Z", responses: { name: "Ada", email: "ada@example.com" } };
  const cases: [method: string, address: string, body: object | undefined, field: string, message: RegExp][] = [
    ["GET", `/api/slots?subdomain=${subdomain}&start=tomorrow`, undefined, "start", /ISO 8601 date, or a date such as/],
    ["GET", `/api/slots?subdomain=${subdomain}&start=2031-03-03T10:00`, undefined, "start", /with an offset, such as/],
    ["POST", "/api/bookings/bk_none/guests", { guests: ["nobody"] }, "guests.0", /^Must be a valid email address$/],
    ["POST", "/api/book/event", { ...send, metadata: { a: [] } }, "metadata.a", /string or number or boolean$/],
    ["POST", "/api/book/event", { ...send, start: "2031-03-03T10:00:00" }, "start", /with an offset, such as/],
    ["POST", "/api/book/event", { ...send, start: "soon" }, "start", /^Must be a valid ISO 8601 date$/],
    ["GET", "/api/bookings?from=2031-03-03T10:00:00", undefined, "from", /with an offset, such as/],
    ["GET", "/api/bookings?from=soon", undefined, "from", /^Must be a valid ISO 8601 date$/],
  ];
  for (const [method, address, body, field, message] of cases) {
    const answer = await installation.send(method, address, { key, ...(body ? { body } : {}) });
    assert.deepEqual(
      answer.body.details?.map((detail: { field: string }) => detail.field),
      [field],
      answer.text,
    );
    assert.match(answer.body.details[0].message, message);
  }
});

test("a field that is not there is told to be required, as the reference shows it, whatever it would have to be", async () => {
  const { call } = await installation.business();
  const cases: [address: string, fields: string[]][] = [
    ["/api/book/event", ["eventTypeId", "start"]],
    ["/api/services/appointments", ["serviceId", "startTime", "endTime"]],
    ["/api/webhooks", ["subscriberUrl"]],
    ["/api/invitations", ["email"]],
    ["/api/services/reviews", ["rating"]],
  ];
  for (const [address, fields] of cases) {
    const { status, body } = await call("POST", address, {});
    assert.equal(status, 422, address);
    for (const field of fields)
      assert.equal(
        body.details.find((one: any) => one.field === field)?.message,
        "Required field",
        `${address} ${field}`,
      );
  }
});

test("a list has a next page whatever Host says", async () => {
  const { key, call } = await installation.business();
  for (const name of ["One", "Two"])
    assert.equal((await call("POST", "/api/services/categories", { name })).status, 201);
  for (const host of ["a:99999", "[::", ""]) {
    const answer = await spoken(
      `GET /api/services/categories?limit=1 HTTP/1.1\r\nHost: ${host}\r\ncal-api-key: ${key}\r\nConnection: close\r\n\r\n`,
    );
    assert.match(answer, /^HTTP\/1\.1 200 /, host);
    assert.match(answer, /\r\nlink: <\/api\/services\/categories\?limit=1&cursor=\w+>; rel="next"\r\n/i, host);
  }
});

/** Sends bytes as they are. Answers what came until the connection was closed. */
function spoken(text: string): Promise<string> {
  const { port, hostname } = new URL(base);
  return new Promise((resolve, reject) => {
    let answer = "";
    const socket = connect(Number(port), hostname, () => socket.write(text));
    socket.on("error", reject).on("data", (chunk) => (answer += chunk));
    socket.on("close", () => resolve(answer));
  });
}

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
