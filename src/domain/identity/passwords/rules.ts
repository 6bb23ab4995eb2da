import { z } from "zod";
import { invalid } from "../../../platform/errors.ts";
import { common } from "./common.ts";

/** A new password. Long rather than complicated (NIST SP 800-63B); `refuseWeakPassword` looks at the rest. */
export const NewPassword = z
  .string()
  .min(10, { error: "Must have at least 10 characters" })
  .max(200, { error: "Must have at most 200 characters" });

/** A password as somebody types it in to prove who they are: compared, never judged. */
export const TypedPassword = z.string().min(1, { error: "Must not be empty" }).max(200);

/** Refuses what is guessed first: common passwords, one character over and over, one's own address. */
export function refuseWeakPassword(password: string, email: string, field = "password"): void {
  const problem = weakness(password, email);
  if (problem) throw invalid(field, problem);
}

/** What is wrong with a password, or null. */
export function weakness(password: string, email: string): string | null {
  const plain = password.normalize("NFKC").toLowerCase();
  const name = email.toLowerCase().split("@")[0]!;
  if (new Set(plain).size < 4) return "Must not repeat so few characters";
  if (plain.includes(email.toLowerCase()) || (name.length >= 5 && plain.includes(name)))
    return "Must not contain your e-mail address";
  if (common.has(plain)) return "Is one of the most common passwords";
  return null;
}
