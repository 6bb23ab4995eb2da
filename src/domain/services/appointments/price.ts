import type { Row } from "../../../platform/database.ts";

type Extra = { price: number; quantity: number };
type Agreed = { serviceId: number; price: number; extras: Extra[] };
type Priced = Pick<Row<"services">, "price" | "depositType" | "depositAmount">;

/** What an appointment costs before anybody changes it: the service and its extras, in minor units. */
export const usualPrice = ({ price }: Priced, extras: Extra[]) =>
  extras.reduce((sum, extra) => sum + extra.price * extra.quantity, price);

/**
 * What an appointment costs after a change of its service or extras. Another service brings its own price; otherwise a
 * price that staff agreed on stays agreed, and only the difference that the extras make is added.
 */
export function repriced(before: Agreed, service: Priced & { id: number }, extras: Extra[]): number {
  if (service.id !== before.serviceId) return usualPrice(service, extras);
  return Math.max(0, before.price + usualPrice(service, extras) - usualPrice(service, before.extras));
}

/** What is asked for in advance: never more than the price; percentages round half to even. Minor units. */
export function depositOf({ depositType, depositAmount }: Priced, price: number): number {
  if (depositType === "fixed") return Math.min(depositAmount, price);
  if (depositType === "percentage") return percentage(price, depositAmount);
  return 0;
}

/** Whole percent of an amount, half to even (DECISIONS 8). BigInt, because amount × 100 may pass 2^53. */
export function percentage(amount: number, percent: number): number {
  const scaled = BigInt(amount) * BigInt(percent);
  const whole = scaled / 100n;
  const rest = scaled % 100n;
  const up = rest > 50n || (rest === 50n && whole % 2n === 1n);
  return Number(whole + (up ? 1n : 0n));
}
