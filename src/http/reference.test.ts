import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { openTestInstallation, type TestInstallation } from "../../test/support/installation.ts";

describe("the reference page", () => {
  let installation: TestInstallation;
  before(async () => {
    installation = await openTestInstallation();
  });
  after(() => installation.close());
  const get = (url: string) => installation.server.inject({ method: "GET", url });

  it("shows the OpenAPI document with a script of our own, to all who ask first at once", async () => {
    const [moved, page, script] = await Promise.all([get("/docs"), get("/docs/"), get("/docs/js/scalar.js")]);
    assert.equal(moved.statusCode, 301);
    assert.equal(moved.headers.location, "/docs/");
    assert.equal(page.statusCode, 200);
    assert.match(String(page.headers["content-type"]), /^text\/html/);
    assert.match(page.payload, /<title>Schedly API<\/title>/);
    assert.match(page.payload, /\/api\/openapi\.json/);
    assert.deepEqual(
      [...page.payload.matchAll(/src="([^"]+)"/g)].map(([, address]) => address),
      ["js/scalar.js"],
    );
    assert.equal(script.statusCode, 200);
    assert.match(String(script.headers["content-type"]), /javascript/);
    assert.match(script.payload, /createApiReference/);
  });

  it("allows nothing from another origin", async () => {
    const { headers } = await get("/docs/");
    assert.match(String(headers["content-security-policy"]), /default-src 'self'.*frame-ancestors 'self'/);
  });
});

describe("the OpenAPI document", () => {
  let installation: TestInstallation;
  let operations: { at: string; method: string; public: boolean; described: any }[];
  before(async () => {
    installation = await openTestInstallation();
    const { paths } = (await installation.send("GET", "/api/openapi.json")).body;
    operations = Object.entries<any>(paths).flatMap(([path, methods]) =>
      Object.entries<any>(methods).map(([method, described]) => ({
        at: `${method} ${path}`,
        method,
        public: described.security?.some((way: object) => Object.keys(way).length === 0) ?? false,
        described,
      })),
    );
  });
  after(() => installation.close());

  it("tells how to change a record only as it was read: the ETag that came with it goes back as If-Match", async () => {
    const takes = ({ described }: { described: any }) =>
      (described.parameters ?? []).some(({ name, in: place }: any) => name === "If-Match" && place === "header");
    const wrong = operations.filter((some) => takes(some) !== ["put", "patch", "delete"].includes(some.method));
    assert.deepEqual(
      wrong.map(({ at }) => at),
      [],
    );
    const { call } = await installation.business();
    const made = await call("POST", "/api/services/categories", { name: "Hair" });
    const read = await call("GET", `/api/services/categories?id=${made.body.id}`);
    for (const [at, answer] of [
      ["post /api/services/categories", made],
      ["get /api/services/categories", read],
    ] as const) {
      const { described } = operations.find((some) => some.at === at)!;
      assert.ok(described.responses[answer.status].headers.ETag, at);
      assert.equal(answer.headers.etag, '"1"', at);
    }
  });

  it("says of what is public that a key may be sent along, and may be refused", async () => {
    const open = operations.filter((some) => some.public);
    assert.ok(open.length > 40);
    const ways = [{}, { apiKey: [] }, { bearer: [] }, { oauth: [] }, { session: [] }];
    for (const { at, described } of open) {
      assert.deepEqual(described.security, ways, at);
      assert.ok(described.responses[401] && described.responses[403], at);
    }
    const wrong = await installation.send("GET", "/api/slots?eventTypeId=1&start=2031-03-03", { key: "sk_live_wrong" });
    assert.equal(wrong.status, 401);
  });
});
