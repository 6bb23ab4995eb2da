import { z } from "zod";
import { PageQuery } from "../../../platform/page.ts";
import {
  Email,
  Id,
  IdParameter,
  Instant,
  Language,
  LocalDate,
  LocalTime,
  Name,
  Phone,
  Text,
  TimeZone,
} from "../../../platform/schemas.ts";

export const statuses = ["waiting", "offered", "booked", "expired", "removed"] as const;
export type Status = (typeof statuses)[number];

const Named = z.object({ id: Id, name: z.string() });
const Offer = z.object({
  startTime: Instant,
  endTime: Instant,
  employee: Named.nullable(),
  expiresAt: Instant.meta({ description: "Until then the time is kept for this customer" }),
});

/** Somebody who waits for a time, as staff see it. */
export const WaitlistEntry = z
  .object({
    id: Id,
    uid: z.string(),
    serviceId: Id,
    employeeId: Id.nullable().meta({ description: "null: anybody will do" }),
    locationId: Id.nullable(),
    customerId: Id,
    service: Named,
    employee: Named.nullable(),
    location: Named.nullable(),
    customer: z.object({ id: Id, name: z.string(), email: z.string().nullable(), phone: z.string().nullable() }),
    fromDate: z.string().meta({ description: "A local date of the business", examples: ["2026-02-25"] }),
    toDate: z.string(),
    earliest: z.string().nullable().meta({ description: "HH:MM; not before that time of day" }),
    latest: z.string().nullable().meta({ description: "HH:MM; over by that time of day" }),
    status: z.enum(statuses),
    offer: Offer.nullable().meta({ description: "The time that is kept for the customer just now" }),
    appointmentId: Id.nullable().meta({ description: "What it was all about, once it is booked" }),
    notes: z.string().nullable().meta({ description: "The customer sees them too" }),
    timeZone: z.string().meta({ description: "The customer's" }),
    language: z.string(),
    createdAt: Instant,
    updatedAt: Instant,
    version: z.int(),
  })
  .meta({ id: "WaitlistEntry" });
export type EntryView = z.input<typeof WaitlistEntry>;

/** The same as the person who waits may see it. */
export const OwnEntry = WaitlistEntry.pick({
  uid: true,
  service: true,
  employee: true,
  location: true,
  fromDate: true,
  toDate: true,
  earliest: true,
  latest: true,
  status: true,
  offer: true,
  notes: true,
  createdAt: true,
})
  .extend({
    appointment: z
      .object({
        uid: z.string(),
        startTime: Instant,
        endTime: Instant,
        status: z.string(),
        employee: Named.nullable(),
      })
      .nullable(),
    link: z.string().meta({ description: "The page where an offer is accepted or declined" }),
  })
  .meta({ id: "OwnWaitlistEntry" });
export type OwnEntryView = z.input<typeof OwnEntry>;

export const JoinedEntry = OwnEntry.extend({
  uid: z.string().nullable().meta({
    description: "null for somebody who was on the list already: the handle is in the mail they got, and theirs alone",
  }),
  link: z.string().nullable(),
}).meta({ id: "JoinedWaitlistEntry" });

const wish = {
  serviceId: Id,
  employeeId: Id.nullish(),
  locationId: Id.nullish(),
  fromDate: LocalDate,
  toDate: LocalDate.optional().meta({ description: "The same day, if left out; at most 90 days in all" }),
  earliest: LocalTime.nullish().meta({ description: "Not before this time of day" }),
  latest: LocalTime.nullish().meta({ description: "Over by this time of day" }),
  notes: Text.nullish(),
  timeZone: TimeZone.optional(),
  language: Language.optional(),
};
const contact = { email: Email.nullish(), phone: Phone.nullish() };
const reachable = { error: "Needs an email or a phone number", path: ["email"] };

/** What staff send for a customer. */
export const EntryDraft = z
  .strictObject({ customerId: Id.optional(), name: Name.optional(), ...contact, ...wish })
  .refine(({ customerId, name }) => customerId !== undefined || name !== undefined, {
    error: "Needs a name or a customerId",
    path: ["name"],
  })
  .refine(({ customerId, email, phone }) => customerId !== undefined || Boolean(email || phone), reachable);

/** What customers send for themselves. */
export const JoinDraft = z
  .strictObject({
    subdomain: z.string().max(63).optional().meta({ description: "The business; not needed with an API key" }),
    name: Name,
    ...contact,
    ...wish,
  })
  .refine(({ email, phone }) => Boolean(email || phone), reachable);

export type WishDraft = Omit<z.output<typeof JoinDraft>, "subdomain" | "name" | "email" | "phone">;

export const EntryChanges = z
  .strictObject({ ...wish, status: z.enum(statuses) })
  .omit({ serviceId: true })
  .partial();
export type EntryChanges = z.output<typeof EntryChanges>;

export const EntryId = z.object({ id: IdParameter });
export const EntrySearch = PageQuery.extend({
  serviceId: IdParameter.optional(),
  employeeId: IdParameter.optional(),
  customerId: IdParameter.optional(),
  status: z
    .string()
    .transform((text) => text.split(","))
    .pipe(z.array(z.enum(statuses)))
    .optional()
    .meta({ description: "One status, or several with commas" }),
  date: LocalDate.optional().meta({ description: "Who could come on this local date" }),
});
export const EntryUid = z.object({ uid: z.string().min(1).max(100) });
