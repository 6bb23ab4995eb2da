import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { sql } from "kysely";
import {
  openTestInstallation,
  type TestBusiness,
  type TestInstallation,
} from "../../../../test/support/installation.ts";
import type { Db } from "../../../platform/database.ts";
import { triggerNames, triggers } from "../triggers/catalog.ts";
import { openReceiver, type Receiver } from "../webhooks/receiver.test-support.ts";

const address = "/api/zapier/hooks";
const samples = "/api/zapier/samples";

describe("REST hooks", () => {
  let installation: TestInstallation;
  let salon: TestBusiness;
  let eventTypeId: number;
  let receiver: Receiver;
  before(async () => {
    installation = await openTestInstallation({
      workers: true,
      settings: { WEBHOOK_ALLOW_PRIVATE: "true", CLOCK: "virtual" },
    });
    installation.app.services.clock!.setOffset(Date.parse("2031-03-03T17:00:00Z") - Date.now());
    salon = await installation.business();
    receiver = await openReceiver();
    eventTypeId = (await salon.call("POST", "/api/event-types", { title: "Intro", length: 30 })).body.data.id;
  });
  after(async () => {
    await receiver.close();
    await installation.close();
  });

  const subscribe = (fields: object = {}) =>
    salon.call("POST", address, { target_url: receiver.url, event: "BOOKING_CREATED", ...fields });
  async function book(start: string) {
    const responses = { name: "Maria Garcia", email: "maria@example.com" };
    const { status, text } = await salon.call("POST", "/api/book/event", { eventTypeId, start, responses });
    assert.equal(status, 201, text);
    await installation.drain();
  }

  it("are subscribed with a bare id, told of what happens, and unsubscribed", async () => {
    const subscribed = await subscribe();
    const { id } = subscribed.body;
    assert.deepEqual([subscribed.status, subscribed.body], [201, { id }]);
    await book("2031-03-04T18:00:00Z");
    const { json, headers } = receiver.received.at(-1)!;
    assert.deepEqual(Object.keys(json), ["triggerEvent", "createdAt", "payload"]);
    assert.deepEqual([json.triggerEvent, json.payload.attendees[0].name], ["BOOKING_CREATED", "Maria Garcia"]);
    assert.match(headers["webhook-id"] as string, /^msg_/);
    assert.deepEqual((await salon.call("DELETE", `${address}/${id}`)).body, { id, deleted: true });
    assert.equal((await salon.call("DELETE", `${address}/${id}`)).status, 404);
    const count = receiver.received.length;
    await book("2031-03-04T19:00:00Z");
    assert.equal(receiver.received.length, count);
  });

  it("have samples that are what was delivered, to the letter", async () => {
    const { id } = (await subscribe({ event: undefined, trigger: "BOOKING_CREATED", eventTypeId })).body;
    await book("2031-03-04T20:00:00Z");
    const { status, body } = await salon.call("GET", `${samples}?trigger=BOOKING_CREATED&eventTypeId=${eventTypeId}`);
    assert.equal(status, 200);
    assert.deepEqual(body[0], receiver.received.at(-1)!.json);
    assert.ok(body.every(({ triggerEvent }: any) => triggerEvent === "BOOKING_CREATED"));
    assert.equal((await salon.call("GET", `${samples}?trigger=BOOKING_CREATED&limit=1`)).body.length, 1);
    assert.deepEqual((await salon.call("DELETE", `${address}?id=${id}`)).body, { id, deleted: true });
  });

  it("have the documented example where nothing has happened yet, for all 21 triggers", async () => {
    const fresh = await installation.business();
    for (const trigger of triggerNames) {
      const { body } = await fresh.call("GET", `${samples}?trigger=${trigger}`);
      assert.deepEqual(body, [
        { triggerEvent: trigger, createdAt: "2026-02-19T14:30:00Z", payload: triggers[trigger].example },
      ]);
      assert.ok(triggers[trigger].payload.safeParse(body[0]!.payload).success, trigger);
    }
    assert.equal((await fresh.call("GET", samples)).status, 400);
    assert.equal((await fresh.call("GET", `${samples}?trigger=NOTHING`)).status, 400);
  });

  it("have no field that the trigger's schema does not document", async () => {
    const { body } = await salon.call("GET", "/api/webhooks/triggers");
    assert.equal(body.data.length, triggerNames.length);
    const silent = body.data.flatMap(({ trigger, payloadSchema, sample }: any) =>
      undocumented(payloadSchema, sample).map((field) => `${trigger} ${field}`),
    );
    assert.deepEqual(silent, []);
  });

  it("show a member with the role employee their own samples alone", async () => {
    const member = await installation.member(salon.id, "employee");
    const { body } = await installation.send("GET", `${samples}?trigger=BOOKING_CREATED`, { key: member.key });
    assert.deepEqual(
      body.map(({ payload }: any) => payload.uid),
      ["bk_2f8a9c3e"],
    );
  });

  it("are listed with the other webhooks, and labelled", async () => {
    const draft = { subscriberUrl: receiver.url, eventTriggers: ["OOO_CREATED"] };
    const webhook = (await salon.call("POST", "/api/webhooks", draft)).body.data;
    const { id } = (await subscribe({ event: "OOO_CREATED" })).body;
    const kinds = async (query: string) =>
      (await salon.call("GET", `/api/webhooks?${query}`)).body.data.map(({ id, kind }: any) => [id, kind]);
    assert.deepEqual(await kinds(""), [
      [webhook.id, "webhook"],
      [id, "hook"],
    ]);
    assert.deepEqual(await kinds("kind=hook"), [[id, "hook"]]);
    const listed = await salon.call("GET", address);
    assert.equal(listed.headers["x-total-count"], "1");
    assert.deepEqual(
      listed.body.map((one: any) => [one.id, one.event, one.target_url, one.subscribedBy, one.active]),
      [[id, "OOO_CREATED", receiver.url, "Owner of Salon 1 (API key “test”)", true]],
    );
    for (const [method, path] of [
      ["GET", `${address}?id=${webhook.id}`],
      ["DELETE", `${address}/${webhook.id}`],
    ] as const)
      assert.equal((await salon.call(method, path)).status, 404, "a webhook is no hook");
    await salon.call("DELETE", `${address}/${id}`);
    await salon.call("DELETE", `/api/webhooks?id=${webhook.id}`);
  });

  it("keep what the app subscribed to; people switch them off or delete them", async () => {
    const { id } = (await subscribe()).body;
    const change = (body: object) => salon.call("PATCH", `/api/webhooks?id=${id}`, body);
    for (const shape of [{ eventTriggers: ["OOO_CREATED"] }, { payloadTemplate: '{"a": 1}' }, { secret: "longenough" }])
      assert.equal((await change(shape)).status, 409);
    assert.equal((await change({ active: false })).body.data.active, false);
    assert.equal((await salon.call("GET", `${address}?id=${id}`)).body.active, false);
    assert.equal((await salon.call("DELETE", `/api/webhooks?id=${id}`)).status, 200);
  });

  it("end where their receiver answers 410, and say so in the audit log", async () => {
    const gone = await openReceiver(() => 410);
    const { id } = (await subscribe({ target_url: gone.url })).body;
    await book("2031-03-04T21:00:00Z");
    assert.equal(gone.received.length, 1);
    assert.equal((await salon.call("GET", `${address}?id=${id}`)).status, 404);
    const audit = await salon.call("GET", `/api/services/audit-log?subject=webhook&subjectId=${id}`);
    assert.deepEqual(audit.body.map(({ action }: any) => action).sort(), ["webhook.created", "webhook.deleted"]);
    await gone.close();
  });

  it("end with what the user allowed their app, whichever way that ends", async () => {
    const ids = [(await subscribe()).body.id, (await subscribe()).body.id];
    const grantId = await installation.asSystem(salon.id, ({ db }) => allow(db, salon, ids[0]));
    const there = async () => (await salon.call("GET", address)).body.map(({ id }: { id: number }) => id);
    assert.deepEqual(await there(), ids);
    await installation.asSystem(salon.id, ({ db, businessId }) =>
      sql`update oauth_grants set revoked_at = now() where business_id = ${businessId} and id = ${grantId}`.execute(db),
    );
    assert.deepEqual(await there(), [ids[1]]);
    await salon.call("DELETE", `${address}/${ids[1]}`);
  });

  it("want one trigger and one scope that is there", async () => {
    for (const fields of [
      { event: undefined },
      { trigger: "OOO_CREATED" },
      { event: "NOTHING" },
      { teamId: 1, eventTypeId },
    ])
      assert.equal((await subscribe(fields)).status, 422, JSON.stringify(fields));
    for (const scope of [{ teamId: 999_999 }, { eventTypeId: 999_999 }])
      assert.equal((await subscribe(scope)).status, 404, JSON.stringify(scope));
  });

  it("refuse addresses of the installation's own network, by the name that the app gave them", async () => {
    const strict = await openTestInstallation();
    try {
      const { call } = await strict.business();
      for (const target_url of [
        "http://127.0.0.1/x",
        "http://169.254.169.254/latest",
        "https://ada:secret@example.com",
      ]) {
        const { status, body } = await call("POST", address, { target_url, event: "OOO_CREATED" });
        assert.deepEqual([status, body.details?.[0].field], [422, "target_url"], target_url);
      }
    } finally {
      await strict.close();
    }
  });
});

