/** A new idempotency key. Not crypto.randomUUID, which is there on secure pages alone: a salon's network may have none. */
export const newKey = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
