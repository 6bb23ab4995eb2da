import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { type Desk, openDesk } from "../../scheduling/bookings/desk.test-support.ts";
import { address, step } from "../workflows.test-support.ts";

describe("workflows", () => {
  let desk: Desk;
  before(async () => {
    desk = await openDesk();
  });
  after(() => desk.close());
  const call = (method: string, path: string, body?: unknown) => desk.business.call(method, address + path, body);
  const draft = (more: object = {}) => ({ name: "Reminder", trigger: "beforeStart", steps: [step()], ...more });

  it("are made, listed, changed and deleted, with their steps", async () => {
    const made = await call("POST", "", draft({ secret: "a long secret", offset: { time: 2, unit: "hour" } }));
    assert.equal(made.status, 201);
    const { id, steps, createdAt, updatedAt, ...shown } = made.body.data;
    assert.deepEqual(shown, {
      name: "Reminder",
      trigger: "beforeStart",
      offset: { time: 2, unit: "hour" },
      active: true,
      userId: null,
      teamId: null,
      eventTypeIds: null,
      serviceIds: null,
      hasSecret: true,
      warnings: [],
      version: 1,
    });
    assert.doesNotMatch(made.text, /a long secret/);
    assert.deepEqual((await call("GET", `?id=${id}`)).body.data, made.body.data);
    const changed = await call("PUT", `?id=${id}`, { name: "Soon", steps: [step({ action: "EMAIL_HOST" }), step()] });
    const { data } = changed.body;
    assert.deepEqual([data.name, data.version, data.offset.time], ["Soon", 2, 2]);
    assert.deepEqual(
      data.steps.map(({ action }: { action: string }) => action),
      ["email_host", "email_attendee"],
    );
    assert.equal((await call("GET", "?trigger=beforeStart&active=true")).body.pagination.total, 1);
    assert.deepEqual((await call("DELETE", `?id=${id}`)).body.data, { id, deleted: true });
    assert.equal((await call("GET", `?id=${id}`)).status, 404);
  });

  it("take Cal.com's names for triggers, and a day where no offset is said", async () => {
    const { body } = await call("POST", "", draft({ trigger: "BEFORE_EVENT" }));
    assert.deepEqual([body.data.trigger, body.data.offset], ["beforeStart", { time: 1, unit: "day" }]);
    const ids = async (trigger: string) =>
      (await call("GET", `?trigger=${trigger}`)).body.data.map(({ id }: { id: number }) => id);
    assert.ok((await ids("BEFORE_EVENT")).includes(body.data.id));
    assert.deepEqual(await ids("BEFORE_EVENT"), await ids("beforeStart"));
    assert.equal((await call("GET", "?trigger=NEXT_EVENT")).status, 400);
  });

  it("refuse what cannot work, naming the field", async () => {
    const texts = (subject: string, body: string) => ({ en: { subject, body } });
    const cases: [more: object, field: string][] = [
      [{ trigger: "booked", offset: { time: 1, unit: "day" } }, "offset"],
      [{ serviceIds: [1] }, "serviceIds"],
      [{ trigger: "appointmentBooked", eventTypeIds: [1] }, "eventTypeIds"],
      [{ steps: [] }, "steps"],
      [{ steps: [step({ texts: undefined })] }, "steps.0.texts"],
      [{ steps: [step({ texts: { en: { body: "x" } } })] }, "steps.0.texts.en.subject"],
      [{ steps: [step({ action: "email_address", recipient: "nobody" })] }, "steps.0.recipient"],
      [{ steps: [step({ action: "sms_number", recipient: "12", texts: { en: { body: "x" } } })] }, "steps.0.recipient"],
      [{ steps: [step({ action: "webhook", texts: undefined, url: "http://127.0.0.1/x" })] }, "steps.0.url"],
      [{ steps: [step({ action: "webhook", texts: undefined, url: "https://u:p@example.com/" })] }, "steps.0.url"],
      [{ steps: [step({ action: "webhook", url: "https://example.com/" })] }, "steps.0.texts"],
      [{ steps: [{ action: "webhook", url: "https://example.com/", senderName: "Ada" }] }, "steps.0.senderName"],
      [{ steps: [step({ texts: texts("Hi", "One\n{% if x %}") })] }, "steps.0.texts.en.body"],
      [{ steps: [step({ texts: texts("{{ x | nonsense }}", "Hi") })] }, "steps.0.texts.en.subject"],
      [{ steps: [step({ texts: texts("Hi", "{% include 'x' %}") })] }, "steps.0.texts.en.body"],
    ];
    for (const [more, field] of cases) {
      const { status, body, text } = await call("POST", "", draft(more));
      assert.deepEqual([status, body.details?.[0].field], [422, field], text);
    }
    const { body } = await call("POST", "", draft({ steps: [step({ texts: texts("Hi", "One\n{% if x %}") })] }));
    assert.equal(body.details[0].message, "Line 2: {% if %} is not closed. Add {% endif %} after it.");
    for (const [field, value] of [
      ["eventTypeIds", [999_999]],
      ["userId", 999_999],
      ["teamId", 999_999],
    ] as const)
      assert.equal((await call("POST", "", draft({ [field]: value }))).status, 404, field);
  });

  it("are of all event types where they say null, and of none by mistake", async () => {
    const { id: eventTypeId } = await desk.eventType();
    const { id } = (await call("POST", "", draft({ eventTypeIds: [eventTypeId] }))).body.data;
    const appointments = draft({ trigger: "appointmentBooked", serviceIds: [] });
    for (const { status, body } of [
      await call("POST", "", draft({ eventTypeIds: [] })),
      await call("PATCH", `?id=${id}`, { eventTypeIds: [] }),
      await call("POST", "", appointments),
    ]) {
      assert.equal(status, 422);
      assert.match(body.details[0].message, /null is all (event types|services)/);
    }
    assert.deepEqual((await call("GET", `?id=${id}`)).body.data.eventTypeIds, [eventTypeId]);
    const all = await call("PATCH", `?id=${id}`, { eventTypeIds: null });
    assert.deepEqual([all.status, all.body.data.eventTypeIds], [200, null]);
  });

  it("warn where what they are kept to was deleted", async () => {
    const [one, other] = [(await desk.eventType()).id, (await desk.eventType()).id];
    const { id } = (await call("POST", "", draft({ eventTypeIds: [one, other] }))).body.data;
    const warnings = async () => (await call("GET", `?id=${id}`)).body.data.warnings;
    const remove = (eventTypeId: number) => desk.business.call("DELETE", `/api/event-types?id=${eventTypeId}`);
    assert.deepEqual(await warnings(), []);
    assert.equal((await remove(one)).status, 200);
    const gone = (eventTypeId: number) => `The event type ${eventTypeId}, to which it is kept, was deleted.`;
    assert.deepEqual(await warnings(), [gone(one)]);
    assert.equal((await remove(other)).status, 200);
    const nothing = "Nothing sets it off any more. Name another event type, or null for all of them.";
    assert.deepEqual(await warnings(), [gone(one), gone(other), nothing]);
  });

  it("refuse an SMS that says nothing for a variable that there is not, and take one that is for some alone", async () => {
    const sms = (body: string) => draft({ steps: [step({ action: "sms_attendee", texts: { en: { body } } })] });
    for (const trigger of ["formSubmitted", "booked"]) {
      const { status, body } = await call("POST", "", { ...sms("{{ form.name }}"), trigger });
      const { field, message } = body.details[0];
      assert.deepEqual([status, field], [422, "steps.0.texts.en.body"]);
      assert.equal(message, 'There is no variable "form.name", and without it the text is empty');
    }
    const forSome = '{% if event.notes == "vip" %}VIP{% endif %}';
    assert.equal((await call("POST", "", sms(forSome))).status, 201);
    const { body } = await call("POST", "/preview", { action: "sms_attendee", texts: { en: { body: forSome } } });
    assert.equal(body.data.previews[0].error, "With these values the text is empty: nothing is sent");
  });

  it("warn of variables that there are not, when saved and in a preview", async () => {
    const texts = {
      en: { subject: "{{ attendee.nmae }}", body: "{{ responses.anything }} {{ event.title }} {{ who }}" },
    };
    const { body } = await call("POST", "", draft({ steps: [step({ texts })] }));
    assert.deepEqual(body.data.warnings, [
      'Step 1, en: there is no variable "attendee.nmae", so nothing stands in its place.',
      'Step 1, en: there is no variable "who", so nothing stands in its place.',
    ]);
    const { body: seen } = await call("POST", "/preview", { texts });
    assert.deepEqual(seen.data.previews[0].unknownVariables, ["attendee.nmae", "who"]);
  });

  it("are previewed in every language, with a sample's values or a booking's", async () => {
    const { id } = await desk.eventType({ title: "Intro" });
    const { body } = await desk.book(id, "2035-03-06T18:00:00Z", { timeZone: "Europe/Berlin" });
    const texts = {
      en: { subject: "{{ event.title }}", body: "{{ attendee.name }} at {{ event.time }}" },
      de: { subject: "{{ event.title }}", body: "{{ attendee.name }} um {{ event.time }} {{ links.cancel }}" },
      fr: { subject: "x", body: "{% if %}" },
    };
    const { body: real } = await call("POST", "/preview", { texts, uid: body.data.uid });
    const [en, de, fr] = real.data.previews;
    assert.equal(en.subject, "Intro");
    assert.match(en.text, /Maria Garcia at 19:00/);
    assert.match(de.text, new RegExp(`Maria Garcia um 19:00 Uhr .*/booking/${body.data.uid}/cancel`));
    assert.match(en.html, /<h1[^>]*>Intro<\/h1>/);
    assert.deepEqual([fr.text, typeof fr.error], [null, "string"]);
    const { body: sample } = await call("POST", "/preview", {
      action: "sms_attendee",
      texts: { en: { body: "{{ host.name }}" } },
    });
    assert.equal(sample.data.previews[0].text, "Sarah Johnson");
    assert.equal((await call("POST", "/preview", { texts, uid: "bk_unknown" })).status, 404);
    const { body: variables } = await call("GET", "/variables");
    assert.ok(variables.data.some(({ name }: { name: string }) => name === "attendee.firstName"));
  });

  it("are for managers, and one business's own", async () => {
    const { body } = await call("POST", "", draft());
    const manager = await desk.installation.member(desk.business.id, "manager");
    const employee = await desk.installation.member(desk.business.id, "employee");
    const other = await desk.installation.business();
    const read = (key: string) => desk.installation.send("GET", `${address}?id=${body.data.id}`, { key });
    assert.deepEqual(
      [(await read(manager.key)).status, (await read(employee.key)).status, (await read(other.key)).status],
      [200, 403, 404],
    );
  });

  it("refuse a change by somebody who has not seen the last one", async () => {
    const { body } = await call("POST", "", draft());
    const stale = { "if-match": '"1"' };
    const path = `${address}?id=${body.data.id}`;
    assert.equal((await desk.business.call("PATCH", path, { steps: [step()] }, stale)).status, 200);
    assert.equal((await desk.business.call("PATCH", path, { name: "Mine" }, stale)).status, 412);
  });
});
