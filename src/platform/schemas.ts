import { parsePhoneNumberFromString } from "libphonenumber-js/min";
import { z } from "zod";

// The values that every part of the product speaks in. Schemas here are shared by inputs and outputs.

const day = 86_400_000;
const dates = new Map<number, string>();
/** The UTC date of a day number (days since 1970-01-01), from memory: lists of slots ask for the same few again and again. */
export function dateOfDayNumber(number: number): string {
  let date = dates.get(number);
  if (date === undefined) {
    date = new Date(number * day).toISOString().slice(0, 10);
    if (dates.size > 5000) dates.clear();
    dates.set(number, date);
  }
  return date;
}
const twoDigits = Array.from({ length: 60 }, (_, number) => String(number).padStart(2, "0"));

/** Milliseconds since the epoch → ISO 8601 UTC, without a fraction where there is none: `2026-02-25T10:00:00Z`. */
export function iso(epochMilliseconds: number): string {
  const number = Math.floor(epochMilliseconds / day);
  const rest = epochMilliseconds - number * day;
  if (rest % 1000 !== 0 || Math.abs(number) > 700_000)
    return new Date(epochMilliseconds).toISOString().replace(".000Z", "Z");
  const seconds = rest / 1000;
  const minutesOfDay = Math.floor(seconds / 60);
  return `${dateOfDayNumber(number)}T${twoDigits[Math.floor(minutesOfDay / 60)]}:${twoDigits[minutesOfDay % 60]}:${twoDigits[seconds % 60]}Z`;
}
export const epoch = (instant: string) => Date.parse(instant);

const minute = 60_000;
export const minutes = (count: number) => count * minute;

/** Words for a value that is wrong. Of one that is not there the reference says that it is required, and no more. */
export const unlessAbsent =
  (message: string) =>
  ({ input }: { input?: unknown }) =>
    input === undefined ? "Required field" : message;

/** An instant. Any offset is accepted, none is refused; goes out as UTC with `Z`. */
export const Instant = z.iso
  .datetime({ offset: true, abort: true, error: ({ input }) => whyNoInstant(input) })
  .overwrite((text) => iso(Date.parse(text)))
  .refine((text) => text >= "1900" && text < "2200", { error: "Must lie between the years 1900 and 2200" })
  .meta({ description: "An instant, ISO 8601 with an offset; answered in UTC", examples: ["2026-02-25T10:00:00Z"] });

/** What programs leave out most often is the offset: their date is right, and it helps nobody to call it invalid. */
function whyNoInstant(given: unknown): string {
  if (given === undefined) return "Required field";
  return typeof given === "string" && withoutOffset.test(given)
    ? "Must be a valid ISO 8601 date with an offset, such as 2026-02-25T10:00:00Z"
    : "Must be a valid ISO 8601 date";
}
export const withoutOffset = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?)?$/;

/** An instant that we give out ourselves: told as one, without being read again. */
export const InstantOut = z
  .string()
  .meta({ format: "date-time", description: "An instant, ISO 8601 in UTC", examples: ["2026-02-25T10:00:00Z"] });

export const LocalDate = z.iso
  .date({ abort: true, error: unlessAbsent("Must be a date such as 2026-02-25") })
  .refine((text) => text >= "1900" && text < "2200", { error: "Must lie between the years 1900 and 2200" })
  .meta({ description: "Local date such as 2026-02-25" });

/** Where a search begins or ends: an instant, or a whole local date. */
export const Edge = z.union([LocalDate, Instant], { error: ({ input }) => whyNoInstant(input) });

/** `HH:MM` on a wall clock; `24:00` is the end of the day. */
export const LocalTime = z
  .string()
  .regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, { error: "Must be a time such as 09:30" })
  .meta({ description: "Time on the wall clock such as 09:30; 24:00 is the end of the day" });
export const minuteOfDay = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
export const timeOfMinute = (minuteOfTheDay: number) =>
  `${String(Math.floor(minuteOfTheDay / 60)).padStart(2, "0")}:${String(minuteOfTheDay % 60).padStart(2, "0")}`;

