import assert from "node:assert/strict";
import { after, before, beforeEach, describe, it } from "node:test";
import { type McpDesk, openMcpDesk, type TestBusiness } from "./desk.test-support.ts";

describe("what keeps an agent from doing harm", () => {
  let desk: McpDesk;
  let salon: TestBusiness;
  let client: ReturnType<McpDesk["with"]>;
  before(async () => {
    desk = await openMcpDesk({ settings: { CLOCK: "virtual" } });
  });
  beforeEach(async () => {
    salon = await desk.installation.business();
    client = desk.with(salon.key, { "user-agent": "Notebook/9" });
  });
  after(() => desk.close());

  const audit = async (query = "") => {
    const { body } = await salon.call("GET", `/api/services/audit-log?limit=200${query}`);
    return body as any[];
  };
  const limited = async (limits: object) => {
    const { status, body } = await salon.call("POST", "/api/keys", { name: "Agent", ...limits });
    assert.equal(status, 201, JSON.stringify(body));
    return { id: body.data.id as number, key: body.data.key as string, ...desk.with(body.data.key) };
  };
  const slotOf = async () => {
    const { told } = await client.tool("list_event_types", { limit: 1 });
    const eventTypeId = told.items[0].id;
    const { told: open } = await client.tool("get_available_slots", { eventTypeId });
    return { eventTypeId, start: (Object.values(open.slots) as any)[0][0].start as string };
  };
  const guest = { responses: { name: "Ada", email: "ada@example.com" } };

  describe("a dry run", () => {
    it("tells the outcome and the events, and leaves nothing behind", async () => {
      const { eventTypeId, start } = await slotOf();
      const wish = { eventTypeId, start, ...guest };
      const before = await counts();
      const { told, structuredContent } = await client.tool("book_slot", { ...wish, dryRun: true });
      assert.deepEqual([told.dryRun, told.wouldSend, told.status], [true, ["BOOKING_CREATED"], "accepted"]);
      assert.deepEqual(structuredContent, told);
      assert.deepEqual(await counts(), before);
      const real = await client.tool("book_slot", wish);
      assert.equal(real.isError, undefined, JSON.stringify(real.told));
      assert.equal(real.told.dryRun, undefined);
      const taken = await client.tool("book_slot", { ...wish, dryRun: true });
      assert.deepEqual([taken.told.error, taken.told.details.length > 0], ["CONFLICT", true]);
    });

    it("finds what the database refuses at the end", async () => {
      const draft = { title: "Chat", length: 20, slug: "chat" };
      await client.tool("create_event_type", draft);
      const { told } = await client.tool("create_event_type", { ...draft, dryRun: true });
      assert.deepEqual([told.error, told.details[0].field], ["CONFLICT", "slug"]);
    });

    it("is offered over REST as well, by a header", async () => {
      const draft = { name: "Haircut", price: 3500 };
      const tried = await salon.call("POST", "/api/services/services", draft, { "schedly-dry-run": "true" });
      assert.deepEqual([tried.status, tried.headers["schedly-dry-run"], tried.body.name], [201, "true", "Haircut"]);
      assert.deepEqual((await salon.call("GET", "/api/services/services")).body, []);
      const account = await desk.installation.send("POST", "/api/account/sign-in", {
        body: { email: salon.email, password: "irrelevant words" },
        headers: { "schedly-dry-run": "true" },
      });
      assert.equal(account.status, 400);
    });

    it("writes nothing where the header is spelled as some programs do, or is none that we know", async () => {
      const draft = { name: "Beard trim", price: 1500 };
      const stored = async () => (await salon.call("GET", "/api/services/services")).body.length;
      const before = await stored();
      for (const header of ["True", "TRUE", "1", "yes", "true, true", ""]) {
        const { status, headers, body } = await salon.call("POST", "/api/services/services", draft, {
          "schedly-dry-run": header,
        });
        if (["True", "TRUE", "1"].includes(header))
          assert.deepEqual([status, headers["schedly-dry-run"]], [201, "true"], header);
        else assert.deepEqual([status, body.details[0].field], [400, "Schedly-Dry-Run"], header);
      }
      assert.equal(await stored(), before);
      for (const header of ["false", "0"])
        assert.equal(
          (await salon.call("POST", "/api/services/services", draft, { "schedly-dry-run": header })).status,
          201,
        );
      assert.equal(await stored(), before + 2);
    });

    const counts = () =>
      desk.installation.asSystem(salon.id, async ({ db }) => {
        const count = async (table: "bookings" | "events" | "messages" | "claims") =>
          (await db.selectFrom(table).select("businessId").execute()).length;
        return [await count("bookings"), await count("events"), await count("messages"), await count("claims")];
      });
  });

  it("gives the first answer again for the same idempotencyKey, and refuses other arguments with it", async () => {
    const ask = (name: string) => client.tool("create_customer", { name, idempotencyKey: "once" });
    const [first, again] = [await ask("Ada"), await ask("Ada")];
    assert.deepEqual(again.told, first.told);
    assert.equal((await client.tool("search_customers")).told.total, 1);
    const other = await ask("Eve");
    assert.deepEqual([other.told.error, other.told.details[0].field], ["VALIDATION_ERROR", "idempotencyKey"]);
  });

  it("keeps every call with the agent's name: changes as themselves, reads, tries and refusals as calls", async () => {
    await client.tool("create_customer", { name: "Ada" });
    await client.tool("list_services");
    await client.tool("create_customer", { name: "Eve", dryRun: true });
    await client.tool("get_booking", { uid: "bk_none" });
    const [made] = await audit("&action=customer.created");
    assert.deepEqual([made.source, made.agent, made.actor.userId], ["mcp", "Notebook/9", salon.userId]);
    let calls: any[] = [];
    for (let attempt = 0; attempt < 100 && calls.length < 3; attempt++) {
      calls = await audit("&action=mcp.tool_called");
      if (calls.length < 3) await new Promise((resolve) => setTimeout(resolve, 25));
    }
    assert.deepEqual(calls.map(({ after, agent, source }) => [after.tool, after.outcome, agent, source]).toReversed(), [
      ["list_services", "ok", "Notebook/9", "mcp"],
      ["create_customer", "dry run", "Notebook/9", "mcp"],
      ["get_booking", "NOT_FOUND", "Notebook/9", "mcp"],
    ]);
  });

  describe("a limited key", () => {
    it("may only read where it says so, on every door", async () => {
      const agent = await limited({ readOnly: true });
      assert.equal((await agent.tool("list_services")).isError, undefined);
      const { told } = await agent.tool("create_customer", { name: "Ada" });
      assert.deepEqual([told.error, /may only read/.test(told.message)], ["FORBIDDEN", true]);
      assert.equal((await agent.tool("create_customer", { name: "Ada", dryRun: true })).told.error, "FORBIDDEN");
      const rest = await desk.installation.send("POST", "/api/services/customers", {
        key: agent.key,
        body: { name: "A" },
      });
      assert.deepEqual([rest.status, rest.body.error], [403, "FORBIDDEN"]);
      assert.equal((await agent.ask("tools/list")).body.result.tools.length, 71);
    });

    it("may use its tools alone, sees no others, and does no more over REST", async () => {
      const agent = await limited({ tools: ["create_customer", "list_services"] });
      const { body } = await agent.ask("tools/list");
      assert.deepEqual(
        body.result.tools.map(({ name }: { name: string }) => name),
        ["create_customer", "list_services"],
      );
      assert.equal((await agent.tool("create_customer", { name: "Ada" })).isError, undefined);
      assert.match((await agent.tool("list_bookings")).told.message, /create_customer, list_services alone/);
      const rest = (method: string, path: string) => desk.installation.send(method, path, { key: agent.key });
      assert.equal((await rest("GET", "/api/services/services")).status, 200);
      assert.equal((await rest("GET", "/api/bookings")).status, 403);
      assert.equal((await rest("GET", "/api/slots?eventTypeId=1")).status, 403);
      const outbox = await desk.installation.send("GET", "/outbox", {
        key: agent.key,
        headers: { host: "schedly.example" },
      });
      assert.equal(outbox.status, 403);
      const unknown = await salon.call("POST", "/api/keys", { name: "Typo", tools: ["list_boking"] });
      assert.deepEqual([unknown.status, unknown.body.details[0].field], [422, "tools.0"]);
    });

    it("makes so many calls on one local day of the business, failed ones included", async () => {
      const agent = await limited({ callsPerDay: 3 });
      await agent.tool("list_services");
      await agent.tool("get_booking", { uid: "bk_none" });
      assert.equal((await desk.installation.send("GET", "/api/bookings", { key: agent.key })).status, 200);
      const { told } = await agent.tool("list_services");
      assert.equal(told.error, "RATE_LIMITED");
      assert.match(told.message, /3 calls a day.*America\/Los_Angeles/);
      const rest = await desk.installation.send("GET", "/api/bookings", { key: agent.key });
      assert.equal(rest.status, 429);
      assert.equal(Number(rest.headers["retry-after"]) <= 86_400, true);
      // Midnight in Los Angeles.
      const clock = desk.installation.app.services.clock!;
      clock.setOffset(clock.offset() + (Number(rest.headers["retry-after"]) + 1) * 1000);
      assert.equal((await agent.tool("list_services")).isError, undefined);
    });

    it("is changed by others alone, and makes no key that may do more", async () => {
      const agent = await limited({ callsPerDay: 50 });
      const as = (method: string, path: string, body: object) =>
        desk.installation.send(method, path, { key: agent.key, body });
      assert.equal((await as("PATCH", `/api/keys?id=${agent.id}`, { callsPerDay: null })).status, 403);
      assert.equal((await as("PATCH", `/api/keys?id=${agent.id}`, { name: "Renamed" })).status, 200);
      assert.equal((await as("POST", "/api/keys", { name: "More" })).status, 403);
      assert.equal((await as("POST", "/api/keys", { name: "Less", callsPerDay: 10 })).status, 201);
      const changed = await salon.call("PATCH", `/api/keys?id=${agent.id}`, { readOnly: true, callsPerDay: null });
      assert.deepEqual([changed.body.data.readOnly, changed.body.data.callsPerDay], [true, null]);
      assert.equal((await agent.tool("create_customer", { name: "Ada" })).told.error, "FORBIDDEN");
    });
  });
});
