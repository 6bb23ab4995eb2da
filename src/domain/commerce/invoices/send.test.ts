import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { openTestInstallation, type TestInstallation } from "../../../../test/support/installation.ts";
import { address, type Desk, make, openDesk } from "./desk.test-support.ts";

describe("sending an invoice", () => {
  let installation: TestInstallation;
  let desk: Desk;
  before(async () => {
    installation = await openTestInstallation();
    desk = await openDesk(installation, { name: "Salon Nord" });
  });
  after(() => installation.close());

  const send = (body: object, headers?: Record<string, string>) => desk.call("POST", `${address}/send`, body, headers);
  const mails = async (recipient: string): Promise<any[]> => {
    const { body } = await desk.call("GET", `/api/messages?recipient=${encodeURIComponent(recipient)}`);
    return Promise.all(
      body.data.map(async ({ id }: any) => (await desk.call("GET", `/api/messages?id=${id}`)).body.data),
    );
  };

  it("mails all of it to the customer, issues a draft and notes when", async () => {
    await desk.call("PATCH", "/api/services/company-settings", { email: "hello@nord.example" });
    const { id } = await desk.invoice({ dueDate: "2035-03-23", discount: 500, notes: "See you soon" });
    const { status, body } = await send({ id });
    assert.equal(status, 200);
    assert.deepEqual([body.status, body.number], ["sent", "INV-0001"]);
    assert.ok(body.sentAt && body.issuedAt);
    const [mail] = await mails("emily@example.com");
    assert.deepEqual(
      [mail.kind, mail.subject, mail.replyTo],
      ["invoice", "Invoice INV-0001 from Salon Nord", "hello@nord.example"],
    );
    for (const part of ["1 × Haircut: $35.00", "Discount: -$5.00", "Total: $30.00", "23 March 2035|March 23, 2035"])
      assert.match(mail.text, new RegExp(part.replaceAll("$", "\\$").replaceAll(".", "\\.")));
    assert.match(mail.text, /See you soon/);
  });

  it("speaks the customer's language", async () => {
    const hans = await make(desk, "/api/services/customers", {
      name: "Hans Weber",
      email: "hans@example.com",
      language: "de-AT",
    });
    const { id } = await desk.invoice({ customerId: hans.id });
    await send({ id });
    const [mail] = await mails("hans@example.com");
    assert.match(mail.subject, /^Rechnung INV-\d{4} von Salon Nord$/);
    assert.match(mail.text, /Guten Tag Hans Weber,/);
  });

  it("may be repeated, to another address too, and is not repeated by a repeated request", async () => {
    const { id } = await desk.invoice({ status: "sent" });
    await send({ id, email: "Books@Example.com" });
    await send({ id, email: "books@example.com" }, { "idempotency-key": "once" });
    await send({ id, email: "books@example.com" }, { "idempotency-key": "once" });
    assert.equal((await mails("books@example.com")).length, 2);
  });

  it("sends a paid one as a receipt and a void one not at all", async () => {
    const { id } = await desk.invoice({ status: "paid" });
    const { body } = await send({ id, email: "receipt@example.com" });
    assert.equal(body.status, "paid");
    const [mail] = await mails("receipt@example.com");
    assert.deepEqual([mail.kind, mail.subject.split(":")[0]], ["invoicePaid", "Paid"]);
    await desk.change(id, { status: "void" });
    assert.equal((await send({ id })).status, 409);
  });

  it("takes no number where there is no address to send it to", async () => {
    const nobody = await make(desk, "/api/services/customers", { name: "No Address" });
    const { id } = await desk.invoice({ customerId: nobody.id });
    const refused = await send({ id });
    assert.deepEqual([refused.status, refused.body.details[0].field], [422, "email"]);
    assert.deepEqual([(await desk.read(id)).status, (await desk.read(id)).number], ["draft", null]);
    assert.equal((await send({ id, email: "found@example.com" })).status, 200);
  });
});
