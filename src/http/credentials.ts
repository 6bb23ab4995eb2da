import type { FastifyRequest } from "fastify";
import type { App } from "../app.ts";
import { callerOfKey, callerOfSession, publicCaller } from "../domain/identity/callers.ts";
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

  async function remembered(kind: string, secret: string, find: () => Promise<Caller | null>): Promise<Caller | null> {
    // Hashed, so that a heap dump of the cache holds no key.
    const id = `${kind}:${hashSecret(secret)}`;
    const hit = cache.get(id);
    if (hit && hit.until > Date.now()) return hit.caller;
    const caller = await find();
    if (cache.size >= cacheSize) cache.clear();
    cache.set(id, { caller, until: Date.now() + cacheForMilliseconds });
    return caller;
  }

  return {
    /** After a key, session, role or membership changed. */
    forget: () => cache.clear(),
    async callerOf(request: FastifyRequest): Promise<Caller> {
      const key = keyOf(request);
      if (key !== null) {
        const caller = await remembered("key", key, () => callerOfKey(app.database, key, app.clock.now()));
        if (!caller) throw new DomainError(unauthorized, "Invalid API key provided.");
        return caller;
      }
      const token = request.cookies[sessionCookie];
      if (token) {
        const caller = await remembered("session", token, () => callerOfSession(app.database, token, app.clock.now()));
        if (caller) {
          refuseCrossSite(request);
          return caller;
        }
      }
      return publicCaller(request.ip);
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
 * Cross-site request forgery: a browser sends the cookie along with other sites' requests, but it also says where they
 * come from. Writing requests with a cookie must come from our own origin (Fetch Metadata, else Origin); a client that
 * sends neither header is no browser.
 */
function refuseCrossSite(request: FastifyRequest) {
  if (["GET", "HEAD", "OPTIONS"].includes(request.method)) return;
  const site = request.headers["sec-fetch-site"];
  const origin = request.headers.origin;
  const sameOrigin = origin !== undefined && URL.canParse(origin) && new URL(origin).host === request.host;
  const fine =
    site !== undefined ? site === "same-origin" || site === "none" || sameOrigin : origin === undefined || sameOrigin;
  if (!fine)
    throw new DomainError(
      forbidden,
      "This request came from another site. Send it from our own pages, or use an API key.",
    );
}
