import type { App } from "../app.ts";
import { act } from "./act.ts";
import { businessesAt } from "./whose.ts";

export type ListedKey = {
  id: number;
  name: string;
  hint: string;
  createdBy: { name: string };
  lastUsedAt: string | null;
  expiresAt: string | null;
  businessId: number;
  business: string;
};

/** The keys of one business or of all, business by business. */
export async function listKeys(app: App, subdomain?: string): Promise<ListedKey[]> {
  const keys: ListedKey[] = [];
  for (const businessId of await businessesAt(app, subdomain)) {
    const business = (await act(app, "company.get", { businessId })).subdomain;
    for (let cursor: string | null | undefined; cursor !== null; ) {
      const page = await act(app, "keys.list", { businessId, query: { limit: "200", ...(cursor ? { cursor } : {}) } });
      keys.push(...page.items.map((key: ListedKey) => ({ ...key, businessId, business })));
      cursor = page.nextCursor;
    }
  }
  return keys;
}
