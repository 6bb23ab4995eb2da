import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { openReceiver, type Receiver } from "../../events/webhooks/receiver.test-support.ts";
import { type Desk, openDesk } from "../../scheduling/bookings/desk.test-support.ts";
import { step, workflowsOf } from "../../workflows/workflows.test-support.ts";

const address = "/api/routing/forms";
const size = {
  name: "size",
  type: "select",
  label: "Company size",
  required: true,
  options: ["1-10", "11-200", "201+"].map((value) => ({ value, label: value })),
};
const email = { name: "email", type: "email", label: "Email", required: true };
const when = (field: string, operator: string, value?: unknown) => ({ rules: [{ field, operator, value }] });

describe("routing forms", () => {
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

  const form = async (draft: object = {}) => {
    const answer = await desk.business.call("POST", address, {
      name: "Talk to us",
      fields: [size, email],
      ...draft,
    });
    assert.equal(answer.status, 201, answer.text);
    return answer.body;
  };
  const send = (uid: string, responses: object, more: object = {}) =>
    desk.visitor("POST", `${address}/submit`, { uid, responses, ...more });
  const responses = async (formId: number, query = "") => {
    const { status, body, text } = await desk.business.call("GET", `${address}/responses?formId=${formId}${query}`);
    assert.equal(status, 200, text);
    return body as any[];
  };
  const refusals = ({ status, body }: any) => [status, ...body.details.map(({ field }: any) => field)];

  it("lead to the first route that is met, with what is known filled in", async () => {
    const { id: eventTypeId, link } = await desk.eventType({ title: "Enterprise talk" });
    const { uid, id, routes } = await form({
      fields: [size, email, { name: "name", type: "text", label: "Name" }],
      routes: [
        { name: "Large", conditions: when("size", "equals", "201+"), action: { type: "eventType", eventTypeId } },
        { conditions: when("size", "in", ["11-200"]), action: { type: "redirect", url: "https://example.com/sales" } },
        { isFallback: true, action: { type: "message", message: "We will write to you." } },
      ],
    });
    assert.match(uid, /^frm_[0-9A-Za-z]{22}/);
    const large = await send(uid, { size: "201+", email: "Ada@example.com", name: "Ada Lovelace" });
    assert.equal(large.status, 201, large.text);
    assert.equal(large.body.url, `${link}?name=Ada+Lovelace&email=ada%40example.com&response=${large.body.uid}`);
    assert.deepEqual([large.body.type, large.body.eventType.id], ["eventType", eventTypeId]);
    const middle = await send(uid, { size: "11-200", email: "bo@example.com" });
    assert.deepEqual([middle.body.type, middle.body.url], ["redirect", "https://example.com/sales"]);
    const small = await send(uid, { size: "1-10", email: "cy@example.com" });
    assert.deepEqual([small.body.type, small.body.url, small.body.message], ["message", null, "We will write to you."]);
    const kept = await responses(id);
    assert.deepEqual(
      kept.map(({ answers, routeId }) => [answers.email.value, routeId]),
      [
        ["cy@example.com", routes[2].id],
        ["bo@example.com", routes[1].id],
        ["ada@example.com", routes[0].id],
      ],
    );
    assert.deepEqual(
      kept[0].steps.map(({ outcome, reason }: any) => `${outcome}: ${reason}`),
      [
        "not_met: Not met: size equals 201+",
        "not_met: Not met: size in 11-200",
        "taken: The fallback is for everybody else",
      ],
    );
    const { responseCount, lastResponseAt } = (await desk.business.call("GET", `${address}?id=${id}`)).body;
    assert.deepEqual([responseCount, lastResponseAt], [3, kept[0].createdAt]);
  });

  it("check answers by their fields, and name every one that is wrong", async () => {
    const { uid, id } = await form({
      fields: [
        size,
        email,
        { name: "seats", type: "number", label: "Seats", required: true, showIf: { field: "size", in: ["201+"] } },
        { name: "site", type: "url", label: "Site" },
      ],
    });
    assert.deepEqual(refusals(await send(uid, {})), [422, "responses.size", "responses.email"]);
    const wrong = { size: "huge", email: "ada", site: "javascript:alert(1)", prize: 1 };
    assert.deepEqual(refusals(await send(uid, wrong)), [
      422,
      ...["size", "email", "site", "prize"].map((name) => `responses.${name}`),
    ]);
    const asked = await send(uid, { size: "201+", email: "ada@example.com" });
    assert.deepEqual(refusals(asked), [422, "responses.seats"]);
    assert.equal((await send(uid, { size: "1-10", email: "ada@example.com" })).status, 201);
    assert.equal((await responses(id)).length, 1);
  });

  it("always have a fallback, which thanks people where nobody has said otherwise", async () => {
    const { uid, routes, link } = await form();
    assert.deepEqual(
      routes.map(({ isFallback, action }: any) => [isFallback, action]),
      [[true, { type: "message", message: null }]],
    );
    assert.ok(link.endsWith(`/form/${uid}`));
    const { body } = await send(uid, { size: "1-10", email: "ada@example.com" });
    assert.deepEqual([body.type, body.message], ["message", null]);
  });

  it("refuse fields that cannot be asked and routes that cannot be tried, by their place", async () => {
    const message = { type: "message", message: "Hello" };
    const wrong = await desk.business.call("POST", address, {
      name: "Wrong",
      fields: [size, { name: "size", type: "select", label: "Twice" }, { name: "n", type: "number", label: "N" }],
      routes: [
        { isFallback: true, action: message },
        { action: message },
        { conditions: when("nobody", "equals", "x"), action: message },
        { conditions: when("size", "equals", "12"), action: message },
        { conditions: when("size", "in", "1-10"), action: message },
        { conditions: when("n", "greater_than", "five"), action: message },
        { conditions: when("size", "less_than", 5), action: message },
        { conditions: when("n", "is_empty", 5), action: message },
        { conditions: when("n", "equals"), action: message },
      ],
    });
    assert.deepEqual(refusals(wrong), [
      422,
      "fields.1.name",
      "fields.1.options",
      "routes.0.isFallback",
      "routes.1.conditions",
      "routes.2.conditions.rules.0.field",
      "routes.3.conditions.rules.0.value",
      "routes.4.conditions.rules.0.value",
      "routes.5.conditions.rules.0.value",
      "routes.6.conditions.rules.0.operator",
      "routes.7.conditions.rules.0.value",
      "routes.8.conditions.rules.0.value",
    ]);
    for (const url of ["javascript:alert(1)", "ftp://example.com", "//example.com"]) {
      const draft = { name: "Away", routes: [{ isFallback: true, action: { type: "redirect", url } }] };
      assert.deepEqual(refusals(await desk.business.call("POST", address, draft)), [422, "routes.0.action.url"], url);
    }
    const gone = { name: "Gone", routes: [{ isFallback: true, action: { type: "eventType", eventTypeId: 999_999 } }] };
    assert.deepEqual(refusals(await desk.business.call("POST", address, gone)), [404, "routes.0.action.eventTypeId"]);
  });

  it("do not let a field go that a route still asks about", async () => {
    const action = { type: "message", message: "Hello" };
    const { id, routes } = await form({ routes: [{ conditions: when("size", "equals", "201+"), action }] });
    const without = await desk.business.call("PATCH", `${address}?id=${id}`, { fields: [email] });
    assert.deepEqual(refusals(without), [422, "routes.0.conditions.rules.0.field"]);
    const both = await desk.business.call("PUT", `${address}?id=${id}`, { fields: [email], routes: [routes[1]] });
    assert.deepEqual([both.status, both.body.routes, both.body.version], [200, [routes[1]], 2]);
  });

  it("never lead to an event type that is gone or switched off: the next route is tried, and says so", async () => {
    const first = await desk.eventType();
    const second = await desk.eventType();
    const to = ({ id }: { id: number }) => ({ type: "eventType", eventTypeId: id });
    const { uid, id, routes } = await form({
      routes: [
        { name: "First", conditions: when("size", "is_not_empty"), action: to(first) },
        { isFallback: true, action: to(second) },
      ],
    });
    const sent = async () => (await send(uid, { size: "201+", email: "ada@example.com" })).body;
    assert.equal((await sent()).eventType.id, first.id);
    await desk.business.call("PATCH", `/api/event-types?id=${first.id}`, { active: false });
    assert.equal((await sent()).eventType.id, second.id);
    assert.equal((await desk.business.call("DELETE", `/api/event-types?id=${second.id}`)).status, 200);
    const { type, url, message } = await sent();
    assert.deepEqual([type, url, message], ["message", null, null]);
    const [last] = await responses(id);
    assert.deepEqual(
      last.steps.map(({ outcome }: any) => outcome),
      ["unavailable", "unavailable"],
    );
    assert.match(last.steps[0].reason, /Met: size is not empty, but event type \d+ cannot be booked/);
    const { problems } = (await desk.business.call("GET", `${address}?id=${id}`)).body;
    assert.deepEqual(
      problems.map(({ routeId }: any) => routeId),
      routes.map(({ id }: any) => id),
    );
  });

  it("tell webhooks and workflows what was answered and where it led", async () => {
    const { id: eventTypeId, slug } = await desk.eventType();
    const team = (await desk.business.call("POST", "/api/teams", { name: "Sales" })).body.data;
    const other = (await desk.business.call("POST", "/api/teams", { name: "Support" })).body.data;
    const flows = workflowsOf(desk);
    // What was sent before is nobody's business here.
    await desk.installation.drain();
    const text = { en: { subject: "{{ event.title }}: {{ responses.size }}", body: "Hello {{ attendee.name }}" } };
    const hears = (teamId: number | null) =>
      flows.workflow({ trigger: "formSubmitted", teamId, steps: [step({ texts: text })] });
    const [everybodys, theirs, others] = [await hears(null), await hears(team.id), await hears(other.id)];
    await desk.business.call("POST", "/api/webhooks", {
      subscriberUrl: receiver.url,
      eventTriggers: ["FORM_SUBMITTED"],
    });
    const { uid, id } = await form({
      teamId: team.id,
      fields: [size, email, { name: "name", type: "text", label: "Name" }],
      routes: [{ isFallback: true, action: { type: "eventType", eventTypeId } }],
    });
    const answers = { size: "201+", email: "grace@example.com", name: "Grace" };
    const { body } = await send(uid, answers, { metadata: { utm_source: "ads" } });
    await desk.installation.drain();
    const [{ json }] = receiver.received as [any];
    const { payload } = json;
    assert.equal(json.triggerEvent, "FORM_SUBMITTED");
    assert.deepEqual(
      [payload.formId, payload.formName, payload.responseUid, payload.routedTo, payload.metadata],
      [id, "Talk to us", body.uid, { type: "eventType", value: slug }, { utm_source: "ads" }],
    );
    assert.deepEqual(payload.responses.size, { label: "Company size", value: "201+" });
    const mails = await flows.messagesTo("grace@example.com");
    assert.deepEqual(
      mails.map(({ subject }) => subject),
      ["Talk to us: 201+", "Talk to us: 201+"],
    );
    assert.match(mails[0].text, /Hello Grace/);
    for (const [{ id }, count] of [
      [everybodys, 1],
      [theirs, 1],
      [others, 0],
    ] as const)
      assert.equal((await flows.runs(id)).length, count);
  });

  it("note the booking that followed", async () => {
    const { id: eventTypeId } = await desk.eventType();
    const { uid, id } = await form({ routes: [{ isFallback: true, action: { type: "eventType", eventTypeId } }] });
    const { body: routed } = await send(uid, { size: "201+", email: "ada@example.com" });
    const metadata = { routingFormResponse: routed.uid };
    const { body } = await desk.book(eventTypeId, "2035-03-07T18:00:00Z", { metadata });
    await desk.installation.drain();
    assert.equal((await responses(id))[0].bookingUid, body.data.uid);
  });

  it("list responses by day, words and route, page by page", async () => {
    const { uid, id, routes } = await form({
      routes: [
        { conditions: when("size", "equals", "201+"), action: { type: "message", message: "Big" } },
        { isFallback: true, action: { type: "message", message: "Small" } },
      ],
    });
    for (const name of ["ada", "bo", "cy"])
      await send(uid, { size: name === "bo" ? "201+" : "1-10", email: `${name}@example.com` });
    const found = async (query: string) => (await responses(id, query)).map(({ answers }) => answers.email.value);
    assert.deepEqual(await found("&q=BO%40"), ["bo@example.com"]);
    assert.deepEqual(await found("&q=100%25"), []);
    assert.deepEqual(await found(`&routeId=${routes[0].id}`), ["bo@example.com"]);
    // In Los Angeles it is the morning of 5 March.
    assert.equal((await found("&from=2035-03-05&to=2035-03-05")).length, 3);
    assert.deepEqual(await found("&from=2035-03-06"), []);
    assert.deepEqual(await found("&to=2035-03-04"), []);
    const first = await desk.business.call("GET", `${address}/responses?formId=${id}&limit=2`);
    assert.deepEqual([first.body.length, first.headers["x-total-count"]], [2, "3"]);
    const next = new URL(/<(.*?)>/.exec(first.headers.link)![1]!);
    const second = await desk.business.call("GET", next.pathname + next.search);
    assert.deepEqual(
      second.body.map(({ answers }: any) => answers.email.value),
      ["ada@example.com"],
    );
  });

  it("show strangers the questions and nothing of the routes, and only while they are active", async () => {
    const action = { type: "redirect", url: "https://sales.example.com/a?b=1" };
    const { uid, id } = await form({ description: "Hello", routes: [{ isFallback: true, action }] });
    const shown = async () => desk.visitor("GET", `${address}/public?uid=${uid}`);
    const { body } = await shown();
    assert.deepEqual(
      [Object.keys(body).sort(), body.fields.map(({ name }: any) => name), body.leadsTo],
      [
        ["business", "description", "fields", "leadsTo", "name", "uid"],
        ["size", "email"],
        ["https://sales.example.com"],
      ],
    );
    await desk.business.call("PATCH", `${address}?id=${id}`, { active: false });
    assert.equal((await shown()).status, 404);
    assert.equal((await send(uid, { size: "1-10", email: "ada@example.com" })).status, 404);
    assert.equal((await desk.business.call("DELETE", `${address}?id=${id}`)).status, 200);
    assert.equal((await desk.business.call("GET", `${address}/responses?formId=${id}`)).status, 404);
  });

  it("are seen and changed by managers, in their own business alone", async () => {
    const { id } = await form();
    const [employee, manager] = [
      await desk.installation.member(desk.business.id, "employee"),
      await desk.installation.member(desk.business.id, "manager"),
    ];
    const get = (key: string, path = address) => desk.installation.send("GET", path, { key });
    assert.deepEqual([(await get(employee.key)).status, (await get(manager.key)).status], [403, 200]);
    const neighbour = await desk.installation.business();
    assert.deepEqual((await get(neighbour.key)).body, []);
    for (const path of [`${address}?id=${id}`, `${address}/responses?formId=${id}`])
      assert.equal((await get(neighbour.key, path)).status, 404, path);
  });

  it("take thirty submissions an hour from one address, and any number from members", async () => {
    const { uid } = await form();
    const answers = { size: "1-10", email: "ada@example.com" };
    const from = (remoteAddress: string) =>
      desk.installation.server.inject({
        method: "POST",
        url: `${address}/submit`,
        remoteAddress,
        payload: { uid, responses: answers },
      });
    const statuses: number[] = [];
    for (let count = 0; count < 31; count++) statuses.push((await from("203.0.113.99")).statusCode);
    assert.deepEqual([statuses.filter((status) => status === 201).length, statuses[30]], [30, 429]);
    assert.equal((await from("203.0.113.100")).statusCode, 201);
    assert.equal((await desk.business.call("POST", `${address}/submit`, { uid, responses: answers })).status, 201);
  });
});
