import { z } from "zod";
import { Id, IdParameter } from "../../../platform/schemas.ts";
import { InsightsQuery } from "../schema.ts";

export const RevenueQuery = InsightsQuery.extend({
  groupBy: z.enum(["day", "week", "month"]).default("month").meta({
    description: "How long the periods of the breakdown are; weeks begin on Monday. By default months",
  }),
  serviceId: IdParameter.optional().meta({ description: "Only what this service earned" }),
  employeeId: IdParameter.optional().meta({ description: "Only what this staff member earned" }),
  locationId: IdParameter.optional().meta({ description: "Only what was earned at this location" }),
});

const earned = {
  revenue: z.int().meta({ description: "In the currency's minor unit (cents)" }),
  formatted: z.string().meta({ description: "The same in words", examples: ["$2,340.00"] }),
  count: z.int().meta({ description: "How many sales it is the sum of" }),
};
const share = z.number().min(0).max(1).meta({ description: "Of all revenue: 0 to 1" });
const lines = (of: string) =>
  z
    .array(z.object({ id: Id.nullable(), name: z.string().nullable(), ...earned, share }))
    .meta({ description: `By ${of}, the highest first; id null is what belongs to none` });

export const Revenue = z
  .object({
    from: z.string(),
    to: z.string(),
    timeZone: z.string(),
    currency: z.string().meta({ description: "Of every amount here but those of `otherCurrencies`" }),
    total: z.object(earned),
    average: z.object({ revenue: z.int(), formatted: z.string() }).meta({ description: "Per sale, half to even" }),
    previous: z
      .object({
        from: z.string(),
        to: z.string(),
        ...earned,
        change: z
          .number()
          .nullable()
          .meta({ description: "0.25 is a quarter more now; null where nothing was earned then" }),
      })
      .meta({ description: "As many days right before" }),
    bySource: z.array(
      z.object({
        source: z.enum(["appointments", "bookings", "invoices"]).meta({
          description: "Completed appointments, paid bookings of event types, and paid invoices of no appointment",
        }),
        ...earned,
      }),
    ),
    periods: z
      .array(z.object({ period: z.string().meta({ description: "Its first day" }), ...earned }))
      .meta({ description: "Periods without revenue are left out" }),
    byService: lines("service"),
    byStaff: lines("staff member"),
    byLocation: lines("location"),
    otherCurrencies: z
      .array(z.object({ currency: z.string(), revenue: z.int(), formatted: z.string() }))
      .meta({ description: "What was earned in other currencies, which is counted nowhere else here" }),
  })
  .meta({ id: "RevenueReport" });
