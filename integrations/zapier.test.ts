import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { globSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";
import { after, before, describe, it } from "node:test";
import { triggerNames } from "../src/domain/events/triggers/catalog.ts";
import { exampleBody } from "../src/domain/events/triggers/json-schema.ts";
import { openReceiver, type Receiver } from "../src/domain/events/webhooks/receiver.test-support.ts";
import { type Ability, abilities } from "../src/domain/identity/abilities.ts";
import { readerOf } from "../src/http/pages/reader.test-support.ts";
import { hashSecret, newSecret } from "../src/platform/handles.ts";
import { iso } from "../src/platform/schemas.ts";
import { documented, inputsOf } from "../test/support/documented.ts";
import { openTestInstallation, type TestBusiness, type TestInstallation } from "../test/support/installation.ts";

// Else Zapier's core writes its use of memory to the console at every call.
process.env.NODE_ENV = "test";
const { createAppTester } = await import("zapier-platform-core");
const require = createRequire(import.meta.url);
const { default: App } = await import(new URL("./zapier/index.js", import.meta.url).href);
const hookKeys = triggerNames.map((name) => name.toLowerCase());

describe("the Zapier app", () => {
  it("passes Zapier's own schema without an error", () => {
    const { validateAppDefinition } = require("zapier-platform-schema");
    // As Zapier's tools do: a function is its number of arguments.
    const definition = JSON.stringify(App, (_, value) =>
      typeof value === "function" ? `$func$${value.length}$f$` : value,
    );
    const { errors } = validateAppDefinition(JSON.parse(definition));
    assert.deepEqual(
      errors.map(({ stack }: { stack: string }) => stack),
      [],
    );
    assert.equal(App.platformVersion, require("./zapier/package.json").dependencies["zapier-platform-core"]);
  });

  it("has every trigger as a REST hook, with the documented sample", () => {
    const hooks = Object.values<any>(App.triggers).filter(({ operation }) => operation.type === "hook");
    assert.deepEqual(
      hooks.map(({ key }) => key),
      hookKeys,
    );
    for (const name of triggerNames) {
      const { operation } = App.triggers[name.toLowerCase()];
      assert.deepEqual(operation.sample, exampleBody(name));
      for (const { key } of operation.outputFields)
        assert.notEqual(valueAt(operation.sample, key), undefined, `${name}: ${key}`);
    }
  });

  it("calls nothing that the OpenAPI document does not have", () => {
    const document = documented();
    // The token endpoints speak OAuth's own language, and are no part of that document: they are called further down.
    const endpoints = endpointsOf("**/*.js").filter((endpoint) => !/oauth\/(token|refreshToken)$/.test(endpoint));
    assert.ok(endpoints.length >= 13, endpoints.join(", "));
    const unknown = endpoints.filter((endpoint) => inputsOf(document, endpoint) === null);
    assert.deepEqual(unknown, []);
  });
});

describe("the Zapier app's connection", () => {
  const run: (method: unknown, bundle: object) => Promise<any> = createAppTester(App) as never;
  const { authentication } = App;
  const redirect_uri = "https://zapier.com/dashboard/auth/oauth/return/App1CLIAPI/";
  const got: { url: string; type: string | undefined; fields: Record<string, string> }[] = [];
  const provider = createServer(async (request, response) => {
    let body = "";
    for await (const part of request) body += part;
    const fields = Object.fromEntries(new URLSearchParams(body));
    got.push({ url: `${request.method} ${request.url}`, type: request.headers["content-type"], fields });
    response.setHeader("content-type", "application/json");
    response.end(JSON.stringify({ access_token: "at", refresh_token: "rt", token_type: "Bearer", expires_in: 1800 }));
  });
  before(async () => {
    await new Promise<void>((resolve) => provider.listen(0, "127.0.0.1", resolve));
    process.env.SCHEDLY_URL = `http://127.0.0.1:${(provider.address() as AddressInfo).port}`;
    Object.assign(process.env, { CLIENT_ID: "cl_live_a1", CLIENT_SECRET: "cs_live_x9" });
  });
  after(async () => {
    for (const name of ["SCHEDLY_URL", "CLIENT_ID", "CLIENT_SECRET"]) delete process.env[name];
    await new Promise((resolve) => provider.close(resolve));
  });

  it("sends people to the consent page", async () => {
    const inputData = { state: "xyz", redirect_uri };
    const url = new URL(await run(authentication.oauth2Config.authorizeUrl, { inputData }));
    assert.deepEqual(
      [url.origin, url.pathname, Object.fromEntries(url.searchParams)],
      [
        process.env.SCHEDLY_URL,
        "/auth/oauth2/authorize",
        { client_id: "cl_live_a1", redirect_uri, response_type: "code", state: "xyz" },
      ],
    );
  });

  it("gets tokens for the code and new ones for the refresh token, as the reference says", async () => {
    const { getAccessToken, refreshAccessToken } = authentication.oauth2Config;
    const client = { client_id: "cl_live_a1", client_secret: "cs_live_x9" };
    const tokens = { access_token: "at", refresh_token: "rt" };
    const inputData = { code: "auth_code", redirect_uri, code_verifier: "verifier" };
    assert.deepEqual(await run(getAccessToken, { inputData }), tokens);
    assert.deepEqual(
      await run(refreshAccessToken, { authData: { access_token: "old", refresh_token: "rt_1" } }),
      tokens,
    );
    const type = "application/x-www-form-urlencoded";
    assert.deepEqual(got, [
      {
        url: "POST /api/auth/oauth/token",
        type,
        fields: { grant_type: "authorization_code", ...inputData, ...client },
      },
      {
        url: "POST /api/auth/oauth/refreshToken",
        type,
        fields: { grant_type: "refresh_token", refresh_token: "rt_1", ...client },
      },
    ]);
  });

  it("asks for scopes that there are", () => {
    const asked: string[] = authentication.oauth2Config.scope.split(" ");
    assert.deepEqual(
      asked.filter((scope) => !abilities.includes(scope as Ability)),
      [],
    );
  });
});

describe("the Zapier app, on an installation,", () => {
  let installation: TestInstallation;
  let salon: TestBusiness;
  let zap: Receiver;
  let eventTypeId: number;
  const run: (method: unknown, bundle: object) => Promise<any> = createAppTester(App) as never;
  before(async () => {
    installation = await openTestInstallation({
      workers: true,
      settings: { WEBHOOK_ALLOW_PRIVATE: "true", CLOCK: "virtual" },
    });
    installation.app.services.clock!.setOffset(Date.parse("2031-03-03T17:00:00Z") - Date.now());
    await installation.server.listen({ host: "127.0.0.1", port: 0 });
    process.env.SCHEDLY_URL = `http://127.0.0.1:${(installation.server.server.address() as AddressInfo).port}/`;
    salon = await installation.business();
    zap = await openReceiver();
    eventTypeId = (await salon.call("POST", "/api/event-types", { title: "Intro", length: 30 })).body.data.id;
  });
  after(async () => {
    for (const name of ["SCHEDLY_URL", "CLIENT_ID", "CLIENT_SECRET"]) delete process.env[name];
    await zap.close();
    await installation.close();
  });

  // An API key is as good as an access token.
  const bundle = (more: object = {}) => ({ authData: { access_token: salon.key }, inputData: {}, ...more });
  const book = (start: string) =>
    run(
      App.creates.booking.operation.perform,
      bundle({ inputData: { ...booker, eventTypeId: `${eventTypeId}`, start } }),
    );

  it("subscribes, is told of a booking, shows the same as a sample, and unsubscribes", async () => {
    const { operation } = App.triggers.booking_created;
    const inputData = { eventTypeId };
    const subscribeData = await run(operation.performSubscribe, bundle({ targetUrl: zap.url, inputData }));
    assert.deepEqual(Object.keys(subscribeData), ["id"]);
    const booked = await book("2031-03-04T10:00:00-08:00");
    assert.deepEqual([booked.startTime, booked.status], ["2031-03-04T18:00:00Z", "accepted"]);
    await installation.drain();
    const delivered = zap.received.at(-1)!.json;
    const items = await run(operation.perform, bundle({ cleanedRequest: delivered }));
    assert.deepEqual(items, [delivered]);
    assert.deepEqual([items[0].payload.uid, items[0].payload.attendees[0].email], [booked.uid, "maria@example.com"]);
    const [latest] = await run(operation.performList, bundle({ inputData }));
    assert.deepEqual(latest, delivered);
    for (let again = 0; again < 2; again++)
      assert.deepEqual(await run(operation.performUnsubscribe, bundle({ subscribeData })), subscribeData);
    assert.deepEqual((await salon.call("GET", "/api/zapier/hooks")).body, []);
  });

  it("connects by OAuth, and works until the user takes it back", async () => {
    const { authorizeUrl, getAccessToken, refreshAccessToken, scope } = App.authentication.oauth2Config;
    const redirect_uri = "https://zapier.com/dashboard/auth/oauth/return/App1CLIAPI/";
    const draft = { name: "Zapier", redirectUris: [redirect_uri], scopes: scope.split(" ") };
    const { clientId, clientSecret } = (await salon.call("POST", "/api/oauth-clients", draft)).body.data;
    Object.assign(process.env, { CLIENT_ID: clientId, CLIENT_SECRET: clientSecret });
    const address = new URL(await run(authorizeUrl, { inputData: { state: "xyz", redirect_uri } }));
    const code_verifier = "a verifier of at least forty-three characters".replaceAll(" ", "-");
    // What Zapier adds by itself.
    const code_challenge = createHash("sha256").update(code_verifier).digest("base64url");
    const added = { scope, code_challenge, code_challenge_method: "S256" };
    for (const [name, value] of Object.entries(added)) address.searchParams.set(name, value);
    const cookie = `schedly_session=${await signIn(installation, salon)}`;
    const reader = readerOf(installation);
    reader.cookies.set("schedly_session", cookie.split("=")[1]!);
    const page = await reader.open(`${address.pathname}${address.search}`);
    assert.match(page.title, /Zapier/);
    const { url } = await reader.send(page, address.pathname, { answer: "allow" });
    const back = new URL(url).searchParams;
    assert.equal(back.get("state"), "xyz");

    const inputData = { code: back.get("code"), redirect_uri, code_verifier };
    const authData = await run(refreshAccessToken, { authData: await run(getAccessToken, { inputData }) });
    const me = await run(App.authentication.test, { authData });
    assert.ok(me.username);
    const { performSubscribe } = App.triggers.ooo_created.operation;
    const { id } = await run(performSubscribe, { authData, targetUrl: zap.url, inputData: {} });
    const hook = (await salon.call("GET", `/api/webhooks?id=${id}`)).body.data;
    assert.deepEqual([hook.kind, hook.subscribedBy], ["hook", `${me.name} (via Zapier)`]);
    const customer = { authData, inputData: { name: "Grace Hopper" } };
    assert.equal((await run(App.creates.customer.operation.perform, customer)).name, "Grace Hopper");

    const [grant] = (await installation.send("GET", "/api/oauth-grants", { headers: { cookie } })).body.data;
    const headers = { cookie, "sec-fetch-site": "same-origin" };
    const ended = await installation.send("DELETE", `/api/oauth-grants?id=${grant.id}`, { headers });
    assert.equal(ended.status, 200, ended.text);
    await assert.rejects(run(App.authentication.test, { authData }), { name: "RefreshAuthError" });
    assert.equal((await salon.call("GET", `/api/webhooks?id=${id}`)).status, 404, "it is told nothing more");
  });

  for (const key of hookKeys)
    it(`subscribes and unsubscribes ${key}, and lists samples of the shape that it documents`, async () => {
      const { operation } = App.triggers[key];
      const subscribeData = await run(operation.performSubscribe, bundle({ targetUrl: zap.url }));
      const hook = await salon.call("GET", `/api/zapier/hooks?id=${subscribeData.id}`);
      assert.deepEqual([hook.body.event, hook.body.target_url], [key.toUpperCase(), zap.url]);
      const items = await run(operation.performList, bundle());
      assert.deepEqual(Object.keys(items[0]), Object.keys(operation.sample));
      await run(operation.performUnsubscribe, bundle({ subscribeData }));
      assert.equal((await salon.call("GET", `/api/zapier/hooks?id=${subscribeData.id}`)).status, 404);
    });

  it("makes a customer and an appointment with everything that its fields offer", async () => {
    const person = {
      name: "Emily Chen",
      email: "emily@example.com",
      phone: "+15125550102",
      notes: "Tea",
      address: "1 Main street",
      tags: ["vip"],
      timeZone: "America/New_York",
      language: "en",
    };
    assert.deepEqual(Object.keys(person), keysOf(App.creates.customer));
    const customer = await run(App.creates.customer.operation.perform, bundle({ inputData: person }));
    assert.deepEqual([customer.name, customer.tags, customer.notes], ["Emily Chen", ["vip"], "Tea"]);

    const { id: serviceId } = (await salon.call("POST", "/api/services/services", { name: "Haircut" })).body;
    const { id: locationId } = (await salon.call("POST", "/api/services/locations", { name: "Main street" })).body;
    const [employee] = (await salon.call("GET", "/api/services/employees")).body;
    const inputData = {
      serviceId: String(serviceId),
      startTime: "2031-03-05T10:00:00-08:00",
      endTime: "2031-03-05T11:00:00-08:00",
      customerId: customer.id,
      employeeId: employee.id,
      locationId,
      status: "approved",
      price: "4500",
      recurrenceRule: "weekly",
      recurrenceCount: 2,
      notes: "First visit",
    };
    assert.deepEqual(Object.keys(inputData), keysOf(App.creates.appointment));
    const appointment = await run(App.creates.appointment.operation.perform, bundle({ inputData }));
    assert.deepEqual(
      [appointment.startTime, appointment.price, appointment.customer.name, appointment.occurrences.length],
      ["2031-03-05T18:00:00Z", 4500, "Emily Chen", 2],
    );
  });

  it("finds customers, bookings and event types, or nothing", async () => {
    const search = (name: string, inputData: object) =>
      run(App.searches[name].operation.perform, bundle({ inputData }));
    const booked = await book("2031-03-04T21:00:00Z");
    const ids = (found: any[]) => found.map(({ id }) => id);
    assert.equal((await search("find_customer", { search: "emily@" }))[0].name, "Emily Chen");
    assert.deepEqual(ids(await search("find_booking", { uid: booked.uid })), [booked.id]);
    assert.deepEqual(await search("find_booking", { uid: "bk_nothing" }), []);
    const theirs = await search("find_booking", { search: "maria@example.com", eventTypeId, status: "upcoming" });
    assert.ok(ids(theirs).includes(booked.id));
    assert.deepEqual(await search("find_booking", { search: "nobody@example.com" }), []);
    assert.deepEqual(ids(await search("find_event_type", { search: "Intro" })), [eventTypeId]);
    assert.deepEqual(await search("find_event_type", { search: "Nothing like it" }), []);
  });

  it("fills its dropdowns, whatever their length", async () => {
    for (const key of ["event_types", "services", "employees", "locations"]) {
      const items = await run(App.triggers[key].operation.perform, bundle());
      assert.ok(items.length > 0, key);
      assert.deepEqual(Object.keys(items[0]), Object.keys(App.triggers[key].operation.sample), key);
    }
    await installation.asSystem(salon.id, async ({ db }) => {
      const service = await db
        .selectFrom("services")
        .selectAll()
        .where("businessId", "=", salon.id)
        .executeTakeFirstOrThrow();
      const { id: _, ...copied } = service;
      const copies = Array.from({ length: 250 }, (_, at) => ({ ...copied, name: `Copy ${at}`, slug: `copy-${at}` }));
      await db
        .insertInto("services")
        .values(copies as never)
        .execute();
    });
    const names = (await run(App.triggers.services.operation.perform, bundle())).map(({ name }: any) => name);
    assert.ok(names.length > 250 && new Set(names).size === names.length, `${names.length} services`);
  });

  it("tells in the Zap's history why Schedly refused, and wants a new token when the old one is no good", async () => {
    await book("2031-03-04T23:00:00Z");
    await assert.rejects(book("2031-03-04T23:00:00Z"), /CONFLICT/);
    const nameless = bundle({ inputData: { name: "Ada", email: "no address" } });
    await assert.rejects(
      run(App.creates.customer.operation.perform, nameless),
      /Invalid request parameters \(email: Must be a valid email address\).*VALIDATION_ERROR/s,
    );
    await assert.rejects(
      run(App.searches.find_customer.operation.perform, {
        authData: { access_token: "old" },
        inputData: { search: "a" },
      }),
      { name: "RefreshAuthError" },
    );
  });
});

const booker = { name: "Maria Garcia", email: "maria@example.com", timeZone: "America/Los_Angeles", language: "en" };
const keysOf = ({ operation }: any) => operation.inputFields.map(({ key }: { key: string }) => key);

async function signIn(installation: TestInstallation, { id, userId }: TestBusiness): Promise<string> {
  const token = newSecret();
  await installation.asSystem(id, ({ db, now }) => {
    const times = { createdAt: iso(now), lastSeenAt: iso(now), expiresAt: iso(now + 3600_000) };
    const session = { tokenHash: hashSecret(token), userId, businessId: id, ...times };
    return db
      .insertInto("sessions")
      .values(session as never)
      .execute();
  });
  return token;
}

/** What is written as `"METHOD /path"` in the app's files. */
function endpointsOf(pattern: string): string[] {
  const cwd = new URL("zapier/", import.meta.url);
  const texts = globSync(pattern, { cwd }).map((file) => readFileSync(new URL(file, cwd), "utf8"));
  const found = texts.flatMap((text) => text.match(/(?<=")(GET|POST|PUT|PATCH|DELETE) \/[^"]+(?=")/g) ?? []);
  return [...new Set(found)];
}

/** Zapier's name of a nested value: `payload__attendees[]email`. */
function valueAt(body: any, key: string): unknown {
  return key
    .replaceAll("[]", "__0__")
    .split("__")
    .reduce((value, name) => (value === null ? null : value?.[name]), body);
}
