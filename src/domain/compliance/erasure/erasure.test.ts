import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { testServer } from "../../../../test/support/database.ts";
import { triggerNames } from "../../events/triggers/catalog.ts";
import { openReceiver, type Receiver } from "../../events/webhooks/receiver.test-support.ts";
import { type Desk, openDesk, setClock } from "../../scheduling/bookings/desk.test-support.ts";
import { step, workflowsOf } from "../../workflows/workflows.test-support.ts";

const zeb = {
  name: "Zebulon Quint",
  email: "zebulon@quint.example",
  phone: "+1 213 867 5309",
};
const ida = { name: "Ida Other", email: "ida@other.example" };
/** Whatever says who he is, was or what he told. */
const traces = [
  "Zebulon",
  "Zeb Quintero",
  "zebulon@quint.example",
  "867 5309",
  "8675309",
  "Umber Lane",
  "axolotl",
  "marzipan",
];
/** The law has a business keep its issued invoices as they are, with whom they are addressed to. */
const kept = new Set(["invoices.customer_name", "invoices.customer_email", "invoices.customer_address"]);

describe("a customer who is deleted", () => {
  let desk: Desk;
  let receiver: Receiver;
  before(async () => {
    desk = await openDesk({ WEBHOOK_ALLOW_PRIVATE: "true" }, true);
    receiver = await openReceiver();
  });
  after(async () => {
    await receiver.close();
    await desk.close();
  });

  const done = async (method: string, path: string, body?: object) => {
    const answer = await desk.business.call(method, path, body);
    assert.ok(answer.status < 300, `${method} ${path}: ${answer.text}`);
    return answer.body?.data ?? answer.body;
  };
  const visited = async (path: string, body: object) => {
    const answer = await desk.visitor("POST", path, body);
    assert.ok(answer.status < 300, `${path}: ${answer.text}`);
    return answer.body?.data ?? answer.body;
  };
  const at = (time: string, day = "06") => `2035-03-${day}T${time}:00Z`;

  /** Where in the database, whoever's it is, something stands: `table.column`. */
  async function placesOf(text: string): Promise<string[]> {
    const server = await testServer();
    try {
      return await server.admin(async (client) => {
        const { rows } = await client.query(`
          select table_schema, table_name, column_name from information_schema.columns c
            join information_schema.tables t using (table_schema, table_name)
          where table_schema not in ('pg_catalog', 'information_schema') and table_type = 'BASE TABLE'
            and data_type in ('text', 'character varying', 'character', 'json', 'jsonb', 'ARRAY')`);
        const places: string[] = [];
        for (const { table_schema, table_name, column_name } of rows) {
          const table = `"${table_schema}"."${table_name}"`;
          const found = await client.query(
            `select from ${table} where position(lower($1) in lower("${column_name}"::text)) > 0 limit 1`,
            [text],
          );
          if (found.rowCount) places.push(`${table_name}.${column_name}`);
        }
        return places;
      }, desk.installation.database);
    } finally {
      await server.stop();
    }
  }

  async function cut() {
    const { id } = await done("POST", "/api/services/services", { name: "Cut", duration: 30, price: 3000 });
    return id as number;
  }

  /** A life as a customer: asked, booked, moved, cancelled, seated with others, waiting, reviewed, billed, met. */
  async function live(serviceId: number) {
    const customer = await done("POST", "/api/services/customers", {
      ...zeb,
      name: "Zeb Quintero",
      address: "77 Umber Lane",
      notes: "Keeps an axolotl",
    });
    await done("PATCH", `/api/services/customers?id=${customer.id}`, { name: zeb.name });
    const booked = await visited("/api/services/book", {
      subdomain: desk.business.subdomain,
      serviceId,
      startTime: at("17:00"),
      ...zeb,
      customFields: { allergies: "Marzipan" },
    });
    const mine = `/api/services/appointments?id=${booked.id}`;
    await done("PATCH", mine, { internalNotes: "His axolotl waits outside", notes: "Zebulon Quint, once more" });
    await done("PATCH", mine, { startTime: at("18:00"), endTime: at("18:30"), notify: true });
    await done("PATCH", mine, { status: "canceled", cancellationReason: `"Ill":\nZebulon Quint` });
    const handed = await done("POST", "/api/services/appointments", {
      serviceId,
      customerId: customer.id,
      startTime: at("19:00"),
      endTime: at("19:30"),
    });
    const { id: otherId } = await done("POST", "/api/services/customers", ida);
    await done("PATCH", `/api/services/appointments?id=${handed.id}`, { customerId: otherId });
    const dance = await done("POST", "/api/services/services", {
      name: "Tango",
      enableGroupBooking: true,
      maxCapacity: 3,
    });
    const session = await done("POST", "/api/services/appointments", {
      serviceId: dance.id,
      startTime: at("20:00"),
      endTime: at("20:30"),
      isGroupBooking: true,
      attendees: [
        { customerId: customer.id, customFields: { allergies: "Marzipan" } },
        { ...ida, customFields: { allergies: "Cats" } },
      ],
    });
    await done("PATCH", `/api/services/appointments?id=${session.id}`, {
      startTime: at("21:00"),
      endTime: at("21:30"),
    });
    await visited("/api/services/waitlist/join", {
      subdomain: desk.business.subdomain,
      serviceId,
      ...zeb,
      fromDate: "2035-03-07",
      notes: "With an axolotl",
    });
    const draft = { customerId: customer.id, items: [{ description: "Cut", unitPrice: 3000 }] };
    const invoice = await done("POST", "/api/services/invoices", draft);
    await done("POST", `/api/services/invoices/send?id=${invoice.id}`, { id: invoice.id });
    await done("POST", "/api/services/invoices", { ...draft, notes: "For the axolotl" });
    return { customerId: customer.id as number, sessionId: session.id as number };
  }

  async function meet() {
    const type = await desk.eventType();
    const forms = await done("POST", "/api/routing/forms", {
      name: "Talk to us",
      fields: [
        { name: "email", type: "email", label: "Email", required: true },
        { name: "why", type: "text", label: "Why" },
      ],
      routes: [{ isFallback: true, action: { type: "eventType", eventTypeId: type.id } }],
    });
    const routed = await visited("/api/routing/forms/submit", {
      uid: forms.uid,
      responses: { email: zeb.email, why: "My axolotl" },
    });
    const metadata = { routingFormResponse: routed.uid };
    const responses = { name: zeb.name, email: zeb.email, notes: "About marzipan" };
    const booked = await desk.book(type.id, at("22:00"), { responses, metadata });
    assert.equal(booked.status, 201, booked.text);
    const { uid } = booked.body.data;
    await visited(`/api/bookings/${uid}/reschedule`, { start: at("22:30"), reason: "Zebulon Quint overslept" });
    await visited("/api/cancel", { uid, reason: "Zebulon Quint is ill" });
    const guests = [zeb.email];
    const { uid: idas } = (await desk.book(type.id, at("23:00"), { responses: { ...ida, guests } })).body.data;
    return { uid, idas };
  }

  it("is in no table any more but on issued invoices; what others told stays", async () => {
    await done("POST", "/api/webhooks", { subscriberUrl: receiver.url, eventTriggers: triggerNames });
    await workflowsOf(desk).workflow({ trigger: "booked", steps: [step()] });
    await done("POST", "/api/services/custom-fields", { label: "Allergies" });
    const { customerId, sessionId } = await live(await cut());
    const { uid, idas } = await meet();
    await desk.installation.drain();
    const erase = () => desk.business.call("DELETE", `/api/services/customers?id=${customerId}`);
    const expected = await erase();
    assert.equal(expected.status, 409, expected.text);
    await setClock(desk.installation, "2035-03-09T16:00:00Z");
    await desk.installation.drain();
    for (const trace of traces) assert.notDeepEqual(await placesOf(trace), [], `${trace} is somewhere to begin with`);

    const erased = await erase();
    assert.deepEqual([erased.status, erased.body], [200, { id: customerId, deleted: true }], erased.text);
    await desk.installation.drain();
    for (const trace of traces)
      assert.deepEqual(
        (await placesOf(trace)).filter((place) => !kept.has(place)),
        [],
        trace,
      );

    const { attendees } = await done("GET", `/api/services/appointments?id=${sessionId}`);
    assert.deepEqual(
      attendees.map(({ name, customFields }: any) => [name, customFields]),
      [
        ["Deleted customer", {}],
        ["Ida Other", { allergies: "Cats" }],
      ],
    );
    const { text } = await desk.business.call("GET", "/api/services/audit-log?subject=appointment&limit=200");
    assert.match(text, /Cats/);
    const booking = await done("GET", `/api/bookings/${uid}`);
    assert.deepEqual([booking.attendees[0].name, booking.responses], ["Deleted customer", {}]);
    assert.deepEqual(
      booking.history.map(({ kind }: any) => kind),
      ["booked", "moved", "cancelled"],
    );
    assert.equal((await done("GET", `/api/bookings/${idas}`)).attendees[0].email, ida.email);
  });

  it("is taken out word by word, whatever they are called", async () => {
    const { id } = await done("POST", "/api/services/customers", { name: "Name", email: "name@name.example" });
    const yoga = await done("POST", "/api/services/services", {
      name: "Renaming",
      enableGroupBooking: true,
      maxCapacity: 3,
    });
    const session = await done("POST", "/api/services/appointments", {
      serviceId: yoga.id,
      startTime: at("17:00", "12"),
      endTime: at("17:30", "12"),
      isGroupBooking: true,
      attendees: [{ customerId: id }, ida],
      notes: `Names:\nName and "Name" rename`,
    });
    await done("PATCH", `/api/services/appointments?id=${session.id}`, { status: "canceled" });
    await done("DELETE", `/api/services/customers?id=${id}`);
    const forgotten = `Names:\nDeleted customer and "Deleted customer" rename`;
    const entries = await done("GET", "/api/services/audit-log?subject=appointment&limit=10");
    const { after } = entries.find(({ subjectId, action }: any) => subjectId === session.id && /created/.test(action));
    assert.deepEqual(
      [after.notes, after.service.name, after.attendees.map(({ name }: any) => name)],
      [forgotten, "Renaming", ["Deleted customer", "Ida Other"]],
    );
    assert.equal((await done("GET", `/api/services/appointments?id=${session.id}`)).notes, forgotten);
  });

  it("leaves numbers and literals of documents alone, though somebody is called like one", async () => {
    const serviceId = await cut();
    for (const [hour, name, phone] of [
      ["17:00", "Null", "3000"],
      ["18:00", "True", "+1 512 555 0100"],
      ["19:00", "3000", "1234"],
    ] as const) {
      const email = `${name.toLowerCase()}@literal.example`;
      const { id } = await done("POST", "/api/services/customers", { name, email, phone });
      const times = { startTime: at(hour, "13"), endTime: at(hour.replace(":00", ":30"), "13") };
      const made = await done("POST", "/api/services/appointments", { serviceId, customerId: id, ...times });
      await done("PATCH", `/api/services/appointments?id=${made.id}`, { status: "canceled" });
      await done("DELETE", `/api/services/customers?id=${id}`);
      const entries = await done("GET", "/api/services/audit-log?subject=appointment&limit=10");
      const { after } = entries.find(({ subjectId, action }: any) => subjectId === made.id && /created/.test(action));
      assert.deepEqual(
        [after.price, after.cancellationReason, after.isGroupBooking, after.customer.name, after.customer.phone],
        [3000, null, false, "Deleted customer", "Deleted customer"],
      );
    }
  });
});
