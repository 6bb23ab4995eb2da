import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import {
  openTestInstallation,
  type TestBusiness,
  type TestInstallation,
} from "../../../../test/support/installation.ts";

const address = "/api/teams";

describe("teams", () => {
  let installation: TestInstallation;
  let salon: TestBusiness;
  before(async () => {
    installation = await openTestInstallation();
    salon = await installation.business({ name: "Acme", subdomain: "acme" });
  });
  after(() => installation.close());

  const as = (key: string) => (method: string, path: string, body?: unknown) =>
    installation.send(method, path, { key, body });
  const make = async (name: string, draft: object = {}) => {
    const { status, body } = await salon.call("POST", address, { name, ...draft });
    assert.equal(status, 201, JSON.stringify(body));
    return body.data;
  };
  const join = async (teamId: number, role: string, memberRole = "employee") => {
    const member = await installation.member(salon.id, memberRole);
    const added = await salon.call("POST", `${address}/${teamId}/members`, { userId: member.userId, role });
    assert.equal(added.status, 201, added.text);
    return { ...member, call: as(member.key) };
  };

  it("belong to whoever makes them", async () => {
    const team = await make("Sales & Co", { bio: "We sell" });
    assert.deepEqual([team.slug, team.role, team.memberCount, team.bio], ["sales-and-co", "owner", 1, "We sell"]);
    assert.match(team.link, /\/team\/acme\/sales-and-co$/);
    const { body } = await salon.call("GET", `${address}/${team.id}/members`);
    assert.deepEqual(
      body.data.map(({ id, role, email }: any) => [id, role, email]),
      [[salon.userId, "owner", salon.email]],
    );
    const taken = await salon.call("POST", address, { name: "Other", slug: "sales-and-co" });
    assert.deepEqual([taken.status, taken.body.details[0].field], [409, "slug"]);
  });

  it("are changed by managers and by their own admins, and seen by their members", async () => {
    const team = await make("Support");
    const at = `${address}?id=${team.id}`;
    const admin = await join(team.id, "admin");
    const member = await join(team.id, "member");
    const stranger = as((await installation.member(salon.id, "employee")).key);
    const manager = as((await installation.member(salon.id, "manager")).key);
    assert.equal((await admin.call("PATCH", at, { name: "Help" })).body.data.name, "Help");
    assert.equal((await member.call("GET", at)).body.data.role, "member");
    assert.equal((await member.call("PATCH", at, { name: "X" })).status, 403);
    assert.equal((await stranger("GET", at)).status, 404);
    assert.equal((await stranger("PATCH", at, { name: "X" })).status, 404);
    assert.deepEqual((await stranger("GET", address)).body.data, []);
    assert.equal((await member.call("GET", address)).body.data.length, 1);
    assert.equal((await member.call("POST", address, { name: "Ours" })).status, 403);
    assert.ok((await manager("GET", address)).body.data.length > 1);
    assert.deepEqual((await manager("GET", `${address}?mine=true`)).body.data, []);
    assert.equal((await manager("PATCH", at, { hidden: true })).body.data.hidden, true);
  });

  it("keep an owner, whom admins do not touch", async () => {
    const team = await make("Owned");
    const admin = await join(team.id, "admin");
    const member = await join(team.id, "member");
    const at = (id: number) => `${address}/${team.id}/members/${id}`;
    assert.equal((await admin.call("PATCH", at(member.userId), { role: "admin" })).status, 200);
    assert.equal((await admin.call("PATCH", at(member.userId), { role: "owner" })).status, 403);
    assert.equal((await admin.call("DELETE", at(salon.userId))).status, 403);
    assert.equal((await salon.call("DELETE", at(salon.userId))).status, 409);
    assert.equal((await salon.call("PATCH", at(salon.userId), { role: "member" })).status, 409);
    assert.equal((await salon.call("PATCH", at(member.userId), { role: "owner" })).body.data.role, "owner");
    assert.equal((await salon.call("DELETE", at(salon.userId))).status, 200);
    assert.equal((await salon.call("DELETE", at(salon.userId))).status, 404);
  });

  it("take members of the business alone, once", async () => {
    const team = await make("Once");
    const member = await join(team.id, "member");
    const at = `${address}/${team.id}/members`;
    assert.equal((await salon.call("POST", at, { userId: member.userId })).status, 409);
    const stranger = await salon.call("POST", at, { userId: 999_999 });
    assert.deepEqual([stranger.status, stranger.body.details[0].field], [404, "userId"]);
  });

  it("are left by whoever wants to", async () => {
    const team = await make("Left");
    const member = await join(team.id, "member");
    const left = await member.call("DELETE", `${address}/${team.id}/members/${member.userId}`);
    assert.deepEqual([left.status, left.body.data], [200, { id: member.userId, deleted: true }]);
    assert.equal((await member.call("GET", `${address}?id=${team.id}`)).status, 404);
  });

  it("go with their event types", async () => {
    const team = await make("Gone");
    const draft = { title: "Demo", length: 30, teamId: team.id };
    const { body } = await salon.call("POST", "/api/event-types", draft);
    assert.equal((await salon.call("DELETE", `${address}?id=${team.id}`)).status, 200);
    assert.equal((await salon.call("GET", `/api/event-types?id=${body.data.id}`)).status, 404);
  });

  it("show strangers their page, unless they are hidden", async () => {
    const team = await make("Public faces", { bio: "Hello" });
    const draft = { length: 30, teamId: team.id };
    for (const more of [
      { title: "Shown" },
      { title: "Hidden", hidden: true },
      { title: "Off", active: false },
      { title: "Template", schedulingType: "managed" },
    ])
      await salon.call("POST", "/api/event-types", { ...draft, ...more });
    const page = () => installation.send("GET", `${address}/public?subdomain=acme&slug=public-faces`);
    const { status, body } = await page();
    assert.equal(status, 200);
    const { name, bio, members, eventTypes, business } = body.data;
    assert.deepEqual([name, bio, business.name], ["Public faces", "Hello", "Acme"]);
    assert.deepEqual(members, [{ name: "Owner of Acme", username: "owner-of-acme", avatarUrl: null }]);
    assert.deepEqual(
      eventTypes.map(({ title, link }: any) => [title, link.replace(/^.*\/team/, "/team")]),
      [["Shown", "/team/acme/public-faces/shown"]],
    );
    await salon.call("PATCH", `${address}?id=${team.id}`, { hidden: true });
    assert.equal((await page()).status, 404);
  });
});
