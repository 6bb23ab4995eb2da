import { randomBytes } from "node:crypto";
import { hashSecret } from "../../../platform/handles.ts";

// Codes for the day the phone is lost: each works once. 80 random bits, so that the plain hash that is stored gives
// nothing away.

const count = 10;
// Crockford's base 32: no i, l, o or u, which get mixed up or make words.
const letters = "0123456789abcdefghjkmnpqrstvwxyz";

export const newRecoveryCodes = (): string[] => Array.from({ length: count }, newCode);

function newCode(): string {
  const code = Array.from(randomBytes(16), (byte) => letters[byte % 32]).join("");
  return code.match(/.{4}/g)!.join("-");
}

/** However it was typed: in capitals, with spaces, without hyphens, o for 0, l for 1. */
export const hashRecoveryCode = (typed: string): string =>
  hashSecret(
    typed
      .toLowerCase()
      .replace(/[^a-z0-9]/g, "")
      .replaceAll("o", "0")
      .replace(/[il]/g, "1"),
  );
