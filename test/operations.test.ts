import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { createConfig, lintFromString } from "@redocly/openapi-core";
import { operations } from "../src/app.ts";
import { openGrant } from "../src/domain/accounts/oauth/grants/store.ts";
import { queueMail } from "../src/domain/messaging/messages/queue.ts";
import { methodsOf, pathOf, takesId } from "../src/http/routes.ts";
import { bodyLimit } from "../src/http/server.ts";
import { hashSecret, newApiKey, newSecret } from "../src/platform/handles.ts";
import type { Context, Operation } from "../src/platform/operation.ts";
import { isPage } from "../src/platform/page.ts";
import { iso } from "../src/platform/schemas.ts";
import { fillBusiness } from "./support/fill.ts";
import {
  type Answer,
  openTestInstallation,
  type Send,
  type TestBusiness,
  type TestInstallation,
} from "./support/installation.ts";
import { addressOf, sampleOf, unknownId } from "./support/samples.ts";

// What holds for everything that the product can do, whatever it is. A new operation is tested here without a word
// written: what breaks a rule is listed by name.

const offered = operations.filter(({ http, hidden }) => http && !hidden);
const withBody = offered.filter(({ body }) => body);
const guarded = offered.filter(({ access }) => access !== "public");
const lists = offered.filter(({ output }) => isPage(output));
const needsAbility = guarded.filter(({ access }) => access !== "user");

