import assert from "node:assert/strict";
import { type Account, ProviderRefused, type Secret } from "../../domain/connections/port.ts";

type Connecting = {
  authorizeUrl?(request: { state: string; redirectUri: string }): string;
  exchange?(request: { code: string; redirectUri: string }): Promise<{ secret: Secret; account: string }>;
};
export type KeptAccount = Account & { kept: Secret; saves: number };

const redirectUri = "http://127.0.0.1:1/api/calendars/callback";

/** For tests: goes the way of an owner who agrees, to the code that comes back. */
export async function agree(port: Connecting): Promise<{ code: string; redirectUri: string }> {
  const page = await fetch(port.authorizeUrl!({ state: "state-1", redirectUri }), { redirect: "manual" });
  assert.equal(page.status, 302, await page.text());
  const back = new URL(page.headers.get("location")!);
  assert.equal(back.searchParams.get("state"), "state-1");
  return { code: back.searchParams.get("code")!, redirectUri };
}

/** For tests: an account as the domain keeps one. */
export async function connect(port: Connecting): Promise<KeptAccount> {
  return keep((await port.exchange!(await agree(port))).secret);
}

export function keep(secret: Secret): KeptAccount {
  const account: KeptAccount = {
    secret,
    kept: secret,
    saves: 0,
    async save(fresh) {
      account.kept = structuredClone(fresh);
      account.saves += 1;
    },
    latest: async () => account.kept,
  };
  return account;
}

export async function refusedBy(attempt: Promise<unknown>): Promise<ProviderRefused> {
  try {
    await attempt;
  } catch (error) {
    assert.ok(error instanceof ProviderRefused, String((error as Error).stack));
    return error;
  }
  throw new assert.AssertionError({ message: "It was not refused" });
}

/** For tests: waits until `there` is so, at most two seconds. */
export async function until(there: () => Promise<boolean>): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt++) {
    if (await there()) return;
    await new Promise((later) => setTimeout(later, 20));
  }
  throw new assert.AssertionError({ message: "It did not come about" });
}
