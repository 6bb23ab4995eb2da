import assert from "node:assert/strict";
import { type Answer, openTestInstallation, type TestInstallation } from "../../../test/support/installation.ts";

/** An installation in which accounts can be tried out: mails are written, the clock can be moved, addresses are believed. */
export const openAccountsInstallation = (settings: Record<string, string> = {}) =>
  openTestInstallation({
    workers: true,
    settings: { CLOCK: "virtual", TRUSTED_PROXIES: "127.0.0.1", ...settings },
  });

let addresses = 0;
export const newAddress = () => `10.${++addresses >> 8}.${addresses & 255}.1`;

export type Browser = {
  address: string;
  cookie: string | undefined;
  call(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>;
  get(path: string): Promise<Answer>;
  post(path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>;
};

/** A browser with its cookie, on a page of ours, at an address of its own. */
export function openBrowser(installation: TestInstallation, address = newAddress()): Browser {
  const browser: Browser = {
    address,
    cookie: undefined,
    async call(method, path, body, headers = {}) {
      const answer = await installation.send(method, path, {
        body,
        headers: {
          "x-forwarded-for": address,
          "sec-fetch-site": "same-origin",
          "user-agent": "Test Browser 1.0",
          ...(browser.cookie ? { cookie: browser.cookie } : {}),
          ...headers,
        },
      });
      const [set] = [answer.headers["set-cookie"] ?? []].flat() as string[];
      if (set) browser.cookie = /^schedly_session=[^;]+/.exec(set)?.[0];
      return answer;
    },
    get: (path) => browser.call("GET", path),
    post: (path, body, headers) => browser.call("POST", path, body, headers),
  };
  return browser;
}

export type TestMail = { kind: string; subject: string; text: string; link: string | null; token: string | null };

/** The mails to an address, oldest first: the installation's own, or those of a business. */
export async function mailsTo(installation: TestInstallation, email: string, businessId = 0): Promise<TestMail[]> {
  await installation.drain();
  return installation.asSystem(businessId, async ({ db }) => {
    const rows = await db
      .selectFrom("messages")
      .select(["kind", "subject", "text"])
      .where("businessId", "=", businessId)
      .where("recipient", "=", email)
      .orderBy("id")
      .execute();
    return rows.map(({ kind, subject, text }) => {
      const link = /https?:\/\/\S+\?token=\w+/.exec(text)?.[0] ?? null;
      return { kind, subject: subject ?? "", text, link, token: link && new URL(link).searchParams.get("token") };
    });
  });
}

/** The newest mail of a kind to an address. */
export async function newestMail(installation: TestInstallation, email: string, kind: string, businessId = 0) {
  const mail = (await mailsTo(installation, email, businessId)).findLast((each) => each.kind === kind);
  assert.ok(mail, `No mail ${kind} to ${email}`);
  return mail;
}

export const password = "a quiet harbour at dawn";

export const signUpForm = (email: string, changes: object = {}) => ({
  name: "Sarah Johnson",
  email,
  password,
  businessName: "Sarah's Salon",
  ...changes,
});

/** Somebody who has signed up, verified the address and is signed in. */
export async function newOwner(installation: TestInstallation, email: string, changes: object = {}): Promise<Browser> {
  const browser = openBrowser(installation);
  assert.equal((await browser.post("/api/account/sign-up", signUpForm(email, changes))).status, 202);
  const { token } = await newestMail(installation, email, "verifyEmail");
  const { status } = await browser.post("/api/account/verify", { token });
  assert.equal(status, 200);
  return browser;
}

/** Moves the installation's clock. Jobs and throttles keep real time. */
export function wait(installation: TestInstallation, minutes: number) {
  const clock = installation.app.services.clock!;
  clock.setOffset(clock.offset() + minutes * 60_000);
  installation.forgetCallers();
}
