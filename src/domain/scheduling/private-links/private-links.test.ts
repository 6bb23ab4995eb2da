import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import {
  openTestInstallation,
  type TestBusiness,
  type TestInstallation,
} from "../../../../test/support/installation.ts";
import { checkLink, useLink } from "./store.ts";

const address = "/api/private-links";

describe("private links", () => {
  let installation: TestInstallation;
  let salon: TestBusiness;
  let eventTypeId: number;
  before(async () => {
    installation = await openTestInstallation();
    salon = await installation.business({ name: "Acme", subdomain: "acme" });
    eventTypeId = (await salon.call("POST", "/api/event-types", { title: "Quiet", length: 30, hidden: true })).body.data
      .id;
  });
  after(() => installation.close());

  const make = async (draft: object = {}) => {
    const { status, body } = await salon.call("POST", address, { eventTypeId, ...draft });
    assert.equal(status, 201, JSON.stringify(body));
    return body.data;
  };
  const use = (link: string, id = eventTypeId) =>
    installation
      .asSystem(salon.id, (context) => useLink(context, id, link))
      .then(
        () => "used",
        (error) => error.type.code,
      );

  it("are handed out as an address that cannot be guessed", async () => {
    const made = await make();
    assert.match(made.link, /^lnk_[0-9A-Za-z]{22}/);
    assert.ok(made.url.endsWith(`/d/${made.link}`));
    const { id, usageCount, maxUsageCount, expiresAt } = made;
    assert.deepEqual([usageCount, maxUsageCount, expiresAt], [0, null, null]);
    assert.deepEqual((await salon.call("GET", `${address}?id=${id}`)).body.data, made);
    const past = await salon.call("POST", address, { eventTypeId, expiresAt: "2020-01-01T00:00:00Z" });
    assert.deepEqual([past.status, past.body.details[0].field], [422, "expiresAt"]);
  });

  it("count their uses and end with the last one", async () => {
    const { id, link } = await make({ maxUsageCount: 2 });
    assert.deepEqual([await use(link), await use(link), await use(link)], ["used", "used", "CONFLICT"]);
    assert.equal((await salon.call("GET", `${address}?id=${id}`)).body.data.usageCount, 2);
    assert.equal(await use(link, eventTypeId + 1000), "NOT_FOUND");
  });

  it("give their last use to one of those who want it at once", async () => {
    const { link } = await make({ maxUsageCount: 1 });
    const outcomes = await Promise.all(Array.from({ length: 5 }, () => use(link)));
    assert.equal(outcomes.filter((outcome) => outcome === "used").length, 1);
    assert.equal(outcomes.filter((outcome) => outcome === "CONFLICT").length, 4);
  });

  it("end at their time", async () => {
    const { link } = await make({ expiresAt: "2090-01-01T00:00:00Z" });
    const check = (now: string) =>
      installation
        .asSystem(salon.id, (context) => checkLink({ ...context, now: Date.parse(now) }, eventTypeId, link))
        .then(
          () => "works",
          (error) => error.type.code,
        );
    assert.equal(await check("2089-12-31T23:59:59Z"), "works");
    assert.equal(await check("2090-01-01T00:00:00Z"), "CONFLICT");
  });

  it("are made by who may change the event type", async () => {
    const { key } = await installation.member(salon.id, "employee");
    const call = (method: string, path: string, body?: unknown) => installation.send(method, path, { key, body });
    const { id } = await make();
    assert.equal((await call("POST", address, { eventTypeId })).status, 404);
    assert.equal((await call("GET", `${address}?id=${id}`)).status, 404);
    assert.deepEqual((await call("GET", address)).body.data, []);
    assert.equal((await call("DELETE", `${address}?id=${id}`)).status, 404);
  });
});
