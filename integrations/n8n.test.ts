import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { basename } from "node:path";
import { after, before, describe, it } from "node:test";
import { triggerNames } from "../src/domain/events/triggers/catalog.ts";
import { openReceiver, type Receiver } from "../src/domain/events/webhooks/receiver.test-support.ts";
import { documented, inputsOf } from "../test/support/documented.ts";
import { openTestInstallation, type TestBusiness, type TestInstallation } from "../test/support/installation.ts";

const require = createRequire(import.meta.url);
const { n8n } = require("./n8n/package.json");
/** As n8n loads them: a file exports a class of its own name. */
const load = (file: string): any => new (require(`./n8n/${file}`)[basename(file).split(".")[0]!])();
const credentials = n8n.credentials.map(load);
const [node, trigger] = n8n.nodes.map(load);

const { operations } = require("./n8n/nodes/operations.js");

describe("the n8n package", () => {
  it("has two credentials, which both nodes offer", () => {
    const names = credentials.map(({ name }: any) => name);
    assert.deepEqual(names, ["schedlyApi", "schedlyOAuth2Api"]);
    assert.deepEqual(credentials[1].extends, ["oAuth2Api"]);
    for (const { description } of [node, trigger]) {
      assert.deepEqual(
        description.credentials.map(({ name }: any) => name),
        names,
      );
      for (const field of ["displayName", "name", "version", "defaults", "outputs", "description"])
        assert.ok(description[field], field);
    }
  });

  it("describes every parameter once for each operation, with a name and a default", () => {
    for (const { resource, operation } of operations) {
      const fields = fieldsOf(resource, operation);
      const names = fields.map(({ name }) => name);
      assert.equal(new Set(names).size, names.length, `${resource} ${operation}: ${names}`);
      for (const { displayName, type, ...field } of fields)
        assert.ok(displayName && type && "default" in field, `${resource} ${operation}: ${displayName}`);
    }
  });

  it("calls nothing, and sends nothing, that the OpenAPI document does not have", () => {
    const document = documented();
    const wrong: string[] = [];
    for (const { resource, operation, endpoint } of operations) {
      const inputs = inputsOf(document, endpoint);
      if (!inputs) wrong.push(`there is no ${endpoint}`);
      for (const { routing } of fieldsOf(resource, operation)) {
        if (!routing) continue;
        const { type, property } = routing.send;
        const known = type === "body" ? inputs?.body : inputs?.parameters;
        if (!known?.includes(property.split(".")[0])) wrong.push(`${endpoint} has no ${type} field ${property}`);
      }
    }
    for (const endpoint of ["GET /api/zapier/hooks", "POST /api/zapier/hooks", "DELETE /api/zapier/hooks"])
      assert.ok(inputsOf(document, endpoint), endpoint);
    assert.deepEqual(wrong, []);
  });

  it("offers all 21 triggers", () => {
    const event = trigger.description.properties.find(({ name }: any) => name === "event");
    assert.deepEqual(
      event.options.map(({ value }: any) => value),
      triggerNames,
    );
  });
});

