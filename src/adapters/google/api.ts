import { z } from "zod";
import { type Account, ProviderRefused } from "../../domain/connections/port.ts";
import type { OauthClient } from "../oauth/client.ts";
import type { Call, Reply } from "../oauth/http.ts";
import { refusal } from "../oauth/refusal.ts";

type Query = Record<string, string | number | boolean | null | undefined>;

/** Calls the Calendar API as one account. Answers are handed back as they are: what a status means depends on the call. */
export type Api = (method: Call["method"], path: string[], query?: Query, json?: unknown) => Promise<Reply>;

export const openApi =
  (client: OauthClient, apiUrl: string) =>
  (account: Account): Api =>
  (method, path, query = {}, json = undefined) => {
    const url = new URL(`${apiUrl}/${path.map(encodeURIComponent).join("/")}`);
    for (const [name, value] of Object.entries(query)) if (value != null) url.searchParams.set(name, String(value));
    return client.ask(account, { method, url, ...(json === undefined ? {} : { json }) });
  };

const Failure = z.object({
  error: z.object({ message: z.string().nullish(), errors: z.array(z.object({ reason: z.string() })).nullish() }),
});

/** developers.google.com/workspace/calendar/api/guides/errors: statuses alone do not tell a busy Google from a refusing one. */
export function googleRefusal(reply: Reply): ProviderRefused {
  const { data } = Failure.safeParse(reply.body);
  const reason = data?.error.errors?.[0]?.reason ?? "";
  return refusal("Google", reply, data?.error.message ?? null, kinds[reason]);
}

const kinds: Record<string, ProviderRefused["kind"]> = {
  rateLimitExceeded: "temporary",
  userRateLimitExceeded: "temporary",
  quotaExceeded: "temporary",
  dailyLimitExceeded: "temporary",
  calendarUsageLimitsExceeded: "temporary",
  insufficientPermissions: "credentials",
  fullSyncRequired: "cursor",
  updatedMinTooLongAgo: "cursor",
};

/** Every page of a list. `read` takes one page in and says where the next one is. */
export async function eachPage(
  ask: (pageToken: string | null) => Promise<Reply>,
  read: (reply: Reply) => string | null | undefined,
): Promise<void> {
  let token: string | null = null;
  for (let page = 0; page < mostPages; page++) {
    const reply = await ask(token);
    if (!reply.ok) throw googleRefusal(reply);
    token = read(reply) ?? null;
    if (token === null) return;
  }
  throw new ProviderRefused("refused", "There is more in this Google calendar than can be read");
}

const mostPages = 200;
