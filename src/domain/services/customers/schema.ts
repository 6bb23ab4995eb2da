import { z } from "zod";
import { PageQuery } from "../../../platform/page.ts";
import {
  Email,
  Id,
  IdParameter,
  Instant,
  Language,
  LocalDate,
  Name,
  Phone,
  Text,
  TimeZone,
} from "../../../platform/schemas.ts";

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
  name: Name,
  email: Email,
  phone: Phone,
  notes: Text,
  gender: z.string().trim().max(50),
  dateOfBirth: LocalDate.meta({ description: "A date, such as 1990-05-01" }),
  address: z.string().trim().max(500),
  tags: z.array(Tag).max(50),
  language: Language,
  timeZone: TimeZone,
  emailUnsubscribed: z.boolean(),
  smsConsent: z.boolean(),
};

const given = {
  ...fields,
  email: fields.email.nullable(),
  phone: fields.phone.nullable(),
  notes: fields.notes.nullable(),
  gender: fields.gender.nullable(),
  dateOfBirth: fields.dateOfBirth.nullable(),
  address: fields.address.nullable(),
  language: fields.language.nullable(),
  timeZone: fields.timeZone.nullable(),
};
export const CustomerDraft = z.strictObject(given).partial().required({ name: true });
export const CustomerChanges = z.strictObject(given).partial();
export type CustomerChanges = z.output<typeof CustomerChanges>;

export const CustomerId = z.object({ id: IdParameter });
export const CustomerSearch = PageQuery.extend({
  search: z
    .string()
    .trim()
    .max(200)
    .optional()
    .meta({ description: "Part of the name, e-mail address or phone number" }),
  tag: z.string().trim().max(50).optional(),
  sort: z.enum(["name", "-name", "createdAt", "-createdAt"]).default("name"),
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
  invoices: z.array(z.object({ id: Id })).meta({ description: "Latest first" }),
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
  by: z.enum(["bookings", "revenue"]).default("bookings"),
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
