import { createPrivateKey, createPublicKey, type KeyObject } from "node:crypto";
import { calculateJwkThumbprint, exportJWK, exportPKCS8, generateKeyPair } from "jose";
import type { Db } from "../../../../platform/database.ts";
import type { Context } from "../../../../platform/operation.ts";
import { iso } from "../../../../platform/schemas.ts";
import type { Secrets } from "../../../../platform/secrets.ts";
import type { PublicJwk } from "../tables.ts";
import "../tables.ts";

/** How long an access token lives. */
export const tokenSeconds = 1800;
/** A key signs for this long. */
const rotateAfter = 90 * 24 * 3600_000;
/** A retired key stays published until the last token that it signed has ended, and any clock that runs behind has noticed. */
const publishedAfter = tokenSeconds * 1000 + 30 * 60_000;

export type SigningKey = { kid: string; key: KeyObject };

/** The key that signs now. The first time it is asked for, it is made: of two that make one at once, one stays. */
export async function currentKey(db: Db, secrets: Secrets, now: number): Promise<SigningKey> {
  const stored = () =>
    db
      .selectFrom("oauthSigningKeys")
      .select(["kid", "sealedPrivateKey"])
      .where("retiredAt", "is", null)
      .executeTakeFirst();
  let found = await stored();
  if (!found) {
    await insertKey(db, secrets, now);
    found = await stored();
  }
  return { kid: found!.kid, key: privateKeyOf(found!.kid, secrets.open(found!.sealedPrivateKey)) };
}

/** Parsed once: reading a PEM costs more than signing with it. */
function privateKeyOf(kid: string, pem: string): KeyObject {
  let key = privateKeys.get(kid);
  if (!key) {
    key = createPrivateKey(pem);
    if (privateKeys.size > 20) privateKeys.clear();
    privateKeys.set(kid, key);
  }
  return key;
}
const privateKeys = new Map<string, KeyObject>();

async function insertKey(db: Db, secrets: Secrets, now: number): Promise<void> {
  const { publicKey, privateKey } = await generateKeyPair("RS256", { modulusLength: 2048, extractable: true });
  const { n, e } = await exportJWK(publicKey);
  const jwk = { kty: "RSA", n: n!, e: e! } as const;
  const kid = await calculateJwkThumbprint(jwk);
  const publicJwk: PublicJwk = { ...jwk, kid, use: "sig", alg: "RS256" };
  await db
    .insertInto("oauthSigningKeys")
    .values({
      kid,
      publicJwk: JSON.stringify(publicJwk) as never,
      sealedPrivateKey: secrets.seal(await exportPKCS8(privateKey)),
      createdAt: iso(now),
      retiredAt: null,
    })
    .onConflict((taken) => taken.doNothing())
    .execute();
}

/** The public keys that a good token may be signed with, newest first: what `/.well-known/jwks.json` shows. */
export async function publishedKeys(db: Db, now: number): Promise<PublicJwk[]> {
  const rows = await db
    .selectFrom("oauthSigningKeys")
    .select("publicJwk")
    .where((is) => is.or([is("retiredAt", "is", null), is("retiredAt", ">", iso(now - publishedAfter))]))
    .orderBy("createdAt", "desc")
    .execute();
  return rows.map(({ publicJwk }) => publicJwk as unknown as PublicJwk);
}

export const publicKeyOf = (jwk: PublicJwk): KeyObject => createPublicKey({ key: jwk as never, format: "jwk" });

/** A new key signs from now on. Tokens of the old one stay good. */
export async function rotateKey({ db, now, services }: Context): Promise<void> {
  await db
    .updateTable("oauthSigningKeys")
    .set({ retiredAt: iso(now) })
    .where("retiredAt", "is", null)
    .execute();
  await insertKey(db, services.secrets, now);
}

/** Rotates a key that has signed for three months, and forgets those whose tokens have all ended. */
export async function tendKeys(context: Context): Promise<void> {
  const { db, now } = context;
  await db
    .deleteFrom("oauthSigningKeys")
    .where("retiredAt", "<=", iso(now - publishedAfter))
    .execute();
  const old = await db
    .selectFrom("oauthSigningKeys")
    .select("kid")
    .where("retiredAt", "is", null)
    .where("createdAt", "<", iso(now - rotateAfter))
    .forUpdate()
    .executeTakeFirst();
  if (old) await rotateKey(context);
}
