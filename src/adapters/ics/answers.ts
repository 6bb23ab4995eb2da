import { ProviderRefused } from "../../domain/connections/port.ts";

/** One request to an address that somebody typed, and its answer read to the end. Redirects are answers. */
export type Ask = {
  method: string;
  url: string;
  headers?: Record<string, string>;
  body?: string;
  /** More than this is not read. */
  maxBytes?: number;
};
export type Answer = { status: number; headers: Headers; text: string };
/** Throws ProviderRefused where no answer comes, or the address is one that must not be asked. */
export type Send = (ask: Ask) => Promise<Answer>;

/** What a refusal means to whoever keeps the calendar; `what` names the address to its owner. */
export function refusalOf({ status, headers }: Answer, what: string): ProviderRefused {
  const said = `${what} answered ${status}`;
  if (status === 401 || status === 403) return new ProviderRefused("credentials", `${said}: it does not let us in`);
  if (status === 404 || status === 410) return new ProviderRefused("gone", `${said}: it is not there any more`);
  if (status === 408 || status === 423 || status === 429 || (status >= 500 && status !== 507))
    return new ProviderRefused("temporary", said, { retryAfterSeconds: secondsOf(headers.get("retry-after")) });
  return new ProviderRefused("refused", said);
}

function secondsOf(header: string | null): number | null {
  if (!header) return null;
  if (/^\d{1,6}$/.test(header)) return Number(header);
  const at = Date.parse(header);
  return Number.isNaN(at) ? null : Math.max(0, Math.round((at - Date.now()) / 1000));
}

const redirects = new Set([301, 302, 303, 307, 308]);

/** Follows redirects, each one through the same guard. `may` says where to; null ends with the redirect itself. */
export async function follow(
  send: Send,
  ask: Ask,
  may: (from: URL, to: URL) => boolean,
): Promise<Answer & { url: string }> {
  let url = ask.url;
  for (let hops = 0; hops <= 5; hops++) {
    const answer = await send({ ...ask, url });
    const to = redirects.has(answer.status) ? answer.headers.get("location") : null;
    if (!to) return { ...answer, url };
    const [from, next] = [new URL(url), parsed(to, url)];
    if (!next || !may(from, next))
      throw new ProviderRefused("refused", `${from.host} leads somewhere we do not follow`);
    url = next.href;
  }
  throw new ProviderRefused("refused", `${new URL(url).host} leads in circles`);
}

const parsed = (to: string, base: string) => (URL.canParse(to, base) ? new URL(to, base) : null);

/** No way from an encrypted address to one that is not. */
export const keepsSecret = (from: URL, to: URL) => to.protocol === "https:" || from.protocol === to.protocol;
