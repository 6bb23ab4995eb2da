import { z } from "zod";
import { Id, Instant, Language, Name, TimeZone } from "../../../platform/schemas.ts";

/** Who is asking, where, and what they may do there. */
export const CurrentAccount = z
  .object({
    user: z.object({
      id: Id,
      name: z.string(),
      email: z.string(),
      timeZone: z.string(),
      language: z.string(),
      hasPassword: z.boolean(),
      twoFactorEnabled: z.boolean(),
      createdAt: Instant,
    }),
    business: z
      .object({
        id: Id,
        name: z.string(),
        subdomain: z.string(),
        timeZone: z.string(),
        currency: z.string(),
        language: z.string(),
        country: z.string().nullable(),
        addons: z.array(z.string()),
        trialEndsAt: Instant.nullable(),
      })
      .nullable()
      .meta({ description: "null for somebody who belongs to none" }),
    role: z.string().nullable(),
    abilities: z.array(z.string()).meta({ description: "Such as appointments:write" }),
    employeeId: Id.nullable().meta({ description: "Your own record on the staff list" }),
    onlyOwn: z.boolean().meta({ description: "You see your own calendar and customers alone" }),
    plan: z.string(),
    access: z.enum(["session", "key", "oauth"]),
    testMode: z.boolean(),
  })
  .meta({ id: "CurrentAccount" });

export const ProfileChanges = z.strictObject({ name: Name, timeZone: TimeZone, language: Language }).partial();
