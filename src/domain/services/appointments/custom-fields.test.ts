import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import type { TestInstallation } from "../../../../test/support/installation.ts";
import { at, type Desk, fieldsOf, openDesk, openOnMonday } from "./desk.test-support.ts";

describe("what is answered with an appointment", () => {
  let installation: TestInstallation;
  let desk: Desk;
  before(async () => {
    installation = await openOnMonday();
    desk = await openDesk(installation);
    await ask({ label: "Allergies", required: true });
    await ask({ label: "Guests", type: "number" });
    await ask({ label: "Formula", visibleToCustomers: false });
    await ask({ label: "Not for haircuts", serviceIds: [(await desk.service({ name: "Dye" })).id] });
  });
  after(() => installation.close());

  const ask = async (draft: object) => {
    const { status, body, text } = await desk.salon.call("POST", "/api/services/custom-fields", draft);
    assert.equal(status, 201, text);
    return body;
  };
  const bookAs = (startTime: string, customFields?: object, more: object = {}) =>
    installation.send("POST", "/api/services/book", {
      body: {
        subdomain: desk.salon.subdomain,
        serviceId: desk.haircut.id,
        startTime,
        name: "Ann",
        email: "ann@example.com",
        ...(customFields ? { customFields } : {}),
        ...more,
      },
    });
  const own = async (uid: string) => (await installation.send("GET", `/api/services/appointments/own?uid=${uid}`)).body;

  it("is what is required and asked of customers, in the form of its question", async () => {
    const refusals: [object | undefined, string[]][] = [
      [undefined, ["customFields.allergies"]],
      [{ allergies: " " }, ["customFields.allergies"]],
      [{ allergies: 5, guests: "many" }, ["customFields.allergies", "customFields.guests"]],
      [{ allergies: "None", formula: "6/0" }, ["customFields.formula"]],
      [{ allergies: "None", "not-for-haircuts": "x" }, ["customFields.not-for-haircuts"]],
      [{ allergies: "None", constructor: "x" }, ["customFields.constructor"]],
    ];
    for (const [answers, fields] of refusals) {
      const refused = await bookAs(at(2, "09:00"), answers);
      assert.deepEqual([refused.status, fieldsOf(refused)], [422, fields]);
    }
    const booked = await bookAs(at(2, "09:00"), { allergies: " Latex ", guests: "2" });
    assert.deepEqual([booked.status, booked.body.customFields], [201, { allergies: "Latex", guests: 2 }], booked.text);
    assert.deepEqual((await own(booked.body.uid)).customFields, { allergies: "Latex", guests: 2 });
    assert.deepEqual((await desk.read(booked.body.id)).customFields, { allergies: "Latex", guests: 2 });
    const [event] = await desk.events(booked.body.id);
    assert.deepEqual(event!.payload.customFields, { allergies: "Latex", guests: 2 });
  });

  it("is asked anew as soon as the question changes", async () => {
    const { id } = await ask({ label: "Brand new", required: true });
    assert.deepEqual(fieldsOf(await bookAs(at(2, "10:00"), { allergies: "None" })), ["customFields.brand-new"]);
    await desk.salon.call("PATCH", `/api/services/custom-fields?id=${id}`, { active: false });
    assert.equal((await bookAs(at(2, "10:00"), { allergies: "None" })).status, 201);
  });

  it("is what staff fill in, who may leave it open but not mistype it", async () => {
    const wrong = await desk.book(at(3, "09:00"), { customFields: { guests: "many", nobody: 1 } });
    assert.deepEqual([wrong.status, fieldsOf(wrong)], [422, ["customFields.guests", "customFields.nobody"]]);
    const made = await desk.booked(at(3, "09:00"), { customFields: { formula: "6/0", guests: 1 } });
    assert.deepEqual(made.customFields, { formula: "6/0", guests: 1 });
    assert.deepEqual((await own(made.uid)).customFields, { guests: 1 }, "what is staff's stays with them");
    const changed = await desk.change(made.id, { customFields: { guests: null, allergies: "Nuts" } });
    assert.deepEqual(changed.body.customFields, { formula: "6/0", allergies: "Nuts" });
    const same = await desk.change(made.id, { customFields: { allergies: "Nuts" } });
    assert.equal(same.body.version, changed.body.version, "what is as it was is no change");
  });

  it("stays when its question is deleted, until staff take it away", async () => {
    const { id } = await ask({ label: "Passing fancy" });
    const made = await desk.booked(at(3, "10:00"), { customFields: { "passing-fancy": "Hats" } });
    await desk.salon.call("DELETE", `/api/services/custom-fields?id=${id}`);
    assert.deepEqual((await own(made.uid)).customFields, { "passing-fancy": "Hats" });
    const refused = await desk.change(made.id, { customFields: { "passing-fancy": "Shoes" } });
    assert.deepEqual([refused.status, fieldsOf(refused)], [422, ["customFields.passing-fancy"]]);
    const changed = await desk.change(made.id, { customFields: { "passing-fancy": null } });
    assert.deepEqual(changed.body.customFields, {});
  });

  it("is each seat's own in a group session", async () => {
    const yoga = await desk.service({ name: "Yoga", enableGroupBooking: true, maxCapacity: 3 });
    const made = await desk.booked(at(4, "09:00"), {
      serviceId: yoga.id,
      endTime: at(4, "09:30"),
      customerId: desk.emily.id,
      customFields: { allergies: "Cats" },
      attendees: [{ name: "Ben", customFields: { formula: "1/0" } }],
    });
    const answers = (session: Record<string, any>) =>
      session.attendees.map(({ name, customFields }: any) => [name, customFields]);
    assert.deepEqual(made.customFields, {});
    assert.deepEqual(answers(made), [
      ["Emily Chen", { allergies: "Cats" }],
      ["Ben", { formula: "1/0" }],
    ]);
    const joined = await bookAs(at(4, "09:00"), { allergies: "Dogs" }, { serviceId: yoga.id });
    assert.deepEqual([joined.status, joined.body.id], [201, made.id], joined.text);
    assert.deepEqual((await own(joined.body.uid)).customFields, { allergies: "Dogs" });
    const ben = made.attendees[1];
    assert.deepEqual((await own(ben.uid)).customFields, {});

    const list = (customFields: object) => [
      { customerId: made.attendees[0].customerId },
      { customerId: ben.customerId, customFields },
      { name: "Ann", email: "ann@example.com" },
    ];
    const wrong = await desk.change(made.id, { attendees: list({ guests: "many" }) });
    assert.deepEqual([wrong.status, fieldsOf(wrong)], [422, ["attendees.1.customFields.guests"]]);
    const { body } = await desk.change(made.id, { attendees: list({ allergies: "Bees" }) });
    assert.deepEqual(answers(body), [
      ["Emily Chen", { allergies: "Cats" }],
      ["Ben", { formula: "1/0", allergies: "Bees" }],
      ["Ann", { allergies: "Dogs" }],
    ]);
    const whose = await desk.change(made.id, { customFields: { allergies: "All" } });
    assert.deepEqual([whose.status, fieldsOf(whose)], [422, ["customFields"]]);
  });

  it("goes out to webhooks, but for the answers to staff's own questions", async () => {
    const customFields = { allergies: "Wasps", formula: "8/3" };
    const made = await desk.booked(at(4, "11:00"), { customFields });
    await desk.change(made.id, { customFields: { formula: "8/4" } });
    const pilates = await desk.service({ name: "Barre", enableGroupBooking: true, maxCapacity: 3 });
    const attendees = [{ name: "Ben", customFields }];
    const session = await desk.booked(at(4, "12:00"), { serviceId: pilates.id, attendees });
    const told = [...(await desk.events(made.id)), ...(await desk.events(session.id))].map(({ payload }) => payload);
    assert.deepEqual(
      told.map(({ customFields, attendees }) => [customFields, attendees.map((seat: any) => seat.customFields)]),
      [
        [{ allergies: "Wasps" }, []],
        [{ allergies: "Wasps" }, []],
        [{}, [{ allergies: "Wasps" }]],
      ],
    );
    assert.deepEqual((await desk.read(made.id)).customFields, { allergies: "Wasps", formula: "8/4" });
  });

  it("is forgotten with its customer, in the audit log as well", async () => {
    const { id: customerId } = await desk.customer({ name: "Cem" });
    const made = await desk.booked(at(5, "09:00"), { customerId, customFields: { allergies: "Wool" } });
    const yoga = await desk.service({ name: "Pilates", enableGroupBooking: true, maxCapacity: 3 });
    const session = await desk.booked(at(5, "10:00"), {
      serviceId: yoga.id,
      attendees: [
        { customerId, customFields: { allergies: "Silk" } },
        { customerId: desk.emily.id, customFields: { allergies: "Cats" } },
      ],
    });
    const staying = { customerId: desk.emily.id };
    await desk.change(session.id, { attendees: [staying] });
    await desk.change(made.id, { status: "canceled" });
    assert.equal((await desk.salon.call("DELETE", `/api/services/customers?id=${customerId}`)).status, 200);
    assert.deepEqual((await desk.read(made.id)).customFields, {});
    const left = (await desk.read(session.id)).attendees.map((seat: any) => seat.customFields);
    assert.deepEqual(left, [{}, { allergies: "Cats" }]);
    const { text } = await desk.salon.call("GET", "/api/services/audit-log?subject=appointment&limit=200");
    assert.doesNotMatch(text, /Wool|Silk/);
    assert.match(text, /Cats/);
  });

  it("travels in a file, and is read back as it was", async () => {
    const made = await desk.booked(at(8, "09:00"), { customFields: { allergies: 'Say "no"', guests: 3 } });
    const { text } = await desk.salon.call("GET", `/api/services/appointments/export?from=2027-03-08`);
    const [head, line] = text.replace("\uFEFF", "").trim().split("\r\n");
    const bring = async (raw: string) => {
      const headers = { "content-type": "text/csv" };
      const path = "/api/services/appointments/import";
      return (await installation.send("POST", path, { key: desk.salon.key, raw, headers })).body;
    };
    assert.equal((await bring(`${head}\n${line}`)).unchanged, 1);
    const changed = await bring(`id,customFields\n${made.id},"{""guests"":4}"`);
    assert.equal(changed.updated, 1, JSON.stringify(changed));
    assert.deepEqual((await desk.read(made.id)).customFields, { guests: 4 });
    await bring(`startTime,serviceName,customFields\n${at(8, "12:00")},Haircut,"{""older"":[""a""]}"`);
    const { body } = await desk.list(`from=${at(8, "11:00")}&to=${at(8, "13:00")}`);
    assert.deepEqual(body[0].customFields, { older: ["a"] });
  });
});
