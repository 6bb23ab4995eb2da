import { z } from "zod";
import { type Account, ProviderRefused } from "../../domain/connections/port.ts";
import type { OauthClient } from "../oauth/client.ts";
import type { Call, Reply } from "../oauth/http.ts";
import { expect, refusal } from "../oauth/refusal.ts";

export type Api = {
  /** Calls Graph as one account; a path's parts are escaped. */
  call(method: Call["method"], path: string[], query?: Record<string, string | number>, json?: unknown): Promise<Reply>;
  /** Follows a link that Graph gave. */
  follow(link: string): Promise<Reply>;
};

/** Times in UTC, whatever the mailbox is set to, and pages of a size that stays readable. */
const prefer = 'outlook.timezone="UTC", odata.maxpagesize=100';

export const openApi =
  (client: OauthClient, graphUrl: string) =>
  (account: Account): Api => ({
    call(method, path, query = {}, json = undefined) {
      const url = new URL(`${graphUrl}/${path.map(encodeURIComponent).join("/")}`);
      for (const [name, value] of Object.entries(query)) url.searchParams.set(name, String(value));
      return client.ask(account, { method, url, headers: { prefer }, ...(json === undefined ? {} : { json }) });
    },
    async follow(link) {
      // A link is data. Our token goes to Graph and nowhere else.
      if (!link.startsWith(`${graphUrl}/`) || !URL.canParse(link))
        throw new ProviderRefused("refused", "Microsoft sent a link that leads away from Microsoft Graph");
      return client.ask(account, { method: "GET", url: link, headers: { prefer } });
    },
  });

const Failure = z.object({ error: z.object({ code: z.string().nullish(), message: z.string().nullish() }) });

/** learn.microsoft.com/graph/errors. `denied` is what it means that access is denied: to read, a permission is missing. */
export function graphRefusal(reply: Reply, denied: ProviderRefused["kind"] = "credentials"): ProviderRefused {
  const { data } = Failure.safeParse(reply.body);
  const code = data?.error.code ?? "";
  const kind = code.toLowerCase() === "erroraccessdenied" ? denied : kinds[code.toLowerCase()];
  return refusal("Microsoft", reply, data?.error.message || code || null, kind);
}

const kinds: Record<string, ProviderRefused["kind"]> = {
  syncstatenotfound: "cursor",
  syncstateinvalid: "cursor",
  resyncrequired: "cursor",
  authorization_requestdenied: "credentials",
  erroritemnotfound: "gone",
  applicationthrottled: "temporary",
};

export const Page = <Item extends z.ZodType>(item: Item) =>
  z.object({
    value: z.array(item),
    "@odata.nextLink": z.string().nullish(),
    "@odata.deltaLink": z.string().nullish(),
  });

/** Every page from `first` on; answers the delta link of the last one. */
export async function eachPage<Item extends z.ZodType>(
  api: Api,
  first: Reply,
  item: Item,
  take: (item: z.output<Item>) => void,
): Promise<string | null> {
  let reply = first;
  for (let page = 0; page < mostPages; page++) {
    if (!reply.ok) throw graphRefusal(reply);
    const read = expect("Microsoft", Page(item), reply);
    for (const one of read.value) take(one);
    const next = read["@odata.nextLink"];
    if (!next) return read["@odata.deltaLink"] ?? null;
    reply = await api.follow(next);
  }
  throw new ProviderRefused("refused", "There is more in this Microsoft calendar than can be read");
}

const mostPages = 500;
