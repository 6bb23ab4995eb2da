import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { InjectOptions } from "fastify";
import { sql } from "kysely";
import { openCalendars } from "../../src/adapters/ics/calendars.ts";
import { sandboxCalendar } from "../../src/adapters/sandbox/calendar.ts";
import { sandboxMeetings } from "../../src/adapters/sandbox/conferencing.ts";
import { sandboxMail } from "../../src/adapters/sandbox/mail.ts";
import { sandboxSms } from "../../src/adapters/sandbox/sms.ts";
import { type App, asSystem } from "../../src/app.ts";
import { readConfig } from "../../src/config.ts";
import { openBusiness } from "../../src/domain/identity/businesses/store.ts";
import { entryUid } from "../../src/domain/messaging/mail/uid.ts";
import { welcomeMember } from "../../src/domain/scheduling/me/welcome.ts";
import { prepareBusiness } from "../../src/domain/services/company/prepare.ts";
import { calendarFor } from "../../src/domain/services/employees/link.ts";
import { buildServer } from "../../src/http/server.ts";
import { mountMcp } from "../../src/mcp/mount.ts";
import { openInstallation } from "../../src/open.ts";
import { hashSecret, newApiKey } from "../../src/platform/handles.ts";
import { createLog } from "../../src/platform/log.ts";
import type { Context, Ports } from "../../src/platform/operation.ts";
import { findRecord } from "../../src/platform/records.ts";
import { iso } from "../../src/platform/schemas.ts";
import { existingKey, secretsWith } from "../../src/platform/secrets.ts";
import type { Relay } from "../../src/relay.ts";
import { createDatabase, dropDatabase, testServer } from "./database.ts";

