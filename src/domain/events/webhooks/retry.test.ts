import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { judge, mostAttempts, retryAfterOf } from "./retry.ts";

const failed = { status: 500, retryAfterSeconds: null };
const usual = { now: 0, random: 0, isTest: false };

describe("an attempt to deliver", () => {
  it("is repeated after the documented times, and given up after the tenth", () => {
    const minutes = Array.from({ length: mostAttempts }, (_, index) => judge(failed, index + 1, usual)).map(
      (verdict) => (verdict.status === "pending" ? verdict.nextAttemptAt / 60_000 : verdict.status),
    );
    assert.deepEqual(minutes, [5 / 60, 5, 30, 120, 300, 600, 840, 1200, 1440, "failed"]);
  });

  it("is spread over a tenth of the wait", () => {
    assert.deepEqual(judge(failed, 2, { ...usual, random: 1 }), { status: "pending", nextAttemptAt: 330_000 });
  });

  it("succeeds with any 2xx and nothing else", () => {
    for (const status of [200, 204, 299]) assert.equal(judge({ ...failed, status }, 1, usual).status, "delivered");
    for (const status of [null, 199, 301, 302, 400, 429, 500])
      assert.equal(judge({ ...failed, status }, 1, usual).status, "pending", String(status));
  });

  it("is the last one where nobody wants any more, and of a test", () => {
    for (const isTest of [false, true])
      assert.deepEqual(judge({ ...failed, status: 410 }, 1, { ...usual, isTest }), {
        status: "failed",
        because: "gone",
      });
    assert.deepEqual(judge(failed, 1, { ...usual, isTest: true }), { status: "failed", because: "test" });
  });

  it("waits as long as the receiver asks, up to a day", () => {
    const at = (retryAfterSeconds: number) => judge({ status: 503, retryAfterSeconds }, 1, usual);
    assert.deepEqual(at(90), { status: "pending", nextAttemptAt: 90_000 });
    assert.deepEqual(at(1), { status: "pending", nextAttemptAt: 5000 });
    assert.deepEqual(at(10_000_000), { status: "pending", nextAttemptAt: 24 * 3600_000 });
  });

  it("reads Retry-After as seconds or as a date", () => {
    const now = Date.parse("2026-02-25T10:00:00Z");
    assert.equal(retryAfterOf("120", now), 120);
    assert.equal(retryAfterOf("Wed, 25 Feb 2026 10:01:00 GMT", now), 60);
    assert.equal(retryAfterOf("Wed, 25 Feb 2026 09:00:00 GMT", now), 0);
    for (const nothing of [null, "", "soon"]) assert.equal(retryAfterOf(nothing, now), null);
  });
});
