import assert from "node:assert/strict";
import { openTestInstallation, type TestBusiness } from "../../../test/support/installation.ts";
import { around, setClock } from "../scheduling/bookings/desk.test-support.ts";

/** Tuesday 6 March 2035; the test businesses open at 9:00 in Los Angeles, which is 17:00 UTC. */
export const tuesday = (time: string) => `2035-03-06T${time}:00Z`;
/** The same as a calendar file writes it. */
export const stamp = (time: string) => `20350306T${time.replace(":", "")}00Z`;

/** An installation with workers whose clock stands at Monday 5 March 2035, 8:00 in Los Angeles, and what its owner does. */
export async function openConnectionsDesk() {
  const installation = await openTestInstallation({ settings: { CLOCK: "virtual" }, workers: true });
  await setClock(installation, "2035-03-05T16:00:00Z");
  const business = await installation.business();
  return { installation, business, ...around(installation, business), ...ownerOf(installation, business) };
}
export type Installation = Awaited<ReturnType<typeof openTestInstallation>>;

export function ownerOf(installation: Installation, business: TestBusiness) {
  const get = async (path: string) => {
    const { status, body, text } = await business.call("GET", path);
    assert.equal(status, 200, text);
    return body.data;
  };
  const connections = (): Promise<any[]> => get("/api/calendars");
  return {
    get,
    connections,
    entries: (query = ""): Promise<any[]> => get(`/api/calendars/entries${query}`),
    async connect(draft: object) {
      const { status, body, text } = await business.call("POST", "/api/calendars", draft);
      assert.equal(status, 201, text);
      await installation.drain();
      return get(`/api/calendars?id=${body.data.id}`);
    },
    async sync(id: number) {
      assert.equal((await business.call("POST", `/api/calendars/${id}/sync`)).status, 202);
      await installation.drain();
      return get(`/api/calendars?id=${id}`);
    },
    async choose(id: number, calendars: object[]) {
      const { status, body, text } = await business.call("PATCH", `/api/calendars?id=${id}`, { calendars });
      assert.equal(status, 200, text);
      await installation.drain();
      return body.data;
    },
    /** The kinds of the mails to the owner, oldest first. */
    async mails(kind: string): Promise<any[]> {
      const all = await get("/api/messages?limit=200");
      return all.filter((mail: any) => mail.kind === kind);
    },
  };
}
