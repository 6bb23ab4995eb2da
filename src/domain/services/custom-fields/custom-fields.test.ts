import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import {
  openTestInstallation,
  type TestBusiness,
  type TestInstallation,
} from "../../../../test/support/installation.ts";

describe("custom fields", () => {
  let installation: TestInstallation;
  let salon: TestBusiness;
  let cut: number;
  let dye: number;
  before(async () => {
    installation = await openTestInstallation();
    salon = await installation.business();
    cut = (await salon.call("POST", "/api/services/services", { name: "Cut" })).body.id;
    dye = (await salon.call("POST", "/api/services/services", { name: "Dye" })).body.id;
  });
  after(() => installation.close());

  const address = "/api/services/custom-fields";
  const keys = (body: { key: string }[]) => body.map(({ key }) => key);
  const options = ["Yes", "No"].map((label) => ({ value: label.toLowerCase(), label }));
  const ask = async (draft: object) => {
    const { status, body, text } = await salon.call("POST", address, draft);
    assert.equal(status, 201, text);
    return body;
  };
  const refusal = async (draft: object) => {
    const { status, body } = await salon.call("POST", address, draft);
    return [status, ...(body.details ?? []).map(({ field }: { field: string }) => field)];
  };

  it("are asked with every service or with chosen ones, and are listed with each", async () => {
    const { id, version, ...rest } = await ask({ label: "Any allergies?" });
    assert.deepEqual(rest, {
      key: "any-allergies",
      label: "Any allergies?",
      type: "text",
      required: false,
      options: null,
      placeholder: null,
      helpText: null,
      serviceIds: [],
      position: 0,
      active: true,
      visibleToCustomers: true,
    });
    await ask({ label: "Dyed before?", type: "radio", options, serviceIds: [dye], position: 2 });
    await ask({ label: "Formula", serviceIds: [dye, dye], visibleToCustomers: false, position: 1 });
    await ask({ label: "Old question", active: false });
    const listed = async (query: string) => keys((await salon.call("GET", `${address}?${query}`)).body);
    assert.deepEqual(await listed(`serviceId=${cut}&active=true`), ["any-allergies"]);
    assert.deepEqual(await listed(`serviceId=${dye}&active=true`), ["any-allergies", "formula", "dyed-before"]);
    assert.deepEqual(await listed("search=QUESTION"), ["old-question"]);
    assert.deepEqual(await listed("limit=1"), ["any-allergies"]);
  });

  it("are shown to anybody as far as they are asked of customers", async () => {
    const look = (query: string) => installation.send("GET", `${address}/public?${query}`);
    const { status, body } = await look(`subdomain=${salon.subdomain}`);
    assert.deepEqual([status, keys(body)], [200, ["any-allergies", "dyed-before"]]);
    assert.deepEqual([body[1].options, body[1].serviceIds], [options, [dye]]);
    for (const field of ["id", "version", "visibleToCustomers"]) assert.equal(field in body[0], false, field);
    assert.deepEqual(keys((await look(`subdomain=${salon.subdomain}&serviceId=${cut}`)).body), ["any-allergies"]);
    const { body: store } = await installation.send("GET", `/api/services/storefront?subdomain=${salon.subdomain}`);
    assert.deepEqual(
      store.services.map((service: { customFields: { key: string }[] }) => keys(service.customFields)),
      [["any-allergies"], ["any-allergies", "dyed-before"]],
    );
  });

  it("can be changed, but for the key that answers are kept under", async () => {
    const { id, version } = await ask({ label: "Number plate", serviceIds: [cut] });
    const change = (changes: object, headers?: Record<string, string>) =>
      salon.call("PATCH", `${address}?id=${id}`, changes, headers);
    const { body, headers } = await change({ serviceIds: [] });
    assert.deepEqual([body.serviceIds, body.version], [[], version + 1]);
    assert.equal((await change({ label: "Plate" }, { "if-match": headers.etag! })).status, 200);
    assert.equal((await change({ label: "Other" }, { "if-match": headers.etag! })).status, 412);
    const chosen = await change({ type: "select", options });
    assert.deepEqual([chosen.body.label, chosen.body.key, chosen.body.options], ["Plate", "number-plate", options]);
    assert.equal((await change({ type: "text" })).body.options, null, "options go with the type that had them");
    assert.equal((await change({ type: "radio" })).status, 422);
    assert.deepEqual((await change({ key: "plate" })).body.details[0].field, "key");
  });

  it("leave their key to nobody when they are deleted", async () => {
    const { id } = await ask({ label: "Wing mirror" });
    assert.deepEqual((await salon.call("DELETE", `${address}?id=${id}`)).body, { id, deleted: true });
    assert.equal((await salon.call("GET", `${address}?id=${id}`)).status, 404);
    assert.equal((await ask({ label: "Wing mirror" })).key, "wing-mirror-2");
    assert.deepEqual(await refusal({ label: "Another", key: "wing-mirror" }), [409, "key"]);
  });

  it("go on belonging to a service that is deleted", async () => {
    const gone = (await salon.call("POST", "/api/services/services", { name: "Gone" })).body.id;
    const { id } = await ask({ label: "Of what is gone", serviceIds: [gone] });
    await salon.call("DELETE", `/api/services/services?id=${gone}`);
    const kept = await salon.call("PATCH", `${address}?id=${id}`, { serviceIds: [gone, cut] });
    assert.deepEqual([kept.status, kept.body.serviceIds], [200, [cut, gone].sort((a, b) => a - b)]);
    assert.deepEqual(await refusal({ label: "Too late", serviceIds: [cut, gone] }), [404, "serviceIds.1"]);
  });

  it("are refused where they cannot be answered", async () => {
    assert.deepEqual(await refusal({}), [422, "label"]);
    assert.deepEqual(await refusal({ label: "X", type: "select" }), [422, "options"]);
    assert.deepEqual(await refusal({ label: "X", type: "text", options }), [422, "options"]);
    assert.deepEqual(await refusal({ label: "X", type: "radio", options: [...options, options[0]] }), [422, "options"]);
    assert.deepEqual(await refusal({ label: "X", type: "multiemail" }), [422, "type"]);
    assert.deepEqual(await refusal({ label: "X", key: "X Y", colour: "red" }), [422, "key", "colour"]);
  });
});
