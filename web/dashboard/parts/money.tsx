import { NumberInput, type NumberInputProps, Text } from "@mantine/core";
import { useState } from "react";
import { digitsOf, useLocale } from "../../shared/locale.ts";
import { useSession } from "../app/session.tsx";

type Props = Omit<NumberInputProps, "value" | "defaultValue" | "onChange" | "prefix"> & {
  /** Minor units; null where nothing is typed. */
  value?: number | null;
  onChange?: (amount: number | null) => void;
  /** The business's, if left out. */
  currency?: string;
};

/** An amount as people write it, kept as whole minor units: 35.00 is typed, 3500 is what the form holds. */
export function MoneyInput({ value = null, onChange, currency, onBlur, ...rest }: Props) {
  const locale = useLocale();
  const { business } = useSession();
  const code = currency ?? business.currency;
  const digits = digitsOf(code);
  const [typed, setTyped] = useState<number | string>("");
  const signs = signsOf(locale, code);
  // What was typed ("12.") stays as it is while it means the same. Nothing changes as the field is entered:
  // a field written anew loses the selection that Tab makes, and "31.50" was typed after "28".
  const shown = minorOf(typed, digits) === value ? typed : value === null ? "" : (value / 10 ** digits).toFixed(digits);
  return (
    <NumberInput
      hideControls
      min={0}
      inputMode="decimal"
      allowNegative={false}
      decimalScale={digits}
      decimalSeparator={signs.decimal}
      thousandSeparator={signs.group}
      leftSection={
        <Text span size="sm" c="dimmed" aria-hidden>
          {signs.currency}
        </Text>
      }
      leftSectionWidth={20 + signs.currency.length * 8}
      {...rest}
      value={shown}
      onChange={(next) => {
        setTyped(next);
        onChange?.(minorOf(next, digits));
      }}
      onBlur={(event) => {
        setTyped("");
        onBlur?.(event);
      }}
    />
  );
}

/** Rounded, because 19.99 × 100 is not 1999. */
const minorOf = (typed: number | string, digits: number): number | null =>
  typed === "" || !Number.isFinite(Number(typed)) ? null : Math.round(Number(typed) * 10 ** digits);

function signsOf(locale: string, currency: string) {
  const parts = new Intl.NumberFormat(locale, {
    style: "currency",
    currency: currency.toUpperCase(),
    currencyDisplay: "narrowSymbol",
    useGrouping: "always",
  } as Intl.NumberFormatOptions).formatToParts(12345678.9);
  const find = (type: string, otherwise: string) => parts.find((part) => part.type === type)?.value ?? otherwise;
  return {
    decimal: find("decimal", "."),
    group: find("group", ","),
    currency: find("currency", currency.toUpperCase()),
  };
}