export type Answer = { status: number; body: any; headers: Record<string, any>; text: string };
export type Send = {
  key?: string | undefined;
  body?: unknown;
  headers?: Record<string, string>;
  raw?: string | Buffer;
};
export type TestBusiness = {
  id: number;
  key: string;
  subdomain: string;
  userId: number;
  email: string;
  /** Calls the API with this business's key. */
  call(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>;
};

const encryptionKey = "a key for the tests alone";
/** The UID of the calendar entry of what a handle names, as test installations make it. */
export const uidOfEntry = (handle: string): string => entryUid(secretsWith(existingKey(encryptionKey, "")!), handle);

/**
 * An installation with its own database, as a caller meets it: through the HTTP door, without a socket.
 * `settings` are environment variables; `workers` runs background jobs too; `database` is one that is there already, and stays.
 */
export async function openTestInstallation(
  options: { settings?: Record<string, string>; workers?: boolean; ports?: Partial<Ports>; database?: string } = {},
) {
  const server = await testServer();
  const database = options.database ?? (await createDatabase(server, process.env.TEST_DATABASE_TEMPLATE));
  const dataDir = mkdtempSync(join(tmpdir(), "schedly-data-"));
  const config = readConfig({
    DATABASE_URL: server.url(database),
    DATA_DIR: dataDir,
    RATE_LIMIT: "off",
    LOG_LEVEL: process.env.TEST_LOG ?? "silent",
    ENCRYPTION_KEY: encryptionKey,
    DATABASE_POOL: "6",
    WORKERS: String(options.workers ?? false),
    ...options.settings,
  });
  const log = createLog(config.LOG_LEVEL);
  const opened = await openInstallation(config, testPorts(options.ports), log);
  const { app } = opened;
  const door = await buildServer(app, config, opened.limits, [mountMcp]);
  await door.server.ready();
  if (options.workers) await opened.startWorkers();

  async function send(method: string, path: string, { key, body, headers = {}, raw }: Send = {}): Promise<Answer> {
    const response = await door.server.inject({
      method: method as NonNullable<InjectOptions["method"]>,
      url: path,
      headers: {
        ...(key ? { "cal-api-key": key } : {}),
        ...(body !== undefined ? { "content-type": "application/json" } : {}),
        ...headers,
      },
      ...(raw !== undefined ? { payload: raw } : body !== undefined ? { payload: JSON.stringify(body) } : {}),
    });
    let parsed: unknown;
    try {
      parsed = response.payload === "" ? undefined : JSON.parse(response.payload);
    } catch {}
    return { status: response.statusCode, body: parsed, headers: response.headers, text: response.payload };
  }

  let counter = 0;
  return {
    app,
    /** The database's name on the test server. */
    database,
    config,
    server: door.server,
    forgetCallers: door.forgetCallers,
    send,
    /** A business with an owner, an API key, opening hours and the owner as first employee. */
    async business(
      draft: { name?: string; subdomain?: string; timeZone?: string; currency?: string; plan?: string } = {},
    ): Promise<TestBusiness> {
      const subdomain = draft.subdomain ?? `salon${++counter}`;
      const email = `owner@${subdomain}.example`;
      const made = await makeBusiness(app, {
        name: draft.name ?? `Salon ${counter}`,
        subdomain,
        email,
        timeZone: draft.timeZone ?? "America/Los_Angeles",
        currency: draft.currency ?? "usd",
        plan: draft.plan,
      });
      return {
        ...made,
        subdomain,
        email,
        call: (method, path, body, headers) =>
          send(method, path, { key: made.key, body, ...(headers ? { headers } : {}) }),
      };
    },
    /** Another member of a business with a role of their own, and their key. */
    member: (businessId: number, role: string, employeeId?: number) =>
      asSystem(app, businessId, (context) => makeMember(context, `${role}${++counter}@example.com`, role, employeeId)),
    asSystem: <Result>(businessId: number, work: (context: Context) => Promise<Result>) =>
      asSystem(app, businessId, work),
    /** Waits until no job is due (needs `workers`). */
    drain: () => drain(app),
    async close() {
      await door.server.close();
      await opened.close();
      if (!options.database) await dropDatabase(server, database);
      rmSync(dataDir, { recursive: true, force: true });
      await server.stop();
    },
  };
}
export type TestInstallation = Awaited<ReturnType<typeof openTestInstallation>>;

const testPorts = (ports: Partial<Ports> = {}): Ports => ({
  mail: sandboxMail(),
  sms: sandboxSms(),
  ...openCalendars({ allowPrivate: true }),
  google: sandboxCalendar("google", "http://localhost:3000"),
  microsoft: sandboxCalendar("microsoft", "http://localhost:3000"),
  zoom: sandboxMeetings("http://localhost:3000"),
  ...ports,
});

export async function makeBusiness(
  app: App,
  draft: {
    name: string;
    subdomain: string;
    email: string;
    timeZone: string;
    currency: string;
    plan?: string | undefined;
  },
) {
  return asSystem(app, 0, async (context) => {
    const now = iso(context.now);
    const user = await context.db
      .insertInto("users")
      .values({ email: draft.email, name: `Owner of ${draft.name}`, emailVerifiedAt: now, createdAt: now })
      .returning(["id", "name", "email"])
      .executeTakeFirstOrThrow();
    const business = await openBusiness(context, {
      name: draft.name,
      subdomain: draft.subdomain,
      timeZone: draft.timeZone,
      currency: draft.currency,
      language: "en",
      ownerUserId: user.id,
    });
    if (draft.plan)
      await context.db.updateTable("businesses").set({ plan: draft.plan }).where("id", "=", business.id).execute();
    await prepareBusiness(context, business, user);
    await welcomeMember(context, user);
    return { id: business.id, userId: user.id, key: await makeKey(context, user.id) };
  });
}

async function makeMember(context: Context, email: string, role: string, employeeId?: number) {
  const now = iso(context.now);
  const user = await context.db
    .insertInto("users")
    .values({ email, name: `A ${role}`, emailVerifiedAt: now, createdAt: now })
    .returning(["id", "name", "email"])
    .executeTakeFirstOrThrow();
  await context.db
    .insertInto("members")
    .values({ businessId: context.businessId, userId: user.id, role, createdAt: now })
    .execute();
  if (employeeId) await linkEmployee(context, employeeId, user.id);
  await welcomeMember(context, user);
  return { userId: user.id, key: await makeKey(context, user.id) };
}

/** As accepting an invitation does: the employee's calendar is the user's. */
async function linkEmployee(context: Context, employeeId: number, userId: number) {
  const employee = await findRecord(context, "employees", "employee", employeeId);
  // The first on a staff list is the owner's: it becomes somebody else's here.
  if (employee.userId !== null) await calendarFor(context, employee, null);
  const calendarId = await calendarFor(context, { ...employee, userId: null }, userId);
  await context.db.updateTable("employees").set({ userId, calendarId }).where("id", "=", employeeId).execute();
}

async function makeKey(context: Context, userId: number): Promise<string> {
  const key = newApiKey("live", context.businessId);
  await context.db
    .insertInto("apiKeys")
    .values({
      businessId: context.businessId,
      userId,
      name: "test",
      hashedKey: hashSecret(key),
      hint: key.slice(-4),
      createdAt: iso(context.now),
    } as never)
    .execute();
  return key;
}

async function drain(app: App) {
  // A job that ends may have woken the relay between the two looks, so nothing counts when it is seen twice.
  for (let [attempt, nothing] = [0, 0]; attempt < 400; attempt++) {
    await (app.relay as Relay | null)?.idle();
    const { rows } = await sql<{
      due: number;
    }>`select count(*) as due from jobs.job where state = 'active' or (state in ('created', 'retry') and start_after <= now())`.execute(
      app.database.db,
    );
    nothing = rows[0]!.due === 0 ? nothing + 1 : 0;
    if (nothing === 2) return;
    if (nothing === 0) await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error("Jobs are still due after ten seconds");
}
