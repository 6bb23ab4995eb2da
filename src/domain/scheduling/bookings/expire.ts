import { z } from "zod";
import { defineJob } from "../../../platform/jobs.ts";

/** Ends a request, or an instant meeting, that nobody has answered in time. See end-unanswered.ts. */
export const expireBooking = defineJob({
  name: "expire-booking",
  data: z.object({ businessId: z.int(), bookingId: z.int() }),
});
