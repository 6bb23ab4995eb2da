import { hash, type KeyObject, verify } from "node:crypto";
import { SignJWT } from "jose";
import { newSecret } from "../../../../platform/handles.ts";
import type { Context } from "../../../../platform/operation.ts";
import { currentKey, type SigningKey, tokenSeconds } from "./store.ts";

// Access tokens: JWTs as RFC 9068 describes them, signed with RS256. Whoever has our public keys can check them; what the
// user granted may have ended since, which only we know.

/** What a token says. `business_id` and `grant_id` are our own claims: whose data it is about, and the consent behind it. */
export type AccessToken = {
  iss: string;
  aud: string;
  sub: string;
  client_id: string;
  scope: string;
  jti: string;
  iat: number;
  exp: number;
  business_id: number;
  grant_id: number;
};

export type TokenFacts = Pick<AccessToken, "aud" | "sub" | "client_id" | "scope" | "business_id" | "grant_id">;

/** A token for what was granted, good for half an hour from now. */
export async function signAccessToken(context: Context, facts: TokenFacts): Promise<string> {
  const { db, now, services } = context;
  return sign(await currentKey(db, services.secrets, now), { ...facts, iss: services.publicUrl }, now);
}

/** Signs with a key at a time. `now` is epoch milliseconds. */
export function sign({ kid, key }: SigningKey, facts: TokenFacts & { iss: string }, now: number): Promise<string> {
  const iat = Math.floor(now / 1000);
  return new SignJWT({ ...facts, jti: newSecret(), iat, exp: iat + tokenSeconds })
    .setProtectedHeader({ alg: "RS256", typ: "at+jwt", kid })
    .sign(key);
}

/** Three base64url parts, as JWTs are and API keys are not. */
export const looksLikeToken = (text: string): boolean => /^eyJ[\w-]+\.[\w-]+\.[\w-]+$/.test(text);

/** The header of every token that a key signs, as it stands in front of the first dot. */
export const headerOf = (kid: string): string =>
  Buffer.from(JSON.stringify({ alg: "RS256", typ: "at+jwt", kid })).toString("base64url");

/** The key id that a token's header names; null where it is none of our headers. Proves nothing yet. */
export function kidOf(token: string): string | null {
  try {
    const { kid } = JSON.parse(Buffer.from(token.slice(0, token.indexOf(".")), "base64url").toString());
    return typeof kid === "string" ? kid : null;
  } catch {
    return null;
  }
}

/**
 * What a token says, or null where its signature is not this key's. The header is compared with the only one that we write,
 * not interpreted: so no other algorithm and no header parameter can be talked into.
 */
export function readAccessToken(
  token: string,
  { header, key }: { header: string; key: KeyObject },
): AccessToken | null {
  if (!token.startsWith(`${header}.`)) return null;
  const end = token.lastIndexOf(".");
  const signed = Buffer.from(token.slice(0, end));
  if (!verify("sha256", signed, key, Buffer.from(token.slice(end + 1), "base64url"))) return null;
  return JSON.parse(Buffer.from(token.slice(header.length + 1, end), "base64url").toString());
}

/** What a token is remembered by: a heap dump holds none that could be used. */
export const tokenDigest = (token: string): string => hash("sha256", token, "base64url");
