import type { AddressInfo } from "node:net";
import { fillDemo } from "../../src/demo/fill.ts";
import { businessOfSubdomain } from "../../src/domain/identity/tenants.ts";
import { openTestInstallation } from "../support/installation.ts";

/** The demo's salon, really listening. `now`: an instant at which its clock stands when it is filled, instead of today's. */
export async function openSalon({ now, publicUrl }: { now?: string; publicUrl?: string } = {}) {
  const installation = await openTestInstallation({ workers: true, settings: { CLOCK: "virtual" } });
  const { app, server, send, config } = installation;
  if (now) app.services.clock!.setOffset(Date.parse(now) - Date.now());
  await server.listen({ host: "127.0.0.1", port: 0 });
  const { port } = server.server.address() as AddressInfo;
  const base = publicUrl ?? `http://localhost:${port}`;
  app.services.publicUrl = base;
  const demo = await fillDemo(app, { url: base, dataDir: config.DATA_DIR });
  const businessId = (await businessOfSubdomain(app.database.db, demo.subdomain))!;

  /** What the API answers to the owner's key, or with `key: undefined` to anybody. Throws where it refuses. */
  async function call(method: string, path: string, body?: object, key: string | undefined = demo.apiKey) {
    const answer = await send(method, path, { key, body });
    if (answer.status >= 300) throw new Error(`${method} ${path} answered ${answer.status}: ${answer.text}`);
    return answer.body;
  }
  return {
    installation,
    port,
    base,
    ...demo,
    call,
    /** The first link into the salon in the newest mail that has one of this kind: `/verify?`. */
    async mailed(start: string): Promise<string> {
      await installation.drain();
      for (const tenant of [businessId, 0]) {
        const rows = await installation.asSystem(tenant, ({ db, businessId: own }) =>
          db.selectFrom("messages").select("text").where("businessId", "=", own).orderBy("id", "desc").execute(),
        );
        for (const { text } of rows) {
          const place = text?.indexOf(`${base}${start}`) ?? -1;
          if (place >= 0) return text!.slice(place + base.length).split(/\s/)[0]!;
        }
      }
      throw new Error(`No mail leads to ${start}`);
    },
    /** Where the outbox shows the newest mail of the salon. */
    async newestMail() {
      const { data } = await call("GET", "/api/messages?limit=1");
      return `/outbox/${businessId}/${data[0].id}`;
    },
    close: () => installation.close(),
  };
}
export type Salon = Awaited<ReturnType<typeof openSalon>>;
