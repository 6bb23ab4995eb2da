import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import {
  openTestInstallation,
  type TestBusiness,
  type TestInstallation,
} from "../../../../test/support/installation.ts";

const address = "/api/services/message-templates";

describe("the wording of mails", () => {
  let installation: TestInstallation;
  let salon: TestBusiness;
  before(async () => {
    installation = await openTestInstallation({ workers: true });
    salon = await installation.business({ name: "Harbour Studio" });
  });
  after(() => installation.close());

  const list = async (language = "en") => (await salon.call("GET", `${address}?language=${language}`)).body;
  const confirmation = async (language = "en") =>
    (await list(language)).templates.find(({ kind }: { kind: string }) => kind === "confirmation");
  const keep = (draft: object, headers?: Record<string, string>) =>
    salon.call("PUT", address, { kind: "confirmation", language: "en", subject: "", body: "", ...draft }, headers);

  it("begins with the standard words, as templates of their own", async () => {
    const { templates, variables } = await list();
    assert.equal(templates.length, 15);
    assert.ok(templates.every(({ own, version }: any) => !own && version === 0));
    const { subject, body } = await confirmation();
    assert.match(subject, /\{\{ service_name \}\}/);
    assert.ok(body.length > 20);
    assert.ok(variables.some(({ name, example }: any) => name === "customer_name" && example === "Maria Weber"));
    assert.match((await confirmation("de")).body, /\{\{ business_name \}\}/);
    // What one begins with can be kept as it is.
    for (const { kind, language, subject, body } of templates)
      assert.equal((await salon.call("PUT", address, { kind, language, subject, body })).status, 200, kind);
    for (const { kind, language } of templates)
      assert.equal((await salon.call("DELETE", `${address}?kind=${kind}&language=${language}`)).status, 200);
  });

  it("are the business's own from the next mail on, until it goes back", async () => {
    const { body: service } = await salon.call("POST", "/api/services/services", { name: "Haircut" });
    const booked = async (email: string, hour: number) => {
      const { body: customer } = await salon.call("POST", "/api/services/customers", { name: "Maria Weber", email });
      const at = (hours: number) => new Date(Date.UTC(2031, 4, 6, hours)).toISOString();
      const draft = { serviceId: service.id, customerId: customer.id, startTime: at(hour), endTime: at(hour + 1) };
      const made = await salon.call("POST", "/api/services/appointments", draft);
      assert.equal(made.status, 201, made.text);
      await installation.drain();
      const { body } = await salon.call("GET", "/api/messages?limit=100");
      return body.data.find(({ recipient }: any) => recipient === email).subject as string;
    };
    assert.equal((await keep({ subject: "See you on {{ date }}" })).status, 200);
    assert.equal(await booked("one@example.com", 18), "See you on Tuesday, May 6, 2031");
    assert.equal((await confirmation()).own, true);
    const reset = await salon.call("DELETE", `${address}?kind=confirmation&language=en`);
    assert.equal(reset.body.own, false);
    assert.match(await booked("two@example.com", 20), /^Booked: Haircut/);
  });

  it("are refused where they could not be read, part by part", async () => {
    const { status, body } = await keep({ subject: "{{ nobody }}", body: "Hello {{ customer_name" });
    assert.equal(status, 422);
    assert.deepEqual(
      body.details.map(({ field, message }: any) => [field, message]),
      [
        ["subject", 'There is no variable "nobody".'],
        ["body", `Line 1: A "{{" is not closed. Add "}}" after the variable's name.`],
      ],
    );
    assert.equal((await confirmation()).own, false);
  });

  it("can be looked at before they are kept, in the business's name", async () => {
    const draft = { kind: "reminder", language: "en", subject: "Soon: {{ service_name }}", body: "<p>{{ oops }}</p>" };
    const { body } = await salon.call("POST", `${address}/preview`, draft);
    assert.equal(body.subject, "Soon: Haircut");
    assert.match(body.html, /Harbour Studio/);
    assert.deepEqual(body.mistakes, [{ field: "body", message: 'There is no variable "oops".' }]);
    const sent = await salon.call("POST", `${address}/test`, { ...draft, body: "" });
    assert.equal(sent.body.sentTo, salon.email);
    await installation.drain();
    const { body: mails } = await salon.call("GET", "/api/messages?limit=5");
    assert.ok(mails.data.some(({ recipient, subject }: any) => recipient === salon.email && /^Soon/.test(subject)));
  });

  it("of two people who edit at once, the second finds out", async () => {
    const { body } = await keep({ body: "Hello" });
    assert.equal((await keep({ body: "Good day" }, { "if-match": `"${body.version}"` })).status, 200);
    assert.equal((await keep({ body: "Hi" }, { "if-match": `"${body.version}"` })).status, 412);
  });

  it("are one business's alone, and for those who may change its settings", async () => {
    const other = await installation.business();
    assert.equal((await keep({ body: "Ours" })).status, 200);
    const theirs = await other.call("GET", `${address}?language=en`);
    assert.ok(theirs.body.templates.every(({ own }: any) => !own));
    const { key } = await installation.member(salon.id, "employee");
    assert.equal((await installation.send("PUT", address, { key, body: {} })).status, 403);
  });
});
