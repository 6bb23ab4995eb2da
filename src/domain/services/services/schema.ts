import { z } from "zod";
import { PageQuery } from "../../../platform/page.ts";
import {
  BooleanParameter,
  Colour,
  Currency,
  Id,
  IdParameter,
  Money,
  Name,
  Text,
  Url,
} from "../../../platform/schemas.ts";

const depositTypes = ["none", "fixed", "percentage"] as const;

/** A resource that a service takes for its whole time. */
export const ResourceNeed = z.strictObject({ resourceId: Id, quantity: z.int().min(1).max(500).default(1) });

export const Service = z
  .object({
    id: Id,
    name: z.string(),
    slug: z.string(),
    duration: z.int().meta({ description: "Minutes" }),
    price: z.int().meta({ description: "In the currency's minor unit (cents)" }),
    currency: z.string(),
    description: z.string().nullable(),
    active: z.boolean(),
    category: z.object({ id: Id, name: z.string() }).nullable(),
    extras: z.array(z.object({ id: Id, name: z.string(), price: z.int(), duration: z.int(), maxQuantity: z.int() })),
    categoryId: Id.nullable(),
    locationId: Id.nullable(),
    bufferTimeBefore: z.int().meta({ description: "Minutes kept free before" }),
    bufferTimeAfter: z.int().meta({ description: "Minutes kept free after" }),
    maxCapacity: z.int(),
    depositType: z.enum(depositTypes),
    depositAmount: z.int().meta({ description: "Minor units where fixed, percent where percentage" }),
    enableRecurring: z.boolean(),
    enableGroupBooking: z.boolean(),
    requiresConfirmation: z.boolean().nullable().meta({ description: "null follows the company's setting" }),
    slotInterval: z.int().nullable().meta({
      description: "Minutes from one start to the next; null follows the company's setting, else the duration",
    }),
    slotOffset: z.int(),
    minimumNotice: z.int().nullable().meta({ description: "Minutes; null follows the company's setting" }),
    bookingWindowDays: z
      .int()
      .nullable()
      .meta({ description: "How far ahead it can be booked; null follows the company's setting" }),
    dailyLimit: z.int().nullable().meta({ description: "Most bookings of it in one day" }),
    resources: z.array(z.object({ resourceId: Id, quantity: z.int() })),
    imageUrl: z.string().nullable(),
    color: z.string().nullable(),
    position: z.int(),
    version: z.int(),
  })
  .meta({ id: "Service" });

const fields = {
  name: Name,
  duration: z.int().min(1).max(10080),
  price: Money,
  currency: Currency,
  description: Text.nullable(),
  categoryId: Id.nullable(),
  locationId: Id.nullable(),
  bufferTimeBefore: z.int().min(0).max(1440),
  bufferTimeAfter: z.int().min(0).max(1440),
  maxCapacity: z.int().min(1).max(10_000),
  depositType: z.enum(depositTypes),
  depositAmount: Money,
  enableRecurring: z.boolean(),
  enableGroupBooking: z.boolean(),
  requiresConfirmation: z.boolean().nullable(),
  slotInterval: z.int().min(1).max(1440).nullable(),
  slotOffset: z.int().min(0).max(1440),
  minimumNotice: z.int().min(0).max(525_600).nullable(),
  bookingWindowDays: z.int().min(1).max(1095).nullable(),
  dailyLimit: z.int().min(1).max(10_000).nullable(),
  resources: z.array(ResourceNeed).max(50),
  imageUrl: Url.nullable(),
  color: Colour.nullable(),
  position: z.int().min(0).max(100_000),
  active: z.boolean(),
  slug: z
    .string()
    .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, { error: "Must be small letters, digits and single hyphens" })
    .max(100),
};

/** `duration` defaults to 60 minutes, `price` to 0, `currency` to the business's. */
export const ServiceDraft = z.strictObject(fields).partial().required({ name: true });
export const ServiceChanges = z.strictObject(fields).partial();
export const ServiceId = z.object({ id: IdParameter.meta({ description: "The service's id" }) });
export const ServiceSearch = PageQuery.extend({
  categoryId: IdParameter.optional().meta({ description: "Only services of this category" }),
  locationId: IdParameter.optional().meta({ description: "Only services offered at this location" }),
  active: BooleanParameter.optional().meta({
    description: "true: those that can be booked; false: those switched off; left out: both",
  }),
  search: z.string().max(200).optional().meta({ description: "Part of the name or description" }),
});
