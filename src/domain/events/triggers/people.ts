import { z } from "zod";
import { Id } from "../../../platform/schemas.ts";

// Schemas here are documentation: they say what arrives at a webhook. Fields may be added later, so readers must ignore
// what they do not know.

const zone = z.string().meta({ description: "IANA time zone", examples: ["America/Chicago"] });
const language = z.string().meta({ description: "A language tag such as en" });

export const Host = z
  .looseObject({
    id: Id.optional().meta({ description: "The host's user id" }),
    name: z.string(),
    email: z.string().nullable(),
    username: z.string().nullable().optional().meta({ description: "Their public address" }),
    timeZone: zone.optional(),
    language: language.optional(),
  })
  .meta({ description: "Whose time it takes" });

export const Attendee = z
  .looseObject({
    name: z.string(),
    email: z.string().nullable(),
    timeZone: zone.nullable(),
    language: language.optional(),
    phoneNumber: z.string().nullable().optional(),
    uid: z.string().optional().meta({ description: "The handle of this attendee's own seat" }),
    noShow: z.boolean().optional().meta({ description: "Was expected and did not come" }),
    guest: z.boolean().optional().meta({ description: "Brought along by the booker" }),
  })
  .meta({ description: "Who comes to it" });

/** Somebody who is named, with no more than is known of them. */
export const Named = z.looseObject({ id: Id, name: z.string() });

const sarah = {
  id: 12,
  name: "Sarah Johnson",
  email: "sarah@example.com",
  username: "sarah-johnson",
  timeZone: "America/Los_Angeles",
};
export const examplePeople = {
  /** As a host, and as whoever is away. */
  sarah: { ...sarah, language: "en" },
  sarahAway: sarah,
  alex: { name: "Alex Rivera", email: "alex@example.com", timeZone: "America/Chicago" },
};
