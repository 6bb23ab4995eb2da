import { z } from "zod";
import { Id, IdParameter, Instant } from "../../../platform/schemas.ts";

export const Session = z
  .object({
    id: Id,
    current: z.boolean().meta({ description: "This very session" }),
    userAgent: z.string().nullable(),
    address: z.string().nullable().meta({ description: "Where it was begun from" }),
    createdAt: Instant,
    lastSeenAt: Instant,
    expiresAt: Instant.meta({ description: "Unless it is used before" }),
  })
  .meta({ id: "Session" });

export const SessionId = z.object({ id: IdParameter });
export const Ended = z.object({ ended: z.int().meta({ description: "How many sessions were ended" }) });
