import { z } from "zod";
import type { Row } from "../../../platform/database.ts";
import { Colour, Email, Minutes, Phone, Text, Url } from "../../../platform/schemas.ts";

const year = 365;

/**
 * What a business has decided about itself, kept in `businesses.settings`. Every field has a default, chosen so that a
 * salon can open its doors without reading this list. Minutes, unless the name says otherwise.
 */
export const CompanySettings = z.object({
  // How customers reach the business and what its page looks like.
  phone: Phone.nullable().default(null),
  email: Email.nullable().default(null).meta({ description: "Where customers' answers to mails go" }),
  address: Text.max(500).nullable().default(null),
  website: Url.nullable().default(null),
  description: Text.nullable().default(null),
  logoUrl: Url.nullable().default(null),
  accentColor: Colour.nullable().default(null),
  weekStart: z.int().min(0).max(6).default(1).meta({ description: "First day of the week; 0 is Sunday" }),
  timeFormat: z
    .enum(["12h", "24h"])
    .nullable()
    .default(null)
    .meta({ description: "On pages; null follows the language" }),

  // Booking. An hour's notice: long enough that nobody stands at the door before the mail is read, short enough for today.
  minimumNotice: z.int().min(0).max(525_600).default(60),
  // Two months: staff rarely know their holidays beyond.
  bookingWindowDays: z
    .int()
    .min(1)
    .max(3 * year)
    .default(60),
  slotInterval: z.int().min(1).max(1440).nullable().default(null).meta({
    description: "Minutes from one start to the next; null is the service's duration",
  }),
  // Most customers want to be done when they have booked.
  requiresConfirmation: z.boolean().default(false),
  staffSelection: z.enum(["least_booked", "position"]).default("least_booked").meta({
    description:
      "Who gets a booking that names nobody: whoever has least to do, or the first free one on the staff list",
  }),
  // What counts as work given (SEMANTICS 14). Whoever was stood up or off ill has not had their turn.
  countNoShows: z
    .boolean()
    .default(false)
    .meta({ description: "Whether an appointment nobody came to counts as work given" }),
  countCancellations: z
    .boolean()
    .default(false)
    .meta({ description: "Whether a canceled appointment counts as work given" }),
  countAbsences: z.boolean().default(false).meta({
    description: "Whether somebody who was out of office counts as having got what the others got meanwhile",
  }),

  // Cancelling. No notice is asked for: who may not cancel late just does not come, and then nobody learns of it in time.
  allowOnlineCancellation: z.boolean().default(true),
  allowOnlineRescheduling: z.boolean().default(true),
  cancellationNotice: z.int().min(0).max(525_600).default(0).meta({
    description: "Customers cannot cancel or move an appointment when less than this is left",
  }),

  // Keeping time free for somebody who has not booked yet.
  holdMinutes: z.int().min(1).max(60).default(10),
  pendingHoldMinutes: z.int().min(1).max(20_160).default(2880).meta({
    description: "How long a request that awaits confirmation keeps its time",
  }),
  maxPendingPerCustomer: z.int().min(1).max(100).default(3),
  waitlistOfferMinutes: z.int().min(5).max(10_080).default(120),

  // Messages. One reminder, a day ahead: late enough to matter, early enough to give the time to somebody else.
  emailFromName: z.string().trim().min(1).max(120).nullable().default(null).meta({
    description: "Who customers see as the sender; null is the business's name",
  }),
  reminders: z
    .array(z.int().min(5).max(43_200))
    .max(5)
    .refine((list) => new Set(list).size === list.length, { error: "Must name each reminder once" })
    .default([1440])
    .meta({ description: "Minutes before the start" }),
  notifyEmployees: z.boolean().default(true),
  // Off until the business asks for it: in some countries a request for a review is advertising.
  reviewRequests: z.boolean().default(false),
  reviewRequestDelay: Minutes.default(120).meta({ description: "Minutes after the end" }),
});
export type CompanySettings = z.output<typeof CompanySettings>;

const fields = Object.entries(CompanySettings.shape) as [keyof CompanySettings, z.ZodType][];

/** A business's settings. What is missing, or was written by another version and no longer fits, has its default. */
export function settingsOf({ settings }: Pick<Row<"businesses">, "settings">): CompanySettings {
  const whole = CompanySettings.safeParse(settings);
  if (whole.success) return whole.data;
  return CompanySettings.parse(
    Object.fromEntries(
      fields.flatMap(([name, field]) => {
        const stored = field.safeParse(settings?.[name]);
        return stored.success ? [[name, stored.data]] : [];
      }),
    ),
  );
}
