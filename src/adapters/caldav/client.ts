import { ProviderRefused, type Secret } from "../../domain/connections/port.ts";
import { type Answer, follow, keepsSecret, refusalOf, type Send } from "../ics/answers.ts";
import { multistatus, type Resource } from "./xml.ts";

export type Dav = {
  /** Asks, and answers whatever came; `url` is where redirects led. */
  ask(method: string, url: string, body?: string, headers?: Record<string, string>): Promise<Answer & { url: string }>;
  /** PROPFIND or REPORT: the resources of a 207. Anything else is a refusal. */
  list(
    method: "PROPFIND" | "REPORT",
    url: string,
    body: string,
    depth: 0 | 1,
  ): Promise<{ url: string; resources: Resource[]; syncToken: string | null }>;
  /** A reference of the server's as an address that the password may be sent to. */
  address(href: string, base: string): string;
};

/** A year of a busy calendar, whole. */
const mostBytes = 20 * 1024 * 1024;

/** WebDAV with Basic authentication at the server that the owner named. */
export function davClient(send: Send, secret: Secret): Dav {
  const home = new URL(String(secret.url));
  const authorization = `Basic ${Buffer.from(`${secret.username}:${secret.password}`).toString("base64")}`;
  const trusted = (to: URL) => to.host === home.host || isSibling(home.hostname, to.hostname);
  const may = (from: URL, to: URL) => keepsSecret(from, to) && trusted(to);

  const ask: Dav["ask"] = (method, url, body, headers = {}) => {
    const all = {
      authorization,
      ...(body === undefined ? {} : { "content-type": "application/xml; charset=utf-8" }),
      ...headers,
    };
    return follow(
      send,
      { method, url, headers: all, maxBytes: mostBytes, ...(body === undefined ? {} : { body }) },
      may,
    );
  };

  return {
    ask,
    async list(method, url, body, depth) {
      const answer = await ask(method, url, body, { depth: String(depth) });
      // The password is right, but not for this address.
      if (answer.status === 403) throw new ProviderRefused("refused", `${home.host} does not let us read this address`);
      if (answer.status !== 207) throw refusalOf(answer, home.host);
      return { url: answer.url, ...multistatus(answer.text) };
    },
    address(href, base) {
      if (!URL.canParse(href, base)) throw new ProviderRefused("refused", `${home.host} names an address that is none`);
      const to = new URL(href, base);
      if (!may(new URL(base), to))
        throw new ProviderRefused("refused", `${home.host} names an address of somebody else`);
      return to.href;
    },
  };
}

/** Large providers keep accounts on hosts of their own: caldav.icloud.com leads to p42-caldav.icloud.com. */
function isSibling(home: string, other: string): boolean {
  const parent = home.split(".").slice(1).join(".");
  return parent.includes(".") && !/^[\d.]+$/.test(home) && other.endsWith(`.${parent}`);
}
