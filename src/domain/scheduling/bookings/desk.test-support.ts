import assert from "node:assert/strict";
import {
  openTestInstallation,
  type TestBusiness,
  type TestInstallation,
} from "../../../../test/support/installation.ts";

/** Monday to Friday, 9:00 to 17:00 in Los Angeles, as the test businesses open. */
export type Desk = Awaited<ReturnType<typeof openDesk>>;

/** An installation whose clock stands at Monday 5 March 2035, 16:00 UTC (8:00 in Los Angeles), and a business in it. */
export async function openDesk(settings: Record<string, string> = {}, workers = false) {
  const installation = await openTestInstallation({ settings: { CLOCK: "virtual", ...settings }, workers });
  await setClock(installation, "2035-03-05T16:00:00Z");
  const business = await installation.business();
  return { ...around(installation, business), business, installation, close: () => installation.close() };
}

export const setClock = (installation: TestInstallation, now: string) =>
  installation.app.services.clock!.setOffset(Date.parse(now) - Date.now());

/** What tests do again and again, in one business. */
export function around(installation: TestInstallation, business: TestBusiness) {
  let counter = 0;
  const visitor = (method: string, path: string, body?: unknown) => installation.send(method, path, { body });
  return {
    visitor,
    /** An event type of the owner, 30 minutes, bookable at once. */
    async eventType(fields: Record<string, unknown> = {}) {
      const draft = { title: "Intro", slug: `intro-${++counter}`, length: 30, minimumBookingNotice: 0, ...fields };
      const { status, body, text } = await business.call("POST", "/api/event-types", draft);
      assert.equal(status, 201, text);
      return body.data as { id: number; slug: string } & Record<string, any>;
    },
    /** The mails that an address has got by now, oldest first. */
    async received(email: string): Promise<Record<string, any>[]> {
      await installation.drain();
      const { data } = (await business.call("GET", `/api/messages?recipient=${email}&limit=100`)).body;
      const read = async ({ id }: { id: number }) => (await business.call("GET", `/api/messages?id=${id}`)).body.data;
      return Promise.all(data.toReversed().map(read));
    },
    /** Books as a visitor would. */
    book: (eventTypeId: number, start: string, fields: Record<string, unknown> = {}) =>
      visitor("POST", "/api/book/event", {
        eventTypeId,
        start,
        timeZone: "UTC",
        ...fields,
        responses: { ...maria, ...(fields.responses as object) },
      }),
    /** The starts that are offered, as UTC times of one date or several. */
    async starts(eventTypeId: number, query = "start=2035-03-05&end=2035-03-05"): Promise<string[]> {
      const { status, body, text } = await visitor("GET", `/api/slots?eventTypeId=${eventTypeId}&${query}`);
      assert.equal(status, 200, text);
      return Object.values(body.data.slots as Record<string, { start: string }[]>).flatMap((slots) =>
        slots.map(({ start }) => start),
      );
    },
    /** The triggers of a booking's events, in order. */
    events: (bookingId: number) =>
      installation.asSystem(business.id, async ({ db, businessId }) =>
        db
          .selectFrom("events")
          .select(["trigger", "payload"])
          .where("businessId", "=", businessId)
          .where("subject", "=", `booking:${bookingId}`)
          .orderBy("id")
          .execute(),
      ),
  };
}

export const maria = { name: "Maria Garcia", email: "maria@example.com" };
