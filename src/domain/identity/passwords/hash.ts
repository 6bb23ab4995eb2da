import { type Argon2Parameters, argon2, randomBytes, timingSafeEqual } from "node:crypto";
import { promisify } from "node:util";

// argon2id with what OWASP's Password Storage Cheat Sheet asks for: 19 MiB, two passes, one lane. Stored as a PHC string,
// which names its parameters, so that they can be raised: old hashes still verify and are renewed at the next sign-in.

type Cost = { memory: number; passes: number; parallelism: number };
const cost: Cost = { memory: 19 * 1024, passes: 2, parallelism: 1 };
const saltLength = 16;
const tagLength = 32;

const run = promisify(
  argon2 as (name: "argon2id", given: Argon2Parameters, done: (e: Error | null, tag: Buffer) => void) => void,
);

/** A new PHC string. Takes some 40 ms on a thread of the pool. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(saltLength);
  return phc(cost, salt, await derive(password, salt, cost, tagLength));
}

/**
 * Whether it is the password of this hash. Without a hash it takes as long and answers false, so that time does not tell
 * which accounts exist.
 */
export async function isPassword(password: string, stored: string | null): Promise<boolean> {
  const { salt, tag, ...ofHash } = parse(stored ?? nobodys);
  const derived = await derive(password, salt, ofHash, tag.length);
  return timingSafeEqual(derived, tag) && stored !== null;
}

/** Made with other parameters than new hashes: worth making again while the password is at hand. */
export function isOutdated(stored: string): boolean {
  const { memory, passes, parallelism } = parse(stored);
  return memory !== cost.memory || passes !== cost.passes || parallelism !== cost.parallelism;
}

// One person's é may be two characters of another keyboard.
const derive = (password: string, nonce: Buffer, { memory, passes, parallelism }: Cost, length: number) =>
  run("argon2id", { message: password.normalize("NFKC"), nonce, memory, passes, parallelism, tagLength: length });

const phc = ({ memory, passes, parallelism }: Cost, salt: Buffer, tag: Buffer) =>
  `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${base64(salt)}$${base64(tag)}`;

function parse(stored: string): Cost & { salt: Buffer; tag: Buffer } {
  const [, memory, passes, parallelism, salt, tag] =
    /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/.exec(stored) ?? [];
  if (!tag) throw new Error("A stored password hash is no argon2id PHC string");
  return {
    memory: Number(memory),
    passes: Number(passes),
    parallelism: Number(parallelism),
    salt: Buffer.from(salt!, "base64"),
    tag: Buffer.from(tag, "base64"),
  };
}

// PHC strings leave the padding out.
const base64 = (bytes: Buffer) => bytes.toString("base64").replace(/=+$/, "");

const nobodys = phc(cost, randomBytes(saltLength), randomBytes(tagLength));
