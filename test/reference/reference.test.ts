import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { fillDemo } from "../../src/demo/fill.ts";
import { openTestInstallation, type TestInstallation } from "../support/installation.ts";
import { examples } from "./examples.ts";
import { has, outcome } from "./run-example.ts";

describe("the examples of the API reference, on the demo's data", () => {
  let installation: TestInstallation;
  let url: string;
  let key: string;
  let python: boolean;
  let curl: boolean;
  before(async () => {
    installation = await openTestInstallation();
    await installation.server.listen({ host: "127.0.0.1", port: 0 });
    url = `http://127.0.0.1:${(installation.server.server.address() as { port: number }).port}`;
    key = (await fillDemo(installation.app, { url, dataDir: installation.config.DATA_DIR })).apiKey;
    python = await has("python3", ["-c", "import requests"]);
    curl = await has("curl", ["--version"]);
  });
  after(() => installation.close());

  const here = (code: string) => code.replaceAll("https://app.schedly.io", url).replaceAll("sk_live_abc123...", key);
  const answers: Record<string, { status: number; body: any }[]> = {};

  for (const example of examples) {
    it(`${example.name} with ${example.language}`, async (context) => {
      if (example.language === "python" && !python) return context.skip("python3 with requests is not here");
      if (example.language === "curl" && !curl) return context.skip("curl is not here");
      const answer = await outcome({ ...example, code: here(example.code) });
      assert.equal(answer.status, example.status, JSON.stringify(answer.body));
      answers[example.name] = [...(answers[example.name] ?? []), answer];
      // The examples of one appointment all want the same time: make room for the next.
      if (example.name === "creates an appointment")
        await installation.send("DELETE", `/api/services/appointments?id=${answer.body.id}`, { key });
    });
  }

  it("answers a service with the documented fields", () => {
    for (const { body } of answers["creates a service"] ?? []) {
      assert.deepEqual(
        pick(body, "name", "duration", "price", "currency", "description", "active", "category", "extras"),
        {
          name: "Haircut",
          duration: 30,
          price: 3500,
          currency: "usd",
          description: "Professional haircut service",
          active: true,
          category: null,
          extras: [],
        },
      );
    }
  });

  it("answers an appointment with the documented fields", () => {
    for (const { body } of answers["creates an appointment"] ?? []) {
      assert.deepEqual(pick(body, "serviceId", "startTime", "endTime", "status", "price"), {
        serviceId: 1,
        startTime: "2026-02-25T10:00:00Z",
        endTime: "2026-02-25T10:30:00Z",
        status: "approved",
        price: 3500,
      });
      assert.deepEqual(
        [body.service.name, body.customer.name, body.customer.email, body.employee.name],
        ["Haircut", "Emily Chen", "emily@example.com", "James Wilson"],
      );
    }
  });

  it("answers a new customer with the documented fields", () => {
    for (const { body } of answers["creates a customer"] ?? []) {
      assert.deepEqual(pick(body, "name", "email", "phone", "notes", "totalBookings", "totalSpent"), {
        name: "Emily Chen",
        email: "emily@example.com",
        phone: "+1-555-0102",
        notes: "Prefers morning appointments",
        totalBookings: 0,
        totalSpent: 0,
      });
    }
  });

  it("answers an invoice with what was sent, summed up", () => {
    for (const { body } of answers["creates an invoice"] ?? []) {
      assert.deepEqual(pick(body, "customerId", "dueDate", "status", "subtotal", "total", "currency"), {
        customerId: 5,
        dueDate: "2026-03-01",
        status: "draft",
        subtotal: 5500,
        total: 5500,
        currency: "usd",
      });
      assert.deepEqual(
        body.items.map((item: Record<string, unknown>) => pick(item, "description", "quantity", "unitPrice")),
        [
          { description: "Haircut", quantity: 1, unitPrice: 3500 },
          { description: "Deep Conditioning", quantity: 1, unitPrice: 2000 },
        ],
      );
      assert.deepEqual([body.customer.name, body.customer.email], ["Emily Chen", "emily@example.com"]);
    }
  });

  it("answers a product with what was sent", () => {
    for (const { body } of answers["creates a product"] ?? [])
      assert.deepEqual(pick(body, "name", "price", "sku", "stock", "currency"), {
        name: "Premium Shampoo",
        price: 2499,
        sku: "SHMP-001",
        stock: 50,
        currency: "usd",
      });
  });

  it("answers a resource's availability exactly", () => {
    for (const { body } of answers["checks a resource"] ?? []) {
      assert.deepEqual(body, {
        available: true,
        totalQuantity: 3,
        bookedQuantity: 1,
        availableQuantity: 2,
        requestedQuantity: 1,
      });
    }
  });

  it("answers insights with the documented fields", () => {
    for (const { body } of answers["reads insights"] ?? []) {
      for (const field of ["totalRevenue", "totalBookings", "averageBookingValue", "newCustomers"])
        assert.equal(typeof body[field], "number", field);
      assert.ok(Array.isArray(body.topServices));
    }
  });
});

const pick = (body: Record<string, unknown>, ...fields: string[]) =>
  Object.fromEntries(fields.map((field) => [field, body[field]]));
