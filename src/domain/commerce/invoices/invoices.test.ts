import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { openTestInstallation, type TestInstallation } from "../../../../test/support/installation.ts";
import { address, type Desk, make, openDesk } from "./desk.test-support.ts";

describe("invoices", () => {
  let installation: TestInstallation;
  let desk: Desk;
  before(async () => {
    installation = await openTestInstallation({ settings: { CLOCK: "virtual" } });
    installation.app.services.clock!.setOffset(Date.parse("2027-03-10T20:00:00Z") - Date.now());
    desk = await openDesk(installation);
  });
  after(() => installation.close());

  it("begin as drafts without a number, summed up exactly", async () => {
    const product = await make(desk, "/api/services/products", { name: "Mask", price: 2999 });
    const service = await make(desk, "/api/services/services", { name: "Styling", duration: 60, price: 3335 });
    const invoice = await desk.invoice({
      items: [
        { description: "Styling", quantity: 1.5, unitPrice: 3335, serviceId: service.id },
        { description: "Mask", quantity: 2, unitPrice: 2999, discount: 98, productId: product.id },
      ],
      discount: 902,
      dueDate: "2027-04-01",
      notes: "Thank you",
    });
    assert.match(invoice.uid, /^inv_[0-9A-Za-z]{23,}$/);
    assert.deepEqual([invoice.status, invoice.number, invoice.issuedAt], ["draft", null, null]);
    assert.deepEqual(
      invoice.items.map(({ quantity, total, productId, serviceId }: any) => [quantity, total, productId, serviceId]),
      [
        [1.5, 5002, null, service.id],
        [2, 5900, product.id, null],
      ],
    );
    assert.deepEqual(
      [invoice.subtotal, invoice.discount, invoice.total, invoice.currency],
      [10_902, 902, 10_000, "usd"],
    );
    assert.deepEqual(invoice.customer, {
      id: desk.customer.id,
      name: "Emily Chen",
      email: "emily@example.com",
      address: "1 Main Street",
    });
    assert.deepEqual(await desk.read(invoice.id), invoice);
  });

  it("are changed as drafts in everything, sums included", async () => {
    const { id } = await desk.invoice({ discount: 500 });
    const other = await make(desk, "/api/services/customers", { name: "Maria Garcia" });
    const { body } = await desk.change(id, {
      customerId: other.id,
      items: [{ description: "Colour", quantity: 2, unitPrice: 4000 }],
      currency: "EUR",
    });
    assert.deepEqual(
      [body.customer.name, body.subtotal, body.discount, body.total, body.currency, body.items.length],
      ["Maria Garcia", 8000, 500, 7500, "eur", 1],
    );
    const cheaper = await desk.change(id, { discount: 0 });
    assert.deepEqual([cheaper.body.total, cheaper.body.items[0].quantity], [8000, 2]);
    const { body: log } = await desk.call("GET", "/api/services/audit-log?subject=invoice");
    const entry = log.find(({ after, subjectId }: any) => subjectId === id && after.currency === "eur");
    assert.ok(entry, JSON.stringify(log[0]));
  });

  it("refuse what cannot be", async () => {
    const item = { description: "Cut", unitPrice: 100 };
    const wrong: [body: object, status: number, field: string][] = [
      [{ items: [item] }, 422, "customerId"],
      [{ customerId: desk.customer.id, items: [] }, 422, "items"],
      [{ customerId: desk.customer.id, items: [{ ...item, quantity: 0 }] }, 422, "items.0.quantity"],
      [{ customerId: desk.customer.id, items: [{ ...item, quantity: 1.0005 }] }, 422, "items.0.quantity"],
      [{ customerId: desk.customer.id, items: [{ ...item, unitPrice: 1.5 }] }, 422, "items.0.unitPrice"],
      [{ customerId: desk.customer.id, items: [{ ...item, discount: 101 }] }, 422, "items.0.discount"],
      [{ customerId: desk.customer.id, items: [item], discount: 101 }, 422, "discount"],
      [{ customerId: desk.customer.id, items: [item], dueDate: "2026-02-30" }, 422, "dueDate"],
      [{ customerId: desk.customer.id, items: [item], status: "overdue" }, 422, "status"],
      [{ customerId: 999_999_999, items: [item] }, 404, "customerId"],
      [{ customerId: desk.customer.id, items: [{ ...item, productId: 999_999_999 }] }, 404, "items.0.productId"],
      [{ customerId: desk.customer.id, items: [{ ...item, serviceId: 999_999_999 }] }, 404, "items.0.serviceId"],
      [{ customerId: desk.customer.id, items: [item], appointmentId: 999_999_999 }, 404, "appointmentId"],
    ];
    for (const [body, status, field] of wrong) {
      const answer = await desk.call("POST", address, body);
      assert.deepEqual([answer.status, answer.body.details?.[0].field], [status, field], answer.text);
    }
  });

  it("go from draft to sent to paid to void and no other way", async () => {
    const ways: [from: string[], to: string, status: number][] = [
      [[], "sent", 200],
      [[], "paid", 200],
      [[], "void", 409],
      [["sent"], "draft", 409],
      [["sent"], "void", 200],
      [["sent"], "paid", 200],
      [["sent", "paid"], "sent", 409],
      [["sent", "paid"], "void", 200],
      [["sent", "void"], "sent", 409],
      [["sent", "void"], "paid", 409],
      [["sent"], "sent", 200],
      [["sent"], "overdue", 422],
    ];
    for (const [from, to, expected] of ways) {
      const { id } = await desk.invoice();
      for (const status of from) assert.equal((await desk.change(id, { status })).status, 200);
      const { status, body } = await desk.change(id, { status: to });
      assert.equal(status, expected, `${from.at(-1) ?? "draft"} → ${to}`);
      if (status === 409) assert.equal(body.details[0].field, "status");
      if (status === 200) assert.equal(body.status, to);
    }
    const { paidAt, issuedAt, number } = await desk.invoice({ status: "paid" });
    assert.ok(paidAt && issuedAt && number);
  });

  it("keep what their customer was told, once they are issued", async () => {
    const sent = await desk.invoice({ status: "sent" });
    const later = await desk.change(sent.id, { dueDate: "2027-05-01", notes: "A little longer" });
    assert.deepEqual([later.status, later.body.dueDate], [200, "2027-05-01"]);
    const dearer = await desk.change(sent.id, { items: [{ description: "Cut", unitPrice: 1 }], discount: 0 });
    assert.equal(dearer.status, 409);
    assert.deepEqual(
      dearer.body.details.map(({ field }: any) => field),
      ["items", "discount"],
    );
    await desk.change(sent.id, { status: "paid" });
    assert.equal((await desk.change(sent.id, { notes: "Late" })).status, 409);
    await desk.change(sent.id, { status: "void" });
    assert.equal((await desk.change(sent.id, { notes: "Later" })).status, 409);
    assert.equal((await desk.read(sent.id)).total, 3500);
  });

  it("are deleted only as drafts; others stay in the books and are voided", async () => {
    const draft = await desk.invoice();
    assert.deepEqual((await desk.call("DELETE", `${address}?id=${draft.id}`)).body, { id: draft.id, deleted: true });
    for (const status of ["sent", "paid"]) {
      const { id } = await desk.invoice({ status });
      const refused = await desk.call("DELETE", `${address}?id=${id}`);
      assert.equal(refused.status, 409);
      assert.match(refused.body.message, /Void it instead/);
    }
  });

  it("are overdue from the day after the due date on, where the business is", async () => {
    const [west, east] = await Promise.all([
      openDesk(installation, { timeZone: "America/Los_Angeles" }),
      openDesk(installation, { timeZone: "Pacific/Auckland" }),
    ]);
    // It is noon on the 10th in Los Angeles and nine in the morning of the 11th in Auckland.
    for (const [place, status] of [
      [west, "sent"],
      [east, "overdue"],
    ] as const) {
      const { id } = await place.invoice({ status: "sent", dueDate: "2027-03-10" });
      await place.invoice({ status: "sent" });
      await place.invoice({ dueDate: "2027-03-01" });
      assert.equal((await place.read(id)).status, status);
      assert.deepEqual(
        (await place.list("status=overdue")).map((one) => one.id),
        status === "overdue" ? [id] : [],
      );
      assert.equal((await place.list("status=sent")).length, status === "overdue" ? 1 : 2);
      assert.equal((await place.list("status=draft")).length, 1);
      const paid = await place.change(id, { status: "paid" });
      assert.equal(paid.body.status, "paid");
    }
  });

  it("are found by customer, day of issue, number and name", async () => {
    const shop = await openDesk(installation);
    const other = await make(shop, "/api/services/customers", { name: "100% Maria" });
    const first = await shop.invoice({ status: "sent" });
    const second = await shop.invoice({ customerId: other.id });
    const ids = async (query: string) => (await shop.list(query)).map(({ id }) => id);
    assert.deepEqual(await ids(""), [second.id, first.id]);
    assert.deepEqual(await ids(`customerId=${other.id}`), [second.id]);
    assert.deepEqual(await ids("q=0001"), [first.id]);
    assert.deepEqual(await ids("q=100%25"), [second.id]);
    assert.deepEqual(await ids("search=emily"), [first.id]);
    assert.deepEqual(await ids("from=2027-03-10&to=2027-03-10"), [second.id, first.id]);
    assert.deepEqual(await ids("from=2027-03-11"), []);
    assert.deepEqual(await ids("to=2027-03-09"), []);
  });

  it("are changed under the version that was read", async () => {
    const invoice = await desk.invoice();
    await desk.change(invoice.id, { notes: "One" });
    const late = await desk.change(invoice.id, { notes: "Two" }, { "if-match": `"${invoice.version}"` });
    assert.equal(late.status, 412);
    const gone = await desk.call("DELETE", `${address}?id=${invoice.id}`, undefined, { "if-match": '"1"' });
    assert.equal(gone.status, 412);
  });
});
