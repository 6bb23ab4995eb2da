import assert from "node:assert/strict";
import { openTestInstallation, type TestBusiness } from "../../../../test/support/installation.ts";

/** A local time of March 2027 in Los Angeles, before the clocks change there, as an instant. */
export const at = (day: number, time: string) =>
  new Date(Date.parse(`2027-03-${String(day).padStart(2, "0")}T${time}:00-08:00`)).toISOString().replace(".000Z", "Z");

/** A salon in Los Angeles, open Monday to Friday 9 to 17, one employee. Its clock stands at Monday 1 March 2027, 8:00. */
export async function openWaitingSalon() {
  const installation = await openTestInstallation({ settings: { CLOCK: "virtual" }, workers: true });
  const clock = installation.app.services.clock!;
  clock.setOffset(Date.parse(at(1, "08:00")) - Date.now());
  let people = 0;

  async function post(path: string, body: object) {
    const answer = await installation.send("POST", path, { body });
    return { ...answer, body: answer.body };
  }

  const around = (shop: TestBusiness) => ({
    shop,
    async service(draft: object = {}): Promise<number> {
      const { body } = await shop.call("POST", "/api/services/services", {
        name: "Haircut",
        duration: 30,
        price: 3500,
        ...draft,
      });
      return body.id;
    },
    /** Takes the times from the public, each by somebody of their own. Answers the appointments' handles. */
    async fill(serviceId: number, ...times: string[]): Promise<string[]> {
      const uids = [];
      for (const startTime of times) {
        const { status, body, text } = await post("/api/services/book", {
          subdomain: shop.subdomain,
          serviceId,
          startTime,
          name: "Early Bird",
          email: `bird${++people}@example.com`,
        });
        assert.equal(status, 201, text);
        uids.push(body.seatUid ?? body.uid);
      }
      return uids;
    },
    async join(draft: object) {
      const name = `Guest ${++people}`;
      const answer = await post("/api/services/waitlist/join", {
        subdomain: shop.subdomain,
        name,
        email: `guest${people}@example.com`,
        fromDate: "2027-03-02",
        ...draft,
      });
      assert.equal(answer.status, 201, answer.text);
      return answer.body;
    },
    list: async (query = "") => (await shop.call("GET", `/api/services/waitlist?${query}`)).body,
    async slots(serviceId: number, date = "2027-03-02"): Promise<string[]> {
      const { body } = await shop.call("GET", `/api/services/availability?serviceId=${serviceId}&date=${date}`);
      return body.days.flatMap((day: { slots: { startTime: string }[] }) => day.slots.map((slot) => slot.startTime));
    },
    async mails(query: string) {
      await installation.drain();
      const { body } = await shop.call("GET", `/api/messages?limit=100&${query}`);
      return Promise.all(
        body.data
          .toReversed()
          .map(async ({ id }: { id: number }) => (await shop.call("GET", `/api/messages?id=${id}`)).body.data),
      );
    },
  });

  return {
    installation,
    /** A business of its own, so that a test meets nobody else's guests. */
    open: async () => around(await installation.business()),
    cancel: async (uid: string) => {
      const { status, text } = await post("/api/services/appointments/cancel", { uid });
      assert.equal(status, 200, text);
      await installation.drain();
    },
    act: (verb: "accept" | "decline" | "leave", uid: string) => post(`/api/services/waitlist/${verb}`, { uid }),
    async own(uid: string) {
      await installation.drain();
      return (await installation.send("GET", `/api/services/waitlist/own?uid=${uid}`)).body;
    },
    /** Moves the clock on to an instant and lets everything happen that is due by then. */
    async moveTo(instant: string) {
      const wanted = Date.parse(instant) - Date.now();
      await installation.app.jobs.shift(installation.app.database.db, wanted - clock.offset());
      clock.setOffset(wanted);
      await installation.drain();
    },
  };
}
export type WaitingSalon = Awaited<ReturnType<typeof openWaitingSalon>>;
