import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import type { TestBusiness } from "../../../../test/support/installation.ts";
import { around, type Desk, openDesk, setClock } from "./desk.test-support.ts";

describe("a team's event types", () => {
  let desk: Desk;
  before(async () => {
    desk = await openDesk();
  });
  after(() => desk.close());

  const at = (time: string, day = "06") => `2035-03-${day}T${time}:00Z`;

  /** A business with a team of the owner and `count` - 1 others. */
  async function crew(count: number) {
    const business: TestBusiness = await desk.installation.business();
    const { data: team } = (await business.call("POST", "/api/teams", { name: "Sales", slug: "sales" })).body;
    const members = [{ userId: business.userId, key: business.key }];
    for (let index = 1; index < count; index++) {
      const member = await desk.installation.member(business.id, "manager");
      const added = await business.call("POST", `/api/teams/${team.id}/members`, {
        userId: member.userId,
        role: "member",
      });
      assert.ok(added.status < 300, added.text);
      members.push(member);
    }
    const own = around(desk.installation, business);
    const userIds = members.map(({ userId }) => userId);
    const teamType = (schedulingType: string, fields: Record<string, unknown> = {}) =>
      own.eventType({ teamId: team.id, schedulingType, hosts: userIds.map((userId) => ({ userId })), ...fields });
    return { ...own, business, team, members, userIds, teamType };
  }
  const hostOf = (answer: { status: number; body: any; text: string }): number => {
    assert.equal(answer.status, 201, answer.text);
    return answer.body.data.hosts[0].id;
  };

  it("collective: is open where everybody is, and takes everybody's time", async () => {
    const { teamType, eventType, book, starts, userIds } = await crew(2);
    const type = await teamType("collective");
    const alone = await eventType();
    await book(alone.id, at("17:00"));
    assert.equal((await starts(type.id, "start=2035-03-06&end=2035-03-06"))[0], at("17:30"));
    const { body } = await book(type.id, at("18:00"));
    assert.deepEqual(
      body.data.hosts.map(({ id }: any) => id),
      userIds,
    );
    assert.equal((await book(alone.id, at("18:00"))).status, 409);
  });

  it("round-robin: says why somebody was chosen, also of what was held first", async () => {
    const { teamType, book, business, visitor } = await crew(3);
    const type = await teamType("roundRobin");
    const why = async (uid: string) => (await business.call("GET", `/api/bookings/${uid}`)).body.data.assignmentReason;
    const direct = await book(type.id, at("17:00"));
    const held = await visitor("POST", "/api/slots/holds", { eventTypeId: type.id, start: at("18:00") });
    assert.equal(held.status, 201, held.text);
    const taken = await book(type.id, at("18:00"), { hold: held.body.data.uid });
    const [first, second] = [await why(direct.body.data.uid), await why(taken.body.data.uid)];
    assert.equal(second.rule, first.rule);
    assert.deepEqual(second.hostIds, [hostOf(taken)]);
    assert.equal(second.ranking.length, 3);
  });

  it("round-robin: takes turns, and takes whoever is free", async () => {
    const { teamType, book, userIds, eventType } = await crew(3);
    const type = await teamType("roundRobin");
    const given = [];
    for (const time of ["17:00", "18:00", "19:00", "20:00", "21:00", "22:00"])
      given.push(hostOf(await book(type.id, at(time))));
    for (const userId of userIds) assert.equal(given.filter((id) => id === userId).length, 2);
    // All three can be met at once, and no fourth.
    const at17 = await Promise.all([1, 2, 3, 4].map(() => book(type.id, at("17:00", "07"))));
    assert.deepEqual(at17.map(({ status }) => status).sort(), [201, 201, 201, 409]);
    const own = await eventType();
    await book(own.id, at("18:00", "07"));
    const hosts = [hostOf(await book(type.id, at("18:00", "07"))), hostOf(await book(type.id, at("18:00", "07")))];
    assert.deepEqual(hosts.sort(), userIds.slice(1).sort());
  });

  it("round-robin: gives by weight, and says why", async () => {
    const { teamType, book, business, userIds } = await crew(2);
    const hosts = [
      { userId: userIds[0], weight: 300 },
      { userId: userIds[1], weight: 100 },
    ];
    const type = await teamType("roundRobin", { hosts, isRRWeightsEnabled: true });
    const given = [];
    for (const day of ["06", "07"])
      for (const time of ["17:00", "18:00", "19:00", "20:00"]) given.push(hostOf(await book(type.id, at(time, day))));
    assert.equal(given.filter((id) => id === userIds[0]).length, 6);
    const { data } = (
      await business.call("GET", `/api/slots/explain?eventTypeId=${type.id}&start=${at("17:00", "08")}`)
    ).body;
    assert.equal(data.bookable, true);
    assert.equal(data.assignment.ranking.length, 2);
    assert.equal(
      data.assignment.ranking.reduce((sum: number, { bookings }: any) => sum + bookings, 0),
      8,
    );
    const visitor = (await desk.visitor("GET", `/api/slots/explain?eventTypeId=${type.id}&start=${at("17:00", "08")}`))
      .body;
    assert.equal(visitor.data.assignment, null, "who has how much to do is nobody's business");
  });

  it("round-robin: fixed hosts come along, and one of each group", async () => {
    const { teamType, book, userIds } = await crew(4);
    const type = await teamType("roundRobin", {
      hostGroups: [
        { id: "a", name: "A" },
        { id: "b", name: "B" },
      ],
      hosts: [
        { userId: userIds[0], isFixed: true },
        { userId: userIds[1], groupId: "a" },
        { userId: userIds[2], groupId: "b" },
        { userId: userIds[3], groupId: "b" },
      ],
    });
    const { body } = await book(type.id, at("17:00"));
    const ids = body.data.hosts.map(({ id }: any) => id);
    assert.deepEqual(
      [ids.length, ids[0], ids.includes(userIds[1]), ids.includes(userIds[2]) !== ids.includes(userIds[3])],
      [3, userIds[0], true, true],
    );
    assert.equal((await book(type.id, at("17:00"))).status, 409, "the fixed host is busy");
  });

  it("round-robin: each group shares out its own meetings, whatever other groups and fixed hosts get", async () => {
    const { teamType, book, business, userIds } = await crew(5);
    const [fixed, alone, often, seldom, late] = userIds;
    const hostGroups = [
      { id: "a", name: "A" },
      { id: "b", name: "B" },
    ];
    const hosts: object[] = [
      { userId: fixed, isFixed: true },
      { userId: alone, groupId: "a" },
      { userId: often, groupId: "b", weight: 300 },
      { userId: seldom, groupId: "b", weight: 100 },
    ];
    const type = await teamType("roundRobin", { isRRWeightsEnabled: true, hostGroups, hosts });
    const given = new Map<number, number>();
    for (const day of ["06", "07"])
      for (const hour of ["17", "18", "19", "20", "21", "22"]) {
        const { body, text } = await book(type.id, at(`${hour}:00`, day));
        assert.ok(body.data, text);
        for (const { id } of body.data.hosts) given.set(id, (given.get(id) ?? 0) + 1);
      }
    assert.deepEqual(
      [fixed, alone, often, seldom].map((id) => given.get(id!)),
      [12, 12, 9, 3],
    );

    // Whoever is new is taken to have got what the others of the group got, by weight: 12 · 100 / 400.
    setClock(desk.installation, "2035-03-05T17:00:00Z");
    await business.call("PATCH", `/api/event-types?id=${type.id}`, {
      hosts: [...hosts, { userId: late, groupId: "b" }],
    });
    const { body } = await business.call("GET", `/api/slots/explain?eventTypeId=${type.id}&start=${at("17:00", "08")}`);
    setClock(desk.installation, "2035-03-05T16:00:00Z");
    const { calibration } = body.data.assignment.ranking.find(({ userId }: any) => userId === late);
    assert.equal(calibration, 3);
  });

  it("gives a meeting to another host, who is credited with it", async () => {
    const { teamType, book, business, userIds, members } = await crew(2);
    const type = await teamType("roundRobin");
    const booking = (await book(type.id, at("17:00"))).body.data;
    const [from, to] = booking.hosts[0].id === userIds[0] ? userIds : userIds.toReversed();
    const { status, body } = await business.call("POST", `/api/bookings/${booking.uid}/reassign`, { reason: "Ill" });
    assert.equal(status, 200, JSON.stringify(body));
    assert.deepEqual([body.data.hosts.map(({ id }: any) => id), body.data.sequence], [[to], 1]);
    assert.equal(hostOf(await book(type.id, at("18:00"))), from, "whose turn it is now");
    const busy = await business.call("POST", `/api/bookings/${booking.uid}/reassign`, { userId: desk.business.userId });
    assert.equal(busy.status, 422);
    assert.equal(members.length, 2);
  });

  it("gives a meeting to another host at another time, or does neither", async () => {
    const { teamType, eventType, book, events, business, userIds } = await crew(2);
    const type = await teamType("roundRobin");
    const booking = (await book(type.id, at("17:00"))).body.data;
    const [from, to] = booking.hosts[0].id === userIds[0] ? userIds : userIds.toReversed();
    const give = (body: object) => business.call("POST", `/api/bookings/${booking.uid}/reassign`, body);
    const stored = async () => {
      const { hosts, startTime, endTime } = (await business.call("GET", `/api/bookings/${booking.uid}`)).body.data;
      return [hosts.map(({ id }: any) => id), startTime, endTime];
    };
    // A second meeting keeps the other host busy from 18:00.
    await book((await eventType({ userId: to })).id, at("18:00"));
    const busy = await give({ userId: to, start: at("18:00") });
    assert.deepEqual([busy.status, await stored()], [409, [[from], at("17:00"), at("17:30")]]);
    const stranger = await give({ userId: desk.business.userId, start: at("19:00") });
    assert.deepEqual([stranger.status, stranger.body.details[0].field], [422, "userId"]);
    assert.equal((await give({ userId: to, fromUserId: to })).status, 422);

    // Outside of the open hours, as hosts may.
    const { status, body, text } = await give({ userId: to, fromUserId: from, start: at("05:00") });
    assert.equal(status, 200, text);
    assert.deepEqual([body.data.sequence, await stored()], [1, [[to], at("05:00"), at("05:30")]]);
    const [, moved] = await events(booking.id);
    const { change, rescheduleStartTime } = moved!.payload as any;
    assert.deepEqual(
      [moved!.trigger, change.kind, change.previousHostIds, rescheduleStartTime],
      ["BOOKING_RESCHEDULED", "moved", [from], at("17:00")],
    );
    const { history } = (await business.call("GET", `/api/bookings/${booking.uid}`)).body.data;
    assert.deepEqual(
      history.map(({ kind }: any) => kind),
      ["booked", "reassigned", "moved"],
    );
  });

  it("a person's own: given to a colleague, it stays with them when it is moved, and says so", async () => {
    const { business, eventType, book, userIds } = await crew(2);
    const type = await eventType();
    const { uid } = (await book(type.id, at("17:00"))).body.data;
    const given = await business.call("POST", `/api/bookings/${uid}/reassign`, { userId: userIds[1], reason: "Ill" });
    assert.equal(given.status, 200, given.text);
    assert.deepEqual(given.body.data.assignmentReason, { rule: "given by hand", hostIds: [userIds[1]], ranking: [] });
    // The colleague's own time counts, and nobody else's.
    const busy = await book((await eventType()).id, at("18:00"));
    assert.equal(busy.status, 201, busy.text);
    const absence = { userId: userIds[1], start: "2035-03-08", end: "2035-03-08" };
    const away = await business.call("POST", "/api/out-of-office", absence);
    assert.ok(away.status < 300, away.text);
    await business.call("PATCH", `/api/event-types?id=${type.id}`, { active: false });
    const open = await desk.visitor(
      "GET",
      `/api/slots?eventTypeId=${type.id}&start=2035-03-06&end=2035-03-08&rescheduleUid=${uid}`,
    );
    assert.equal(open.status, 200, open.text);
    const starts = Object.values(open.body.data.slots as Record<string, { start: string }[]>).flat();
    assert.ok(starts.some(({ start }) => start === at("18:00")));
    assert.ok(!starts.some(({ start }) => start >= at("08:00", "08")), "the colleague is away");
    const moved = await desk.visitor("POST", `/api/bookings/${uid}/reschedule`, { start: at("18:00") });
    assert.equal(moved.status, 200, moved.text);
    assert.deepEqual(
      moved.body.data.hosts.map(({ id }: any) => id),
      [userIds[1]],
    );
    assert.equal(
      (await desk.visitor("POST", `/api/bookings/${uid}/reschedule`, { start: at("18:00", "08") })).status,
      409,
    );
    const other = await eventType();
    const elsewhere = `/api/slots?eventTypeId=${other.id}&start=2035-03-06&end=2035-03-08&rescheduleUid=${uid}`;
    assert.equal((await desk.visitor("GET", elsewhere)).status, 400, "it moves within its event type alone");
  });

  it("round-robin: whoever is replaced is no fixed host, and by somebody of their own group", async () => {
    const { business, teamType, book, userIds } = await crew(4);
    const [fixed, one, two, three] = userIds as [number, number, number, number];
    const type = await teamType("roundRobin", {
      hostGroups: [
        { id: "a", name: "A" },
        { id: "b", name: "B" },
      ],
      hosts: [
        { userId: fixed, isFixed: true },
        { userId: one, groupId: "a" },
        { userId: two, groupId: "b" },
        { userId: three, groupId: "b" },
      ],
    });
    const hostsOf = ({ body }: { body: any }) => body.data.hosts.map(({ id }: any) => id) as number[];
    const booked = await book(type.id, at("17:00"));
    const { uid } = booked.body.data;
    const [inB, free] = hostsOf(booked).includes(two) ? [two, three] : [three, two];
    const give = (body: object) => business.call("POST", `/api/bookings/${uid}/reassign`, body);
    const given = await give({ fromUserId: inB });
    assert.equal(given.status, 200, given.text);
    assert.deepEqual(hostsOf(given).toSorted(), [fixed, one, free].toSorted());
    assert.deepEqual(given.body.data.assignmentReason.hostIds.toSorted(), [fixed, one, free].toSorted());
    // Nobody else is in the first one's group.
    assert.equal((await give({})).status, 409);
    const always = await give({ fromUserId: fixed });
    assert.equal(always.status, 409);
    assert.match(always.body.message, /hosts every/);
    assert.ok(hostsOf(given).includes(fixed));
  });

  it("given to another host, a request that does not keep its time keeps nobody's", async () => {
    const { teamType, eventType, book, business } = await crew(2);
    const type = await teamType("roundRobin", { requiresConfirmation: true, requiresConfirmationWillBlockSlot: false });
    const { uid } = (await book(type.id, at("17:00"))).body.data;
    const given = await business.call("POST", `/api/bookings/${uid}/reassign`, {});
    assert.deepEqual([given.status, given.body.data.status], [200, "pending"]);
    const own = await eventType({ userId: given.body.data.hosts[0].id });
    assert.equal((await book(own.id, at("17:00"))).status, 201);
    assert.equal((await business.call("POST", `/api/bookings/${uid}/confirm`, {})).status, 409, "somebody was quicker");
  });

  it("take the time of whoever hosts a request that did not keep it, once it is confirmed", async () => {
    const { teamType, eventType, book, business, userIds } = await crew(2);
    const unkept = { requiresConfirmation: true, requiresConfirmationWillBlockSlot: false };
    const isFree = async (userId: number, time: string) =>
      (await book((await eventType({ userId })).id, at(time))).status === 201;
    const asked = async (id: number, time: string) => {
      const { status, body, text } = await book(id, at(time));
      assert.equal(status, 201, text);
      return body.data;
    };
    const confirm = ({ uid }: { uid: string }) => business.call("POST", `/api/bookings/${uid}/confirm`, {});

    const team = await teamType("roundRobin", unkept);
    const left = await asked(team.id, "17:00");
    const host = left.hosts[0].id as number;
    const others = userIds.filter((id) => id !== host).map((userId) => ({ userId }));
    await business.call("PATCH", `/api/event-types?id=${team.id}`, { hosts: others });
    assert.equal((await confirm(left)).status, 200);
    assert.equal(await isFree(host, "17:00"), false, "of a host who has left the event type");

    const own = await eventType({ ...unkept, userId: userIds[1], afterEventBuffer: 30 });
    const [first, second] = [await asked(own.id, "18:00"), await asked(own.id, "18:00")];
    assert.equal((await business.call("DELETE", `/api/event-types?id=${own.id}`)).status, 200);
    assert.equal((await confirm(first)).status, 200);
    assert.equal((await confirm(second)).status, 409, "of an event type that is gone");
    assert.equal(await isFree(userIds[1]!, "18:30"), false, "its buffer too");

    const away = { start: "2035-03-07", end: "2035-03-07", redirectUserId: userIds[1] };
    assert.equal((await business.call("POST", "/api/out-of-office", away)).status, 201);
    const redirected = (await book((await eventType(unkept)).id, at("18:00", "07"))).body.data;
    assert.deepEqual([redirected.hosts[0].id, (await confirm(redirected)).status], [userIds[1], 200]);
    const again = await book((await eventType({ userId: userIds[1] })).id, at("18:00", "07"));
    assert.equal(again.status, 409, "of a colleague who stands in");
  });

  it("instant: is accepted by somebody, and neither confirmed nor rejected for everybody", async () => {
    const { teamType, business, userIds } = await crew(2);
    const type = await teamType("roundRobin", { isInstantEvent: true });
    const asked = await desk.visitor("POST", "/api/book/instant-event", {
      eventTypeId: type.id,
      responses: { name: "Ada", email: "ada@example.com" },
    });
    const answer = (verb: string) => business.call("POST", `/api/bookings/${asked.body.data.uid}/${verb}`, {});
    const confirmed = await answer("confirm");
    assert.equal(confirmed.status, 409);
    assert.match(confirmed.body.message, /accept it/);
    assert.equal((await answer("reject")).status, 409);
    const accepted = await answer("accept");
    assert.equal(accepted.status, 200, accepted.text);
    assert.deepEqual(
      accepted.body.data.hosts.map(({ id }: any) => id),
      userIds.slice(0, 1),
    );
  });

  it("instant: the first host to accept has it, the second is told who", async () => {
    const { teamType, business, members, userIds } = await crew(3);
    const type = await teamType("roundRobin", { isInstantEvent: true });
    const asked = await desk.visitor("POST", "/api/book/instant-event", {
      eventTypeId: type.id,
      responses: { name: "Ada", email: "ada@example.com" },
    });
    assert.equal(asked.status, 201, asked.text);
    const { uid, status } = asked.body.data;
    assert.equal(status, "awaiting_host");
    const accept = (key: string) => desk.installation.send("POST", `/api/bookings/${uid}/accept`, { key });
    const answers = await Promise.all(members.map(({ key }) => accept(key)));
    assert.deepEqual(answers.map((answer) => answer.status).sort(), [200, 409, 409]);
    const lost = answers.find((answer) => answer.status === 409)!;
    assert.match(lost.body.message, /has taken this meeting/);
    const own = (await desk.visitor("GET", `/api/bookings/own?uid=${uid}`)).body.data;
    assert.deepEqual([own.status, userIds.includes(own.hosts[0].id)], ["accepted", true]);
    const plain = await desk.eventType();
    assert.equal(
      (
        await desk.visitor("POST", "/api/book/instant-event", {
          eventTypeId: plain.id,
          responses: { name: "A", email: "a@example.com" },
        })
      ).status,
      409,
    );
    assert.ok(business);
  });
});
