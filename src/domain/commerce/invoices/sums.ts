import { invalid } from "../../../platform/errors.ts";
import { moneyInWords } from "../../messaging/mail/money.ts";

// Sums of whole minor units. A quantity is counted in thousandths, so that 1.5 hours × 33.35 is exact until it is rounded,
// once per item and half to even (DECISIONS 8).

export type Priced = { quantity: number; unitPrice: number; discount: number };

/** No invoice is larger: the same as the largest price. */
const most = 1_000_000_000_00n;

/** `quantity` in thousandths. The discount is not taken off yet. */
export const gross = ({ quantity, unitPrice }: Omit<Priced, "discount">): bigint =>
  halfEven(BigInt(quantity) * BigInt(unitPrice), 1000n);

/** What each item comes to, and all of them. Throws VALIDATION_ERROR where a discount is more than what it is taken from. */
export function sumsOf(items: Priced[], discount: number, currency: string) {
  const money = (amount: bigint) => moneyInWords("en", { amount: Number(amount), currency });
  const totals = items.map((item, index) => {
    const before = gross(item);
    if (before > most) throw invalid(`items.${index}.unitPrice`, "Makes the invoice too large");
    if (BigInt(item.discount) > before)
      throw invalid(`items.${index}.discount`, `Must not be more than the item itself, ${money(before)}`);
    return before - BigInt(item.discount);
  });
  const subtotal = totals.reduce((sum, total) => sum + total, 0n);
  if (subtotal > most) throw invalid("items", "Make the invoice too large");
  if (BigInt(discount) > subtotal) throw invalid("discount", `Must not be more than the subtotal, ${money(subtotal)}`);
  return { totals: totals.map(Number), subtotal: Number(subtotal), total: Number(subtotal - BigInt(discount)) };
}

/** `amount` ÷ `by`, both at least 0, rounded to the nearest whole number and from the middle to the even one. */
function halfEven(amount: bigint, by: bigint): bigint {
  const whole = amount / by;
  const twice = (amount % by) * 2n;
  const up = twice > by || (twice === by && whole % 2n === 1n);
  return up ? whole + 1n : whole;
}
