import assert from "node:assert/strict";
import { after, before, beforeEach, describe, it } from "node:test";
import type { ConferencingPort, Meeting } from "../../domain/connections/port.ts";
import { agree, connect, type KeptAccount, keep, refusedBy } from "../oauth/accounts.test-support.ts";
import { failure, loopback } from "./loopback.ts";
import { zoomMeetings } from "./zoom.ts";

const call: Meeting = {
  topic: "Intro call with Zoë",
  agenda: "About prices",
  start: Date.parse("2027-03-09T09:00:00Z"),
  durationMinutes: 30,
  timeZone: "Europe/Berlin",
};

describe("Zoom meetings", () => {
  let server: Awaited<ReturnType<typeof loopback>>;
  let zoom: ConferencingPort;
  let account: KeptAccount;
  before(async () => {
    server = await loopback();
    zoom = zoomMeetings(server.adapterSettings(300));
  });
  after(() => server.close());
  beforeEach(async () => {
    account = await connect(zoom);
    server.meetings.clear();
    server.asked.length = 0;
  });

  it("learns whose account it is", async () => {
    assert.equal((await zoom.exchange!(await agree(zoom))).account, "maria@zoom.example");
  });

  it("makes a room at the time of the call, and hands out the guests' address, not the host's", async () => {
    const { meetingId, url } = await zoom.put(account, call, null);
    assert.match(url, /\/j\//);
    const { type, topic, start_time, timezone, duration } = server.meetings.get(meetingId)!;
    assert.deepEqual(
      [type, topic, start_time, timezone, duration],
      [2, "Intro call with Zoë", "2027-03-09T09:00:00Z", "Europe/Berlin", 30],
    );
  });

  it("cuts what Zoom would refuse for its length", async () => {
    const long = { ...call, topic: "t".repeat(300), agenda: "a".repeat(3000), durationMinutes: 3000 };
    const { meetingId } = await zoom.put(account, long, null);
    assert.equal(server.meetings.get(meetingId)!.duration, 1440);
  });

  it("moves the room when the call moves, address and all", async () => {
    const made = await zoom.put(account, call, null);
    const moved = await zoom.put(account, { ...call, start: call.start + 3_600_000 }, made.meetingId);
    assert.deepEqual(moved, made);
    assert.equal(server.meetings.get(made.meetingId)!.start_time, "2027-03-09T10:00:00Z");
  });

  it("makes another room where the host has deleted the first in Zoom", async () => {
    const made = await zoom.put(account, call, null);
    server.meetings.clear();
    const again = await zoom.put(account, call, made.meetingId);
    assert.notEqual(again.meetingId, made.meetingId);
    assert.ok(server.meetings.has(again.meetingId));
  });

  it("removes a room once and twice", async () => {
    const { meetingId } = await zoom.put(account, call, null);
    await zoom.remove(account, meetingId);
    await zoom.remove(account, meetingId);
    server.fail(/^DELETE/, failure(400, 3001, "Meeting does not exist."));
    await zoom.remove(account, meetingId);
    assert.equal(server.meetings.size, 0);
  });

  it("renews refused tokens by one flight and keeps the new ones, since the old work once", async () => {
    const before = account.secret.refreshToken;
    server.endAccess();
    await Promise.all([zoom.put(account, call, null), zoom.put(account, call, null)]);
    assert.equal(server.count(/^POST .*token/), 1);
    assert.notEqual(account.kept.refreshToken, before);
    server.endAccess();
    await zoom.put(account, call, null);
  });

  it("goes on with the tokens that another process has got meanwhile", async () => {
    const here = keep(structuredClone(account.secret));
    server.endAccess();
    await zoomMeetings(server.adapterSettings()).put(account, call, null);
    here.latest = async () => account.kept;
    await zoom.put(here, call, null);
    assert.equal(server.meetings.size, 2);
  });

  it("asks for the owner when access was withdrawn", async () => {
    server.revoke();
    const error = await refusedBy(zoom.put(account, call, null));
    assert.equal(error.kind, "credentials");
    assert.doesNotMatch(error.message, new RegExp(String(account.secret.refreshToken)));
  });

  it("asks for the owner when the app was given more to do than they agreed to", async () => {
    server.scope = "user:read:user";
    const poor = await connect(zoom);
    server.scope = null;
    const error = await refusedBy(zoom.put(poor, call, null));
    assert.equal(error.kind, "credentials");
    assert.match(error.message, /meeting:write:meeting/);
  });

  const failures: [string, Parameters<typeof server.fail>[1], string, number | null][] = [
    [
      "too many calls a second",
      failure(429, 4001, "You have reached the maximum per-second rate limit"),
      "temporary",
      null,
    ],
    [
      "too many calls a day",
      failure(429, 4001, "maximum daily rate limit", { "retry-after": "3600" }),
      "temporary",
      3600,
    ],
    ["an error of its own", failure(500, 1000, "Oops"), "temporary", null],
    ["no answer", "hang", "temporary", null],
    ["a broken connection", "drop", "temporary", null],
    ["a room without an address", { status: 201, body: { id: 1 } }, "temporary", null],
    [
      "a host who may hold no meetings",
      failure(400, 3161, "Your user account is not allowed meeting hosting"),
      "refused",
      null,
    ],
  ];
  for (const [what, answer, kind, seconds] of failures) {
    it(`tells ${what} as ${kind}`, async () => {
      server.fail(/^POST \/v2/, answer);
      const error = await refusedBy(zoom.put(account, call, null));
      assert.deepEqual([error.kind, error.retryAfterSeconds], [kind, seconds]);
      assert.match(error.message, /^Zoom /);
    });
  }
});