/** As if an app had subscribed the hook with an access token: answers the grant's id. */
async function allow(db: Db, { id, userId }: TestBusiness, hookId: number): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    with client as (
      insert into oauth_clients (client_id, business_id, kind, name, redirect_uris, scopes, created_at)
      values ('cl_test_hooks', ${id}, 'public', 'Zapier', array['https://zapier.com/return'], '{}', now()) returning id
    )
    insert into oauth_grants (business_id, user_id, client_id, scopes, audience, created_at, expires_at)
    select ${id}, ${userId}, client.id, '{}', 'api', now(), now() from client returning id`.execute(db);
  const grantId = rows[0]!.id;
  await sql`update webhooks set grant_id = ${grantId} where business_id = ${id} and id = ${hookId}`.execute(db);
  return grantId;
}

/** The fields of a value that its JSON Schema does not name. What may have any names is left out. */
function undocumented(schema: any, value: any): string[] {
  const [known, one] = Array.isArray(value) ? [schema.items, value[0]] : [schema, value];
  const properties = [known, ...(known?.anyOf ?? [])].find((some) => some?.properties)?.properties;
  if (!properties || typeof one !== "object" || !one) return [];
  return Object.entries(one).flatMap(([name, inner]) =>
    properties[name] ? undocumented(properties[name], inner).map((field) => `${name}.${field}`) : [name],
  );
}