describe("every operation", () => {
  let installation: TestInstallation;
  let salon: TestBusiness;
  let neighbour: TestBusiness;
  let document: any;
  before(async () => {
    installation = await openTestInstallation({ settings: { CLOCK: "virtual" } });
    salon = await installation.business();
    neighbour = await installation.business();
    await fillBusiness(neighbour);
    await installation.asSystem(neighbour.id, (context) => queueMail(context, mail));
    await installation.asSystem(neighbour.id, (context) => allowSomeApp(context, neighbour.userId));
    for (const business of [salon, neighbour]) sessions.set(business.id, await signIn(installation, business));
    document = (await installation.send("GET", "/api/openapi.json")).body;
  });
  after(() => installation.close());

  const undocumented = new Set<string>();

  /** Signed in the way the operation wants it: what concerns a person wants a session, the rest takes a key. */
  const as = ({ key, id }: TestBusiness, { access }: Operation): Send =>
    access === "user" ? { headers: { cookie: `schedly_session=${sessions.get(id)}` } } : { key };
  const sessions = new Map<number, string>();

  /** Calls an operation with the least it needs, and notes a status that the documentation does not mention. */
  async function ask(operation: Operation, how: Send & { address?: string; method?: string } = {}): Promise<Answer> {
    const { address = addressOf(operation, salon.id), method = methodsOf(operation)[0]!, ...send } = how;
    const answer = await installation.send(method, address, send);
    const route = pathOf(operation).replace(/:(\w+)/g, "{$1}");
    if (!document.paths[route]?.[method.toLowerCase()]?.responses[answer.status])
      undocumented.add(`${operation.name} answers ${answer.status}`);
    return answer;
  }

  /** Asks every operation the same and gives back those that answer otherwise than they should. */
  async function those(
    asked: Operation[],
    how: (operation: Operation) => Parameters<typeof ask>[1] | null,
    expected: number | ((answer: Answer) => boolean),
  ): Promise<string[]> {
    const wrong: string[] = [];
    for (const operation of asked) {
      const send = how(operation);
      if (!send) continue;
      const answer = await ask(operation, send);
      const right = typeof expected === "number" ? answer.status === expected : expected(answer);
      if (!right) wrong.push(`${operation.name}: ${answer.status} ${answer.text.slice(0, 160)}`);
      if (answer.status >= 400 && !hasErrorShape(answer)) wrong.push(`${operation.name}: an error of another shape`);
    }
    return wrong;
  }

  const body = (operation: Operation) =>
    operation.body ? { body: sampleOf(operation.body, salon.id) ?? {} } : operation.upload ? csv : {};
  const csv = { raw: "name\nAda\n", headers: { "content-type": "text/csv" } };

  it("has a name, a route and a tool name of its own", () => {
    assert.deepEqual(repeated(operations.map(({ name }) => name)), []);
    assert.deepEqual(repeated(operations.flatMap(({ tool }) => tool ?? [])), []);
    const routes = operations.flatMap((operation) =>
      methodsOf(operation).map((method) => `${method} ${pathOf(operation)}${takesId(operation) ? "?id" : ""}`),
    );
    assert.deepEqual(repeated(routes), []);
    const misnamed = operations.filter(
      ({ name, tool }) => !/^[a-z-]+\.[a-zA-Z]+$/.test(name) || !/^([a-z]+(_[a-z]+)*)?$/.test(tool ?? ""),
    );
    assert.deepEqual(
      misnamed.map(({ name }) => name),
      [],
    );
  });

  it("wants a key, unless it is public", async () => {
    assert.deepEqual(await those(guarded, body, 401), []);
  });

  it("refuses a wrong key and a revoked one", async () => {
    const revoked = await revokedKey(installation, salon);
    for (const key of ["sk_live_wrong", newApiKey("live", salon.id), newApiKey("live", unknownId), revoked])
      assert.deepEqual(await those(guarded, (operation) => ({ key, ...body(operation) }), 401), []);
  });

  it("refuses a member whose role does not allow it, and says what is missing", async () => {
    const key = await powerlessKey(installation, salon);
    const wrong = await those(
      needsAbility,
      (operation) => ({ key, ...body(operation) }),
      ({ status, body }) => {
        return status === 403 && /permission [a-z-]+:(read|write)/.test(body.message);
      },
    );
    assert.deepEqual(wrong, []);
  });

  it("refuses a body field that it does not know, by name", async () => {
    const wrong = await those(
      withBody,
      (operation) => ({ key: salon.key, body: { ...sampleOf(operation.body!, salon.id), prize: 1 } }),
      ({ status, body }) => status === 422 && body.details.some(({ field }: { field: string }) => field === "prize"),
    );
    assert.deepEqual(wrong, []);
  });

  it("answers 404 for an id that nobody has", async () => {
    const byId = offered.filter(namesRecord);
    assert.deepEqual(await those(byId, (operation) => ({ ...as(salon, operation), ...body(operation) }), 404), []);
  });

  it("answers 404 for an id of another business, which its own business finds", async () => {
    const byId = offered.filter(namesRecord);
    const wrong: string[] = [];
    for (const operation of byId) {
      const id = await idIn(neighbour, operation);
      if (id === null) {
        wrong.push(`${operation.name}: test/support/fill.ts makes no record for it`);
        continue;
      }
      const address = addressOf(operation, salon.id, { id });
      const foreign = await ask(operation, { ...as(salon, operation), address, ...body(operation) });
      if (foreign.status !== 404) wrong.push(`${operation.name}: ${foreign.status} ${foreign.text.slice(0, 160)}`);
      if (methodsOf(operation)[0] !== "GET") continue;
      const own = await ask(operation, { ...as(neighbour, operation), address });
      if (own.status !== 200) wrong.push(`${operation.name}: ${own.status} for its own business`);
    }
    assert.deepEqual(wrong, []);
  });

  it("answers 400 to a body that is no JSON, or says that it is something else", async () => {
    const broken = { raw: '{"name": ', headers: { "content-type": "application/json" } };
    assert.deepEqual(await those(withBody, () => ({ key: salon.key, ...broken }), 400), []);
    const text = { raw: "name=Ada", headers: { "content-type": "text/plain" } };
    assert.deepEqual(await those(withBody, () => ({ key: salon.key, ...text }), 400), []);
    const form = { raw: "name=Ada", headers: { "content-type": "application/x-www-form-urlencoded" } };
    assert.deepEqual(await those(withBody, () => ({ key: salon.key, ...form }), 400), []);
  });

  it("answers 422 to a body that is another kind of JSON", async () => {
    for (const body of [[], "text", 5, null, true])
      assert.deepEqual(await those(withBody, () => ({ key: salon.key, body }), 422), []);
  });

  it("refuses a body of more than a megabyte, and of two", async () => {
    for (const length of [bodyLimit, 2 * bodyLimit]) {
      const large = {
        raw: JSON.stringify({ name: "x".repeat(length) }),
        headers: { "content-type": "application/json" },
      };
      assert.deepEqual(await those(withBody, () => ({ key: salon.key, ...large }), 413), []);
    }
  });

  it("refuses text that no database can keep, and nesting without end", async () => {
    for (const hostile of ['{"name":"a\\u0000b"}', '{"name":"\\ud800"}', '{"a\\u0000":1}', '{"__proto__":{"a":1}}']) {
      const send = { raw: hostile, headers: { "content-type": "application/json" } };
      assert.deepEqual(await those(withBody, () => ({ key: salon.key, ...send }), 422), [], hostile);
    }
    const deep = { raw: `${"[".repeat(5000)}${"]".repeat(5000)}`, headers: { "content-type": "application/json" } };
    assert.deepEqual(await those(withBody, () => ({ key: salon.key, ...deep }), 400), []);
  });

  it("refuses the same in a query", async () => {
    const address = (operation: Operation) => {
      const plain = addressOf(operation, salon.id);
      return `${plain}${plain.includes("?") ? "&" : "?"}search=%00`;
    };
    const wrong = await those(
      offered,
      (operation) => ({ key: salon.key, address: address(operation), ...body(operation) }),
      400,
    );
    assert.deepEqual(wrong, []);
  });

  it("refuses ids that are none, in words", async () => {
    for (const id of ["0", "-1", "1.5", "abc", "9007199254740993", "1e3", "", "1 or 1=1"]) {
      const wrong = await those(
        offered.filter(namesRecord),
        (operation) => ({ key: salon.key, address: addressOf(operation, salon.id, { id }), ...body(operation) }),
        ({ status, body }) => status === 400 && body.details[0].field === "id",
      );
      assert.deepEqual(wrong, [], id);
    }
  });

  it("answers 400 to a cursor that no list gave out", async () => {
    const made = [["\0"], ["\0", 1], [1e19], [1e19, 1e19], ["\0", "\0"], [{}, 1], [true], "text", 5];
    for (const key of made) {
      const cursor = Buffer.from(JSON.stringify(key)).toString("base64url");
      const wrong = await those(
        lists,
        // In a business whose records have names: a list of what nobody has is 404 before its cursor is looked at.
        (operation) => ({ ...as(neighbour, operation), address: withCursor(operation, cursor) }),
        ({ status, body }) => status === 404 || (status === 400 && body.details[0].field === "cursor"),
      );
      assert.deepEqual(wrong, [], JSON.stringify(key));
    }
    // Dates that JavaScript and PostgreSQL read differently, where the list is in the order of a date.
    for (const date of ["2000-01-01T00:00:00+99:00", "2000-01-01 00:00 Mars/Base", "999999-01-01", ""]) {
      const cursor = Buffer.from(JSON.stringify([date, 1])).toString("base64url");
      const wrong = await those(
        lists,
        (operation) => ({ ...as(neighbour, operation), address: withCursor(operation, cursor) }),
        ({ status }) => [200, 400, 404].includes(status),
      );
      assert.deepEqual(wrong, [], date);
    }
  });

  const withCursor = (operation: Operation, cursor: string) =>
    addressOf(operation, neighbour.id, {
      cursor,
      ...(operation.query?.shape?.subdomain ? { subdomain: neighbour.subdomain } : {}),
    });

  it("gives the first answer again to a POST with the same Idempotency-Key, and refuses another body", async (context) => {
    const wrong: string[] = [];
    const repeatable = offered.filter((some) => methodsOf(some)[0] === "POST" && !some.upload && !some.reads);
    for (const operation of repeatable) {
      const sample = operation.body ? sampleOf(operation.body, salon.id) : {};
      if (!sample) {
        context.diagnostic(`${operation.name} is left out: its body cannot be guessed`);
        continue;
      }
      const headers = { "idempotency-key": `twice-${operation.name}` };
      // Handles in an address are made anew each time it is built.
      const address = addressOf(operation, salon.id);
      const send = { key: salon.key, address, body: operation.body ? sample : undefined, headers };
      const first = await ask(operation, send);
      const second = await ask(operation, send);
      if (first.status === 400 || first.status >= 500) wrong.push(`${operation.name}: ${first.status} ${first.text}`);
      if (second.status !== first.status || second.text !== first.text) wrong.push(`${operation.name}: two answers`);
      if (second.status < 300 && second.headers["idempotent-replayed"] !== "true")
        wrong.push(`${operation.name}: it ran twice`);
      const elsewhere = `${address}${address.includes("?") ? "&" : "?"}other=1`;
      const other = await ask(operation, { ...send, address: elsewhere });
      if (other.status !== 422) wrong.push(`${operation.name}: ${other.status} with another request`);
    }
    assert.deepEqual(wrong, []);
  });

  it("documents every status that it has answered with here", () => {
    assert.deepEqual([...undocumented], []);
  });

  it("is described in an OpenAPI document in which redocly finds nothing to complain about", async () => {
    const config = await createConfig({ extends: ["recommended"] });
    const problems = await lintFromString({ source: JSON.stringify(document), config });
    assert.deepEqual(
      problems.map(({ ruleId, message, location }) => `${ruleId} ${location[0]?.pointer}: ${message}`),
      [],
    );
    const missing = offered.filter(
      (operation) =>
        !document.paths[pathOf(operation).replace(/:(\w+)/g, "{$1}")]?.[methodsOf(operation)[0]!.toLowerCase()],
    );
    assert.deepEqual(missing, []);
  });

  /** An id in the query or the path that the operation cannot do without. */
  function namesRecord(operation: Operation) {
    const field = operation.query?.shape?.id;
    return field !== undefined && (takesId(operation) || !field.safeParse(undefined).success);
  }

  /** A record's id from the list at the same address, or at the one above it. */
  async function idIn(business: TestBusiness, operation: Operation): Promise<number | null> {
    for (let path = pathOf(operation); path.split("/").length > 2; path = path.replace(/\/[^/]+$/, "")) {
      const list = operations.find((other) => other.http === `GET ${path}` && !namesRecord(other));
      if (!list) continue;
      const { body } = await ask(list, { ...as(business, operation), address: addressOf(list, business.id) });
      const [first] = Array.isArray(body) ? body : (body.data ?? []);
      return first?.id ?? null;
    }
    return null;
  }
});

