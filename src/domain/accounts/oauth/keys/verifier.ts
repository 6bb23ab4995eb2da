import type { KeyObject } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { PublicJwk } from "../tables.ts";
import { type AccessToken, headerOf, kidOf, readAccessToken, tokenDigest } from "./access-token.ts";
import { publicKeyOf } from "./store.ts";

type Key = { header: string; key: KeyObject };
const mostRemembered = 10_000;
/** How often an unknown key is looked for: more often would let strangers keep the database busy. */
const lookAgainMilliseconds = 100;

/**
 * Checks access tokens in this process: signature, issuer and end. A token that was good is remembered by its digest, so
 * that its signature is checked once. Whether the grant behind it still stands is asked elsewhere, once a second.
 */
export function tokenVerifier(source: { keys(): Promise<PublicJwk[]>; now(): number; issuer(): string }) {
  let keys = new Map<string, Key>();
  let lookedAt = Number.NEGATIVE_INFINITY;
  let loading: Promise<void> | null = null;
  const good = new Map<string, AccessToken>();

  async function keyFor(token: string): Promise<Key | null> {
    const kid = kidOf(token);
    if (kid === null) return null;
    // Twice, since a look-up that was under way already may have been too early for a new key.
    for (let looks = 0; looks < 2 && !keys.has(kid); looks++) {
      loading ??= loadKeys().finally(() => {
        loading = null;
      });
      await loading;
    }
    return keys.get(kid) ?? null;
  }

  /** All who meet an unknown key meanwhile wait for the same look-up. */
  async function loadKeys(): Promise<void> {
    const wait = lookedAt + lookAgainMilliseconds - performance.now();
    if (wait > 0) await sleep(wait);
    lookedAt = performance.now();
    const published = await source.keys();
    keys = new Map(
      published.map((jwk) => [jwk.kid, keys.get(jwk.kid) ?? { header: headerOf(jwk.kid), key: publicKeyOf(jwk) }]),
    );
  }

  /** What a token says if its signature is one of ours, whatever its end. */
  async function checked(token: string): Promise<AccessToken | null> {
    const key = await keyFor(token);
    const claims = key && readAccessToken(token, key);
    return claims && claims.iss === source.issuer() ? claims : null;
  }

  return {
    /** What a good token says; null for any other. Only one that was not seen before is waited for. */
    read(token: string): AccessToken | null | Promise<AccessToken | null> {
      const digest = tokenDigest(token);
      const known = good.get(digest);
      if (known) return known.exp * 1000 > source.now() ? known : null;
      return checked(token).then((claims) => {
        if (!claims || claims.exp * 1000 <= source.now()) return null;
        if (good.size >= mostRemembered) good.clear();
        good.set(digest, claims);
        return claims;
      });
    },
  };
}
export type TokenVerifier = ReturnType<typeof tokenVerifier>;
