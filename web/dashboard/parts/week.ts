import { languageTags, useClock, useLocale } from "../../shared/locale.ts";

/** The first day of the reader's week, 0 is Sunday: as they chose it, else as it is where their language is spoken. */
export function useFirstDay(): number {
  const spoken = useLocale();
  const { weekStart } = useClock();
  const locale = new Intl.Locale(
    languageTags(navigator.languages).find((one) => one.includes("-")) ?? spoken,
  ) as Intl.Locale & {
    getWeekInfo?: () => { firstDay: number };
  };
  return weekStart ?? (locale.getWeekInfo?.().firstDay ?? 1) % 7;
}