describe("rate limits", () => {
  it("are told in three headers on every answer", async () => {
    const installation = await openTestInstallation({ settings: { RATE_LIMIT: "memory" } });
    try {
      const { key, id } = await installation.business();
      const silent: string[] = [];
      for (const operation of offered) {
        for (const send of [{ key }, {}]) {
          const { headers } = await installation.send(methodsOf(operation)[0]!, addressOf(operation, id), send);
          if (["limit", "remaining", "reset"].some((name) => !/^\d+$/.test(headers[`x-ratelimit-${name}`])))
            silent.push(operation.name);
        }
      }
      assert.deepEqual(silent, []);
    } finally {
      await installation.close();
    }
  });
});

const mail = {
  kind: "reminder" as const,
  to: "ada@example.com",
  subject: "Hello",
  html: "",
  text: "Hello",
  dedupeKey: "sample",
};

function hasErrorShape({ body }: Answer): boolean {
  const { status, error, message, details = [], ...rest } = body ?? {};
  return (
    status === "error" &&
    /^[A-Z_]+$/.test(error) &&
    typeof message === "string" &&
    Object.keys(rest).length === 0 &&
    details.every(
      (detail: Record<string, unknown>) => typeof detail.field === "string" && typeof detail.message === "string",
    )
  );
}

