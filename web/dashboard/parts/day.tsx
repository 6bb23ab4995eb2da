import { DateInput, type DateInputProps } from "@mantine/dates";
import { useState } from "react";
import { fill, useLocale, useTexts, wordTable } from "../../shared/locale.ts";
import { dayFormats, isDay, readDay } from "./days.ts";

type Props = Omit<DateInputProps, "value" | "onChange" | "minDate" | "valueFormat" | "dateParser" | "fixOnBlur"> & {
  value?: string | null;
  /** Hears the day (2027-01-31), or what was typed where that is none: the form's own rules then refuse it. */
  onChange?: (day: string | null) => void;
  /** The first day that can be meant. */
  minDate?: string | undefined;
};

/** A day, chosen or typed. What cannot be read, or is too early, stays where it was typed and says so. */
export function DayInput({ value = null, onChange, minDate, error, onBlur, onFocus, ...props }: Props) {
  const text = useTexts(texts);
  const locale = useLocale();
  const [typed, setTyped] = useState("");
  const [typing, setTyping] = useState(false);
  const read = (text: string) => readDay(text, locale);
  const say = (day: string) => dayFormats[locale].replace(/YYYY|MM|DD/g, (part) => partsOf(day)[part]!);
  const day = read(typed);
  const tooEarly = (one: string | null) => minDate !== undefined && one !== null && one < minDate;
  const problem =
    typed && !day
      ? fill(text.unreadable, { example: say("2027-01-31") })
      : tooEarly(day ?? value)
        ? fill(text.tooEarly, { day: say(minDate!) })
        : null;
  return (
    <DateInput
      {...props}
      value={isDay(value) ? value : null}
      // As it is typed: the input beneath says nothing of what it does not take.
      onInput={({ currentTarget: { value: text } }) => {
        setTyped(text);
        const emptied = isDay(value) && !props.clearable ? value : null;
        onChange?.(text.trim() ? (read(text) ?? text) : emptied);
      }}
      onChange={(chosen) => {
        setTyped("");
        onChange?.(chosen);
      }}
      onFocus={(event) => {
        setTyping(true);
        onFocus?.(event);
      }}
      onBlur={(event) => {
        setTyping(false);
        onBlur?.(event);
      }}
      valueFormat={dayFormats[locale]}
      dateParser={read}
      ariaLabels={{
        previousMonth: text.earlier,
        nextMonth: text.later,
        previousYear: text.earlier,
        nextYear: text.later,
        previousDecade: text.earlier,
        nextDecade: text.later,
      }}
      fixOnBlur={!problem}
      {...(minDate ? { minDate } : {})}
      error={problem && (!typing || error) ? problem : error}
    />
  );
}

const partsOf = (day: string): Record<string, string> => {
  const [year = "", month = "", date = ""] = day.split("-");
  return { YYYY: year, MM: month, DD: date };
};

const texts = wordTable({
  earlier: ["Earlier", "Früher", "Antes", "Plus tôt", "Antes"],
  later: ["Later", "Später", "Después", "Plus tard", "Depois"],
  unreadable: [
    "Please write the day as {example}.",
    "Bitte schreiben Sie den Tag wie {example}.",
    "Escriba el día como {example}.",
    "Écrivez le jour comme {example}.",
    "Escreva o dia como {example}.",
  ],
  tooEarly: [
    "Not before {day}, please.",
    "Bitte nicht vor dem {day}.",
    "No antes del {day}.",
    "Pas avant le {day}.",
    "Não antes de {day}.",
  ],
});
