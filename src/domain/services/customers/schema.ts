import { z } from "zod";
import { PageQuery } from "../../../platform/page.ts";
import {
  Email,
  Id,
  IdParameter,
  Instant,
  Language,
  LocalDate,
  LongIdListParameter,
  Name,
  Phone,
  Text,
  TimeZone,
} from "../../../platform/schemas.ts";
import { InvoiceSummary } from "../../commerce/invoices/schema.ts";

export const Customer = z
  .object({
    id: Id,
    name: z.string(),
    email: z.string().nullable(),
    phone: z.string().nullable().meta({ description: "As it was typed" }),
    notes: z.string().nullable().meta({ description: "For staff alone" }),
    totalBookings: z.int().meta({ description: "Appointments that were neither canceled nor rejected" }),
    totalSpent: z.int().meta({ description: "Of completed appointments, in the business's minor unit" }),
    phoneE164: z.string().nullable().meta({ description: "The same number as +15125550102, where it can be read" }),
    gender: z.string().nullable(),
    dateOfBirth: z.string().nullable(),
    address: z.string().nullable(),
    tags: z.array(z.string()),
    language: z.string().nullable().meta({ description: "Of mails; null follows the business" }),
    timeZone: z.string().nullable(),
    emailUnsubscribed: z.boolean().meta({ description: "Wants no mail but about their own appointments" }),
    smsConsent: z.boolean(),
    createdAt: Instant,
    updatedAt: Instant,
    version: z.int(),
  })
  .meta({ id: "Customer" });

export const Tag = z
  .string()
  .trim()
  .min(1)
  .max(50)
  .regex(/^[^,]*$/, { error: "Must not contain a comma" });

/** What may be known of a customer. Blank texts are stored as null: nothing is known. */
export const fields = {
  name: Name.meta({ description: "First and last name, as one text" }),
  email: Email,
  phone: Phone,
  notes: Text.meta({ description: "Notes for staff alone; the customer never sees them" }),
  gender: z.string().trim().max(50).meta({ description: "In the customer's own words" }),
  dateOfBirth: LocalDate.meta({ description: "A date, such as 1990-05-01" }),
  address: z.string().trim().max(500).meta({ description: "Postal address, on one line or several" }),
  tags: z
    .array(Tag)
    .max(50)
    .meta({ description: "Words by which to find customers again, such as vip; they replace the earlier ones" }),
  language: Language,
  timeZone: TimeZone,
  emailUnsubscribed: z.boolean().meta({ description: "true: wants no mail but about their own appointments" }),
  smsConsent: z.boolean().meta({ description: "Whether they agreed to get SMS" }),
};

const given = {
  ...fields,
  email: fields.email.nullable().meta({ description: "E-mail address; null for none" }),
  phone: fields.phone
    .nullable()
    .meta({ description: "Phone number, best with its country code: +14155550100; null for none" }),
  notes: fields.notes
    .nullable()
    .meta({ description: "Notes for staff alone; the customer never sees them. null for none" }),
  gender: fields.gender.nullable().meta({ description: "In the customer's own words; null for none" }),
  dateOfBirth: fields.dateOfBirth.nullable().meta({ description: "Local date such as 1990-05-01; null for none" }),
  address: fields.address.nullable().meta({ description: "Postal address, on one line or several; null for none" }),
  language: fields.language
    .nullable()
    .meta({ description: "Of mails, as a tag such as en or pt-BR; null follows the business" }),
  timeZone: fields.timeZone
    .nullable()
    .meta({ description: "IANA zone such as America/Los_Angeles; null follows the business" }),
};
export const CustomerDraft = z.strictObject(given).partial().required({ name: true });
export const CustomerChanges = z.strictObject(given).partial();
export type CustomerChanges = z.output<typeof CustomerChanges>;

export const CustomerId = z.object({ id: IdParameter.meta({ description: "The customer's id" }) });
export const ExportSearch = z.object({
  ids: LongIdListParameter.optional().meta({ description: "Only these customers, up to a thousand, with commas" }),
});
export const CustomerSearch = PageQuery.extend({
  search: z
    .string()
    .trim()
    .max(200)
    .optional()
    .meta({ description: "Part of the name, e-mail address or phone number" }),
  tag: z.string().trim().max(50).optional().meta({ description: "Only customers who carry this tag" }),
  sort: z
    .enum(["name", "-name", "createdAt", "-createdAt"])
    .default("name")
    .meta({ description: "By name or by when they were added; a leading minus is descending. By default by name" }),
});

const Visit = z.object({
  id: Id,
  uid: z.string(),
  startTime: Instant,
  endTime: Instant,
  status: z.string(),
  price: z.int(),
  currency: z.string(),
  service: z.object({ id: Id, name: z.string() }),
  employee: z.object({ id: Id, name: z.string() }).nullable(),
  location: z.object({ id: Id, name: z.string() }).nullable(),
});

export const CustomerProfile = Customer.extend({
  noShows: z.int().meta({ description: "Appointments the customer did not come to" }),
  firstVisit: Instant.nullable().meta({ description: "Start of the first appointment that took place" }),
  lastVisit: Instant.nullable(),
  nextAppointment: Instant.nullable(),
  appointments: z.array(Visit).meta({ description: "The latest 200, latest first" }),
  invoices: z
    .array(InvoiceSummary)
    .meta({ description: "The latest 200, latest first; none for a caller who may read no invoices" }),
  reviews: z
    .array(
      z.object({
        id: Id,
        appointmentId: Id.nullable(),
        rating: z.int(),
        comment: z.string().nullable(),
        published: z.boolean(),
        createdAt: Instant,
      }),
    )
    .meta({ description: "The latest 200, latest first" }),
}).meta({ id: "CustomerProfile" });

export const TopSearch = z.object({
  by: z.enum(["bookings", "revenue"]).default("bookings").meta({
    description: "What makes a customer a top one: how often they came, or what they paid for completed appointments",
  }),
  from: LocalDate.optional().meta({ description: "First day, in the business's time zone" }),
  to: LocalDate.optional().meta({ description: "Last day" }),
  limit: PageQuery.shape.limit.default(10),
});
export const TopCustomer = z
  .object({
    id: Id,
    name: z.string(),
    email: z.string().nullable(),
    phone: z.string().nullable(),
    totalBookings: z.int().meta({ description: "In the range, if one is asked for" }),
    totalSpent: z.int(),
  })
  .meta({ id: "TopCustomer" });
