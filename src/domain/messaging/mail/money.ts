export type Money = { amount: number; currency: string };

/**
 * An amount in minor units as a reader of `tag` writes it: 123456 eur is "1.234,56 €" in German, 1500 jpy is
 * "¥1,500" and 1234 kwd is 1.234 dinars. The digits go to Intl as a decimal string, so no float is ever involved.
 */
export function moneyInWords(tag: string, { amount, currency }: Money): string {
  const format = formatterFor(tag, currency.toUpperCase());
  const digits = format.resolvedOptions().maximumFractionDigits ?? 2;
  // A narrow no-break space is missing from fonts that old mail programs use; the plain one is not.
  return format.format(decimal(amount, digits)).replaceAll("\u202f", "\u00a0");
}

// Making a formatter takes many times as long as using it.
const formatters = new Map<string, Intl.NumberFormat>();
const mostFormatters = 500;

function formatterFor(tag: string, currency: string): Intl.NumberFormat {
  const key = `${tag} ${currency}`;
  const known = formatters.get(key);
  if (known) return known;
  if (formatters.size >= mostFormatters) formatters.clear();
  const made = new Intl.NumberFormat(tag, { style: "currency", currency });
  formatters.set(key, made);
  return made;
}

function decimal(amount: number, digits: number): Intl.StringNumericLiteral {
  const minor = String(Math.abs(amount)).padStart(digits + 1, "0");
  const whole = minor.slice(0, minor.length - digits);
  const fraction = minor.slice(minor.length - digits);
  return `${amount < 0 ? "-" : ""}${whole}${digits ? `.${fraction}` : ""}` as Intl.StringNumericLiteral;
}
