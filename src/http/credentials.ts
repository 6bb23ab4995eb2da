import type { FastifyRequest } from "fastify";
import type { App } from "../app.ts";
import { callerOfKey, callerOfSession, publicCaller } from "../domain/identity/callers.ts";
import { type Identified, isWorthNoting, noteUse } from "../domain/identity/uses.ts";
import { DomainError, forbidden, unauthorized } from "../platform/errors.ts";
import { hashSecret } from "../platform/handles.ts";
import type { Caller } from "../platform/operation.ts";

export const sessionCookie = "schedly_session";
const cacheForMilliseconds = 1000;
const cacheSize = 5000;

type Cached = { caller: Caller | null; until: number };

/**
 * Who is asking: an API key (`cal-api-key`, or `Authorization: Bearer`) or a session cookie, else a visitor.
 * A resolved key is remembered for a second, so that a busy client costs one look-up a second, and so that a key that
 * another process revokes stops within that second; this process forgets at once.
 */
export function credentials(app: App) {
  const cache = new Map<string, Cached>();
  const writing = new Set<Promise<void>>();
  let forgotten = 0;

  async function remembered(
    kind: string,
    secret: string,
    find: (now: number) => Promise<Identified | null>,
  ): Promise<Caller | null> {
    // Hashed, so that a heap dump of the cache holds no key.
    const id = `${kind}:${hashSecret(secret)}`;
    const hit = cache.get(id);
    if (hit && hit.until > Date.now()) return hit.caller;
    const before = forgotten;
    const now = app.clock.now();
    const found = await find(now);
    const caller = found?.caller ?? null;
    // What was read before a revocation must not be remembered after it.
    if (forgotten === before) {
      if (cache.size >= cacheSize) cache.clear();
      cache.set(id, { caller, until: Date.now() + cacheForMilliseconds });
    }
    if (found && isWorthNoting(found, now)) note(found.caller, now);
    return caller;
  }

  /** Off the request's path: nobody waits for it, and nothing depends on it. */
  function note(caller: Caller, now: number) {
    const write = noteUse(app.database, caller, now)
      .catch((error) => app.log.warn({ err: error }, "The use of a key or session could not be written down"))
      .finally(() => writing.delete(write));
    writing.add(write);
  }

  const forget = () => {
    forgotten++;
    cache.clear();
  };
  app.services.callersChanged.listen(forget);

  return {
    /** After a key, session, role or membership changed. */
    forget,
    /** Waits for what is being written down. */
    async finish() {
      await Promise.all(writing);
    },
    async callerOf(request: FastifyRequest): Promise<Caller> {
      const key = keyOf(request);
      if (key !== null) {
        const caller = await remembered("key", key, (now) => callerOfKey(app.database, key, now));
        if (!caller) throw new DomainError(unauthorized, "Invalid API key provided.");
        return caller;
      }
      const token = request.cookies[sessionCookie];
      const caller = token && (await remembered("session", token, (now) => callerOfSession(app.database, token, now)));
      if (caller || isAboutAccounts(request)) refuseCrossSite(request, app.services.publicUrl);
      return caller || publicCaller(request.ip);
    },
  };
}

function keyOf(request: FastifyRequest): string | null {
  const header = request.headers["cal-api-key"];
  if (typeof header === "string") return header.trim();
  const authorization = request.headers.authorization;
  if (authorization === undefined) return null;
  const [, token] = /^Bearer +(\S+)$/i.exec(authorization) ?? [];
  if (!token) throw new DomainError(unauthorized, "Use Authorization: Bearer YOUR_KEY, or the cal-api-key header.");
  return token;
}

/**
 * Where sessions begin. Another site must not sign a visitor in as somebody else either ("login CSRF"): what they then
 * type would land in a stranger's account. A form cannot send JSON, and CORS (`server.ts`) never allows credentials, so
 * that a browser would drop the cookie of a foreign answer; this check does not depend on either.
 */
const isAboutAccounts = ({ routeOptions: { url = "" } }: FastifyRequest) =>
  url.startsWith("/api/account/") || url.startsWith("/api/invitations/");

/**
 * Cross-site request forgery: a browser sends the cookie along with other sites' requests, but it also says where they
 * come from. Writing requests with a cookie must come from our own origin: by Fetch Metadata, which no proxy changes, else
 * by Origin, which is our address as the browser knows it. A client that sends neither header is no browser.
 */
export function refuseCrossSite(request: FastifyRequest, publicUrl: string) {
  if (["GET", "HEAD", "OPTIONS"].includes(request.method)) return;
  const { "sec-fetch-site": site, origin } = request.headers;
  const ours =
    site !== undefined
      ? site === "same-origin" || site === "none"
      : origin === undefined || [new URL(publicUrl).origin, `${request.protocol}://${request.host}`].includes(origin);
  if (!ours)
    throw new DomainError(
      forbidden,
      "This request came from another site. Send it from our own pages, or use an API key.",
    );
}
