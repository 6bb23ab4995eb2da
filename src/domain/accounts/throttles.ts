import { isIPv6 } from "node:net";
import { hashSecret } from "../../platform/handles.ts";
import type { Context } from "../../platform/operation.ts";

// Everything about accounts that could be guessed or abused, and how often it may be tried: per account, so that many
// machines get no further, and per address, so that one machine does not get far with many accounts. An account is named
// by what was typed, whether it exists or not.

const minute = 60;
const hour = 60 * minute;
type Limit = [points: number, seconds: number];

const limits = {
  "sign-in": { account: [10, 15 * minute], address: [50, 15 * minute] },
  "second-factor": { account: [10, 15 * minute], address: [50, 15 * minute] },
  "own-password": { account: [10, 15 * minute], address: [50, 15 * minute] },
  "sign-up": { account: [5, hour], address: [60, hour] },
  "account-mail": { account: [5, hour], address: [60, hour] },
  link: { account: null, address: [60, 15 * minute] },
  invite: { account: [100, hour], address: [200, hour] },
  "new-business": { account: [10, hour], address: [20, hour] },
} satisfies Record<string, { account: Limit | null; address: Limit }>;

/** Takes an attempt back: the right password was no guess. */
export type Attempt = { forgive(): Promise<void> };

/** Counts an attempt at `account` (an e-mail address, a user's id, a business's id). Throws RATE_LIMITED when there were too many. */
export async function countAttempt(
  context: Context,
  name: keyof typeof limits,
  account: string | number | null,
): Promise<Attempt> {
  const { account: perAccount, address } = limits[name];
  const { throttle } = context.services;
  const counted = [await throttle(`${name}-from`, networkOf(context.address), ...(address as Limit))];
  // Hashed, because an e-mail address may be longer than a counter's name.
  if (perAccount && account !== null)
    counted.push(await throttle(`${name}-at`, hashSecret(String(account)), ...(perAccount as Limit)));
  return {
    async forgive() {
      for (const attempt of counted) await attempt.forgive();
    },
  };
}

/** What one customer of a network provider has: an IPv4 address, or the first 64 bits of an IPv6 address. */
export function networkOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped || !isIPv6(address)) return mapped ?? address;
  const [head = "", tail] = address.split("%")[0]!.split("::");
  const groups = head === "" ? [] : head.split(":");
  if (tail !== undefined) {
    const after = tail === "" ? [] : tail.split(":");
    while (groups.length + after.length < 8) groups.push("0");
  }
  const network = groups.slice(0, 4).map((group) => Number.parseInt(group, 16).toString(16));
  return `${network.join(":")}::/64`;
}
