import { z } from "zod";
import { PageQuery } from "../../../platform/page.ts";
import { BooleanParameter, Id, IdParameter, Instant, Name, Text, unlessAbsent } from "../../../platform/schemas.ts";

const Named = z.object({ id: Id, name: z.string() }).nullable();

export const Review = z
  .object({
    id: Id,
    rating: z.int().min(1).max(5),
    comment: z.string().nullable(),
    authorName: z.string(),
    published: z.boolean().meta({ description: "Whether the booking page may show it" }),
    source: z.enum(["customer", "staff"]).meta({ description: "Who wrote it down" }),
    appointmentId: Id.nullable(),
    customerId: Id.nullable(),
    employeeId: Id.nullable(),
    serviceId: Id.nullable(),
    customer: Named,
    employee: Named,
    service: Named,
    createdAt: Instant,
  })
  .meta({ id: "Review" });

const Rating = z
  .int({ error: unlessAbsent("Must be a whole number from 1 to 5") })
  .min(1, { error: "Must be from 1 to 5" })
  .max(5, { error: "Must be from 1 to 5" });

export const ReviewDraft = z
  .strictObject({
    appointmentId: Id.optional().meta({ description: "Says customer, employee and service too, unless they are sent" }),
    customerId: Id.optional(),
    employeeId: Id.optional(),
    serviceId: Id.optional(),
    rating: Rating,
    comment: Text.nullish(),
    authorName: Name.optional().meta({ description: "The customer's name, if left out" }),
    published: z.boolean().optional(),
  })
  .refine(({ appointmentId, customerId }) => appointmentId !== undefined || customerId !== undefined, {
    error: "Needs an appointmentId or a customerId",
    path: ["appointmentId"],
  });
export type ReviewDraft = z.output<typeof ReviewDraft>;

export const ReviewChanges = z.strictObject({ published: z.boolean() });
export const ReviewId = z.object({ id: IdParameter });
export const ReviewSearch = PageQuery.extend({
  rating: z
    .string()
    .regex(/^[1-5]$/, { error: "Must be from 1 to 5" })
    .transform(Number)
    .optional(),
  employeeId: IdParameter.optional(),
  serviceId: IdParameter.optional(),
  customerId: IdParameter.optional(),
  published: BooleanParameter.optional(),
});

/** As anybody may read it: by first name and initial, for its author agreed to no more than being read by customers. */
export const PublishedReview = Review.pick({ id: true, rating: true, comment: true, authorName: true, createdAt: true })
  .extend({
    employee: z.object({ name: z.string() }).nullable(),
    service: z.object({ name: z.string() }).nullable(),
  })
  .meta({ id: "PublishedReview" });
export const PublishedSearch = PageQuery.extend({
  subdomain: z.string().max(63).optional().meta({ description: "The business; not needed with an API key" }),
  serviceId: IdParameter.optional(),
  employeeId: IdParameter.optional(),
});

/** What a customer sends from the link in their mail. */
export const PublicReviewDraft = z.strictObject({
  uid: z
    .string()
    .min(1)
    .max(100)
    .meta({ description: "The appointment's, or of a group session the customer's own seat's" }),
  rating: Rating,
  comment: Text.nullish(),
});
export type PublicReviewDraft = z.output<typeof PublicReviewDraft>;
export const PublicReview = Review.pick({ id: true, rating: true, comment: true, createdAt: true })
  .extend({ uid: z.string() })
  .meta({ id: "PublicReview" });
