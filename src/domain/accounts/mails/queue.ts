import { randomUUID } from "node:crypto";
import { z } from "zod";
import { defineJob } from "../../../platform/jobs.ts";
import type { Context } from "../../../platform/operation.ts";

/**
 * A mail about an account. Requests never look whether the account exists: they leave this behind, and the job finds out.
 * So their answers, and the time these take, are the same for every address.
 */
const Mailing = z.discriminatedUnion("about", [
  z.object({ about: z.literal("sign-up"), signUpId: z.int(), mailing: z.string() }),
  /** `signUpId`: the password was right, but the address is not verified yet; null: it was just wrong. */
  z.object({ about: z.literal("failed sign-in"), signUpId: z.int().nullable(), mailing: z.string() }),
  z.object({ about: z.enum(["reset_password", "magic_link"]), email: z.string(), mailing: z.string() }),
  z.object({
    about: z.literal("webhook disabled"),
    userId: z.int(),
    webhook: z.string(),
    reason: z.string(),
    mailing: z.string(),
  }),
  z.object({ about: z.literal("password changed"), userId: z.int(), mailing: z.string() }),
]);
export type Mailing = z.output<typeof Mailing>;
type Draft = Mailing extends infer Each ? (Each extends unknown ? Omit<Each, "mailing"> : never) : never;

export const accountMails = defineJob({
  name: "account-mails",
  data: Mailing,
  retry: { limit: 8, delaySeconds: 5 },
});

/** Sends it after the commit. `mailing` makes a repeated job send nothing twice. */
export const mailAccount = (context: Context, draft: Draft): void =>
  context.enqueue(accountMails, { ...draft, mailing: randomUUID() } as Mailing);
