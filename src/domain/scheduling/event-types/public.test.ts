import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import {
  openTestInstallation,
  type TestBusiness,
  type TestInstallation,
} from "../../../../test/support/installation.ts";

const address = "/api/event-types/public";

describe("what strangers see of event types", () => {
  let installation: TestInstallation;
  let salon: TestBusiness;
  before(async () => {
    installation = await openTestInstallation();
    salon = await installation.business({ name: "Acme", subdomain: "acme" });
  });
  after(() => installation.close());

  const look = (query: string) => installation.send("GET", `${address}?${query}`);
  const make = async (draft: object) => {
    const { status, body } = await salon.call("POST", "/api/event-types", { length: 30, ...draft });
    assert.equal(status, 201, JSON.stringify(body));
    return body.data;
  };
  const titles = ({ body }: any) => body.data.eventTypes.map(({ title }: any) => title);

  it("is a person's page: active ones that are not hidden, in their order", async () => {
    await make({ title: "Hidden", hidden: true });
    await make({ title: "Off", active: false });
    const answer = await look("username=Owner-of-Acme");
    assert.equal(answer.status, 200);
    assert.deepEqual(titles(answer), ["15 Min Meeting", "30 Min Meeting"]);
    const { person, business } = answer.body.data;
    assert.deepEqual([person.name, person.username, business.name], ["Owner of Acme", "owner-of-acme", "Acme"]);
    assert.equal((await look("username=nobody-there")).status, 404);
    assert.equal((await look("")).status, 400);
    assert.equal((await look("subdomain=acme")).status, 400);
  });

  it("is one event type by its address, hidden or not, and nothing that is the owner's business", async () => {
    const secret = await make({
      title: "Quiet",
      hidden: true,
      metadata: { crm: 1 },
      locations: [
        { type: "inPerson", address: "1 Main Street", displayLocationPublicly: true },
        { type: "link", link: "https://secret.example" },
      ],
    });
    const answer = await look("username=owner-of-acme&slug=quiet");
    assert.deepEqual(titles(answer), ["Quiet"]);
    const [eventType] = answer.body.data.eventTypes;
    assert.deepEqual(eventType.locations, [{ type: "inPerson", address: "1 Main Street" }, { type: "link" }]);
    assert.deepEqual(eventType.hosts, [{ name: "Owner of Acme", username: "owner-of-acme", avatarUrl: null }]);
    for (const field of ["metadata", "scheduleId", "userId", "bookingLimits"])
      assert.equal(eventType[field], undefined, field);
    assert.deepEqual((await look(`eventTypeId=${secret.id}`)).body.data, answer.body.data);
    assert.equal((await look("username=owner-of-acme&slug=off")).status, 404);
    assert.equal((await look("eventTypeId=999999")).status, 404);
  });

  it("is a team's by the business's address, but of a managed one the copies alone", async () => {
    const team = (await salon.call("POST", "/api/teams", { name: "Sales" })).body.data;
    const demo = await make({ title: "Demo", teamId: team.id });
    const template = await make({ title: "Template", teamId: team.id, schedulingType: "managed" });
    const answer = await look("subdomain=acme&team=sales&slug=demo");
    assert.deepEqual(titles(answer), ["Demo"]);
    assert.deepEqual(answer.body.data.eventTypes[0].team, { name: "Sales", slug: "sales", logoUrl: null });
    assert.equal(answer.body.data.eventTypes[0].link, demo.link);
    assert.deepEqual(titles(await look("subdomain=acme&team=sales")), ["Demo"]);
    assert.equal((await look(`eventTypeId=${template.id}`)).status, 404);
    assert.equal((await look("username=owner-of-acme&slug=template")).status, 200);
  });

  it("is what a private link leads to, while it works", async () => {
    const { id } = await make({ title: "By invitation", hidden: true });
    const { link } = (await salon.call("POST", "/api/private-links", { eventTypeId: id })).body.data;
    assert.deepEqual(titles(await look(`link=${link}`)), ["By invitation"]);
    assert.deepEqual(titles(await look(`link=${link}&eventTypeId=${id}`)), ["By invitation"]);
    assert.equal((await look(`link=${link}&username=owner-of-acme&slug=quiet`)).status, 404, "it leads elsewhere");
    const [{ id: linkId }] = (await salon.call("GET", `/api/private-links?eventTypeId=${id}`)).body.data;
    await salon.call("DELETE", `/api/private-links?id=${linkId}`);
    assert.equal((await look(`link=${link}`)).status, 404);
  });
});
