import { Secret, TOTP } from "otpauth";

// Time-based one-time passwords, RFC 6238, with the parameters that every authenticator app knows: SHA-1, six digits,
// thirty seconds. A code of the step before or after counts too, for clocks that are a little off.

const periodSeconds = 30;
const tolerance = 1;

/** A new secret, base32: what an authenticator app is given. 160 bits. */
export const newTotpSecret = (): string => new Secret({ size: 20 }).base32;

/** What the app's QR code says. */
export const otpauthUri = (secret: string, email: string): string => totp(secret, email).toString();

/** The step (thirty seconds since the epoch) that a code belongs to, or null when it is wrong at `now` (epoch milliseconds). */
export function stepOfCode(secret: string, code: string, now: number): number | null {
  if (!/^\d{6}$/.test(code)) return null;
  const delta = totp(secret).validate({ token: code, timestamp: now, window: tolerance });
  return delta === null ? null : Math.floor(now / 1000 / periodSeconds) + delta;
}

const totp = (secret: string, label = "") =>
  new TOTP({ issuer: "Schedly", label, secret: Secret.fromBase32(secret), digits: 6, period: periodSeconds });
