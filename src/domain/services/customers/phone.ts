import type { Context } from "../../../platform/operation.ts";
import { phoneNumber } from "../../../platform/schemas.ts";
import { readBusiness } from "../../identity/businesses/store.ts";

/** Reads numbers as people of the business's country type them: answers E.164, or null where a number is none. */
export async function phoneReader(context: Context): Promise<(typed: string | null | undefined) => string | null> {
  const { country } = await readBusiness(context);
  return (typed) => phoneNumber(typed, country);
}

/** The same for one number. An international one needs no country and no query. */
export async function phoneE164(context: Context, typed: string | null | undefined): Promise<string | null> {
  if (!typed) return null;
  return phoneNumber(typed) ?? (await phoneReader(context))(typed);
}

/** What a number is recognised by: as the generated column `phone_key` has it (migrations/0004). */
export const phoneKey = (typed: string | null | undefined, e164: string | null): string | null =>
  e164 ?? (typed?.replace(/[^0-9+]/g, "") || null);
