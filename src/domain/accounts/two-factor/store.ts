import { sql } from "kysely";
import type { Context } from "../../../platform/operation.ts";
import { changeUser, type User } from "../users/store.ts";
import { hashRecoveryCode, newRecoveryCodes } from "./recovery.ts";
import { stepOfCode } from "./totp.ts";

/** Takes a code from the app, or a recovery code. Either works once: of two that send it at the same time, one is refused. */
export async function useSecondFactor(context: Context, user: User, code: string): Promise<boolean> {
  return (await useTotp(context, user, code)) || (await useRecoveryCode(context, user, code));
}

/** Takes a code of the user's secret, whether two-factor sign-in is on already or just being set up. */
export async function useTotp(context: Context, user: User, code: string): Promise<boolean> {
  if (!user.sealedTotpSecret) return false;
  const secret = context.services.secrets.open(user.sealedTotpSecret);
  const step = stepOfCode(secret, code.replace(/\s/g, ""), context.now);
  if (step === null) return false;
  const { numUpdatedRows } = await context.db
    .updateTable("users")
    .set({ totpLastStep: step })
    .where("id", "=", user.id)
    .where((is) => is.or([is("totpLastStep", "is", null), is("totpLastStep", "<", step)]))
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

async function useRecoveryCode(context: Context, user: User, code: string): Promise<boolean> {
  const hash = hashRecoveryCode(code);
  const { numAffectedRows } = await sql`
    update users set recovery_hashes = array_remove(recovery_hashes, ${hash})
    where id = ${user.id} and totp_enabled_at is not null and ${hash} = any(recovery_hashes)`.execute(context.db);
  return (numAffectedRows ?? 0n) > 0n;
}

/** Replaces the recovery codes and answers the new ones; nobody can read them again. */
export async function renewRecoveryCodes(context: Context, userId: number): Promise<string[]> {
  const codes = newRecoveryCodes();
  await changeUser(context, userId, { recoveryHashes: codes.map(hashRecoveryCode) });
  return codes;
}
