import { z } from "zod";
import { defineJob } from "../../../platform/jobs.ts";
import type { Context } from "../../../platform/operation.ts";

/** Brings one host's calendar up to date with one booking or appointment. Its work is in write.ts. */
export const writeEntry = defineJob({
  name: "write-calendar-entry",
  data: z.object({
    businessId: z.int(),
    subject: z.string(),
    userId: z.int(),
    /** How often the provider was asked for the room that it is still making. */
    waited: z.int().default(0),
  }),
  // From five seconds, doubling: over an hour of a provider that is away. After that it is written when its calendar can be
  // read again.
  retry: { limit: 10, delaySeconds: 5 },
  waitsOutside: true,
});

export const enqueueEntry = (
  context: Context,
  { subject, userId, waited = 0 }: { subject: string; userId: number; waited?: number },
  at?: number,
): void =>
  context.enqueue(
    writeEntry,
    { businessId: context.businessId, subject, userId, waited },
    at === undefined ? {} : { at },
  );
