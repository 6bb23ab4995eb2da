import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { openTestInstallation, type TestInstallation } from "../../../../test/support/installation.ts";
import { address, make, openDesk } from "./desk.test-support.ts";

describe("a customer's invoices", () => {
  let installation: TestInstallation;
  before(async () => {
    installation = await openTestInstallation();
  });
  after(() => installation.close());

  it("stand in the customer's profile, latest first, for whoever may read invoices", async () => {
    const desk = await openDesk(installation);
    const late = await desk.invoice({ status: "sent", dueDate: "2020-01-01" });
    const draft = await desk.invoice();
    const detail = `/api/services/customers/detail?id=${desk.customer.id}`;
    const { body } = await desk.call("GET", detail);
    assert.deepEqual(
      body.invoices.map(({ id, number, status, total }: any) => [id, number, status, total]),
      [
        [draft.id, null, "draft", 3500],
        [late.id, "INV-0001", "overdue", 3500],
      ],
    );
    const employee = await make(desk, "/api/services/employees", { name: "James", email: "james@example.com" });
    const { key } = await installation.member(desk.id, "employee", employee.id);
    const added = await installation.send("POST", "/api/services/customers", { key, body: { name: "Mine" } });
    await desk.invoice({ customerId: added.body.id });
    const own = await installation.send("GET", `/api/services/customers/detail?id=${added.body.id}`, { key });
    assert.deepEqual([own.status, own.body.invoices], [200, []]);
    assert.equal((await installation.send("GET", address, { key })).status, 403);
  });

  it("say whom they were for, also after the customer moved or was deleted; drafts go with the customer", async () => {
    const desk = await openDesk(installation);
    const { id } = await desk.invoice({ status: "sent" });
    const draft = await desk.invoice();
    await desk.call("PATCH", `/api/services/customers?id=${desk.customer.id}`, {
      name: "Emily Chen-Miller",
      address: "2 Side Street",
    });
    assert.deepEqual((await desk.read(id)).customer.name, "Emily Chen");
    const second = await desk.change(draft.id, { status: "paid" });
    assert.deepEqual([second.body.customer.name, second.body.customer.address], ["Emily Chen-Miller", "2 Side Street"]);
    const unsent = await desk.invoice();
    const deleted = await desk.call("DELETE", `/api/services/customers?id=${desk.customer.id}`);
    assert.equal(deleted.status, 200, deleted.text);
    const kept = await desk.read(id);
    assert.deepEqual(
      [kept.number, kept.customerId, kept.customer.id, kept.customer.name, kept.customer.address],
      ["INV-0001", null, null, "Emily Chen", "1 Main Street"],
    );
    assert.equal((await desk.call("GET", `${address}?id=${unsent.id}`)).status, 404);
    assert.deepEqual((await desk.change(id, { status: "paid" })).body.status, "paid");
    const { body: log } = await desk.call("GET", "/api/services/audit-log?subject=invoice");
    for (const entry of log.filter(({ subjectId }: any) => subjectId === unsent.id))
      assert.deepEqual([entry.before, entry.after], [null, null]);
  });

  it("can be released by an employee who sees their own customers alone", async () => {
    const desk = await openDesk(installation);
    const employee = await make(desk, "/api/services/employees", { name: "James", email: "james@example.com" });
    const { key } = await installation.member(desk.id, "employee", employee.id);
    const { body } = await installation.send("POST", "/api/services/customers", { key, body: { name: "Mine" } });
    const { id } = await desk.invoice({ customerId: body.id, status: "sent" });
    const gone = await installation.send("DELETE", `/api/services/customers?id=${body.id}`, { key });
    assert.equal(gone.status, 200, gone.text);
    assert.equal((await desk.read(id)).customerId, null);
  });

  it("are all that an employee with a role for invoices sees, where they see their own customers alone", async () => {
    const desk = await openDesk(installation);
    const role = await make(desk, "/api/services/employee-role", {
      name: "Bookkeeper",
      permissions: ["customers:read", "customers:write", "invoices:read", "invoices:write"],
    });
    const employee = await make(desk, "/api/services/employees", {
      name: "Ben",
      email: "ben@example.com",
      role: role.name,
    });
    const { key } = await installation.member(desk.id, "employee", employee.id);
    const as = (method: string, path: string, body?: object) => installation.send(method, path, { key, body });
    const mine = (await as("POST", "/api/services/customers", { name: "Mine" })).body;
    const theirs = await desk.invoice({ status: "sent" });
    const items = [{ description: "Cut", unitPrice: 1000 }];
    const own = await as("POST", address, { customerId: mine.id, items, status: "sent" });
    assert.deepEqual([own.status, own.body.number], [201, "INV-0002"]);
    assert.deepEqual(
      (await as("GET", address)).body.map(({ id }: any) => id),
      [own.body.id],
    );
    assert.equal((await as("GET", `${address}?id=${theirs.id}`)).status, 404);
    assert.equal((await as("POST", address, { customerId: desk.customer.id, items })).status, 404);
    assert.equal((await as("POST", `${address}/send`, { id: theirs.id })).status, 404);
  });

  it("are nobody else's", async () => {
    const [desk, other] = await Promise.all([openDesk(installation), openDesk(installation)]);
    const { id } = await desk.invoice();
    const product = await make(desk, "/api/services/products", { name: "Soap" });
    assert.equal((await other.change(id, { status: "sent" })).status, 404);
    assert.equal((await other.call("DELETE", `${address}?id=${id}`)).status, 404);
    assert.equal((await other.call("POST", `${address}/send`, { id })).status, 404);
    const items = [{ description: "Cut", unitPrice: 1 }];
    const foreign = await other.call("POST", address, { customerId: desk.customer.id, items });
    assert.deepEqual([foreign.status, foreign.body.details[0].field], [404, "customerId"]);
    const named = await other.call("POST", address, {
      customerId: other.customer.id,
      items: [{ ...items[0], productId: product.id }],
    });
    assert.equal(named.status, 404);
  });
});
