import type { App } from "../app.ts";
import { act } from "./act.ts";
import { businessesAt } from "./whose.ts";

export type ListedApp = { clientId: string; name: string; approved: boolean; businessId: number; business: string };

/** The apps of all businesses, business by business. */
export async function listApps(app: App): Promise<ListedApp[]> {
  const apps: ListedApp[] = [];
  for (const businessId of await businessesAt(app, undefined)) {
    const business = (await act(app, "company.get", { businessId })).subdomain;
    for (let cursor: string | null | undefined; cursor !== null; ) {
      const page = await act(app, "oauth-clients.list", {
        businessId,
        query: { limit: "200", ...(cursor ? { cursor } : {}) },
      });
      for (const { clientId, name, approved } of page.items)
        apps.push({ clientId, name, approved, businessId, business });
      cursor = page.nextCursor;
    }
  }
  return apps;
}
