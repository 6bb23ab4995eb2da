import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import {
  openTestInstallation,
  type TestBusiness,
  type TestInstallation,
} from "../../../../test/support/installation.ts";
import type { Context } from "../../../platform/operation.ts";
import { findOrCreateCustomer, type Visitor } from "./find-or-create.ts";

describe("the customer who books", () => {
  let installation: TestInstallation;
  let salon: TestBusiness;
  before(async () => {
    installation = await openTestInstallation();
    salon = await installation.business();
  });
  after(() => installation.close());

  const comes = (visitor: Visitor, as: Partial<Context["caller"]> = {}) =>
    installation.asSystem(salon.id, (context) =>
      findOrCreateCustomer({ ...context, caller: { ...context.caller, ...as } }, visitor),
    );

  it("is new the first time and known the second, by e-mail", async () => {
    const first = await comes({ name: "Emily Chen", email: "emily@example.com", language: "de" });
    const again = await comes({ name: "E. Chen", email: "Emily@Example.com" });
    assert.deepEqual([again.id, again.name, again.language], [first.id, "Emily Chen", "de"]);
  });

  it("is known by the phone number where no e-mail says otherwise", async () => {
    const first = await comes({ name: "Ben", phone: "+1 512 555 0134" });
    assert.equal((await comes({ name: "Benjamin", phone: "+15125550134" })).id, first.id);
    assert.equal((await comes({ name: "Ben", phone: "+1-512-555-0134", email: "ben@example.com" })).id, first.id);
    assert.notEqual((await comes({ name: "Ben", phone: "+15125550134", email: "ben2@example.com" })).id, first.id);
  });

  it("is known by a number that is no real one, too", async () => {
    const first = await comes({ name: "Ann", phone: "555-0102" });
    assert.equal((await comes({ name: "Ann", phone: "555 0102" })).id, first.id);
  });

  it("keeps what is known and fills what is not, the address and number only of the same name", async () => {
    const known = await comes({ name: "Zoë  Müller", email: "zoe@example.com" });
    const stranger = await comes({
      name: "Mallory",
      email: "zoe@example.com",
      phone: "+4930111111",
      timeZone: "Asia/Tokyo",
    });
    assert.deepEqual([stranger.id, stranger.name, stranger.phone], [known.id, known.name, null]);
    const herself = await comes({
      name: "zoe muller",
      email: "zoe@example.com",
      phone: "+4930222222",
      timeZone: "UTC",
    });
    assert.deepEqual(
      [herself.phone, herself.phoneE164, herself.timeZone],
      ["+4930222222", "+4930222222", "Asia/Tokyo"],
    );
  });

  it("does not give a profile to whoever knows its phone number", async () => {
    const known = await comes({ name: "Vera", phone: "+4930333333" });
    const stranger = await comes({ name: "Mallory", phone: "+4930333333", email: "mallory@example.com" });
    assert.notEqual(stranger.id, known.id);
  });

  it("is made once when two book at the same moment", async () => {
    const byEmail = await Promise.all(
      Array.from({ length: 5 }, () => comes({ name: "Racer", email: "racer@example.com", phone: "+4930444444" })),
    );
    assert.equal(new Set(byEmail.map(({ id }) => id)).size, 1);
    const byPhone = await Promise.all(Array.from({ length: 5 }, () => comes({ name: "Runner", phone: "+4930555555" })));
    assert.equal(new Set(byPhone.map(({ id }) => id)).size, 1);
  });

  it("is new each time without e-mail and phone", async () => {
    assert.notEqual((await comes({ name: "Nobody" })).id, (await comes({ name: "Nobody" })).id);
  });

  it("is recognised by an employee who sees only their own customers, and is theirs when new", async () => {
    const employeeId = (await salon.call("GET", "/api/services/employees")).body[0].id;
    const own = { onlyOwn: true, employeeId };
    const known = await comes({ name: "Colleague's", email: "theirs@example.com" });
    assert.equal((await comes({ name: "Colleague's", email: "theirs@example.com" }, own)).id, known.id);
    assert.equal((await comes({ name: "Mine", email: "mine@example.com" }, own)).addedByEmployeeId, employeeId);
  });
});
