import { z } from "zod";
import { defineJob } from "../../../platform/jobs.ts";

/** Lists an account's calendars and reads each that is wanted. Its work is in look.ts. */
export const readAccount = defineJob({
  name: "read-calendar-account",
  data: z.object({ businessId: z.int(), connectionId: z.int() }),
  retry: { limit: 6, delaySeconds: 10 },
  waitsOutside: true,
});
