import type { z } from "zod";
import { type Money, moneyInWords } from "../../domain/messaging/mail/money.ts";
import { regionalTag } from "../../domain/messaging/mail/region.ts";
import type { Reader } from "../../domain/messaging/mail/when.ts";
import { getStorefront } from "../../domain/services/storefront/operations.ts";
import type { Storefront as Schema } from "../../domain/services/storefront/schema.ts";
import type { Visit } from "./visit.ts";

export type Storefront = z.output<typeof Schema>;
export type OfferedService = Storefront["services"][number];

/** The business whose page this is, by its address or by a handle. The page is then in its name and colours. */
export async function enter(visit: Visit, query: { subdomain: string } | { uid: string }): Promise<Storefront> {
  const store = await visit.ask(getStorefront, { query });
  visit.host = store;
  visit.preferLocale(store.language);
  return store;
}

/** Amounts as they are written where the business is. */
export const price = ({ locale, zone }: Reader, money: Money): string =>
  moneyInWords(regionalTag(locale, zone), money).replaceAll("\u00a0", " ");

type Place = { name: string; address: string | null; postalCode: string | null; city: string | null };
export const placeInWords = ({ name, address, postalCode, city }: Place): string =>
  [name, address, [postalCode, city].filter(Boolean).join(" ")].filter(Boolean).join(", ");
