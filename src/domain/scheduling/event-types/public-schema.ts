import { z } from "zod";
import { PageQuery } from "../../../platform/page.ts";
import { Id, IdParameter } from "../../../platform/schemas.ts";
import { ownFields, schedulingTypes } from "./schema.ts";

export const PublicPerson = z
  .object({ name: z.string(), username: z.string().nullable(), avatarUrl: z.string().nullable() })
  .meta({ id: "PublicPerson" });

const { title, description, length, lengthOptions, lockTimeZone, timeZone } = ownFields;
/** What a booking page needs to know, and nobody minds. */
export const PublicEventType = z
  .object({
    id: Id,
    title,
    slug: z.string(),
    description,
    length,
    lengthOptions,
    color: z.string().nullable(),
    locations: z
      .array(
        z.object({
          type: z.string(),
          address: z.string().optional(),
          link: z.string().optional(),
          phone: z.string().optional(),
        }),
      )
      .meta({ description: "What can be chosen; addresses only where they are shown before booking" }),
    bookingFields: ownFields.bookingFields,
    lockTimeZone,
    timeZone,
    seatsPerTimeSlot: ownFields.seatsPerTimeSlot,
    seatsShowAvailabilityCount: z.boolean(),
    requiresConfirmation: z.boolean(),
    requiresConfirmationThreshold: ownFields.requiresConfirmationThreshold,
    recurringEvent: ownFields.recurringEvent,
    price: z.int(),
    currency: z.string(),
    disableGuests: z.boolean(),
    disableCancelling: z.boolean(),
    disableRescheduling: z.boolean(),
    minimumCancellationNotice: z.int(),
    minimumReschedulingNotice: z.int(),
    successRedirectUrl: z.string().nullable(),
    forwardParamsSuccessRedirect: z.boolean(),
    isInstantEvent: z.boolean(),
    schedulingType: z.enum(schedulingTypes).nullable(),
    hosts: z.array(PublicPerson).meta({ description: "Who may be met" }),
    team: z.object({ name: z.string(), slug: z.string(), logoUrl: z.string().nullable() }).nullable(),
    link: z.string().meta({ description: "The address of its booking page" }),
  })
  .meta({ id: "PublicEventType" });
export type PublicEventTypeView = z.input<typeof PublicEventType>;

export const PublicBusiness = z
  .object({ name: z.string(), subdomain: z.string(), timeZone: z.string(), language: z.string() })
  .meta({ id: "PublicBusiness" });

export const PublicSearch = z.object({
  username: z.string().max(100).optional().meta({ description: "Whose; with `slug` one of them" }),
  subdomain: z.string().max(63).optional().meta({ description: "With `team`, and `slug` for one of them" }),
  team: z.string().max(100).optional().meta({ description: "The team's slug" }),
  slug: z.string().max(100).optional(),
  eventTypeId: IdParameter.optional(),
  link: z.string().max(100).optional().meta({ description: "A private link; enough by itself" }),
});
export type PublicSearch = z.output<typeof PublicSearch>;

export const PublicEventTypes = z
  .object({
    business: PublicBusiness,
    person: PublicPerson.extend({ bio: z.string().nullable(), timeZone: z.string() })
      .nullable()
      .meta({ description: "Whose page it is, unless it is a team's" }),
    eventTypes: z.array(PublicEventType).meta({ description: "The one that was asked for, or all that are shown" }),
  })
  .meta({ id: "PublicEventTypes" });

export const ExtensionEventType = z
  .object({
    id: Id,
    title: z.string(),
    slug: z.string(),
    description: z.string().nullable(),
    length: z.int(),
    lengthOptions: z.array(z.int()),
    hidden: z.boolean(),
    color: z.string().nullable(),
    price: z.int(),
    currency: z.string(),
    schedulingType: z.enum(schedulingTypes).nullable(),
    team: z.object({ id: Id, name: z.string(), slug: z.string() }).nullable(),
    link: z.string().meta({ description: "The address of its booking page" }),
  })
  .meta({ id: "ExtensionEventType" });
export const ExtensionSearch = PageQuery;
