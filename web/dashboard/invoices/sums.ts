/** An item as it is typed: a quantity with up to three places, money in minor units. */
export type Priced = { quantity: number | string; unitPrice: number | null; discount: number | null };

/**
 * What an item comes to, exactly as the server counts: the quantity in thousandths, rounded once, half to even
 * (src/domain/commerce/invoices/sums.ts). Never below 0, so that half-typed items show something sensible.
 */
export function totalOf({ quantity, unitPrice, discount }: Priced): number {
  const thousandths = BigInt(Math.round((Number(quantity) || 0) * 1000));
  const gross = halfEven(thousandths * BigInt(unitPrice ?? 0));
  return Math.max(0, Number(gross) - (discount ?? 0));
}

export function sumsOf(items: readonly Priced[], discount: number | null) {
  const subtotal = items.reduce((sum, item) => sum + totalOf(item), 0);
  return { subtotal, total: Math.max(0, subtotal - (discount ?? 0)) };
}

/** `amount` thousandths of a minor unit in whole ones. */
function halfEven(amount: bigint): bigint {
  const whole = amount / 1000n;
  const twice = (amount % 1000n) * 2n;
  return twice > 1000n || (twice === 1000n && whole % 2n === 1n) ? whole + 1n : whole;
}
