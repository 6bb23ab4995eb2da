import { z } from "zod";
import { defineJob } from "../../../platform/jobs.ts";

/** Lists an account's calendars and reads each that is wanted. Its work is in look.ts. */
export const readAccount = defineJob({
  name: "read-calendar-account",
  data: z.object({
    businessId: z.int(),
    connectionId: z.int(),
    /** What its owner gave anew, sealed: it is kept once it opens the account. `worked`: what is kept did open it. */
    given: z.object({ sealedSecret: z.string(), worked: z.boolean() }).optional(),
  }),
  retry: { limit: 6, delaySeconds: 10 },
  waitsOutside: true,
});
