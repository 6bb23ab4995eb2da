import assert from "node:assert/strict";
import { after, before, beforeEach, describe, it } from "node:test";
import { type McpDesk, openMcpDesk, type TestBusiness } from "../../../mcp/desk.test-support.ts";

describe("undo", () => {
  let desk: McpDesk;
  let salon: TestBusiness;
  let client: ReturnType<McpDesk["with"]>;
  before(async () => {
    desk = await openMcpDesk();
  });
  beforeEach(async () => {
    salon = await desk.installation.business();
    client = desk.with(salon.key);
  });
  after(() => desk.close());

  const does = async (name: string, given: object = {}) => {
    const { isError, told } = await client.tool(name, given);
    assert.equal(isError, undefined, JSON.stringify(told));
    return told;
  };
  const refused = async (given: object = {}) => {
    const { isError, told } = await client.tool("undo", given);
    assert.equal(isError, true, JSON.stringify(told));
    return told;
  };

  it("takes back what the caller changed last, and then what was before it", async () => {
    const { id } = await does("create_customer", { name: "Ada", phone: "+14155550100" });
    await does("update_customer", { id, name: "Ada Lovelace", notes: "Likes numbers" });
    const { undone, by } = await does("undo");
    assert.deepEqual([undone.action, undone.subjectId, by], ["customer.updated", id, "update_customer"]);
    const { name, notes } = await does("get_customer", { id }).then((told) => told.customer ?? told);
    assert.deepEqual([name, notes], ["Ada", null]);
    assert.equal((await does("undo")).undone.action, "customer.created");
    assert.equal((await client.tool("get_customer", { id })).told.error, "NOT_FOUND");
    assert.equal((await refused()).error, "NOT_FOUND");
  });

  it("refuses what somebody changed since, and leaves it", async () => {
    const { id } = await does("create_customer", { name: "Ada" });
    await does("update_customer", { id, name: "Ada Lovelace" });
    await salon.call("PATCH", `/api/services/customers?id=${id}`, { name: "Ada King" });
    const told = await refused();
    assert.deepEqual([told.error, /changed name.* since/.test(told.message)], ["CONFLICT", true]);
    const made = (await salon.call("GET", "/api/services/audit-log?action=customer.created")).body[0].id;
    assert.match((await refused({ auditId: made })).message, /changed since/);
    assert.equal((await salon.call("GET", `/api/services/customers?id=${id}`)).body.name, "Ada King");
  });

  it("gives a moved booking its time back, unless that is taken, and cancels one that was made", async () => {
    const eventTypeId = (await does("list_event_types", { limit: 1 })).items[0].id;
    const { slots } = await does("get_available_slots", { eventTypeId });
    const [first, , third] = (Object.values(slots).flat() as { start: string }[]).map(({ start }) => start);
    const book = (start: string, name: string) =>
      does("book_slot", { eventTypeId, start, responses: { name, email: `${name}@example.com` } });
    const { uid } = await book(first!, "ada");
    await does("reschedule_booking", { uid, start: third });
    await does("undo");
    assert.equal((await does("get_booking", { uid })).startTime, first);
    await does("reschedule_booking", { uid, start: third });
    const moved = (await salon.call("GET", "/api/services/audit-log?action=booking.moved&limit=1")).body[0].id;
    const other = await book(first!, "eve");
    const told = await refused({ auditId: moved });
    assert.equal(told.error, "CONFLICT");
    const { undone } = await does("undo");
    assert.equal(undone.action, "booking.created");
    assert.equal((await does("get_booking", { uid: other.uid })).status, "cancelled");
    await does("undo", { auditId: moved });
    assert.equal((await does("get_booking", { uid })).startTime, first);
    assert.match((await refused({ auditId: moved })).message, /undone already/);
  });

  it("gives an appointment the extras back that it had", async () => {
    const make = async (path: string, body: object) => (await salon.call("POST", `/api/services/${path}`, body)).body;
    const service = await make("services", { name: "Wash" });
    const extra = await make("extras", { name: "Massage", price: 900, duration: 10, serviceId: service.id });
    const [startTime, endTime] = ["2035-03-06T18:00:00Z", "2035-03-06T19:00:00Z"];
    const { id } = await make("appointments", {
      serviceId: service.id,
      startTime,
      endTime,
      extras: [{ extraId: extra.id }],
    });
    const before = await does("get_appointment", { id });
    await does("update_appointment", { id, extras: [] });
    await does("undo");
    const after = await does("get_appointment", { id });
    assert.deepEqual([after.extras, after.price, after.endTime], [before.extras, before.price, before.endTime]);
  });

  it("gives the guests of a session the states back that they had", async () => {
    const make = async (path: string, body: object) => (await salon.call("POST", `/api/services/${path}`, body)).body;
    const service = await make("services", { name: "Yoga", enableGroupBooking: true, maxCapacity: 5 });
    const times = { startTime: "2035-03-07T18:00:00Z", endTime: "2035-03-07T19:00:00Z" };
    const { id } = await make("appointments", { serviceId: service.id, ...times, attendees: [{ name: "Ada" }] });
    const { attendees } = await does("get_appointment", { id });
    const [{ customerId }] = attendees;
    await does("update_appointment", { id, attendees: [{ customerId, status: "no-show" }] });
    await does("undo");
    assert.deepEqual((await does("get_appointment", { id })).attendees, attendees);
  });

  it("takes away the answers that were added to an appointment", async () => {
    const make = async (path: string, body: object) => (await salon.call("POST", `/api/services/${path}`, body)).body;
    await make("custom-fields", { label: "Allergies" });
    const service = await make("services", { name: "Cut" });
    const [startTime, endTime] = ["2035-03-05T18:00:00Z", "2035-03-05T19:00:00Z"];
    const { id } = await make("appointments", { serviceId: service.id, startTime, endTime });
    await does("update_appointment", { id, customFields: { allergies: "Nuts" }, notes: "Called" });
    await does("undo");
    const { customFields, notes } = await does("get_appointment", { id });
    assert.deepEqual([customFields, notes], [{}, null]);
  });

  it("undoes event types, schedules, workflows, webhooks and the profile", async () => {
    const { id } = await does("create_event_type", { title: "Chat", length: 20 });
    await does("update_event_type", { id, title: "Long chat", length: 45 });
    await does("undo");
    const { title, length } = await does("get_event_type", { id });
    assert.deepEqual([title, length], ["Chat", 20]);
    await does("undo");
    await does("update_user_profile", { bio: "Cuts hair", timeZone: "Europe/Berlin" });
    await does("undo");
    assert.equal((await does("get_current_user")).bio, null);
    const hook = await does("create_webhook", {
      subscriberUrl: "https://example.com/hook",
      eventTriggers: ["BOOKING_CREATED"],
    });
    await does("undo");
    assert.equal((await client.tool("get_webhook", { id: hook.id })).told.error, "NOT_FOUND");
    const schedule = await does("create_schedule", { name: "Evenings" });
    await does("undo");
    assert.equal((await client.tool("get_schedule", { id: schedule.id })).told.error, "NOT_FOUND");
  });

  it("refuses what has no way back, and says why", async () => {
    const { id } = await does("create_customer", { name: "Ada" });
    await does("delete_customer", { id });
    const told = await refused();
    assert.deepEqual([told.error, /make it again/.test(told.message)], ["CONFLICT", true]);
  });

  it("is the caller's own: another key's changes are named by those who may read the audit log", async () => {
    const { id } = await does("create_customer", { name: "Ada" });
    const entry = (await salon.call("GET", "/api/services/audit-log?action=customer.created")).body[0].id;
    const employee = desk.with((await desk.installation.member(salon.id, "employee")).key);
    const admin = desk.with((await desk.installation.member(salon.id, "admin")).key);
    assert.equal((await admin.tool("undo")).told.error, "NOT_FOUND");
    assert.equal((await employee.tool("undo", { auditId: entry })).told.error, "NOT_FOUND");
    assert.equal((await admin.tool("undo", { auditId: entry })).told.undone.subjectId, id);
  });

  it("can be tried first, and needs what the opposite needs", async () => {
    const { body } = await salon.call("POST", "/api/keys", { name: "Maker", tools: ["create_customer", "undo"] });
    const maker = desk.with(body.data.key);
    const { told } = await maker.tool("create_customer", { name: "Ada" });
    assert.match((await maker.tool("undo")).told.message, /delete_customer/);
    await does("update_customer", { id: told.id, name: "Eve" });
    assert.equal((await does("undo", { dryRun: true })).dryRun, true);
    assert.equal((await salon.call("GET", `/api/services/customers?id=${told.id}`)).body.name, "Eve");
  });
});