const knownZones = new Map<string, boolean>();
const isTimeZone = (name: string) => {
  let known = knownZones.get(name);
  if (known === undefined) {
    // Offsets such as +02:00 format too, but they do not know about daylight saving time.
    known = /^[A-Za-z]/.test(name) && formats(name);
    if (knownZones.size < 2000) knownZones.set(name, known);
  }
  return known;
};
const formats = (timeZone: string) => {
  try {
    new Intl.DateTimeFormat("en", { timeZone });
    return true;
  } catch {
    return false;
  }
};
export const TimeZone = z
  .string()
  .max(64)
  .refine(isTimeZone, { error: "Must be an IANA time zone such as Europe/Berlin" })
  .meta({ description: "IANA time zone such as America/Los_Angeles", examples: ["America/Los_Angeles"] });

const currencies = new Set(Intl.supportedValuesOf("currency").map((code) => code.toLowerCase()));
export const Currency = z
  .string()
  .toLowerCase()
  .refine((code) => currencies.has(code), { error: "Must be an ISO 4217 currency code such as usd" })
  .meta({ description: "ISO 4217 code such as usd", examples: ["usd"] });

/** Whole minor units (cents) of a currency. */
export const Money = z
  .int({ error: "Must be a whole number of the currency's minor unit" })
  .min(0)
  .max(1_000_000_000_00)
  .meta({ description: "In the currency's minor unit: 3500 is 35.00" });
export const Minutes = z
  .int()
  .min(0)
  .max(7 * 24 * 60);

export const Id = z.int({ error: unlessAbsent("Must be an id (a positive whole number)") }).positive();
/** The same in a path or query, where every value arrives as text. */
export const IdParameter = z
  .string()
  .regex(/^[1-9]\d{0,15}$/, { error: "Must be an id (a positive whole number)" })
  .transform(Number)
  .refine(Number.isSafeInteger, { error: "Must be an id (a positive whole number)" });
export const BooleanParameter = z
  .enum(["true", "false", "1", "0"])
  .transform((text) => text === "true" || text === "1");
/** `1,2,3` or a repeated parameter. */
const ids = (most: number) =>
  z
    .union([z.string(), z.array(z.string())])
    .transform((value) => (Array.isArray(value) ? value : value.split(",")))
    .pipe(z.array(IdParameter).max(most));
export const IdListParameter = ids(100);
/** As many as the address of a file may name. */
export const LongIdListParameter = ids(1000);

export const Name = z.string().trim().min(1, { error: "Must not be empty" }).max(200);
/** A longer text a person writes. */
export const Text = z.string().trim().max(5000);
/** Lower-cased: e-mail addresses compare without case. */
export const Email = z
  .email({ error: unlessAbsent("Must be a valid email address") })
  .max(254)
  .toLowerCase()
  .meta({ description: "E-mail address" });
/** Kept as typed; `phoneNumber` gives the E.164 form beside it. */
export const Phone = z
  .string()
  .trim()
  .max(40)
  .regex(/^[+(\d][\d\s().\-/x]{3,}$/i, { error: "Must be a phone number" })
  .meta({ description: "Phone number, best with its country code: +14155550100" });
export const Url = z.url({ protocol: /^https?$/, error: unlessAbsent("Must be an http or https address") }).max(2000);
export const Colour = z.string().regex(/^#[0-9a-f]{6}$/i, { error: "Must be a colour such as #0f766e" });
export const Language = z
  .string()
  .regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, { error: "Must be a language tag such as en or pt-BR" })
  .max(35)
  .meta({ description: "Language tag such as en, de or pt-BR" });
export const Subdomain = z
  .string()
  .toLowerCase()
  .regex(/^[a-z0-9](?:[a-z0-9-]{1,61}[a-z0-9])$/, {
    error: "Must be 3 to 63 letters, digits and hyphens, and must not begin or end with a hyphen",
  });

/** E.164 where the number can be read (with `country` as the default region), else null. */
export function phoneNumber(typed: string | null | undefined, country?: string | null): string | null {
  if (!typed) return null;
  const parsed = parsePhoneNumberFromString(typed, (country ?? undefined) as never);
  return parsed?.isPossible() ? parsed.number : null;
}

/** What every DELETE answers. */
export const Deleted = z.object({ id: Id, deleted: z.literal(true) }).meta({ id: "Deleted" });
