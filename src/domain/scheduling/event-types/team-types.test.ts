import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import {
  openTestInstallation,
  type TestBusiness,
  type TestInstallation,
} from "../../../../test/support/installation.ts";

const address = "/api/event-types";

describe("a team's event types", () => {
  let installation: TestInstallation;
  let salon: TestBusiness;
  before(async () => {
    installation = await openTestInstallation();
    salon = await installation.business({ name: "Acme", subdomain: "acme" });
  });
  after(() => installation.close());

  type Member = { userId: number; call: (method: string, path: string, body?: unknown) => Promise<any> };
  const join = async (teamId: number, role = "member"): Promise<Member> => {
    const { userId, key } = await installation.member(salon.id, "employee");
    await salon.call("POST", `/api/teams/${teamId}/members`, { userId, role });
    return { userId, call: (method, path, body) => installation.send(method, path, { key, body }) };
  };
  const team = async (name: string) => {
    const { id } = (await salon.call("POST", "/api/teams", { name })).body.data;
    return { id, admin: await join(id, "admin"), member: await join(id) };
  };
  const make = async (teamId: number, draft: object = {}, call: Member["call"] = salon.call) => {
    const { status, body } = await call("POST", address, { title: "Demo", length: 30, teamId, ...draft });
    assert.equal(status, 201, JSON.stringify(body));
    return body.data;
  };
  const change = async (id: number, body: object, call: Member["call"] = salon.call) =>
    call("PATCH", `${address}?id=${id}`, body);
  const hostsOf = ({ hosts }: any) => hosts.map(({ userId }: any) => userId);
  /** Somebody's copy of a managed event type. */
  const copyOf = async ({ call }: Member, parentId: number) => {
    const { body } = await call("GET", `${address}?limit=200`);
    return body.data.find((one: any) => one.parentId === parentId);
  };

  it("are hosted by everybody in it, in turn, unless they say otherwise", async () => {
    const { id, admin, member } = await team("All");
    const all = await make(id, {}, admin.call);
    assert.deepEqual([all.schedulingType, hostsOf(all)], ["roundRobin", [salon.userId, admin.userId, member.userId]]);
    const wanted = { userId: member.userId, isFixed: true, priority: 4, weight: 50, groupId: "a" };
    const hostGroups = [{ id: "a", name: "A" }];
    const some = await make(id, { title: "Some", hostGroups, hosts: [wanted], isRRWeightsEnabled: true });
    const [{ name: _, ...host }] = some.hosts;
    assert.deepEqual(host, { ...wanted, scheduleId: null });
    assert.equal(some.isRRWeightsEnabled, true);
    const { body } = await change(some.id, { hosts: [{ userId: admin.userId }] });
    assert.deepEqual(hostsOf(body.data), [admin.userId]);
    assert.equal(body.data.version, some.version + 1);
  });

  it("take hosts of the team alone, in groups that there are", async () => {
    const { id, member } = await team("Picky");
    const stranger = await installation.member(salon.id, "employee");
    const cases: [object, string][] = [
      [{ hosts: [{ userId: stranger.userId }] }, "hosts.0.userId"],
      [{ hosts: [{ userId: member.userId }, { userId: member.userId }] }, "hosts.1.userId"],
      [{ hosts: [{ userId: member.userId, groupId: "x" }] }, "hosts.0.groupId"],
      [{ schedulingType: "collective", hostGroups: [{ id: "x", name: "X" }] }, "hostGroups"],
      [{ unlockedFields: ["title"] }, "unlockedFields"],
      [{ userId: member.userId }, "userId"],
    ];
    for (const [draft, field] of cases) {
      const { status, body } = await salon.call("POST", address, { title: "X", length: 30, teamId: id, ...draft });
      assert.deepEqual([status, body.details[0].field], [422, field], JSON.stringify(draft));
    }
  });

  it("are seen by its members and changed by its admins", async () => {
    const { id, admin, member } = await team("Sales");
    const demo = await make(id);
    assert.equal((await member.call("GET", `${address}?id=${demo.id}`)).status, 200);
    assert.equal((await change(demo.id, { title: "X" }, member.call)).status, 403);
    assert.equal((await member.call("POST", `${address}/${demo.id}/duplicate`, {})).status, 403);
    const refused = await member.call("POST", address, { title: "X", length: 15, teamId: id });
    assert.equal(refused.status, 403);
    assert.equal((await change(demo.id, { title: "Demo 2" }, admin.call)).body.data.title, "Demo 2");
    assert.match(demo.link, /\/team\/acme\/sales\/demo$/);
    const listed = await member.call("GET", `${address}?teamId=${id}`);
    assert.deepEqual(
      listed.body.data.map((one: any) => one.id),
      [demo.id],
    );
    const shown = (await member.call("GET", "/api/extension/event-types")).body.data;
    assert.deepEqual(
      shown.map(({ slug }: any) => slug).sort(),
      ["15min", "30min", "demo"],
      "own ones and the team's, with addresses",
    );
    assert.equal(shown.find(({ slug }: any) => slug === "demo").link, demo.link);
  });

  it("are hosted by whoever joins, where everybody is, and not by who leaves", async () => {
    const { id, admin, member } = await team("Growing");
    const everybody = await make(id, { assignAllTeamMembers: true });
    const fixed = await make(id, { title: "Fixed", hosts: [{ userId: admin.userId }] });
    const newcomer = await join(id);
    const read = async (one: any) => hostsOf((await salon.call("GET", `${address}?id=${one.id}`)).body.data);
    assert.deepEqual(await read(everybody), [salon.userId, admin.userId, member.userId, newcomer.userId]);
    assert.deepEqual(await read(fixed), [admin.userId]);
    for (const { userId } of [member, admin]) await salon.call("DELETE", `/api/teams/${id}/members/${userId}`);
    assert.deepEqual(await read(everybody), [salon.userId, newcomer.userId]);
    assert.deepEqual(await read(fixed), []);
  });

  describe("that are managed", () => {
    const managed = { schedulingType: "managed", title: "Check-in", unlockedFields: ["locations", "afterEventBuffer"] };

    it("give each host a copy, which follows the template but for what is unlocked", async () => {
      const { id, member } = await team("Managed");
      const template = await make(id, { ...managed, length: 20, hosts: [{ userId: member.userId }] });
      const copy = await copyOf(member, template.id);
      const { title, slug, length, userId } = copy;
      assert.deepEqual([title, slug, length, userId], ["Check-in", "check-in", 20, member.userId]);
      assert.match(copy.link, /\/a-employee[-\d]*\/check-in$/);
      assert.equal((await change(copy.id, { afterEventBuffer: 15 }, member.call)).status, 200);
      await change(template.id, { title: "Check-up", slug: "check-up", length: 25, afterEventBuffer: 5 });
      const after = await copyOf(member, template.id);
      assert.deepEqual(
        [after.title, after.slug, after.length, after.afterEventBuffer],
        ["Check-up", "check-up", 25, 15],
      );
      await change(template.id, { unlockedFields: [] });
      assert.equal((await copyOf(member, template.id)).afterEventBuffer, 5, "locked again, it is the template's");
    });

    it("give their copies a new address when they get one, also where the old one ended in a number", async () => {
      const { id, member } = await team("Renamed");
      const hosts = [{ userId: member.userId }];
      const template = await make(id, { ...managed, title: "Check-in 45", slug: "check-45", hosts });
      await change(template.id, { title: "Check-in", slug: "check" });
      assert.equal((await copyOf(member, template.id)).slug, "check");
      await member.call("POST", address, { title: "Mine", slug: "check-1", length: 20 });
      await change(template.id, { slug: "check-1" });
      assert.equal((await copyOf(member, template.id)).slug, "check-1-2", "their own one keeps its address");
      await change(template.id, { length: 30 });
      assert.equal((await copyOf(member, template.id)).slug, "check-1-2", "and links to the copy lead there still");
    });

    it("are counted and listed with what is booked of their copies", async () => {
      const { id, member } = await team("Counted");
      const template = await make(id, { ...managed, minimumBookingNotice: 0, hosts: [{ userId: member.userId }] });
      const copy = await copyOf(member, template.id);
      const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
      const [yesterday, week] = [inDays(-1), inDays(7)];
      const { data } = (await member.call("GET", `/api/slots?eventTypeId=${copy.id}&end=${week}`)).body;
      const { start } = (Object.values(data.slots).flat() as { start: string }[])[0]!;
      const responses = { name: "Ada", email: "ada@example.com" };
      const booked = await member.call("POST", "/api/book/event", { eventTypeId: copy.id, start, responses });
      assert.equal(booked.status, 201, JSON.stringify(booked.body));
      for (const filter of [`teamId=${id}`, `eventTypeId=${template.id}`, `eventTypeId=${copy.id}`]) {
        const listed = (await salon.call("GET", `/api/bookings?${filter}`)).body.data;
        assert.deepEqual(
          listed.map(({ uid }: any) => uid),
          [booked.body.data.uid],
          filter,
        );
        const asked = `/api/insights/bookings?from=${yesterday}&to=${week}&${filter}`;
        assert.equal((await salon.call("GET", asked)).body.data.total, 1, filter);
      }
    });

    it("refuse changes of what is locked, by field, and deletion", async () => {
      const { id, member } = await team("Locked");
      const template = await make(id, managed);
      const copy = await copyOf(member, template.id);
      const refused = await change(copy.id, { title: "Mine", length: 30, price: 5 }, member.call);
      assert.deepEqual(
        [refused.status, refused.body.details.map(({ field }: any) => field)],
        [403, ["title", "price"]],
        "a length that stays the same is no change",
      );
      assert.equal((await change(copy.id, { locations: [{ type: "phone" }] }, member.call)).status, 200);
      assert.equal((await member.call("DELETE", `${address}?id=${copy.id}`)).status, 403);
      assert.equal((await change(template.id, { schedulingType: "collective" })).status, 422);
      const free = (await member.call("POST", `${address}/${copy.id}/duplicate`, {})).body.data;
      assert.equal(free.parentId, null);
      assert.equal((await change(free.id, { title: "Mine" }, member.call)).status, 200);
    });

    it("come to who joins and go from who leaves, beside what they have already", async () => {
      const { id, member } = await team("Moving");
      await member.call("POST", address, { title: "Check-in", length: 5 });
      const template = await make(id, { ...managed, assignAllTeamMembers: true });
      assert.equal((await copyOf(member, template.id)).slug, "check-in-2", "their own one keeps its address");
      const newcomer = await join(id);
      assert.equal((await copyOf(newcomer, template.id)).slug, "check-in");
      await salon.call("DELETE", `/api/teams/${id}/members/${newcomer.userId}`);
      assert.equal(await copyOf(newcomer, template.id), undefined);
      await salon.call("DELETE", `${address}?id=${template.id}`);
      assert.equal(await copyOf(member, template.id), undefined);
    });
  });
});
