import { createHmac, createSecretKey } from "node:crypto";

export type Message = { messageId: string; body: string };

/**
 * The headers of one attempt: the reference's X-Schedly-Signature (hex HMAC-SHA256 of the raw body) and beside it those of
 * Standard Webhooks (standardwebhooks.com), whose signature covers the message's id and time too, so that it cannot be
 * replayed later. Without a secret nothing is signed. `now` is epoch milliseconds.
 */
export function headersOf({ messageId, body }: Message, secret: string | null, now: number): Record<string, string> {
  const timestamp = String(Math.floor(now / 1000));
  const headers = {
    "content-type": "application/json",
    "user-agent": "Schedly-Webhooks/1",
    "webhook-id": messageId,
    "webhook-timestamp": timestamp,
  };
  if (secret === null) return headers;
  const standard = createHmac("sha256", standardKey(secret)).update(`${messageId}.${timestamp}.${body}`);
  return {
    ...headers,
    "webhook-signature": `v1,${standard.digest("base64")}`,
    "x-schedly-signature": createHmac("sha256", secret).update(body).digest("hex"),
  };
}

/** Standard Webhooks writes a key as `whsec_` and base64. Any other secret is the key itself. */
const standardKey = (secret: string) =>
  // Bytes alone take Node longer than the signature.
  secret.startsWith("whsec_") ? createSecretKey(secret.slice("whsec_".length), "base64") : secret;
