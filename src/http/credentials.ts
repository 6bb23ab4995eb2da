import type { FastifyRequest } from "fastify";
import type { App } from "../app.ts";
import { trustsApps } from "../domain/accounts/oauth/clients/store.ts";
import { type AccessToken, looksLikeToken } from "../domain/accounts/oauth/keys/access-token.ts";
import type { TokenVerifier } from "../domain/accounts/oauth/keys/verifier.ts";
import { scopeList, withImplied } from "../domain/accounts/oauth/scopes.ts";
import { callerOfGrant, callerOfKey, callerOfSession, publicCaller } from "../domain/identity/callers.ts";
import { type Identified, isWorthNoting, noteUse } from "../domain/identity/uses.ts";
import { DomainError, forbidden, unauthorized } from "../platform/errors.ts";
import { hashSecret } from "../platform/handles.ts";
import type { Caller } from "../platform/operation.ts";
import { isAudienceOf } from "./oauth/resources.ts";

export const sessionCookie = "schedly_session";
const cacheForMilliseconds = 1000;
const cacheSize = 5000;

type Cached = { caller: Caller | null; until: number };

/**
 * Who is asking: an API key (`cal-api-key`, or `Authorization: Bearer`), an OAuth access token or a session cookie, else a
 * visitor.
 * A resolved key is remembered for a second, so that a busy client costs one look-up a second, and so that a key that
 * another process revokes stops within that second; this process forgets at once.
 */
export function credentials(app: App, tokens: TokenVerifier) {
  const cache = new Map<string, Cached>();
  const writing = new Set<Promise<void>>();
  let forgotten = 0;

  /** `id` names who is asked for and is no secret, so that a heap dump of the cache holds none. */
  async function remembered(id: string, find: (now: number) => Promise<Identified | null>): Promise<Caller | null> {
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

  /** The signature is checked here; whether what was granted still stands, and for how much, is asked once a second. */
  async function callerOfToken(token: string, path: string): Promise<Caller | null> {
    const found = tokens.read(token);
    const claims = found instanceof Promise ? await found : found;
    if (!claims || !isAudienceOf(claims.iss, claims.aud, path)) return null;
    return remembered(`token:${claims.business_id}:${claims.jti}`, (now) => {
      const options = { now, trustsApps: trustsApps(app.services.settings) };
      return callerOfGrant(app.database, factsOf(claims), options);
    });
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
    /** Of an access token at an address of ours, or null where it is good for nothing there. */
    callerOfToken,
    async callerOf(request: FastifyRequest): Promise<Caller> {
      const key = keyOf(request);
      if (key !== null) {
        if (looksLikeToken(key)) {
          const caller = await callerOfToken(key, request.routeOptions.url ?? request.url);
          if (caller) return caller;
          throw new DomainError(
            unauthorized,
            "The access token is invalid, has expired, was revoked or is for something else.",
          );
        }
        const caller = await remembered(`key:${hashSecret(key)}`, (now) => callerOfKey(app.database, key, now));
        if (!caller) throw new DomainError(unauthorized, "Invalid API key provided.");
        return caller;
      }
      const token = request.cookies[sessionCookie];
      const caller =
        token && (await remembered(`session:${hashSecret(token)}`, (now) => callerOfSession(app.database, token, now)));
      if (caller || isAboutAccounts(request)) refuseCrossSite(request, app.services.publicUrl);
      return caller || publicCaller(request.ip);
    },
  };
}

const factsOf = ({ business_id, grant_id, scope }: AccessToken) => ({
  businessId: business_id,
  grantId: grant_id,
  abilities: withImplied(scopeList(scope) ?? []),
});

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
