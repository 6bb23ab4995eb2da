import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { openTestInstallation, type TestInstallation } from "../../../../test/support/installation.ts";

const address = "/api/services/start-trial";
const day = 86_400;

describe("a trial", () => {
  let installation: TestInstallation;
  before(async () => {
    installation = await openTestInstallation({
      settings: { DEFAULT_PLAN: "free", CLOCK: "virtual", RATE_LIMIT: "memory" },
    });
  });
  after(() => installation.close());
  const clock = (advanceDays: number) => ({ advanceSeconds: advanceDays * day });

  it("gives a business on the free plan two weeks of Pro, at once for every member", async () => {
    const salon = await installation.business();
    const manager = await installation.member(salon.id, "manager");
    const limit = async () =>
      (await installation.send("GET", "/api/services/services", { key: manager.key })).headers["x-ratelimit-limit"];
    assert.equal(await limit(), "60");
    const { status, body } = await salon.call("POST", address, { plan: "pro" });
    assert.equal(status, 200);
    assert.deepEqual([body.plan, body.addons, body.trialDays], ["pro", ["services"], 14]);
    assert.equal(Date.parse(body.trialEndsAt) - Date.parse(body.trialStartedAt), 14 * day * 1000);
    assert.equal(await limit(), "120");
    assert.equal((await salon.call("GET", "/api/services/company-settings")).body.trialEndsAt, body.trialEndsAt);
  });

  it("comes once, while it runs and after it ended", async () => {
    const salon = await installation.business();
    assert.equal((await salon.call("POST", address, {})).status, 200);
    const again = await salon.call("POST", address, {});
    assert.deepEqual([again.status, again.body.error], [409, "CONFLICT"]);
    assert.match(again.body.message, /running already, until 20\d\d-/);
    await salon.call("PATCH", "/api/sandbox/clock", clock(15));
    const late = await salon.call("POST", address, {});
    assert.equal(late.status, 409);
    assert.match(late.body.message, /has had its trial, which ended on 20\d\d-/);
    await salon.call("PATCH", "/api/sandbox/clock", clock(-15));
  });

  it("is started once even when the button is pressed twice", async () => {
    const salon = await installation.business();
    const answers = await Promise.all([1, 2, 3].map(() => salon.call("POST", address, {})));
    assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 409, 409]);
  });

  it("is not for a business that has it all already", async () => {
    const salon = await installation.business({ plan: "enterprise" });
    const { status, body } = await salon.call("POST", address, {});
    assert.equal(status, 409);
    assert.match(body.message, /has the plan enterprise already/);
  });

  it("is the owner's to start, and of Pro alone", async () => {
    const salon = await installation.business();
    const admin = await installation.member(salon.id, "admin");
    assert.equal((await installation.send("POST", address, { key: admin.key, body: {} })).status, 403);
    const wrong = await salon.call("POST", address, { plan: "enterprise" });
    assert.deepEqual([wrong.status, wrong.body.details], [422, [{ field: "plan", message: "Must be pro" }]]);
  });
});
