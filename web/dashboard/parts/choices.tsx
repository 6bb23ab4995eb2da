import { Select, type SelectProps } from "@mantine/core";
import { useMemo } from "react";
import { locales, useLocale } from "../../shared/locale.ts";

type Props = Omit<SelectProps, "data">;

/** A time zone, found by a part of its name. */
export function ZoneSelect(props: Props) {
  const data = useMemo(() => {
    const zones = Intl.supportedValuesOf("timeZone");
    return [...(zones.includes("UTC") ? [] : ["UTC"]), ...zones].map((value) => ({
      value,
      label: value.replaceAll("_", " "),
    }));
  }, []);
  return <Select searchable limit={60} allowDeselect={false} data={withValue(data, props.value)} {...props} />;
}

/** One of the languages that we speak, each in its own words. */
export function LanguageSelect(props: Props) {
  const data = locales.map((value) => ({ value: value as string, label: ownName(value) }));
  return <Select allowDeselect={false} data={withValue(data, props.value)} {...props} />;
}
const ownName = (locale: string) => {
  const name = new Intl.DisplayNames(locale, { type: "language" }).of(locale) ?? locale;
  return name.charAt(0).toLocaleUpperCase(locale) + name.slice(1);
};

/** A currency by its code or its name. */
export function CurrencySelect(props: Props) {
  const locale = useLocale();
  const data = useMemo(() => {
    const names = new Intl.DisplayNames(locale, { type: "currency" });
    return Intl.supportedValuesOf("currency").map((code) => ({
      value: code.toLowerCase(),
      label: `${code} · ${names.of(code)}`,
    }));
  }, [locale]);
  return <Select searchable limit={60} allowDeselect={false} data={withValue(data, props.value)} {...props} />;
}

/** Whether the week begins on Sunday, Monday …: 0 to 6. */
export function WeekdaySelect(props: Props) {
  const locale = useLocale();
  const data = useMemo(() => {
    const name = new Intl.DateTimeFormat(locale, { weekday: "long", timeZone: "UTC" });
    // 5 January 2025 was a Sunday.
    return [1, 2, 3, 4, 5, 6, 0].map((day) => ({ value: String(day), label: name.format(Date.UTC(2025, 0, 5 + day)) }));
  }, [locale]);
  return <Select allowDeselect={false} data={data} {...props} />;
}

/** A stretch of minutes as people say it; `zero` is what none is called. */
export function MinutesSelect({ minutes, zero, ...props }: Props & { minutes: number[]; zero?: string }) {
  const locale = useLocale();
  const current = props.value ? Number(props.value) : null;
  const all = [...new Set([...minutes, ...(current === null || Number.isNaN(current) ? [] : [current])])].sort(
    (a, b) => a - b,
  );
  const data = all.map((value) => ({
    value: String(value),
    label: value === 0 && zero ? zero : sayMinutes(locale, value),
  }));
  return <Select allowDeselect={false} data={data} {...props} />;
}

/** `90` → "90 minutes", `120` → "2 hours", `2880` → "2 days". */
export function sayMinutes(locale: string, minutes: number): string {
  const [unit, length] =
    minutes >= 1440 && minutes % 1440 === 0
      ? ["day", 1440]
      : minutes >= 60 && minutes % 60 === 0
        ? ["hour", 60]
        : ["minute", 1];
  return new Intl.NumberFormat(locale, { style: "unit", unit: unit as string, unitDisplay: "long" }).format(
    minutes / (length as number),
  );
}

/** What was stored before stays choosable, whatever the list holds. */
const withValue = (data: { value: string; label: string }[], value: string | null | undefined) =>
  !value || data.some((one) => one.value === value) ? data : [{ value, label: value }, ...data];
