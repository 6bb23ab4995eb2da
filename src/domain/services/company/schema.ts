import { z } from "zod";
import { Currency, Id, Instant, Language, Name, Subdomain, TimeZone } from "../../../platform/schemas.ts";
import { scheduleFields, shownSchedule } from "../../time/schedules/schema.ts";
import { CompanySettings } from "./settings.ts";

const Country = z
  .string()
  .toUpperCase()
  .regex(/^[A-Z]{2}$/, { error: "Must be a country's two letters, such as US" });

/** What has a column of its own; everything else is in `businesses.settings`. */
const basics = {
  name: Name,
  subdomain: Subdomain.meta({ description: "The address of the booking page. Old addresses keep leading to it" }),
  timeZone: TimeZone,
  currency: Currency,
  language: Language,
  country: Country.nullable(),
};

export const Company = z
  .object({
    id: Id,
    ...basics,
    ...CompanySettings.shape,
    openingHours: z.object(shownSchedule).meta({ description: "What staff follow who have no hours of their own" }),
    plan: z.enum(["free", "pro", "enterprise"]),
    addons: z.array(z.string()),
    trialEndsAt: Instant.nullable(),
    createdAt: Instant,
    version: z.int(),
  })
  .meta({ id: "Company" });

// A field that is not sent must stay as it is, so the defaults have to go: zod applies them inside optional fields too.
type WithoutDefault<Field> = Field extends z.ZodDefault<infer Inner> ? Inner : Field;
type Changeable = {
  [Name in keyof typeof CompanySettings.shape]: WithoutDefault<(typeof CompanySettings.shape)[Name]>;
};
const changeable = Object.fromEntries(
  Object.entries(CompanySettings.shape).map(([name, field]) => [name, field.unwrap().meta(field.meta() ?? {})]),
) as unknown as Changeable;

const { weekly, breaks, overrides } = scheduleFields;
export const CompanyChanges = z
  .strictObject({
    ...basics,
    ...changeable,
    openingHours: z.strictObject({ weekly, breaks, overrides }).partial().meta({
      description: "Each part that is sent replaces what was there. Times are in the company's time zone",
    }),
  })
  .partial();
export type CompanyChanges = z.output<typeof CompanyChanges>;

const columns = Object.keys(basics) as (keyof typeof basics)[];
const settings = Object.keys(changeable) as (keyof Changeable)[];

/** The same changes by where they are stored. Fields that were not sent are in neither. */
export const sortChanges = (changes: CompanyChanges) => ({
  columns: given(changes, columns),
  settings: given(changes, settings),
});

const given = <Name extends keyof CompanyChanges>(changes: CompanyChanges, names: Name[]) =>
  Object.fromEntries(names.filter((name) => changes[name] !== undefined).map((name) => [name, changes[name]])) as Pick<
    CompanyChanges,
    Name
  >;
