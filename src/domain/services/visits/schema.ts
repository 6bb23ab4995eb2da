import { z } from "zod";
import {
  Email,
  Id,
  Instant,
  InstantOut,
  Language,
  LocalDate,
  Name,
  Phone,
  Text,
  TimeZone,
} from "../../../platform/schemas.ts";
import { ExtraChoice, GivenAnswers, OwnAppointment, statuses } from "../appointments/schema.ts";

/** More than that is no visit any more, and every one of them multiplies what has to fit together. */
const mostServices = 6;

const Service = z.strictObject({
  serviceId: Id.meta({ description: "A service; each one once, no group sessions" }),
  employeeId: Id.nullish().meta({ description: "Who performs it; whoever is free, if left out" }),
  extras: z.array(ExtraChoice).max(50).optional().meta({ description: "Extras of this service" }),
});

const wanted = {
  subdomain: z.string().max(63).optional().meta({ description: "The business; not needed with an API key" }),
  services: z
    .array(Service)
    .min(1)
    .max(mostServices)
    .refine((services) => new Set(services.map(({ serviceId }) => serviceId)).size === services.length, {
      error: "Names a service twice",
    })
    .meta({ description: "What is performed, in this order, one after the other" }),
  locationId: Id.nullish().meta({ description: "Where; needed only where the business has several locations" }),
  timeZone: TimeZone.optional().meta({ description: "The visitor's IANA time zone; the business's if left out" }),
};

export const VisitSearch = z
  .strictObject({
    ...wanted,
    services: wanted.services.optional(),
    moving: z.string().max(100).optional().meta({
      description:
        "Instead of services: the handle of an appointment whose visit is to be moved, and is in nobody's way",
    }),
    from: LocalDate.optional().meta({ description: "First local date, today if left out" }),
    to: LocalDate.optional().meta({ description: "Last local date; a week after `from` if left out, at most 92 days" }),
  })
  .refine(({ services, moving }) => (services === undefined) !== (moving === undefined), {
    error: "Needs either services or moving",
    path: ["services"],
  });

export const VisitSlots = z
  .object({
    timeZone: z.string(),
    days: z.array(
      z.object({ date: z.string(), slots: z.array(z.object({ startTime: InstantOut, endTime: InstantOut })) }),
    ),
  })
  .meta({ id: "VisitSlots" });

export const VisitHoldDraft = z.strictObject({
  ...wanted,
  startTime: Instant,
  minutes: z
    .int()
    .min(1)
    .max(60)
    .optional()
    .meta({ description: "How long to hold it; at most and by default what the business has set" }),
});

export const VisitDraft = z
  .strictObject({
    ...wanted,
    startTime: Instant.meta({ description: "Of the first service" }),
    name: Name,
    email: Email.nullish(),
    phone: Phone.nullish(),
    notes: Text.nullish(),
    customFields: GivenAnswers.optional().meta({
      description:
        "Answers to what `GET /api/services/custom-fields/public` lists for the services, by `key`; what several ask is answered once",
    }),
    hold: z
      .string()
      .max(100)
      .optional()
      .meta({ description: "The uid of a hold on this visit, which the booking takes up" }),
    language: Language.optional(),
  })
  .refine(({ email, phone }) => Boolean(email || phone), {
    error: "Needs an email or a phone number",
    path: ["email"],
  });

export const Visit = z
  .object({
    uid: z.string(),
    startTime: InstantOut,
    endTime: InstantOut,
    status: z.enum(statuses).meta({ description: "pending where one of the services wants to be confirmed" }),
    price: z.int().meta({ description: "Of all services with their extras, in the currency's minor unit" }),
    currency: z.string(),
    depositAmount: z.int(),
    appointments: z.array(OwnAppointment).meta({ description: "One for each service, in their order" }),
  })
  .meta({ id: "Visit" });

export const VisitMove = z.strictObject({
  uid: z.string().max(100).meta({ description: "The visit's own handle" }),
  startTime: Instant.meta({ description: "Of its first service that is left" }),
  notify: z.boolean().optional().meta({ description: "Whether its customer and staff get mails; true if left out" }),
});

export type Wanted = Pick<z.output<typeof VisitDraft>, "services" | "locationId" | "timeZone">;
