import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import {
  openTestInstallation,
  type TestBusiness,
  type TestInstallation,
} from "../../../../test/support/installation.ts";
import type { Db } from "../../../platform/database.ts";
import { findSession, leaveMessage, openSession, sweepSessions, takeMessages, touchSession } from "./sessions.ts";

const minute = 60_000;
const now = Date.parse("2027-01-01T12:00:00Z");

describe("sessions of agents", () => {
  let installation: TestInstallation;
  let salon: TestBusiness;
  before(async () => {
    installation = await openTestInstallation();
    salon = await installation.business();
  });
  after(() => installation.close());

  const draft = (id: string, transport: "sse" | "http", accountKey = "key:1:1") => ({
    businessId: salon.id,
    id,
    accountKey,
    transport,
    agent: null,
    allTools: false,
  });
  const within = <Result>(work: (db: Db) => Promise<Result>) => installation.asSystem(salon.id, ({ db }) => work(db));

  it("end a minute after the process of their stream was last heard of, or a day after they were last used", async () => {
    const there = (id: string, at: number) =>
      within(async (db) => (await findSession(db, { businessId: salon.id, id, accountKey: "key:1:1" }, at)) !== null);
    await within((db) => openSession(db, draft("stream", "sse"), now));
    await within((db) => openSession(db, draft("named", "http"), now));
    assert.deepEqual([await there("stream", now + minute), await there("stream", now + minute + 1)], [true, false]);
    assert.deepEqual(
      [await there("named", now + 24 * 60 * minute), await there("named", now + 25 * 60 * minute)],
      [true, false],
    );
    await within((db) => touchSession(db, { businessId: salon.id, id: "stream" }, {}, now + minute));
    await within((db) => sweepSessions(db, salon.id, now + 2 * minute));
    assert.deepEqual([await there("stream", now + minute), await there("named", now)], [true, true]);
    await within((db) => sweepSessions(db, salon.id, now + 25 * 60 * minute));
    assert.deepEqual([await there("stream", now + minute), await there("named", now)], [false, false]);
  });

  it("are kept up to two hundred for one caller, the latest ones", async () => {
    await within(async (db) => {
      for (let count = 0; count < 203; count++)
        await openSession(db, draft(`many${count}`, "http", "key:1:2"), now + count);
    });
    const left = await within((db) =>
      db.selectFrom("agentSessions").select("id").where("accountKey", "=", "key:1:2").orderBy("lastSeenAt").execute(),
    );
    assert.deepEqual([left.length, left[0]!.id], [200, "many3"]);
  });

  it("give their messages out once, in order, and take none when they have ended", async () => {
    const session = { businessId: salon.id, id: "letters" };
    await within((db) => openSession(db, draft("letters", "sse"), now));
    for (const text of ["one", "two", "x".repeat(100_000)]) await within((db) => leaveMessage(db, session, text));
    assert.deepEqual(
      (await within((db) => takeMessages(db, session))).map((text) => text.slice(0, 3)),
      ["one", "two", "xxx"],
    );
    assert.deepEqual(await within((db) => takeMessages(db, session)), []);
    await within((db) => leaveMessage(db, { ...session, id: "gone" }, "lost"));
    assert.deepEqual(await within((db) => takeMessages(db, { ...session, id: "gone" })), []);
  });
});
