import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { sql } from "kysely";
import { openTestInstallation, type TestBusiness, type TestInstallation } from "../../../test/support/installation.ts";
import { jobTools } from "../../app.ts";
import { job } from "../../platform/operation.ts";
import { sweepHolds } from "../time/calendars/sweep.ts";
import { keepHouse } from "./housekeeping.ts";

const hour = 3_600_000;

describe("housekeeping", () => {
  let installation: TestInstallation;
  let salon: TestBusiness;
  before(async () => {
    installation = await openTestInstallation({ settings: { CLOCK: "virtual" } });
    salon = await installation.business();
  });
  after(() => installation.close());

  const run = (which: typeof keepHouse) => job(which).run(jobTools(installation.app), {}, { attempt: 1, last: false });
  const later = (milliseconds: number) => {
    const clock = installation.app.services.clock!;
    clock.setOffset(clock.offset() + milliseconds);
  };
  const count = (table: string) =>
    installation.asSystem(salon.id, async ({ db }) => {
      const { rows } = await sql<{ count: number }>`select count(*) as count from ${sql.table(table)}`.execute(db);
      return rows[0]!.count;
    });

  it("keeps first answers for as long as a request may be repeated, and no longer", async () => {
    const create = (body: object) =>
      salon.call("POST", "/api/services/categories", body, { "idempotency-key": "the-same" });
    assert.equal((await create({ name: "Hair" })).status, 201);
    later(23 * hour);
    await run(keepHouse);
    assert.equal((await create({ name: "Nails" })).status, 422, "the key was used for another request");
    later(2 * hour);
    await run(keepHouse);
    assert.equal(await count("idempotency_keys"), 0);
    assert.equal((await create({ name: "Nails" })).status, 201);
  });

  it("forgets rate limits that are over, by real time", async () => {
    await sql`insert into rate_limits (key, points, expire) values ('over', 1, ${Date.now() - 1000}), ('on', 1, ${Date.now() + 60_000})`.execute(
      installation.app.database.db,
    );
    await run(keepHouse);
    const { rows } = await sql<{ key: string }>`select key from rate_limits`.execute(installation.app.database.db);
    assert.deepEqual(
      rows.map(({ key }) => key),
      ["on"],
    );
  });

  it("clears away holds that nobody took up, with the time they kept", async () => {
    const { body: service } = await salon.call("POST", "/api/services/services", {
      name: "Haircut",
      duration: 30,
      price: 3500,
    });
    const { body } = await salon.call("GET", `/api/services/availability?serviceId=${service.id}`);
    const [slot] = body.days.flatMap((day: { slots: { startTime: string }[] }) => day.slots);
    const hold = { subdomain: salon.subdomain, serviceId: service.id, startTime: slot.startTime };
    assert.equal((await installation.send("POST", "/api/services/holds", { body: hold })).status, 201);
    await run(sweepHolds);
    assert.deepEqual([await count("holds"), await count("claims")], [1, 1]);
    later(hour);
    await run(sweepHolds);
    assert.deepEqual([await count("holds"), await count("claims")], [0, 0]);
  });
});
