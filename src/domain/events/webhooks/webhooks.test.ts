import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import type { TestBusiness, TestInstallation } from "../../../../test/support/installation.ts";
import { openTestInstallation } from "../../../../test/support/installation.ts";

const address = "/api/webhooks";
const draft = { subscriberUrl: "https://example.com/hooks", eventTriggers: ["BOOKING_CREATED"] };

describe("webhooks", () => {
  let installation: TestInstallation;
  let salon: TestBusiness;
  before(async () => {
    installation = await openTestInstallation();
    salon = await installation.business();
  });
  after(() => installation.close());

  const make = async (fields: object = {}, key = salon.key) =>
    installation.send("POST", address, { key, body: { ...draft, ...fields } });

  it("keep their secret to themselves, say that there is one, and take another", async () => {
    const { status, body, text } = await make({ secret: "correct horse battery" });
    assert.equal(status, 201, text);
    const { id, hasSecret, active, version } = body.data;
    assert.deepEqual([hasSecret, active, version], [true, true, 1]);
    const cleared = await salon.call("PATCH", `${address}?id=${id}`, { secret: null });
    assert.deepEqual([cleared.body.data.hasSecret, cleared.body.data.version], [false, 2]);
    const audit = await salon.call("GET", `/api/services/audit-log?subject=webhook&subjectId=${id}`);
    assert.equal(audit.body.length, 2);
    for (const said of [text, audit.text]) assert.ok(!said.includes("correct horse") && !/sealed/i.test(said));
  });

  it("are listed by whom they are about, changed and deleted", async () => {
    const { id } = (await make({ userId: salon.userId, eventTriggers: ["OOO_CREATED", "OOO_CREATED"] })).body.data;
    const { body } = await salon.call("GET", `${address}?userId=${salon.userId}`);
    assert.deepEqual(
      body.data.map((one: any) => [one.id, one.eventTriggers]),
      [[id, ["OOO_CREATED"]]],
    );
    const off = await salon.call("PUT", `${address}?id=${id}`, { active: false });
    assert.equal(off.body.data.active, false);
    assert.equal((await salon.call("GET", `${address}?active=false`)).body.pagination.total, 1);
    assert.equal((await salon.call("POST", `${address}/${id}/test`, {})).status, 409);
    assert.deepEqual((await salon.call("DELETE", `${address}?id=${id}`)).body.data, { id, deleted: true });
    assert.equal((await salon.call("GET", `${address}?id=${id}`)).status, 404);
  });

  it("refuse addresses of the installation's own network, other protocols and credentials", async () => {
    for (const subscriberUrl of [
      "http://127.0.0.1/x",
      "http://localhost:5432",
      "http://[::1]/",
      "http://169.254.169.254/latest",
      "http://10.0.0.7/",
      "ftp://example.com",
      "https://ada:secret@example.com/",
    ]) {
      const { status, body } = await make({ subscriberUrl });
      assert.deepEqual([status, body.details?.[0].field], [422, "subscriberUrl"], subscriberUrl);
    }
  });

  it("refuse a secret that announces base64 and is none: nothing would be left to sign with", async () => {
    const { id } = (await make({ secret: "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw" })).body.data;
    for (const secret of ["whsec_!!!", "whsec_not base64", "whsec_MfKQ9", "whsec_"])
      for (const { status, body } of [
        await make({ secret }),
        await salon.call("PATCH", `${address}?id=${id}`, { secret }),
        await salon.call("POST", "/api/workflows", {
          name: "Signed",
          trigger: "booked",
          steps: [{ action: "webhook", url: "https://example.com/" }],
          secret,
        }),
      ])
        assert.deepEqual([status, body.details?.[0].field], [422, "secret"], secret);
  });

  it("refuse a template that does not make JSON of what they are told", async () => {
    const { status, body } = await make({ payloadTemplate: "Booked: {{ payload.title }}" });
    assert.deepEqual([status, body.details[0].field], [422, "payloadTemplate"]);
    assert.match(body.details[0].message, /no JSON.*BOOKING_CREATED/);
    assert.equal((await make({ payloadTemplate: '{"text": "{{ payload.title }}"}' })).status, 201);
    const ids = '{"booking": {{ payload.bookingId }}, "type": {{ payload.eventTypeId }}}';
    assert.equal((await make({ payloadTemplate: ids })).status, 201);
  });

  it("are about one thing at most, which must be there", async () => {
    assert.equal((await make({ userId: salon.userId, teamId: 1 })).status, 422);
    for (const scope of [{ userId: 999_999 }, { teamId: 999_999 }, { eventTypeId: 999_999 }])
      assert.equal((await make(scope)).status, 404, JSON.stringify(scope));
  });

  it("of members who see their own work alone are about themselves", async () => {
    const member = await installation.member(salon.id, "employee");
    const own = await make({}, member.key);
    assert.deepEqual([own.status, own.body.data.userId], [201, member.userId]);
    assert.equal((await make({ userId: salon.userId }, member.key)).status, 403);
    const types = (await salon.call("GET", "/api/event-types")).body.data as { id: number }[];
    assert.equal((await make({ eventTypeId: types[0]!.id }, member.key)).status, 403);
    const others = (await make()).body.data.id;
    const as = (method: string, path: string, body?: unknown) =>
      installation.send(method, path, { key: member.key, body });
    assert.equal((await as("GET", `${address}?id=${others}`)).status, 404);
    assert.equal((await as("DELETE", `${address}?id=${others}`)).status, 404);
    assert.deepEqual(
      (await as("GET", address)).body.data.map(({ id }: { id: number }) => id),
      [own.body.data.id],
    );
  });

  it("tell what they can tell of, with a schema and a sample for each of the 21", async () => {
    const { body } = await salon.call("GET", `${address}/triggers`);
    assert.equal(body.data.length, 21);
    const created = body.data.find(({ trigger }: { trigger: string }) => trigger === "BOOKING_CREATED");
    assert.deepEqual([created.sample.uid, created.sample.bookingId], ["bk_2f8a9c3e", 501]);
    assert.ok(created.payloadSchema.properties.attendees.description);
    const { webhooks } = (await installation.send("GET", "/api/openapi.json")).body;
    assert.equal(Object.keys(webhooks).length, 21);
  });
});
