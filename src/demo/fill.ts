import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { type App, asSystem, operations, perform } from "../app.ts";
import { openBusiness } from "../domain/identity/businesses/store.ts";
import { callerOfKey } from "../domain/identity/callers.ts";
import { hashPassword } from "../domain/identity/passwords/hash.ts";
import { businessOfSubdomain } from "../domain/identity/tenants.ts";
import { welcomeMember } from "../domain/scheduling/me/welcome.ts";
import { prepareBusiness } from "../domain/services/company/prepare.ts";
import { hashSecret, newApiKey } from "../platform/handles.ts";
import { iso } from "../platform/schemas.ts";
import { fillAppointments } from "./appointments.ts";
import * as cast from "./cast.ts";
import { fillClient } from "./client.ts";
import { fillColleagues } from "./colleagues.ts";
import { fillCommerce } from "./commerce.ts";
import { spreadDates } from "./dates.ts";
import { fillDocumented } from "./documented.ts";
import { fillForms } from "./forms.ts";
import { fillMeetings } from "./meetings.ts";
import { fillOffice } from "./office.ts";
import { fillReviews } from "./reviews.ts";
import { fillTeam } from "./team.ts";

/** Everybody may know it: the demo is for trying things out on one's own machine. */
const password = "schedly-demo-2026";

/**
 * Fills an installation with the documentation's cast and three months of appointments, and writes how to reach it into
 * `demo.json`. What is there already is kept: a second run only writes the file anew.
 */
export async function fillDemo(app: App, { url, dataDir }: { url: string; dataDir: string }): Promise<DemoAccess> {
  await refuseUnfinished(app, dataDir);
  const businessId = (await businessOfSubdomain(app.database.db, cast.salon.subdomain)) ?? (await build(app));
  await fillClient(app, businessId);
  const access = {
    url,
    email: cast.owner.email,
    password,
    apiKey: await demoKey(app, businessId),
    subdomain: cast.salon.subdomain,
    username: cast.owner.username,
  };
  writeFileSync(join(dataDir, "demo.json"), `${JSON.stringify(access, null, 2)}\n`, { mode: 0o600 });
  return access;
}
export type DemoAccess = {
  url: string;
  email: string;
  password: string;
  apiKey: string;
  subdomain: string;
  username: string;
};

/** The demo's key stays the same for as long as its data: only its hash is stored, so the key itself is kept sealed. */
async function demoKey(app: App, businessId: number): Promise<string> {
  const { db } = app.database;
  const kept = await db.selectFrom("installation").select("value").where("name", "=", "demo_key").executeTakeFirst();
  if (kept) {
    const key = app.services.secrets.open(kept.value);
    if (await callerOfKey(app.database, key, app.clock.now())) return key;
  }
  const key = newApiKey("live", businessId);
  await asSystem(app, businessId, async (context) => {
    const { userId } = await context.db
      .selectFrom("members")
      .select("userId")
      .where("businessId", "=", businessId)
      .where("role", "=", "owner")
      .executeTakeFirstOrThrow();
    await context.db
      .insertInto("apiKeys")
      .values({
        businessId,
        userId,
        name: "Demo",
        hashedKey: hashSecret(key),
        hint: key.slice(-4),
        createdAt: iso(context.now),
        expiresAt: null,
        lastUsedAt: null,
        revokedAt: null,
      })
      .execute();
    const sealed = app.services.secrets.seal(key);
    await context.db
      .insertInto("installation")
      .values({ name: "demo_key", value: sealed })
      .onConflict((taken) => taken.column("name").doUpdateSet({ value: sealed }))
      .execute();
  });
  return key;
}

