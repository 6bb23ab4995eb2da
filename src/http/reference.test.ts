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
