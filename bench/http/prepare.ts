import { type App, asSystem, operations, perform } from "../../src/app.ts";
import { readConfig } from "../../src/config.ts";
import { callerOfKey } from "../../src/domain/identity/callers.ts";
import { welcomeMember } from "../../src/domain/scheduling/me/welcome.ts";
import { openInstallation } from "../../src/open.ts";
import { createLog } from "../../src/platform/log.ts";
import { iso } from "../../src/platform/schemas.ts";
import { buildPorts } from "../../src/ports.ts";
import { makeBusiness } from "../../test/support/installation.ts";
import type { World } from "./world.ts";

const aroundTheClock = Array.from({ length: 7 }, (_, day) => ({ day, start: "00:00", end: "24:00" }));

/** Members who can be booked at any time, each with one event type of half an hour. Answers the event types. */
const addHosts = (app: App, businessId: number, count: number): Promise<number[]> =>
  asSystem(app, businessId, async (context) => {
    const createdAt = iso(context.now);
    for (let place = 1; place <= count; place++) {
      const email = `host${place}.${businessId}@example.com`;
      const user = await context.db
        .insertInto("users")
        .values({ email, name: `Host ${place}`, emailVerifiedAt: createdAt, createdAt } as never)
        .returning(["id", "name", "email"])
        .executeTakeFirstOrThrow();
      await context.db
        .insertInto("members")
        .values({ businessId, userId: user.id, role: "manager", createdAt })
        .execute();
      await welcomeMember(context, user);
    }
    const types = await context.db
      .updateTable("eventTypes")
      .set({ minimumBookingNotice: 0, periodType: "UNLIMITED" })
      .where("businessId", "=", businessId)
      .where("slug", "=", "30min")
      .returning("id")
      .execute();
    return types.map(({ id }) => id);
  });

/** Businesses for the benchmarks, set up through the product's own operations: ten employees who never close. */
export async function prepareWorlds(
  environment: Record<string, string>,
  subdomains: string[],
  employees = 10,
): Promise<World[]> {
  const config = readConfig(environment);
  const log = createLog("silent");
  const opened = await openInstallation(config, buildPorts(config), log);
  const { app } = opened;
  try {
    const worlds: World[] = [];
    for (const subdomain of subdomains) {
      const { id, key } = await makeBusiness(app, {
        name: subdomain,
        subdomain,
        email: `${subdomain}@example.com`,
        timeZone: "UTC",
        currency: "usd",
      });
      const { caller } = (await callerOfKey(app.database, key, app.clock.now()))!;
      const does = async (name: string, body: object, query: object = {}) => {
        const operation = operations.find((one) => one.name === name)!;
        return (
          await perform(app, operation, { caller, body, query, address: "bench", requestId: "bench", source: "bench" })
        ).answer as { id: number };
      };
      await does("company.update", {
        openingHours: { weekly: aroundTheClock },
        minimumNotice: 0,
        bookingWindowDays: 365,
        reminders: [],
      });
      const service = await does("services.create", { name: "Haircut", duration: 30, price: 3500 });
      const employeeIds: number[] = [];
      for (let place = 1; place <= employees; place++)
        employeeIds.push((await does("employees.create", { name: `Employee ${place}` })).id);
      // The owner is on the staff list too; the figures speak of the others.
      await asSystem(app, id, async (context) => {
        await context.db
          .updateTable("employees")
          .set({ active: false })
          .where("businessId", "=", id)
          .where("id", "not in", employeeIds)
          .execute();
      });
      worlds.push({
        businessId: id,
        subdomain,
        key,
        serviceId: service.id,
        employeeIds,
        eventTypeIds: await addHosts(app, id, employees),
      });
    }
    return worlds;
  } finally {
    await opened.close();
  }
}
