import { z } from "zod";
import { Email, Id, Instant, Language, Name, Phone, Text, TimeZone } from "../../../platform/schemas.ts";
import { ExtraChoice, GivenAnswers, order, startBeforeEnd } from "./schema.ts";

/** What a customer sends to book. */
export const Booking = z
  .strictObject({
    subdomain: z.string().max(63).optional().meta({ description: "The business; not needed with an API key" }),
    serviceId: Id,
    startTime: Instant,
    endTime: Instant.optional().meta({ description: "Must agree with the service's length, if sent" }),
    employeeId: Id.nullish().meta({ description: "Anybody who is free, if left out" }),
    locationId: Id.nullish(),
    resourceId: Id.nullish(),
    name: Name,
    email: Email.nullish(),
    phone: Phone.nullish(),
    notes: Text.nullish(),
    extras: z.array(ExtraChoice).max(50).optional(),
    customFields: GivenAnswers.optional().meta({
      description: "Answers to what `GET /api/services/custom-fields/public` lists, by `key`",
    }),
    hold: z
      .string()
      .max(100)
      .optional()
      .meta({ description: "The uid of a hold on this slot, which the booking takes up" }),
    timeZone: TimeZone.optional(),
    language: Language.optional(),
  })
  .refine(({ email, phone }) => Boolean(email || phone), { error: "Needs an email or a phone number", path: ["email"] })
  .refine(startBeforeEnd, order);
