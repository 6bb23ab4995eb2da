import assert from "node:assert/strict";
import { sql } from "kysely";
import pg from "pg";
import {
  type Answer,
  openTestInstallation,
  type TestBusiness,
  type TestInstallation,
} from "../../../../test/support/installation.ts";
import { iso } from "../../../platform/schemas.ts";

/** Monday 1 March 2027, 8:00 in Los Angeles: when it is, in the tests of this folder. The salon opens at 9. */
export const monday = Date.parse("2027-03-01T16:00:00Z");
/** An instant of that March by the salon's clock (before daylight saving time begins on the 14th). */
export const at = (day: number, time: string) =>
  iso(Date.parse(`2027-03-${String(day).padStart(2, "0")}T${time}:00-08:00`));

export async function openOnMonday(options: { workers?: boolean } = {}): Promise<TestInstallation> {
  const installation = await openTestInstallation({ settings: { CLOCK: "virtual" }, ...options });
  installation.app.services.clock!.setOffset(monday - Date.now());
  return installation;
}

export type StoredEvent = {
  trigger: string;
  payload: Record<string, any> & { change: Record<string, any> };
  actor: { source: string };
};
export type StoredClaim = { calendarId: number; startsAt: string; endsAt: string; appointmentId: number };
export type Desk = Awaited<ReturnType<typeof openDesk>>;

/** A salon with a service and two people, and what somebody at its desk does all day. */
export async function openDesk(
  installation: TestInstallation,
  { service: draft = {}, ...business }: Parameters<TestInstallation["business"]>[0] & { service?: object } = {},
) {
  const salon = await installation.business(business);
  const send = (key: string) => (method: string, path: string, body?: unknown, headers?: Record<string, string>) =>
    installation.send(method, path, { key, body, ...(headers ? { headers } : {}) });
  const made = async (path: string, body: object) => {
    const answer = await salon.call("POST", `/api/services/${path}`, body);
    assert.equal(answer.status, 201, answer.text);
    return answer.body as { id: number } & Record<string, any>;
  };
  const service = (draft: object = {}) => made("services", { name: "Haircut", duration: 30, price: 3500, ...draft });
  const haircut = await service(draft);
  const [owner] = (await salon.call("GET", "/api/services/employees")).body as { id: number }[];
  const james = await made("employees", { name: "James Wilson" });
  const emily = await made("customers", { name: "Emily Chen", email: "emily@example.com" });

  return {
    salon,
    installation,
    haircut,
    owner: owner!,
    james,
    emily,
    service,
    employee: (draft: object) => made("employees", draft),
    customer: (draft: object) => made("customers", draft),
    place: (draft: object) => made("locations", draft),
    resource: (draft: object) => made("resources", draft),
    /** Half an hour of James's at `startTime`, unless the draft says otherwise. */
    book: (startTime: string, draft: object = {}, key = salon.key): Promise<Answer> =>
      send(key)("POST", "/api/services/appointments", {
        serviceId: haircut.id,
        employeeId: james.id,
        startTime,
        endTime: iso(Date.parse(startTime) + 1_800_000),
        ...draft,
      }),
    /** The same, where nothing can be in the way. */
    async booked(startTime: string, draft: object = {}): Promise<Record<string, any>> {
      const answer = await this.book(startTime, draft);
      assert.equal(answer.status, 201, answer.text);
      return answer.body;
    },
    change: (id: number, changes: object, headers?: Record<string, string>, key = salon.key): Promise<Answer> =>
      send(key)("PUT", `/api/services/appointments?id=${id}`, changes, headers),
    read: async (id: number) => (await salon.call("GET", `/api/services/appointments?id=${id}`)).body,
    list: (query = "", key = salon.key) => send(key)("GET", `/api/services/appointments${query && `?${query}`}`),
    cancel: (id: number, body: object = {}) => salon.call("POST", `/api/services/appointments/${id}/cancel`, body),
    async away(employee: { id: number }, start: string, end: string) {
      const absence = { employeeId: employee.id, start, end, reason: "vacation" };
      assert.equal((await salon.call("POST", "/api/out-of-office", absence)).status, 201);
    },
    extra: (draft: object) => addExtra(installation, salon, draft),
    /** What webhooks get, in order. Without an id: of every appointment. */
    events: (id?: number) =>
      installation.asSystem(salon.id, async ({ db }) => {
        const { rows } = await sql<StoredEvent>`
          select trigger, payload, actor from events where business_id = ${salon.id} and trigger like 'SERVICE_BOOKING%'
            and (${id ?? null}::bigint is null or subject = ${`appointment:${id}`}) order by id`.execute(db);
        return rows;
      }),
    claims: (id?: number) =>
      installation.asSystem(salon.id, async ({ db }) => {
        const { rows } = await sql<StoredClaim>`
          select calendar_id, starts_at, ends_at, appointment_id from claims where business_id = ${salon.id}
            and (${id ?? null}::bigint is null or appointment_id = ${id ?? null}) order by starts_at, calendar_id`.execute(
          db,
        );
        return rows;
      }),
  };
}

const addExtra = (installation: TestInstallation, { id: businessId }: TestBusiness, draft: object): Promise<number> =>
  installation.asSystem(businessId, async ({ db, now }) => {
    const values = {
      businessId,
      name: "Beard",
      price: 1500,
      duration: 15,
      maxQuantity: 3,
      createdAt: iso(now),
      ...draft,
    };
    const { id } = await db.insertInto("extras").values(values).returning("id").executeTakeFirstOrThrow();
    return id;
  });

/** How many statements the database was sent meanwhile. */
export async function countingStatements(work: () => Promise<unknown>): Promise<number> {
  const prototype = pg.Client.prototype as unknown as { query: (...words: unknown[]) => unknown };
  const original = prototype.query;
  let count = 0;
  prototype.query = function (...words) {
    count += 1;
    return original.apply(this, words);
  };
  await work().finally(() => {
    prototype.query = original;
  });
  return count;
}

export const fieldsOf = ({ body }: Answer): string[] =>
  (body.details ?? []).map(({ field }: { field: string }) => field);
