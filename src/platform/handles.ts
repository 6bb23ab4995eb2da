import { createHash, randomFillSync } from "node:crypto";

// Public handles (`apt_…`, `hld_…`) and secrets (`sk_live_…`) carry the id of their business behind their random part.
// So one lookup inside that business finds the record; no index over all businesses and no query that crosses tenants
// is needed. The id is no secret. Handles have 131 random bits, keys 190.

const alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

// Asking OpenSSL takes as long for one byte as for a thousand. What was used is forgotten at once.
const drawn = Buffer.alloc(1024);
let used = drawn.length;
function randomByte(): number {
  if (used === drawn.length) {
    randomFillSync(drawn);
    used = 0;
  }
  const byte = drawn[used]!;
  drawn[used++] = 0;
  return byte;
}

const base62 = (length: number) => {
  let text = "";
  while (text.length < length) {
    const byte = randomByte();
    // 248 = 4 × 62: bytes above would favour the first letters.
    if (byte < 248) text += alphabet[byte % 62];
  }
  return text;
};

const randomLength = 22;
const keyLength = 32;

/** `apt_` + 22 random letters + the business's id in base 36. */
export const newHandle = (prefix: string, businessId: number) =>
  `${prefix}_${base62(randomLength)}${businessId.toString(36)}`;

/** The business that a handle names, or null where it names none. Says nothing about whether the handle exists. */
export function businessOfHandle(handle: string): number | null {
  const [, tail] = /^[a-z]+(?:_live)?_[0-9A-Za-z]{22}([0-9a-z]{1,11})$/.exec(handle) ?? [];
  return tail === undefined ? null : toId(tail);
}

export const newApiKey = (mode: "live" | "test", businessId: number) =>
  `sk_${mode}_${base62(keyLength)}${businessId.toString(36)}`;

export function businessOfApiKey(key: string): number | null {
  const [, tail] = /^sk_(?:live|test)_[0-9A-Za-z]{32}([0-9a-z]{1,11})$/.exec(key) ?? [];
  return tail === undefined ? null : toId(tail);
}

/** A secret that belongs to a user or a browser rather than to a business: sessions, links in mails. 190 random bits. */
export const newSecret = () => base62(keyLength);

/** What is stored of a secret. High-entropy secrets need no salt and no slow hash. */
export const hashSecret = (secret: string) => createHash("sha256").update(secret).digest("hex");

const toId = (text: string) => {
  const id = Number.parseInt(text, 36);
  return Number.isSafeInteger(id) && id > 0 ? id : null;
};
