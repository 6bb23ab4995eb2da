import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { gunzipSync } from "node:zlib";
import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import { fillDemo } from "../demo/fill.ts";
import { documentedTools, furtherTools } from "../domain/identity/agents/tools.ts";
import { type McpDesk, openMcpDesk } from "./desk.test-support.ts";

type Listed = {
  name: string;
  title: string;
  description: string;
  inputSchema: any;
  outputSchema: any;
  annotations: any;
};

describe("the tools", () => {
  let desk: McpDesk;
  let client: ReturnType<McpDesk["with"]>;
  let tools: Listed[];
  before(async () => {
    desk = await openMcpDesk({ settings: { CLOCK: "virtual" } });
    const { DATA_DIR } = desk.installation.config;
    const { apiKey } = await fillDemo(desk.installation.app, { url: desk.origin, dataDir: DATA_DIR });
    client = desk.with(apiKey);
    tools = (await client.post({ jsonrpc: "2.0", id: 1, method: "tools/list" }, `${desk.url}?tools=all`)).body.result
      .tools;
  });
  after(() => desk.close());

  const list = async (address?: string) =>
    (await client.post({ jsonrpc: "2.0", id: 1, method: "tools/list" }, address)).body.result.tools.map(
      ({ name }: Listed) => name,
    );

  it("are the 71 of the reference, in its order", async () => {
    const names = await list();
    assert.equal(names.length, 71);
    assert.deepEqual(names, documentedTools);
  });

  it("are more for a client that asks for all of them, in its address or when it begins", async () => {
    const all = [...documentedTools, ...furtherTools];
    assert.deepEqual(await list(`${desk.url}?tools=all`), all);
    const batch = [
      {
        jsonrpc: "2.0",
        id: 1,
        method: "initialize",
        params: { capabilities: { experimental: { schedlyTools: { all: true } } } },
      },
      { jsonrpc: "2.0", id: 2, method: "tools/list" },
    ];
    const { body } = await client.post(batch);
    assert.deepEqual(
      body[1].result.tools.map(({ name }: Listed) => name),
      all,
    );
  });

  it("come as gzip that was made before, for every id", async () => {
    for (const id of [1, "a longer id – with “quotes”", 987654]) {
      const raw = await desk.installation.server.inject({
        method: "POST",
        url: "/api/mcp/sse",
        headers: { ...client.headers, "content-type": "application/json", "accept-encoding": "gzip, br" },
        payload: JSON.stringify({ jsonrpc: "2.0", id, method: "tools/list" }),
      });
      assert.equal(raw.headers["content-encoding"], "gzip");
      const { id: told, result } = JSON.parse(gunzipSync(raw.rawPayload).toString());
      assert.deepEqual([told, result.tools.length], [id, 71]);
    }
  });

  it("describe every argument, refer to nothing, and mark what only reads and what destroys", () => {
    const problems: string[] = [];
    for (const { name, title, description, inputSchema, outputSchema, annotations } of tools) {
      if (JSON.stringify([inputSchema, outputSchema]).includes('"$ref"')) problems.push(`${name} refers elsewhere`);
      if (!title || description.length < 15) problems.push(`${name} says too little`);
      if (inputSchema.type !== "object" || outputSchema.type !== "object") problems.push(`${name} takes no object`);
      for (const [field, schema] of Object.entries(inputSchema.properties) as [string, any][])
        if (!schema.description) problems.push(`${name} does not describe ${field}`);
      const reads = /^(get|list|search|check|explain)_|_(summary|analytics|report|performance|types|days)$/.test(name);
      const isRead = reads && !/^(create|update|delete|duplicate)_/.test(name);
      if (annotations.readOnlyHint !== isRead) problems.push(`${name} says readOnly ${annotations.readOnlyHint}`);
      if (/^(delete|cancel)_/.test(name) && !annotations.destructiveHint) problems.push(`${name} destroys`);
      if (Boolean(inputSchema.properties.dryRun) === isRead) problems.push(`${name} and dryRun`);
      if (annotations.openWorldHint !== false) problems.push(`${name} reaches outside`);
    }
    assert.deepEqual(problems, []);
  });

  it("that only read answer what their output schemas promise, with as much in the text", async () => {
    const ajv = new Ajv2020({ strict: false, logger: false });
    const first = async (name: string, more: object = {}) => {
      const { told } = await client.tool(name, { limit: 1, ...more });
      return (told.items ?? told.bookings)?.[0];
    };
    const eventType = await first("list_event_types");
    const booking = await first("list_bookings", { status: "past" });
    const service = await first("list_services");
    const staff = await first("list_staff");
    const customer = await first("search_customers");
    const [team, form] = [await first("list_teams"), await first("list_routing_forms")];
    const date = new Date(desk.installation.app.clock.now() + 3 * 86_400_000).toISOString().slice(0, 10);
    const given: Record<string, object | null> = {
      get_event_type: { id: eventType.id },
      get_booking: { id: booking.id },
      search_bookings: { q: "a" },
      get_schedule: { id: (await first("list_schedules")).id },
      get_available_slots: { eventTypeId: eventType.id },
      explain_slot: { eventTypeId: eventType.id, start: `${date}T03:00:00Z` },
      get_appointment: { id: (await first("list_appointments")).id },
      check_availability: { serviceId: service.id, employeeId: staff.id, date },
      get_customer: { id: customer.id },
      get_location: { id: (await first("list_locations")).id },
      get_service: { id: String(service.id) },
      get_staff: { id: staff.id },
      get_workflow: { id: (await first("list_workflows"))?.id },
      get_webhook: { id: (await first("list_webhooks"))?.id },
      get_team: { id: team?.id },
      list_team_members: { id: team?.id },
      get_routing_form: { id: form?.id },
      list_routing_form_responses: { formId: form?.id },
    };
    const problems: string[] = [];
    for (const { name, outputSchema, annotations } of tools) {
      if (!annotations.readOnlyHint) continue;
      const validate: ValidateFunction = ajv.compile(outputSchema);
      const { isError, structuredContent, told } = await client.tool(name, given[name] ?? {});
      const absent = Object.values(given[name] ?? {}).some((value) => value === undefined);
      if (isError && !absent) problems.push(`${name}: ${JSON.stringify(told)}`);
      if (isError) continue;
      if (!validate(structuredContent)) problems.push(`${name}: ${ajv.errorsText(validate.errors)}`);
      assert.deepEqual(told, structuredContent);
      if (/^(list|search)_/.test(name)) {
        assert.equal(Object.keys(told)[0], "count", name);
        assert.equal(told.count, (told.items ?? Object.values(told)[1]).length, name);
      }
    }
    assert.deepEqual(problems, []);
  });

  it("that change something do it in a dry run, and answer what their output schemas promise", async () => {
    const ajv = new Ajv2020({ strict: false, logger: false });
    const some = async (name: string, more: object = {}) => {
      const { told } = await client.tool(name, { limit: 1, ...more });
      return told.items[0];
    };
    const { id: eventTypeId } = await some("list_event_types");
    const [service, customer] = [await some("list_services"), await some("search_customers")];
    const appointment = await some("list_appointments", { status: "approved", from: soon() });
    const coming = await some("list_bookings", { status: "upcoming" });
    const hook = { subscriberUrl: "https://example.com/hook", eventTriggers: ["BOOKING_CREATED"] };
    const { told: webhook } = await client.tool("create_webhook", hook);
    const schedules = [];
    for (const name of ["Mornings", "Evenings"]) schedules.push((await client.tool("create_schedule", { name })).told);
    const steps = [{ action: "email_attendee", texts: { en: { subject: "Tomorrow", body: "See you" } } }];
    const reminder = { name: "Before", trigger: "beforeStart", offset: { time: 24, unit: "hour" }, steps };
    const { told: workflow } = await client.tool("create_workflow", reminder);
    const { told: free } = await client.tool("check_availability", { serviceId: service.id });
    const { startTime, endTime } = free.days.flatMap((day: { slots: object[] }) => day.slots).at(-1);
    const { told: slots } = await client.tool("get_available_slots", { eventTypeId });
    const { told: others } = await client.tool("get_available_slots", { eventTypeId: coming.eventTypeId });
    const another = (Object.values(others.slots) as { start: string }[][]).flat().at(-1)!.start;
    const start = (Object.values(slots.slots) as { start: string }[][]).flat().at(-1)!.start;
    const product = await some("list_products");
    const given: Record<string, object> = {
      update_user_profile: { bio: "Hello" },
      create_event_type: { title: "Chat", length: 20 },
      update_event_type: { id: eventTypeId, title: "Chat" },
      delete_event_type: { id: eventTypeId },
      duplicate_event_type: { id: eventTypeId },
      cancel_booking: { uid: coming.uid, reason: "Ill" },
      reschedule_booking: { uid: coming.uid, start: another },
      book_slot: { eventTypeId, start, responses: { name: "Ada", email: "ada@example.com" } },
      create_schedule: { name: "Nights" },
      delete_schedule: { id: schedules[1].id },
      create_appointment: { serviceId: service.id, startTime, endTime, customerId: customer.id },
      update_appointment: { id: appointment.id, notes: "Bring a hat" },
      cancel_appointment: { id: appointment.id },
      bulk_update_appointments: { ids: [appointment.id], changes: { notes: "Bring a hat" } },
      create_customer: { name: "Ada" },
      update_customer: { id: customer.id, notes: "Likes numbers" },
      update_product_stock: { id: product?.id, quantity: 5 },
      create_workflow: reminder,
      update_workflow: { id: workflow.id, name: "Renamed" },
      delete_workflow: { id: workflow.id },
      create_webhook: hook,
      update_webhook: { id: webhook.id, active: false },
      delete_webhook: { id: webhook.id },
      test_webhook: { id: webhook.id },
    };
    // What these want is made by their own tests; here they say what is missing.
    const without = ["confirm_booking", "reject_booking", "mark_no_show", "delete_customer", "undo"];
    const writes = tools.filter(({ annotations }) => !annotations.readOnlyHint);
    assert.deepEqual(
      writes.map(({ name }) => name).filter((name) => !given[name] && !without.includes(name)),
      [],
    );
    const problems: string[] = [];
    for (const { name, outputSchema } of writes) {
      const { isError, structuredContent, told } = await client.tool(name, { ...given[name], dryRun: true });
      if (told.error === "INTERNAL_ERROR" || (isError && given[name]))
        problems.push(`${name}: ${JSON.stringify(told)}`);
      if (isError) continue;
      const validate: ValidateFunction = ajv.compile(outputSchema);
      if (!validate(structuredContent)) problems.push(`${name}: ${ajv.errorsText(validate.errors)}`);
      if (told.dryRun !== true) problems.push(`${name} was no dry run`);
    }
    assert.deepEqual(problems, []);
  });
  const soon = () => new Date(desk.installation.app.clock.now() + 86_400_000).toISOString();

  it("answer the reference's call as it shows", async () => {
    const { body } = await client.post({
      jsonrpc: "2.0",
      id: 1,
      method: "tools/call",
      params: { name: "list_bookings", arguments: { status: "upcoming", limit: 5 } },
    });
    assert.deepEqual([body.jsonrpc, body.id, body.result.content.length], ["2.0", 1, 1]);
    assert.match(body.result.content[0].text, /^\{"count":\d, ?"/);
    const { told } = await client.tool("dashboard_summary");
    assert.deepEqual(
      ["serviceAppointments", "calBookings", "totalCustomers", "activeLocations"].filter((name) => !(name in told)),
      [],
    );
  });

  it("go through long lists by cursor, and keep every answer within 60 kB", async () => {
    const { told: long } = await client.tool("list_bookings", { limit: 200 });
    assert.ok(JSON.stringify(long).length <= 60_000);
    assert.ok(long.count < long.total, `${long.count} of ${long.total}`);
    const seen = new Set<number>();
    let cursor: string | null = null;
    for (let pages = 0; pages < 200; pages++) {
      const { told }: any = await client.tool("list_bookings", { limit: 200, ...(cursor ? { cursor } : {}) });
      for (const { id } of told.items) {
        assert.ok(!seen.has(id));
        seen.add(id);
      }
      cursor = told.nextCursor;
      if (!cursor) break;
    }
    assert.equal(seen.size, long.total);
    const { told: usual } = await client.tool("list_bookings");
    assert.ok(usual.count <= 20);
  });

  it("show fewer records of a change that is too long to tell, and say so", async () => {
    const { told: appointments } = await client.tool("list_appointments", { limit: 30 });
    assert.ok(appointments.count > 20);
    const ids = appointments.items.map(({ id }: { id: number }) => id);
    const notes = "Long notes ".repeat(400);
    const { told, isError } = await client.tool("bulk_update_appointments", { ids, changes: { notes }, dryRun: true });
    assert.equal(isError, undefined, JSON.stringify(told));
    assert.ok(JSON.stringify(told).length <= 60_000);
    assert.equal(told.truncated, true);
  });

  it("say what was wrong, field by field, and what to do next", async () => {
    const refused = async (name: string, given: object) => {
      const { isError, told } = await client.tool(name, given);
      assert.equal(isError, true, JSON.stringify(told));
      assert.ok(told.hint.length > 20);
      return told;
    };
    const wrong = await refused("create_customer", { name: 5, colour: "red" });
    assert.deepEqual(
      [wrong.error, wrong.details.map(({ field }: { field: string }) => field).sort()],
      ["VALIDATION_ERROR", ["colour", "name"]],
    );
    assert.match((await refused("get_booking", { uid: "bk_none" })).hint, /list_bookings/);
    assert.equal((await refused("list_bookings", { limit: 5000 })).details[0].field, "limit");
    assert.match((await refused("list_services", { page: 2 })).details[0].message, /takes limit, cursor/);
    assert.equal((await refused("create_customer", { name: "A\u0000" })).error, "BAD_REQUEST");
    assert.equal((await refused("create_customer", { name: "A", dryRun: "yes" })).details[0].field, "dryRun");
    const employee = await desk.installation.member(
      (await client.tool("get_current_user")).told.business.id,
      "employee",
    );
    const { told } = await desk.with(employee.key).tool("create_workflow", { name: "x" });
    assert.equal(told.error, "FORBIDDEN");
    const { told: schedules } = await client.tool("list_schedules");
    const hours = await refused("delete_schedule", { id: schedules.items.at(-1).id });
    assert.match(hours.message, /opening hours/);
    assert.match(hours.hint, /what the message says/, "no key is missing a permission for that");
  });

  it("say where to look for what an argument names and nobody has", async () => {
    const hint = async (name: string, given: object) => {
      const { told } = await client.tool(name, given);
      assert.equal(told.error, "NOT_FOUND", JSON.stringify(told));
      return told.hint as string;
    };
    const nobody = 999_999_999;
    const [at, until] = ["2031-03-03T10:00:00Z", "2031-03-03T10:30:00Z"];
    const appointment = { startTime: at, endTime: until };
    const { told: services } = await client.tool("list_services", { limit: 1 });
    const serviceId = services.items[0].id;
    assert.match(await hint("create_appointment", { ...appointment, serviceId: nobody }), /list_services/);
    assert.match(await hint("create_appointment", { ...appointment, serviceId, employeeId: nobody }), /list_staff/);
    assert.match(
      await hint("create_appointment", { ...appointment, serviceId, customerId: nobody }),
      /search_customers/,
    );
    assert.match(await hint("get_available_slots", { eventTypeId: nobody }), /list_event_types/);
    assert.match(await hint("check_availability", { serviceId: nobody }), /list_services/);
    assert.match(await hint("check_availability", { serviceId, resourceId: nobody }), /No tool lists these/);
    assert.match(await hint("list_schedules", { userId: nobody }), /list_team_members/);
    assert.match(await hint("list_routing_form_responses", { formId: nobody }), /list_routing_forms/);
    assert.match(
      await hint("create_webhook", {
        subscriberUrl: "https://example.com/",
        eventTriggers: ["BOOKING_CREATED"],
        eventTypeId: nobody,
      }),
      /list_event_types/,
    );
  });
});