async function build(app: App): Promise<number> {
  const { db } = app.database;
  await db.insertInto("installation").values({ name: unfinished, value: "yes" }).execute();
  const businessId = await asSystem(app, 0, async (context) => {
    const now = iso(context.now);
    const user = await context.db
      .insertInto("users")
      .values({
        name: cast.owner.name,
        email: cast.owner.email,
        passwordHash: await hashPassword(password),
        emailVerifiedAt: now,
        timeZone: cast.salon.timeZone,
        createdAt: now,
      } as never)
      .returning(["id", "name", "email"])
      .executeTakeFirstOrThrow();
    const business = await openBusiness(context, { ...cast.salon, ownerUserId: user.id });
    await prepareBusiness(context, business, user);
    await welcomeMember(context, user, cast.owner.username);
    return business.id;
  });
  await furnish(app, businessId);
  await db.deleteFrom("installation").where("name", "=", unfinished).execute();
  return businessId;
}

const unfinished = "demo_unfinished";
async function refuseUnfinished({ database }: App, dataDir: string): Promise<void> {
  const found = await database.db
    .selectFrom("installation")
    .select("name")
    .where("name", "=", unfinished)
    .executeTakeFirst();
  if (found) throw new Error(`The demo was interrupted while it was being filled: delete ${dataDir} and run it again.`);
}

/** Sets the salon up the way its owner would: through the API's own operations. */
async function furnish(app: App, businessId: number): Promise<void> {
  const key = await demoKey(app, businessId);
  const { caller } = (await callerOfKey(app.database, key, app.clock.now()))!;
  const does = async (name: string, body: object, query: object = {}): Promise<{ id: number }> => {
    const operation = operations.find((one) => one.name === name)!;
    const { answer } = await perform(app, operation, {
      caller,
      body,
      query,
      address: "demo",
      requestId: "demo",
      source: "demo",
    });
    return answer as { id: number };
  };
  await does("company.update", cast.settings);
  for (const district of cast.districts) await does("districts.create", district);
  const locationIds: number[] = [];
  for (const location of cast.locations) locationIds.push((await does("locations.create", location)).id);
  const resourceIds: number[] = [];
  for (const resource of cast.resources)
    resourceIds.push((await does("resources.create", { locationId: locationIds[0], ...resource })).id);
  const categoryIds: number[] = [];
  for (const category of cast.categories) categoryIds.push((await does("categories.create", category)).id);
  const serviceIds: number[] = [];
  for (const { category, ...service } of cast.services)
    serviceIds.push((await does("services.create", { ...service, categoryId: categoryIds[category] })).id);
  for (const { service, ...extra } of cast.extras)
    await does("extras.create", { ...extra, serviceId: serviceIds[service] });
  for (const { services, ...field } of cast.customFields)
    await does("custom-fields.create", { ...field, serviceIds: services.map((place) => serviceIds[place]) });
  const employees: { id: number; name: string; email: string }[] = [];
  for (const { services, ...employee } of cast.employees) {
    const serving = services.map((place) => serviceIds[place]);
    employees.push({ ...employee, ...(await does("employees.create", { ...employee, serviceIds: serving })) });
  }
  const colleagues = await fillColleagues(app, businessId, employees, password);
  const customerIds: number[] = [];
  for (const [place, [name, email, phone, notes]] of cast.customers.entries()) {
    const tags = cast.tags.filter(({ every }) => place % every === every - 1).map(({ tag }) => tag);
    customerIds.push((await does("customers.create", { name, email, phone, tags, ...(notes ? { notes } : {}) })).id);
  }
  await fillCommerce(does, customerIds, app.clock.now());
  await fillAppointments(
    app,
    businessId,
    cast.rooms.map((place, service) => ({ serviceId: serviceIds[service]!, resourceId: resourceIds[place]! })),
  );
  await fillMeetings(app, businessId, does);
  await fillForms(app, businessId, does);
  await fillDocumented(app, businessId, serviceIds[0]!, resourceIds[4]!);
  await fillReviews(app, businessId, does);
  await fillTeam(app, businessId, does, colleagues);
  await fillClient(app, businessId);
  await fillOffice(app, businessId, does, { employeeId: employees[1]!.id, serviceIds, customerIds });
  await spreadDates(app, businessId);
}
