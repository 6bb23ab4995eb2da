import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { type Desk, openDesk, setClock } from "../bookings/desk.test-support.ts";

describe("mails about a meeting that somebody wants at once", () => {
  let desk: Desk;
  let eventTypeId: number;
  let colleague: string;
  before(async () => {
    desk = await openDesk({}, true);
    const { business, installation } = desk;
    const { data: team } = (await business.call("POST", "/api/teams", { name: "Sales", slug: "sales" })).body;
    const { userId } = await installation.member(business.id, "manager");
    colleague = await installation.asSystem(business.id, async ({ db }) => {
      const found = db.selectFrom("users").select("email").where("id", "=", userId);
      return (await found.executeTakeFirstOrThrow()).email;
    });
    await business.call("POST", `/api/teams/${team.id}/members`, { userId, role: "member" });
    const type = await desk.eventType({
      teamId: team.id,
      schedulingType: "roundRobin",
      hosts: [business.userId, userId].map((id) => ({ userId: id })),
      isInstantEvent: true,
      minimumCancellationNotice: 24 * 60,
    });
    eventTypeId = type.id;
  });
  after(() => desk.close());

  const ask = async () => {
    const responses = { name: "Ada", email: "ada@example.com" };
    const asked = await desk.visitor("POST", "/api/book/instant-event", { eventTypeId, responses });
    assert.equal(asked.status, 201, asked.text);
    return asked.body.data as { id: number; uid: string; expiresAt: string };
  };
  const mailsOf = async ({ id }: { id: number }): Promise<Record<string, any>[]> => {
    await desk.installation.drain();
    const { body } = await desk.business.call("GET", `/api/messages?bookingId=${id}&limit=100`);
    const read = async (one: { id: number }) =>
      (await desk.business.call("GET", `/api/messages?id=${one.id}`)).body.data;
    return Promise.all(body.data.toReversed().map(read));
  };
  const heard = async (meeting: { id: number }) =>
    (await mailsOf(meeting)).map(({ kind, recipient }) => `${recipient}: ${kind}`).toSorted();
  const expected = (kinds: Record<string, string[]>) =>
    Object.entries(kinds)
      .flatMap(([who, all]) => all.map((kind) => `${who}: ${kind}`))
      .toSorted();

  it("tell all who were called when whoever asked withdraws, as late as it is", async () => {
    const meeting = await ask();
    await desk.installation.drain();
    const clock = desk.installation.app.services.clock!;
    clock.setOffset(clock.offset() + 70_000);
    const gone = await desk.visitor("POST", "/api/cancel", { uid: meeting.uid, reason: "Found it myself" });
    assert.equal(gone.status, 200, gone.text);
    const called = ["hostInstant", "hostInstantWithdrawn"];
    assert.deepEqual(
      await heard(meeting),
      expected({ [desk.business.email]: called, [colleague]: called, "ada@example.com": ["bookingCancelled"] }),
    );
    const told = (await mailsOf(meeting)).filter(({ kind }) => kind === "hostInstantWithdrawn");
    for (const { subject, text, ics } of told) {
      assert.equal(subject, "Withdrawn: Ada, Intro");
      assert.match(text, /called off before anybody took it[\s\S]*Reason: Found it myself/);
      assert.equal(ics, null);
    }
    await setClock(desk.installation, "2035-03-05T16:00:00Z");
  });

  it("tell of one that was taken those who have it, and of one that nobody took in time nobody twice", async () => {
    const taken = await ask();
    await desk.installation.drain();
    const accepted = await desk.business.call("POST", `/api/bookings/${taken.uid}/accept`);
    assert.equal(accepted.status, 200, accepted.text);
    await desk.installation.drain();
    await desk.business.call("POST", `/api/bookings/${taken.uid}/cancel`, {});
    assert.deepEqual(
      await heard(taken),
      expected({
        [desk.business.email]: ["hostInstant", "hostBooked", "hostCancelled"],
        [colleague]: ["hostInstant", "hostInstantTaken"],
        "ada@example.com": ["bookingConfirmed", "bookingCancelled"],
      }),
    );
    const missed = await ask();
    await desk.installation.drain();
    const clock = desk.installation.app.services.clock!;
    const ahead = Date.parse(missed.expiresAt) - (Date.now() + clock.offset()) + 1000;
    await desk.installation.app.jobs.shift(desk.installation.app.database.db, ahead);
    clock.setOffset(clock.offset() + ahead);
    assert.deepEqual(
      await heard(missed),
      expected({
        [desk.business.email]: ["hostInstant"],
        [colleague]: ["hostInstant"],
        "ada@example.com": ["bookingCancelled"],
      }),
    );
  });
});