describe("the n8n nodes, on an installation,", () => {
  let installation: TestInstallation;
  let salon: TestBusiness;
  let workflow: Receiver;
  before(async () => {
    installation = await openTestInstallation({
      workers: true,
      settings: { WEBHOOK_ALLOW_PRIVATE: "true", CLOCK: "virtual" },
    });
    installation.app.services.clock!.setOffset(Date.parse("2031-03-03T17:00:00Z") - Date.now());
    salon = await installation.business();
    workflow = await openReceiver();
  });
  after(async () => {
    await workflow.close();
    await installation.close();
  });

  /** Sends what n8n makes of the node's parameters, and takes from the answer what it takes. */
  async function run(resource: string, operation: string, parameters: Record<string, unknown> = {}) {
    const { method, url, qs, body, root } = requestOf(resource, operation, parameters);
    const query = new URLSearchParams(qs as Record<string, string>);
    const answer = await salon.call(method, query.size > 0 ? `${url}?${query}` : url, body);
    assert.ok(answer.status < 300, `${method} ${url}: ${answer.status} ${answer.text}`);
    return root ? answer.body[root] : answer.body;
  }

  it("makes, finds, changes and cancels", async () => {
    const eventType = (await salon.call("POST", "/api/event-types", { title: "Intro", length: 30 })).body.data;
    const service = (await salon.call("POST", "/api/services/services", { name: "Haircut" })).body;
    assert.equal(
      (await run("eventType", "getAll", { additionalFields: { search: "Intro", all: true } }))[0].id,
      eventType.id,
    );
    assert.equal((await run("eventType", "get", { id: eventType.id })).title, "Intro");

    const booker = { name: "Maria Garcia", email: "maria@example.com" };
    const start = "2031-03-04T10:00:00-08:00";
    const booking = await run("booking", "create", {
      ...booker,
      eventTypeId: eventType.id,
      start,
      additionalFields: { timeZone: "America/Los_Angeles", language: "en" },
    });
    assert.equal(booking.startTime, "2031-03-04T18:00:00Z");
    const uid = booking.uid;
    assert.equal((await run("booking", "get", { uid })).id, booking.id);
    const found = await run("booking", "getAll", {
      additionalFields: { attendeeEmail: booker.email, status: "upcoming", from: start, limit: 5 },
    });
    assert.deepEqual(
      found.map(({ id }: any) => id),
      [booking.id],
    );
    const moved = await run("booking", "reschedule", { uid, start: "2031-03-05T10:00:00-08:00" });
    assert.equal(moved.startTime, "2031-03-05T18:00:00Z");
    assert.equal((await run("booking", "cancel", { uid, additionalFields: { reason: "Ill" } })).status, "cancelled");

    const customer = await run("customer", "create", {
      name: "Emily Chen",
      additionalFields: { email: "emily@example.com" },
    });
    assert.equal(
      (await run("customer", "update", { id: customer.id, additionalFields: { notes: "Tea" } })).notes,
      "Tea",
    );
    assert.equal((await run("customer", "getAll", { additionalFields: { search: "emily" } }))[0].id, customer.id);
    const appointment = await run("appointment", "create", {
      serviceId: service.id,
      startTime: "2031-03-06T10:00:00-08:00",
      endTime: "2031-03-06T11:00:00-08:00",
      additionalFields: { customerId: customer.id, status: "approved", price: 4500 },
    });
    assert.equal((await run("appointment", "get", { id: appointment.id })).customer.name, "Emily Chen");
    assert.equal((await run("appointment", "getAll", { additionalFields: { customerId: customer.id } })).length, 1);
    assert.equal((await run("appointment", "cancel", { id: appointment.id })).status, "canceled");
    const spare = await run("customer", "create", { name: "Nobody" });
    assert.deepEqual(await run("customer", "delete", { id: spare.id }), { id: spare.id, deleted: true });
  });

  it("subscribe while the workflow is active, start it, and unsubscribe", async () => {
    const self = workflowNode(salon, workflow.url);
    const { checkExists, create, delete: remove } = trigger.webhookMethods.default;
    assert.equal(await checkExists.call(self), false);
    assert.equal(await create.call(self), true);
    assert.equal(await checkExists.call(self), true);
    await salon.call("POST", "/api/out-of-office", { start: "2031-03-07T18:00:00Z", end: "2031-03-07T19:00:00Z" });
    await installation.drain();
    const { json } = workflow.received.at(-1)!;
    const { workflowData } = await trigger.webhook.call({ ...self, getBodyData: () => json });
    assert.deepEqual([workflowData[0][0].json.triggerEvent, workflowData[0][0].json], ["OOO_CREATED", json]);
    assert.equal(await remove.call(self), true);
    assert.equal(await checkExists.call(self), false);
    assert.deepEqual((await salon.call("GET", "/api/zapier/hooks")).body, []);
    // Where it is gone already, that is no failure.
    await create.call(self);
    await salon.call("DELETE", `/api/zapier/hooks?id=${self.getWorkflowStaticData().hookId}`);
    assert.equal(await remove.call(self), true);
  });
});

type Field = { name: string; displayName: string; type: string; default: unknown; options?: any[]; routing?: any };

/** What the node shows for an operation, those within "Additional Fields" included. */
function fieldsOf(resource: string, operation: string): Field[] {
  const shown = node.description.properties.filter(
    ({ displayOptions: { show } = { show: {} } }: any) =>
      show.operation?.includes(operation) && show.resource.includes(resource),
  );
  return shown.flatMap((field: any) => (field.type === "collection" ? field.options : [field]));
}

/** n8n's declarative routing, as far as the node uses it. */
function requestOf(resource: string, operation: string, parameters: Record<string, any>) {
  const options = node.description.properties.find(
    ({ name, displayOptions }: any) => name === "operation" && displayOptions.show.resource.includes(resource),
  ).options;
  const { request, output } = options.find(({ value }: any) => value === operation).routing;
  const values = { ...parameters, ...parameters.additionalFields };
  const sent_ = { qs: {} as Record<string, unknown>, body: {} as Record<string, unknown> };
  for (const { name, routing } of fieldsOf(resource, operation)) {
    if (!routing || values[name] === undefined) continue;
    const { type, property, value } = routing.send;
    const [parent, child] = property.split(".");
    const target = type === "query" ? sent_.qs : sent_.body;
    const sent = value ? new Date(values[name]).toISOString() : values[name];
    if (child) target[parent] = { ...(target[parent] as object), [child]: sent };
    else target[parent] = sent;
  }
  const url = request.url
    .replace(/^=/, "")
    .replace(/\{\{encodeURIComponent\(\$parameter\["(\w+)"\]\)\}\}/g, (_: string, name: string) =>
      encodeURIComponent(values[name]),
    );
  const body = ["GET", "DELETE"].includes(request.method) ? undefined : sent_.body;
  return { method: request.method, url, qs: sent_.qs, body, root: output?.postReceive[0].properties.property };
}

/** The trigger node's `this` in n8n. */
function workflowNode(salon: TestBusiness, hookUrl: string) {
  const kept: Record<string, any> = {};
  const parameters: Record<string, unknown> = { authentication: "apiKey", event: "OOO_CREATED", eventTypeId: 0 };
  return {
    getWorkflowStaticData: () => kept,
    getNodeParameter: (name: string) => parameters[name],
    getNodeWebhookUrl: () => hookUrl,
    getCredentials: async () => ({ baseUrl: "http://schedly.test/" }),
    helpers: {
      returnJsonArray: (data: unknown) => [{ json: data }],
      async httpRequestWithAuthentication(_credential: string, options: any) {
        const query = options.qs ? `?${new URLSearchParams(options.qs)}` : "";
        const path = options.url.replace("http://schedly.test", "");
        const { status, body } = await salon.call(options.method, `${path}${query}`, options.body);
        if (status >= 400 && !options.ignoreHttpStatusErrors) throw new Error(`${status}`);
        return options.returnFullResponse ? { statusCode: status, body } : body;
      },
    },
  };
}
