import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { openTestInstallation, type TestInstallation } from "../../../../test/support/installation.ts";
import { address, openDesk } from "./desk.test-support.ts";
import { changeInvoice, createInvoice } from "./write.ts";

const numbers = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => `INV-${String(from + index).padStart(4, "0")}`);

describe("invoice numbers", () => {
  let installation: TestInstallation;
  before(async () => {
    installation = await openTestInstallation();
  });
  after(() => installation.close());

  it("follow each other without gap or double, however many are taken at once", async () => {
    const desk = await openDesk(installation);
    const made = await Promise.all(
      Array.from({ length: 20 }, (_, index) => desk.invoice({ status: index % 2 ? "sent" : "paid" })),
    );
    assert.deepEqual(made.map(({ number }) => number).sort(), numbers(1, 20));
  });

  it("are given when an invoice is issued, once, by whichever way", async () => {
    const desk = await openDesk(installation);
    const drafts = await Promise.all(Array.from({ length: 4 }, () => desk.invoice()));
    await desk.call("DELETE", `${address}?id=${drafts[0].id}`);
    const [, one, two, three] = drafts;
    const issued = await Promise.all([
      desk.change(one.id, { status: "sent" }),
      desk.change(two.id, { status: "paid" }),
      desk.call("POST", `${address}/send`, { id: three.id }),
    ]);
    assert.deepEqual(issued.map(({ body }) => body.number).sort(), numbers(1, 3));
    const again = await Promise.all([
      desk.change(one.id, { status: "paid" }),
      desk.call("POST", `${address}/send`, { id: three.id }),
    ]);
    assert.deepEqual(
      again.map(({ body }) => body.number),
      [issued[0].body.number, issued[2].body.number],
    );
  });

  it("are given once to a draft that several issue at the same time", async () => {
    const desk = await openDesk(installation);
    const { id } = await desk.invoice();
    const answers = await Promise.all(Array.from({ length: 8 }, () => desk.change(id, { status: "sent" })));
    assert.deepEqual([...new Set(answers.map(({ body }) => body.number))], ["INV-0001"]);
    assert.equal((await desk.invoice({ status: "sent" })).number, "INV-0002");
  });

  it("go back when the invoice that took one is not kept, also while others wait", async () => {
    const desk = await openDesk(installation);
    const draft = { customerId: desk.customer.id, items: [item], status: "sent" as const };
    const failing = () =>
      installation.asSystem(desk.id, async (context) => {
        const { number, id } = await createInvoice(context, draft);
        assert.ok(number);
        await changeInvoice(context, id, { status: "draft" });
      });
    const outcomes = await Promise.allSettled(
      Array.from({ length: 20 }, (_, index) => (index % 2 ? failing() : desk.invoice({ status: "sent" }))),
    );
    assert.equal(outcomes.filter(({ status }) => status === "rejected").length, 10);
    assert.deepEqual((await desk.list("limit=200")).map(({ number }) => number).sort(), numbers(1, 10));
  });

  it("are each business's own, and grow beyond four digits", async () => {
    const [one, two] = await Promise.all([openDesk(installation), openDesk(installation)]);
    assert.equal((await one.invoice({ status: "sent" })).number, "INV-0001");
    assert.equal((await two.invoice({ status: "sent" })).number, "INV-0001");
    await installation.asSystem(two.id, ({ db }) =>
      db.updateTable("invoiceNumbers").set({ last: 9999 }).where("businessId", "=", two.id).execute(),
    );
    assert.equal((await two.invoice({ status: "sent" })).number, "INV-10000");
  });
});

const item = { description: "Haircut", quantity: 1, unitPrice: 3500, discount: 0 };