const repeated = (values: string[]) => values.filter((value, index) => values.indexOf(value) !== index);

async function signIn(installation: TestInstallation, { id, userId }: TestBusiness): Promise<string> {
  const token = newSecret();
  await installation.asSystem(id, (context) => {
    const now = iso(context.now);
    const session = { tokenHash: hashSecret(token), userId, businessId: id, createdAt: now, lastSeenAt: now };
    return context.db
      .insertInto("sessions")
      .values({ ...session, expiresAt: iso(context.now + 3600_000) } as never)
      .execute();
  });
  return token;
}

/** What somebody allowed an app: no key may do that, so it is written down here. */
async function allowSomeApp(context: Context, userId: number) {
  const client = await context.db
    .selectFrom("oauthClients")
    .select("id")
    .where("businessId", "=", context.businessId)
    .executeTakeFirstOrThrow();
  await openGrant(context, { userId, clientId: client.id, scopes: ["bookings:read"], audience: "https://example.com" });
}

async function revokedKey(installation: TestInstallation, { id, userId }: TestBusiness): Promise<string> {
  const key = newApiKey("live", id);
  await installation.asSystem(id, (context) =>
    context.db
      .insertInto("apiKeys")
      .values({
        businessId: id,
        userId,
        name: "revoked",
        hashedKey: hashSecret(key),
        hint: key.slice(-4),
        createdAt: iso(context.now),
        revokedAt: iso(context.now),
      } as never)
      .execute(),
  );
  return key;
}

/** A member whose job title allows nothing at all. */
async function powerlessKey(installation: TestInstallation, { id }: TestBusiness): Promise<string> {
  const employeeId = await installation.asSystem(id, async (context) => {
    const createdAt = iso(context.now);
    const role = await context.db
      .insertInto("employeeRoles")
      .values({ businessId: id, name: "Guest", permissions: [], createdAt } as never)
      .returning("id")
      .executeTakeFirstOrThrow();
    const calendar = await context.db
      .insertInto("calendars")
      .values({ businessId: id, kind: "person" } as never)
      .returning("id")
      .executeTakeFirstOrThrow();
    const employee = await context.db
      .insertInto("employees")
      .values({ businessId: id, calendarId: calendar.id, roleId: role.id, name: "Guest", createdAt } as never)
      .returning("id")
      .executeTakeFirstOrThrow();
    return employee.id;
  });
  return (await installation.member(id, "employee", employeeId)).key;
}
