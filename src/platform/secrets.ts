import { createCipheriv, createDecipheriv, createHash, createHmac, createSecretKey, randomBytes } from "node:crypto";
import { existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Encrypts what must be readable again: AES-256-GCM, `nonce ‖ tag ‖ ciphertext` as base64url. */
export type Secrets = {
  seal(plain: string): string;
  open(sealed: string): string;
  /** A token that only this installation can make from a text: HMAC-SHA256, base64url. */
  mac(text: string): string;
  /**
   * A token that is the same for a text each time and that only this installation can read: AES-256-CTR under a nonce which is
   * the text's HMAC-SHA256 (the idea of RFC 5297), `nonce ‖ ciphertext` as base64url.
   */
  disguise(plain: string): string;
  /** The text of such a token; null for what is none of ours. */
  reveal(disguised: string): string | null;
};

export function secretsWith(bytes: Buffer): Secrets {
  // Node takes a key that is bytes six times as long to look at as it takes to use it (17 µs instead of 3).
  const key = createSecretKey(bytes);
  // Keys of their own, so that no token is ever computed with the encryption key.
  const derived = (purpose: string) => createSecretKey(createHmac("sha256", key).update(purpose).digest());
  const macKey = derived("tokens");
  const disguiseKey = derived("disguises");
  const nonceKey = derived("nonces of disguises");
  const nonceOf = (plain: string) => createHmac("sha256", nonceKey).update(plain).digest().subarray(0, 16);
  return {
    seal(plain) {
      const nonce = randomBytes(12);
      const cipher = createCipheriv("aes-256-gcm", key, nonce);
      const body = Buffer.concat([cipher.update(plain, "utf8"), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), body]).toString("base64url");
    },
    mac: (text) => createHmac("sha256", macKey).update(text).digest("base64url"),
    disguise(plain) {
      const nonce = nonceOf(plain);
      const cipher = createCipheriv("aes-256-ctr", disguiseKey, nonce);
      return Buffer.concat([nonce, cipher.update(plain, "utf8"), cipher.final()]).toString("base64url");
    },
    reveal(disguised) {
      const bytes = Buffer.from(disguised, "base64url");
      if (bytes.length <= 16) return null;
      const decipher = createDecipheriv("aes-256-ctr", disguiseKey, bytes.subarray(0, 16));
      const plain = Buffer.concat([decipher.update(bytes.subarray(16)), decipher.final()]).toString("utf8");
      return nonceOf(plain).equals(bytes.subarray(0, 16)) ? plain : null;
    },
    open(sealed) {
      const bytes = Buffer.from(sealed, "base64url");
      const decipher = createDecipheriv("aes-256-gcm", key, bytes.subarray(0, 12));
      decipher.setAuthTag(bytes.subarray(12, 28));
      return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString("utf8");
    },
  };
}

/** The key from `ENCRYPTION_KEY` (any text, hashed to 32 bytes), else from a file made at the first start with mode 0600. */
export function encryptionKey(setting: string | undefined, dataDir: string): Buffer {
  const key = existingKey(setting, dataDir);
  if (key) return key;
  writeKeyFile(dataDir, randomBytes(32));
  return existingKey(setting, dataDir)!;
}

/** The same, or null where neither is there yet. */
export function existingKey(setting: string | undefined, dataDir: string): Buffer | null {
  if (setting) return createHash("sha256").update(setting).digest();
  const file = keyFile(dataDir);
  if (!existsSync(file)) return null;
  const key = Buffer.from(readFileSync(file, "utf8").trim(), "hex");
  if (key.length !== 32) throw new Error(`${file} holds no encryption key: put the original one back.`);
  return key;
}

export const keyFile = (dataDir: string) => join(dataDir, "encryption.key");

/** Keeps a key that is there already: of two first starts at once, the other one wrote it. */
export function writeKeyFile(dataDir: string, key: Buffer): void {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const file = keyFile(dataDir);
  const unfinished = `${file}.${process.pid}`;
  writeFileSync(unfinished, `${key.toString("hex")}\n`, { mode: 0o600 });
  try {
    // Under its name only when it is whole, and never over another.
    linkSync(unfinished, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  } finally {
    rmSync(unfinished);
  }
}

const word = "schedly";
/** What is stored beside sealed data, to tell later whether a key is the one that sealed it. */
export const keyCheckOf = (key: Buffer) => secretsWith(key).seal(word);
export function isKeyOf(keyCheck: string, key: Buffer): boolean {
  try {
    return secretsWith(key).open(keyCheck) === word;
  } catch {
    return false;
  }
}
