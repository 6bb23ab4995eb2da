import { z } from "zod";
import { Id } from "../../../platform/schemas.ts";
import { shownSchedule } from "../../time/schedules/schema.ts";
import { Company } from "../company/schema.ts";
import { PublicCustomField } from "../custom-fields/schema.ts";
import { Employee } from "../employees/schema.ts";
import { Location } from "../locations/schema.ts";
import { Service } from "../services/schema.ts";

const OfferedService = Service.pick({
  id: true,
  name: true,
  slug: true,
  duration: true,
  price: true,
  currency: true,
  description: true,
  category: true,
  extras: true,
  locationId: true,
  maxCapacity: true,
  enableGroupBooking: true,
  depositType: true,
  depositAmount: true,
  imageUrl: true,
  color: true,
}).extend({
  requiresConfirmation: z.boolean().meta({ description: "A booking is a request that the business answers" }),
  minimumNotice: z.int().meta({ description: "Minutes" }),
  bookingWindowDays: z.int().meta({ description: "How far ahead it can be booked" }),
  customFields: z
    .array(PublicCustomField.omit({ serviceIds: true }))
    .meta({ description: "What customers are asked when they book it" }),
});

/** A business as anybody may see it who wants to book there. Nothing here is staff's alone. */
export const Storefront = Company.pick({
  name: true,
  subdomain: true,
  timeZone: true,
  currency: true,
  language: true,
  country: true,
  phone: true,
  email: true,
  address: true,
  website: true,
  description: true,
  logoUrl: true,
  accentColor: true,
  weekStart: true,
  timeFormat: true,
  allowOnlineCancellation: true,
  allowOnlineRescheduling: true,
  cancellationNotice: true,
})
  .extend({
    rating: z
      .object({ average: z.number().meta({ description: "Of 1 to 5, to one decimal" }), count: z.int() })
      .nullable()
      .meta({ description: "Of the reviews that it shows; null before the first" }),
    openingHours: z.object(shownSchedule).meta({ description: "Overrides of past dates are left out" }),
    locations: z.array(
      Location.omit({ districtId: true, active: true, version: true }).extend({
        timeZone: z.string().meta({ description: "The business's where it has none of its own" }),
      }),
    ),
    services: z.array(OfferedService).meta({ description: "In the order of the business's own list" }),
    employees: z.array(
      Employee.pick({ name: true, role: true, bio: true, photoUrl: true, locationIds: true }).extend({
        id: Id,
        serviceIds: z.array(Id).meta({ description: "Of the services above, those they perform" }),
      }),
    ),
  })
  .meta({ id: "Storefront" });

export const StorefrontQuery = z.object({
  subdomain: z.string().max(63).optional().meta({ description: "The business; not needed with an API key" }),
  uid: z
    .string()
    .max(100)
    .optional()
    .meta({ description: "Instead: the handle of an appointment, a booking, a seat or a waitlist entry there" }),
});
