/**
 * Zones that browsers still list by an old name, and today's. From the file `backward` of IANA's time zone database (2025b),
 * of which these are the ones whose old name a browser that follows CLDR gives and whose city is called otherwise now.
 */
const renamed: Record<string, string> = {
  "Asia/Calcutta": "Asia/Kolkata",
  "Asia/Katmandu": "Asia/Kathmandu",
  "Asia/Rangoon": "Asia/Yangon",
  "Asia/Saigon": "Asia/Ho_Chi_Minh",
  "Europe/Kiev": "Europe/Kyiv",
  "Atlantic/Faeroe": "Atlantic/Faroe",
  "America/Godthab": "America/Nuuk",
  "Pacific/Truk": "Pacific/Chuuk",
  "Pacific/Ponape": "Pacific/Pohnpei",
  "Pacific/Enderbury": "Pacific/Kanton",
  "America/Coral_Harbour": "America/Atikokan",
  "Africa/Asmera": "Africa/Asmara",
};

/** Today's name of a zone, to be read. Asked with it, an older browser may not know it. */
export const todaysName = (zone: string): string => renamed[zone] ?? zone;

/** Every name by which somebody may look for a zone. */
export const namesOf = (zone: string): string[] => {
  const today = todaysName(zone);
  return [today, ...Object.keys(renamed).filter((old) => renamed[old] === today)];
};
